"""People on their way to other programs: as cards and as tables, all or those that are asked for."""

import csv
from io import StringIO
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halfhour.accounts import service as accounts
from halfhour.exchange import csv_writing, people
from halfhour.exchange.cells import clean, guarded, unguarded
from halfhour.exchange.vcard_reading import read
from tests.conftest import Client, Server

from . import cards
from .files import drafts, understood

ANA: dict[str, Any] = {
    "full_name": "Ana Núñez",
    "given_name": "Ana",
    "family_name": "Núñez",
    "headline": '=HYPERLINK("https://evil.example")',
    "emails": [{"label": "work", "value": "ana@example.org"}, {"label": None, "value": "ana@example.net"}],
    "phones": [{"label": "mobile", "value": "+34 600 000 000"}],
    "links": [{"label": "linkedin", "value": "https://www.linkedin.com/in/ana-n"}],
    "location": "Madrid",
    "postal_address": "Calle Mayor 1\n28013 Madrid",
    "time_zone": "Europe/Madrid",
    "source": "alumni",
    "how_found": '"Quoted" at the fair.\nTwice.',
    "level": "manager",
    "why_them": "-1 is no formula\r\nbut a reason",
    "difficulty": 4,
    "preferred_channel": "email",
    "keep_in_touch_days": 90,
    "may_keep": True,
    "may_name": False,
    "do_not_contact": True,
    "connected_on": "2023-02-08",
    "tags": ["tea, strong", "alumni"],
}
SPREADSHEETS = ("google", "outlook", "hubspot", "salesforce")


