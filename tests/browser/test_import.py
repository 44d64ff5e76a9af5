"""Bringing in people from a file: look, choose, keep, take back."""

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Person, View

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Maria,Keller,https://www.linkedin.com/in/maria-keller,maria@example.org,St. Anne's Hospital,Data manager,08 Feb 2023
Zoë,Ångström,https://www.linkedin.com/in/zoe,,Harbor Clinic,Head of operations,11 Mar 2024
,,,,,,12 Mar 2024
Jonas,Berg,https://www.linkedin.com/in/jonas,no address,Kestrel Press,Editor,13 Mar 2024
"""
OWN_LIST = """Wer,Firma,Erreichbar
Maria Keller,St. Anne's Hospital,maria@example.org
Jonas Berg,Kestrel Press,jonas@example.org
"""


def _many(count: int) -> str:
    rows = (f"Ann,Lee-{n},https://www.linkedin.com/in/ann-{n},,Harbor Clinic,Nurse,11 Mar 2024" for n in range(count))
    head, _, _ = LINKEDIN.partition("Maria")
    return head + "\n".join(rows) + "\n"


def _file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def _choose(page: Page, file: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(file)


def test_linkedin_connections_are_looked_at_kept_and_taken_back(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    client.made("/contacts", full_name="Maria Keller", emails=[{"value": "maria@example.org"}], why_them="Her turn.")
    page.goto("/import")
    axe(page)
    look(page, "import-start")
    _choose(page, _file("Connections.csv", LINKEDIN))

    expect(page.get_by_role("heading", name="2 people to add")).to_be_visible()
    expect(page.get_by_text("LinkedIn connections, Connections.csv: 4 rows.")).to_be_visible()
    expect(page.get_by_text("1 person you already have")).to_be_visible()
    assert client.seen("/contacts/counts")["total"] == 1, "nothing is kept before the button is pressed"
    axe(page)
    look(page, "import-preview", full=True)
    page.get_by_role("button", name=re.compile("^To mend")).click()
    expect(page.get_by_text("Write it as name@example.org.")).to_be_visible()
    axe(page)

    page.get_by_role("radio", name=re.compile("Fill in what is missing")).check()
    keep = page.get_by_role("button", name="Add 2, update 1")
    keep.click()
    expect(page.get_by_role("heading", name="2 people added")).to_be_focused()
    axe(page)
    look(page, "import-result")
    maria = client.seen("/contacts", q="maria")["items"][0]
    assert (maria["why_them"], maria["organization_name"]) == ("Her turn.", "St. Anne's Hospital")
    assert client.seen("/contacts", q="jonas")["items"][0]["source"] == "social_network"

    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", name="The import is taken back")).to_be_focused()
    axe(page)
    assert client.seen("/contacts/counts")["total"] == 1
    page.get_by_role("link", name="Import another file").click()
    expect(page.get_by_role("link", name="Connections.csv")).to_be_visible()


def test_a_list_of_ones_own_is_told_what_its_columns_hold(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    page.goto("/import")
    _choose(page, _file("mine.csv", OWN_LIST))
    expect(page.get_by_role("heading", name="Which column holds the names?")).to_be_visible()
    axe(page)
    look(page, "import-columns")
    page.get_by_label("Wer is").select_option("full_name")
    page.get_by_label("Erreichbar is").select_option("emails")
    page.get_by_label("Firma is").select_option("organization")
    expect(page.get_by_role("heading", name="2 people to add")).to_be_visible()
    page.get_by_label("How you found the new ones").select_option("alumni")
    expect(page.get_by_role("cell", name=re.compile("Maria Keller"))).to_be_visible()
    page.get_by_role("button", name="Add 2 people").click()
    expect(page.get_by_role("heading", name="2 people added")).to_be_visible()
    people = client.seen("/contacts", sort="name")["items"]
    assert [(one["full_name"], one["source"], one["emails"][0]["value"]) for one in people] == [
        ("Jonas Berg", "alumni", "jonas@example.org"),
        ("Maria Keller", "alumni", "maria@example.org"),
    ]


def test_a_bad_file_is_refused_whole_with_its_reason(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    client = signed_in(page).client
    page.goto("/import")
    _choose(page, {"name": "talk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\x00\x01 nothing of use"})
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("talk.pdf was not taken")
    expect(refusal).to_contain_text("neither CSV nor vCards")
    axe(page)
    look(page, "import-refused")
    assert client.seen("/imports")["items"] == []
    _choose(page, _file("Connections.csv", LINKEDIN))
    expect(page.get_by_role("heading", name="3 people to add")).to_be_visible()


def test_a_large_file_is_kept_in_the_background_while_one_looks_on(page: Page, signed_in: Enter, axe: Axe) -> None:
    client = signed_in(page).client
    page.goto("/import")
    _choose(page, _file("Connections.csv", _many(3_000)))
    expect(page.get_by_role("button", name="Add 3,000 people")).to_be_enabled(timeout=60_000)
    rows = page.get_by_role("table", name="Rows of the file")
    expect(rows).to_have_attribute("aria-rowcount", "3001")
    expect(rows.get_by_role("row").nth(60)).to_have_count(0)
    page.get_by_role("button", name="Add 3,000 people").click()
    expect(page.get_by_role("button", name="Undo the import")).to_be_visible(timeout=60_000)
    axe(page)
    assert client.seen("/contacts/counts")["total"] == 3_000
