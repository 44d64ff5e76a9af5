"""HubSpot, by its date-based API (`/crm/objects/2026-09/…`) with a service key.

Written from its published reference; the live service was never reached. What is not certain stands in docs/crm.md.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from ...core.settings import Settings
from .fields import HELD
from .lines import marked, unmarked
from .models import What
from .rules import signed
from .seam import Account, Gone, Known, Names, Refused, Rejected, Sought, Spec, Specs, Theirs, Value, Values
from .speaking import Line, read_instant, text_of

NAME = "HubSpot"
PATTERN = r"^[a-z][a-z0-9_]{0,99}$"
SPECS: Specs = {
    What.PERSON: {
        "given_name": Spec("firstname"),
        "family_name": Spec("lastname"),
        "email": Spec("email"),
        "headline": Spec("jobtitle"),
        "company": Spec("company"),
        "linkedin": Spec("hs_linkedin_url"),
        "phone": Spec(None),
    },
    What.TALK: {
        "title": Spec("hs_meeting_title", needed=True),
        "starts_at": Spec("hs_meeting_start_time", needed=True),
        "ends_at": Spec("hs_meeting_end_time"),
        "outcome": Spec("hs_meeting_outcome"),
        "place": Spec("hs_meeting_location"),
    },
    What.FOLLOW_UP: {
        "title": Spec("hs_task_subject", needed=True),
        "due_at": Spec("hs_timestamp", needed=True, choices=("hs_timestamp",)),
        "done": Spec("hs_task_status", choices=("hs_task_status",)),
    },
    What.NOTE: {
        "text": Spec("hs_note_body", needed=True, choices=("hs_note_body",)),
        "written_at": Spec("hs_timestamp", needed=True, choices=("hs_timestamp",)),
    },
}

_OBJECTS = {What.PERSON: "contacts", What.TALK: "meetings", What.FOLLOW_UP: "tasks", What.NOTE: "notes"}
_TIES = {What.TALK: 200, What.FOLLOW_UP: 204, What.NOTE: 202}
"""The types of the associations with a contact (HUBSPOT_DEFINED)."""
_MARKED = {What.TALK: "hs_internal_meeting_notes", What.FOLLOW_UP: "hs_task_body", What.NOTE: "hs_note_body"}
"""Where our mark stands."""
_INSTANTS = {"starts_at", "ends_at", "due_at", "written_at"}
_PAGES = 10
_EXISTING = re.compile(r"Existing ID:\s*(\d{1,30})")


class HubSpot(Line):
    """One HubSpot account."""

    name = NAME

    def __init__(self, settings: Settings, names: Names, base_url: str, key: str) -> None:
        super().__init__(settings, base_url or settings.hubspot_url.rstrip("/"), key)
        self._names = names
        self._version = settings.hubspot_version
        self._portal: tuple[str, str] | None = None

    def who(self) -> Account:
        found = self.call("GET", self._path(What.PERSON), params={"limit": 1, "properties": "email"})
        if not isinstance(found.get("results"), list):
            raise self.lost("results")
        try:
            found = self.call("GET", f"/account-info/{self._version}/details")
        except (Refused, Rejected, Gone):  # good to know for links, and a key need not have the right to it
            return Account("your account")
        portal, domain = found.get("portalId"), found.get("uiDomain")
        if not isinstance(portal, int):
            return Account("your account")
        if isinstance(domain, str) and re.fullmatch(r"[a-z0-9.-]{1,100}", domain):
            self._portal = domain, str(portal)
        return Account(f"account {portal}")

    def find_person(self, sought: Sought) -> Theirs | None:
        groups = [[{"propertyName": "email", "operator": "EQ", "value": email.lower()}] for email in sought.emails[:5]]
        if not groups and sought.began_at is not None:
            named = {"firstname": sought.given_name, "lastname": sought.family_name}
            filters = [
                {"propertyName": name, "operator": "EQ", "value": value} for name, value in named.items() if value
            ]
            since = str(int(sought.began_at.timestamp() * 1000) - 60_000)
            groups = [[*filters, {"propertyName": "createdate", "operator": "GTE", "value": since}]] if filters else []
        if not groups:
            return None
        found = list(self._search(What.PERSON, groups))
        if len({each.id for each in found}) > 1:
            raise Rejected(
                "There are several people with these e-mail addresses there.", "Merge them in HubSpot first."
            )
        return found[0] if found else None

    def find(self, what: What, person_id: str, mark: str, values: Values) -> Theirs | None:  # noqa: ARG002
        on_person = [[{"propertyName": "associations.contact", "operator": "EQ", "value": person_id}]]
        marked = _MARKED[what]
        for row in self._rows(what, on_person):
            if mark in str(_properties(row).get(marked) or ""):
                return self._theirs(what, row)
        return None

    def read(self, what: What, id_: str) -> Theirs:
        properties = ",".join(self._wanted(what))
        row = self.call("GET", f"{self._path(what)}/{id_}", params={"properties": properties, "archived": "false"})
        return self._theirs(what, row)

    def create(self, what: What, person_id: str | None, values: Values, mark: str) -> Theirs:
        body: dict[str, Any] = {"properties": self._written(what, values, mark)}
        if what is not What.PERSON:
            body["properties"] |= self._marked(what, values, mark)
            tie = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": _TIES[what]}
            body["associations"] = [{"to": {"id": person_id}, "types": [tie]}]
        return self._theirs(what, self.call("POST", self._path(what), json=body))

    def change(self, what: What, id_: str, person_id: str | None, values: Values, mark: str) -> None:  # noqa: ARG002
        properties = self._written(what, values, mark)
        if what is What.TALK and "starts_at" in values:
            properties["hs_timestamp"] = values["starts_at"]
        if properties:
            self.call("PATCH", f"{self._path(what)}/{id_}", json={"properties": properties})

    def permission(self, found: dict[str, Any]) -> str:
        scopes = [
            scope
            for error in found.get("errors") or ()
            if isinstance(error, dict) and isinstance(error.get("context"), dict)
            for scope in error["context"].get("requiredGranularScopes") or error["context"].get("missingScopes") or ()
            if isinstance(scope, str)
        ]
        named = ", ".join(dict.fromkeys(scopes)) or "crm.objects.contacts.read and crm.objects.contacts.write"
        return self.quote(f"Add to the service key in HubSpot: {named}.")

    def reason(self, found: dict[str, Any]) -> str:
        told = [str(found.get("message") or "")]
        told += [str(error.get("message") or "") for error in found.get("errors") or () if isinstance(error, dict)]
        return " ".join(part for part in dict.fromkeys(told) if part)

    def remedy(self, found: dict[str, Any]) -> str:
        said = self.reason(found).lower()
        if "required" in said:
            return "HubSpot demands a field of its own there: fill it from one of ours, or make it optional in HubSpot."
        if "does not exist" in said:
            return "A field that you send to is not there: choose another name for it, or switch it off."
        return super().remedy(found)

    def trouble(self, answer: Any, found: dict[str, Any]) -> Any:
        existing = _EXISTING.search(str(found.get("message") or "")) if answer.status_code == 409 else None
        if existing is not None:
            return Known(existing[1])
        return super().trouble(answer, found)

    def _path(self, what: What) -> str:
        return f"/crm/objects/{self._version}/{_OBJECTS[what]}"

    def _wanted(self, what: What) -> list[str]:
        marked = [_MARKED[what]] if what in _MARKED else []
        return list(dict.fromkeys([*self._names[what].values(), *marked]))

    def _search(self, what: What, groups: list[list[dict[str, Any]]]) -> Iterator[Theirs]:
        for row in self._rows(what, groups):
            yield self._theirs(what, row)

    def _rows(self, what: What, groups: list[list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
        body: dict[str, Any] = {
            "filterGroups": [{"filters": filters} for filters in groups],
            "properties": self._wanted(what),
            "limit": 100,
        }
        for _ in range(_PAGES):
            found = self.call("POST", f"{self._path(what)}/search", json=body)
            rows = found.get("results")
            if not isinstance(rows, list):
                raise self.lost("results")
            yield from (row for row in rows if isinstance(row, dict))
            following = found.get("paging")
            after = (following.get("next") or {}).get("after") if isinstance(following, dict) else None
            if not rows or not isinstance(after, str):
                return
            body["after"] = after

    def _written(self, what: What, values: Values, mark: str) -> dict[str, Any]:
        """Our values as their properties; what is empty is an empty text, which clears."""
        written: dict[str, Any] = {}
        for field, theirs in self._names[what].items():
            if field in values:
                written[theirs] = _out(what, field, values[field], mark)
        return written

    @staticmethod
    def _marked(what: What, values: Values, mark: str) -> dict[str, Any]:
        if what is What.TALK:
            return {"hs_timestamp": values["starts_at"], _MARKED[what]: signed(mark)}
        return {_MARKED[what]: signed(mark)} if what is What.FOLLOW_UP else {}

    def _theirs(self, what: What, row: dict[str, Any]) -> Theirs:
        id_, properties = self.id_of(row), _properties(row)
        values = {field: _in(what, field, properties.get(theirs)) for field, theirs in self._names[what].items()}
        return Theirs(id_, self._link(what, id_), values)

    def _link(self, what: What, id_: str) -> str | None:
        if what is not What.PERSON or self._portal is None:
            return None
        domain, portal = self._portal
        return f"https://{domain}/contacts/{portal}/record/0-1/{id_}"


def _properties(row: dict[str, Any]) -> dict[str, Any]:
    found = row.get("properties")
    return found if isinstance(found, dict) else {}


def _out(what: What, field: str, value: Value, mark: str) -> Value:
    if field == "outcome":
        return "COMPLETED" if value == HELD else "CANCELED"
    if field == "done":
        return "COMPLETED" if value else "NOT_STARTED"
    if what is What.NOTE and field == "text":
        return html.escape(marked(value, mark), quote=False).replace("\n", "<br>")
    return value if value is not None else ""


def _in(what: What, field: str, told: Any) -> Value:
    if field in _INSTANTS:
        return read_instant(told)
    if field == "outcome":
        return HELD if told == "COMPLETED" else text_of(told)
    if field == "done":
        return bool(told == "COMPLETED")
    text = text_of(told)
    if what is What.NOTE and text is not None:
        plain = html.unescape(re.sub(r"<br\s*/?>", "\n", text))
        return unmarked(plain)
    return text
