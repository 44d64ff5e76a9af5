"""Notes: written in a moment or at length, never lost, with what hangs on them."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Person, View

Axe = Callable[..., None]
Look = Callable[..., None]
Enter = Callable[..., Person]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "89993d1d0000000049454e44ae426082"
)
"""One red pixel."""


def test_a_note_is_written_in_a_moment_found_again_and_read(
    page: Page, view: View, signed_in: Enter, axe: Axe, look: Look
) -> None:
    person = signed_in(page)
    person.client.made("/contacts", full_name="Maria Keller")
    person.client.made("/careers", title="Clinical data manager")
    page.goto("/notes")
    expect(page.get_by_role("heading", name="Nothing written yet")).to_be_visible()
    axe(page)
    page.get_by_label("A quick note").fill("# Her day\n\nStarts at **seven** with the data of the night.")
    page.get_by_role("button", name="Keep note").click()
    about = page.get_by_role("combobox", name="About").first
    expect(about).to_be_focused()
    page.keyboard.type("keller")
    page.get_by_role("option", name="Maria Keller").click()
    axe(page)
    page.get_by_role("button", name="Keep note").click()
    expect(page.get_by_role("link", name="Her day")).to_be_visible()
    page.get_by_label("Find a note").fill("night")
    expect(page).to_have_url("/notes?q=night")
    look(page, "notes")
    axe(page)
    page.get_by_role("link", name="Her day").click()
    expect(page.get_by_role("heading", level=1, name="Her day")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("strong")).to_have_text("seven")
    expect(page.get_by_role("link", name="Maria Keller")).to_be_visible()
    look(page, "note")
    axe(page)


def test_what_is_typed_survives_a_closed_tab_and_does_not_write_over_another(
    page: Page, signed_in: Enter, axe: Axe
) -> None:
    person = signed_in(page)
    career_id = person.client.made("/careers", title="Medical writer")["id"]
    id_ = person.client.made("/notes", body="As it was", career_id=career_id)["id"]
    page.goto(f"/notes/{id_}")
    expect(page.get_by_role("heading", level=1, name="As it was")).to_be_visible()
    page.keyboard.press("e")
    page.get_by_label("Note", exact=True).fill("What I typed before the tab was closed")
    page.reload()
    expect(page.get_by_label("Note", exact=True)).to_have_value("What I typed before the tab was closed")
    person.client.changed(f"/notes/{id_}", body="What the other window saved")
    page.reload()
    expect(page.get_by_label("Note", exact=True)).to_have_value("What I typed before the tab was closed")
    axe(page)
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Changed in two places")
    expect(dialog.get_by_text("What the other window saved")).to_be_visible()
    axe(page)
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_role("heading", level=1, name="What I typed before the tab was closed")).to_be_visible()
    assert person.client.seen(f"/notes/{id_}")["body"] == "What I typed before the tab was closed"


def test_files_are_attached_shown_and_taken_back(page: Page, signed_in: Enter, axe: Axe, tmp_path: Path) -> None:
    person = signed_in(page)
    career_id = person.client.made("/careers", title="Medical writer")["id"]
    id_ = person.client.made("/notes", body="The tour", career_id=career_id)["id"]
    (tmp_path / "ward é.png").write_bytes(PNG)
    (tmp_path / "plan.txt").write_text("Ground floor first.")
    page.goto(f"/notes/{id_}")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add files").click()
    chooser.value.set_files([tmp_path / "ward é.png", tmp_path / "plan.txt"])
    expect(page.get_by_role("img", name="ward é.png")).to_have_js_property("naturalWidth", 1)
    expect(page.get_by_role("link", name="plan.txt")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="plan.txt").click()
    assert Path(download.value.path()).read_text() == "Ground floor first."
    page.get_by_role("button", name="plan.txt: download or delete").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("link", name="plan.txt")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="plan.txt")).to_be_visible()


def test_a_file_that_did_not_arrive_is_sent_again(page: Page, signed_in: Enter, axe: Axe, tmp_path: Path) -> None:
    person = signed_in(page)
    career_id = person.client.made("/careers", title="Medical writer")["id"]
    id_ = person.client.made("/notes", body="The tour", career_id=career_id)["id"]
    (tmp_path / "plan.txt").write_text("Ground floor first.")
    page.goto(f"/notes/{id_}")
    broken: list[str] = []

    def once(route: Route) -> None:
        if route.request.method != "POST" or broken:
            route.continue_()
            return
        broken.append(route.request.headers["idempotency-key"])
        route.abort()

    page.route("**/attachments?name=*", once)
    page.locator("input[type=file]").set_input_files(tmp_path / "plan.txt")
    expect(page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    axe(page)
    with page.expect_request(lambda request: request.method == "POST" and "attachments" in request.url) as again:
        page.get_by_role("button", name="Try again").click()
    assert again.value.headers["idempotency-key"] == broken[0]
    expect(page.get_by_role("link", name="plan.txt")).to_be_visible()
