"""What lies in the bin for 30 days goes for good, with its parts; what is kept for retries is forgotten after 7."""

from halfhour.core.housekeeping import clean_for
from tests.conftest import Client, Server, Time


def test_the_bin_is_emptied_after_thirty_days_and_not_before(server: Server, alice: Client, frozen: Time) -> None:
    contact = alice.made("/contacts", full_name="Maria Keller", tags=["a"])
    alice.made(f"/contacts/{contact['id']}/activities", what="call")
    alice.delete(f"/contacts/{contact['id']}", headers={"If-Match": "*"})
    frozen.passes(days=29, hours=23)
    clean_for(server.database, alice.account_id)
    assert len(alice.seen("/contacts", deleted=True)["items"]) == 1
    frozen.passes(hours=2)
    clean_for(server.database, alice.account_id)
    assert alice.seen("/contacts", deleted=True)["items"] == []
    assert alice.post(f"/contacts/{contact['id']}/restore").status_code == 404


def test_a_kept_answer_is_forgotten_after_seven_days(server: Server, alice: Client, frozen: Time) -> None:
    def post() -> str:
        answer = alice.post("/contacts", json={"full_name": "Maria"}, headers={"Idempotency-Key": "once"})
        return str(answer.json()["id"])

    first = post()
    frozen.passes(days=6, hours=23)
    clean_for(server.database, alice.account_id)
    assert post() == first
    frozen.passes(days=1)
    clean_for(server.database, alice.account_id)
    assert post() != first
