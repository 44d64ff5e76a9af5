"""HubSpot's date-based API as its reference describes it: objects, search, associations, and its refusals."""

from __future__ import annotations

import re
from typing import Any

from halfhour.connections.crm.models import What
from tests.connections.crm.fake import INSTANT, Asked, Fake, Refuse, Reply, need, need_instant, need_text

TEXT = "text"
PROPERTIES: dict[str, dict[str, Any]] = {
    "contacts": dict.fromkeys(
        ("firstname", "lastname", "email", "jobtitle", "company", "hs_linkedin_url", "phone", "city"), TEXT
    ),
    "meetings": {
        "hs_timestamp": "instant",
        "hs_meeting_title": TEXT,
        "hs_meeting_start_time": "instant",
        "hs_meeting_end_time": "instant",
        "hs_meeting_outcome": {"SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"},
        "hs_meeting_location": TEXT,
        "hs_internal_meeting_notes": TEXT,
    },
    "tasks": {
        "hs_timestamp": "instant",
        "hs_task_subject": TEXT,
        "hs_task_body": TEXT,
        "hs_task_status": {"NOT_STARTED", "IN_PROGRESS", "COMPLETED", "WAITING", "DEFERRED"},
    },
    "notes": {"hs_timestamp": "instant", "hs_note_body": TEXT},
}
TIES = {"meetings": 200, "tasks": 204, "notes": 202}
NEEDED = {"meetings": {"hs_timestamp"}, "tasks": {"hs_timestamp"}, "notes": {"hs_timestamp"}}
OURS = {
    "firstname": "given_name", "lastname": "family_name", "email": "email", "jobtitle": "headline",
    "company": "company", "hs_linkedin_url": "linkedin", "phone": "phone",
}  # fmt: skip
OBJECTS = {What.PERSON: "contacts", What.TALK: "meetings", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}
PATH = re.compile(r"/crm/objects/2026-09/(contacts|meetings|tasks|notes)(?:/(search|\d+))?")


