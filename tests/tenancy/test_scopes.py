"""Scopes hold: every operation with every scope, and with tokens that have ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import delete, update

from halfhour.accounts import credentials, rules, service
from halfhour.accounts.leaving import delete_account
from halfhour.accounts.models import AccessToken
from halfhour.core.clock import clock, new_id
from halfhour.core.db import Query, table_of
from tests.conftest import Client, Server
from tests.tenancy.operations import Operation
from tests.tenancy.world import Contract, World

KEPT_WITH = {
    "organizations": "contacts",
    "coverage": "contacts",
    "criteria": "profile",
    "introductions": "contacts",
    "attachments": "notes",
    "live": "interviews",
    "scheduling": "interviews",
    "evidence": "debriefs",
    "rehearsals": "preparation",
    "templates": "outreach",
    "warm-up": "contacts",
    "exports": "contacts",
    "calendar": "connections",
    "mail": "connections",
}
"""Tags whose operations go by the scopes of another."""
ONLY_READING = {"check_question", "render_template", "draft_email"}
"""Operations that are no GET but change nothing."""

Ask = Callable[[Operation, str], httpx.Response]


def needed(operation: Operation) -> str:
    """The scope that an operation must ask for: what the table in docs says, not what the code does."""
    deed = "read" if operation.method == "GET" or operation.id in ONLY_READING else "write"
    return f"{KEPT_WITH.get(operation.tag, operation.tag)}:{deed}"


def for_tokens(contract: Contract) -> list[Operation]:
    return [each for each in contract.all if each.tokens]


@pytest.fixture(scope="module")
def tokens(server: Server, alices: World) -> Iterator[dict[str, str]]:
    """A token of Alice's for each scope alone."""
    database, email = server.database, alices.person.email
    yield {scope: service.create_token(database, email, f"only {scope}", [scope]) for scope in rules.SCOPES}
    table = table_of(AccessToken)
    with database.writing() as connection:
        connection.run(Query(delete(table).where(table.c.name.like("only %"))), {})
    alices.send(alices.operation("set_mail_account"))  # of which there is one: the right token has deleted it


@pytest.fixture
def ask(server: Server, alices: World) -> Iterator[Ask]:
    """Ask for what does not exist where that can be, so that a right token is known by a 404 and changes little."""
    with server.client() as script:

        def send(operation: Operation, token: str) -> httpx.Response:
            asked = alices.request(operation, {name: new_id() for name in operation.path_names})
            asked["headers"]["Authorization"] = f"Bearer {token}"
            return script.request(**asked)

        yield send


def test_the_document_names_the_scope_that_each_operation_needs(contract: Contract) -> None:
    wrong = [f"{each}: {each.scope}, not {needed(each)}" for each in for_tokens(contract) if each.scope != needed(each)]
    assert not wrong, "\n".join(wrong)


def test_the_scopes_that_there_are_are_those_that_are_needed(contract: Contract) -> None:
    assert {needed(each) for each in for_tokens(contract)} == set(rules.SCOPES)


def test_a_token_does_what_its_scope_says_and_nothing_else(
    contract: Contract, tokens: dict[str, str], ask: Ask
) -> None:
    wrong = []
    for operation in for_tokens(contract):
        for scope, token in tokens.items():
            answer = ask(operation, token)
            if scope == needed(operation):
                if answer.status_code in (401, 403) or answer.status_code >= 500:
                    wrong.append(f"{operation} refuses {scope}: {answer.status_code} {answer.text[:200]}")
            elif answer.status_code != 403 or answer.json().get("scope") != needed(operation):
                wrong.append(f"{operation} with {scope}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_what_only_a_person_may_no_token_does(contract: Contract, alices: World, ask: Ask) -> None:
    for operation in contract.all:
        if not operation.public and not operation.tokens:
            answer = ask(operation, alices.person.token)
            assert (answer.status_code, answer.json()["code"]) == (403, "session_only"), str(operation)


@pytest.mark.parametrize("how", ["expired", "revoked", "of an account that is gone", "mistyped"])
def test_a_token_that_has_ended_does_nothing(server: Server, contract: Contract, ask: Ask, how: str) -> None:
    person = server.person("Eva")
    table = table_of(AccessToken)
    which = table.c.digest == credentials.digest(person.token)
    token = person.token
    with server.database.writing() as connection:
        if how == "expired":
            connection.run(Query(update(table).where(which).values(expires_at=clock.now() - timedelta(seconds=1))), {})
        elif how == "revoked":
            connection.run(Query(delete(table).where(which)), {})
    if how == "mistyped":
        token = token[:10] + ("A" if token[10] != "A" else "B") + token[11:]
    if how == "of an account that is gone":
        delete_account(server.database, person.account_id)
    person.close()
    for operation in contract.all:
        if not operation.public:
            answer = ask(operation, token)
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized"), str(operation)


def test_signed_in_a_person_needs_no_scope(contract: Contract, alices: World) -> None:
    browser: Client = alices.browser
    for operation in for_tokens(contract):
        if operation.method == "GET":
            answer = browser.request(**alices.request(operation, alices.own(operation)))
            assert answer.status_code == 200, f"{operation}: {answer.text}"
