"""Letters: begun from a template, mended where something is missing, sent by the person and noted with one press."""

import email
import re
from collections.abc import Callable
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, View
from tests.interviews.make import person as contact
from tests.interviews.make import talk
from tests.outreach.make import WHY, known

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]


def write(page: Page, purpose: str, contact_id: str, interview_id: str = "") -> None:
    page.goto(
        f"/outreach/write?purpose={purpose}&contact={contact_id}" + (f"&interview={interview_id}" * bool(interview_id))
    )


def test_a_letter_names_what_it_lacks_and_shows_what_is_left(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    person = signed_in(page)
    career = person.client.made("/careers", title="Clinical data manager")["id"]
    maria = contact(person.client, career_ids=[career], source="social_network")
    write(page, "ask", maria)
    text = page.get_by_label("The letter", exact=True)
    expect(text).to_have_value(re.compile("^Dear Maria,.*{{contact.compliment}}", re.DOTALL))
    expect(page.get_by_text("Still to fill in")).to_be_visible()
    expect(page.get_by_role("link", name="Write down why it is them you want to talk to.")).to_be_visible()
    axe(page)
    look(page, "write-ask", full=True)
    page.get_by_label("Begin from").select_option(label="LinkedIn invitation: Ask with an invitation")
    expect(page.get_by_text(re.compile(r"\d+ left on a free account, \d+ left with Premium"))).to_be_visible()
    axe(page)
    look(page, "write-invitation")


def test_templates_are_there_at_once_and_a_slip_is_told_as_one_writes(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    signed_in(page)
    page.goto("/templates")
    expect(page.get_by_role("button", name="Ask somebody you don't know", exact=True)).to_be_visible()
    axe(page)
    look(page, "templates")
    page.get_by_role("button", name="Ask with an invitation", exact=True).click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("The letter", exact=True).fill("Dear {{contact.firstname}}")
    expect(drawer.get_by_text("There is nothing called {{contact.firstname}}")).to_be_visible()
    axe(page)
    drawer.get_by_label("The letter", exact=True).fill("Dear ")
    drawer.get_by_label("Insert what differs for each person").select_option(label="Their first name")
    expect(drawer.get_by_label("The letter", exact=True)).to_have_value("Dear {{contact.given_name}}")
    expect(drawer.get_by_text("Dear Maria", exact=True)).to_be_visible()
    expect(drawer.get_by_text("190 left on a free account, 290 left with Premium.")).to_be_visible()
    look(page, "template")


def test_somebody_is_warmed_up_with_one_press_each(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    person = signed_in(page)
    maria = contact(person.client, why_them=WHY, source="social_network")
    page.goto(f"/contacts/{maria}")
    card = page.get_by_role("region", name="Before you ask")
    expect(card.get_by_text("you went from the ward to data")).to_be_visible()
    card.get_by_role("button", name="Note a milestone").click()
    card.get_by_label("What happened?").fill("Her talk at the registry day")
    card.get_by_role("button", name="Keep it").click()
    expect(card.get_by_text("Congratulations on your talk at the registry day!")).to_be_visible()
    card.get_by_role("button", name="Done: Follow what they publish").click()
    expect(card.get_by_text("You followed them")).to_be_visible()
    axe(page)
    look(page, "warm-up", full=True)
    page.get_by_role("button", name="Undo").first.click()
    expect(card.get_by_role("button", name="Done: Follow what they publish")).to_be_visible()
    assert person.client.seen(f"/contacts/{maria}/activities")["items"] == []


def test_an_ask_is_mended_copied_and_noted_on_its_talk(page: Page, signed_in: Enter) -> None:
    person = signed_in(page)
    client = person.client
    career = client.made("/careers", title="Clinical data manager")["id"]
    maria = contact(client, emails=[{"value": "maria@example.org"}], source="friend")
    planned = talk(client, contact_id=maria, career_ids=[career], minutes=20)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/interviews/{planned}")
    page.get_by_role("link", name="Write the ask").click()
    text = page.get_by_label("The letter", exact=True)
    expect(text).to_have_value(re.compile("20 minutes"))
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Fill in what stands in braces first").first).to_be_visible()
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("Fill in what stands in braces, or strike it.")).to_be_visible()
    assert client.seen(f"/interviews/{planned}")["state"] == "planned", "nothing is noted of a letter with a hole in it"
    page.get_by_role("link", name="Write down why it is them you want to talk to.").click()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("textbox", name="Why Maria").fill(WHY)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Edit why Maria")).to_be_visible()
    page.go_back()
    expect(text).to_have_value(re.compile("you went from the ward to data"))
    expect(text).to_have_value(re.compile(f"Robin\n{re.escape(person.email)}$"))
    text.fill(text.input_value() + "\nPS: I live nearby.")
    page.reload()
    expect(text).to_have_value(re.compile("PS: I live nearby.$"), timeout=5000)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == text.input_value()
    href = page.get_by_role("link", name="Open as mail").get_attribute("href") or ""
    assert urlsplit(href).path == "maria@example.org"
    assert parse_qs(urlsplit(href).query)["body"] == [text.input_value().replace("\n", "\r\n")]
    words = text.input_value()
    page.get_by_role("button", name="I sent it").click()
    expect(page).to_have_url(re.compile(f"/interviews/{planned}$"))
    asked = client.seen(f"/interviews/{planned}")
    assert (asked["state"], asked["ask_channel"]) == ("requested", "email")
    assert client.seen(f"/templates/{asked['ask_template_id']}")["purpose"] == "ask"
    assert words in client.seen(f"/interviews/{planned}/moves")["items"][-1]["note"]
    write(page, "follow_up", maria)
    expect(page.get_by_text(re.compile("left alone for a week|week"))).to_be_visible()


def test_a_thank_you_is_drafted_from_what_was_said_posted_and_taken_back(page: Page, signed_in: Enter) -> None:
    person = signed_in(page)
    one = known(person.client, postal_address="")
    page.goto(f"/interviews/{one.interview_id}")
    page.get_by_role("link", name="Write the thank-you").click()
    expect(page.get_by_text("Best sent by")).to_be_visible()
    page.get_by_label("Begin from").select_option(label="Handwritten card: Thank you, by hand")
    expect(page.get_by_label("The letter", exact=True)).to_have_value(
        re.compile("you told me: Three audits in a week.")
    )
    page.get_by_role("link", name="Add their address").click()
    page.get_by_label("Postal address").fill("Parkstraße 4\n04103 Leipzig")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Maria Keller is saved").first).to_be_visible()
    while "outreach" not in page.url:
        page.go_back()
    expect(page.get_by_text("Parkstraße 4")).to_be_visible()
    page.get_by_role("button", name="I posted it").click()
    expect(page).to_have_url(re.compile(f"/interviews/{one.interview_id}$"))
    shown = person.client.seen(f"/interviews/{one.interview_id}")
    assert shown["thanked_at"]
    assert person.client.seen(f"/contacts/{one.contact_id}")["postal_address"] == "Parkstraße 4\n04103 Leipzig"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Write the thank-you")).to_be_visible()
    assert person.client.seen(f"/interviews/{one.interview_id}")["thanked_at"] is None


def test_a_long_letter_is_a_file_and_a_word_to_keep_in_touch_an_entry(page: Page, signed_in: Enter) -> None:
    person = signed_in(page)
    one = known(person.client)
    page.goto("/outreach/write")
    page.get_by_label("To whom?").fill("Maria")
    page.get_by_role("option", name="Maria Keller").click()
    text = page.get_by_label("The letter", exact=True)
    expect(text).to_have_value(re.compile("Maria"))
    text.fill("Liebe Maria,\n" + "ein langer Brief über Daten. " * 80)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Open as mail").click()
    message = email.message_from_bytes(Path(saved.value.path()).read_bytes(), policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", "Maria Keller <maria.keller@example.org>")
    assert saved.value.suggested_filename.endswith(".eml")
    page.get_by_role("button", name="I sent it").click()
    expect(page).to_have_url(re.compile(f"/contacts/{one.contact_id}$"))
    newest = person.client.seen(f"/contacts/{one.contact_id}/activities")["items"][0]
    assert (newest["what"], newest["channel"]) == ("message_out", "email")
    assert "ein langer Brief" in newest["text"]


def test_telling_an_introducer_how_it_went_closes_the_loop(page: Page, signed_in: Enter) -> None:
    person = signed_in(page)
    one = known(person.client)
    [jonas] = [
        each for each in person.client.seen("/introductions")["items"] if each["introduced_id"] == one.contact_id
    ]
    assert jonas["loop_due"]
    write(page, "close_the_loop", jonas["introducer_id"])
    text = page.get_by_label("The letter", exact=True)
    expect(text).to_have_value(re.compile("Maria Keller"))
    while page.get_by_role("button", name="Strike it").count():
        page.get_by_role("button", name="Strike it").first.click()
    page.get_by_role("button", name="I sent it").click()
    expect(page).to_have_url(re.compile(f"/contacts/{jonas['introducer_id']}$"))
    assert person.client.seen(f"/introductions/{jonas['id']}")["loop_closed_at"]
