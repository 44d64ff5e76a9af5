"""The API's own documentation: whole, and without any other host."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import httpx
import pytest

from halfhour.core.errors import every_refusal
from tests.conftest import Server
from tests.tenancy.operations import operations

PAGES = ("/docs", "/docs/problems")
EMPTY = {"meta", "link", "br", "img", "input", "hr"}
"""Elements without an end."""


class Page(HTMLParser):
    """What a page is made of; fails where an element is closed that is not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def named(self, *names: str) -> list[str]:
        return [value for _, name, value in self.attributes if name in names]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_asks_no_other_host(nobody: httpx.Client, path: str) -> None:
    answer = nobody.get(path)
    page = Page(answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [each for each in page.named("src", "href", "action") if re.match(r"(\w+:)?//", each)] == []
    assert [tag for tag, _, _ in page.attributes if tag in ("script", "iframe", "object")] == []
    assert page.named("style", "onclick", "onload") == []
    assert ("html", "lang", "en") in page.attributes


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere_and_every_name_is_there_once(nobody: httpx.Client, path: str) -> None:
    page = Page(nobody.get(path).text)
    names = Counter(page.named("id"))
    assert [name for name, count in names.items() if count > 1] == []
    for target in page.named("href"):
        where, _, name = target.partition("#")
        if not where:
            assert name in names, target
        elif not where.startswith("data:"):
            assert nobody.get(where).status_code == 200, target


def test_every_operation_and_every_refusal_is_told(nobody: httpx.Client, server: Server) -> None:
    names = set(Page(nobody.get("/docs").text).named("id"))
    assert {each.id for each in operations(server.app.openapi())} <= names
    told = set(Page(nobody.get("/docs/problems").text).named("id"))
    assert {each.code for each in every_refusal()} - told == {"refusal"}


def test_the_contract_that_is_served_is_the_one_that_is_documented(nobody: httpx.Client, server: Server) -> None:
    assert nobody.get("/openapi.json").json() == server.app.openapi()
