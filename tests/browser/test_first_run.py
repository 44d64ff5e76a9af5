"""The first run: from nothing to the first planned talk, and what Today says from then on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.conftest import PASSWORD
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def test_a_newcomer_signs_up_and_plans_the_first_talk(page: Page, view: View, axe: Axe, look: Look) -> None:
    page.goto("/sign-up")
    page.get_by_label("Your name").fill("Robin Vale")
    page.get_by_label("Email").fill(f"robin-{view}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()

    expect(page.get_by_role("heading", name="Robin, what do you wonder about?")).to_be_visible()
    look(page, "welcome-career")
    axe(page)
    page.get_by_label("A career to look into").fill("Clinical data manager")
    page.get_by_label("What draws you to it?").fill("I like order.")
    page.reload()
    expect(page.get_by_label("What draws you to it?")).to_have_value("I like order.")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading", name="Who could tell you about it?")).to_be_focused()
    page.get_by_label("Name").fill("Dr. Grand")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("radio", name="Dr. Grand")).to_be_checked()
    page.get_by_label("Name").fill("Maria Keller")
    page.get_by_label("What they do").fill("Data manager")
    page.keyboard.press("Enter")
    page.get_by_label("How does asking Maria Keller feel?").select_option("Easy to ask")
    page.get_by_label("How does asking Dr. Grand feel?").select_option("Daunting")
    expect(page.get_by_role("radio").first).to_have_accessible_name("Maria Keller Data manager")
    page.get_by_role("radio", name="Maria Keller").check()
    look(page, "welcome-people")
    axe(page)
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading", name="Half an hour with Maria Keller")).to_be_visible()
    page.get_by_label("Why Maria Keller?").fill("She left the ward for data.")
    page.get_by_label("What do you want to know afterwards?").fill("What the days are like.")
    axe(page)
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading", name="Five good questions")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
    expect(page.get_by_text("5 questions, about 15 of 30 minutes.")).to_be_visible()
    look(page, "welcome-questions", full=True)
    axe(page)
    page.get_by_role("button", name="Take these along").click()

    expect(page.get_by_role("heading", name="Your first talk is planned")).to_be_visible()
    expect(page.get_by_text("with 5 questions to take along")).to_be_visible()
    look(page, "welcome-done")
    axe(page)
    page.get_by_role("link", name="Open the talk").click()
    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()
    expect(page.get_by_text("She left the ward for data.")).to_be_visible()
    expect(page.locator(".interviews-item-text").last).to_have_text("Who else should I meet?")

    page.goto("/")
    expect(page.get_by_role("heading", name="Ask Maria Keller")).to_be_visible()
    expect(page.get_by_role("heading", name="Your first steps")).to_have_count(0)
    axe(page)


def test_steps_can_be_skipped_and_taken_up_later_on_another_device(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    page.goto("/today")
    expect(page.get_by_role("heading", name="Five minutes to your first planned talk")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Begin").click()
    for title in ("what do you wonder about?", "Who could tell you about it?", "Plan the first half hour", "Five good"):
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        axe(page)
        page.get_by_role("button", name="Skip for now").click()
    expect(page.get_by_role("heading", name="A beginning")).to_be_visible()
    axe(page)

    me.client.made("/careers", title="Medical writer")
    page.evaluate("localStorage.clear()")
    page.goto("/today")
    expect(page.get_by_text("1 of 4 done. Next: a person.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="Who could tell you about it?")).to_be_visible()
    page.get_by_label("Name").fill("Ada Okafor")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Half an hour with Ada Okafor")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Who could tell you about it?")).to_be_visible()
    expect(page.get_by_role("radio", name="Ada Okafor")).to_be_checked()


def test_a_name_that_is_typed_and_not_added_goes_along_with_next(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    # a browser that keeps nothing for us: the step must not lean on what it stored
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('closed') }")
    page.goto("/welcome?step=people")
    page.get_by_label("Name").fill("Ada Okafor")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Half an hour with Ada Okafor")).to_be_visible()
    assert [one["full_name"] for one in me.client.get("/contacts").json()["items"]] == ["Ada Okafor"]


def test_the_talk_taken_up_on_another_device_knows_whom_it_is_with(page: Page, signed_in: Enter, axe: Axe) -> None:
    me = signed_in(page)
    contact(me.client, "Ada Okafor")
    page.goto("/welcome?step=talk")
    expect(page.get_by_role("heading", name="Half an hour with Ada Okafor")).to_be_visible()
    axe(page)
    contact(me.client, "Bo Lind")
    page.reload()
    expect(page.get_by_text("Say whom of your people you would ask first.", exact=False)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Choose somebody").click()
    page.get_by_role("radio", name="Bo Lind").check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Half an hour with Bo Lind")).to_be_visible()


def test_today_tells_what_comes_next(page: Page, view: View, signed_in: Enter, axe: Axe, look: Look) -> None:
    me = signed_in(page)
    soon = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    long_ago = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
    next_one = talk(me.client, contact_id=contact(me.client, "Ada Okafor"))
    me.client.moved(f"/interviews/{next_one}/schedule", starts_at_local=soon, time_zone="Europe/Berlin")
    waiting = talk(me.client, contact_id=contact(me.client, "Bo Lind"))
    me.client.moved(f"/interviews/{waiting}/request", at=long_ago)
    talk(me.client, "scheduled", contact_id=contact(me.client, "Cy Moreau"))
    contact(me.client, "Dr. Grand", difficulty=5)
    contact(me.client, "Eve Small", difficulty=1, why_them="She left the ward for a newsroom.")
    talk(me.client, "held", contact_id=contact(me.client, "Fay Moss"))
    page.goto("/today")
    expect(page.get_by_role("region", name="Ada Okafor").get_by_text("Next conversation")).to_be_visible()
    dues = page.get_by_role("region", name="Due", exact=True).get_by_role("listitem")
    expect(dues).to_contain_text([
        "Say how the talk with Cy Moreau went.", "Wrap up the talk with Fay Moss", "Thank Fay Moss for the talk.",
        "Write down what the talk with Fay Moss tells you.", "Follow up with Bo Lind",
    ])  # fmt: skip
    expect(dues.last).to_contain_text("You asked last week")
    expect(page.get_by_role("link", name="One ask waits for an answer")).to_be_visible()
    whom = page.get_by_role("region", name="Whom to ask next").get_by_role("listitem")
    expect(whom.first).to_contain_text("Easy to ask: a good one to begin with.")
    expect(whom.last).to_contain_text("Daunting for now.")
    look(page, "today", full=True)
    axe(page)
    page.get_by_role("link", name="Plan a talk with Eve Small").click()
    expect(page.get_by_label("With whom?")).to_have_value("Eve Small")


def test_today_without_a_connection_says_so_and_comes_back_by_itself(page: Page, signed_in: Enter, axe: Axe) -> None:
    signed_in(page)
    page.route("**/api/v1/today*", lambda route: route.abort())
    page.goto("/today")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    axe(page)
    page.unroute("**/api/v1/today*")
    expect(page.get_by_role("link", name="Begin")).to_be_visible(timeout=20_000)
