"""What is connected: calendars, mail, people, other programs, and one's own data."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PICTURES, VIEWS, Person
from tests.browser.others import Postbox, Receiver, postbox, receiver
from tests.browser.talking import agreed
from tests.browser.test_journey import press, reach, write
from tests.conftest import Server, make_server
from tests.connections.crm.fake import KEY, running
from tests.connections.crm.fake_twenty import FakeTwenty
from tests.interop.dav.servers import PASSWORD as APP_PASSWORD
from tests.interop.dav.servers import There
from tests.interviews.make import person

Enter = Callable[..., Person]
Show = Callable[..., None]

HOME = "/settings/connections"
SETTLED = """new Promise(requestAnimationFrame)
    .then(() => Promise.allSettled(document.getAnimations().map(one => one.finished)))
    .then(() => null)"""
"""Another theme is there: colours change within a moment."""


@pytest.fixture(scope="module")
def app_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Halfhour that may reach loopback, where the servers of others are played."""
    folder = tmp_path_factory.mktemp("doors")
    open_to_all = make_server("sqlite", folder, request, registration="open", reach_private=["127.0.0.0/8"])
    yield open_to_all
    open_to_all.stop()


@pytest.fixture
def show(axe: Callable[[Page], None]) -> Show:
    """Nothing is wrong with what is shown, on a phone in light and on a laptop in dark; with pictures, in all four."""

    def shown(page: Page, name: str = "") -> None:
        for view in VIEWS if PICTURES else (VIEWS[0], VIEWS[3]):
            page.set_viewport_size({"width": view.width, "height": view.height})
            page.emulate_media(color_scheme="dark" if view.theme == "dark" else "light")
            page.evaluate(SETTLED)
            axe(page)
            if PICTURES and name:
                page.evaluate("scrollTo(0, 0)")
                whole = page.get_by_role("dialog").count() == 0
                page.screenshot(path=Path(PICTURES) / f"{name}-{view}.png", full_page=whole)

    return shown


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as running_box:
        yield running_box


@pytest.fixture
def told() -> Iterator[str]:
    with receiver() as address:
        yield address


def _choose(page: Page, entry: str) -> None:
    """An entry of the menu of the only thing that is connected."""
    page.get_by_role("main").get_by_role("button", name="More about").click()
    page.get_by_role("menuitem", name=entry).click()


def test_the_overview_says_of_each_door_what_it_is_for_and_how_it_is(page: Page, signed_in: Enter, show: Show) -> None:
    client = signed_in(page).client
    page.goto("/settings")
    show(page, "settings")
    page.get_by_role("link", name="Connections").click()
    expect(page.get_by_role("heading", level=1, name="Connections")).to_be_visible()
    feed = page.get_by_role("listitem").filter(has_text="Calendar feed")
    expect(feed.get_by_text("Off", exact=True)).to_be_visible()
    show(page)
    client.made("/crm/connections", kind="twenty", base_url="http://127.0.0.1:9", key="x")
    page.reload()
    crm = page.get_by_role("listitem").filter(has_text="CRM")
    expect(crm.get_by_text(re.compile("Checking|Trouble|Needs you"))).to_be_visible()
    show(page, "connections")
    page.get_by_role("link", name="Assistants").click()
    expect(page.get_by_text(f"{app_url(page)}/mcp --header")).to_be_visible()
    show(page, "door-assistants")
    page.get_by_role("link", name="Connections").click()
    page.get_by_role("link", name="Scripts").click()
    expect(page.get_by_role("heading", name="Every change, in order")).to_be_visible()
    show(page, "door-scripts")
    page.goto(f"{HOME}/none-of-these")
    expect(page.get_by_role("heading", name="This is not here (any more)")).to_be_visible()


def test_what_cannot_be_read_says_so_and_is_read_again(page: Page, signed_in: Enter, show: Show) -> None:
    signed_in(page)
    page.route("**/api/v1/webhooks?*", lambda route: route.abort())
    page.goto(HOME)
    row = page.get_by_role("listitem").filter(has_text="Webhooks")
    expect(row.get_by_text("Not known now")).to_be_visible()
    page.get_by_role("link", name="Webhooks").click()
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    show(page, "door-offline")
    page.unroute("**/api/v1/webhooks?*")
    expect(page.get_by_role("heading", name="Add a webhook")).to_be_visible(
        timeout=20_000
    )  # by itself, or by the button


def app_url(page: Page) -> str:
    return str(page.evaluate("location.origin"))


