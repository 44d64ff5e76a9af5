"""What the person does with a whole account: take it away as one file, and bring such a file in."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import exists

from ..core import idempotency
from ..core.db import parse_instant, table_of
from ..core.engine import Database
from ..core.files import place, surely_undone
from ..core.jobs import JOB
from ..core.store import Store, writing
from ..core.views import Shown, View
from ..core.worker import Trip
from . import account_reading, account_taking, progress
from .account_kinds import connections
from .account_rules import AlreadyTakenIn, ExportForgotten
from .export_schemas import AccountImportRead
from .models import AccountImport, AccountStatus

FORGET = timedelta(days=1)
"""How long an uploaded account is kept; it is on the person's own disk, too."""

_IMPORT = table_of(AccountImport)
_failed = (
    exists()
    .where(
        JOB.c.id == _IMPORT.c.job_id,
        JOB.c.owner_id == _IMPORT.c.owner_id,
        JOB.c.due_at.is_(None),
        JOB.c.error.is_not(None),
    )
    .correlate(_IMPORT)
)
ACCOUNT_IMPORTS = View(AccountImport, AccountImportRead, extra={"failed": _failed, "progress": _IMPORT.c.done})


def look(database: Database, owner: str, path: Path) -> dict[str, Any]:
    """What an export holds, every byte and row of it checked; nothing is kept.

    Raises:
        BrokenExport, ExportTooNew
    """
    known = account_taking.here_of(database, owner)
    with account_reading.opened(path) as export:
        found = account_reading.read_through(export, known, owner)
        return {
            "made_at": parse_instant(export.manifest.made_at),
            "made_by": export.manifest.version,
            "made_for": export.manifest.account.email,
            "kinds": [{"kind": name, **counts} for name, counts in found.counts.items() if any(counts.values())],
            "left_out": sorted(connections() & set(export.manifest.tables)),
            "files": len(found.attached),
            "total": found.total,
        }


def show(store: Store, account_import_id: str) -> Shown:
    shown = store.show(ACCOUNT_IMPORTS, account_import_id)
    record = store.get(AccountImport, account_import_id)
    done = record.total if record.status == AccountStatus.TAKEN_IN else 0
    if record.status == AccountStatus.TAKING_IN:
        done = min(progress.heard_of_account(store, account_import_id, record.done), record.total)
    return {**shown, "progress": {"done": done, "total": record.total}}


def add(store: Store, values: dict[str, Any], key: str | None) -> tuple[Shown, bool]:
    """Keep an upload that was looked at. A retry with the same key gives what the first try made, and True.

    Raises:
        IdempotencyKeyReused
    """
    asked = f"{values['sha256']} {values['name']}".encode()
    hashed = idempotency.hashed("POST", "/import", key) if key is not None else None
    before = idempotency.kept(store, hashed, asked) if hashed else None
    if before is not None:
        return show(store, before.body.decode()), True
    id_ = store.add(AccountImport, values)
    store.enqueue("exchange.forget_account", delay=FORGET, account_import_id=id_)
    if hashed:
        idempotency.keep(store, hashed, asked, idempotency.Answer(201, None, id_.encode()))
    return show(store, id_), False


def commit(store: Store, account_import_id: str, match: int | None) -> Shown:
    """Have it brought in, by a job whose progress can be seen.

    Raises:
        AlreadyTakenIn
    """
    shown = show(store, account_import_id)
    if shown["status"] != AccountStatus.PREVIEWED and not shown["failed"]:
        raise AlreadyTakenIn("It is on its way, or was brought in. To bring in another export, upload that.")
    job = store.enqueue("exchange.take_in", account_import_id=account_import_id)
    status = AccountStatus.TAKING_IN.value
    store.change(AccountImport, account_import_id, {"status": status, "job_id": job, "done": 0}, match=match)
    return show(store, account_import_id)


def take_in(trip: Trip, *, account_import_id: str) -> None:
    """Bring an upload in: files first, then all rows in one transaction. A try that fails leaves nothing.

    Raises:
        BrokenExport
    """
    with trip.reading() as store:
        record = store.get(AccountImport, account_import_id)
    if record.status != AccountStatus.TAKING_IN:
        return
    tell = partial(progress.tell_account, trip.database, trip.owner, account_import_id)

    def done(store: Store) -> None:
        values = {"status": AccountStatus.TAKEN_IN.value, "taken_in_at": store.now}
        store.change(AccountImport, account_import_id, values)
        progress.forget(store, account_import_id)

    path = place(trip.settings, trip.owner, account_import_id)
    _bring(trip.database, trip.owner, path, tell, done=done, hold=trip.hold)


def _bring(
    database: Database,
    owner: str,
    path: Path,
    tell: account_taking.Tell,
    *,
    done: Callable[[Store], None] = lambda _: None,
    hold: Callable[[], None] = lambda: None,
) -> int:
    known = account_taking.here_of(database, owner)
    try:
        with account_reading.opened(path) as export:
            found = account_reading.read_through(export, known, owner)
            hold()
            brought = account_taking.bring_files(database, owner, export, found, known)
            hold()
            try:
                with account_taking.fitting(database), writing(database, owner) as store:
                    changed = account_taking.bring_rows(store, export, brought, tell)
                    done(store)
            except BaseException as error:
                if surely_undone(error):
                    account_taking.discard(brought)
                raise
            return changed
    except FileNotFoundError as error:
        raise ExportForgotten("It is kept for a day. Upload it again.") from error


def forget(store: Store, account_import_id: str) -> None:
    """Let go of an upload; its file goes with the next sweep."""
    store.drop(AccountImport, id=account_import_id)


def import_account(database: Database, owner: str, path: Path, on_progress: Callable[[int, int], None]) -> list[str]:
    """Bring a file in with somebody watching; gives lines that tell what was done.

    Raises:
        BrokenExport, ExportTooNew
    """
    found = look(database, owner, path)
    total = found["total"]
    on_progress(0, total)
    changed = _bring(database, owner, path, lambda done: on_progress(min(done, total), total))
    lines = [f"{path.name}: {changed:,} of {total:,} rows added or updated, {found['files']:,} attached files."]
    lines += [f"  {each['kind']}: {each['new']:,} new, {each['newer']:,} newer, {each['same']:,} as they are here"
              for each in found["kinds"]]  # fmt: skip
    if found["left_out"]:
        lines.append(f"To be connected anew, because no export holds their secrets: {', '.join(found['left_out'])}.")
    return lines
