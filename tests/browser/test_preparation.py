"""The days before a talk: what research answers is struck off, what there is to do is ticked, and it is rehearsed."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk
from tests.interviews.test_agenda import put, question
from tests.rehearsals.test_rehearsals import rehearsed, summary

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

TEAM = "How many people work in the data team?"
BAD_DAY = "What does a bad day look like?"


def ready(me: Person) -> str:
    """A talk in a café, with research that answers one of its questions."""
    client = me.client
    organization = client.made("/organizations", name="St. Anne's Hospital", about="Founded in 1911, in Leipzig.")["id"]
    career = client.made("/careers", title="Clinical data manager", research="Pay starts at **48,000 euro**.")["id"]
    maria = contact(client, why_them="Her talk on audits.", organization_id=organization)
    id_ = talk(client, contact_id=maria, career_ids=[career], mode="in_person", place="Café Riquet", travel_minutes=25)
    client.moved(
        f"/interviews/{id_}/schedule", starts_at_local="2031-12-01T09:00", time_zone="Europe/Berlin", minutes=30
    )
    client.made("/notes", kind="research", body="# The data team\n\nNine people, two of them nurses.", contact_id=maria)
    put(client, id_, TEAM, BAD_DAY, "When was your company founded?", "Whom else should I talk to?", planned_minutes=8)
    return id_


def test_research_stands_beside_the_questions_and_answers_some(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    id_ = ready(signed_in(page))
    page.goto(f"/interviews/{id_}/prepare")
    expect(page.get_by_role("heading", level=1, name="Prepare")).to_be_visible()
    expect(page.get_by_role("blockquote").filter(has_text="Nine people")).to_be_visible()
    expect(page.get_by_text("Over by 2 min.")).to_be_visible()
    expect(page.get_by_text("leave by 08:25")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=f"Strike it off: {TEAM}").click()
    expect(page.get_by_text("24 of 30 minutes planned")).to_be_visible()
    page.get_by_role("blockquote").get_by_role("button", name="The data team").click()
    expect(page.get_by_text("Nine people, two of them nurses.").last).to_be_visible()
    page.get_by_role("checkbox", name="Get a small treat").check()
    expect(page.get_by_text("1 of 10 done")).to_be_visible()
    page.get_by_role("button", name="Not needed: Pack pen").click()
    expect(page.get_by_text("1 of 9 done")).to_be_visible()
    axe(page)
    look(page, "prepare", full=True)


def changed(response: Response) -> bool:
    return response.request.method == "PATCH"


def test_a_question_is_struck_off_and_taken_back_and_a_note_written_there_answers_another(
    page: Page, signed_in: Enter
) -> None:
    me = signed_in(page)
    id_ = ready(me)
    agenda = f"/interviews/{id_}/agenda"
    page.goto(f"/interviews/{id_}/prepare")
    with page.expect_response(changed):
        page.get_by_role("button", name=f"Strike it off: {TEAM}").click()
    [struck] = [each for each in me.client.seen(agenda)["items"] if each["researched"]]
    assert (struck["text"], struck["state"]) == (TEAM, "open")
    assert struck["answer"].endswith("Nine people, two of them nurses.")
    with page.expect_response(changed):
        page.get_by_role("button", name=f"Take it back: {TEAM}").click()
    expect(page.get_by_role("button", name=f"Strike it off: {TEAM}")).to_be_visible()
    assert [each["answer"] for each in me.client.seen(agenda)["items"]] == ["", "", "", ""]

    founded = page.get_by_role("listitem").filter(has_text="When was your company founded?")
    expect(founded.get_by_text("Look it up beforehand")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("The company was founded by three doctors.")
    page.get_by_label("About").select_option(label="St. Anne's Hospital")
    page.get_by_role("button", name="Keep note").click()
    expect(founded.get_by_role("blockquote")).to_contain_text("founded by three doctors")
    expect(page.get_by_label("A research note")).to_have_value("")

    page.keyboard.press("Escape")
    page.get_by_label("Something of your own to see to").fill("Print her article")
    page.keyboard.press("Enter")
    mine = page.get_by_role("checkbox", name="Print her article")
    with page.expect_response(changed):
        mine.check()
    page.get_by_role("button", name="Delete: Print her article").click()
    expect(mine).to_be_hidden()
    page.get_by_role("listitem").filter(has_text="It is off your checklist").get_by_role("button", name="Undo").click()
    expect(mine).to_be_checked()
    page.get_by_role("button", name="Not needed: Get a small treat").click()
    page.get_by_role("button", name="1 set aside").click()
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.get_by_role("checkbox", name="Get a small treat")).to_be_visible()
    page.get_by_role("link", name="Rehearse").click()
    expect(page.get_by_role("heading", level=1, name="Rehearse")).to_be_visible()


def test_a_rehearsal_shows_one_thing_at_a_time_and_then_the_record(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    id_ = ready(me)
    parts = [{"kind": "question", "text": BAD_DAY, "seconds": 60, "rating": 2}]
    rehearsed(me.client, id_, 2400, parts=parts)
    page.goto(f"/interviews/{id_}/rehearse")
    expect(page.get_by_label("How you open")).to_have_value(
        "".join(me.client.seen(f"/interviews/{id_}/rehearsals/summary")["opening"]["text"])
    )
    expect(page.get_by_text("10 minutes over the 30")).to_be_visible()
    axe(page)
    look(page, "rehearse-begin", full=True)
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.get_by_text(TEAM)).to_be_visible()
    expect(page.get_by_role("radio", name="3")).to_be_checked()
    axe(page)
    look(page, "rehearse")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Second rehearsal")).not_to_have_count(0)
    axe(page)
    look(page, "rehearse-record", full=True)


def test_without_questions_or_research_the_screens_say_where_to_begin(page: Page, signed_in: Enter, axe: Axe) -> None:
    id_ = talk(signed_in(page).client)
    page.goto(f"/interviews/{id_}/prepare")
    expect(page.get_by_role("heading", name="No questions yet")).to_be_visible()
    expect(page.get_by_text("Nothing yet. Ten minutes")).to_be_visible()
    axe(page)
    page.goto(f"/interviews/{id_}/rehearse")
    expect(page.get_by_label("How you ask")).to_have_value(re.compile("Hello, Maria"))
    expect(page.get_by_text("No questions are chosen yet")).to_be_visible()
    axe(page)
    for way in ("prepare", "rehearse"):
        page.goto(f"/interviews/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c/{way}")
        expect(page.get_by_role("heading", name="This is not here (any more)")).to_be_visible()


LATE = 25
"""Seconds that may pass by themselves between two presses, on a machine that is busy."""


def clocks(page: Page) -> list[int]:
    """What they show, in seconds."""
    shown = [each.split(":") for each in page.get_by_role("timer").all_inner_texts()]
    return [int(minutes) * 60 + int(seconds) for minutes, seconds in shown]


def test_a_talk_is_rehearsed_by_keyboard_and_the_time_is_right_after_a_sleep(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = ready(me)
    page.clock.install()
    page.goto(f"/interviews/{id_}/rehearse")
    page.get_by_label("How you open").fill("Good morning Maria, I am Robin.")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Enter")
    words = page.locator("[aria-live]").filter(has_text="Good morning Maria, I am Robin.")
    expect(words).to_be_focused()
    page.clock.fast_forward("00:33")
    expect(page.get_by_text("1 of 6 · The opening")).to_be_visible()
    page.keyboard.press("4")
    page.keyboard.press("Space")
    expect(page.get_by_text("2 of 6 · A question")).to_be_visible()
    page.clock.fast_forward("02:00:00")  # the lid was closed
    page.keyboard.press("p")
    expect(page.get_by_text("Paused")).to_be_visible()
    question, whole = clocks(page)
    assert 7200 <= question < 7200 + LATE
    assert question + 33 <= whole < question + 33 + LATE
    page.clock.fast_forward("10:00")
    assert clocks(page) == [question, whole]
    page.keyboard.press("b")
    page.keyboard.press("5")
    expect(page.get_by_role("radio", name="5")).to_be_checked()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Well rehearsed")).to_be_visible()
    expect(page.get_by_text("First rehearsal, 121 minutes.")).to_be_visible()
    page.get_by_label("What to do differently").fill("Slower.")
    page.get_by_role("button", name="Keep note").click()
    expect(page.get_by_role("button", name="Keep note")).to_be_hidden()
    [kept] = me.client.seen(f"/interviews/{id_}/rehearsals")["items"]
    assert (kept["finished"], kept["note"], kept["opening"]) == (True, "Slower.", "Good morning Maria, I am Robin.")
    assert [(each["kind"], each["rating"]) for each in kept["parts"]][:2] == [("opening", 5), ("question", None)]
    assert whole <= kept["seconds"] < whole + LATE


def test_a_rehearsal_that_is_left_is_kept_and_gone_on_with(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = ready(me)
    page.goto(f"/interviews/{id_}/rehearse")
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("Space")
    expect(page.get_by_text(TEAM)).to_be_visible()
    with page.expect_response(lambda each: each.url.endswith("/rehearsals")):
        page.get_by_role("link", name="Maria Keller").click()
    expect(page.get_by_role("heading", level=1, name="Maria Keller")).to_be_visible()
    assert summary(me.client, id_)["runs"][0]["finished"] is False
    page.go_back()
    expect(page.get_by_text("You left a rehearsal at part 2 of 6")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text(TEAM)).to_be_visible()
    for _ in range(5):
        page.get_by_role("button", name="Next").or_(page.get_by_role("button", name="Done")).click()
    expect(page.get_by_role("heading", name="Well rehearsed")).to_be_visible()
    expect(page.get_by_label("What to do differently")).to_be_visible()  # kept
    assert [each["finished"] for each in summary(me.client, id_)["runs"]] == [True]
    page.get_by_role("button", name="Delete: First rehearsal").click()
    expect(page.get_by_role("heading", name="Your rehearsals")).to_be_hidden()


def test_without_a_network_a_rehearsal_stays_on_the_device_until_it_can_be_kept(page: Page, signed_in: Enter) -> None:
    me = signed_in(page)
    id_ = ready(me)
    page.goto(f"/interviews/{id_}/rehearse")
    page.get_by_role("button", name="Begin").click()
    page.keyboard.press("5")
    page.context.set_offline(True)
    page.keyboard.press("Escape")
    expect(page.get_by_text("It is safe on this device")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Your rehearsals")).to_be_visible()
    expect(page.get_by_text("It is safe on this device")).to_be_hidden()
    [run] = summary(me.client, id_)["runs"]
    assert (run["finished"], run["rating"]) == (False, 5.0)

    page.get_by_role("button", name="Once more").click()
    page.get_by_role("button", name="Begin anew").click()
    page.context.set_offline(True)
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Well rehearsed")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"/interviews/{id_}/rehearse")  # what could not be sent then is sent now
    expect(page.get_by_text("Second rehearsal, ").first).to_be_visible()
    assert [each["finished"] for each in summary(me.client, id_)["runs"]] == [False, True]


def answered(me: Person, bank: str, name: str, answer: str, **more: Any) -> None:
    who = contact(me.client, name, level="senior", headline="Data manager")
    id_ = talk(me.client, "held", contact_id=who, **more)
    me.client.made(f"/interviews/{id_}/agenda", answer=answer, **({"question_id": bank} if bank else {"text": BAD_DAY}))


def test_one_question_shows_everyones_answers_side_by_side(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    me = signed_in(page)
    bank = question(me.client, BAD_DAY)
    page.goto(f"/questions/{bank}")
    expect(page.get_by_role("heading", name="Nobody was asked yet")).to_be_visible()
    first, second = (me.client.made("/careers", title=title)["id"] for title in ("Data manager", "UX researcher"))
    answered(me, bank, "Anna Amsel", "Three audits in a week, and nobody says thank you.", career_ids=[first])
    answered(me, bank, "Ben Berg", "A day without a single participant.", career_ids=[second])
    answered(me, "", "Cleo Conrad", "When the numbers do not add up at six in the evening.", career_ids=[first])
    page.reload()
    expect(page.get_by_text("Senior · Data manager").first).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(3)
    axe(page)
    look(page, "answers", full=True)
    page.get_by_label("About which career").select_option(label="Data manager")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_text("A day without a single participant.")).to_be_hidden()
    page.get_by_role("article").filter(has_text="Anna Amsel").get_by_role("link", name="The talk on").click()
    page.get_by_role("link", name="Everyone’s answers").click()
    expect(page.get_by_role("article")).to_have_count(3)
