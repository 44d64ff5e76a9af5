"""Whom one has talked to about a career and whom not; what to mind before asking; what is due, done from Today."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.conftest import Client
from tests.interviews.make import person, talk

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

PEOPLE = (
    ("Maria Keller", "peer", "friend", "held"),
    ("Ben Okafor", "peer", "friend", "held"),
    ("Cleo Marsh", "entry", "alumni", "declined"),
    ("Dr. Grand", "executive", "alumni", None),
    ("Eve Small", "senior", "alumni", None),
    ("Fay Moss", None, None, None),
)


def explored(client: Client) -> str:
    """A career with people at several levels, of whom two were talked to: friends, at one hospital."""
    career = str(client.made("/careers", title="Clinical data manager")["id"])
    hospital = client.made("/organizations", name="St. Anne's Hospital")["id"]
    ids = {}
    for name, level, source, came in PEOPLE:
        ids[name] = person(
            client, name, level=level, source=source, organization_id=hospital, career_ids=[career],
            why_them="Knows both sides.", difficulty=5 if name == "Dr. Grand" else 2,
        )  # fmt: skip
        if came:
            talk(client, came, contact_id=ids[name], career_ids=[career])
    client.made("/introductions", introducer_id=ids["Maria Keller"], introduced_id=ids["Eve Small"])
    client.made("/introductions", introducer_id=ids["Maria Keller"], introduced_id=ids["Ben Okafor"])
    return career


def test_coverage_is_a_picture_that_reads_as_a_table(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    career = explored(signed_in(page).client)
    page.goto(f"/careers/{career}/coverage")
    missing = page.get_by_role("region", name="What is missing").get_by_role("listitem")
    expect(missing).to_contain_text([
        "Nobody above your level yet.", "Everybody you talked to is at St. Anne's Hospital.",
        "Nobody outside your friends and family yet.",
    ])  # fmt: skip
    expect(missing.first).to_contain_text("You know 2 of them: ask one.")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Level", "Alumni", "Friends", "Not said"])
    expect(table.get_by_role("row", name="At my level").get_by_role("cell")).to_have_text(
        ["Nobody", "2 known, 2 asked, 2 talked to", "Nobody"]
    )
    expect(table.get_by_role("row", name="Executive").get_by_role("cell").first).to_have_text("1 known")
    first = page.get_by_role("region", name="Whom to ask next").get_by_role("listitem").first
    expect(first).to_contain_text("Maria Keller named them: begin with that name.")
    expect(page.get_by_role("region", name="Who led to them")).to_contain_text("1 of them talked to: 50 %")
    look(page, "coverage", full=True)
    axe(page)
    table.get_by_role("link", name="2 known, 2 asked, 2 talked to").click()
    expect(page).to_have_url(re.compile(f"/contacts.*career={career}&level=peer&source=friend"))


def test_a_career_says_what_is_missing_and_leads_to_whom_to_ask(page: Page, signed_in: Enter, axe: Axe) -> None:
    client = signed_in(page).client
    career = explored(client)
    page.goto(f"/careers/{career}")
    card = page.get_by_role("region", name="Coverage")
    expect(card).to_contain_text("Nobody above your level yet.")
    expect(card).to_contain_text("6 known, 3 asked, 2 talked to")
    card.get_by_role("link", name="Whom you have talked to").click()
    page.get_by_role("link", name="Plan a talk with Eve Small").click()
    expect(page.get_by_label("With whom?")).to_have_value("Eve Small")
    expect(page.get_by_role("checkbox", name="Clinical data manager")).to_be_checked()

    empty = client.made("/careers", title="Baker")["id"]
    page.goto(f"/careers/{empty}/coverage")
    expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    axe(page)
    page.route("**/coverage", lambda route: route.abort() if "/api/" in route.request.url else route.continue_())
    page.goto(f"/careers/{career}/coverage")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    axe(page)


def test_what_to_mind_is_said_where_one_plans_and_where_one_asks(
    page: Page, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    client.changed("/profile", weekly_asks=1)
    waiting = talk(client, contact_id=person(client, "Bo Lind"))
    client.moved(f"/interviews/{waiting}/request")
    stranger = person(client, "Ada Stranger")
    page.goto(f"/interviews/new?contact={stranger}")
    expect(page.get_by_text("To them you are a stranger")).to_be_visible()
    expect(page.get_by_text("You have asked 1 person this week; you set yourself 1.")).to_be_visible()
    look(page, "guard")
    axe(page)
    page.get_by_role("link", name="Open their page").click()
    expect(page.get_by_role("heading", name="Ada Stranger")).to_be_visible()

    id_ = talk(client, contact_id=stranger)
    page.goto(f"/interviews/{id_}")
    page.get_by_role("button", name="I asked").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("To them you are a stranger")).to_be_visible()
    axe(page)
    dialog.get_by_role("button", name="Note the ask").click()  # it is only said
    expect(page.get_by_text("You can follow up from")).to_be_visible()
    expect(page.get_by_role("button", name="I followed up")).to_have_count(0)

    page.goto(f"/interviews/new?contact={stranger}")
    expect(page.get_by_text("Another talk with them waits for a reply.")).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    expect(page).to_have_url(re.compile(id_))


def test_what_is_due_is_one_press_away_from_today(page: Page, signed_in: Enter) -> None:
    client = signed_in(page).client
    contact_id = person(client, "Fay Moss")
    id_ = talk(client, "held", contact_id=contact_id)
    page.goto("/today")
    due = page.get_by_role("region", name="Due", exact=True)
    expect(due.get_by_role("link", name="Thank with Fay Moss")).to_have_attribute(
        "href", f"/outreach/write?purpose=thank_you&contact={contact_id}&interview={id_}"
    )
    due.get_by_role("link", name="Debrief with Fay Moss").click()
    expect(page).to_have_url(re.compile(f"/interviews/{id_}/debrief"))
    client.made(f"/contacts/{contact_id}/activities", what="thanked")
    page.get_by_role("link", name="Today").first.click()
    expect(due.get_by_role("listitem")).to_have_count(2)
