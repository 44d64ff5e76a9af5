"""What the person does with CRMs: connect one, say what goes where, compare, push, and disconnect."""

from typing import Any

from ...core.errors import Invalid, Stale
from ...core.sealed import seal
from ...core.store import Store
from ...core.views import Shown
from . import choosing, kept, rules
from .kinds import KINDS, Kind
from .models import CrmConnection, CrmKind, CrmPreview, CrmState, CrmWork, PreviewState
from .schemas import CrmConnectionCreate, CrmConnectionQuery, CrmConnectionUpdate
from .views import CONNECTION_LIST, CONNECTIONS, HOW_MANY, IS_ALIVE

PURPOSE = "crm"
"""What keys are sealed for."""
QUIET = {"label"}
"""What can change without anything else being sent by it."""
TOLD_FAILED = ("Something went wrong on Halfhour's side.", "Try it again; if it stays so, tell whoever hosts Halfhour.")


def show(store: Store, connection_id: str) -> Shown:
    return complete(store.show(CONNECTIONS, connection_id), store.get(CrmConnection, connection_id))


def page(store: Store, query: CrmConnectionQuery) -> Shown:
    shown = store.page(CONNECTION_LIST, query)
    records = {each.id: each for each in store.find(CrmConnection)}
    shown["items"] = [complete(item, records[item["id"]]) for item in shown["items"]]
    return shown


def complete(row: Shown, record: CrmConnection) -> Shown:
    """A row of `CONNECTIONS` as an answer."""
    counts = {name: int(row[f"{name}_count"]) for name in ("chosen", "sent", "refused")}
    words = rules.says(CrmState(row["state"]), released=bool(row["automatic"]), **counts)
    shown = {**row, "says": words, "mapping": mapping(record)}
    if shown.pop("failed") and record.last_error is None:
        shown["last_error"], shown["advice"] = TOLD_FAILED
    return shown


def mapping(record: CrmConnection) -> list[Shown]:
    """Where each of our fields goes."""
    kind, overrides = KINDS[CrmKind(record.system)], rules.Overrides(record.mapping)
    return [
        {
            "what": what.value,
            "field": field,
            "meaning": rules.meaning(what, field),
            "theirs": overrides.theirs(what, field, spec),
            "default": spec.theirs,
            "needed": spec.needed,
            "choices": list(spec.choices),
        }
        for what, fields in kind.specs.items()
        for field, spec in fields.items()
    ]


def add(store: Store, new: CrmConnectionCreate) -> Shown:
    """Keep a connection, and check its key in the background.

    Raises:
        Invalid: its kind needs an address or a key, or has none of its own.
        EnoughCrms
    """
    kind = KINDS[new.kind]
    _refuse_unfit(kind, new.base_url, new.key)
    row = store.row(HOW_MANY)
    if row is not None and row[0] >= rules.MOST_CONNECTIONS:
        raise rules.EnoughCrms(f"There can be {rules.MOST_CONNECTIONS}. Delete one that you need no more.")
    values = new.model_dump(exclude={"kind", "key", "base_url", "label"})
    values |= {"system": new.kind.value, "label": new.label or kind.name, "base_url": _tidy(new.base_url)}
    id_ = store.add(CrmConnection, values, sealed_key=_sealed(store, new.key))
    _begin(store, id_, CrmWork.CHECK)
    return show(store, id_)


def change(store: Store, connection_id: str, changed: CrmConnectionUpdate, match: int | None) -> Shown:
    """Change a connection. Unless only its label changes, nothing more is sent until push is pressed again.

    Raises:
        Invalid: a field can't go there, or its kind has no address or key of its own.
    """
    record = store.get(CrmConnection, connection_id)
    if match is not None and match != record.version:
        raise Stale(record.version)
    kind, changes = KINDS[CrmKind(record.system)], changed.changes()
    if "base_url" in changes and "key" not in changes and _tidy(changes["base_url"]) != record.base_url and kind.keyed:
        raise Invalid.field("/key", "the key was meant for another address", "Enter it again with the new address.")
    _refuse_unfit(kind, changes.get("base_url", record.base_url), changes.get("key", record.sealed_key))
    values: dict[str, Any] = {name: value for name, value in changes.items() if name not in ("key", "mapping")}
    if "base_url" in values:
        values["base_url"] = _tidy(values["base_url"])
    if "key" in changes:
        values["sealed_key"] = _sealed(store, changes["key"])
    if "mapping" in changes:
        asked = [(each.what, each.field, each.theirs) for each in changes["mapping"]]
        values["mapping"] = rules.mapped(kind.specs, kind.pattern, record.mapping, asked)
    if not values.keys() <= QUIET:
        values["released"] = False
    store.change(CrmConnection, connection_id, values, match=match)
    if not {"base_url", "key"}.isdisjoint(changes):
        _begin(store, connection_id, CrmWork.CHECK)
        store.project(CrmConnection, connection_id, {"state": CrmState.NEW.value, **kept.NO_ERROR})
    return show(store, connection_id)


