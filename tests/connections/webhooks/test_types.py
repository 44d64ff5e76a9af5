"""The types of events that one can choose are those that there are, and the guide lists them."""

from __future__ import annotations

import re
from pathlib import Path

import halfhour
from halfhour.connections.webhooks.types import event_types
from halfhour.core.db import Binned, models
from halfhour.interviews.rules import EVENTS as MOVES
from halfhour.outreach.introduction_rules import EVENTS as INTRODUCTIONS
from tests.docs.reading import ROOT

SOURCE = Path(halfhour.__file__).parent
GUIDE = ROOT / "docs" / "webhooks.md"
OF_ITS_KIND = r'f"\{(?:self\.)?(?:model|[A-Z]\w+|event)\w*(?:\.kind)?\}\.(?:\w+|\{deed\})"'
"""What says that a row was created, changed, deleted or restored: the store does, and whoever does so in its stead."""


def emitted() -> set[str]:
    """Every type that the source can emit. A call of a new form fails here, and is to be understood first."""
    found = {*MOVES.values(), *INTRODUCTIONS.values()}
    for path in SOURCE.rglob("*.py"):
        source = path.read_text()
        found |= {f"interview.{deed}ed" for deed in re.findall(r'_note\(store, talk, "(\w+)"', source)}
        for said in re.findall(r"\.emit\(([^,\n]+),", source):
            if plain := re.fullmatch(r'"([a-z_]+\.[a-z_]+)"', said):
                found.add(plain[1])
            else:
                known = OF_ITS_KIND + r'|rules\.EVENTS\[.+\]|f"interview\.\{deed\}ed"'
                assert re.fullmatch(known, said), f"{path.name} emits {said}"
    for model in models():
        if model.kind:
            deeds = ("created", "changed", "deleted", *(["restored"] if issubclass(model, Binned) else []))
            found |= {f"{model.kind}.{deed}" for deed in deeds}
    return found


def test_whatever_can_happen_can_be_chosen_and_nothing_else() -> None:
    assert set(event_types()) == emitted()


def test_each_says_in_a_sentence_when_it_comes() -> None:
    for type_, about in event_types().items():
        assert re.fullmatch(r"[A-Z][^.]+\.", about), type_


def test_the_guide_lists_all_of_them() -> None:
    begin, end = "<!-- events -->\n", "<!-- end of events -->"
    listed = GUIDE.read_text().partition(begin)[2].partition(end)[0]
    assert listed == table(), f"put this between the marks in docs/webhooks.md:\n{table()}"


def table() -> str:
    """The guide's table: the plain ones of each kind in one row, then those that say more."""
    plain: dict[str, list[str]] = {}
    for type_ in event_types():
        kind, _, deed = type_.partition(".")
        if deed in ("created", "changed", "deleted", "restored"):
            plain.setdefault(kind, []).append(f"`{type_}`")
    lines = ["| About | Types |", "|---|---|"]
    lines += [f"| {kind.replace('_', ' ')} | {', '.join(types)} |" for kind, types in plain.items()]
    lines += ["", "| Type | When |", "|---|---|"]
    said = {each for types in plain.values() for each in types}
    lines += [f"| `{type_}` | {about} |" for type_, about in event_types().items() if f"`{type_}`" not in said]
    return "\n".join(lines) + "\n"