def exported(person: Client, **asked: Any) -> str:
    answer = person.get("/exports/contacts", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.content.decode("utf-8-sig")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def imported(person: Client, data: str, **choices: Any) -> dict[str, Any]:
    shown = person.post("/imports", files={"file": ("people.csv", data.encode(), "text/csv")}).json()
    person.changed(f"/imports/{shown['id']}", duplicates="create", **choices)
    return person.moved(f"/imports/{shown['id']}/commit")


@pytest.fixture
def ana(alice: Client) -> dict[str, Any]:
    where = alice.made("/organizations", name="Casa Lumen, S.A.")
    return alice.made("/contacts", **ANA, organization_id=where["id"])


def test_one_contact_is_a_card(alice: Client, bob: Client, ana: dict[str, Any]) -> None:
    alice.made("/notes", contact_id=ana["id"], body="Private.")
    answer = alice.get(f"/contacts/{ana['id']}/card")
    assert answer.headers["content-type"] == "text/vcard; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="ana-nunez.vcf"'
    (card,) = read(answer.content)["cards"]
    assert (card["full_name"], card["uid"], card["notes"]) == ("Ana Núñez", ana["id"], "")
    assert card["organization"] == "Casa Lumen, S.A."
    with_notes = alice.get(f"/contacts/{ana['id']}/card", params={"notes": True, "version": "4.0"}).text
    assert "VERSION:4.0" in with_notes
    assert "NOTE:Private." in with_notes
    assert bob.get(f"/contacts/{ana['id']}/card").status_code == 404


def test_notes_need_their_own_scope(alice: Client, server: Server, ana: dict[str, Any]) -> None:
    token = accounts.create_token(server.database, alice.email, "an address book", ["contacts:read"])
    with server.client(token) as book:
        assert book.get("/exports/contacts").status_code == 200
        for path in ("/exports/contacts", f"/contacts/{ana['id']}/card"):
            refused = book.get(path, params={"notes": True})
            assert (refused.status_code, refused.json()["scope"]) == (403, "notes:read")


def test_all_people_or_those_that_are_asked_for(
    alice: Client, ana: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "PAGE", 2)
    for name in ("Ben", "Cem", "Dee", "Eva"):
        alice.made("/contacts", full_name=name, tags=["alumni"] if name > "C" else [])
    gone = alice.made("/contacts", full_name="Gone")
    alice.delete(f"/contacts/{gone['id']}", headers={"If-Match": "*"})
    everybody = [card["full_name"] for card in read(exported(alice).encode())["cards"]]
    assert everybody == ["Ana Núñez", "Ben", "Cem", "Dee", "Eva"]
    some = exported(alice, format="google", tag="alumni")
    assert [row["First Name"] for row in table(some)] == ["Ana", "Cem", "Dee", "Eva"]
    assert exported(alice, format="google", q="nobody").count("\r\n") == 1


def test_pictures_go_along_with_cards(alice: Client) -> None:
    shown = alice.post("/imports", files={"file": ("zoe.vcf", cards.APPLE, "text/vcard")}).json()
    alice.moved(f"/imports/{shown['id']}/commit")
    (card,) = read(exported(alice).encode())["cards"]
    assert card["photo"] == read(cards.APPLE)["cards"][0]["photo"]


@pytest.mark.parametrize("form", SPREADSHEETS)
def test_no_cell_begins_like_a_formula_unless_asked_for_raw(alice: Client, ana: dict[str, Any], form: str) -> None:
    text = exported(alice, format=form)
    assert "'=HYPERLINK" in text
    assert "'+34 600 000 000" in text
    raw = exported(alice, format=form, raw=True)
    assert "'=" not in raw
    assert "'+34" not in raw


@pytest.mark.parametrize("form", SPREADSHEETS)
def test_what_is_written_for_another_program_we_read_ourselves(
    alice: Client, bob: Client, ana: dict[str, Any], form: str
) -> None:
    imported(bob, exported(alice, format=form))
    (back,) = bob.seen("/contacts")["items"]
    assert (back["full_name"], back["headline"]) == ("Ana Núñez", ANA["headline"])
    assert (back["organization_name"], back["location"]) == ("Casa Lumen, S.A.", "Madrid")
    assert [each["value"] for each in back["emails"]] == ["ana@example.org", "ana@example.net"][: len(back["emails"])]
    assert [each["value"] for each in back["phones"]] == ["+34 600 000 000"]
    assert [each["value"] for each in back["links"]] == ["https://www.linkedin.com/in/ana-n"]
    assert back["postal_address"] == ANA["postal_address"]
    notes = [bob.seen(f"/notes/{each['id']}")["body"] for each in bob.seen("/notes", contact_id=back["id"])["items"]]
    told = [each["value"] for each in back["emails"]] + ["".join(notes)]
    assert any("ana@example.net" in each for each in told), "what has no column stands in the notes"


def test_our_own_form_comes_back_equal(alice: Client, bob: Client, ana: dict[str, Any]) -> None:
    text = exported(alice, format="halfhour")
    shown = imported(bob, text)
    assert (shown["format"], shown["counts"]["created"], shown["problems"]) == ("halfhour", 1, [])
    (back,) = bob.seen("/contacts")["items"]
    same = ("organization_name", "sort_name", *ANA)
    assert {name: back.get(name) for name in same} == {name: ana.get(name) for name in same}
    assert exported(bob, format="halfhour") == text


def test_a_row_of_our_own_form_that_does_not_fit_is_left_out_and_told(alice: Client, ana: dict[str, Any]) -> None:
    text = exported(alice, format="halfhour").replace('"4"', '"44"')
    shown = alice.post("/imports", files={"file": ("people.csv", text.encode(), "text/csv")}).json()
    assert (shown["counts"]["usable"], shown["counts"]["blocked"]) == (0, 1)
    assert shown["problems"][0]["column"] == "difficulty"


_ANY = st.text(
    st.characters(categories=["L", "M", "N", "P", "S", "Z", "Cc", "Cf"], exclude_characters="\0"), max_size=60
)


@given(_ANY)
def test_a_guarded_cell_never_begins_like_a_formula_and_is_found_again(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unguarded(cell) == text


_LINE = _ANY.map(clean).filter(bool)
_NOTHING_OR_LINE = st.none() | _LINE
_LABELLED = st.lists(
    st.fixed_dictionaries({"label": st.none() | st.sampled_from(["work", "home"]),
                           "value": st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.org", fullmatch=True)}),
    max_size=6, unique_by=lambda each: each["value"],
)  # fmt: skip
_PEOPLE = st.fixed_dictionaries({
    "full_name": _LINE, "given_name": _LINE, "family_name": _LINE, "headline": _NOTHING_OR_LINE,
    "organization_name": _NOTHING_OR_LINE, "emails": _LABELLED, "phones": st.just([]), "links": st.just([]),
    "location": _NOTHING_OR_LINE, "postal_address": st.just(""), "tags": st.just([]),
})  # fmt: skip
_FORMS = {"google": csv_writing.GOOGLE, "outlook": csv_writing.OUTLOOK, "hubspot": csv_writing.HUBSPOT,
          "salesforce": csv_writing.SALESFORCE}  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_PEOPLE, min_size=1, max_size=3), st.sampled_from(SPREADSHEETS))
def test_whoever_is_written_for_another_program_is_read_again(found: list[dict[str, Any]], form: str) -> None:
    text = "".join(csv_writing.lines(_FORMS[form], found))
    for row in csv.reader(StringIO(text.removeprefix("\ufeff"))):
        assert all(cell[:1] not in set("=+-@\t\r\n＝＋－＠") for cell in row)
    back = drafts(text.encode())
    assert [(each.given_name, each.family_name) for each in back] == [
        (person["given_name"], person["family_name"]) for person in found
    ]
    for each, person in zip(back, found, strict=True):
        assert each.headline == (person["headline"] or "")
        assert {one.value for one in each.emails} <= {one["value"] for one in person["emails"]}
        assert bool(each.emails) == bool(person["emails"])


_TEXT = _ANY.map(str.strip)
_FILLED = _TEXT.filter(bool)
_OWN = st.fixed_dictionaries({
    "full_name": _FILLED, "given_name": st.none() | _FILLED, "headline": st.none() | _FILLED, "emails": _LABELLED,
    "tags": st.lists(_FILLED, max_size=3, unique=True), "why_them": _TEXT,
    "how_found": _TEXT, "postal_address": _TEXT, "location": st.none() | _FILLED,
    "difficulty": st.none() | st.integers(1, 5), "may_keep": st.none() | st.booleans(),
    "do_not_contact": st.booleans(), "connected_on": st.none() | st.dates().map(str),
})  # fmt: skip


@settings(max_examples=60)
@given(st.lists(_OWN, min_size=1, max_size=3))
def test_our_own_form_loses_nothing_whatever_people_are_called(found: list[dict[str, Any]]) -> None:
    text = "".join(csv_writing.lines(csv_writing.HALFHOUR, found))
    known = understood(text.encode())
    readings = list(known.readings(known.plan()))
    assert [problem for each in readings for problem in each.problems] == []
    for each, person in zip(readings, found, strict=True):
        assert each.draft is not None
        for name, value in person.items():
            said = normalize("NFC", value) if isinstance(value, str) else value
            if name == "tags":
                said = list(dict.fromkeys(normalize("NFC", tag) for tag in value))
            got = each.draft.more[name]
            assert (str(got) if name == "connected_on" and got else got) == said, name
