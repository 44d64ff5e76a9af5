"""Bodies that may be left out."""

import pytest

from tests.conftest import Client


@pytest.mark.parametrize("sent", [b"", b"null", b" null\n", b"{}"])
def test_a_body_that_may_be_left_out_may_be_null_or_empty_too(alice: Client, sent: bytes) -> None:
    answer = alice.post("/questions/starter", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["added"] > 0


def test_a_body_that_is_needed_may_not_be_null(alice: Client) -> None:
    answer = alice.post("/contacts", content=b"null", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
