"""Twenty, by its REST API with an API key, at the address where it runs.

Written from its published source and reference; no running Twenty was reached. What is not certain stands in
docs/crm.md.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ...core.settings import Settings
from .lines import line_of, marked, unmarked, written
from .models import What
from .seam import Account, Names, Rejected, Sought, Spec, Specs, Theirs, Value, Values
from .speaking import Line, instant, read_instant, text_of

NAME = "Twenty"
PATTERN = r"^[a-z][A-Za-z0-9]{0,60}(\.[a-z][A-Za-z0-9]{0,60})?$"
SPECS: Specs = {
    What.PERSON: {
        "given_name": Spec("name.firstName"),
        "family_name": Spec("name.lastName"),
        "email": Spec("emails.primaryEmail"),
        "headline": Spec("jobTitle"),
        "company": Spec("companyId", choices=("companyId",)),
        "linkedin": Spec("linkedinLink.primaryLinkUrl"),
        "phone": Spec(None),
    },
    What.TALK: {
        "title": Spec("title", needed=True),
        "starts_at": Spec("bodyV2.markdown", choices=("bodyV2.markdown",)),
        "place": Spec("bodyV2.markdown", choices=("bodyV2.markdown",)),
    },
    What.FOLLOW_UP: {"title": Spec("title", needed=True), "due_at": Spec("dueAt"), "done": Spec("status")},
    What.NOTE: {
        "text": Spec("bodyV2.markdown", needed=True, choices=("bodyV2.markdown",)),
    },
}

_OBJECTS = {What.PERSON: "people", What.TALK: "notes", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}
_ONE = {"people": "person", "notes": "note", "tasks": "task"}
_BODY = "bodyV2.markdown"
_PAGES = 10
_UNSAFE = re.compile(r'["\\,()\[\]%]')
"""What can't stand in a value of a filter."""
_LINES = {"starts_at": "Held on", "place": "Where:"}


