"""What the person does with connections: make them, choose, switch them on and off, have them synced, forget them."""

from typing import Any
from urllib.parse import urlsplit

from ...core import sealed
from ...core.errors import Invalid, Stale
from ...core.store import Store
from ...core.views import Shown
from . import rules
from .models import BusySpan, Connection, ConnectionItem, People
from .models import ConnectionKind as Kind
from .models import ConnectionState as State
from .schemas import ConnectionCreate, ConnectionQuery, ConnectionUpdate
from .views import CONNECTION_LIST, CONNECTIONS, COUNT

PURPOSE = "dav"
"""What passwords are sealed for."""

FRESH: dict[str, Any] = {"failures": 0, "last_error": None, "advice": None}
"""No trouble is known."""


def show(store: Store, connection_id: str) -> Shown:
    return _told(store.show(CONNECTIONS, connection_id), store.get(Connection, connection_id))


def page(store: Store, query: ConnectionQuery) -> Shown:
    shown = store.page(CONNECTION_LIST, query)
    records = {each.id: each for each in store.find(Connection)}
    return {**shown, "items": [_told(each, records[each["id"]]) for each in shown["items"]]}


def add(store: Store, new: ConnectionCreate) -> Shown:
    """Keep how to get there, and have somebody look what is there.

    Raises:
        TooManyConnections
        Invalid: the address can't be one.
    """
    rules.refuse_too_many((store.row(COUNT) or (0,))[0])
    address = rules.normalized(new.address)
    if address is None:
        raise Invalid.field("/address", "can't be an address", "Send one such as https://cloud.example.org.")
    if new.people is People.TAG and new.people_tag is None:
        raise Invalid.field("/people_tag", "is missing", "Say which tag, or choose other people.")
    id_ = store.add(
        Connection,
        what=new.kind.value,
        name=new.name or _name(new.kind, address),
        address=address,
        username=new.username,
        password=_sealed(store, new.password.get_secret_value()),
        accepting=new.accept.value,
        people=new.people.value,
        people_tag=new.people_tag,
    )
    look(store, id_)
    return show(store, id_)


def look(store: Store, connection_id: str) -> Shown:
    """Have somebody look for the calendars or address books again.

    Raises:
        SwitchedOff
    """
    record = store.get(Connection, connection_id)
    _refuse_off(record)
    if record.state != State.LOOKING or not _is_wanted(store, record):
        store.project(Connection, record.id, {"state": State.LOOKING.value, "wanted_at": store.now, **FRESH})
        store.enqueue("dav.look", connection_id=record.id)
    return show(store, record.id)


def change(store: Store, connection_id: str, changed: ConnectionUpdate, match: int | None) -> Shown:
    """Change the choices, and go on with what follows from them.

    Raises:
        Stale
        SwitchedOff: it is about to go.
        Invalid: a choice is not among what was found, or can't be written to.
    """
    record = store.get(Connection, connection_id)
    if match is not None and match != record.version:
        raise Stale(record.version)
    _refuse_leaving(record)
    given = changed.changes()
    values = {
        name: getattr(value, "value", value)
        for name, value in given.items()
        if name in ("name", "active", "username", "people", "people_tag")
    }
    if "accept" in given:
        values["accepting"] = given["accept"].value
    if "password" in given:
        values["password"] = _sealed(store, given["password"].get_secret_value())
    values |= _chosen(record, given)
    after = {**record.model_dump(), **values}
    if after["people"] == People.TAG and not after["people_tag"]:
        raise Invalid.field("/people_tag", "is missing", "Say which tag, or choose other people.")
    store.change(Connection, record.id, values)
    _go_on(store, record, store.get(Connection, record.id), signed_in_anew=bool({"username", "password"} & set(given)))
    return show(store, record.id)


def sync(store: Store, connection_id: str) -> Shown:
    """Have it synced now.

    Raises:
        SwitchedOff
        NothingChosen
    """
    record = store.get(Connection, connection_id)
    _refuse_off(record)
    if not rules.is_chosen(record.collection, record.busy):
        raise rules.NothingChosen(f"Choose one of the {rules.plural(record.what)} that were found first.")
    want(store, record)
    return show(store, record.id)


def remove(store: Store, connection_id: str, match: int | None, *, take_away: bool) -> None:
    """Forget a connection: at once, or after what Halfhour put there was taken away.

    Raises:
        Stale
    """
    record = store.get(Connection, connection_id)
    if match is not None and match != record.version:
        raise Stale(record.version)
    if take_away and record.collection is not None:
        store.change(Connection, record.id, {"state": State.LEAVING.value, **FRESH})
        store.enqueue("dav.leave", connection_id=record.id)
        return
    forget(store, record.id)


