"""What the person does with a file: upload it, look, choose, keep it as one batch, and take it back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from ..core.engine import Database
from ..core.store import Store, reading, writing
from ..core.views import Shown
from . import batch, progress, takeback
from .dates import DateOrder
from .formats import Field
from .looking import FORGET_DAYS, Look, look, pictures_of, plan_of, seen, table_of
from .models import Import, ImportFile, Status
from .reading import opener_of
from .rules import NotCommitted, NotPreviewed
from .schemas import ImportQuery, ImportUpdate
from .vcard_table import prepared
from .views import IMPORT_LIST, IMPORTS, RESTATE

AT_ONCE = 2_000
"""Rows that are kept while the person waits; more become a job with its progress to be seen."""

OnProgress = Callable[[int, int], None]
"""Hears how many rows of how many are done."""


def add(store: Store, look_: Look) -> Shown:
    """Keeps an upload with its preview. Nothing of it is among the contacts yet."""
    values = dict(look_)
    packed, statuses = values.pop("packed"), values.pop("statuses")
    id_ = store.add(Import, values)
    store.put_rows(ImportFile, [{"import_id": id_, "packed": packed, "statuses": statuses}])
    store.enqueue("exchange.forget", delay=timedelta(days=FORGET_DAYS), import_id=id_)
    return show(store, id_)


def show(store: Store, import_id: str) -> Shown:
    return _with_progress(store, store.show(IMPORTS, import_id))


def page(store: Store, query: ImportQuery) -> Shown:
    shown = store.page(IMPORT_LIST, query)
    for item in shown["items"]:
        _with_progress(store, item)
    return shown


def _with_progress(store: Store, shown: Shown) -> Shown:
    """Puts the rows that are done beside their number, which the view gives."""
    total = shown["progress"]
    if shown["status"] in (Status.COMMITTING, Status.UNDOING):
        done = min(progress.heard(store, shown["id"]), total)
    else:
        done = 0 if shown["status"] == Status.PREVIEWED else total
    shown["progress"] = {"done": done, "total": total}
    return shown


def change(store: Store, import_id: str, changed: ImportUpdate, match: int | None) -> Shown:
    """Keeps other choices, and reads the file anew by them.

    Raises:
        NotPreviewed: its batch was kept already.
        MappingDoesNotFit: the choices are not as many as the columns.
        FileForgotten
    """
    record = _previewed(store, import_id)
    changes = changed.changes()
    values: Look = {name: changes[name] for name in ("source", "duplicates") if name in changes}
    if not {"fields", "date_order"}.isdisjoint(changes):
        table, _ = table_of(store, record)
        fields = changes.get("fields") or [Field(each["field"]) for each in record.columns]
        order = changes.get("date_order", record.date_order and DateOrder(record.date_order))
        values |= seen(store, table, table.plan(fields, order))
        statuses = values.pop("statuses")
        store.connection.run(RESTATE, {"owner": store.owner, "import_id": import_id, "statuses": statuses})
    plain = {name: getattr(value, "value", value) for name, value in values.items()}
    store.change(Import, import_id, plain, match=match)
    return show(store, import_id)


def commit(store: Store, import_id: str, match: int | None) -> Shown:
    """Keeps the file's people: at once, or if they are many by a job.

    Raises:
        NotPreviewed: that was done already.
        NoNameColumn: no column is taken as a name.
        FileForgotten
    """
    record = _previewed(store, import_id, or_failed=True)
    need_names(store, import_id)
    if record.counts["usable"] > AT_ONCE:
        job = store.enqueue("exchange.commit", import_id=import_id)
        store.change(Import, import_id, {"status": Status.COMMITTING.value, "job_id": job}, match=match)
    else:
        keep(store, import_id, lambda _: None, match)
    return show(store, import_id)


def need_names(store: Store, import_id: str) -> None:
    """Raises NoNameColumn if no column of the file is taken as a name; FileForgotten if there is none to keep."""
    record = store.get(Import, import_id)
    table, _ = table_of(store, record)
    plan_of(record, table).need_names()


def keep(store: Store, import_id: str, tell: batch.Tell, match: int | None = None) -> None:
    """Carries the batch out, within the caller's transaction."""
    record = store.get(Import, import_id)
    table, _ = table_of(store, record)
    choices = {"duplicates": record.duplicates, "source": record.source}
    pictures = pictures_of(store, record)
    counts = batch.keep(store, import_id, table.readings(plan_of(record, table)), choices, tell, pictures=pictures)
    done = {"status": Status.COMMITTED.value, "committed_at": store.now, "counts": {**record.counts, **counts}}
    store.change(Import, import_id, done, match=match)
    progress.forget(store, import_id)