class Twenty(Line):
    """One Twenty workspace."""

    name = NAME

    def __init__(self, settings: Settings, names: Names, base_url: str, key: str) -> None:
        super().__init__(settings, base_url.removesuffix("/rest"), key)
        self._names = names

    def who(self) -> Account:
        self._list("people", limit=1)
        return Account(self.base_url.split("//", 1)[-1])

    def find_person(self, sought: Sought) -> Theirs | None:
        found = {}
        for email in sought.emails:
            if _UNSAFE.search(email):
                continue
            for row in self._all("people", f'emails.primaryEmail[ilike]:"{email}"'):
                if str(_at(row, "emails.primaryEmail") or "").casefold() == email.casefold():
                    found[self.id_of(row)] = row
        if len(found) > 1:
            raise Rejected("There are several people with these e-mail addresses there.", "Merge them in Twenty first.")
        if not found and not sought.emails and sought.began_at is not None:
            since = instant(sought.began_at - timedelta(minutes=1))
            for row in self._all("people", f'createdAt[gte]:"{since}"'):
                named = (_at(row, "name.firstName") or None, _at(row, "name.lastName") or None)
                if named == (sought.given_name or None, sought.family_name or None):
                    found[self.id_of(row)] = row
        return next((self._theirs(What.PERSON, row) for row in found.values()), None)

    def find(self, what: What, person_id: str, mark: str, values: Values) -> Theirs | None:
        title = str(_title(what, values))
        narrowed = f'title[eq]:"{title}"' if not _UNSAFE.search(title) else None
        for row in self._all(_OBJECTS[what], narrowed):
            if mark in str(_at(row, _BODY) or ""):
                found = self._theirs(what, row)
                self._tie(what, found.id, person_id)
                return found
        return None

    def read(self, what: What, id_: str) -> Theirs:
        objects = _OBJECTS[what]
        found = self.call("GET", f"/rest/{objects}/{id_}", params={"depth": 1})
        return self._theirs(what, self._row(found, _ONE[objects]))

    def create(self, what: What, person_id: str | None, values: Values, mark: str) -> Theirs:
        objects = _OBJECTS[what]
        body = self._written(what, values)
        if what is not What.PERSON:
            _put(body, _BODY, _text(what, "", values, mark))
            body.setdefault("title", _title(what, values))
        found = self.call("POST", f"/rest/{objects}", json=body)
        made = self._theirs(what, self._row(found, f"create{_ONE[objects].capitalize()}"))
        if person_id is not None:
            self._tie(what, made.id, person_id)
        return made

    def change(self, what: What, id_: str, person_id: str | None, values: Values, mark: str) -> None:  # noqa: ARG002
        objects = _OBJECTS[what]
        body = self._written(what, values)
        composed = [field for field in values if self._names[what].get(field) == _BODY]
        if composed:
            found = self.call("GET", f"/rest/{objects}/{id_}", params={"depth": 0})
            row = self._row(found, _ONE[objects])
            _put(body, _BODY, _text(what, str(_at(row, _BODY) or ""), values, mark))
        if body:
            self.call("PATCH", f"/rest/{objects}/{id_}", json=body)

    def reason(self, found: dict[str, Any]) -> str:
        told = found.get("messages")
        return " ".join(map(str, told)) if isinstance(told, list) else super().reason(found)

    def _tie(self, what: What, id_: str, person_id: str) -> None:
        """Put a note or task on a person, unless it is."""
        one = _ONE[_OBJECTS[what]]
        targets = f"{one}Targets"
        there = self._all(targets, f'{one}Id[eq]:"{id_}"')
        if any(person_id in (row.get("targetPersonId"), row.get("personId")) for row in there):
            return
        try:
            self.call("POST", f"/rest/{targets}", json={f"{one}Id": id_, "targetPersonId": person_id})
        except Rejected:  # before 2026, it was called so
            self.call("POST", f"/rest/{targets}", json={f"{one}Id": id_, "personId": person_id})

    def _written(self, what: What, values: Values) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for field, theirs in self._names[what].items():
            if field not in values or theirs == _BODY:
                continue
            if field == "company" and theirs == "companyId":
                company_id = self._company(values[field])
                if company_id is not None or values[field] is None:
                    body[theirs] = company_id
            else:
                _put(body, theirs, _out(field, values[field]))
        return body

    def _company(self, name: Value) -> str | None:
        """The one company of this name; none is ever made."""
        if not isinstance(name, str) or _UNSAFE.search(name):
            return None
        found = [row for row in self._all("companies", f'name[ilike]:"{name}"') if row.get("name")]
        same = [row for row in found if str(row["name"]).casefold() == name.casefold()]
        return self.id_of(same[0]) if len(same) == 1 else None

    def _all(self, objects: str, narrowed: str | None) -> Iterator[dict[str, Any]]:
        after: dict[str, str] = {}
        for _ in range(_PAGES):
            params: dict[str, Any] = {"limit": 60, "order_by": "createdAt[DescNullsLast]", **after}
            if narrowed is not None:
                params["filter"] = narrowed
            found = self._list(objects, **params)
            yield from found[0]
            if found[1] is None:
                return
            after = {"starting_after": found[1]}

    def _list(self, objects: str, **params: Any) -> tuple[list[dict[str, Any]], str | None]:
        found = self.call("GET", f"/rest/{objects}", params={"depth": 0, **params})
        data = found.get("data")
        rows = data.get(objects) if isinstance(data, dict) else None
        if not isinstance(rows, list):
            raise self.lost("a list")
        after = _at(found, "pageInfo.endCursor") if rows and _at(found, "pageInfo.hasNextPage") is True else None
        return [row for row in rows if isinstance(row, dict)], after if isinstance(after, str) else None

    def _row(self, found: dict[str, Any], name: str) -> dict[str, Any]:
        data = found.get("data")
        row = data.get(name) if isinstance(data, dict) else None
        if not isinstance(row, dict):
            raise self.lost("the row")
        return row

    def _theirs(self, what: What, row: dict[str, Any]) -> Theirs:
        id_ = self.id_of(row)
        values = {field: _in(what, field, theirs, row) for field, theirs in self._names[what].items()}
        return Theirs(id_, self._link(what, id_), values)

    def _link(self, what: What, id_: str) -> str | None:
        if "//api.twenty.com" in self.base_url:  # people see it at an address of their workspace's own
            return None
        return f"{self.base_url}/object/{_ONE[_OBJECTS[what]]}/{id_}"


def _at(row: dict[str, Any], path: str) -> Any:
    found: Any = row
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _put(body: dict[str, Any], path: str, value: Value) -> None:
    first, _, rest = path.partition(".")
    if rest:
        body.setdefault(first, {})[rest] = value if value is not None else ""
    else:
        body[first] = value


def _out(field: str, value: Value) -> Value:
    return ("DONE" if value else "TODO") if field == "done" else value


def _in(what: What, field: str, theirs: str, row: dict[str, Any]) -> Value:
    if field == "company" and theirs == "companyId":
        return text_of(_at(row, "company.name"))
    if theirs == _BODY:
        text = str(_at(row, _BODY) or "")
        if what is What.NOTE:
            return unmarked(text)
        told = line_of(text, _LINES[field])
        return read_instant((told or "").replace(" UTC", "Z")) if field.endswith("_at") else told
    told = _at(row, theirs)
    if field == "done":
        return bool(told == "DONE")
    return read_instant(told) if field.endswith("_at") else text_of(told)


def _title(what: What, values: Values) -> Value:
    if what is What.NOTE:
        return next((line.strip("# ") for line in str(values.get("text") or "").splitlines() if line.strip("# ")), "")[
            :200
        ]
    return values.get("title")


def _text(what: What, there: str, values: Values, mark: str) -> str:
    if what is What.NOTE:
        return marked(values.get("text"), mark)
    return written(there, values, _LINES, mark, between="\n\n")
