"""Monica 4, by its REST API with a personal token, at the address where it runs.

Written from its published source; no running Monica was reached. What is not certain stands in docs/crm.md. Its PUT
replaces a whole row, so what others have written there is read first and sent back with ours.
"""

import re
from collections.abc import Iterator
from typing import Any

from ...core.settings import Settings
from .lines import line_of, marked, unmarked, written
from .models import What
from .rules import signed
from .seam import Account, Names, Rejected, Sought, Spec, Specs, Theirs, Value, Values
from .speaking import Line, read_instant, text_of

NAME = "Monica"
PATTERN = r"^$"


def _fixed(theirs: str, *, needed: bool = False) -> Spec:
    return Spec(theirs, needed, (theirs,))


SPECS: Specs = {
    What.PERSON: {
        "given_name": _fixed("first_name", needed=True),
        "family_name": _fixed("last_name"),
        "email": _fixed("contactfields.email"),
        "headline": _fixed("work.job"),
        "company": _fixed("work.company"),
        "linkedin": _fixed("contactfields.linkedin"),
        "phone": Spec(None, choices=("contactfields.phone",)),
    },
    What.TALK: {
        "title": _fixed("summary", needed=True),
        "starts_at": _fixed("happened_at", needed=True),
        "place": _fixed("description"),
    },
    What.FOLLOW_UP: {
        "title": _fixed("title", needed=True),
        "due_at": _fixed("description"),
        "done": _fixed("completed"),
    },
    What.NOTE: {"text": _fixed("body", needed=True)},
}

_OBJECTS = {What.PERSON: "contacts", What.TALK: "activities", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}
_TEXTS = {What.TALK: "description", What.FOLLOW_UP: "description", What.NOTE: "body"}
_LINES = {"place": "Where:", "due_at": "Due on"}
_FIELDS = {"email": "email", "phone": "phone", "linkedin": "linkedin"}
_PAGES = 10
_LONGEST = 255
_CANDIDATES = 20


