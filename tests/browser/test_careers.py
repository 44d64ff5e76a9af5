"""Careers: dreamt up one after the other, tested by assumptions, decided with a reason."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def test_a_career_goes_from_a_title_to_ground_covered(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/careers")
    expect(page.get_by_role("heading", name="Where could it lead?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Add career").click()
    expect(page.get_by_label("A title worth a look")).to_be_focused()
    page.keyboard.type("Clinical data manager")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Clinical data manager")).to_be_visible()
    page.keyboard.type("Medical writer")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Medical writer").click()
    expect(page.get_by_role("heading", level=1, name="Medical writer")).to_be_visible()
    page.get_by_label("Another assumption").fill("One can start without a degree.")
    page.keyboard.press("Enter")
    state = page.get_by_role("group", name="What talks have shown: One can start without a degree.")
    state.get_by_role("radio", name="Refuted").check()
    expect(page.get_by_text("1 refuted. Two people")).to_be_visible()
    page.get_by_label("What you have read").fill("# Three advertisements\n\nAll ask for **samples**.")
    page.get_by_label("Why is it worth a look?").focus()
    expect(page.locator(".keep-status")).to_have_text("Saved")
    page.get_by_role("button", name="Preview of What you have read").click()
    expect(page.get_by_role("heading", name="Three advertisements")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("dialog").get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Say why, in a sentence")).to_be_visible()
    page.get_by_role("radio", name="Rule it out").check()
    page.get_by_label("Because").fill("Alone with a text all day is not for me.")
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name="Decide").click()
    expect(page.get_by_text("You ruled it out on")).to_be_visible()
    expect(page.get_by_role("heading", name="What you decided")).to_be_visible()
    look(page, "career", full=True)
    axe(page)
    page.goto("/careers")
    covered = page.get_by_role("region", name="Ground covered")
    expect(covered.get_by_role("link", name="Medical writer")).to_be_visible()
    look(page, "careers")
    axe(page)


def test_what_was_deleted_comes_back_from_the_message_and_from_the_bin(page: Page, signed_in: Enter, axe: Axe) -> None:
    person = signed_in(page)
    id_ = person.client.made("/careers", title="Data steward")["id"]
    person.client.made(f"/careers/{id_}/assumptions", claim="It pays well.")
    page.goto(f"/careers/{id_}")
    page.get_by_role("button", name="Edit or delete: It pays well.").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_text("It pays well.", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It pays well.", exact=True)).to_be_visible()
    page.get_by_role("button", name="More about this career").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("heading", level=1, name="Careers")).to_be_visible()
    page.goto("/careers/bin")
    axe(page)
    page.get_by_role("button", name="Take back Data steward").click()
    expect(page.get_by_text("Nothing in the bin")).to_be_visible()
    axe(page)
    assert person.client.seen(f"/careers/{id_}")["deleted_at"] is None


def test_a_career_shows_who_can_speak_about_it_and_what_was_said(page: Page, signed_in: Enter, axe: Axe) -> None:
    person = signed_in(page)
    id_ = person.client.made("/careers", title="Data steward")["id"]
    maria = contact(person.client, "Maria Keller", career_ids=[id_])
    talk(person.client, "held", contact_id=maria, career_ids=[id_])
    page.goto(f"/careers/{id_}")
    people = page.get_by_role("region", name="Who can speak about it")
    expect(people.get_by_role("link", name="Maria Keller")).to_have_attribute("href", f"/contacts/{maria}")
    talks = page.get_by_role("region", name="Talks about it")
    expect(talks.get_by_text("Held")).to_be_visible()
    expect(talks.get_by_role("link", name="All talks")).to_have_attribute("href", f"/interviews?career={id_}")
    notes = page.get_by_role("region", name="Notes")
    notes.get_by_label("A new note").fill("Ask about the lock\n\nEvenings before it are long.")
    notes.get_by_role("button", name="Keep note").click()
    expect(notes.get_by_role("link", name="Ask about the lock")).to_be_visible()
    expect(notes.get_by_label("A new note")).to_have_value("")
    axe(page)
