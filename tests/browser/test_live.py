"""The half hour in the browser: one question in view, the time that is left, leave to record, and the close."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Person, View
from tests.browser.talking import QUESTIONS, agreed, answers, begin, device, enter
from tests.conftest import Server

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]
SENT = "Everything is sent"


def more(page: Page, item: str) -> None:
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name=item).click()


def test_a_talk_from_the_cup_on_the_table_to_the_thanks(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    id_ = agreed(me.client, goal="What the days are like.")
    me.client.made("/notes", kind="research", interview_id=id_, body="Published on overnight data in 2024.")
    page.clock.install()
    page.goto(f"/interviews/{id_}/live")
    expect(page.get_by_text("3 questions for 30 minutes")).to_be_visible()
    expect(page.get_by_text("Published on overnight data")).to_be_visible()
    axe(page)
    look(page, "live-before")
    begin(page)
    expect(page.get_by_text(f"Next: {QUESTIONS[1]}")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text("30 minutes left")
    page.locator("textarea").fill("Seven sharp, with the overnight data.")
    page.get_by_role("button", name="Mattered").click()
    axe(page)
    look(page, "live")
    page.clock.fast_forward("25:00")
    expect(page.get_by_role("timer")).to_have_text("5 minutes left")
    expect(page.get_by_role("status").filter(has_text="Five minutes are left.")).to_have_count(1)
    axe(page)
    look(page, "live-five-minutes")
    page.get_by_role("button", name="Closing question").click()
    expect(page.get_by_role("heading", name=QUESTIONS[2])).to_be_visible()
    more(page, "All questions")
    expect(page.get_by_role("dialog").get_by_text("Asked · It mattered")).to_be_visible()
    axe(page)
    look(page, "live-questions")
    page.keyboard.press("Escape")
    more(page, "End the talk")
    expect(page.get_by_role("heading", name="Before you part")).to_be_visible()
    page.get_by_label("I thanked Maria Keller").check()
    page.get_by_role("group", name="Person 1").get_by_label("Name").fill("Jonas Weber")
    axe(page)
    look(page, "live-close", full=True)
    page.get_by_role("button", name="Close the talk").click()
    expect(page.get_by_role("heading", name="The talk is closed")).to_be_visible()
    expect(page.get_by_role("link", name="Write the thank-you")).to_be_visible()
    axe(page)
    look(page, "live-closed")


def test_the_whole_talk_by_keyboard_alone(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = agreed(me.client)
    page.goto(f"/interviews/{id_}/live")
    expect(page.get_by_role("button", name="Begin the half hour")).to_be_visible()
    page.keyboard.press("b")
    field = page.locator("textarea")
    expect(field).to_be_focused()
    page.keyboard.type("Seven sharp.")
    page.keyboard.press("Alt+m")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=QUESTIONS[1])).to_be_visible()
    page.keyboard.press("Alt+u")
    came = page.get_by_label("The question that came up")
    expect(came).to_be_focused()
    page.keyboard.type("And the nights?")
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type("Quiet.")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name=QUESTIONS[1])).to_be_visible()
    page.keyboard.press("Alt+s")
    expect(page.get_by_role("heading", name=QUESTIONS[2])).to_be_visible()
    page.keyboard.press("Alt+l")
    expect(page.get_by_role("dialog", name="All questions")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Anything else worth noting")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type("She lent me a book.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Before you part")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'checkbox'"):
            break
    page.keyboard.press("Space")
    page.get_by_role("group", name="Person 1").get_by_label("Name").focus()
    page.keyboard.type("Jonas Weber")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The talk is closed")).to_be_visible()
    expect(page.get_by_text(SENT)).to_be_visible()
    items = me.client.seen(f"/interviews/{id_}/agenda")["items"]
    assert [(each["text"], each["answer"], each["state"], each["mattered"]) for each in items] == [
        (QUESTIONS[0], "Seven sharp.", "asked", True),
        (QUESTIONS[1], "", "skipped", False),
        ("And the nights?", "Quiet.", "asked", False),
        (QUESTIONS[2], "", "asked", False),
    ]
    [note] = me.client.seen("/notes", interview_id=id_)["items"]
    assert (note["kind"], note["excerpt"]) == ("live", "She lent me a book.")
    held = me.client.seen(f"/interviews/{id_}")
    assert held["state"] == "held"
    assert held["held_at"] < held["ended_at"]
    closing = me.client.seen(f"/interviews/{id_}/closing")
    assert (closing["thanked"], [each["full_name"] for each in closing["people"]]) == (True, ["Jonas Weber"])


def test_everything_is_within_reach_of_a_thumb_on_a_small_phone(
    chromium: Browser, app_server: Server, axe: Axe
) -> None:
    with app_server.person("Robin") as client, device(chromium, app_server.url, has_touch=True) as phone:
        page = phone.new_page()
        id_ = agreed(client)
        enter(page, client.email, f"/interviews/{id_}/live")
        begin(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        buttons = page.get_by_role("navigation", name="Steer the talk").get_by_role("button")
        assert buttons.all_inner_texts() == ["Back", "Skip", "Mattered", "Came up", "More", "Asked, next"]
        for button in buttons.all():
            box = button.bounding_box()
            assert box is not None
            assert box["y"] > 740 / 2
            assert min(box["width"], box["height"]) >= 44
        page.locator("textarea").fill("A long answer. " * 200)
        expect(buttons.last).to_be_in_viewport(ratio=1)
        axe(page)


def test_the_time_goes_on_where_it_was_when_the_screen_is_opened_again(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = agreed(me.client)
    page.clock.install()
    page.goto(f"/interviews/{id_}/live")
    begin(page)
    page.clock.fast_forward("12:00")
    page.reload()
    expect(page.get_by_role("timer")).to_have_text("18 minutes left")
    page.clock.fast_forward("20:00")
    expect(page.get_by_role("timer")).to_have_text("2 minutes over")


def test_a_recording_needs_leave_and_is_kept_with_the_talk(chromium: Browser, app_server: Server, axe: Axe) -> None:
    with (
        app_server.person("Robin") as client,
        device(chromium, app_server.url, permissions=["microphone"]) as phone,
    ):
        page = phone.new_page()
        id_ = agreed(client)
        enter(page, client.email, f"/interviews/{id_}/live")
        begin(page)
        expect(page.get_by_role("button", name="Record")).to_have_count(0)
        more(page, "Leave to record")
        axe(page)
        page.get_by_label("How they put it").fill("Sure, for your notes.")
        page.get_by_role("button", name="They agreed").click()
        page.context.set_offline(True)
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_role("button", name="Recording: stop")).to_be_visible()
        page.wait_for_timeout(700)
        axe(page)
        page.get_by_role("button", name="Recording: stop").click()
        expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
        expect(page.get_by_text("sent when the network is back")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text(SENT)).to_be_visible()
        said = client.seen(f"/interviews/{id_}")
        assert (said["recording_consent"], said["recording_consent_how"]) == ("given", "Sure, for your notes.")
        [note] = client.seen("/notes", interview_id=id_)["items"]
        [file] = note["attachments"]
        assert (note["kind"], file["media_type"]) == ("live", "audio/webm")
        assert file["size"] > 500


def test_a_talk_is_closed_on_its_own_page_and_once_more_with_another_name(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    id_ = agreed(me.client)
    me.client.made("/contacts", full_name="Ada Lovelace")
    me.client.moved(f"/interviews/{id_}/hold")
    page.goto(f"/interviews/{id_}/close")
    expect(page.get_by_role("heading", name="Close the talk with Maria Keller")).to_be_visible()
    page.get_by_label("I thanked Maria Keller").check()
    page.get_by_role("group", name="“May I stay in touch?”").get_by_label("Yes").check()
    page.get_by_role("group", name="“May I say that you sent me?”").get_by_label("No", exact=True).check()
    person = page.get_by_role("group", name="Person 1")
    person.get_by_label("Email or phone").fill("jonas@example.org")
    person.get_by_label("Name").fill("Jonas Weber")
    page.get_by_role("button", name="Another name").click()
    page.get_by_role("group", name="Person 2").get_by_label("Name").fill("Ada Lovelace")
    axe(page)
    look(page, "close", full=True)
    page.get_by_role("button", name="Close the talk").click()
    expect(page.get_by_text(SENT)).to_be_visible()
    closing = me.client.seen(f"/interviews/{id_}/closing")
    assert (closing["thanked"], closing["may_keep"], closing["may_name"]) == (True, True, False)
    assert [(each["full_name"], each["known_before"]) for each in closing["people"]] == [
        ("Jonas Weber", False),
        ("Ada Lovelace", True),
    ]
    page.goto(f"/interviews/{id_}/close")
    expect(page.get_by_role("region", name="Whom they suggested").get_by_text("You knew them already")).to_be_visible()
    expect(page.get_by_label("I thanked Maria Keller")).to_be_checked()
    axe(page)
    look(page, "close-again", full=True)


def test_the_live_screen_of_a_strangers_talk_and_of_one_called_off_say_so(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = agreed(me.client)
    me.client.moved(f"/interviews/{id_}/cancel")
    page.goto(f"/interviews/{id_}/live")
    expect(page.get_by_text("This talk did not come about.")).to_be_visible()
    page.goto(f"/interviews/{id_}/close")
    expect(page.get_by_text("there is nothing to close")).to_be_visible()
    page.goto("/interviews/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c/live")
    expect(page.get_by_role("heading", name="This is not here (any more)")).to_be_visible()
    assert answers(me.client, id_)[QUESTIONS[0]] == ""