def test_a_calendar_feed_is_made_read_given_a_new_address_and_removed(
    page: Page, signed_in: Enter, show: Show, app_server: Server
) -> None:
    def read(address: str) -> httpx.Response:
        return httpx.get(app_server.url + httpx.URL(address).path, timeout=60)

    client = signed_in(page).client
    agreed(client)
    page.goto(f"{HOME}/feed")
    show(page, "feed-empty")
    page.get_by_label("Everything").check()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("it is shown this once")).to_be_visible()
    address = page.locator("code").inner_text()
    expect(page.get_by_role("link", name="Open in my calendar")).to_have_attribute("href", f"webcal{address[4:]}")
    assert "Maria Keller" in read(address).text
    show(page, "feed")
    page.reload()
    expect(page.get_by_text("In use")).to_be_visible()
    expect(page.locator("code")).to_have_count(0)

    _choose(page, "Give it a new address")
    expect(page.locator("code")).not_to_have_text(address)
    assert read(address).status_code == 404
    _choose(page, "Remove")
    expect(page.get_by_role("heading", name="Make a feed")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="My talks")).to_be_visible()
    assert client.seen("/calendar/feeds")["items"], "it can be undone, so nothing was sent yet"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    server = There("radicale", tmp_path_factory.mktemp("radicale"))
    yield server
    server.stop()


def test_a_calendar_is_connected_and_a_talk_that_is_moved_there_waits_to_be_confirmed(
    page: Page, signed_in: Enter, show: Show, there: There
) -> None:
    client = signed_in(page).client
    talk = agreed(client)
    with there.other_client() as phone:
        home = phone.make("calendar", "At home")
        page.goto(f"{HOME}/calendar")
        page.get_by_label("Address of the server").fill(there.url)
        page.get_by_label("User name").fill(phone.user)
        page.get_by_label("App password").fill(APP_PASSWORD)
        show(page, "calendar-empty")
        page.get_by_role("button", name="Connect").click()
        expect(page.get_by_role("button", name="Use this calendar")).to_be_visible()
        show(page, "calendar-choose")
        page.get_by_role("button", name="Use this calendar").click()
        expect(page.get_by_text(": 1 talk.")).to_be_visible(timeout=20_000)
        (entry,) = phone.entries(home)
        start = next(line for line in phone.get(entry).text.splitlines() if line.startswith("DTSTART"))
        phone.edit(entry, (start, "DTSTART:20310601T080000Z"), ("DTEND", "X-WAS"))
        page.get_by_role("button", name="Sync now").click()
        changed = page.get_by_role("list", name="Changed there")
        expect(changed).to_contain_text("Maria Keller", timeout=20_000)
        show(page, "calendar-changed")
        page.goto(f"/interviews/{talk}")
        expect(changed).to_contain_text("2031")
        show(page, "talk-changed")
        changed.get_by_role("button").first.click()
        expect(changed).to_have_count(0)
        expect(page.locator(".interviews-now")).to_contain_text("2031")
    assert client.seen(f"/interviews/{talk}")["starts_at"].startswith("2031-06-01T08")


def test_a_wrong_password_is_told_and_entered_again(page: Page, signed_in: Enter, show: Show, there: There) -> None:
    signed_in(page)
    with there.other_client() as phone:
        phone.make("address_book", "Friends")
        page.goto(f"{HOME}/address-book")
        page.get_by_label("Address of the server").fill(there.url)
        page.get_by_label("User name").fill(phone.user)
        page.get_by_label("App password").fill("another")
        page.get_by_role("button", name="Connect").click()
        page.get_by_role("button", name="Enter the password again").click()
        show(page, "address-book-password")
        page.get_by_role("dialog").get_by_label("App password").fill(APP_PASSWORD)
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.get_by_role("button", name="Use this address book")).to_be_visible(timeout=20_000)
        show(page, "address-book-choose")


def test_an_invitation_is_looked_at_sent_and_answered(page: Page, signed_in: Enter, show: Show, box: Postbox) -> None:
    client = signed_in(page).client
    contact = person(client, "Ada Obi", emails=[{"value": "ada@example.org"}], why_them="She left the ward for data.")
    talk = client.made("/interviews", contact_id=contact)["id"]
    client.moved(f"/interviews/{talk}/schedule", starts_at_local="2031-12-04T10:00", time_zone="Europe/Berlin")
    page.goto(f"/interviews/{talk}")
    page.get_by_role("button", name="Look at the invitation").click()
    expect(page.get_by_role("dialog").get_by_role("link", name="Your mail account")).to_be_visible()
    show(page, "invitation-without-mail")
    page.get_by_role("link", name="Your mail account").click()

    page.get_by_label("Your address").fill("robin@example.org")
    page.get_by_label("Server for outgoing mail").fill("127.0.0.1")
    page.get_by_label("Encryption").select_option("none")
    page.get_by_label("Port").fill(str(box.port))
    show(page, "mail-empty")
    page.get_by_role("button", name="Connect").click()
    page.get_by_role("button", name="Send myself a mail").click()
    expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=20_000)
    assert "robin@example.org" in box.mails[0]["to"]
    show(page, "mail")

    page.goto(f"/interviews/{talk}")
    page.get_by_role("button", name="Look at the invitation").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("A word of your own").fill("I look forward to it!")
    dialog.get_by_text("From robin@example.org").click()
    expect(dialog.locator(".dashed")).to_contain_text("I look forward to it!")
    show(page, "invitation")
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("The invitation was sent to ada@example.org")).to_be_visible(timeout=20_000)
    assert "I look forward to it!" in str(box.mails[1])
    show(page, "talk-invited")


