"""Signs schemathesis in as somebody new now and then: what it tries ends sessions, changes passwords, deletes accounts.

Like fuzzing_checks.py this runs in schemathesis' own environment.
"""

# mypy: disable-error-code="import-not-found, import-untyped, untyped-decorator"

from __future__ import annotations

import itertools
import os
from typing import Any

import requests
import schemathesis

from tests.contract import fuzzing_checks  # noqa: F401  # registers its check

COOKIE = "__Host-halfhour"
PASSWORD = os.environ["HALFHOUR_FUZZING_PASSWORD"]
"""The one of the contract's examples, so that some proofs are right."""
USES = 8
"""Cases of one person: below the ten wrong passwords after which a server asks for patience."""

MAKING: dict[str, tuple[str, dict[str, Any]]] = {
    "token_id": ("/tokens", {"name": "To be revoked", "scopes": ["search:read"]}),
    "invitation_id": ("/invitations", {}),
}
"""How something is made that a path can name."""

SERVER = os.environ["HALFHOUR_FUZZING_URL"]
_numbers = itertools.count(1)


@schemathesis.auth(refresh_interval=None)
class SomebodyNew:
    """A person with a session, from an address of their own: limits on guessing count by address too."""

    def __init__(self) -> None:
        self.left = 0
        self.headers: dict[str, str] = {}

    def get(self, _case: Any, _context: Any) -> dict[str, str]:
        if self.left == 0 or not self._still_signed_in():
            self._sign_up()
        self.left -= 1
        return self.headers

    def set(self, case: Any, data: dict[str, str], _context: Any) -> None:
        session = data[COOKIE]
        case.headers = {**(case.headers or {}), **{name: each for name, each in data.items() if name != COOKIE}}
        case.cookies = {**(case.cookies or {}), COOKIE: session}
        if case.meta is not None and case.meta.generation.mode.is_positive:
            for name in case.path_parameters.keys() & MAKING.keys():
                case.path_parameters[name] = self._made(*MAKING[name])

    def _made(self, path: str, body: dict[str, Any]) -> str:
        headers = {**self.headers, "Cookie": f"{COOKIE}={self.headers[COOKIE]}"}
        made = requests.post(f"{SERVER}/api/v1{path}", json=body, headers=headers, timeout=30)
        made.raise_for_status()
        return str(made.json()["id"])

    def _still_signed_in(self) -> bool:
        cookie = {"Cookie": f"{COOKIE}={self.headers[COOKIE]}"}
        return bool(requests.get(f"{SERVER}/api/v1/session", headers=cookie, timeout=30).ok)

    def _sign_up(self) -> None:
        number = next(_numbers)
        address = f"2001:db8:{number:x}::1"
        body = {"email": f"somebody-{number}@example.org", "password": PASSWORD, "name": "Somebody"}
        answer = requests.post(f"{SERVER}/api/v1/accounts", json=body, headers={"X-Forwarded-For": address}, timeout=30)
        answer.raise_for_status()
        session = answer.headers["Set-Cookie"].partition(";")[0].partition("=")[2]
        self.headers = {COOKIE: session, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": address}
        self.left = USES
