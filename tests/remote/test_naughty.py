"""Text of other people stays text at the terminal: nothing of it moves the cursor, colours, hides or turns anything."""

import json
import re

import pytest

from halfhour.core.visible import visible, visible_json
from tests.conftest import Client
from tests.remote.conftest import Terminal

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\U000e0000-\U000e007f]")
NAUGHTY = [
    "Ana [bold red]x[/bold red] [link=http://evil.example]y[/link]",
    "Ana \x1b[2J\x1b]0;owned\x07 \x1b]52;c;bWFsaWNl\x07",
    "Ana \x9b31m \x90q \x85",
    "Ana \u202egnp.exe\u202c \u2066x\u2069",
    "Ana \U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065",
    "Ana \u2028 \u2029 \u200b :smile: {braces} %s \\x1b",
    "[/]",
    "Zoë Müller 👩‍🔬 Ἀθηνᾶ 漢字 عربى",
]


@pytest.mark.parametrize("name", NAUGHTY)
def test_a_name_is_shown_as_it_is_and_obeyed_nowhere(terminal: Terminal, alice: Client, name: str) -> None:
    kept = alice.made("/contacts", full_name="Ana", headline=name, why_them=name, tags=["x"])
    for words in (("list",), ("show", kept["id"])):
        shown = terminal.types("contacts", *words, "-o", "table")
        assert not RAW.search(shown), shown
        if name.startswith("Ana [bold"):
            assert "[bold red]x" in shown
        if "\x1b" in name and "\x1b" in kept["headline"]:
            assert "\\x1b" in shown
        for form in ("json", "jsonl"):
            printed = terminal.types("contacts", *words, "-o", form)
            assert not RAW.search(printed), printed
            values = json.loads(printed) if form == "json" else json.loads(printed.splitlines()[0])
            [found] = values.get("items", [values])
            assert found["headline"] == kept["headline"], "the same value, to the letter"


def test_a_refusal_that_repeats_what_was_typed_is_harmless_too(terminal: Terminal, alice: Client) -> None:
    done = terminal.tries("contacts", "show", "[bold]no\x1b[2Jbody[/bold]")
    assert done.exit_code == 4
    assert not RAW.search(done.stderr)
    assert "[bold]no" in done.stderr


def test_what_was_put_away_can_be_seen() -> None:
    assert visible("a\x1b[0m\nb\r\nc\td") == "a\\x1b[0m⏎b⏎c\\x09d"
    assert visible("a\n\tb\x07", lines=True) == "a\n\tb\\x07"
    assert visible("a\u202eb\U000e0041") == "a\\u202eb\\U000e0041"
    assert visible("Zoë 👩‍🔬 نص") == "Zoë 👩‍🔬 نص"


def test_json_means_the_same_with_nothing_hidden_in_it() -> None:
    value = {"a": "\x9b\u202e\U000e0041\u2028 ok", "b": ["\x7f", "👩‍🔬"]}
    written = visible_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(written) == value
    assert not RAW.search(written)
