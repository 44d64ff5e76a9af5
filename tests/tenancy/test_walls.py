"""Nobody reaches what is another's, by any operation that the document has."""

from __future__ import annotations

import re
from typing import Any

import pytest

from halfhour.core.clock import new_id
from tests.conftest import PASSWORD, Server
from tests.tenancy.operations import Operation, fields_of
from tests.tenancy.probing import Matrix
from tests.tenancy.world import Contract, Ledger, World

PUBLIC = {"get_liveness", "get_readiness", "get_setup", "sign_up", "sign_in"}
"""All that anybody may do without saying who they are. A new one is a decision, made here."""
ENDINGS = ("end_other_sessions", "change_password", "sign_out", "delete_account")
"""What ends Bob's own session or account, so it is done last."""

UNFILLED = {"kept_answer", "contact_import_progress"}
"""Tables that stay empty: answers are kept for keys, which another test sends; progress is of files that take long."""


def private(contract: Contract) -> list[Operation]:
    return [each for each in contract.all if not each.public]


def test_nothing_is_public_but_what_must_be(contract: Contract) -> None:
    assert {each.id for each in contract.all if each.public} == PUBLIC


def test_there_is_something_of_everything_to_try(alices: World, bobs: World, ledger: Ledger) -> None:
    for operation in private(alices.contract):
        alices.own(operation)
        bobs.own(operation)
    empty = {name for name, rows in ledger.rows().items() if not rows}
    assert empty <= UNFILLED, "tables that no probe could be seen to change"


def test_what_is_anothers_is_as_what_does_not_exist(alices: World, bobs: World, ledger: Ledger) -> None:
    failures = Matrix(alices, bobs, ledger).failures(private(alices.contract))
    assert not failures, "\n".join(failures)


def strangers(server: Server, alice: World) -> dict[str, dict[str, str]]:
    """Headers of callers who have proved nothing."""
    secret = alice.browser.cookies["halfhour"]
    return {
        "nobody": {},
        "a made-up token": {"Authorization": "Bearer hh_" + "0" * 36},
        "Alice's token as a cookie": {"Cookie": f"halfhour={alice.person.token}; token={alice.person.token}"},
        "Alice's session as a token": {"Authorization": f"Bearer {secret}"},
        "Alice's token by the wrong scheme": {"Authorization": f"Basic {alice.person.token}"},
        "Alice's session under another name": {"Cookie": f"__Host-halfhour={secret}; session={secret}"},
    }


def test_whoever_has_proved_nothing_gets_nothing(server: Server, alices: World, ledger: Ledger) -> None:
    before, failures = ledger.rows(), []
    with server.client() as stranger:
        for operation in private(alices.contract):
            asked = alices.request(operation, alices.own(operation))
            given = asked.pop("headers")
            for who, headers in strangers(server, alices).items():
                stranger.cookies.clear()
                answer = stranger.request(**asked, headers={**given, **headers, "Sec-Fetch-Site": "same-origin"})
                if answer.status_code != 401 or alices.canary in answer.text:
                    failures.append(f"{operation} by {who}: {answer.status_code} {answer.text[:200]}")
            if changed := ledger.changed_since(before):
                failures.append(f"{operation}: CHANGED {changed}")
                before = ledger.rows()
    assert not failures, "\n".join(failures)


def test_another_who_retries_with_the_same_key_gets_an_answer_of_their_own(
    alices: World, bobs: World, ledger: Ledger
) -> None:
    hers = ledger.ids()
    for operation in private(alices.contract):
        if operation.method == "POST" and operation.status == 201 and operation.tokens and not operation.path_names:
            answers = []
            for world in (alices, bobs):
                asked = world.request(operation, {})
                asked["headers"]["Idempotency-Key"] = "the same"
                answers.append(world.person.request(**asked))
            assert [each.status_code for each in answers] == [201, 201], f"{operation}: {answers[1].text}"
            assert "idempotent-replayed" not in answers[1].headers
            assert answers[0].json()["id"] not in answers[1].text
            assert not [id_ for id_ in hers if id_ in answers[1].text]


def test_whatever_one_does_with_ones_own_shows_and_changes_nothing_of_anothers(
    alices: World, server: Server, contract: Contract, ledger: Ledger, make_world: Any
) -> None:
    carl = make_world("Carl")
    before, hers, failures = ledger.rows(), ledger.ids(), []
    order = sorted(private(contract), key=lambda each: ENDINGS.index(each.id) if each.id in ENDINGS else -1)
    for operation in order:
        if operation.path_names and not all(carl.ids[name] for name in operation.path_names):
            continue
        for form in contract.forms(operation):
            answer = carl.send(operation, form=form)
            if answer.status_code >= 500:
                failures.append(f"{operation}: {answer.status_code} {answer.text[:200]}")
            if alices.canary in answer.text or [id_ for id_ in hers if id_ in answer.text]:
                failures.append(f"{operation} shows what is Alice's: {answer.text[:300]}")
        if changed := ledger.changed_since(before):
            failures.append(f"{operation} CHANGED {changed} of Alice")
            before = ledger.rows()
    assert not failures, "\n".join(failures)


def test_no_body_says_whose_it_is(bobs: World, contract: Contract, alices: World) -> None:
    """What is written belongs to whoever writes it; a body that says otherwise is refused."""
    for operation in private(contract):
        if operation.media != "application/json" or not operation.tokens:
            continue
        for field in ("owner_id", "account_id", "version", "created_at"):
            body = {**bobs.body(operation), field: alices.person.account_id}
            answer = bobs.send(operation, {name: new_id() for name in operation.path_names}, body=body)
            assert answer.status_code == 422, f"{operation} takes {field}: {answer.status_code} {answer.text[:200]}"
            assert f"#/{field}" in [each["pointer"] for each in answer.json()["errors"]], f"{operation}: {answer.text}"


def test_no_answer_has_a_place_for_a_secret(contract: Contract) -> None:
    shown = {name for operation in contract.all for name in fields_of(operation.answer, contract.document)}
    assert "email" in shown
    assert {name for name in shown if re.search("password|digest|secret|hash", name)} <= {"secret"}
    assert [each.id for each in contract.all if "secret" in fields_of(each.answer, contract.document)] == [
        "add_webhook",
        "rotate_webhook",
    ]
    assert [each.id for each in contract.all if "token" in fields_of(each.answer, contract.document)] == [
        "create_token"
    ]


def test_whoever_leaves_takes_everything_along(server: Server, make_world: Any) -> None:
    emil = make_world("Emil")
    theirs = Ledger(server, emil.person.account_id)
    places = [path for path in server.settings.data_dir.rglob("*") if path.is_file()]
    assert any(rows for rows in theirs.rows().values())
    assert not server.database.sqlite or any(emil.canary.encode() in path.read_bytes() for path in places)
    answer = emil.browser.request("DELETE", "/account", json={"password": PASSWORD})
    assert answer.status_code == 204
    assert {name: rows for name, rows in theirs.rows().items() if rows} == {}
    for path in server.settings.data_dir.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in (emil.canary, emil.canary.lower(), emil.person.email, emil.person.account_id):
            assert word.encode() not in content, f"{word} is still in {path.name}"


@pytest.mark.parametrize("way", ["read", "change", "oracle", "filter", "body"])
def test_a_planted_leak_is_found(planted: Any, way: str, engine: str) -> None:
    """The matrix itself is tried: routes that forget the owner must not pass it."""
    failures = planted(way)
    if engine == "postgresql":
        assert not failures, "row-level security, the second wall, should have held: " + "\n".join(failures)
    else:
        assert failures
        assert all("planted" in each for each in failures)
