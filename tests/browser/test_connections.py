"""What is connected: calendars, mail, people, other programs, and one's own data."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

HOME = "/settings/connections"


def test_the_overview_says_of_each_door_what_it_is_for_and_how_it_is(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/settings")
    page.get_by_role("link", name="Connections").click()
    expect(page.get_by_role("heading", level=1, name="Connections")).to_be_visible()
    for name in ("feed", "calendar", "address-book", "crm", "scripts", "assistants", "data"):
        page.goto(f"{HOME}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(300)
        axe(page)
        look(page, f"door-{name}", full=True)
    page.goto(HOME)
    page.wait_for_timeout(300)
    axe(page)
    look(page, "connections", full=True)
