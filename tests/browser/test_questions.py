"""The bank of questions: started from a set, mended as one writes, read with everyone's answers."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def test_a_newcomer_takes_two_topics_and_finds_a_question(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/questions")
    expect(page.get_by_role("heading", name="No questions yet")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Look at the starter set").click()
    dialog = page.get_by_role("dialog", name="Questions to start with")
    expect(dialog.get_by_role("button", name="Take all")).to_be_visible()
    dialog.get_by_role("checkbox", name="Pay").check()
    dialog.get_by_role("checkbox", name="Closing").check()
    dialog.locator("summary").first.click()
    axe(page)
    look(page, "starter-set")
    dialog.get_by_role("button", name="Take").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="Pay")).to_be_visible()
    expect(page.get_by_role("heading", name="Skills")).to_be_hidden()
    look(page, "questions")
    axe(page)
    page.get_by_label("Find a question").fill("zzz")
    expect(page.get_by_role("heading", name="Nothing fits")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Show all questions").click()
    expect(page.get_by_role("heading", name="Pay")).to_be_visible()


def test_advice_comes_as_one_writes_and_its_proposal_is_taken_with_one_press(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    person = signed_in(page)
    page.goto("/questions?add=1")
    field = page.get_by_label("What do you want to ask?")
    expect(field).to_be_focused()
    page.keyboard.type("Don't you love your job, and what would you change about it?")
    expect(page.get_by_role("status").filter(has_text="of advice")).to_be_attached()
    take = page.get_by_role("button", name="Use “").first
    expect(take).to_be_visible()
    axe(page)
    look(page, "question-advice")
    proposed = take.inner_text().removeprefix("Use “").removesuffix("”")
    take.click()
    expect(field).to_have_value(proposed)
    expect(field).to_be_focused()
    page.get_by_label("Topic", exact=True).last.select_option(label="What fulfills them")
    page.get_by_label("Tags").fill("first talk")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add question").click()
    expect(page.get_by_role("link", name=proposed)).to_be_visible()
    [made] = person.client.seen("/questions")["items"]
    assert (made["text"], made["category"], made["tags"]) == (proposed, "fulfilment", ["first talk"])


def test_a_question_shows_what_everyone_answered_and_is_changed_and_undone(
    page: Page, signed_in: Enter, axe: Axe
) -> None:
    person = signed_in(page)
    id_ = person.client.made("/questions", text="What does a bad day look like?", category="worst_part")["id"]
    for name, answer in (("Anna Amsel", "Three audits in a week."), ("Ben Berg", "A day without anybody.")):
        held = talk(person.client, "held", contact_id=contact(person.client, name))
        person.client.made(f"/interviews/{held}/agenda", question_id=id_, answer=answer)
    page.goto("/questions")
    page.get_by_role("link", name="What does a bad day look like?").click()
    expect(page.get_by_text("Three audits in a week.")).to_be_visible()
    expect(page.get_by_role("link", name="Ben Berg")).to_be_visible()
    expect(page.get_by_text("asked twice")).to_be_visible()
    axe(page)
    page.keyboard.press("e")
    page.get_by_label("What do you want to ask?").fill("What does a really bad day look like?")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.get_by_role("heading", level=1, name="What does a really bad day look like?")).to_be_visible()
    page.get_by_role("button", name="More about this question").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("heading", name="No questions yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="What does a really bad day look like?")).to_be_visible()
    axe(page)
