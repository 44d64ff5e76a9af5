"""vCards that we write: valid by another reader, read back equal by ours, and written back with what we don't know."""

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.exchange.vcard_reading import read, read_keeping
from halfhour.exchange.vcard_writing import Version, card, rewritten

from . import cards

vobject = import_module("vobject")  # it has no types
ID = "01890000-0000-7000-8000-000000000001"
ANA: dict[str, Any] = {
    "id": ID,
    "full_name": "Ana María; Núñez, PhD",
    "given_name": "Ana María",
    "family_name": "Núñez",
    "headline": "Head of Research, Light & Sound",
    "organization_name": "Casa; Lumen, S.A.",
    "emails": [{"label": "work", "value": "ana@example.org"}, {"label": "", "value": "ana@example.net"}],
    "phones": [{"label": "mobile", "value": "+34 600 000 000"}, {"label": "Front desk", "value": "+34 910 000 000"}],
    "links": [{"label": "linkedin", "value": "https://www.linkedin.com/in/ana,n;1"}],
    "location": "Madrid, Spain",
    "postal_address": "Calle Mayor 1\n28013 Madrid",
    "notes": "Likes tea; no sugar,\nreally \\ never.",
    "tags": ["tea, strong", "alumni"],
    "updated_at": "2026-11-30T02:30:00Z",
}
FIELDS = ("full_name", "given_name", "family_name", "headline", "emails", "phones", "links", "location",
          "postal_address", "notes", "tags")  # fmt: skip
BOTH = pytest.mark.parametrize("version", list(Version))


def back(text: str) -> dict[str, Any]:
    (found,) = read(text.encode())["cards"]
    assert found["warnings"] == []
    return dict(found)


@BOTH
def test_a_person_comes_back_as_they_were(version: Version) -> None:
    found = back(card(ANA, version, notes=True, photo=("image/png", cards.PNG)))
    assert {name: found[name] for name in FIELDS} == {name: ANA[name] for name in FIELDS}
    assert (found["organization"], found["uid"], found["version"]) == (ANA["organization_name"], ID, version)
    assert found["photo"]["media_type"] == "image/png"


@BOTH
def test_another_reader_understands_it(version: Version) -> None:
    read_by_vobject = vobject.readOne(card(ANA, version, notes=True))
    assert read_by_vobject.fn.value == ANA["full_name"]
    assert (read_by_vobject.n.value.given, read_by_vobject.n.value.family) == ("Ana María", "Núñez")
    assert read_by_vobject.org.value == [ANA["organization_name"]]
    assert [each.value for each in read_by_vobject.contents["email"]] == ["ana@example.org", "ana@example.net"]
    assert read_by_vobject.note.value == ANA["notes"]
    assert read_by_vobject.adr.value.street == ANA["postal_address"]
    assert read_by_vobject.uid.value == f"urn:uuid:{ID}"
    assert read_by_vobject.version.value == version
    assert read_by_vobject.categories.value == ANA["tags"]


@BOTH
def test_lines_end_with_crlf_and_have_75_octets_at_most(version: Version) -> None:
    text = card({**ANA, "headline": "Zoë 😀 李小红 " * 15}, version)
    *lines, last = text.encode().split(b"\r\n")
    assert last == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is cut


def test_notes_stay_at_home_unless_asked_for() -> None:
    assert "NOTE" not in card(ANA)
    assert "NOTE:" in card(ANA, notes=True)


def test_a_name_alone_is_a_card() -> None:
    assert card({"full_name": "Ana"}) == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Halfhour//Halfhour//EN\r\nFN:Ana\r\nN:;;;;\r\nEND:VCARD\r\n"
    )


def test_no_text_can_add_a_line() -> None:
    text = card(
        {"full_name": "Ana\r\nEMAIL:evil@example.org\x0b", "links": [{"label": "", "value": "https://a\r\nX:1"}]}
    )
    assert read(text.encode())["cards"][0]["emails"] == []
    assert "\r\nEMAIL" not in text
    assert "\r\nX:1" not in text


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=120
).map(str.strip)
_LINES = st.lists(_TEXT, max_size=3).map("\n".join).map(str.strip)
_SOME = _TEXT.filter(bool)
_LABEL = st.one_of(st.sampled_from(["", "work", "home", "mobile"]), st.just("Front desk, left"))
_ADDRESS = st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.org", fullmatch=True)
_LINK = st.from_regex(r"https://[a-z]{1,9}\.org/[a-z;,=&%:0-9]{0,80}", fullmatch=True)


