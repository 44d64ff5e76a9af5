"""One journey through everything there is, by keyboard alone; and what holds wherever one is: zoom, calm."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import VIEWS, Person, View
from tests.conftest import PASSWORD, Server
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

FAR = 80
"""More presses of Tab than any screen needs from its beginning to its end."""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """document.getAnimations().filter(one => one.effect.getComputedTiming().endTime > 20).length"""


def reach(page: Page, target: Locator) -> None:
    """Go there with Tab, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(FAR):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    reach(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    reach(page, target)
    page.keyboard.type(text)


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[3]], ids=str, indirect=True)
def test_from_signing_up_to_the_first_talk_and_a_note_found_again_without_a_mouse(
    page: Page, view: View, axe: Axe, look: Look
) -> None:
    page.goto("/sign-up")
    write(page, page.get_by_label("Your name"), "Robin Vale")
    write(page, page.get_by_label("Email"), f"keys-{view}@example.org")
    write(page, page.get_by_label("Password", exact=True), PASSWORD)
    axe(page)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Robin, what do you wonder about?")).to_be_visible()
    axe(page)
    write(page, page.get_by_label("A career to look into"), "Clinical data manager")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Who could tell you about it?")).to_be_visible()
    axe(page)
    write(page, page.get_by_label("Name"), "Maria Keller")
    press(page, page.get_by_role("button", name="Next"))

    expect(page.get_by_role("heading", name="Half an hour with Maria Keller")).to_be_visible()
    axe(page)
    write(page, page.get_by_label("Why Maria Keller?"), "She left the ward for data.")
    press(page, page.get_by_role("button", name="Next"))

    expect(page.get_by_role("heading", name="Five good questions")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
    axe(page)
    press(page, page.get_by_role("button", name="Take these along"))

    expect(page.get_by_role("heading", name="Your first talk is planned")).to_be_visible()
    axe(page)
    press(page, page.get_by_role("link", name="Open the talk"))

    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_focused()
    agenda = page.locator(".interviews-item-text")
    expect(agenda).to_have_count(5)
    expect(agenda.last).to_have_text("Who else should I meet?")
    axe(page)

    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1, name="Notes")).to_be_focused()
    write(page, page.get_by_label("A quick note"), "The ledger of the night")
    write(page, page.get_by_role("combobox", name="About").first, "Maria")
    expect(page.get_by_role("option", name="Maria Keller Talk")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Maria Keller Talk", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Keep note"))
    expect(page.get_by_role("link", name="The ledger of the night")).to_be_visible()
    axe(page)

    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Search and commands")
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("ledger")
    expect(palette.get_by_role("option", name="The ledger of the night", selected=True)).to_be_visible()
    look(page, "palette")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="The ledger of the night")).to_be_visible()
    axe(page)

    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1, name="Settings")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Robin Vale")
    axe(page)


@pytest.fixture
def enlarged(chromium: Browser, app_server: Server) -> Iterator[Page]:
    """A laptop of 1440 pixels at 200 %, on which nothing shall move."""
    context = chromium.new_context(
        base_url=app_server.url,
        viewport={"width": 720, "height": 450},
        device_scale_factor=2,
        reduced_motion="reduce",
        locale="en-US",
        service_workers="block",
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_enlarged_to_200_percent_nothing_runs_out_of_the_side_and_nothing_moves(
    enlarged: Page, signed_in: Enter, axe: Axe
) -> None:
    me = signed_in(enlarged)
    names = ("Ada Okafor", "Dr. Hildegunde Freifrau von und zu Oberwaldenburg-Unterhohenstein")
    for name in names:
        talk(me.client, "requested", contact_id=contact(me.client, name))
    for address in ("/contacts", "/interviews", "/today"):
        enlarged.goto(address)
        expect(enlarged.get_by_role("link", name=names[1]).first).to_be_visible()
        assert enlarged.evaluate(SIDEWAYS) <= 0, address
        assert enlarged.evaluate(MOVING) == 0, address
        axe(enlarged)
