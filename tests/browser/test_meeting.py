"""Times on both clocks, the interview week, and who led to whom."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

BERLIN = {"time_zone": "Europe/Berlin"}


def live_in_berlin(page: Page) -> None:
    page.goto("/settings")
    page.evaluate(
        """async () => {
            const version = (await fetch('/api/v1/account')).headers.get('etag');
            await fetch('/api/v1/account', {method: 'PATCH', body: '{"time_zone": "Europe/Berlin"}',
              headers: {'If-Match': version, 'Content-Type': 'application/json'}});
        }"""
    )


def test_times_are_offered_on_both_clocks_and_one_is_chosen(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    live_in_berlin(page)
    booked = talk(me.client, contact_id=contact(me.client, "Kai Brandt"))
    me.client.moved(f"/interviews/{booked}/schedule", starts_at_local="2031-12-03T16:15", **BERLIN)
    id_ = talk(me.client, "requested")
    page.goto(f"/interviews/{id_}")
    page.get_by_role("link", name="Offer times").click()
    expect(page.get_by_role("heading", level=1, name="Times for Maria Keller")).to_be_visible()
    expect(page.get_by_text("Nobody has said where Maria Keller is")).to_be_visible()
    page.get_by_label("Where is Maria Keller?").select_option("America/New_York")
    expect(page.get_by_text("Maria Keller is on New York time.")).to_be_visible()

    page.get_by_role("button", name="Offer these times").click()
    expect(page.get_by_text("Choose a day and a time.")).to_be_visible()
    expect(page.get_by_label("Time 1")).to_be_focused()
    page.get_by_label("Time 1").fill("2031-12-01T15:00")
    expect(page.get_by_text("9:00 AM EST for Maria Keller in New York")).to_be_visible()
    page.get_by_label("Time 2").fill("2020-12-01T15:00")
    expect(page.get_by_text("This time has passed.")).to_be_visible()
    page.get_by_label("Time 2").fill("2031-12-03T16:00")
    page.get_by_role("button", name="Offer these times").click()
    text = page.get_by_label("What to send them")
    expect(text).to_have_value(re.compile("09:00–09:30 in New York .*; for me that is 15:00–15:30 in Berlin"))
    expect(page.get_by_text("Maria Keller and Kai Brandt overlap by 15 minutes.")).to_be_visible()
    look(page, "times", full=True)
    axe(page)

    page.get_by_role("button", name="They chose this").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("When", exact=True)).to_have_value("2031-12-01T09:00")
    dialog.get_by_role("button", name="Schedule").click()
    expect(page.get_by_role("heading", level=1, name="Maria Keller", exact=True)).to_be_visible()
    expect(page.locator(".interviews-now").get_by_text("Mon, December 1, 2031 at 3:00 PM")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Add to your calendar").click()
    assert file.value.suggested_filename == "talk-with-maria-keller.ics"


def test_an_offer_is_copied_taken_back_and_put_back(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = talk(me.client, contact_id=contact(me.client, time_zone="Europe/Berlin"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/interviews/{id_}/times")
    for place in (1, 2, 3):
        if place > 2:
            page.get_by_role("button", name="Another time").click()
        page.get_by_label(f"Time {place}").fill(f"2031-12-0{place}T09:00")
    page.get_by_label("How long").fill("25")
    page.get_by_role("button", name="Offer these times").click()
    page.get_by_label("What to send them").press("End")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator(".toast-text", has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Would one of these times suit you for a talk of 25 minutes?")
    assert copied.count("–") >= 3
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="What is on offer")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="They chose this")).to_have_count(3)
    assert len(me.client.seen(f"/interviews/{id_}/offers")["times"]) == 3


def test_a_week_shows_ways_conflicts_offers_and_what_is_free(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    cafe = talk(me.client, contact_id=contact(me.client), mode="in_person", place="Café Riquet", travel_minutes=25)
    clinic = talk(me.client, contact_id=contact(me.client, "Kai Brandt"), mode="in_person", place="St. Anne's Hospital")
    call = talk(me.client, contact_id=contact(me.client, "Amina Diallo"), mode="video")
    for id_, local in ((cafe, "2031-12-01T09:00"), (clinic, "2031-12-01T10:00"), (call, "2031-12-03T14:00")):
        me.client.moved(f"/interviews/{id_}/schedule", starts_at_local=local, **BERLIN)
    offered = talk(me.client, "requested", contact_id=contact(me.client, "Lena Fischer"))
    times = {"times": ["2031-12-02T11:00", "2031-12-03T14:15"], **BERLIN}
    assert me.client.put(f"/interviews/{offered}/offers", json=times, headers={"If-Match": "*"}).is_success

    page.goto("/interviews?view=calendar&day=2031-12-01")
    page.get_by_role("link", name="Interview week").click()
    page.goto("/interviews/week?start=2031-12-01")
    days = page.get_by_role("main").locator("ol > li")
    expect(days).to_have_count(7)
    monday, wednesday = days.nth(0), days.nth(2)
    expect(monday.get_by_text("Say how long the way to Kai Brandt takes.")).to_be_visible()
    expect(monday.get_by_text("Leave at 8:35 AM, back at 9:55 AM")).to_be_visible()
    expect(wednesday.get_by_text("Amina Diallo and Lena Fischer overlap by 15 minutes.")).to_be_visible()
    expect(days.nth(1).get_by_text("On offer")).to_be_visible()
    expect(days.nth(4).get_by_text("Free 8:00 AM to 6:00 PM")).to_be_visible()
    monday.get_by_label("Way to Kai Brandt").fill("45")
    monday.get_by_label("Way to Kai Brandt").blur()
    expect(monday.get_by_text("Only 30 minutes between Maria Keller and Kai Brandt: the way takes 45.")).to_be_visible()
    expect(monday.get_by_text("On the way: 140 min")).to_be_visible()
    look(page, "week", full=True)
    axe(page)
    page.keyboard.press("]")
    expect(page.get_by_text("December 8 to December 14")).to_be_visible()
    expect(days.nth(0).get_by_text("Free 8:00 AM to 6:00 PM")).to_be_visible()


def test_who_led_to_whom_is_drawn_and_done_from_the_list(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    page.goto("/introductions")
    expect(page.get_by_role("heading", name="Nobody has named anybody yet")).to_be_visible()
    names = ("Maria Keller", "Amina Diallo", "Kai Brandt", "Lena Fischer", "Tom Berger", "Ines Costa")
    maria, amina, kai, lena, tom, ines = (contact(me.client, name) for name in names)
    for by, to in ((maria, amina), (amina, kai), (maria, lena), (tom, ines)):
        me.client.made("/introductions", introducer_id=by, introduced_id=to, why="She built the data team.")
    talk(me.client, "held", contact_id=maria)
    talk(me.client, "held", contact_id=amina)
    talk(me.client, "declined", contact_id=lena)
    page.reload()
    picture = page.get_by_role("img", name=re.compile("^Who led you to whom: 6 people, 2 of them met; 1 stands on"))
    expect(picture).to_be_visible()
    expect(picture.get_by_text("The talk did not come about.")).to_be_visible()
    due = page.get_by_role("region", name="Tell them how it went")
    expect(due.get_by_role("listitem")).to_have_count(1)
    look(page, "introductions", full=True)

    due.get_by_role("button", name="I told Maria Keller").click()
    expect(due).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(due.get_by_role("link", name="Write to Maria Keller")).to_be_visible()
    waits = page.get_by_role("region", name="Still to meet").get_by_role("listitem")
    ines_row = waits.filter(has_text="Ines Costa")
    ines_row.get_by_role("button", name="I asked for it").click()
    expect(ines_row.get_by_text("Asked for on")).to_be_visible()
    ines_row.get_by_role("button", name="More about the introduction to Ines Costa").click()
    axe(page)
    page.get_by_role("menuitem", name="Take the last step back").click()
    expect(ines_row.get_by_text("Named on")).to_be_visible()


def test_somebody_who_was_named_is_noted_from_their_page_by_keyboard(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    amina = contact(me.client, "Amina Diallo")
    contact(me.client)
    page.goto(f"/contacts/{amina}")
    page.get_by_role("link", name="Note who named whom").click()
    dialog = page.get_by_role("dialog", name="Who named whom?")
    expect(dialog.get_by_label("Whom did they name?")).to_have_value("Amina Diallo")
    axe(page)
    dialog.get_by_label("Who named somebody?").focus()
    page.keyboard.type("mar")
    expect(page.get_by_role("option", name="Maria Keller")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog.get_by_label("What did they say of them?").fill("Her boss.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-text", has_text="Maria Keller led you to Amina Diallo")).to_be_visible()
    page.get_by_role("listitem").get_by_role("link", name="Amina Diallo").click()
    card = page.get_by_role("region", name="Introductions")
    expect(card.get_by_text("Named by")).to_be_visible()
    card.get_by_role("link", name="Maria Keller").click()
    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()
    expect(page.get_by_role("region", name="Introductions").get_by_role("link", name="Amina Diallo")).to_be_visible()