class FakeHubSpot(Fake):
    """One account."""

    kind = "hubspot"

    def __init__(self) -> None:
        super().__init__()
        self.rows = {name: {} for name in PROPERTIES}
        self.required: set[str] = set()
        """Custom properties that this account demands of new contacts."""
        self.lags = False
        """Search does not know of anything yet."""
        self.searched: list[int] = []

    def people(self) -> list[dict[str, Any]]:
        return [
            {"id": id_, **{OURS[name]: value for name, value in row["properties"].items() if name in OURS}}
            for id_, row in self.rows["contacts"].items()
        ]

    def things(self, what: What) -> list[dict[str, Any]]:
        names = {"hs_meeting_title": "title", "hs_task_subject": "title", "hs_note_body": "text"}
        found = []
        for id_, row in self.rows[OBJECTS[what]].items():
            properties = row["properties"]
            told = {names.get(name, name): value for name, value in properties.items()}
            done = properties.get("hs_task_status") == "COMPLETED"
            found.append({**told, "id": id_, "person": row["tied"], "done": done})
        return found

    def have(self, **values: Any) -> str:
        back = {ours: theirs for theirs, ours in OURS.items()}
        return self._add("contacts", {back.get(name, name): value for name, value in values.items()}, None)

    def forget(self, what: What, id_: str) -> None:
        del self.rows[OBJECTS[what]][id_]

    def edit(self, id_: str, field: str, value: Any) -> None:
        back = {ours: theirs for theirs, ours in OURS.items()}
        self.rows["contacts"][id_]["properties"][back[field]] = value

    def refusal(self, status: int, said: str) -> Reply:
        category = {401: "INVALID_AUTHENTICATION", 404: "OBJECT_NOT_FOUND", 409: "CONFLICT"}.get(
            status, "VALIDATION_ERROR"
        )
        return Reply(status, {"status": "error", "message": said, "category": category, "correlationId": "c0ffee"})

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/account-info/2026-09/details":
            need(asked.method == "GET", "GET only", 405)
            return Reply(200, {"portalId": 4711, "uiDomain": "app-eu1.hubspot.com", "timeZone": "Europe/Berlin"})
        found = PATH.fullmatch(asked.path)
        need(found, f"no such resource {asked.path}", 404)
        assert found is not None
        objects, rest = found[1], found[2]
        if rest == "search":
            return self._search(objects, asked)
        if rest is None and asked.method == "GET":
            return Reply(200, {"results": [self._shown(each, None) for each in self._pages(objects)]})
        if rest is None:
            need(asked.method == "POST", "POST only", 405)
            return self._create(objects, asked.body)
        row = self.rows[objects].get(rest)
        need(row, "Object not found", 404)
        assert row is not None
        if asked.method == "PATCH":
            need(set(asked.body) == {"properties"}, f"unknown members {set(asked.body)}")
            row["properties"] |= self._checked(objects, asked.body["properties"], rest)
        else:
            need(asked.method == "GET", "GET or PATCH only", 405)
        return Reply(200, self._shown(row, asked.query.get("properties", "").split(",")))

    def _pages(self, objects: str) -> list[dict[str, Any]]:
        return list(self.rows[objects].values())[:1]

    def _create(self, objects: str, body: Any) -> Reply:
        need(isinstance(body, dict) and set(body) <= {"properties", "associations"}, "unknown members")
        properties = self._checked(objects, body["properties"], None)
        missing = NEEDED.get(objects, set()) - properties.keys()
        need(not missing, f"Some required properties were not set: {sorted(missing)}")
        if objects == "contacts":
            need(properties.keys() & {"email", "firstname", "lastname"}, "one of email, firstname, lastname is needed")
            lacking = sorted(self.required - {name for name, value in properties.items() if value})
            need(not lacking, f"Error creating CONTACT. Some required properties were not set: {lacking}")
            need("associations" not in body, "not here")
            return Reply(201, self._shown(self.rows[objects][self._add(objects, properties, None)], None))
        [tie] = body["associations"]
        need(set(tie) == {"to", "types"} and set(tie["to"]) == {"id"}, "a malformed association")
        expected = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": TIES[objects]}]
        need(tie["types"] == expected, f"no such association type {tie['types']}")
        need(tie["to"]["id"] in self.rows["contacts"], f"CONTACT={tie['to']['id']} is not valid")
        return Reply(201, self._shown(self.rows[objects][self._add(objects, properties, tie["to"]["id"])], None))

    def _add(self, objects: str, properties: dict[str, Any], tied: str | None) -> str:
        id_ = self.new_id()
        self.rows[objects][id_] = {"id": id_, "properties": dict(properties), "tied": tied}
        return id_

    def _checked(self, objects: str, properties: Any, id_: str | None) -> dict[str, Any]:
        need(isinstance(properties, dict) and properties, "properties are needed")
        known = PROPERTIES[objects]
        for name, value in properties.items():
            need(name in known or name in self.required, f'Property "{name}" does not exist')
            kind = known.get(name, TEXT)
            if value == "":
                continue
            if kind == "instant":
                need_instant(value, name)
            elif isinstance(kind, set):
                need(value in kind, f"{value} was not one of the allowed options: {sorted(kind)}")
            else:
                need_text(value, name)
        if objects == "contacts" and properties.get("email"):
            email = str(properties["email"]).lower()
            need(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email), f"Email address {email} is invalid")
            for other, row in self.rows["contacts"].items():
                if other != id_ and row["properties"].get("email") == email:
                    raise Refuse(409, f"Contact already exists. Existing ID: {other}")
            properties = {**properties, "email": email}
        return dict(properties)

    def _search(self, objects: str, asked: Asked) -> Reply:
        need(asked.method == "POST", "POST only", 405)
        body = asked.body
        need(set(body) <= {"filterGroups", "properties", "limit", "after", "sorts", "query"}, "unknown members")
        need(0 < body["limit"] <= 200, "limit")
        need(1 <= len(body["filterGroups"]) <= 5, "filter groups")
        found = [] if self.lags else [row for row in self.rows[objects].values() if self._fits(objects, row, body)]
        start = int(body.get("after", 0))
        size = min(body["limit"], self.paged)
        page = found[start : start + size]
        self.searched.append(start)
        shown: dict[str, Any] = {"total": len(found), "results": [self._shown(r, body["properties"]) for r in page]}
        if start + size < len(found):
            shown["paging"] = {"next": {"after": str(start + size)}}
        return Reply(200, shown)

    def _fits(self, objects: str, row: dict[str, Any], body: dict[str, Any]) -> bool:
        return any(all(self._holds(objects, row, each) for each in group["filters"]) for group in body["filterGroups"])

    @staticmethod
    def _holds(objects: str, row: dict[str, Any], filter_: dict[str, Any]) -> bool:
        need(set(filter_) == {"propertyName", "operator", "value"}, "a malformed filter")
        name, operator, value = filter_["propertyName"], filter_["operator"], filter_["value"]
        need(isinstance(value, str), "values of filters are text")
        if name == "associations.contact":
            return bool(row["tied"] == value)
        if name == "createdate":
            need(operator == "GTE" and value.isdigit(), "milliseconds since 1970")
            return True
        need(name in PROPERTIES[objects] and operator == "EQ", f"can't filter by {name} {operator}")
        return bool(str(row["properties"].get(name) or "").lower() == value.lower())

    @staticmethod
    def _shown(row: dict[str, Any], wanted: list[str] | None) -> dict[str, Any]:
        properties = {
            name: re.sub(r"Z$", ".000Z", value) if isinstance(value, str) and INSTANT.fullmatch(value) else value
            for name, value in row["properties"].items()
            if wanted is None or name in wanted
        }
        shown = {name: properties.get(name) for name in wanted or properties if name}
        return {
            "id": row["id"],
            "properties": {**shown, "hs_object_id": row["id"]},
            "createdAt": "2026-11-22T09:30:00.000Z",
            "updatedAt": "2026-11-22T09:30:00.000Z",
            "archived": False,
        }
