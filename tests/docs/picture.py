"""Takes the README's picture anew, of the real app with the sample account: `python -m tests.docs.picture`.

The web app must be built, and Chromium be there. The app asks for the system's own fonts, so the picture shows those of
the machine: on Debian, fonts-inter and fonts-urw-base35 stand in for what people have.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.demo import make_demo
from tests.conftest import Server
from tests.docs.reading import ROOT

PICTURE = ROOT / "docs" / "pictures" / "interview.png"
MOST_BYTES = 250_000
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder), database_url="")
        database = Database(settings)
        migrate(database)
        email, password = make_demo(database)
        database.close()
        server = Server(settings).start()
        try:
            taken = _take(server.url, email, password)
        finally:
            server.stop()
    if len(taken) > MOST_BYTES:
        sys.stderr.write(f"The picture has {len(taken):,} bytes; {MOST_BYTES:,} are the most.\n")
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(taken)
    return 0


def _take(url: str, email: str, password: str) -> bytes:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=[*QUIET, "--font-render-hinting=none"]
        )
        page = browser.new_page(
            base_url=url, viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce",
            locale="en-GB", timezone_id="Europe/London",
        )  # fmt: skip
        page.goto("/sign-in")
        page.get_by_label("E-mail").or_(page.get_by_label("Email")).fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)
        taken = _the_next_talk(page)
        browser.close()
    return taken


def _the_next_talk(page: Page) -> bytes:
    talks = page.request.get("/api/v1/interviews", params={"state": "scheduled", "sort": "starts_at"}).json()["items"]
    page.goto(f"/interviews/{talks[0]['id']}")
    page.get_by_role("heading", name="Your questions").wait_for()
    page.wait_for_load_state("networkidle")
    return page.screenshot()


if __name__ == "__main__":
    sys.exit(main())