def remove(store: Store, connection_id: str, match: int | None) -> None:
    """Forget a connection, its key, and what is known of its rows. Nothing is deleted there."""
    record = store.get(CrmConnection, connection_id)
    if match is not None and match != record.version:
        raise Stale(record.version)
    store.drop(CrmConnection, id=connection_id)
    store.emit("crm_connection.deleted", connection_id)


def check(store: Store, connection_id: str) -> Shown:
    """Have the key and the address checked."""
    store.get(CrmConnection, connection_id)
    _begin(store, connection_id, CrmWork.CHECK)
    return show(store, connection_id)


def preview(store: Store, connection_id: str) -> Shown:
    """Have what pushing would do found out.

    Raises:
        NobodyChosen
    """
    _need_chosen(store, connection_id)
    job_id = _begin(store, connection_id, CrmWork.PREVIEW)
    if job_id is not None:
        which = {"owner_id": store.owner, "connection_id": connection_id}
        kept.put_preview(store, CrmPreview.model_validate({**which, "job_id": job_id, "asked_at": store.now}))
    return show_preview(store, connection_id)


def show_preview(store: Store, connection_id: str) -> Shown:
    """The last comparison.

    Raises:
        NothingCompared
    """
    store.get(CrmConnection, connection_id)
    found = kept.preview(store, connection_id)
    if found is None:
        raise rules.NothingCompared("Ask for a comparison first.")
    if found.state == PreviewState.COMPARING and not _is_alive(store, found.job_id):
        found.state = PreviewState.FAILED.value
        found.last_error, found.advice = TOLD_FAILED
    actions = [each["action"] for each in found.items]
    told = {
        PreviewState.COMPARING.value: "It is being compared.",
        PreviewState.FAILED.value: "It could not be compared.",
        PreviewState.READY.value: rules.sums_up(actions, found.people_left),
    }
    return {**found.model_dump(exclude={"owner_id", "connection_id", "job_id"}), "says": told[found.state]}


def push(store: Store, connection_id: str) -> Shown:
    """Have everybody who is chosen sent, and their changes from then on.

    Raises:
        NobodyChosen
    """
    _need_chosen(store, connection_id)
    kept.release(store, connection_id)
    store.project(CrmConnection, connection_id, {"released": True, "state": CrmState.READY.value, **kept.NO_ERROR})
    _begin(store, connection_id, CrmWork.PUSH)
    watch(store, connection_id)
    return show(store, connection_id)


def watch(store: Store, connection_id: str) -> None:
    """Have changes looked for from time to time, once push was pressed."""
    record = store.get(CrmConnection, connection_id)
    if record.released and not _is_alive(store, record.watch_job_id):
        job = store.enqueue("crm.watch", delay=rules.SOON, connection_id=connection_id)
        store.project(CrmConnection, connection_id, {"watch_job_id": job})


def _begin(store: Store, connection_id: str, work: CrmWork) -> str | None:
    """Have an errand do it, unless one is about to, which is hurried; gives the id of the job that was begun."""
    record = store.get(CrmConnection, connection_id)
    store.project(CrmConnection, connection_id, {"quiet_until": None})
    if record.work == work and record.work_job_id is not None and _is_alive(store, record.work_job_id):
        kept.hurry(store, connection_id, record.work_job_id)
        return None
    job = store.enqueue(f"crm.{work.value}", connection_id=connection_id)
    store.project(CrmConnection, connection_id, {"work": work.value, "work_job_id": job})
    return job


def _is_alive(store: Store, job_id: str | None) -> bool:
    return job_id is not None and store.row(IS_ALIVE, id=job_id) is not None


def _need_chosen(store: Store, connection_id: str) -> None:
    store.get(CrmConnection, connection_id)
    if not choosing.how_many(store, connection_id):
        raise rules.NobodyChosen("Choose the people whom this CRM may know of first.")


def _refuse_unfit(kind: Kind, base_url: str | None, key: str | None) -> None:
    if kind.hosted and base_url is None:
        raise Invalid.field("/base_url", f"{kind.name} runs at an address of yours", "Send the address that you open.")
    if not kind.hosted and base_url is not None:
        raise Invalid.field("/base_url", f"{kind.name} has no address of yours", "Leave it out.")
    if kind.keyed and key is None:
        raise Invalid.field("/key", f"{kind.name} wants a key", "Make one there and send it.")
    if not kind.keyed and key is not None:
        raise Invalid.field("/key", f"{kind.name} takes no key", "Leave it out.")


def _tidy(base_url: str | None) -> str | None:
    return base_url.rstrip("/") if base_url else None


def _sealed(store: Store, key: str | None) -> str | None:
    settings = store.database.settings
    return seal(settings, key, owner=store.owner, purpose=PURPOSE) if key is not None else None
