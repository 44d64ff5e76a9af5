"""Debian's Chromium, the app with its built files on a real port, and axe.

Each test that asks for `view` runs on a phone in light and on a laptop in dark; every pair of colours is tried in both
themes by `npm test`. With HALFHOUR_PICTURES it runs in all four, and a picture of every `look(name)` is kept in the
folder which that names. With HALFHOUR_SLOW every frame comes late, as it does on a machine that is busy: a test, or a
screen, that counts on being quick then fails at once instead of once in a hundred runs.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

from tests.conftest import PASSWORD, Client, Server, make_server

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --use-fake-device-for-media-stream --use-fake-ui-for-media-stream"
)
PICTURES = os.environ.get("HALFHOUR_PICTURES")
SLOW = os.environ.get("HALFHOUR_SLOW")
WORDS = "textarea, [type=text], [type=email], [type=search], [type=password]"
LATE_FRAMES = """
  const soon = requestAnimationFrame
  window.requestAnimationFrame = act => setTimeout(() => soon(act), 300)
  window.cancelAnimationFrame = clearTimeout
"""


class View(NamedTuple):
    """A screen and a colour scheme."""

    width: int
    height: int
    theme: str

    @property
    def phone(self) -> bool:
        return self.width < 600

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}"


VIEWS = (View(390, 844, "light"), View(390, 844, "dark"), View(1440, 900, "light"), View(1440, 900, "dark"))


class Person(NamedTuple):
    """Somebody signed in, in the browser and at the API."""

    client: Client
    email: str
    password: str


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The machine's own Chromium; CI fails without one, it never skips."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or mac_chrome()
    if path is None:
        pytest.fail("No Chromium. On Debian: apt-get install chromium; else set CHROMIUM to its path.")
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
    if SLOW:
        be_slow(browser)
    yield browser
    browser.close()


def be_slow(browser: Browser) -> None:
    """Frames come late, and come between the moment a field is focused and the moment words arrive in it."""
    opened, fill = browser.new_context, Locator.fill

    def new_context(**settings: Any) -> BrowserContext:
        context = opened(**settings)
        context.add_init_script(LATE_FRAMES)
        return context

    def fill_late(field: Locator, value: str) -> None:
        if not field.evaluate(f"it => it.matches('{WORDS}')"):
            fill(field, value)  # a date, which the browser sets at once
            return
        field.focus()
        field.select_text()
        field.page.wait_for_timeout(400)
        if value:
            field.page.keyboard.insert_text(value)
        else:
            field.page.keyboard.press("Delete")

    browser.new_context = new_context  # type: ignore[method-assign]
    Locator.fill = fill_late  # type: ignore[method-assign,assignment]


def mac_chrome() -> str | None:
    for name in ("Chromium", "Google Chrome"):
        path = f"/Applications/{name}.app/Contents/MacOS/{name}"
        if Path(path).exists():
            return path
    return None


@pytest.fixture(scope="session")
def app_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on SQLite, open to sign up."""
    if not (ROOT / "backend/halfhour/static/index.html").exists() and not os.environ.get("HALFHOUR_STATIC"):
        pytest.fail("The web app is not built: run `make run` or `make test` once.")
    running = make_server("sqlite", tmp_path_factory.mktemp("browser"), request, registration="open")
    yield running
    running.stop()


@pytest.fixture(params=VIEWS if PICTURES else (VIEWS[0], VIEWS[3]), ids=str)
def view(request: pytest.FixtureRequest) -> View:
    chosen: View = request.param
    return chosen


@pytest.fixture
def context(chromium: Browser, app_server: Server, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    shown: View = request.getfixturevalue("view") if "view" in request.fixturenames else VIEWS[2]
    opened = chromium.new_context(
        base_url=app_server.url,
        viewport={"width": shown.width, "height": shown.height},
        color_scheme="dark" if shown.theme == "dark" else "light",
        has_touch=shown.phone,
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="Europe/Berlin",
        service_workers="block",
    )
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen: script errors and refused policies fail the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield opened
    assert not wrong, wrong


@pytest.fixture
def signed_in(app_server: Server) -> Iterator[Callable[[Page], Person]]:
    """Make a person and sign them in: the browser has their cookie. The screen that does it has tests of its own."""
    clients: list[Client] = []

    def enter(page: Page, name: str = "Robin") -> Person:
        client = app_server.person(name)
        clients.append(client)
        with app_server.client() as visitor:
            visitor.made("/session", email=client.email, password=PASSWORD)
            cookies = [{"name": name, "value": value, "url": app_server.url} for name, value in visitor.cookies.items()]
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # a TypedDict with much else
        return Person(client, client.email, PASSWORD)

    yield enter
    for client in clients:
        client.close()


@pytest.fixture
def axe() -> Callable[..., None]:
    """No violation in the state that the page is in: WCAG 2.2 A and AA, and best practice."""

    def check(page: Page, **options: Any) -> None:
        page.evaluate(AXE.read_text() + ";0")
        run = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], **options}
        violations = page.evaluate("options => axe.run(document, options).then(found => found.violations)", run)
        found = [(each["id"], len(each["nodes"]), each["nodes"][0]["target"]) for each in violations]
        assert not found, json.dumps(found, indent=1)

    return check


@pytest.fixture
def look(view: View) -> Callable[..., None]:
    """Keep a picture of the page, for docs and for a person's eyes."""

    def keep(page: Page, name: str, *, full: bool = False) -> None:
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{view}.png", full_page=full)

    return keep
