"""Nothing is left out, whenever a worker dies and however much comes at once; and who has no webhook pays nothing."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from halfhour.connections.webhooks import desk, rules, sending
from halfhour.core.db import Query
from halfhour.core.jobs import JOB
from halfhour.core.store import reading
from halfhour.core.worker import ERRAND_LEASE, Jobs
from halfhour.main import job_handlers
from tests.conftest import Client, Server, Time
from tests.connections.webhooks.conftest import BROKEN, OK, Wired

_KINDS = Query(select(JOB.c.kind).where(JOB.c.owner_id == bindparam("owner_id")).order_by(JOB.c.id))


class Killed(BaseException):
    """The worker dies."""


@pytest.mark.parametrize("point", ["before it is sent", "before it is noted", "after it is noted"])
def test_whenever_a_worker_is_killed_nothing_is_left_out(wired: Wired, frozen: Time, point: str) -> None:
    made = [wired.adds(name) for name in ("Anna", "Bert", "Cleo")]

    def die(*_: Any) -> None:
        raise Killed

    take = desk.take
    with pytest.MonkeyPatch.context() as patched:
        if point == "before it is sent":
            patched.setattr(sending, "deliver", die)
        elif point == "before it is noted":
            patched.setattr(desk, "settle", die)
        else:
            patched.setattr(desk, "take", lambda *given: die() if wired.receiver.got else take(*given))
        with pytest.raises(Killed):
            wired.post.runs()
    wired.post.runs()
    sent = 0 if point == "before it is sent" else 1
    assert len(wired.receiver.got) == sent, "whoever comes next can't know yet that it died"
    frozen.passes(seconds=ERRAND_LEASE.total_seconds() + 1)
    wired.post.runs()
    got = wired.receiver.got
    assert [each.what[1] for each in got[sent:]] == made
    assert len({each.headers["webhook-id"] for each in got}) == 3, "what came twice can be told by its id"


def test_with_many_writers_and_workers_at_once_each_thing_is_told_once_and_in_order(
    server: Server, wired: Wired
) -> None:
    """Nothing is run once more at the end: whatever the last change leaves undone would be missing."""
    stop, made = threading.Event(), []
    handlers = job_handlers()
    workers = [Jobs(server.database, handlers, errands=errands) for errands in (False, False, True, True)]
    threads = [threading.Thread(target=each.work, args=(stop,)) for each in workers]

    def write(n: int) -> None:
        with server.client(wired.alice.token) as client:
            for m in range(6):
                contact = client.made("/contacts", full_name=f"Anna {n} {m}")["id"]
                client.changed(f"/contacts/{contact}", headline="Nurse")
                made.append(contact)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in (*threads, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    deadline = time.monotonic() + 60
    while len(wired.receiver.got) < 2 * len(made) and time.monotonic() < deadline:
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert len(made) == 18
    assert [wired.receiver.of(contact) for contact in made] == [["contact.created", "contact.changed"]] * len(made)


def test_what_is_too_much_at_once_waits_in_the_feed(wired: Wired, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PAGE", 3)
    monkeypatch.setattr(rules, "WAITING_MOST", 5)
    wired.receiver.answer = lambda _: BROKEN
    made = [wired.adds(f"Anna {n}") for n in range(11)]
    wired.post.runs()
    assert wired.state()["waiting"] == 5
    wired.receiver.answer = lambda _: OK
    wired.turned(on=False)
    wired.turned(on=True)
    wired.post.runs()
    assert {got.what[1] for got in wired.receiver.got} >= set(made)
    assert wired.state()["waiting"] == 0


def test_a_person_without_webhooks_leaves_no_word(wired: Wired, server: Server, bob: Client) -> None:
    bob.made("/contacts", full_name="Maria")
    assert jobs_of(server, bob.account_id) == []
    wired.adds()
    assert "webhooks.wake" in jobs_of(server, wired.alice.account_id)


def test_who_turns_the_last_one_off_leaves_no_word_any_more(wired: Wired, server: Server) -> None:
    wired.turned(on=False)
    before = jobs_of(server, wired.alice.account_id)
    wired.adds()
    assert jobs_of(server, wired.alice.account_id) == before


def jobs_of(server: Server, owner: str) -> list[str]:
    with reading(server.database, owner) as store:
        return [kind for (kind,) in store.rows(_KINDS)]