def undo(store: Store, import_id: str, match: int | None) -> Shown:
    """Takes the batch back: at once, or if it is large by a job.

    Raises:
        NotCommitted: there is no batch, or it was taken back already.
    """
    shown = show(store, import_id)
    if shown["status"] != Status.COMMITTED and not (shown["failed"] and shown["status"] == Status.UNDOING):
        raise NotCommitted("Only an import that was committed, and not undone since, can be undone.")
    record = store.get(Import, import_id)
    if record.counts["created"] + record.counts["updated"] > AT_ONCE:
        job = store.enqueue("exchange.undo", import_id=import_id)
        store.change(Import, import_id, {"status": Status.UNDOING.value, "job_id": job}, match=match)
    else:
        take_back(store, import_id, lambda _: None, match)
    return show(store, import_id)


def take_back(store: Store, import_id: str, tell: batch.Tell, match: int | None = None) -> None:
    """Takes the batch back, within the caller's transaction."""
    record = store.get(Import, import_id)
    counts, kept = takeback.take_back(store, import_id, tell)
    done = {"status": Status.UNDONE.value, "undone_at": store.now, "kept": kept}
    store.change(Import, import_id, {**done, "counts": {**record.counts, **counts}}, match=match)
    progress.forget(store, import_id)


def forget(store: Store, import_id: str) -> None:
    """Drops the file; what was kept of it stays, and can no longer be looked at row by row."""
    store.drop(ImportFile, import_id=import_id)


def _previewed(store: Store, import_id: str, *, or_failed: bool = False) -> Import:
    record = store.get(Import, import_id)
    if record.status == Status.PREVIEWED:
        return record
    if or_failed and record.status == Status.COMMITTING and store.show(IMPORTS, import_id)["failed"]:
        return record
    raise NotPreviewed(f"It is {record.status}. Upload the file again to import it anew.")


def import_file(database: Database, owner: str, path: Path, on_progress: OnProgress) -> list[str]:
    """Reads a file and keeps its people as one batch, with somebody watching; gives lines that tell what was done.

    Raises:
        UnreadableFile, FileTooLarge: by the name of the reason; nothing is kept.
        NoNameColumn: its columns are unknown. In the browser they can be chosen.
    """
    with opener_of(path)() as file:
        upload = prepared(path.name, file.read())
    with reading(database, owner) as store:
        found = look(store, upload)
    total = found["total"]
    on_progress(0, total)
    with writing(database, owner) as store:
        import_id = add(store, found)["id"]
        need_names(store, import_id)
        keep(store, import_id, lambda done: on_progress(min(done, total), total))
        record = store.get(Import, import_id)
    on_progress(total, total)
    return told(record)


def told(record: Import) -> list[str]:
    """What became of a file, in lines for a terminal."""
    counts = record.counts
    lines = [f"{record.filename}: {counts['created']:,} people added, {counts['skipped']:,} were there already."]
    if counts["hidden"]:
        lines.append(f"{counts['hidden']:,} hidden profiles have no name and were left out.")
    if counts["problems"]:
        lines.append(f"{counts['problems']:,} problems, of which {counts['blocked']:,} left a row out:")
        lines += [f"  row {each['row']}: {each['message']} {each['mend']}" for each in record.problems]
    return [*lines, "The import can be undone in the browser, under People, Import."]
