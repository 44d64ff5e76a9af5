"""One of everything that a person can keep, made through the API from what the document says.

What the document can't say stands in the small tables below; whatever is missing there fails the matrices by name.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import httpx
from sqlalchemy import bindparam, select

from halfhour.accounts.leaving import owned_tables
from halfhour.connections.crm import jobs as crm
from halfhour.connections.crm.models import CrmConnection
from halfhour.connections.dav import changes, drafts
from halfhour.connections.dav.models import BusySpan, ChangeKind, Connection, ConnectionChange, ConnectionItem
from halfhour.connections.dav.schemas import A_COLLECTION
from halfhour.core.clock import new_id
from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.settings import Registration, Settings
from halfhour.core.store import reading, writing
from halfhour.core.worker import Trip
from tests.conftest import PASSWORD, Client, Server
from tests.tenancy.filling import AN_ID, Filler, Recipe, choices, ids_in, pointer, standing
from tests.tenancy.operations import Operation, made_by, operations

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
NAMED_OTHERWISE = {
    ("change_contacts", "id"): "contact_id",
    ("add_introduction", "introducer_id"): "contact_id",
    ("add_introduction", "introduced_id"): "contact_id",
    ("list_introductions", "introducer_id"): "contact_id",
    ("list_introductions", "introduced_id"): "contact_id",
}
"""Fields of bodies and parameters whose name does not tell what they are the id of."""
SECOND = {("add_introduction", "introduced_id")}
"""Those of them that must name another thing than the rest of the body does."""
NOT_MADE = {"create_invitation"}
"""POSTs that make something which is made here otherwise, or not at all where registration is closed."""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{email}\nPHOTO;ENCODING=b;TYPE=GIF:R0lGODlhAQABAAAAACw=\nEND:VCARD\n"
CSV = "First Name,Last Name,Company,Email Address\n{word},{word},{word},{word}@example.org\nKai,{word},{word},\n"

AS_DOCUMENTED = frozenset({"#/email", "#/time_zone"})
"""Places in the bodies of account routes where a canary would be refused."""
DEEDS: tuple[tuple[Any, ...], ...] = (
    ("decide_career", -1), ("commit_import", -1), ("take_starter_set", -1), ("take_starter_templates", -1),
    ("hold_interview", -1, {}), ("schedule_interview", 0),
    ("change_debrief", -1), ("change_rating", 0), ("change_finding", 0),
    ("choose_crm_contact", 0), ("preview_crm_push", 0),
)  # fmt: skip
"""What is done in each world, and to which of the two things of its kind, so that no table stays empty and everything
can be read; with a body where the document's own would not do."""
HELD = "/interviews/{interview_id}/debrief"
"""Where addresses begin that mean a talk which was held: the second one, for the first is still to come about."""
LISTED = {"ids": "career_id"}
"""Parameters that take several ids with commas between them."""

Extra = Callable[["World"], list[str]]


def _merge(world: World) -> list[str]:
    kept, other = world.ids["contact_id"][0], world.made("add_contact")
    made = world.send(world.operation("merge_contact"), {"contact_id": kept}, body={"contact_id": other})
    assert made.is_success, made.text
    return [str(made.json()["id"])]


def _session(world: World) -> list[str]:
    return [str(each["id"]) for each in world.browser.seen("/sessions")["items"]]


def _invitation(world: World) -> list[str]:
    """The tests' server lets nobody in; for a moment it lets people invite."""
    closed, world.settings.registration = world.settings.registration, Registration.FIRST
    try:
        return [str(world.browser.made("/invitations", note=world.word())["id"]) for _ in range(2)]
    finally:
        world.settings.registration = closed


def _crm_record(world: World) -> list[str]:
    """A push to nobody, carried out at once: what was sent is kept as a row."""
    made = world.person.made("/crm/connections", kind="none", label=world.word())
    here = f"/crm/connections/{made['id']}"
    assert world.person.put(f"{here}/contacts/{world.ids['contact_id'][0]}").is_success
    world.person.made(f"{here}/push")
    database = Database(world.settings)
    try:
        with reading(database, world.person.account_id) as store:
            job_id = store.get(CrmConnection, made["id"]).work_job_id
        crm.push(Trip(database, world.person.account_id, str(job_id), 0), connection_id=made["id"])
    finally:
        database.close()
    return [str(made["id"])]


def _delivery(world: World) -> list[str]:
    """Tests sent to an address that nobody has."""
    test, of = world.operation("test_webhook"), {"webhook_id": world.ids["webhook_id"][0]}
    return [str(world.send(test, of).json()["id"]) for _ in range(2)]


