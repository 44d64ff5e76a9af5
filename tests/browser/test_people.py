"""The list of everybody one could ask, the page of one of them, and what is done with many at once."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.conftest import Client

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def _undo(page: Page, said: str) -> None:
    """Take back what was told, once it was told: only then has the server done it."""
    expect(page.get_by_label("Messages").get_by_text(re.compile(said)).last).to_be_visible()
    page.keyboard.press("Alt+u")


def _row(page: Page, name: str) -> None:
    expect(page.get_by_role("link", name=re.compile(name)).first).to_be_visible()


def _no_row(page: Page, name: str) -> None:
    expect(page.get_by_role("link", name=re.compile(name))).to_have_count(0)


def _fill_list(client: Client) -> None:
    hospital = client.made("/organizations", name="St. Anne's Hospital", place="Leipzig")
    client.made(
        "/contacts",
        full_name="Maria Keller",
        headline="Clinical data manager",
        organization_id=hospital["id"],
        level="senior",
        emails=[{"value": "maria@example.org"}],
        links=[{"value": "https://www.linkedin.com/in/maria-keller"}],
    )
    client.made("/contacts", full_name="Jonas Berg", headline="Editor", level="peer", tags=["alumni"])
    client.made("/contacts", full_name="Zoë Ångström", headline="Head of operations", source="friend")


def test_a_newcomer_adds_people_by_name_alone_one_after_the_other(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/contacts")
    expect(page.get_by_role("heading", name="Whom could you ask?")).to_be_visible()
    axe(page)
    look(page, "people-empty")

    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Add a person")
    expect(dialog.get_by_label("Name")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Give the person a name.")).to_be_visible()
    page.keyboard.type("Maria Keller")
    dialog.get_by_role("combobox", name="Organization").fill("St. Anne")
    page.get_by_role("option", name="Add “St. Anne”").click()
    dialog.get_by_label("Email").fill("not an address")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Email").fill("maria@example.org")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("link", name="Maria Keller")).to_be_visible()

    expect(dialog.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Maria Kell")
    expect(dialog.get_by_text("Already on your list")).to_be_visible()
    axe(page)
    look(page, "people-add")
    dialog.get_by_label("Name").fill("Jonas Berg")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("link", name="Jonas Berg")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_text("2 people you could ask.")).to_be_visible()
    _row(page, "Maria Keller")
    axe(page)


def test_people_are_found_by_words_stage_and_filters_that_live_in_the_address(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    _fill_list(signed_in(page).client)
    page.goto("/contacts")
    _row(page, "Jonas Berg")
    look(page, "people-list")
    axe(page)

    page.get_by_label(re.compile("Find people by")).fill("angstrom")
    _no_row(page, "Jonas Berg")
    _row(page, "Zoë Ångström")
    page.get_by_label(re.compile("Find people by")).fill("nobody of that name")
    page.get_by_role("button", name="Show everyone").click()

    page.get_by_role("button", name="Filters").click()
    drawer = page.get_by_role("dialog", name="Filter people")
    drawer.get_by_role("button", name=re.compile("Senior")).click()
    axe(page)
    look(page, "people-filters")
    drawer.get_by_role("button", name="Show people").click()
    expect(page).to_have_url(re.compile("level=senior"))
    _no_row(page, "Jonas Berg")
    page.reload()
    _row(page, "Maria Keller")
    _no_row(page, "Jonas Berg")
    page.get_by_role("button", name="Senior: take this filter away").click()
    _row(page, "Jonas Berg")

    page.get_by_role("radio", name="Board").check(force=True)
    board = page.get_by_role("region", name="People by stage")
    expect(board.get_by_role("heading", name=re.compile("New"))).to_be_visible()
    expect(board.get_by_role("link", name="Zoë Ångström")).to_be_visible()
    axe(page)
    look(page, "people-board")


def test_many_are_changed_at_once_and_one_undo_takes_all_of_it_back(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    _fill_list(client)
    page.goto("/contacts")
    _row(page, "Jonas Berg")
    if view.phone:
        page.get_by_role("button", name="Select several").click()
    for name in ("Maria Keller", "Jonas Berg"):
        page.get_by_role("checkbox", name=f"Select {name}").click()
    bar = page.get_by_role("region", name="With everyone selected")
    expect(bar).to_contain_text("2 selected")
    axe(page)
    look(page, "people-selected")

    bar.get_by_role("button", name="Level").click()
    page.get_by_role("menuitem", name="Executive").click()
    expect(page.get_by_role("listitem").filter(has_text="level is “Executive” now")).to_be_visible()
    assert {one["level"] for one in client.seen("/contacts")["items"]} == {"executive", None}
    page.keyboard.press("Alt+u")
    expect(page.get_by_role("listitem").filter(has_text="Undone")).to_be_visible()
    assert {one["level"] for one in client.seen("/contacts")["items"]} == {"senior", "peer", None}

    bar.get_by_role("button", name="Tags").click()
    page.get_by_role("combobox", name="Add").fill("warm")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="alumni").click()
    page.get_by_role("button", name="Change tags").click()
    expect(page.get_by_role("listitem").filter(has_text="warm added, alumni taken away")).to_be_visible()
    assert sorted(one["tags"] for one in client.seen("/contacts")["items"]) == [[], ["warm"], ["warm"]]

    bar.get_by_role("button", name="Delete").click()
    _no_row(page, "Jonas Berg")
    expect(page.get_by_text("1 person you could ask.")).to_be_visible()
    page.goto("/contacts/bin")
    axe(page)
    page.get_by_role("button", name="Restore Jonas Berg").click()
    expect(page.get_by_role("button", name="Restore Jonas Berg")).to_have_count(0)
    assert client.seen("/contacts/counts")["total"] == 2


def test_one_person_has_a_reason_a_timeline_and_a_way_to_a_talk(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    _fill_list(client)
    page.goto("/contacts")
    page.get_by_role("link", name=re.compile("Maria Keller")).first.click()
    expect(page.get_by_role("heading", name="Maria Keller", level=1)).to_be_focused()
    expect(page.get_by_role("link", name="LinkedIn", exact=True)).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("link", name="Plan a talk")).to_have_attribute(
        "href", re.compile(r"/interviews/new\?contact=")
    )
    axe(page)

    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("textbox", name="Why Maria").fill("Moved from the ward to data without a degree.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Moved from the ward to data without a degree.")).to_be_visible()

    page.get_by_role("button", name="Congratulated", exact=True).click()
    page.get_by_label("Congratulated: in words").fill("On the hospital's award.")
    page.get_by_role("button", name="Write it down").click()
    timeline = page.get_by_role("list", name="Timeline with Maria Keller")
    expect(timeline).to_contain_text("On the hospital's award.")
    timeline.get_by_role("button", name=re.compile("More about")).click()
    page.get_by_role("menuitem", name="Edit").click()
    page.get_by_role("dialog").get_by_label("in words").fill("On the nursing award.")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(timeline).to_contain_text("On the nursing award.")
    timeline.get_by_role("button", name=re.compile("More about")).click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(timeline).to_have_count(0)
    _undo(page, "Taken off the timeline")
    expect(timeline).to_contain_text("On the nursing award.")
    axe(page)
    look(page, "person", full=True)

    page.get_by_role("button", name="More about this person").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page).to_have_url(re.compile(r"/contacts$"))
    _no_row(page, "Maria Keller")
    _undo(page, "Maria Keller is in the bin")
    _row(page, "Maria Keller")


def test_a_change_made_elsewhere_is_shown_and_the_person_chooses(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    _fill_list(client)
    maria = client.seen("/contacts", q="maria")["items"][0]
    page.goto(f"/contacts/{maria['id']}")
    page.get_by_role("button", name="Edit", exact=True).click()
    drawer = page.get_by_role("dialog", name="Edit Maria Keller")
    expect(drawer.get_by_label("Name", exact=True)).to_be_focused()
    axe(page)
    client.changed(f"/contacts/{maria['id']}", headline="Head of data", location="Leipzig")
    drawer.get_by_label("What they do").fill("Data lead")
    drawer.get_by_label("Where", exact=True).press("Enter")

    both = page.get_by_role("dialog", name="Changed in two places")
    expect(both).to_contain_text("Head of data")
    axe(page)
    look(page, "person-two-versions")
    both.get_by_role("button", name="Save this choice").click()
    expect(drawer).to_have_count(0)
    now = client.seen(f"/contacts/{maria['id']}")
    assert (now["headline"], now["location"]) == ("Data lead", "Leipzig")


def test_two_entries_of_one_person_are_compared_merged_and_taken_apart(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    _fill_list(client)
    client.made(
        "/contacts", full_name="Maria Keller-Roth", headline="Data lead", emails=[{"value": "maria@example.org"}]
    )
    page.goto("/contacts/duplicates")
    expect(page.get_by_text("Same email address")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=re.compile("Compare and merge")).click()
    dialog = page.get_by_role("dialog", name="One person, listed twice")
    dialog.get_by_role("radio", name="Maria Keller-Roth").check()
    axe(page)
    look(page, "people-merge")
    dialog.get_by_role("button", name="Merge into one").click()
    expect(page.get_by_role("heading", name="Everyone is listed once")).to_be_visible()
    kept = client.seen("/contacts", q="maria")["items"]
    assert [(one["full_name"], one["headline"]) for one in kept] == [("Maria Keller-Roth", "Clinical data manager")]
    axe(page)
    _undo(page, "is one person now")
    expect(page.get_by_text("Same email address")).to_be_visible()
    assert client.seen("/contacts/counts")["total"] == 4


def test_an_organization_shows_whom_one_knows_there(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    _fill_list(client)
    page.goto("/organizations")
    page.get_by_role("link", name=re.compile("St. Anne's Hospital")).click()
    expect(page.get_by_role("link", name="Maria Keller")).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    drawer = page.get_by_role("dialog", name="Edit St. Anne's Hospital")
    drawer.get_by_label("What you know about it").fill("Its own nursing school.")
    drawer.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Its own nursing school.")).to_be_visible()
    axe(page)
    look(page, "organization")


@pytest.mark.parametrize("path", ["/contacts", "/contacts/duplicates", "/contacts/bin", "/organizations"])
def test_without_an_answer_the_list_says_so_and_can_be_asked_again(
    path: str, page: Page, signed_in: Enter, axe: Axe
) -> None:
    _fill_list(signed_in(page).client)
    # refused and not cut off: without a network the app asks again by itself as soon as anything answers
    fault = json.dumps({"title": "Something went wrong here.", "status": 500, "code": "server_error", "errors": []})
    page.route(
        re.compile(r"/api/v1/(contacts|organizations)"),
        lambda route: route.fulfill(status=500, content_type="application/problem+json", body=fault),
    )
    page.goto(path)
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    axe(page)
    page.unroute_all()
    again.click()
    expect(again).to_have_count(0)
