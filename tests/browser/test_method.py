"""The method, from knowing oneself to a decision, in the browser alone: on a phone, with nothing but keys, and in the
half hour itself without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.talking import device, ready_without_network
from tests.browser.test_journey import press, write
from tests.conftest import PASSWORD, Server

HERE = ZoneInfo("Europe/Berlin")
ANSWER = "Seven sharp, with what came in overnight — and coffee."


@pytest.fixture
def phone(chromium: Browser, app_server: Server) -> Iterator[BrowserContext]:
    with device(chromium, app_server.url, viewport={"width": 390, "height": 844}) as opened:
        yield opened


def go(page: Page, keys: str, title: str) -> None:
    """One of the shortcuts that lead from anywhere to a page; in a field they are letters, so one leaves it first."""
    while page.evaluate("document.activeElement.matches('input, textarea, select')"):
        page.keyboard.press("Tab")
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1, name=title)).to_be_focused()


def follow(page: Page, name: str) -> None:
    press(page, page.get_by_role("link", name=name, exact=True).first)


def begin(page: Page) -> None:
    """Sign up, and go the newcomer's first steps: a career, a person and why them, five questions."""
    page.goto("/sign-up")
    write(page, page.get_by_label("Your name"), "Nora Lindqvist")
    write(page, page.get_by_label("Email"), "nora-on-her-phone@example.org")
    write(page, page.get_by_label("Password", exact=True), PASSWORD)
    page.keyboard.press("Enter")
    write(page, page.get_by_label("A career to look into"), "Clinical data manager")
    page.keyboard.press("Enter")
    write(page, page.get_by_label("Name"), "Maria Keller")
    press(page, page.get_by_role("button", name="Next"))
    write(page, page.get_by_label("Why Maria Keller?"), "She left the ward for data.")
    press(page, page.get_by_role("button", name="Next"))
    press(page, page.get_by_role("button", name="Take these along"))
    expect(page.get_by_role("heading", name="Your first talk is planned")).to_be_visible()


def know_oneself(page: Page) -> None:
    go(page, "gy", "Know yourself")
    write(page, page.get_by_label("What else matters?"), "Evenings at home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="How much “Evenings at home” matters")).to_be_visible()


def open_talk(page: Page) -> None:
    go(page, "gi", "Interviews")
    follow(page, "Maria Keller")
    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()


def ask(page: Page) -> None:
    open_talk(page)
    follow(page, "Write the ask")
    expect(page.get_by_label("The letter", exact=True)).not_to_have_value("")
    while page.get_by_role("button", name="Strike it").count():
        press(page, page.get_by_role("button", name="Strike it").first)
    press(page, page.get_by_role("button", name="I sent it"))
    expect(page.get_by_role("heading", name="Waiting for an answer")).to_be_visible()


def schedule(page: Page) -> None:
    press(page, page.get_by_role("button", name="They agreed: schedule"))
    when = page.get_by_role("dialog").get_by_label("When", exact=True)
    soon = datetime.now(HERE) + timedelta(minutes=20)
    expect(when).to_be_focused()
    page.keyboard.type(f"{soon:%m%d%Y}")
    page.keyboard.press("Tab")  # from the year to the hour
    page.keyboard.type(f"{soon:%I%M%p}")
    press(page, page.get_by_role("dialog").get_by_role("button", name="Schedule"))
    expect(page.get_by_role("link", name="Open the live screen")).to_be_visible()


def talk(page: Page, context: BrowserContext) -> None:
    follow(page, "Open the live screen")
    expect(page.get_by_role("button", name="Begin the half hour")).to_be_visible()
    ready_without_network(page)
    context.set_offline(True)
    page.keyboard.press("b")
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type(ANSWER)
    page.keyboard.press("Alt+m")
    page.keyboard.press("Alt+c")
    expect(page.get_by_role("heading", name="Who else should I meet?")).to_be_visible()
    page.keyboard.press("Alt+e")
    expect(page.get_by_role("heading", name="Before you part")).to_be_visible()
    press(page, page.get_by_label("I thanked Maria Keller"), "Space")
    write(page, page.get_by_role("group", name="Person 1").get_by_label("Name"), "Jonas Weber")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The talk is closed")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("Everything is sent")).to_be_visible(timeout=30_000)


def thank(page: Page) -> None:
    follow(page, "Write the thank-you")
    letter = page.get_by_label("The letter", exact=True)
    expect(letter).not_to_have_value("")
    assert "overnight" in letter.input_value()
    while page.get_by_role("button", name="Strike it").count():
        press(page, page.get_by_role("button", name="Strike it").first)
    press(page, page.get_by_role("button", name="I sent it"))
    expect(page.get_by_role("link", name="Thanked")).to_be_visible()


def debrief(page: Page) -> None:
    follow(page, "Debrief")
    press(page, page.get_by_role("radio", name="Energising"), "Space")
    page.keyboard.press("Tab")  # the verdict in a sentence
    page.keyboard.press("Tab")  # the first criterion
    page.keyboard.press("ArrowLeft")
    rating = page.get_by_role("group", name="Evenings at home", exact=True)
    expect(rating.get_by_role("radio", name="+2")).to_be_checked()
    write(page, page.get_by_label("What did they").first, "Home by five.")
    press(page, page.get_by_role("button", name="Finish the debrief"))
    expect(page.get_by_role("heading", name="One more talk understood")).to_be_visible()


def decide(page: Page) -> None:
    follow(page, "Evidence for Clinical data manager")
    expect(page.get_by_text("Home by five.").first).to_be_visible()
    expect(page.get_by_text("Maria Keller").first).to_be_visible()
    press(page, page.get_by_role("button", name="Decide").first)
    write(page, page.get_by_role("dialog").get_by_label("Because"), "I want Maria's evenings.")
    press(page, page.get_by_role("dialog").get_by_role("button", name="Decide"))
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_whole_method_with_keys_alone_on_a_phone_and_without_a_network_in_the_talk(phone: BrowserContext) -> None:
    page = phone.new_page()
    begin(page)
    know_oneself(page)
    ask(page)
    schedule(page)
    talk(page, phone)
    thank(page)
    debrief(page)
    decide(page)
    go(page, "gc", "Careers")
    expect(page.get_by_role("region", name="Pursuing 1").get_by_text("I want Maria's evenings.")).to_be_visible()
    go(page, "gp", "People")
    expect(page.get_by_text("Jonas Weber").first).to_be_visible()
