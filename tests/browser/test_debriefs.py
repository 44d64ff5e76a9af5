"""After a talk: what it taught, the evidence that adds up, careers side by side, and the decision."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import PICTURES, Person, View
from tests.conftest import Client
from tests.debriefs.make import assumption, career, criterion, find, held, path, rate

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

CRITERIA = (("Evenings at home", 5), ("Statistics", 3), ("Useful to patients", 4), ("Pay that covers the flat", 3))
SAID = "“I have been home for dinner every day this year.”"


def explored(client: Client) -> tuple[str, str]:
    """Two careers with what several people said of them; the second speaks against itself."""
    data, writer = career(client, "Clinical data manager"), career(client, "Medical writer")
    evenings, statistics, useful, _ = (criterion(client, *each) for each in CRITERIA)
    start, quiet = assumption(client, data, "One can start without a degree."), assumption(client, data, "It is quiet.")
    assumption(client, data, "It can be done from home.")
    ward, cro = (client.made("/organizations", name=name)["id"] for name in ("St. Anne's Hospital", "Kappa Research"))
    maria = held(client, data, writer, level="senior", organization_id=ward, at="2026-10-01T08:00:00Z")
    tom = held(client, data, name="Tom Tran", level="manager", organization_id=cro, at="2026-10-08T08:00:00Z")
    ute = held(client, writer, name="Ute Ulm", organization_id=cro, at="2026-10-09T08:00:00Z")
    for id_, rating in ((maria, 2), (tom, 1)):
        rate(client, id_, data, evenings, rating, evidence=SAID)
        find(client, id_, start, "confirmed", evidence="Two of five colleagues are nurses.")
    rate(client, maria, data, statistics, 2, evidence="She builds the checks herself.")
    rate(client, tom, data, statistics, -1, evidence="“After a year the checks write themselves.”")
    rate(client, maria, writer, useful, -1, evidence="“I never hear what became of it.”")
    for criterion_id in (evenings, useful):
        rate(client, ute, writer, criterion_id, -2, evidence="“Deadlines eat the evenings. I would not do it again.”")
    find(client, maria, quiet, "confirmed")
    find(client, tom, quiet, "refuted", evidence="Open plan, forty people.")
    client.changed(path(maria), verdict="energising", summary="She likes the puzzle more than the people.")
    client.moved(f"{path(maria)}/finish")
    client.changed(path(ute), verdict="disappointing", summary="She warned me off.")
    return data, writer


def prepared(client: Client) -> str:
    """A talk that was held about a career, with an answer and a note."""
    data = career(client)
    for each in CRITERIA:
        criterion(client, *each)
    assumption(client, data)
    id_ = held(client, data)
    client.made(f"/interviews/{id_}/agenda", text="When do you go home?", answer="At four, on most days.")
    client.made("/notes", kind="live", body="She smiled when she spoke of audits.", interview_id=id_)
    return id_


def rests_on(page: Page, what: str) -> Locator:
    """Where the evidence for something is written down."""
    return page.get_by_role("group", name=f"What “{what}” rests on")


def test_a_debrief_is_written_in_one_go_and_done(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    id_ = prepared(client)
    page.goto(f"/interviews/{id_}/debrief")
    expect(page.get_by_text("0 of 6 said")).to_be_visible()
    page.get_by_role("group", name="Evenings at home", exact=True).get_by_role("radio", name="+2").check()
    expect(page.get_by_text("Strongly for it", exact=True)).to_be_visible()
    rests_on(page, "Evenings at home").get_by_label("Where it comes from").select_option(
        label="Answer: When do you go home?"
    )
    expect(rests_on(page, "Evenings at home").get_by_label("What did they")).to_have_value("At four, on most days.")
    page.get_by_role("group", name="One can start without a degree.", exact=True).get_by_role(
        "radio", name="Confirmed"
    ).check()
    rests_on(page, "One can start without a degree.").get_by_label("What did they").fill("Two of five are nurses.")
    page.get_by_role("button", name="Finish the debrief").click()
    expect(page.get_by_text("it is all that a debrief needs")).to_be_visible()
    page.get_by_role("group", name="How was it?").get_by_role("radio", name="Disappointing").check()
    expect(page.get_by_text("About half of all talks disappoint.")).to_be_visible()
    expect(page.get_by_text("3 of 6 said")).to_be_visible()
    look(page, "debrief", full=True)
    axe(page)
    page.get_by_role("button", name="Finish the debrief").click()
    expect(page.get_by_role("heading", name="Ground covered")).to_be_visible()
    look(page, "debriefed")
    seen = client.seen(path(id_))
    assert (seen["verdict"], seen["debriefed_at"] is not None) == ("disappointing", True)
    [about] = seen["careers"]
    assert about["ratings"][0]["agenda_item_id"] == seen["sources"][0]["id"]
    assert about["findings"][0]["evidence"] == "Two of five are nurses."
    page.get_by_role("link", name="Evidence for Clinical data manager").click()
    expect(page.get_by_role("heading", level=1, name="What talks say of Clinical data manager")).to_be_visible()


def test_ones_own_words_whose_answer_was_lost_are_no_quarrel(page: Page, signed_in: Enter) -> None:
    """The server kept the first rating, its answer never came; one changed one's mind, and the page closed."""
    client = signed_in(page).client
    id_ = prepared(client)
    page.goto(f"/interviews/{id_}/debrief")
    lost: list[Route] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            route.fetch()
            lost.append(route)

    page.route("**/debrief/ratings/**", lose)
    group = page.get_by_role("group", name="Evenings at home", exact=True)
    group.get_by_role("radio", name="+2").check()
    expect(group.get_by_role("radio", name="+2")).to_be_checked()
    page.wait_for_function("() => Object.values(localStorage).some(draft => draft.includes('rating'))")
    while not lost:
        page.wait_for_timeout(10)
    group.get_by_role("radio", name="+1").check()
    expect(group.get_by_role("radio", name="+1")).to_be_checked()
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.status == 200):
        page.reload()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(group.get_by_role("radio", name="+1")).to_be_checked()
    ratings = [each["rating"] for career in client.seen(path(id_))["careers"] for each in career["ratings"]]
    assert [each for each in ratings if each is not None] == [1]