def _labelled(value: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    one = st.fixed_dictionaries({"label": _LABEL, "value": value})
    return st.lists(one, max_size=3, unique_by=lambda each: each["value"].casefold())


_PEOPLE = st.fixed_dictionaries({
    "full_name": _SOME, "given_name": _TEXT, "family_name": _TEXT, "headline": _TEXT, "organization_name": _TEXT,
    "emails": _labelled(_ADDRESS), "phones": _labelled(st.from_regex(r"\+[0-9 ]{3,20}[0-9]", fullmatch=True)),
    "links": _labelled(_LINK), "location": _TEXT, "postal_address": _LINES, "notes": _LINES,
    "tags": st.lists(_SOME, max_size=4, unique=True),
})  # fmt: skip


@given(_PEOPLE, st.sampled_from(Version))
def test_whatever_a_person_is_called_they_come_back(person: dict[str, Any], version: Version) -> None:
    found = back(card(person, version, notes=True))
    assert {name: found[name] for name in FIELDS} == {name: person[name] for name in FIELDS}
    assert found["organization"] == person["organization_name"]


@given(_PEOPLE, st.sampled_from(Version))
def test_whatever_a_person_is_called_another_reader_takes_it(person: dict[str, Any], version: Version) -> None:
    text = card(person, version, notes=True)
    assert max(map(len, text.encode().split(b"\r\n"))) <= 75
    assert vobject.readOne(text).fn.value == person["full_name"]


def known(data: bytes) -> dict[str, Any]:
    return dict(read_keeping(data)["cards"][0])


def test_written_back_with_another_title_all_else_stays() -> None:
    before = known(cards.APPLE)
    text = rewritten(
        before, {"headline": "Director of Nursing", "updated_at": "2026-11-30T02:30:00Z"}, fields=["headline"]
    )
    after = known(text.encode())
    assert after["headline"] == "Director of Nursing"
    assert after["rev"] == "20261130T023000Z"
    changed = ("headline", "rev", "properties")
    assert {k: v for k, v in after.items() if k not in changed} == {k: v for k, v in before.items() if k not in changed}
    assert "item4.X-ABDATE;TYPE=pref:2012-06-06\r\nitem4.X-ABLABEL:_$!<Anniversary>!$_" in text
    assert "X-ABRELATEDNAMES" in text


def test_written_back_with_other_addresses_the_labels_of_the_old_go_with_them() -> None:
    before = known(cards.APPLE)
    phones = [{"label": "Reception", "value": "+49 30 7"}]
    text = rewritten(before, {"phones": phones}, fields=["phones"])
    after = known(text.encode())
    assert after["phones"] == phones
    assert "Front desk" not in text
    assert after["links"] == before["links"], "groups of what stays are not taken again"


def test_written_back_under_another_name_titles_and_middle_names_stay() -> None:
    person = {"full_name": "Zoë Brandt", "given_name": "Zoë", "family_name": "Brandt"}
    after = known(rewritten(known(cards.APPLE), person, fields=["name"]).encode())
    assert (after["full_name"], after["family_name"]) == ("Zoë Brandt", "Brandt")
    assert (after["additional_names"], after["name_suffix"]) == ("Maria", "PhD")
    assert after["organization_units"] == ["Nursing", "Ward 3"]


@BOTH
@pytest.mark.parametrize("vendor", cards.VENDORS)
def test_every_vendors_card_is_written_back_without_loss(vendor: str, version: Version) -> None:
    for before in read_keeping(cards.VENDORS[vendor])["cards"]:
        text = rewritten(before, {}, version)
        after = known(text.encode())
        ignored = ("version", "properties", "warnings")
        assert {k: v for k, v in after.items() if k not in ignored} == {
            k: v for k, v in before.items() if k not in ignored
        }
        assert max(map(len, text.encode().split(b"\r\n"))) <= 75
        assert "FN:" in text
        vobject.readOne(text, ignoreUnreadable=True)
