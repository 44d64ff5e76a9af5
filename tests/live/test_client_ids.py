"""Ids that a client makes, so that it can go on with what it wrote while nobody could be reached."""

from typing import Any
from uuid import uuid4

import pytest

from halfhour.core.clock import new_id
from tests.conftest import Client
from tests.interviews.make import talk

KINDS = ("note", "question")


def address(kind: str, id_: str) -> str:
    return "/notes" if kind == "note" else f"/interviews/{id_}/agenda"


def body(kind: str, id_: str, own: str, text: str = "What surprised you?") -> dict[str, Any]:
    return {"id": own, "body": text, "interview_id": id_} if kind == "note" else {"id": own, "text": text}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_client_named_is_found_under_that_name(alice: Client, kind: str) -> None:
    id_, own = talk(alice), new_id()
    made = alice.post(address(kind, id_), json=body(kind, id_, own))
    assert (made.status_code, made.json()["id"]) == (201, own)
    assert made.headers["location"].endswith(f"/{own}")
    assert alice.get(made.headers["location"]).json() == made.json()


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_of_ones_own_that_is_taken_is_refused_even_from_the_bin(alice: Client, kind: str) -> None:
    id_, own = talk(alice), new_id()
    at = address(kind, id_)
    alice.made(at, **body(kind, id_, own))
    again = alice.post(at, json=body(kind, id_, own, "Something else?"))
    assert (again.status_code, again.json()["code"]) == (409, "id_taken")
    where = f"{at}/{own}"
    alice.delete(where, headers={"If-Match": "*"})
    assert alice.post(at, json=body(kind, id_, own)).json()["code"] == "id_taken"
    restored = alice.made(f"{where}/restore")
    assert restored.get("body", restored.get("text")) == "What surprised you?"


@pytest.mark.parametrize("kind", KINDS)
def test_a_retry_is_answered_as_the_first_try_was(alice: Client, kind: str) -> None:
    id_, own = talk(alice), new_id()
    sent, once = body(kind, id_, own), {"Idempotency-Key": str(uuid4())}
    first, second = (alice.post(address(kind, id_), json=sent, headers=once) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("kind", KINDS)
def test_what_ids_others_have_cannot_be_found_out(alice: Client, bob: Client, kind: str) -> None:
    hers, his, own = talk(alice), talk(bob), new_id()
    made = alice.made(address(kind, hers), **body(kind, hers, own))
    taken = bob.post(address(kind, his), json=body(kind, his, own, "Bob's?"))
    assert (taken.status_code, taken.json()["id"]) == (201, own)
    where = f"/notes/{own}" if kind == "note" else f"/interviews/{hers}/agenda/{own}"
    assert alice.seen(where) == made


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "1",
        "bcc788dd-496d-442b-be8c-e29813502a95",
        "01A229A0-2ACA-73AE-8651-BD1B6728FCD1",
        "01a229a0-2aca-73ae-8652-e89aac239c1d0",
    ],
)
def test_only_a_uuid_that_sorts_by_time_is_taken(alice: Client, wrong: str) -> None:
    id_ = talk(alice)
    for kind in KINDS:
        refused = alice.post(address(kind, id_), json=body(kind, id_, wrong))
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/id")
