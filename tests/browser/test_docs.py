"""The API's documentation, read on a phone and on a laptop, in light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import View

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/docs", "/docs/problems"])
def test_the_documentation_is_readable_for_everybody(
    page: Page, view: View, axe: Callable[..., None], path: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    own = page.evaluate("location.origin")
    assert [url for url in requests if not url.startswith((own, "data:"))] == []


def test_an_operation_opens_with_all_that_it_takes_and_answers(
    page: Page, view: View, axe: Callable[..., None]
) -> None:
    page.goto("/docs#change_contact")
    shown = page.locator("#change_contact")
    if shown.get_attribute("open") is None:
        shown.locator("summary").click()
    expect(shown.get_by_text("If-Match", exact=True)).to_be_visible()
    expect(shown.get_by_role("region", name="Example of change_contact body")).to_be_visible()
    axe(page)
    shown.get_by_role("link", name="ContactRead").first.click()
    expect(page.locator("#schema-ContactRead")).to_be_in_viewport()
