"""vCards of every version and vendor, read as people; and hostile ones, read or refused in bounded time."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.core.apart import Unreadable, apart
from halfhour.exchange import vcard_reading
from halfhour.exchange.vcard_reading import read

from . import cards


def one(data: bytes | str) -> dict[str, Any]:
    found = read(data.encode() if isinstance(data, str) else data)["cards"]
    assert len(found) == 1
    card: dict[str, Any] = found[0]
    return card


def of(*lines: str) -> dict[str, Any]:
    """The only card, which has these lines."""
    return one("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]))


def values(labelled: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(each["label"], each["value"]) for each in labelled]


def test_apple() -> None:
    card = one(cards.APPLE)
    assert (card["full_name"], card["given_name"], card["family_name"]) == (
        "Dr. Zoë Maria Brandt-Ng, PhD",
        "Zoë",
        "Brandt-Ng",
    )
    assert (card["additional_names"], card["name_prefix"], card["name_suffix"]) == ("Maria", "Dr.", "PhD")
    assert (card["organization"], card["organization_units"]) == ("Klinik am Park", ["Nursing", "Ward 3"])
    assert values(card["emails"]) == [("work", "zoe.brandt@example.org"), ("home", "zoe@example.net")]
    assert values(card["phones"]) == [("mobile", "+49 170 0000001"), ("Front desk", "+49 30 0000002")]
    assert values(card["links"]) == [
        ("homepage", "https://brandt.example.org/about,me"),
        ("linkedin", "http://www.linkedin.com/in/zoe-brandt"),
        ("twitter", "http://twitter.com/zoebn"),
    ]
    assert card["location"] == "Berlin, Germany"
    assert card["postal_address"] == "Parkallee 1\nHaus B\n10115 Berlin\nGermany"
    assert card["notes"] == "Met at the fair; likes tea, no sugar.\nSecond line \\ end"
    assert card["birthday"] == "--02-03"
    assert card["tags"] == ["Navy", "tea, strong"]
    assert base64.b64decode(card["photo"]["data"]) == cards.JPEG
    assert card["warnings"] == []


def test_google_with_two_people_and_a_picture_elsewhere() -> None:
    amaru, xiaohong = read(cards.GOOGLE)["cards"]
    assert values(amaru["links"])[1] == ("LinkedIn", "https://www.linkedin.com/in/amaru-quispe")
    assert (amaru["organization"], amaru["headline"], amaru["birthday"]) == (
        "Casa Lumen",
        "Light designer",
        "1980-03-22",
    )
    assert amaru["photo"] is None
    assert amaru["warnings"] == ["Its picture is elsewhere on the web and is not fetched."]
    assert (xiaohong["family_name"], xiaohong["given_name"]) == ("李", "小红")


def test_outlook_with_its_own_encoding() -> None:
    card = one(cards.OUTLOOK)
    assert (card["full_name"], card["organization"]) == ("Jörg Müller", "Müller & Söhne")
    assert card["notes"] == "First line\nsecond with ümläut"
    assert values(card["phones"]) == [("work", "(030) 000-0003"), ("mobile", "0170 0000004")]
    assert card["postal_address"] == "Hauptstr. 5\nHof 2\n20095 Hamburg\nGermany"
    assert base64.b64decode(card["photo"]["data"]) == cards.JPEG


def test_android_breaks_lines_softly() -> None:
    card = one(cards.ANDROID)
    assert (card["full_name"], card["family_name"]) == ("Núria Álvarez", "Álvarez")
    assert base64.b64decode(card["photo"]["data"]) == cards.PNG
    assert card["photo"]["media_type"] == "image/png"
    assert card["birthday"] == "--02-03"


def test_a_picture_with_blank_lines_in_it_is_read_whole() -> None:
    card = one(cards.IPHONE_WITH_GAPS)
    assert base64.b64decode(card["photo"]["data"]) == cards.JPEG
    assert values(card["phones"]) == [("home", "+234 1 000 0006")]
    assert card["full_name"] == "Chidi Okafor"


def test_lotus_names_without_the_full_name() -> None:
    card = one(cards.LOTUS)
    assert card["full_name"] == "Pat Smith"
    assert card["organization"] == "Acme"
    assert values(card["emails"]) == [("", "pat@example.org"), ("", "pat2@example.org")]


def test_types_in_all_their_spellings() -> None:
    assert values(one(cards.BLACKBERRY)["phones"]) == [("work", "+1 555 000 0007"), ("fax", "+1 555 000 0008")]
    assert values(one(cards.EVOLUTION)["phones"]) == [("work", "+351 200 000 009")]
    assert values(of("TEL;WORK;VOICE:+1 555 1")["phones"]) == [("work", "+1 555 1")]
    assert values(of("TEL;TYPE=work;TYPE=cell:+1 555 1")["phones"]) == [("mobile", "+1 555 1")]
    assert values(of("tel;type=Home,Pref:+1 555 1")["phones"]) == [("home", "+1 555 1")]


def test_nextcloud_in_4_0_with_line_feeds() -> None:
    card = one(cards.NEXTCLOUD)
    assert card["uid"] == "0b6c6d6e-0000-4000-8000-0000000000b2"
    assert values(card["emails"])[0] == ("work", "ines@example.org")
    assert values(card["phones"]) == [("mobile", "+351-900-000-010")]
    assert values(card["links"]) == [("linkedin", "https://www.linkedin.com/in/ines-ferreira")]
    assert card["postal_address"] == "Rua Nova 1\n1000-001 Lisboa"
    assert card["birthday"] == "2012-06-06"


def test_thunderbird_in_small_letters_with_a_mark_before_it() -> None:
    card = one(cards.THUNDERBIRD)
    assert (card["full_name"], card["organization"], card["version"]) == ("Kim Larsen", "", "2.1")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_any_encoding(encoding: str) -> None:
    assert one("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Brandt\r\nEND:VCARD\r\n".encode(encoding))["full_name"] == (
        "Zoë Brandt"
    )


def test_a_fold_in_the_middle_of_a_character() -> None:
    assert one(b"BEGIN:VCARD\r\nFN:Zo\xc3\r\n \xab Brandt\r\nEND:VCARD\r\n")["full_name"] == "Zoë Brandt"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("BDAY:--0203", "--02-03"),
        ("BDAY:19800322", "1980-03-22"),
        ("BDAY:2012-06-06", "2012-06-06"),
        ("BDAY;VALUE=date:1980-03-22T00:00:00Z", "1980-03-22"),
        ("BDAY;VALUE=text:circa 1800", "circa 1800"),
    ],
)
def test_birthdays(written: str, day: str) -> None:
    assert of(written)["birthday"] == day


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Brandt;Zoë"], "Zoë Brandt"),
        (["N:;;;;", "NICKNAME:Zo"], "Zo"),
        (["ORG:Klinik am Park"], "Klinik am Park"),
        (["EMAIL:zoe@example.org"], "zoe@example.org"),
        (["FN:", "N:Brandt;Zoë;Maria;Dr.;PhD"], "Dr. Zoë Maria Brandt PhD"),
    ],
)
def test_a_card_without_a_full_name_is_called_what_address_books_call_it(lines: list[str], name: str) -> None:
    assert of(*lines)["full_name"] == name


@pytest.mark.parametrize(
    "written",
    [
        "X-SOCIALPROFILE;type=linkedin;x-user=zoe-brandt:x-apple:zoe-brandt",
        "X-SOCIALPROFILE;type=linkedin:zoe-brandt",
        "X-LINKEDIN:https://www.linkedin.com/in/zoe-brandt",
    ],
)
def test_linkedin_in_all_its_places(written: str) -> None:
    assert values(of(written)["links"]) == [("linkedin", "https://www.linkedin.com/in/zoe-brandt")]


def test_an_assistants_card_inside_is_nobody_and_its_lines_are_not_the_outer_ones() -> None:
    card = of(
        "FN:Ana", "AGENT:", "BEGIN:VCARD", "FN:Assistant", "TEL:+1 555 0000", "END:VCARD", "EMAIL:ana@example.org"
    )
    assert (card["full_name"], card["phones"]) == ("Ana", [])
    assert values(card["emails"]) == [("", "ana@example.org")]
    assert card["warnings"] == ["The card of an assistant inside of it is left out."]


def test_a_card_whose_end_is_missing_does_not_swallow_the_next() -> None:
    found = read(b"BEGIN:VCARD\nFN:Ana\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n")["cards"]
    assert [(each["full_name"], each["warnings"]) for each in found] == [
        ("Ana", ["Its end is missing."]),
        ("Ben", []),
    ]


def test_lines_that_are_none_are_told_and_hurt_nobody() -> None:
    card = of("FN:Ana", "no colon here", "EMAIL:ana@example.org")
    assert values(card["emails"]) == [("", "ana@example.org")]
    assert card["warnings"] == ["Line 4 is no vCard line: 'no colon here'."]


def test_pictures_within_limits() -> None:
    assert of(f"PHOTO;ENCODING=b:{base64.b64encode(cards.PNG).decode()}")["photo"]["media_type"] == "image/png"
    assert of(f"PHOTO:data:image/png;base64,{base64.b64encode(cards.PNG).decode()}")["photo"] is not None
    page = base64.b64encode(b"<svg onload=alert(1)>").decode()
    odd = of(f"PHOTO;ENCODING=b;TYPE=image/svg+xml:{page}")
    assert odd["photo"] is None
    assert odd["warnings"] == ["Its picture is none of JPEG, PNG, GIF or WebP and is left out."]
    large = of("PHOTO;ENCODING=b:" + "/9j/" + "A" * 2**20)
    assert large["photo"] is None
    assert large["warnings"] == ["Its picture is larger than 512 KB and is left out."]


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"First Name,Last Name\n", b"\0" * 5000])
def test_what_is_no_vcard_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValueError, match="There is no vCard in it"):
        read(data)


HOSTILE = {
    "a line of 5 MB": b"BEGIN:VCARD\nFN:Ana\nNOTE:" + b"x" * 5_000_000 + b"\nEND:VCARD\n",
    "a line of 5 MB of quotes": b"BEGIN:VCARD\nFN:Ana\nNOTE;A=" + b'"' * 5_000_001 + b":x\nEND:VCARD\n",
    "a line of 5 MB of backslashes": b"BEGIN:VCARD\nFN:Ana\nN:" + b"\\" * 5_000_001 + b"\nEND:VCARD\n",
    "5000 parameters": b"BEGIN:VCARD\nFN:Ana\nTEL" + b";A=B" * 5_000 + b":+1 555\nEND:VCARD\n",
    "a million parameters": b"BEGIN:VCARD\nFN:Ana\nTEL" + b";A=B" * 1_000_000 + b":+1 555\nEND:VCARD\n",
    "a million folds": b"BEGIN:VCARD\nFN:Ana\nNOTE:x" + b"\n y" * 1_000_000 + b"\nEND:VCARD\n",
    "a million soft breaks": b"BEGIN:VCARD\nFN:Ana\nNOTE;QUOTED-PRINTABLE:x" + b"=\ny" * 1_000_000 + b"\nEND:VCARD\n",
    "cards in cards": b"BEGIN:VCARD\nFN:Ana\n" + b"AGENT:\nBEGIN:VCARD\n" * 100_000 + b"END:VCARD\n" * 100_001,
    "300,000 lines": b"BEGIN:VCARD\nFN:Ana\n" + b"TEL:+1 555\n" * 300_000 + b"END:VCARD\n",
    "a codec that is slow": b"BEGIN:VCARD\nFN:Ana\nNOTE;CHARSET=punycode:" + b"a-" * 500_000 + b"\nEND:VCARD\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_cards_are_read_within_the_limits_of_their_process(name: str) -> None:
    """A reader that goes by the square of the length is killed there."""
    (card,) = apart("halfhour.exchange.vcard_reading:read", HOSTILE[name])["cards"]
    assert card["full_name"] == "Ana"


def test_too_many_cards_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_reading, "CARDS", 10)
    with pytest.raises(ValueError, match="At most 10 cards"):
        read(b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n" * 11)


def test_it_runs_in_a_process_that_can_be_killed() -> None:
    read_apart = "halfhour.exchange.vcard_reading:read"
    assert apart(read_apart, cards.GOOGLE) == read(cards.GOOGLE)
    with pytest.raises(Unreadable, match="There is no vCard in it"):
        apart(read_apart, b"nothing")


@given(st.binary(max_size=300), st.sampled_from(sorted(cards.VENDORS)), st.integers(0, 2000), st.integers(0, 40))
def test_no_mutation_of_a_card_makes_it_fail(noise: bytes, vendor: str, at: int, cut: int) -> None:
    card = cards.VENDORS[vendor]
    try:
        read(card[:at] + noise + card[at + cut :])
    except ValueError as refusal:
        assert str(refusal).endswith(".")  # either is right, in words
