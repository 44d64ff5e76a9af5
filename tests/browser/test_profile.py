"""Knowing oneself: what is told is kept as one leaves the field, and becomes what careers are judged by."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Person, View

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def test_what_one_tells_is_kept_without_a_button(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    person = signed_in(page)
    page.goto("/profile")
    status = page.locator(".keep-status")
    axe(page)
    page.get_by_label("What do you do?").fill("Night nurse, nine years.")
    page.keyboard.press("Tab")
    expect(status).to_have_text("Saved")
    page.get_by_label("What bothers you in it? Add one").fill("Four weekends a month, and nights")
    page.keyboard.press("Enter")
    page.keyboard.type("Charting everything twice")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What bothers you in it? 2")).to_have_value("Charting everything twice")
    expect(status).to_have_text("Saved")
    page.get_by_label("Values").fill("Evenings at home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Evenings at home")).to_be_visible()
    expect(status).to_have_text("Saved")
    axe(page)
    page.reload()
    expect(page.get_by_label("What do you do?")).to_have_value("Night nurse, nine years.")
    expect(page.get_by_label("What bothers you in it? 1")).to_have_value("Four weekends a month, and nights")
    told = person.client.seen("/profile")
    assert told["dislikes"] == ["Four weekends a month, and nights", "Charting everything twice"]
    assert told["values"] == ["Evenings at home"]
    look(page, "profile", full=True)


def test_ones_own_words_become_criteria_that_are_weighed_by_keyboard(page: Page, signed_in: Enter, axe: Axe) -> None:
    person = signed_in(page)
    person.client.changed("/profile", values=["Evenings at home"], interests=["Statistics"])
    page.goto("/profile")
    page.get_by_role("button", name="Evenings at home as a value").click()
    weight = page.get_by_role("group", name="How much “Evenings at home” matters")
    expect(weight.get_by_role("radio", name="3, clearly")).to_be_checked()
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as patched:
        weight.get_by_role("radio", name="3, clearly").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    assert patched.value.json()["weight"] == 5
    expect(weight.get_by_role("radio", name="5, decisive")).to_be_focused()
    page.get_by_label("What else matters?").fill("evenings, at HOME")
    page.keyboard.press("Enter")
    expect(page.get_by_text("a criterion has this name")).to_be_visible()
    page.get_by_label("What else matters?").fill("Pay that covers the flat")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="How much “Pay that covers the flat” matters")).to_be_visible()
    page.get_by_role("button", name="Evenings at home: edit or delete").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(weight).to_be_hidden()
    page.get_by_role("listitem").filter(has_text="counts no more").get_by_role("button", name="Undo").click()
    expect(weight.get_by_role("radio", name="5, decisive")).to_be_checked()
    axe(page)


def test_words_written_without_a_network_are_sent_when_it_is_back(
    page: Page, context: BrowserContext, signed_in: Enter, axe: Axe
) -> None:
    person = signed_in(page)
    page.goto("/profile")
    expect(page.get_by_label("What do you do?")).to_be_visible()
    context.set_offline(True)
    page.get_by_label("What do you do?").fill("Night nurse")
    page.keyboard.press("Tab")
    expect(page.locator(".keep-status")).to_contain_text("Not saved yet")
    axe(page)
    context.set_offline(False)
    expect(page.locator(".keep-status")).to_have_text("Saved")
    assert person.client.seen("/profile")["current_work"] == "Night nurse"


def test_words_changed_in_two_places_are_both_shown(page: Page, signed_in: Enter, axe: Axe) -> None:
    person = signed_in(page)
    page.goto("/profile")
    expect(page.get_by_label("In a year")).to_be_visible()
    person.client.changed("/profile", goals_1_year="Written elsewhere", goals_5_years="Only elsewhere")
    page.get_by_label("In a year").fill("Written here")
    page.keyboard.press("Tab")
    dialog = page.get_by_role("dialog", name="Changed in two places")
    expect(dialog.get_by_text("Written elsewhere")).to_be_visible()
    axe(page)
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.locator(".keep-status")).to_have_text("Saved")
    told = person.client.seen("/profile")
    assert (told["goals_1_year"], told["goals_5_years"]) == ("Written here", "Only elsewhere")
    expect(page.get_by_label("In five years")).to_have_value("Only elsewhere")