class Monica(Line):
    """One Monica account."""

    name = NAME

    def __init__(self, settings: Settings, names: Names, base_url: str, key: str) -> None:
        super().__init__(settings, base_url.removesuffix("/api"), key)
        self._names = names
        self._types: dict[str, int] | None = None

    def who(self) -> Account:
        me = self._data(self.call("GET", "/api/me"))
        name = " ".join(filter(None, (text_of(me.get("first_name")), text_of(me.get("last_name")))))
        return Account(self.quote(name or str(text_of(me.get("email")) or "your account")))

    def find_person(self, sought: Sought) -> Theirs | None:
        found = {}
        for email in sought.emails:
            for row in self._candidates(email):
                id_ = self.id_of(row)
                if any(
                    kind == "email" and content.casefold() == email.casefold() for _, kind, content in self._on(id_)
                ):
                    found[id_] = row
        if len(found) > 1:
            raise Rejected("There are several people with these e-mail addresses there.", "Merge them in Monica first.")
        if not found and sought.began_at is not None:
            found = {
                self.id_of(row): row
                for row in self._candidates(sought.mark)
                if sought.mark in str(row.get("description") or "")
            }
        return next((self._person(row) for row in found.values()), None)

    def find(self, what: What, person_id: str, mark: str, values: Values) -> Theirs | None:  # noqa: ARG002
        for row in self._all(f"/api/contacts/{person_id}/{_OBJECTS[what]}"):
            if mark in str(row.get(_TEXTS[what]) or ""):
                return self._theirs(what, row)
        return None

    def read(self, what: What, id_: str) -> Theirs:
        row = self._data(self.call("GET", f"/api/{_OBJECTS[what]}/{id_}"))
        return self._person(row) if what is What.PERSON else self._theirs(what, row)

    def create(self, what: What, person_id: str | None, values: Values, mark: str) -> Theirs:
        if what is What.PERSON:
            return self._add_person(values, mark)
        body = self._whole(what, {}, values, mark)
        body |= {"contacts": [_number(person_id)]} if what is What.TALK else {"contact_id": _number(person_id)}
        return self._theirs(what, self._data(self.call("POST", f"/api/{_OBJECTS[what]}", json=body)))

    def change(self, what: What, id_: str, person_id: str | None, values: Values, mark: str) -> None:
        if what is What.PERSON:
            self._change_person(id_, values)
            return
        row = self._data(self.call("GET", f"/api/{_OBJECTS[what]}/{id_}"))
        body = self._whole(what, row, values, mark)
        if what is What.TALK:
            attendees = row.get("attendees")
            there = attendees.get("contacts") if isinstance(attendees, dict) else None
            body["contacts"] = [each["id"] for each in there or () if isinstance(each, dict) and "id" in each]
            body["contacts"] = body["contacts"] or [_number(person_id)]
            body["emotions"] = [each["id"] for each in row.get("emotions") or () if isinstance(each, dict)]
            kind = row.get("activity_type")
            body["activity_type_id"] = kind.get("id") if isinstance(kind, dict) else None
        else:
            body["contact_id"] = _number(person_id)
        if what is What.NOTE:
            body["is_favorited"] = row.get("is_favorited") is True
        self.call("PUT", f"/api/{_OBJECTS[what]}/{id_}", json=body)

    def trouble(self, answer: Any, found: dict[str, Any]) -> Any:
        """Older ones say what is wrong with a 200."""
        if answer.is_success and isinstance(found.get("error"), dict):
            return self.rejected(found, answer.status_code)
        return super().trouble(answer, found)

    def reason(self, found: dict[str, Any]) -> str:
        error = found.get("error")
        told = error.get("message") if isinstance(error, dict) else found.get("message")
        return " ".join(map(str, told)) if isinstance(told, list) else str(told or "")

    # People, who are a contact, what they work as, and contact fields

    def _add_person(self, values: Values, mark: str) -> Theirs:
        given, family = values.get("given_name"), values.get("family_name")
        body = {
            "first_name": given or family,  # which it can't do without
            "last_name": family if given else None,
            "description": signed(mark),
            "is_birthdate_known": False,
            "is_deceased": False,
            "is_deceased_date_known": False,
        }
        row = self._data(self.call("POST", "/api/contacts", json=body))
        id_ = self.id_of(row)
        rest = {field: value for field, value in values.items() if field not in ("given_name", "family_name")}
        self._change_person(id_, {field: value for field, value in rest.items() if value})
        return Theirs(id_, self._link(row), values)

    def _change_person(self, id_: str, values: Values) -> None:
        row = self._data(self.call("GET", f"/api/contacts/{id_}"))
        if not {"given_name", "family_name"}.isdisjoint(values):
            self._rename(id_, row, values)
        if not {"headline", "company"}.isdisjoint(values):
            career = _dig(row, "information", "career")
            there = {"headline": _dig(career, "job"), "company": _dig(career, "company")} | values
            work = {"job": there["headline"], "company": there["company"]}
            self.call("PUT", f"/api/contacts/{id_}/work", json=work)
        for field, kind in _FIELDS.items():
            if field in values and field in self._names[What.PERSON]:
                self._put_field(id_, kind, values[field])

    def _rename(self, id_: str, row: dict[str, Any], values: Values) -> None:
        """Monica asks for the birthday with each change, and forgets its reminder then: such people are left alone."""
        if any(_dig(row, "information", "dates", each, "date") for each in ("birthdate", "deceased_date")):
            raise Rejected(
                "Monica would forget the birthday and its reminder if they were renamed from outside.",
                "Change the name in Monica by hand, or switch the names off.",
            )
        body = {
            "first_name": values.get("given_name") or row.get("first_name"),
            "last_name": values.get("family_name", row.get("last_name")),
            "is_birthdate_known": False,
            "is_deceased": row.get("is_dead") is True,
            "is_deceased_date_known": False,
        }
        self.call("PUT", f"/api/contacts/{id_}", json=body)

    def _put_field(self, id_: str, kind: str, value: Value) -> None:
        type_id = self._field_types().get(kind)
        if type_id is None:
            raise Rejected(
                f"This Monica has no kind of contact field called {kind}.",
                "Add it in Monica under Settings, Personalization, or switch that field off.",
            )
        there = [(field_id, content) for field_id, field_kind, content in self._on(id_) if field_kind == kind]
        if value is None:
            for field_id, _ in there[:1]:
                self.call("DELETE", f"/api/contactfields/{field_id}")
            return
        if any(content == value for _, content in there):
            return
        body = {"contact_field_type_id": type_id, "contact_id": _number(id_), "data": value}
        if there:
            self.call("PUT", f"/api/contactfields/{there[0][0]}", json=body)
        else:
            self.call("POST", "/api/contactfields", json=body)

    def _field_types(self) -> dict[str, int]:
        """The kinds of contact fields that are known here, by our name of them."""
        if self._types is None:
            self._types = {}
            for row in self._all("/api/contactfieldtypes"):
                kind = _kind_of(row)
                if kind is not None and isinstance(row.get("id"), int):
                    self._types.setdefault(kind, row["id"])
        return self._types

    def _on(self, id_: str) -> list[tuple[str, str, str]]:
        """A person's contact fields: id, kind and content."""
        found = []
        for row in self._all(f"/api/contacts/{id_}/contactfields"):
            kind = _kind_of(row.get("contact_field_type"))
            if kind is not None:
                found.append((self.id_of(row), kind, str(row.get("content") or "")))
        return found

    def _candidates(self, words: str) -> list[dict[str, Any]]:
        found = []
        for row in self._all("/api/contacts", query=words):
            found.append(row)
            if len(found) == _CANDIDATES:
                break
        return found

    def _person(self, row: dict[str, Any]) -> Theirs:
        id_ = self.id_of(row)
        career = _dig(row, "information", "career")
        values: Values = {
            "given_name": text_of(row.get("first_name")),
            "family_name": text_of(row.get("last_name")),
            "headline": text_of(_dig(career, "job")),
            "company": text_of(_dig(career, "company")),
        }
        for _, kind, content in self._on(id_):
            values.setdefault(kind, content or None)
        return Theirs(id_, self._link(row), {field: values.get(field) for field in self._names[What.PERSON]})

    def _link(self, row: dict[str, Any]) -> str | None:
        hashed = row.get("hash_id")
        fits = isinstance(hashed, str) and re.fullmatch(r"[\w:-]{1,100}", hashed)
        return f"{self.base_url}/people/{hashed}" if fits else None

    # Everything else

    def _whole(self, what: What, row: dict[str, Any], values: Values, mark: str) -> dict[str, Any]:
        """A whole row: what is there, with ours over it."""
        names = self._names[what]
        if what is What.NOTE:
            return {"body": marked(values.get("text"), mark)}
        begins = {field: begin for field, begin in _LINES.items() if field in names}
        text = written(str(row.get("description") or ""), values, begins, mark, between="\n", days=True)
        body: dict[str, Any] = {"description": text}
        if what is What.TALK:
            at = str(values.get("starts_at") or read_instant(row.get("happened_at")) or "")
            return {
                **body,
                "summary": str(values.get("title") or row.get("summary") or "")[:_LONGEST],
                "happened_at": at[:10],
            }
        done = values["done"] if "done" in values else row.get("completed") is True
        return {
            **body,
            "title": str(values.get("title") or row.get("title") or "")[:_LONGEST],
            "completed": done is True,
        }

    def _theirs(self, what: What, row: dict[str, Any]) -> Theirs:
        text = str(row.get(_TEXTS[what]) or "")
        values: Values = {}
        for field, theirs in self._names[what].items():
            if what is What.NOTE:
                values[field] = unmarked(text)
            elif field in _LINES:
                told = line_of(text, _LINES[field])
                values[field] = read_instant(told) if field.endswith("_at") else told
            elif field == "done":
                values[field] = row.get("completed") is True
            else:
                told = row.get(theirs)
                values[field] = read_instant(told) if field == "starts_at" else text_of(told)
        return Theirs(self.id_of(row), None, values)

    def _all(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        for page in range(1, _PAGES + 1):
            found = self.call("GET", path, params={**params, "limit": 100, "page": page})
            rows = found.get("data")
            if not isinstance(rows, list):
                raise self.lost("a list")
            yield from (row for row in rows if isinstance(row, dict))
            last = _dig(found, "meta", "last_page")
            if not rows or not isinstance(last, int) or page >= last:
                return

    def _data(self, found: dict[str, Any]) -> dict[str, Any]:
        row = found.get("data")
        if not isinstance(row, dict):
            raise self.lost("the row")
        return row


def _kind_of(type_: Any) -> str | None:
    """Which of our fields a kind of contact field is for."""
    name = str(_dig(type_, "name") or "").casefold()
    if name == "linkedin":
        return "linkedin"
    kind = _dig(type_, "type")
    return kind if kind in ("email", "phone") else None


def _dig(found: Any, *path: str) -> Any:
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _number(id_: str | None) -> int:
    return int(id_) if id_ is not None and id_.isdigit() else 0