_SPANS = itertools.count()


def _calendar_change(world: World) -> list[str]:
    """What visits to a calendar would have found, which nobody makes here; one for each way to answer."""
    database = Database(world.settings)
    try:
        with writing(database, world.person.account_id) as store:
            place = {"id": A_COLLECTION, "href": "https://cloud.example.org/cal/", "name": "Personal", "writable": True}
            for id_ in world.ids["connection_id"]:
                store.project(Connection, id_, {"found": [place], "collection": place["href"], "state": "fine"})
            connection = store.get(Connection, world.ids["connection_id"][0])
            talk = {"interview_id": world.ids["interview_id"][0], "uid": world.word(), "href": world.word()}
            store.put_rows(
                BusySpan,
                [
                    {
                        "connection_id": connection.id,
                        "number": next(_SPANS),
                        "starts_at": store.now,
                        "ends_at": store.now,
                    }
                ],
            )
            made = []
            for _ in range(7):
                item = store.get(ConnectionItem, store.add(ConnectionItem, talk, connection_id=connection.id))
                there = {"starts_at": "2031-12-04T15:00:00Z", "minutes": 30}
                draft = drafts.moved(world.word(), "Europe/Berlin", there, there, conflict=False)
                changes.propose(store, connection, item, ChangeKind.TALK_MOVED, draft, automatic=False)
                made += [each.id for each in store.find(ConnectionChange, item_id=item.id)]
            return made
    finally:
        database.close()


def _portrait(world: World) -> list[str]:
    """A picture of somebody who is there, from their card."""
    id_ = world.ids["contact_id"][0]
    contact = world.person.seen(f"/contacts/{id_}")
    if contact["portrait"] is None:
        email = contact["emails"][0]["value"]
        card = CARD.format(name=contact["full_name"], email=email).encode()
        made = world.person.post("/imports", files={"file": (f"{world.canary}.vcf", card, "text/vcard")}).json()
        world.person.changed(f"/imports/{made['id']}", duplicates="update")
        world.person.moved(f"/imports/{made['id']}/commit")
    return [id_]


