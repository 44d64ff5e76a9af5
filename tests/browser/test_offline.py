"""Nothing typed is lost: the tab is killed, the network is cut, the server is killed while words go to it, two
devices write at once, the session ends; and every character is compared."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from halfhour.core.settings import Settings
from tests.browser.talking import QUESTIONS, agreed, answers, begin, device, enter, kept, ready_without_network
from tests.conftest import Client, Server
from tests.reliability.process import Process, make_account

WORDS = "She starts at seven — naïve me. 数据, 👩🏽‍⚕️ “quoted”, and\ntwo lines.\n\nThe third."
SENT = "Everything is sent"


@pytest.fixture
def me(app_server: Server) -> Iterator[Client]:
    with app_server.person("Robin") as client:
        yield client


@pytest.fixture
def phone(chromium: Browser, app_server: Server, me: Client) -> Iterator[tuple[Page, str]]:
    """A phone on which a talk has begun."""
    with device(chromium, app_server.url) as context:
        page = context.new_page()
        id_ = agreed(me)
        enter(page, me.email, f"/interviews/{id_}/live")
        begin(page)
        yield page, id_


def field(page: Page) -> Any:
    return page.locator("textarea")


def show(page: Page, question: str) -> None:
    """Go to a question by the list of all."""
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="All questions").click()
    page.get_by_role("dialog").get_by_role("button", name=question).click()


def cut(page: Page, off: bool = True) -> None:
    page.context.set_offline(off)


def test_a_talk_opened_once_is_held_from_a_cold_start_without_a_network(phone: tuple[Page, str], me: Client) -> None:
    page, id_ = phone
    ready_without_network(page)
    context = page.context
    cut(page)
    page.close()
    page = context.new_page()
    page.goto(f"/interviews/{id_}/live")
    expect(page.get_by_role("heading", name=QUESTIONS[0])).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text("30 minutes left")
    field(page).fill(WORDS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=QUESTIONS[1])).to_be_visible()
    page.keyboard.press("Alt+m")
    page.keyboard.press("Alt+s")
    page.get_by_role("button", name="Came up").click()
    page.get_by_label("The question that came up").fill("And the nights?")
    field(page).fill("Quiet, mostly.")
    expect(page.get_by_text("Saved on this device, sent when the network is back")).to_be_visible()
    page.goto("/today")
    page.get_by_role("link", name="The talk with Maria Keller is ready").click()
    expect(field(page)).to_have_value("Quiet, mostly.")
    assert set(answers(me, id_).values()) == {""}
    cut(page, off=False)
    expect(page.get_by_text(SENT)).to_be_visible()
    items = me.seen(f"/interviews/{id_}/agenda")["items"]
    assert [(each["text"], each["answer"], each["state"], each["mattered"]) for each in items] == [
        (QUESTIONS[0], WORDS, "asked", False),
        (QUESTIONS[1], "", "skipped", True),
        (QUESTIONS[2], "", "open", False),
        ("And the nights?", "Quiet, mostly.", "asked", False),
    ]


@pytest.mark.parametrize("network", [True, False], ids=["online", "offline"])
def test_a_tab_killed_in_the_middle_of_a_word_has_lost_nothing_older_than_a_quarter_second(
    phone: tuple[Page, str], me: Client, network: bool
) -> None:
    page, id_ = phone
    ready_without_network(page)
    cut(page, off=not network)
    field(page).press_sequentially(WORDS, delay=3)
    page.wait_for_timeout(250)
    context = page.context
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")
    page.close()
    page = context.new_page()
    page.goto(f"/interviews/{id_}/live")
    expect(field(page)).to_have_value(WORDS)
    expect(page.get_by_role("timer")).to_have_text("30 minutes left")
    cut(page, off=False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == WORDS


def test_two_devices_that_write_at_once_end_with_both_texts_on_both(
    chromium: Browser, app_server: Server, me: Client, phone: tuple[Page, str]
) -> None:
    page, id_ = phone
    field(page).fill("Seven sharp.")
    expect(page.get_by_text(SENT)).to_be_visible()
    with device(chromium, app_server.url) as other:
        laptop = other.new_page()
        enter(laptop, me.email, f"/interviews/{id_}/live")
        begin(laptop, QUESTIONS[1])
        laptop.get_by_role("button", name="Back").click()
        expect(field(laptop)).to_have_value("Seven sharp.")
        cut(page)
        cut(laptop)
        field(page).press_sequentially(" From the phone: 42.")
        field(laptop).press_sequentially(" From the laptop: 43.")
        page.get_by_role("button", name="Came up").click()
        field(page).fill("On the phone only.")
        laptop.get_by_role("button", name="Came up").click()
        field(laptop).fill("On the laptop only.")
        cut(page, off=False)
        expect(page.get_by_text(SENT)).to_be_visible()
        cut(laptop, off=False)
        expect(laptop.get_by_text(SENT)).to_be_visible()
        both = "Seven sharp. From the phone: 42.\n From the laptop: 43."
        came = ["On the laptop only.", "On the phone only."]
        items: list[dict[str, Any]] = []
        for _ in range(50):  # a question may be sent before the words beneath it, which then follow
            items = me.seen(f"/interviews/{id_}/agenda")["items"]
            if sorted(each["answer"] for each in items if each["unplanned"]) == came:
                break
            page.wait_for_timeout(100)
        assert items[0]["answer"] == both
        assert sorted(each["answer"] for each in items if each["unplanned"]) == came
        show(laptop, QUESTIONS[0])
        expect(laptop.get_by_text("It was written on another device too: both texts are kept.")).to_be_visible()
        page.reload()
        show(page, QUESTIONS[0])
        expect(field(page)).to_have_value(both)


def test_a_server_killed_while_it_takes_the_words_has_them_once(chromium: Browser, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    token = make_account(settings)
    process = Process(settings)
    process.start()
    try:
        with process.client(token) as client, device(chromium, f"http://127.0.0.1:{process.port}") as phone:
            page = phone.new_page()
            id_ = agreed(client)
            email = client.seen("/account")["email"]
            enter(page, email, f"/interviews/{id_}/live")
            begin(page)
            cut(page)
            page.get_by_role("button", name="Came up").click()
            page.get_by_label("The question that came up").fill("And the nights?")
            field(page).fill(WORDS)
            page.get_by_role("button", name="Back").click()
            field(page).fill("Seven.")

            killed = threading.Event()

            def kill(route: Route) -> None:
                """The server takes the question that came up, and dies before its answer arrives."""
                if not killed.is_set() and route.request.method == "POST":
                    route.fetch()
                    killed.set()
                    process.kill()
                    route.abort()
                else:
                    route.continue_()

            page.route("**/api/v1/interviews/*/agenda", kill)
            cut(page, off=False)
            while not killed.is_set():
                page.wait_for_timeout(50)
            expect(page.get_by_text("Saved on this device", exact=False)).to_be_visible()
            process.start()
            page.evaluate("dispatchEvent(new Event('focus'))")  # the person looks at it again
            expect(page.get_by_text(SENT)).to_be_visible(timeout=30_000)
            items = client.seen(f"/interviews/{id_}/agenda")["items"]
            assert [(each["text"], each["answer"]) for each in items] == [
                (QUESTIONS[0], "Seven."),
                ("And the nights?", WORDS),
                (QUESTIONS[1], ""),
                (QUESTIONS[2], ""),
            ]
    finally:
        process.kill()


def test_what_the_server_refuses_stays_with_what_to_do_about_it(phone: tuple[Page, str], me: Client) -> None:
    page, id_ = phone
    field(page).fill("x" * 20_001)
    expect(page.get_by_text(f"Not sent: {QUESTIONS[0]}")).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == ""
    page.reload()
    expect(field(page)).to_have_value("x" * 20_001)
    field(page).fill("y" * 20_000)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == "y" * 20_000


def test_words_written_on_a_question_taken_off_elsewhere_bring_it_back(phone: tuple[Page, str], me: Client) -> None:
    page, id_ = phone
    first = me.seen(f"/interviews/{id_}/agenda")["items"][0]
    me.delete(f"/interviews/{id_}/agenda/{first['id']}", headers={"If-Match": "*"})
    field(page).fill(WORDS)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == WORDS


def test_words_wait_for_the_one_who_wrote_them_and_nobody_else_sees_or_sends_them(
    app_server: Server, phone: tuple[Page, str], me: Client
) -> None:
    page, id_ = phone
    cut(page)
    field(page).fill(WORDS)
    expect(page.get_by_text("sent when the network is back")).to_be_visible()
    with app_server.client() as browser:  # the session ends elsewhere
        browser.headers["Sec-Fetch-Site"] = "same-origin"
        browser.post("/session", json={"email": me.email, "password": "seven quiet herons wade"})
        for each in browser.seen("/sessions")["items"]:
            if not each["current"]:
                browser.delete(f"/sessions/{each['id']}")
    cut(page, off=False)
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    with app_server.person("Kim") as other:
        enter(page, other.email, f"/interviews/{id_}/live")
        expect(page.get_by_role("heading", name="This is not here (any more)")).to_be_visible()
        assert kept(page, other.account_id, "outbox") == []
        assert WORDS in {each["mine"].get("answer") for each in kept(page, me.account_id)}
        page.goto("/settings")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == ""
    enter(page, me.email, f"/interviews/{id_}/live")
    expect(field(page)).to_have_value(WORDS)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert answers(me, id_)[QUESTIONS[0]] == WORDS


def test_signing_out_warns_of_unsent_words_and_then_leaves_nothing(phone: tuple[Page, str], me: Client) -> None:
    page, _ = phone
    field(page).fill("x" * 20_001)
    expect(page.get_by_text(f"Not sent: {QUESTIONS[0]}")).to_be_visible()
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Something you wrote is not sent yet, and would be lost.").last).to_be_visible()
    assert page.url.endswith("/settings")
    page.get_by_role("button", name="Sign out anyway").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    held = page.evaluate("indexedDB.databases().then(found => found.map(each => each.name))")
    assert f"halfhour.{me.account_id}" not in held
    assert page.evaluate("Object.values(localStorage).join()").find(me.email) == -1
    stored = page.evaluate(
        "caches.keys().then(async names => (await Promise.all(names.map(async name =>"
        " (await (await caches.open(name)).keys()).map(each => new URL(each.url).pathname)))).flat())"
    )
    assert [path for path in stored if path.startswith("/api")] == []


def test_a_closed_talk_leaves_the_device_once_it_is_sent(phone: tuple[Page, str], me: Client) -> None:
    page, id_ = phone
    field(page).fill(WORDS)
    cut(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="End the talk").click()
    page.get_by_label("I thanked Maria Keller").check()
    page.get_by_role("group", name="Person 1").get_by_label("Name").fill("Jonas Weber")
    page.get_by_role("button", name="Close the talk").click()
    expect(page.get_by_role("heading", name="The talk is closed")).to_be_visible()
    assert [each["label"] for each in kept(page, me.account_id, "outbox")] == [
        "That you held the talk",
        "The close of the talk",
    ]
    cut(page, off=False)
    expect(page.get_by_text(SENT)).to_be_visible()
    closing = me.seen(f"/interviews/{id_}/closing")
    assert (closing["thanked"], [each["full_name"] for each in closing["people"]]) == (True, ["Jonas Weber"])
    assert answers(me, id_)[QUESTIONS[0]] == WORDS
    for _ in range(100):
        if not kept(page, me.account_id, "kept"):
            break
        page.wait_for_timeout(50)
    assert [kept(page, me.account_id, store) for store in ("kept", "docs", "outbox", "parts")] == [[], [], [], []]