def forget(store: Store, connection_id: str) -> None:
    """Drop it with all that is known of the other side."""
    store.drop(Connection, id=connection_id)
    store.emit("connection.deleted", connection_id)


def want(store: Store, record: Connection) -> None:
    """Have a connection synced soon; one that waits already is not asked for twice."""
    if _is_wanted(store, record):
        return
    store.project(Connection, record.id, {"wanted_at": store.now})
    store.enqueue("dav.soon", connection_id=record.id)


def _is_wanted(store: Store, record: Connection) -> bool:
    """Whether a visit waits already."""
    return record.wanted_at is not None and store.now - record.wanted_at < rules.LEASE


def begin(store: Store, connection_id: str) -> None:
    """Have it synced from now on, now and then; a job from before sees by the other id that it is no longer needed."""
    job_id = store.enqueue("dav.sync", connection_id=connection_id)
    store.project(Connection, connection_id, {"job_id": job_id, "state": State.WORKING.value, **FRESH})


def password_of(store: Store, record: Connection) -> str:
    """The app password.

    Raises:
        NotOpened: the key has changed since it was sealed.
    """
    return sealed.unseal(store.database.settings, record.password, owner=store.owner, purpose=PURPOSE)


def _sealed(store: Store, password: str) -> str:
    return sealed.seal(store.database.settings, password, owner=store.owner, purpose=PURPOSE)


def _chosen(record: Connection, given: dict[str, Any]) -> dict[str, Any]:
    """What follows from a choice of collections.

    Raises:
        Invalid
    """
    values: dict[str, Any] = {}
    if given.get("collection_id", "") is None:
        values["collection"] = None
    elif "collection_id" in given:
        found = rules.found_by_id(record.found, given["collection_id"])
        if found is None:
            raise Invalid.field("/collection_id", "there is no such collection", "Choose one of `collections`.")
        if not found["writable"]:
            raise Invalid.field("/collection_id", "this one can only be read", "Choose one that can be written to.")
        values["collection"] = found["href"]
        if record.collection is None and record.what == Kind.CALENDAR and not record.busy and "busy_ids" not in given:
            values["busy"] = [found["id"]]
    if "busy_ids" in given:
        for place, id_ in enumerate(given["busy_ids"]):
            if rules.found_by_id(record.found, id_) is None:
                raise Invalid.field(f"/busy_ids/{place}", "there is no such collection", "Choose of `collections`.")
        values["busy"] = given["busy_ids"]
    return values


def _go_on(store: Store, before: Connection, now: Connection, *, signed_in_anew: bool) -> None:
    """Start, stop or hasten what runs by itself."""
    moved = before.collection is not None and before.collection != now.collection
    was_chosen, is_chosen = (rules.is_chosen(each.collection, each.busy) for each in (before, now))
    if moved:  # what is known is of the other place; there, everything stays as it is
        drop_items(store, now.id)
        store.project(Connection, now.id, {"sync_token": None, "full_at": None})
    if not now.active:
        store.project(Connection, now.id, {"state": State.OFF.value, "job_id": None, **FRESH})
    elif signed_in_anew or (not before.active and not is_chosen):
        look(store, now.id)
    elif is_chosen and (moved or not before.active or not was_chosen):
        begin(store, now.id)
    elif is_chosen:
        want(store, now)
    elif was_chosen:
        store.project(Connection, now.id, {"state": State.CHOOSE.value, "job_id": None})


def drop_items(store: Store, connection_id: str) -> None:
    store.drop(ConnectionItem, connection_id=connection_id)
    store.drop(BusySpan, connection_id=connection_id)


def _refuse_leaving(record: Connection) -> None:
    if record.state == State.LEAVING:
        raise rules.SwitchedOff("It is being taken away. Delete it once more to drop it at once.")


def _refuse_off(record: Connection) -> None:
    _refuse_leaving(record)
    if not record.active:
        raise rules.SwitchedOff("Switch it on first.")


def _name(kind: Kind, address: str) -> str:
    return f"{rules.noun(kind).capitalize()} at {urlsplit(address).hostname}"[:300]


def _told(shown: Shown, record: Connection) -> Shown:
    chosen = next((each for each in record.found if each["href"] == record.collection), None)
    shown["state_words"] = rules.state_words(record.what, record.state)
    shown["collection_name"] = chosen["name"] if chosen else None
    shown["collections"] = [
        {
            "id": each["id"],
            "name": each["name"],
            "writable": each["writable"],
            "chosen": each["href"] == record.collection,
            "busy": each["id"] in record.busy,
        }
        for each in record.found
    ]
    return shown
