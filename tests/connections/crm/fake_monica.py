"""Monica 4's REST API as its source has it: contacts, contact fields, work, activities, tasks and notes.

As the real one, it replaces a whole row on PUT, and forgets a birthday that is not sent along.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from halfhour.connections.crm.models import What
from tests.connections.crm.fake import Asked, Fake, Reply, need

CONTACT = {
    "first_name", "last_name", "nickname", "gender_id", "description", "is_birthdate_known", "birthdate_day",
    "birthdate_month", "birthdate_year", "is_deceased", "is_deceased_date_known", "is_partial",
}  # fmt: skip
TYPES = [
    {"id": 1, "name": "Email", "type": "email"},
    {"id": 2, "name": "Phone", "type": "phone"},
    {"id": 3, "name": "Facebook", "type": None},
    {"id": 4, "name": "LinkedIn", "type": None},
]
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class FakeMonica(Fake):
    """One account."""

    kind = "monica"

    def __init__(self, *, quiet_refusals: bool = False) -> None:
        super().__init__()
        self.quiet_refusals = quiet_refusals
        """Say what is wrong with a 200, as older ones do."""
        self.rows = {name: {} for name in ("contacts", "contactfields", "activities", "tasks", "notes")}

    def people(self) -> list[dict[str, Any]]:
        found = []
        for id_, row in self.rows["contacts"].items():
            kinds = {1: "email", 2: "phone", 4: "linkedin"}
            fields = {
                kinds[each["contact_field_type_id"]]: each["data"]
                for each in self.rows["contactfields"].values()
                if str(each["contact_id"]) == id_ and each["contact_field_type_id"] in kinds
            }
            names = {"given_name": row["first_name"], "family_name": row.get("last_name")}
            work = {"headline": row.get("job"), "company": row.get("company")}
            found.append({"id": id_, **names, **work, "birthdate": row.get("birthdate"), **fields})
        return found

    def things(self, what: What) -> list[dict[str, Any]]:
        objects = {What.TALK: "activities", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}[what]
        found = []
        for id_, row in self.rows[objects].items():
            title = row.get("summary") or row.get("title")
            person = row["contacts"][0] if what is What.TALK else row["contact_id"]
            told = {"id": id_, "title": title, "text": row.get("body") or row.get("description"), "person": str(person)}
            found.append({**told, "done": row.get("completed") is True, "at": row.get("happened_at")})
        return found

    def have(self, **values: Any) -> str:
        id_ = self.new_id()
        self.rows["contacts"][id_] = {"first_name": values.get("given_name") or "Somebody"}
        for field, value in values.items():
            self.edit(id_, field, value)
        return id_

    def forget(self, what: What, id_: str) -> None:
        objects = {What.PERSON: "contacts", What.TALK: "activities", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}
        del self.rows[objects[what]][id_]

    def edit(self, id_: str, field: str, value: Any) -> None:
        types = {"email": 1, "phone": 2, "linkedin": 4}
        if field in types:
            fields = self.rows["contactfields"]
            mine = [
                key for key, each in fields.items()
                if str(each["contact_id"]) == id_ and each["contact_field_type_id"] == types[field]
            ]  # fmt: skip
            made = {"contact_id": int(id_), "contact_field_type_id": types[field], "data": value}
            fields[mine[0] if mine else self.new_id()] = made
        else:
            names = {"given_name": "first_name", "family_name": "last_name", "headline": "job"}
            self.rows["contacts"][id_][names.get(field, field)] = value

    def refusal(self, status: int, said: str) -> Reply:
        if status == 401:
            return Reply(401, {"message": said})
        code = {404: 31, 422: 32}.get(status, 33)
        quiet = self.quiet_refusals and status == 422
        return Reply(200 if quiet else status, {"error": {"message": [said], "error_code": code}})

    def answer(self, asked: Asked) -> Reply:  # noqa: C901, PLR0912  # one line for each route
        need(asked.path.startswith("/api/"), "not here", 404)
        parts = asked.path.removeprefix("/api/").split("/")
        match asked.method, parts:
            case "GET", ["me"]:
                return Reply(200, {"data": {"id": 1, "object": "user", "first_name": "Nora", "last_name": "Berg"}})
            case "GET", ["contactfieldtypes"]:
                return self._page([{**each, "object": "contactfieldtype"} for each in TYPES], asked)
            case "GET", ["contacts"]:
                return self._page([self._contact(id_) for id_ in self._sought(asked.query.get("query", ""))], asked)
            case "POST", ["contacts"]:
                return self._put_contact(self.new_id(), asked.body, 201)
            case "GET", ["contacts", id_]:
                self._there("contacts", id_)
                return Reply(200, {"data": self._contact(id_)})
            case "PUT", ["contacts", id_]:
                self._there("contacts", id_)
                return self._put_contact(id_, asked.body, 200)
            case "PUT", ["contacts", id_, "work"]:
                self._there("contacts", id_)
                need(set(asked.body) <= {"job", "company"}, "unknown members", 422)
                self.rows["contacts"][id_] |= {"job": asked.body.get("job"), "company": asked.body.get("company")}
                return Reply(200, {"data": self._contact(id_)})
            case "GET", ["contacts", id_, "contactfields"]:
                mine = self._mine("contactfields", id_, lambda row: [row["contact_id"]])
                return self._page([self._field(key) for key in mine], asked)
            case "GET", ["contacts", id_, ("activities" | "tasks" | "notes") as objects]:
                mine = self._mine(objects, id_, lambda row: row.get("contacts") or [row.get("contact_id")])
                return self._page([self._thing(objects, key) for key in mine], asked)
            case "POST", ["contactfields"]:
                return self._put_field(self.new_id(), asked.body, 201)
            case "PUT", ["contactfields", id_]:
                self._there("contactfields", id_)
                return self._put_field(id_, asked.body, 200)
            case "DELETE", ["contactfields", id_]:
                self._there("contactfields", id_)
                del self.rows["contactfields"][id_]
                return Reply(200, {"deleted": True, "id": int(id_)})
            case "POST", [("activities" | "tasks" | "notes") as objects]:
                return self._put_thing(objects, self.new_id(), asked.body, 201)
            case "PUT", [("activities" | "tasks" | "notes") as objects, id_]:
                self._there(objects, id_)
                return self._put_thing(objects, id_, asked.body, 200)
            case "GET", [("activities" | "tasks" | "notes") as objects, id_]:
                self._there(objects, id_)
                return Reply(200, {"data": self._thing(objects, id_)})
        return self.refusal(404, "Not found")

    def _there(self, objects: str, id_: str) -> None:
        need(id_ in self.rows[objects], "The resource has not been found", 404)

    def _mine(self, objects: str, id_: str, whose: Callable[[dict[str, Any]], list[Any]]) -> list[str]:
        self._there("contacts", id_)
        return [key for key, row in self.rows[objects].items() if int(id_) in whose(row)]

    def _sought(self, query: str) -> list[str]:
        """Loosely, as the real one searches: every word anywhere in the name, the description or a contact field."""
        if not query:
            return list(self.rows["contacts"])
        found = []
        for id_, row in self.rows["contacts"].items():
            fields = [each["data"] for each in self.rows["contactfields"].values() if str(each["contact_id"]) == id_]
            words = " ".join(map(str, (*row.values(), *fields))).casefold()
            if any(part in words for part in re.split(r"[\s@.]+", query.casefold())):
                found.append(id_)
        return found

    def _page(self, rows: list[dict[str, Any]], asked: Asked) -> Reply:
        need(set(asked.query) <= {"query", "limit", "page"}, "unknown parameters", 500)
        need(int(asked.query.get("limit", "15")) <= 100, "limit is at most 100", 400)
        size = min(int(asked.query.get("limit", "15")), self.paged)
        number = int(asked.query.get("page", "1"))
        page = rows[(number - 1) * size : number * size]
        meta = {
            "current_page": number,
            "last_page": max(1, -(-len(rows) // size)),
            "per_page": size,
            "total": len(rows),
        }
        return Reply(200, {"data": page, "links": {}, "meta": meta})

    def _contact(self, id_: str) -> dict[str, Any]:
        row = self.rows["contacts"][id_]
        dates = {"birthdate": {"date": row.get("birthdate")}, "deceased_date": {"date": None}}
        return {
            "id": int(id_),
            "object": "contact",
            "hash_id": f"h:{int(id_) * 7919}",
            "first_name": row["first_name"],
            "last_name": row.get("last_name"),
            "description": row.get("description"),
            "is_dead": False,
            "information": {"dates": dates, "career": {"job": row.get("job"), "company": row.get("company")}},
        }

    def _put_contact(self, id_: str, body: Any, status: int) -> Reply:
        need(set(body) <= CONTACT, f"unknown members {set(body) - CONTACT}", 422)
        need(isinstance(body.get("first_name"), str) and body["first_name"], "The first name field is required.", 422)
        for name in ("first_name", "last_name", "description"):
            value = body.get(name)
            need(value is None or (isinstance(value, str) and len(value) <= 255), f"The {name} is too long.", 422)
        for name in ("is_birthdate_known", "is_deceased", "is_deceased_date_known"):
            need(isinstance(body.get(name), bool), f"The {name} field is required.", 422)
        row = self.rows["contacts"].setdefault(id_, {"first_name": ""})
        row |= {name: body[name] for name in ("first_name", "last_name", "description") if name in body}
        if not body["is_birthdate_known"]:
            row["birthdate"] = None
        return Reply(status, {"data": self._contact(id_)})

    def _field(self, id_: str) -> dict[str, Any]:
        row = self.rows["contactfields"][id_]
        kind = next(each for each in TYPES if each["id"] == row["contact_field_type_id"])
        return {"id": int(id_), "object": "contactfield", "content": row["data"], "contact_field_type": kind}

    def _put_field(self, id_: str, body: Any, status: int) -> Reply:
        need(set(body) == {"contact_id", "contact_field_type_id", "data"}, "unknown members", 422)
        need(str(body["contact_id"]) in self.rows["contacts"], "no such contact", 404)
        need(body["contact_field_type_id"] in {each["id"] for each in TYPES}, "no such type", 422)
        need(isinstance(body["data"], str) and 0 < len(body["data"]) <= 255, "The data field is required.", 422)
        self.rows["contactfields"][id_] = dict(body)
        return Reply(status, {"data": self._field(id_)})

    def _thing(self, objects: str, id_: str) -> dict[str, Any]:
        row = self.rows[objects][id_]
        shown = {"id": int(id_), "object": objects, **row}
        if objects == "activities":
            attendees = [{"id": each, "object": "contact"} for each in row["contacts"]]
            shown |= {"happened_at": f"{row['happened_at']}T00:00:00Z", "attendees": {"contacts": attendees}}
            shown |= {"emotions": [{"id": each} for each in row.get("emotions") or []]}
            kind = row.get("activity_type_id")
            shown["activity_type"] = {"id": kind} if kind else None
        return shown

    def _put_thing(self, objects: str, id_: str, body: Any, status: int) -> Reply:
        known = {
            "activities": {"summary", "description", "happened_at", "contacts", "emotions", "activity_type_id"},
            "tasks": {"title", "description", "completed", "contact_id"},
            "notes": {"body", "contact_id", "is_favorited"},
        }[objects]
        need(set(body) <= known, f"unknown members {set(body) - known}", 422)
        title = body.get({"activities": "summary", "tasks": "title", "notes": "body"}[objects])
        need(isinstance(title, str) and title, "a title is required", 422)
        if objects == "activities":
            need(isinstance(body.get("happened_at"), str) and DAY.fullmatch(body["happened_at"]), "Y-m-d", 422)
            need(body.get("contacts"), "The contacts field is required.", 422)
        people = body["contacts"] if objects == "activities" else [body.get("contact_id")]
        need(
            all(isinstance(each, int) and str(each) in self.rows["contacts"] for each in people), "no such contact", 404
        )
        if objects == "tasks":
            need(isinstance(body.get("completed"), bool), "The completed field is required.", 422)
        if objects != "notes":
            need(len(title) <= 255, "too long", 422)
        self.rows[objects][id_] = dict(body)
        return Reply(status, {"data": self._thing(objects, id_)})
