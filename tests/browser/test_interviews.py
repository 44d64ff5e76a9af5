"""Interviews: from the wish to what was answered, with the moves, the agenda, the list and the calendar."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def question(me: Person, talk_id: str, text: str) -> str:
    id_: str = me.client.made(f"/interviews/{talk_id}/agenda", text=text)["id"]
    return id_


def order(page: Page) -> Locator:
    return page.get_by_role("list", name="Questions, in the order to ask them").locator(".interviews-item-text")


def test_a_talk_goes_from_the_wish_to_what_was_answered(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    me.client.made("/careers", title="Clinical data manager")
    contact(me.client, headline="Data manager", why_them="She left the ward for data.")
    page.goto("/interviews")
    expect(page.get_by_role("heading", name="Your first half hour")).to_be_visible()
    axe(page)

    page.keyboard.press("n")
    page.get_by_label("With whom?").fill("mar")
    page.get_by_role("option", name="Maria Keller").click()
    page.get_by_role("checkbox", name="Clinical data manager").check()
    page.get_by_label("What do you want to find out?").fill("What the days are like.")
    axe(page)
    page.get_by_role("button", name="Plan it").click()

    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()
    expect(page.get_by_text("She left the ward for data.")).to_be_visible()
    expect(page.get_by_role("button", name="They declined")).to_have_count(0)
    axe(page)
    page.get_by_role("button", name="I asked").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("How did you ask?").select_option("linkedin")
    dialog.get_by_label("Anything to remember?").fill("Wrote in German.")
    axe(page)
    dialog.get_by_role("button", name="Note the ask").click()
    expect(page.get_by_role("heading", name="Waiting for an answer")).to_be_focused()
    expect(page.get_by_text("You asked · linkedin")).to_be_visible()
    expect(page.get_by_text("Wrote in German.")).to_be_visible()

    page.get_by_role("button", name="They agreed: schedule").click()
    dialog.get_by_role("button", name="Schedule").click()
    expect(dialog.get_by_text("Choose the day and the time you agreed on.")).to_be_visible()
    expect(dialog.get_by_label("When", exact=True)).to_be_focused()
    dialog.get_by_label("When", exact=True).fill("2031-12-01T09:00")
    dialog.get_by_role("button", name="Other time zone").click()
    dialog.get_by_label("Time zone").select_option("America/New_York")
    dialog.get_by_role("radio", name="In person").check()
    dialog.get_by_label("Where").fill("Café Riquet")
    axe(page)
    dialog.get_by_role("button", name="Schedule").click()
    now = page.locator(".interviews-now")
    expect(now.get_by_text("Mon, December 1, 2031 at 3:00 PM")).to_be_visible()
    expect(now.get_by_text("(9:00 AM EST in New York)")).to_be_visible()
    expect(now.get_by_text("Café Riquet")).to_be_visible()

    page.keyboard.press("a")
    page.get_by_label("A question of your own").fill("Don't you love your job?")
    expect(page.get_by_text("can be answered with a yes", exact=False).first).to_be_visible()
    axe(page)
    page.get_by_label("A question of your own").fill("What does a bad day look like?")
    page.keyboard.press("Enter")
    expect(order(page)).to_have_text(["What does a bad day look like?"])
    expect(page.get_by_label("A question of your own")).to_have_value("")
    page.get_by_role("button", name="Add “Who else should I talk to?”").click()
    expect(page.get_by_text("Closes the talk")).to_be_visible()
    page.get_by_label("Minutes for: What does a bad day look like?").select_option("30")
    expect(page.get_by_text("Over by 2 min.")).to_be_visible()
    look(page, "talk", full=True)
    axe(page)

    page.get_by_role("button", name="We talked").click()
    dialog.get_by_role("button", name="Note the talk").click()
    expect(page.get_by_role("heading", name="You talked", exact=True)).to_be_visible()
    page.get_by_role("button", name="Write the answer").first.click()
    page.get_by_label("What was answered to").fill("Three audits in a week.")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("Three audits in a week.", exact=True)).to_be_visible()
    expect(page.get_by_text("Asked", exact=True).last).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Interviews").first.click()
    held = page.get_by_role("region", name="Held")
    expect(held.get_by_role("link", name="Maria Keller")).to_be_visible()
    expect(held.get_by_text("1 answer")).to_be_visible()
    look(page, "interviews")
    axe(page)


def test_the_agenda_is_put_in_order_with_keys_with_the_menu_and_by_hand(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    for text in ("First?", "Second?", "Third?"):
        question(me, id_, text)
    page.goto(f"/interviews/{id_}")
    expect(order(page)).to_have_text(["First?", "Second?", "Third?"])

    handle = page.get_by_role("button", name="Move First?: drag")
    handle.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(order(page)).to_have_text(["Second?", "First?", "Third?"])
    expect(handle).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(order(page)).to_have_text(["Second?", "Third?", "First?"])

    page.get_by_role("button", name="Change or move First?").click()
    axe(page)
    page.get_by_role("menuitem", name="To the top").click()
    expect(order(page)).to_have_text(["First?", "Second?", "Third?"])

    start = page.get_by_role("button", name="Move First?: drag").bounding_box()
    end = page.get_by_role("button", name="Move Third?: drag").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + 20, steps=8)
    page.mouse.up()
    expect(order(page)).to_have_text(["Second?", "Third?", "First?"])

    page.get_by_role("button", name="Change or move Third?").click()
    page.get_by_role("menuitem", name="Take it off the list").click()
    expect(order(page)).to_have_text(["Second?", "First?"])
    expect(page.get_by_role("button", name="Move First?: drag")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(order(page)).to_have_text(["Second?", "Third?", "First?"])
    page.reload()
    expect(order(page)).to_have_text(["Second?", "Third?", "First?"])


def test_several_questions_of_the_bank_are_taken_at_once(page: Page, view: View, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    page.goto(f"/interviews/{id_}")
    page.get_by_role("button", name="From the bank").click()
    drawer = page.get_by_role("dialog", name="From your question bank")
    expect(drawer.get_by_role("heading", name="Your bank is empty")).to_be_visible()
    axe(page)
    drawer.get_by_role("button", name="Take the starter set").click()
    drawer.get_by_label("Topic").select_option("pay")
    drawer.get_by_role("checkbox", name="What could a beginner").check()
    drawer.get_by_label("Topic").select_option("")
    drawer.get_by_label("Search questions").fill("who else")
    drawer.get_by_role("checkbox", name="Who else should I meet?").check()
    drawer.get_by_role("radio", name="If there is time").check()
    axe(page)
    drawer.get_by_role("button", name="Add 2").click()
    expect(order(page)).to_have_count(2)
    expect(page.get_by_label("How much it matters: Who else should I meet?")).to_have_value("if_time")
    expect(page.get_by_text("Fits.")).to_be_visible()
    axe(page)


def test_a_move_from_an_old_page_is_told_in_words_and_the_page_brought_up_to_date(
    page: Page, signed_in: Enter, axe: Axe
) -> None:
    me = signed_in(page)
    id_ = talk(me.client, "requested")
    page.goto(f"/interviews/{id_}")
    page.get_by_role("button", name="They declined").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("What did they say?").fill("Too busy.")
    me.client.moved(f"/interviews/{id_}/schedule", starts_at_local="2031-12-01T09:00", time_zone="Europe/Berlin")
    dialog.get_by_role("button", name="Note it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("It now says: Scheduled.")
    expect(dialog.get_by_label("What did they say?")).to_have_value("Too busy.")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="They declined")).to_have_count(0)
    expect(page.get_by_role("button", name="Another time")).to_be_visible()


def test_a_question_reworded_in_two_places_shows_both_versions(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    item = question(me, id_, "What is it like?")
    page.goto(f"/interviews/{id_}")
    page.get_by_role("button", name="Change or move What is it like?").click()
    page.get_by_role("menuitem", name="Reword").click()
    page.get_by_label("The question").fill("What is an ordinary day like?")
    me.client.changed(f"/interviews/{id_}/agenda/{item}", text="What is a bad day like?")
    page.get_by_role("button", name="Save", exact=True).click()
    both = page.get_by_role("dialog", name="Changed in two places")
    expect(both.get_by_text("What is a bad day like?")).to_be_visible()
    axe(page)
    both.get_by_role("button", name="Save this choice").click()
    expect(order(page)).to_have_text(["What is an ordinary day like?"])


def test_the_calendar_leads_to_each_talk(page: Page, view: View, signed_in: Enter, axe: Axe, look: Look) -> None:
    me = signed_in(page)
    id_ = talk(me.client, contact_id=contact(me.client, "Ada Okafor"))
    me.client.moved(f"/interviews/{id_}/schedule", starts_at_local="2031-12-03T09:30", time_zone="Europe/Berlin")
    page.goto("/interviews?view=calendar&day=2031-12-01")
    title = "Nov 30 to Dec 6" if view.phone else "December 2031"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    event = page.get_by_role("link", name="9:30 AM Ada Okafor")
    expect(event).to_be_visible()
    look(page, "calendar")
    axe(page)
    later = "Later week" if view.phone else "Later month"
    page.get_by_role("button", name=later).click()
    expect(event).to_have_count(0)
    page.get_by_role("button", name=later.replace("Later", "Earlier")).click()
    event.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Ada Okafor")).to_be_visible()


def test_filters_stand_in_the_address_and_a_list_without_hits_leads_out(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    talk(me.client, "requested", contact_id=contact(me.client, "Ada Okafor"))
    talk(me.client, "held", contact_id=contact(me.client, "Bo Lind"))
    page.goto("/interviews?state=requested")
    expect(page.get_by_role("link", name="Ada Okafor")).to_be_visible()
    expect(page.get_by_role("link", name="Bo Lind")).to_have_count(0)
    page.get_by_label("Stage").select_option("held")
    expect(page.get_by_role("link", name="Bo Lind")).to_be_visible()
    expect(page).to_have_url("/interviews?state=held")
    page.get_by_label("Search talks").fill("nobody like that")
    expect(page.get_by_role("heading", name="No talk fits")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Show all talks").click()
    expect(page.get_by_role("link", name="Ada Okafor")).to_be_visible()


def test_a_talk_put_in_the_bin_comes_back(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    page.goto(f"/interviews/{id_}")
    page.get_by_role("button", name="More about this talk").click()
    page.get_by_role("menuitem", name="Put in the bin").click()
    expect(page.get_by_role("heading", name="Your first half hour")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Maria Keller")).to_be_visible()


def test_what_cannot_be_read_says_so_and_comes_back_with_the_connection(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    page.goto("/interviews/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c")
    expect(page.get_by_role("heading", name="This is not here")).to_be_visible()
    axe(page)
    page.route("**/api/v1/interviews*", lambda route: route.abort())
    page.goto("/interviews")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    look(page, "interviews-offline")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    axe(page)
    page.unroute("**/api/v1/interviews*")
    expect(page.locator(f'a[href="/interviews/{id_}"]')).to_be_visible(timeout=20_000)


def test_an_ask_that_waits_for_a_week_suggests_one_follow_up(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    id_ = talk(me.client)
    long_ago = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
    me.client.moved(f"/interviews/{id_}/request", at=long_ago, channel="email")
    page.goto(f"/interviews/{id_}")
    expect(page.get_by_text("One short, friendly follow-up is fine now")).to_be_visible()
    page.get_by_role("button", name="I followed up").click()
    page.get_by_role("button", name="Note the follow-up").click()
    expect(page.get_by_role("button", name="I followed up")).to_have_count(0)
    page.get_by_role("button", name="No answer").click()
    page.get_by_role("button", name="Stop waiting").click()
    expect(page.get_by_role("heading", name="No answer came")).to_be_visible()
    page.get_by_role("region", name="Messages").get_by_role("button", name="Re-open").click()
    expect(page.get_by_role("heading", name="Not asked yet")).to_be_visible()
    axe(page)
