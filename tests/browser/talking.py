"""A talk to hold in the browser, on devices that keep what they need: what test_live and test_offline share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import PASSWORD, Client
from tests.interviews.make import person

QUESTIONS = (
    "What does an ordinary Tuesday look like for you?",
    "What do you wish you had known before you began?",
    "Whom else should I meet?",
)


@contextmanager
def device(chromium: Browser, url: str, **more: Any) -> Iterator[BrowserContext]:
    """A phone with a memory of its own, on which the app's worker may keep the app's files."""
    settings: dict[str, Any] = {
        "base_url": url,
        "viewport": {"width": 360, "height": 740},
        "reduced_motion": "reduce",
        "locale": "en-US",
        "timezone_id": "Europe/Berlin",
        "service_workers": "allow",
    }
    opened = chromium.new_context(**{**settings, **more})
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


def enter(page: Page, email: str, then: str = "/") -> None:
    page.goto(f"/sign-in?next={then}")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def agreed(client: Client, name: str = "Maria Keller", **more: Any) -> str:
    """The id of a talk that begins in an hour, with three questions on its agenda."""
    contact_id = person(client, name, headline="Data manager", why_them="She left the ward for data.")
    id_: str = client.made("/interviews", contact_id=contact_id, **more)["id"]
    soon = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    client.moved(f"/interviews/{id_}/schedule", starts_at_local=soon, time_zone="UTC")
    for text in QUESTIONS:
        client.made(f"/interviews/{id_}/agenda", text=text)
    return id_


def begin(page: Page, first: str = QUESTIONS[0]) -> None:
    page.get_by_role("button", name="Begin the half hour").click()
    expect(page.get_by_role("heading", name=first)).to_be_visible()


def answers(client: Client, id_: str) -> dict[str, str]:
    """What the server has: each question and its answer."""
    return {each["text"]: each["answer"] for each in client.seen(f"/interviews/{id_}/agenda")["items"]}


def ready_without_network(page: Page) -> None:
    """Wait until the worker holds the app's files: from then on no network is needed."""
    page.evaluate("navigator.serviceWorker.ready.then(worker => worker.active.state)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def kept(page: Page, account: str, store: str = "docs") -> list[dict[str, Any]]:
    """What lies in the database of this account on the device."""
    found: list[dict[str, Any]] = page.evaluate(
        """([name, store]) => new Promise((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const there = db.objectStoreNames.contains(store);
            const reading = there ? db.transaction(store).objectStore(store).getAll() : null;
            const done = () => { db.close(); resolve(reading ? reading.result : []); };
            if (reading) reading.onsuccess = done; else done();
          };
        })""",
        [f"halfhour.{account}", store],
    )
    return found
