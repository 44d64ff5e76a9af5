"""Jobs: done once, together with their effects; tried again with patience; never by two at once."""

from datetime import timedelta
from typing import Any

import pytest

from halfhour.contacts import organizations
from halfhour.core.errors import AlreadyThere
from halfhour.core.store import Store, reading, writing
from halfhour.core.worker import ATTEMPTS, ERRAND_LEASE, LEASE, Errand, Jobs, LeaseLost, Retry, Trip
from tests.conftest import Client, Server, Time

KIND = "test_add_organization"


def enqueue(server: Server, owner: str, **more: Any) -> str:
    with writing(server.database, owner) as store:
        return str(store.enqueue(more.pop("kind", KIND), **more))


def add_organization(store: Store, job_id: str, name: str) -> None:
    organizations.named(store, name)


@pytest.fixture
def quiet(server: Server, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """A worker that a test moves step by step; the server's own takes nothing meanwhile."""
    monkeypatch.setattr(server.app.state.jobs, "claim", lambda: None)
    return Jobs(server.database, {KIND: add_organization})


def test_a_jobs_effects_and_its_being_done_come_together(
    server: Server, alice: Client, quiet: Jobs, frozen: Time
) -> None:
    enqueue(server, alice.account_id, name="St. Anne")
    assert quiet.run_one()
    assert not quiet.run_one()
    assert [each["name"] for each in alice.seen("/organizations")["items"]] == ["St. Anne"]


def test_a_job_of_a_change_that_fails_never_runs(server: Server, alice: Client, quiet: Jobs) -> None:
    def enqueue_and_fail() -> None:
        with writing(server.database, alice.account_id) as store:
            store.enqueue(KIND, name="Never")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    assert not quiet.run_one()


def test_a_failing_job_is_tried_again_with_growing_patience_and_then_left(
    server: Server, alice: Client, frozen: Time, quiet: Jobs
) -> None:
    tries = []

    def fail(store: Store, job_id: str) -> None:
        add_organization(store, job_id, "Half-written")
        tries.append(frozen.at)
        raise ValueError("no luck")

    quiet = Jobs(server.database, {"fail": fail})
    enqueue(server, alice.account_id, kind="fail")
    for _ in range(ATTEMPTS + 2):
        quiet.run_one()
        assert not quiet.run_one(), "not again before its time"
        frozen.passes(seconds=2.0 ** (len(tries) + 1))
    assert len(tries) == ATTEMPTS
    assert alice.seen("/organizations")["items"] == [], "nothing half-written stays"


def test_a_job_that_asks_for_time_gets_it_without_counting_as_failed(
    server: Server, alice: Client, frozen: Time, quiet: Jobs
) -> None:
    tries = []

    def later(store: Store, job_id: str) -> None:
        tries.append(job_id)
        if len(tries) <= ATTEMPTS:
            raise Retry(timedelta(minutes=5))

    quiet = Jobs(server.database, {"later": later})
    enqueue(server, alice.account_id, kind="later")
    for _ in range(ATTEMPTS + 1):
        assert quiet.run_one()
        frozen.passes(minutes=5, seconds=1)
    assert len(tries) == ATTEMPTS + 1
    assert not quiet.run_one()


def test_a_worker_that_died_loses_its_lease_and_another_takes_over(
    server: Server, alice: Client, frozen: Time, quiet: Jobs
) -> None:
    enqueue(server, alice.account_id, name="St. Anne")
    assert quiet.claim() is not None
    assert not quiet.run_one()
    frozen.passes(seconds=LEASE.total_seconds() + 1)
    assert quiet.run_one()
    assert len(alice.seen("/organizations")["items"]) == 1


def test_one_who_comes_back_after_its_lease_undoes_nothing_and_doubles_nothing(
    server: Server, alice: Client, frozen: Time, quiet: Jobs
) -> None:
    enqueue(server, alice.account_id, name="St. Anne")
    claimed = quiet.claim()
    assert claimed is not None
    frozen.passes(seconds=LEASE.total_seconds() + 1)
    assert quiet.run_one()
    with pytest.raises(LeaseLost):
        quiet._carry_out(*claimed)
    assert len(alice.seen("/organizations")["items"]) == 1


def test_at_most_one_job_has_a_key(server: Server, alice: Client, quiet: Jobs) -> None:
    enqueue(server, alice.account_id, name="One", key=f"k-{alice.account_id}")
    with pytest.raises(AlreadyThere):
        enqueue(server, alice.account_id, name="Two", key=f"k-{alice.account_id}")
    with reading(server.database, alice.account_id) as store:
        assert store.owner == alice.account_id
    assert quiet.run_one()


def test_an_errand_goes_outside_of_any_transaction_and_jobs_do_not_wait_for_it(
    server: Server, alice: Client, quiet: Jobs, monkeypatch: pytest.MonkeyPatch, frozen: Time
) -> None:
    def call(trip: Trip, name: str) -> None:
        alice.made("/organizations", name="From outside")  # a writer that would wait for ever if we held the pen
        with trip.writing() as store:
            add_organization(store, trip.job_id, name)

    monkeypatch.setattr(server.app.state.errands, "claim", lambda: None)
    handlers = {KIND: Errand(call)}
    assert enqueue(server, alice.account_id, name="Written")
    assert not Jobs(server.database, handlers).run_one()  # not a job like others
    errands = Jobs(server.database, handlers, errands=True)
    assert errands.run_one()
    assert not errands.run_one()
    names = {each["name"] for each in alice.seen("/organizations")["items"]}
    assert names == {"From outside", "Written"}


def test_a_long_errand_keeps_its_lease_and_one_that_lost_it_stops(
    server: Server, alice: Client, quiet: Jobs, frozen: Time
) -> None:
    seen: list[bool] = []

    def long(trip: Trip) -> None:
        frozen.passes(seconds=ERRAND_LEASE.total_seconds() * 0.9)
        trip.hold()
        frozen.passes(seconds=ERRAND_LEASE.total_seconds() * 0.9)
        seen.append(Jobs(server.database, handlers, errands=True).run_one())  # nobody else gets it
        frozen.passes(seconds=ERRAND_LEASE.total_seconds())
        if len(seen) == 1:
            Jobs(server.database, handlers, errands=True).claim()
            with pytest.raises(LeaseLost):
                trip.hold()
            raise LeaseLost

    handlers = {KIND: Errand(long)}
    enqueue(server, alice.account_id)
    assert Jobs(server.database, handlers, errands=True).run_one()
    assert seen == [False]