def test_a_crm_is_shown_whom_one_chooses_after_the_difference(page: Page, signed_in: Enter, show: Show) -> None:
    client = signed_in(page).client
    person(client, "Maria Keller", headline="Data manager", emails=[{"value": "maria@example.org"}])
    with running(FakeTwenty()) as fake:
        fake.have(given_name="Maria", family_name="Keller", email="maria@example.org", headline="Nurse")
        page.goto(f"{HOME}/crm")
        page.get_by_label("CRM", exact=True).select_option("Twenty")
        page.get_by_label("Where it runs").fill(fake.url)
        page.get_by_label("API key").fill(KEY)
        show(page, "crm-empty")
        page.get_by_role("button", name="Connect").click()
        expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=20_000)
        page.get_by_role("button", name="Everybody I have talked to").click()
        expect(page.get_by_role("region", name="Messages")).to_contain_text("No people are chosen")
        page.get_by_label("Whom it is shown").fill("Maria")
        page.get_by_role("option", name="Maria Keller").click()
        expect(page.get_by_text("Not sent yet")).to_be_visible()
        _choose(page, "What goes where")
        show(page, "crm-mapping")
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Show the difference").click()
        difference = page.get_by_role("region", name="The difference")
        expect(difference).to_contain_text("Nurse stays", timeout=20_000)
        assert not fake.wrote(), "nothing goes before push is pressed"
        show(page, "crm")
        page.get_by_role("button", name="Push").click()
        expect(page.get_by_role("list").get_by_text("Sent", exact=True)).to_be_visible(timeout=20_000)
        page.get_by_role("button", name="Leave out Maria Keller").click()
        expect(page.get_by_role("button", name="Leave out Maria Keller")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("button", name="Leave out Maria Keller")).to_be_visible()


def test_a_webhook_is_added_tried_sent_again_and_removed(page: Page, signed_in: Enter, show: Show, told: str) -> None:
    client = signed_in(page).client
    page.goto(f"{HOME}/webhooks")
    page.get_by_label("Address of the receiver").fill("not an address")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_label("Address of the receiver")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Address of the receiver").fill(told)
    page.get_by_label("What it is for").fill("Tells my Node-RED")
    page.get_by_label("talks", exact=True).check()
    show(page, "webhooks-empty")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("code")).to_contain_text("whsec_")
    show(page, "webhooks-secret")
    page.get_by_role("button", name="Send a test").click()
    sent = page.get_by_role("list", name="What was sent")
    expect(sent.get_by_text("Arrived")).to_be_visible(timeout=20_000)
    sent.get_by_text("webhook.test").first.click()
    expect(sent.get_by_text("answered 204")).to_be_visible()
    sent.get_by_role("button", name="Send it again").click()
    expect(sent.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_text("answered 500").first).to_be_visible(timeout=20_000)
    show(page, "webhooks")
    expect(page.get_by_text("What happens to talks is told")).to_be_visible()
    assert len(Receiver.ids) == 2
    assert len(set(Receiver.ids)) == 1
    page.get_by_label("On", exact=True).uncheck()
    expect(page.get_by_text("Off", exact=True)).to_be_visible()
    _choose(page, "Make a new secret")
    expect(page.locator("code").first).to_contain_text("whsec_")
    _choose(page, "Remove")
    expect(page.get_by_role("heading", name="Add a webhook")).to_be_visible()
    page.goto(HOME)
    row = page.get_by_role("listitem").filter(has_text="Webhooks")
    expect(row.get_by_text("Off", exact=True)).to_be_visible()
    assert not client.seen("/webhooks")["items"], "who leaves the page has decided"


