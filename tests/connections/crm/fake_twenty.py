"""Twenty's REST API as its source and reference describe it: people, companies, notes, tasks and what ties them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from halfhour.connections.crm.models import What
from tests.connections.crm.fake import Asked, Fake, Reply, need, need_instant, need_text

FIELDS: dict[str, dict[str, Any]] = {
    "people": {
        "name": {"firstName": "text", "lastName": "text"},
        "emails": {"primaryEmail": "text"},
        "phones": {"primaryPhoneNumber": "text"},
        "linkedinLink": {"primaryLinkUrl": "text"},
        "jobTitle": "text",
        "city": "text",
        "companyId": "id",
    },
    "companies": {"name": "text"},
    "notes": {"title": "text", "bodyV2": {"markdown": "text"}},
    "tasks": {
        "title": "text",
        "bodyV2": {"markdown": "text"},
        "dueAt": "instant",
        "status": {"TODO", "IN_PROGRESS", "DONE"},
    },
    "noteTargets": {"noteId": "id", "targetPersonId": "id"},
    "taskTargets": {"taskId": "id", "targetPersonId": "id"},
}
ONE = {"people": "person", "companies": "company", "notes": "note", "tasks": "task"}
ONE |= {"noteTargets": "noteTarget", "taskTargets": "taskTarget"}
PATH = re.compile(r"/rest/([A-Za-z]+)(?:/([0-9a-f-]{36}))?")
FILTER = re.compile(r'([A-Za-z.0-9]+)\[(eq|ilike|gte)\]:"([^"]*)"')
QUERY = {"filter", "limit", "depth", "order_by", "starting_after"}


class FakeTwenty(Fake):
    """One workspace."""

    kind = "twenty"
    paged = 60

    def __init__(self, *, old: bool = False) -> None:
        super().__init__()
        self.person_in_targets = "personId" if old else "targetPersonId"
        self.rows = {name: {} for name in FIELDS}

    def new_id(self) -> str:
        return str(uuid4())

    def people(self) -> list[dict[str, Any]]:
        companies = self.rows["companies"]
        return [
            {
                "id": id_,
                "given_name": row.get("name", {}).get("firstName"),
                "family_name": row.get("name", {}).get("lastName"),
                "email": row.get("emails", {}).get("primaryEmail"),
                "headline": row.get("jobTitle"),
                "linkedin": row.get("linkedinLink", {}).get("primaryLinkUrl"),
                "phone": row.get("phones", {}).get("primaryPhoneNumber"),
                "company": companies[row["companyId"]]["name"] if row.get("companyId") else None,
            }
            for id_, row in self.rows["people"].items()
        ]

    def things(self, what: What) -> list[dict[str, Any]]:
        objects = "tasks" if what is What.FOLLOW_UP else "notes"
        one = ONE[objects]
        found = []
        for id_, row in self.rows[objects].items():
            text = row.get("bodyV2", {}).get("markdown", "")
            is_talk = str(row.get("title", "")).startswith("Talk with ")
            if objects == "notes" and is_talk != (what is What.TALK):
                continue
            ties = [each for each in self.rows[f"{one}Targets"].values() if each[f"{one}Id"] == id_]
            people = [each.get(self.person_in_targets) for each in ties]
            assert len(people) <= 1, "tied more than once"
            told = {"id": id_, "title": row.get("title"), "text": text, "person": people[0] if people else None}
            found.append({**told, "done": row.get("status") == "DONE", "due": row.get("dueAt")})
        return found

    def have(self, **values: Any) -> str:
        id_ = self.new_id()
        self.rows["people"][id_] = {"id": id_}
        for field, value in values.items():
            self.edit(id_, field, value)
        return id_

    def company(self, name: str) -> str:
        id_ = self.new_id()
        self.rows["companies"][id_] = {"id": id_, "name": name}
        return id_

    def forget(self, what: What, id_: str) -> None:
        objects = {What.PERSON: "people", What.FOLLOW_UP: "tasks"}.get(what, "notes")
        del self.rows[objects][id_]

    def edit(self, id_: str, field: str, value: Any) -> None:
        row = self.rows["people"][id_]
        places = {
            "given_name": ("name", "firstName"), "family_name": ("name", "lastName"),
            "email": ("emails", "primaryEmail"), "linkedin": ("linkedinLink", "primaryLinkUrl"),
            "phone": ("phones", "primaryPhoneNumber"),
        }  # fmt: skip
        if field in places:
            outer, inner = places[field]
            row.setdefault(outer, {})[inner] = value
        elif field == "company":
            row["companyId"] = self.company(value)
        else:
            row["jobTitle"] = value

    def refusal(self, status: int, said: str) -> Reply:
        name = {400: "BadRequestException", 401: "UnauthorizedException", 404: "NotFoundException"}.get(status, "Error")
        return Reply(status, {"statusCode": status, "error": name, "messages": [said]})

    def answer(self, asked: Asked) -> Reply:
        found = PATH.fullmatch(asked.path)
        need(found and found[1] in FIELDS, f"object '{asked.path}' not found", 400)
        assert found is not None
        objects, id_ = found[1], found[2]
        if asked.method == "POST" and id_ is None:
            row = self._checked(objects, asked.body, {"id": self.new_id()})
            self.rows[objects][row["id"]] = row
            return Reply(201, {"data": {f"create{ONE[objects][0].upper()}{ONE[objects][1:]}": row}})
        if id_ is None:
            need(asked.method == "GET", "GET or POST only", 405)
            return self._list(objects, asked.query)
        row = self.rows[objects].get(id_, {})
        need(row, "Record not found", 404)
        if asked.method == "PATCH":
            row = self.rows[objects][id_] = self._checked(objects, asked.body, row)
            return Reply(200, {"data": {f"update{ONE[objects][0].upper()}{ONE[objects][1:]}": row}})
        need(asked.method == "GET" and set(asked.query) <= {"depth"}, "GET or PATCH only", 405)
        shown = dict(row)
        if asked.query.get("depth") == "1" and row.get("companyId"):
            shown["company"] = self.rows["companies"][row["companyId"]]
        return Reply(200, {"data": {ONE[objects]: shown}})

    def _list(self, objects: str, query: dict[str, str]) -> Reply:
        need(set(query) <= QUERY, f"unknown parameters {set(query) - QUERY}")
        need(0 < int(query.get("limit", "60")) <= 60, "limit is at most 60")
        found = list(self.rows[objects].values())[::-1]
        if "filter" in query:
            narrowed = FILTER.fullmatch(query["filter"])
            need(narrowed, f"invalid filter {query['filter']}")
            assert narrowed is not None
            found = [row for row in found if _holds(row, *narrowed.groups())]
        after = query.get("starting_after")
        if after is not None:
            ids = [row["id"] for row in found]
            need(after in ids, "Invalid cursor")
            found = found[ids.index(after) + 1 :]
        size = min(int(query.get("limit", "60")), self.paged)
        page = found[:size]
        info = {"hasNextPage": len(found) > size, "endCursor": page[-1]["id"] if page else None}
        return Reply(200, {"data": {objects: page}, "totalCount": len(found), "pageInfo": info})

    def _checked(self, objects: str, body: Any, row: dict[str, Any]) -> dict[str, Any]:
        need(isinstance(body, dict) and body, "a body is needed")
        known = FIELDS[objects]
        if self.person_in_targets == "personId" and objects.endswith("Targets"):
            known = {**{name: kind for name, kind in known.items() if name != "targetPersonId"}, "personId": "id"}
        row = {name: dict(value) if isinstance(value, dict) else value for name, value in row.items()}
        for name, value in body.items():
            need(name in known, f'Object {ONE[objects]} doesn\'t have any "{name}" field.')
            kind = known[name]
            if isinstance(kind, dict):
                need(isinstance(value, dict) and set(value) <= kind.keys(), f"Invalid subfields of {name}: {value}")
                for inner, part in value.items():
                    need_text(part, f"{name}.{inner}", 100_000)
                row[name] = {**row.get(name, {}), **value}
                continue
            if kind == "instant":
                need(value is None or need_instant(value, name), name)
            elif kind == "id":
                need(value is None or re.fullmatch(r"[0-9a-f-]{36}", str(value)), f"{name} must be a UUID")
                need(name != "targetPersonId" or value in self.rows["people"], "Record not found")
            elif isinstance(kind, set):
                need(value in kind, f"Value {value} does not exist in enum")
            else:
                need(value is None or need_text(value, name) is not None, name)
            row[name] = value
        if objects == "people" and (email := row.get("emails", {}).get("primaryEmail")):
            others = [each for each in self.rows["people"].values() if each["id"] != row["id"]]
            taken = any(each.get("emails", {}).get("primaryEmail") == email for each in others)
            need(not taken, "A duplicate entry was detected: emails")
        return row


def _holds(row: dict[str, Any], path: str, operator: str, value: str) -> bool:
    found: Any = row
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if operator == "gte":
        need_instant(value, path)
        return True
    if operator == "ilike":
        pattern = re.escape(value).replace("%", ".*").replace("_", ".")
        return re.fullmatch(pattern, str(found or ""), re.IGNORECASE | re.DOTALL) is not None
    return str(found or "") == value