def test_a_blank_that_was_just_typed_stays_though_what_is_before_it_is_saved_meanwhile(
    page: Page, signed_in: Enter
) -> None:
    client = signed_in(page).client
    id_ = prepared(client)
    page.goto(f"/interviews/{id_}/debrief")
    held: list[Route] = []
    page.route("**/debrief/ratings/**", lambda route: route.continue_() if held else held.append(route))
    group = page.get_by_role("group", name="Evenings at home", exact=True)
    group.get_by_role("radio", name="+2").check()
    group.get_by_role("radio", name="+1").check()
    words = rests_on(page, "Evenings at home").get_by_label("What did they")
    words.press_sequentially("Home by ")
    while not held:
        page.wait_for_timeout(10)
    with page.expect_response(lambda answer: "Home by" in (answer.request.post_data or "")):
        held[0].continue_()
    expect(page.locator(".keep-status")).to_have_text("Saved")
    page.keyboard.type("five.")
    expect(words).to_have_value("Home by five.")
    page.keyboard.press("Tab")
    expect(page.locator(".keep-status")).to_have_text("Saved")
    page.reload()
    expect(words).to_have_value("Home by five.")


def test_a_debrief_needs_no_mouse_and_what_is_half_done_waits(page: Page, signed_in: Enter, axe: Axe) -> None:
    client = signed_in(page).client
    id_ = prepared(client)
    page.goto(f"/interviews/{id_}")
    page.get_by_role("link", name="Debrief", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 of 6 said")).to_be_visible()
    page.get_by_role("radio", name="Energising").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Useful")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Worth every minute.")
    page.keyboard.press("Tab")
    expect(page.locator(".keep-status")).to_have_text("Saved")
    page.keyboard.press("ArrowLeft")
    expect(
        page.get_by_role("group", name="Evenings at home", exact=True).get_by_role("radio", name="+2")
    ).to_be_checked()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.type("Home by five.")
    page.keyboard.press("Tab")
    expect(page.get_by_text("2 of 6 said")).to_be_visible()
    page.reload()
    expect(page.get_by_label("In a sentence")).to_have_value("Worth every minute.")
    expect(
        page.get_by_role("group", name="Evenings at home", exact=True).get_by_role("radio", name="+1")
    ).to_be_checked()
    expect(rests_on(page, "Evenings at home").get_by_label("What did they")).to_have_value("Home by five.")
    page.get_by_label("What surprised you").focus()
    page.keyboard.type("So many e-mails.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="One more talk understood")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert client.seen(path(id_))["surprises"] == "So many e-mails."
    axe(page)
    page.get_by_role("button", name="Not done yet").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Finish the debrief")).to_be_visible()
    assert client.seen(f"/interviews/{id_}")["debriefed_at"] is None


def test_what_is_written_without_a_network_is_sent_when_it_is_back(
    page: Page, context: BrowserContext, signed_in: Enter
) -> None:
    client = signed_in(page).client
    id_ = prepared(client)
    page.goto(f"/interviews/{id_}/debrief")
    expect(page.get_by_text("0 of 6 said")).to_be_visible()
    context.set_offline(True)
    page.get_by_role("group", name="Statistics", exact=True).get_by_role("radio", name="−1").check()
    rests_on(page, "Statistics").get_by_label("What did they").fill("All done by a tool.")
    page.get_by_label("What surprised you").fill("So many e-mails.")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Not saved yet").first).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("1 of 6 said")).to_be_visible()
    expect(page.locator(".keep-mark")).to_have_text(["Saved", "Saved", "Saved"])
    seen = client.seen(path(id_))
    told = next(each for each in seen["careers"][0]["ratings"] if each["name"] == "Statistics")
    assert (seen["surprises"], told["rating"], told["evidence"]) == ("So many e-mails.", -1, "All done by a tool.")


def test_a_talk_that_is_to_come_says_so_and_a_career_without_talks_too(page: Page, signed_in: Enter, axe: Axe) -> None:
    client = signed_in(page).client
    contact_id = client.made("/contacts", full_name="Maria Keller")["id"]
    id_ = client.made("/interviews", contact_id=contact_id)["id"]
    page.goto(f"/interviews/{id_}/debrief")
    expect(page.get_by_role("heading", name="First the talk, then what it taught you")).to_be_visible()
    axe(page)
    page.goto(f"/careers/{career(client)}/evidence")
    expect(page.get_by_role("heading", name="No evidence yet")).to_be_visible()
    axe(page)
    page.goto("/careers/compare")
    expect(page.get_by_role("heading", name="Which ones?")).to_be_visible()
    axe(page)
    page.goto("/careers/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c/evidence")
    expect(page.get_by_text("Back to your careers")).to_be_visible()


def test_evidence_shows_the_spread_with_who_said_what(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    data, _ = explored(client)
    page.goto(f"/careers/{data}")
    card = page.get_by_role("region", name="Evidence")
    expect(card.get_by_text("2 talks, 2 people, 2 of 4 criteria tested")).to_be_visible()
    expect(page.get_by_text("Your talks contradict each other here.")).to_be_visible()
    look(page, "career-with-evidence", full=True)
    card.get_by_role("link", name="Who said what").click()
    evenings = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Evenings at home"))
    expect(evenings.get_by_text("Supported by independent people")).to_be_visible()
    expect(evenings.get_by_text(SAID)).to_have_count(2)
    statistics = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Statistics"))
    expect(statistics.get_by_text("They contradict each other")).to_be_visible()
    expect(statistics.get_by_role("link", name="Tom Tran")).to_be_visible()
    expect(page.get_by_role("region", name="Not tested yet").get_by_role("listitem")).to_have_text(
        ["Useful to patients", "Pay that covers the flat", "It is quiet.", "It can be done from home."]
    )
    look(page, "evidence", full=True)
    axe(page)


def test_careers_stand_side_by_side_or_one_below_the_other(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    explored(client)
    page.goto("/careers")
    page.get_by_role("link", name="Compare").click()
    row = page.get_by_role("region", name="Evenings at home", exact=True)
    expect(row.get_by_role("listitem")).to_have_count(2)
    boxes = [row.get_by_role("listitem").nth(n).bounding_box() for n in range(2)]
    assert boxes[0]
    assert boxes[1]
    assert (boxes[1]["y"] > boxes[0]["y"]) == view.phone
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    look(page, "compare", full=True)
    axe(page)


def test_a_career_is_ruled_out_where_it_is_compared_and_that_is_a_result(
    page: Page, signed_in: Enter, axe: Axe
) -> None:
    client = signed_in(page).client
    data, writer_id = explored(client)
    third = career(client, "Data steward")
    page.goto(f"/careers/compare?ids={data},{writer_id}")
    page.get_by_role("button", name="Data steward").click()
    expect(page).to_have_url(re.compile(rf"ids={data}%2C{writer_id}%2C{third}"))
    expect(page.get_by_role("region", name="Data steward")).to_be_visible()
    page.get_by_role("button", name="Data steward").click()
    writer = page.get_by_role("region", name="Medical writer")
    writer.get_by_role("button", name="Decide").click()
    page.get_by_role("radio", name="Rule it out").check()
    page.get_by_role("button", name="Evenings at home: −2 Ute Ulm").click()
    expect(page.get_by_label("Because")).to_have_value("Evenings at home: −2 Ute Ulm")
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name="Decide").click()
    expect(writer.get_by_text("You ruled it out on")).to_be_visible()
    writer.get_by_role("link", name="Medical writer").click()
    page.get_by_role("link", name="Medical writer", exact=True).click()
    expect(page.get_by_role("heading", name="Ground covered. Saved: years.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Open it again").click()
    page.get_by_role("dialog").get_by_role("button", name="Explore it again").click()
    expect(page.get_by_role("heading", name="Ground covered. Saved: years.")).to_be_hidden()
    expect(page.get_by_role("list", name="Decisions, newest first").get_by_role("listitem")).to_have_count(2)


def test_a_comparison_is_printed_on_one_page(page: Page, signed_in: Enter) -> None:
    client = signed_in(page).client
    careers = [career(client, f"{title} of the person’s dreams") for title in ("Manager", "Writer", "Nurse", "Baker")]
    talks = [held(client, *careers, name=who) for who in ("Maria Keller", "Tom Tran", "Ute Ulm")]
    for upto in (6, 12, 24):
        for n in range(upto // 2 if upto > 6 else 0, upto):
            criterion_id = criterion(client, f"What matters, number {n}")
            for id_ in talks[: 3 if n < 12 else 1]:
                rate(client, id_, careers[n % 4], criterion_id, n % 5 - 2, evidence=f"{SAID} " * 4)
        page.goto(f"/careers/compare?ids={','.join(careers)}")
        expect(page.get_by_role("region", name=f"What matters, number {upto - 1}", exact=True)).to_be_visible()
        printed = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1, f"{upto} criteria"
        if PICTURES:
            Path(PICTURES, f"compare-{upto}.pdf").write_bytes(printed)