def _reply(world: World) -> list[str]:
    """An invitation to the first talk, which stays in the outbox, and what its guest replies."""
    id_ = world.ids["interview_id"][0]
    entered = world.send(world.operation("set_mail_account"))
    assert entered.is_success, entered.text
    world.person.changed(f"/contacts/{world.person.seen(f'/interviews/{id_}')['contact_id']}", do_not_contact=False)
    world.person.moved(f"/interviews/{id_}/reschedule", starts_at_local="2031-12-01T09:00", time_zone="Europe/Berlin")
    sent = world.send(world.operation("send_invitation"), {"interview_id": id_}, body={})
    assert sent.is_success or sent.json()["code"] == "on_its_way", sent.text  # since an earlier round
    invited = world.person.seen(f"/interviews/{id_}/invitation")["sendings"][0]
    lines = [f"UID:{id_}@halfhour", "DTSTART:20311201T080000Z", f"SEQUENCE:{invited['sequence']}"]
    lines += [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{invited['to_address']}", f"COMMENT:{world.canary}"]
    written = ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    reply = world.person.post("/mail/replies", content="\r\n".join(written).encode())
    assert reply.is_success, reply.text
    return [str(reply.json()["id"])]


EXTRAS: dict[str, Extra] = {
    "reply_id": _reply,
    "delivery_id": _delivery,
    "change_id": _calendar_change,
    "merge_id": _merge, "session_id": _session, "invitation_id": _invitation, "crm_record_id": _crm_record,
    "portrait": _portrait,
}  # fmt: skip
"""How ids come about that no POST with a 201 answers."""


class Contract:
    """The document, and how each operation's body is made so that it is taken; learnt once and shared."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.all = operations(document)
        self.by_id = {each.id: each for each in self.all}
        self.recipes: dict[tuple[str, int], Recipe] = {}

    def forms(self, operation: Operation) -> range:
        return range(choices(operation.body, self.document) if operation.body else 1)


class World:
    """A person, what the person has, and how the person asks."""

    def __init__(self, contract: Contract, settings: Settings, person: Client, browser: Client, canary: str) -> None:
        self.contract = contract
        self.settings = settings
        self.person = person
        self.browser = browser
        self.canary = canary
        self.ids: dict[str, list[str]] = {}
        self._words = itertools.count(1)
        self._done: set[tuple[str, ...]] = set()

    def word(self) -> str:
        """The canary with a number, for what must not be there twice."""
        return f"{self.canary}{next(self._words)}"

    def operation(self, id_: str) -> Operation:
        return self.contract.by_id[id_]

    # Asking

    def own(self, operation: Operation) -> dict[str, str]:
        """The person's own ids for a path."""
        lacking = [name for name in operation.path_names if not self.ids.get(name)]
        if lacking:
            raise AssertionError(f"{operation} has no probe: let tests/tenancy/world.py make a {lacking[0]}")
        return {name: self.ids[name][self._which(operation, name)] for name in operation.path_names}

    @staticmethod
    def _which(operation: Operation, name: str, which: int = 0) -> int:
        return -1 if name == "interview_id" and HELD in operation.path else which

    def id_for(self, operation: Operation, name: str) -> str:
        """One of the person's own ids for a field or a parameter of this name."""
        means = NAMED_OTHERWISE.get((operation.id, name), name.removesuffix("s"))
        if not self.ids.get(means):
            raise AssertionError(f"{operation} has no probe: let tests/tenancy/world.py make a {name}")
        return self.ids[means][0]

    def body(self, operation: Operation, recipe: Recipe | None = None, form: int = 0) -> Any:
        """A body of the person's own: where the path names the first of something, the body names the second."""
        chosen = recipe or self.contract.recipes.get((operation.id, form), Recipe(choice=form))
        ids = {name: found[-1 if name in operation.path_names else 0] for name, found in self.ids.items() if found}
        for (of, name), means in NAMED_OTHERWISE.items():
            if of == operation.id and means in ids:
                ids[name] = self.ids[means][1] if (of, name) in SECOND else ids[means]
        return Filler(self.contract.document, ids, self.word(), chosen).body(operation)

    def request(
        self, operation: Operation, ids: Mapping[str, str], /, *, body: Any = None, form: int = 0, **query: Any
    ) -> dict[str, Any]:
        """What httpx takes to send an operation: its required parameters, and a body in its media type."""
        path = operation.path
        for name, id_ in ids.items():
            path = path.replace(f"{{{name}}}", id_)
        params = {each.name: query[each.name] for each in operation.query if each.name in query}
        for each in operation.query:
            if each.required and each.name not in params:
                params[each.name] = ",".join(self.ids[LISTED[each.name]]) if each.name in LISTED else self.word()
        asked: dict[str, Any] = {"method": operation.method, "url": path, "params": params}
        asked["headers"] = {"If-Match": "*"} if operation.method != "GET" else {}
        if operation.media == "application/json":
            if body is None:
                learn(self, operation, form)
            asked["json"] = body if body is not None else self.body(operation, form=form)
        elif operation.media == "multipart/form-data":
            asked["files"] = {"file": (f"{self.canary}.csv", CSV.format(word=self.word()).encode(), "text/csv")}
        elif operation.media:
            asked["content"] = self.whole if operation.id == "add_account_import" else self.word().encode()
            asked["headers"]["Content-Type"] = operation.media
        return asked

    def send(self, operation: Operation, ids: Mapping[str, str] | None = None, /, **more: Any) -> httpx.Response:
        """Do an operation as the person, by token where tokens may, else in the browser."""
        asked = self.request(operation, self.own(operation) if ids is None else ids, **more)
        return (self.person if operation.tokens else self.browser).request(**asked)

    @cached_property
    def whole(self) -> bytes:
        """An export of the person's account."""
        return self.person.get("/export").content

    # Having

    def made(self, id_: str) -> str:
        """One more of what this operation makes."""
        operation = self.operation(id_)
        answer = self.send(operation)
        assert answer.is_success, f"{operation}: {answer.text}"
        return str(answer.json()["id"])

    def fill(self) -> World:
        """Make two of everything. Questions of an earlier round stand on another talk than this round's rehearsals."""
        self.ids.pop("agenda_item_id", None)
        waiting = [each for each in self.contract.all if each.method == "POST" and each.status == 201]
        waiting = [each for each in waiting if not each.public and each.id not in NOT_MADE]
        while ready := [each for each in waiting if all(self.ids.get(name) for name in each.path_names)]:
            for operation in ready:
                waiting.remove(operation)
                name = made_by(operation, self.contract.all)
                two = [self.made(operation.id), self.made(operation.id)]
                if name is not None:
                    self.ids.setdefault(name, []).extend(two)
        assert not waiting, f"never made: {', '.join(map(str, waiting))}"
        held = {"interview_id": self.ids["interview_id"][-1]}
        self.ids["agenda_item_id"] = [str(self.send(self.operation("add_agenda_item"), held).json()["id"])]
        for id_, which, *body in DEEDS:
            operation = self.operation(id_)
            ids = {name: self.ids[name][self._which(operation, name, which)] for name in operation.path_names}
            if (id_, *ids.values()) in self._done:  # by an earlier round
                continue
            self._done.add((id_, *ids.values()))
            answer = self.send(operation, ids, body=body[0] if body else None)
            assert answer.is_success, f"{operation}: {answer.text}"
        for name, extra in EXTRAS.items():
            self.ids[name] = extra(self)
        for operation in self.contract.all:  # what is one for each person, such as a profile, gets its words too
            if operation.method == "PATCH" and not operation.path_names and operation.tokens:
                answer = self.send(operation)
                assert answer.is_success, f"{operation}: {answer.text}"
        return self


def learn(world: World, operation: Operation, form: int = 0) -> None:
    """Find a recipe whose bodies pass validation, once.

    An operation on something is tried on what does not exist, so that nothing happens; one that makes something is
    tried as it is. What a refusal points at is then left to the documented example, and what still is refused left out.
    """
    if (operation.id, form) in world.contract.recipes:
        return
    if not operation.tokens:  # these can't be tried without doing them, and some end the session
        world.contract.recipes[operation.id, form] = Recipe(form, AS_DOCUMENTED)
        return
    trials = []
    for recipe in _variants(world, operation, form):
        body = world.body(operation, recipe)
        answer = world.send(operation, {name: new_id() for name in operation.path_names}, body=body)
        if answer.status_code == 404 if operation.path_names else answer.is_success:
            world.contract.recipes[operation.id, form] = recipe
            return
        trials.append(f"{answer.status_code} {answer.text[:300]} for {json.dumps(body, ensure_ascii=False)[:300]}")
    raise AssertionError(f"{operation} takes no body that the document describes:\n" + "\n".join(trials))


def _variants(world: World, operation: Operation, form: int) -> Iterator[Recipe]:
    """Ever plainer recipes for a body."""
    plain: frozenset[str] = frozenset()
    for _ in range(3):
        recipe = Recipe(form, plain)
        yield recipe
        body = world.body(operation, recipe)
        refused = world.send(operation, {name: new_id() for name in operation.path_names}, body=body)
        errors = refused.json().get("errors", []) if refused.status_code == 422 else []
        pointers = {standing(each["pointer"], body) for each in errors}
        if pointers <= plain:
            break
        plain |= pointers
    places = {pointer(place) for place in ids_in(world.body(operation, Recipe(form, plain)))}
    for kept in sorted(places):
        yield Recipe(form, plain, frozenset(places - {kept}))
    yield Recipe(form, plain, frozenset(places))
    yield Recipe(form, plain, all_fields=False)


class Ledger:
    """What the database and the disk hold of a person, to the last value: what nobody else may change or see."""

    def __init__(self, server: Server, owner: str) -> None:
        self.server = server
        self.owner = owner
        self._tables = [
            (
                table.name,
                [c.name for c in table.c],
                Query(select(table).where(table.c.owner_id == bindparam("owner_id"))),
            )
            for table in owned_tables()
            if table.name != "feed"  # a number that housekeeping takes too; what counts are the events
        ]

    def rows(self) -> dict[str, list[Any]]:
        """All rows of all tables, without when credentials were last used."""
        found: dict[str, list[Any]] = {}
        with self.server.database.reading(self.owner) as connection:
            for name, columns, query in self._tables:
                places = [n for n, column in enumerate(columns) if column != "last_used_at"]
                rows = connection.rows(query, {"owner_id": self.owner})
                found[name] = sorted(([row[n] for n in places] for row in rows), key=str)
        return found

    def changed_since(self, before: dict[str, list[Any]]) -> list[str]:
        """The tables that differ."""
        now = self.rows()
        return [name for name in now if now[name] != before[name]]

    def ids(self) -> frozenset[str]:
        """Every id in every row of the person."""
        return frozenset(AN_ID.findall(str(self.rows())))


def enter(server: Server, name: str) -> tuple[Client, Client]:
    """A new person, with a token for everything and a browser that is signed in."""
    person = server.person(name)
    browser = server.client()
    browser.headers.update(SAME_ORIGIN)
    answer = browser.post("/session", json={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return person, browser