def test_the_whole_account_is_taken_along_and_brought_back(
    page: Page, signed_in: Enter, show: Show, tmp_path: Path
) -> None:
    client = signed_in(page).client
    agreed(client)
    page.goto("/contacts")
    page.get_by_role("link", name="Maria Keller").first.click()
    page.get_by_role("button", name="More about this person").click()
    with page.expect_download() as card:
        page.get_by_role("menuitem", name="Download as a card").click()
    assert "FN:Maria Keller" in card.value.path().read_text()
    page.goto("/contacts?q=Maria")
    page.get_by_role("button", name="More about people").click()
    page.get_by_role("menuitem", name="Download as a file").click()
    expect(page.get_by_text("Only those you filtered your list to.")).to_be_visible()
    show(page, "data")
    page.get_by_label("For", exact=True).select_option("Google contacts (CSV)")
    with page.expect_download() as people:
        page.get_by_role("link", name="Download", exact=True).click()
    assert "Maria" in people.value.path().read_text()
    with page.expect_download() as whole:
        page.get_by_role("link", name="Download everything").click()
    whole.value.save_as(tmp_path / "halfhour.zip")

    page.context.clear_cookies()
    other = signed_in(page, "Sam").client
    page.goto(f"{HOME}/data")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(tmp_path / "halfhour.zip")
    expect(page.get_by_text("New here: ")).to_contain_text("1 person")
    show(page, "data-found")
    assert other.seen("/contacts/counts")["total"] == 0, "nothing is added before one presses"
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("halfhour.zip is back.")).to_be_visible(timeout=20_000)
    assert other.seen("/contacts/counts")["total"] == 1


def _pick(page: Page, entry: str) -> None:
    """An entry of the menu of the only thing that is connected, by its first letters."""
    press(page, page.get_by_role("main").get_by_role("button", name="More about"))
    expect(page.get_by_role("menuitem").first).to_be_focused()
    chosen = page.get_by_role("menuitem", name=entry)
    for _ in range(page.get_by_role("menuitem").count()):
        if chosen.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_be_focused()
    page.keyboard.press("Enter")


def test_the_doors_are_opened_and_a_talk_moved_elsewhere_is_confirmed_with_keys_alone(
    page: Page, signed_in: Enter, there: There, told: str
) -> None:
    client = signed_in(page).client
    talk = agreed(client)
    page.goto("/settings")
    press(page, page.get_by_role("link", name="Connections"))
    press(page, page.get_by_role("link", name="Calendar feed"))
    reach(page, page.get_by_role("radio", checked=True).first)
    while not page.get_by_label("Everything").is_checked():
        page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Make it"))
    expect(page.get_by_text("it is shown this once")).to_be_visible()
    address = page.locator("code").inner_text()
    _pick(page, "Give it a new address")
    expect(page.locator("code")).not_to_have_text(address)

    press(page, page.get_by_role("link", name="Connections"))
    press(page, page.get_by_role("link", name="Webhooks"))
    write(page, page.get_by_label("Address of the receiver"), told)
    page.keyboard.press("Enter")
    expect(page.locator("code")).to_contain_text("whsec_")
    press(page, page.get_by_role("button", name="Send a test"))
    sent = page.get_by_role("list", name="What was sent")
    expect(sent.get_by_text("Arrived")).to_be_visible(timeout=20_000)
    _pick(page, "Remove")
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.get_by_role("heading", name="Add a webhook")).to_have_count(0)

    with there.other_client() as phone:
        home = phone.make("calendar", "At home")
        press(page, page.get_by_role("link", name="Connections"))
        press(page, page.get_by_role("link", name="Calendar", exact=True))
        write(page, page.get_by_label("Address of the server"), there.url)
        write(page, page.get_by_label("User name"), phone.user)
        write(page, page.get_by_label("App password"), APP_PASSWORD)
        page.keyboard.press("Enter")
        press(page, page.get_by_role("button", name="Use this calendar"))
        expect(page.get_by_text(": 1 talk.")).to_be_visible(timeout=20_000)
        (entry,) = phone.entries(home)
        start = next(line for line in phone.get(entry).text.splitlines() if line.startswith("DTSTART"))
        phone.edit(entry, (start, "DTSTART:20310601T080000Z"), ("DTEND", "X-WAS"))
        press(page, page.get_by_role("button", name="Sync now"))
        expect(page.get_by_role("list", name="Changed there")).to_contain_text("Maria Keller", timeout=20_000)

    page.goto("/today")
    press(page, page.get_by_role("link", name=re.compile("Talk with Maria Keller: Your calendar says")))
    changed = page.get_by_role("list", name="Changed there")
    expect(changed).to_contain_text("2031")
    press(page, changed.get_by_role("button").first)
    expect(changed).to_have_count(0)
    assert client.seen(f"/interviews/{talk}")["starts_at"].startswith("2031-06-01T08")
    page.goto("/today")
    expect(page.get_by_text("Your calendar says")).to_have_count(0)
