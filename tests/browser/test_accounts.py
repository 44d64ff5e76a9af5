"""Signing up, in and out, and looking after one's account."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.conftest import PASSWORD, Server, make_server

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


@pytest.fixture
def untouched(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on which nobody has an account."""
    running = make_server("sqlite", tmp_path, request, registration="first")
    yield running
    running.stop()


def test_a_newcomer_makes_an_account_by_keyboard_alone(page: Page, view: View, axe: Axe, look: Look) -> None:
    page.goto("/sign-up")
    expect(page.get_by_label("Your name")).to_be_focused()
    axe(page)
    look(page, "sign-up")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your name")).to_be_focused()
    axe(page)
    page.keyboard.type("Robin Ash")
    page.keyboard.press("Tab")
    page.keyboard.type(f"robin-{uuid4().hex[:10]}@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("password1234")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_text("among the most common passwords")).to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/welcome")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_whoever_comes_first_is_led_to_make_the_first_account(page: Page, untouched: Server, axe: Axe) -> None:
    for address in ("/", "/sign-in", "/contacts"):
        page.goto(untouched.url + address)
        expect(page).to_have_url(f"{untouched.url}/sign-up")
    page.get_by_role("link", name="I have an account").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    expect(page.get_by_text("Nobody has an account here yet.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Make the first one").click()
    page.get_by_label("Your name").fill("Robin Ash")
    page.get_by_label("Email").fill("robin@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.wait_for_url("**/welcome*")
    page.goto(f"{untouched.url}/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{untouched.url}/sign-in")
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_the_window_says_where_one_is(page: Page, signed_in: Enter) -> None:
    page.goto("/sign-up")
    expect(page).to_have_title("Make an account · Halfhour")
    page.get_by_role("link", name="I have an account").click()
    expect(page).to_have_title("Sign in · Halfhour")
    signed_in(page)
    titles: dict[str, str | re.Pattern[str]] = {
        "/today": re.compile("Robin · Halfhour$"),
        "/welcome": "First steps · Halfhour",
        "/contacts": "People · Halfhour",
        "/import": "Import people · Halfhour",
        "/interviews": "Interviews · Halfhour",
        "/interviews/new": "Plan a talk · Halfhour",
        "/notes": "Notes · Halfhour",
        "/careers": "Careers · Halfhour",
        "/careers/bin": "Bin of careers · Halfhour",
        "/questions": "Questions · Halfhour",
        "/profile": "Know yourself · Halfhour",
        "/settings/tokens": "Settings · Halfhour",
        "/contacts/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c": "This is not here (any more) · Halfhour",
        "/nowhere": "Nothing at this address · Halfhour",
    }
    for address, title in titles.items():
        page.goto(address)
        expect(page).to_have_title(title)


def test_a_wrong_password_is_told_and_what_was_typed_stays(
    page: Page, app_server: Server, view: View, axe: Axe
) -> None:
    with app_server.person("Robin") as client:
        page.goto("/sign-in")
        page.get_by_label("Email").fill(client.email)
        page.get_by_label("Password", exact=True).fill("not the right one")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("Email")).to_have_value(client.email)
        axe(page)


def test_whoever_is_sent_to_sign_in_comes_to_where_they_wanted(page: Page, app_server: Server) -> None:
    with app_server.person("Robin") as client:
        page.goto("/settings/tokens")
        expect(page).to_have_url(f"{app_server.url}/sign-in?next=%2Fsettings%2Ftokens")
        page.get_by_label("Email").fill(client.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{app_server.url}/settings/tokens")


def test_the_account_its_browsers_tokens_and_invitations(
    page: Page, signed_in: Enter, view: View, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/settings")
    page.get_by_label("Name").fill("Robin Ash")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Messages").get_by_text("Saved")).to_be_visible()
    axe(page)
    look(page, "settings")

    page.goto("/settings/sessions")
    expect(page.get_by_text("This one")).to_be_visible()
    axe(page)

    page.goto("/settings/tokens")
    page.get_by_role("button", name="Make a token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What it is for").fill("Address book")
    axe(page)
    dialog.get_by_role("button", name="Make it").click()
    secret = page.locator("code", has_text="hh_")
    expect(secret).to_be_visible()
    axe(page)
    look(page, "settings-tokens")
    page.get_by_role("button", name="Revoke Address book").click()
    expect(page.get_by_label("Messages").get_by_text("Address book no longer works")).to_be_visible()

    page.goto("/settings/invitations")
    page.get_by_label("For whom").fill("Jonas")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("/sign-up#invitation=")).to_be_visible()
    axe(page)


def test_signing_out_leaves_nothing_to_see(page: Page, app_server: Server, signed_in: Enter) -> None:
    signed_in(page)
    page.goto("/today")
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{app_server.url}/sign-in")
    page.go_back()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_the_account_goes_with_everything_after_the_password(page: Page, app_server: Server, signed_in: Enter) -> None:
    person = signed_in(page)
    page.goto("/settings")
    page.get_by_role("button", name="Delete the account").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    expect(page).to_have_url(f"{app_server.url}/sign-up")
    assert person.client.get("/account").status_code == 401
