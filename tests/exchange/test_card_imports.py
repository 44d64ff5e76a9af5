"""vCards through the import: shown first, kept as one batch with their pictures, and taken back."""

from typing import Any

import httpx
import pytest

from halfhour.exchange import vcard_table
from tests.conftest import Client

from . import cards
from .files import archive


def upload(person: Client, data: bytes, name: str = "contacts.vcf") -> httpx.Response:
    return person.post("/imports", files={"file": (name, data, "text/vcard")})


def uploaded(person: Client, data: bytes, name: str = "contacts.vcf") -> dict[str, Any]:
    answer = upload(person, data, name)
    assert answer.status_code == 201, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def kept(person: Client, data: bytes, **choices: Any) -> dict[str, Any]:
    shown = uploaded(person, data)
    if choices:
        person.changed(f"/imports/{shown['id']}", **choices)
    return person.moved(f"/imports/{shown['id']}/commit")


def people(person: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.seen("/contacts", sort="name")["items"]
    return found


def test_cards_are_shown_before_anything_is_kept(alice: Client) -> None:
    shown = uploaded(alice, cards.APPLE)
    assert (shown["format"], shown["needs_names"], shown["inside"]) == ("vcard", False, None)
    assert {name: count for name, count in shown["counts"].items() if count} == {"rows": 1, "usable": 1, "new": 1}
    draft = shown["first"][0]["draft"]
    assert draft["full_name"] == "Dr. Zoë Maria Brandt-Ng, PhD"
    assert (draft["postal_address"], draft["has_picture"]) == ("Parkallee 1\nHaus B\n10115 Berlin\nGermany", True)
    assert people(alice) == []


def test_a_card_is_kept_with_all_that_a_contact_has(alice: Client) -> None:
    done = kept(alice, cards.APPLE)
    assert (done["status"], done["counts"]["created"]) == ("committed", 1)
    (zoe,) = people(alice)
    assert (zoe["given_name"], zoe["family_name"]) == ("Zoë Maria", "Brandt-Ng")
    assert (zoe["headline"], zoe["organization_name"]) == ("Head of Nursing", "Klinik am Park")
    assert zoe["emails"] == [
        {"label": "work", "value": "zoe.brandt@example.org"}, {"label": "home", "value": "zoe@example.net"},
    ]  # fmt: skip
    assert zoe["links"][1] == {"label": "linkedin", "value": "https://www.linkedin.com/in/zoe-brandt"}
    assert (zoe["location"], sorted(zoe["tags"])) == ("Berlin, Germany", ["Navy", "tea, strong"])
    (note,) = alice.seen("/notes", contact_id=zoe["id"])["items"]
    assert alice.seen(f"/notes/{note['id']}")["body"].startswith("Met at the fair; likes tea")


def test_a_picture_comes_along_and_is_told_by_its_bytes(alice: Client, bob: Client) -> None:
    kept(alice, cards.APPLE)
    (zoe,) = people(alice)
    answer = alice.get(f"/contacts/{zoe['id']}/portrait")
    assert (answer.content, answer.headers["content-type"]) == (cards.JPEG, "image/jpeg")
    assert answer.headers["etag"] == f'"{zoe["portrait"]}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = alice.get(f"/contacts/{zoe['id']}/portrait", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert bob.get(f"/contacts/{zoe['id']}/portrait").status_code == 404
    alice.delete(f"/contacts/{zoe['id']}/portrait", headers={"If-Match": "*"})
    assert alice.get(f"/contacts/{zoe['id']}/portrait").status_code == 404
    assert people(alice)[0]["portrait"] is None


def test_who_is_there_already_gets_what_is_new_and_the_batch_can_be_taken_back(alice: Client) -> None:
    alice.made("/contacts", full_name="Zoë", emails=[{"label": "work", "value": "Zoe.Brandt@example.org"}])
    done = kept(alice, cards.APPLE, duplicates="update")
    assert done["counts"]["updated"] == 1
    (zoe,) = people(alice)
    assert (zoe["full_name"], zoe["location"], zoe["portrait"] is None) == ("Zoë", "Berlin, Germany", False)
    alice.moved(f"/imports/{done['id']}/undo")
    (zoe,) = people(alice)
    assert (zoe["location"], zoe["postal_address"], zoe["portrait"]) == (None, "", None)
    assert alice.get(f"/contacts/{zoe['id']}/portrait").status_code == 404


def test_a_card_that_says_nothing_new_but_its_picture_brings_that(alice: Client) -> None:
    kept(alice, cards.ANDROID.replace(b"PHOTO", b"X-NO"))
    done = kept(alice, cards.ANDROID, duplicates="update")
    assert (done["counts"]["updated"], people(alice)[0]["portrait"] is None) == (1, False)


def test_a_batch_of_cards_taken_back_leaves_nobody(alice: Client) -> None:
    done = kept(alice, cards.GOOGLE)
    assert [each["full_name"] for each in people(alice)] == ["Amaru Quispe", "李小红"]
    assert alice.moved(f"/imports/{done['id']}/undo")["counts"]["removed"] == 2
    assert people(alice) == []


@pytest.mark.parametrize("vendor", cards.VENDORS)
def test_every_vendors_cards_come_in(alice: Client, vendor: str) -> None:
    shown = uploaded(alice, cards.VENDORS[vendor])
    assert shown["counts"]["usable"] == shown["counts"]["rows"] > 0
    assert all(each["draft"]["full_name"] for each in shown["first"])


def test_what_is_odd_about_a_card_is_told_with_its_mend(alice: Client) -> None:
    found = uploaded(alice, cards.GOOGLE)["problems"]
    assert [(each["row"], each["code"], each["blocks"]) for each in found] == [(2, "card", False)]
    assert found[0]["message"] == "Its picture is elsewhere on the web and is not fetched."


def test_a_group_is_nobody_and_is_told(alice: Client) -> None:
    group = b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Friends\r\nMEMBER:urn:uuid:1\r\nEND:VCARD\r\n"
    shown = uploaded(alice, cards.BLACKBERRY + group)
    assert (shown["counts"]["usable"], shown["counts"]["blocked"]) == (1, 1)
    assert shown["problems"][0]["message"] == "It is a group, not a person."


def test_cards_may_come_in_a_zip_one_by_one(alice: Client) -> None:
    zipped = archive({"export/Zoe.vcf": cards.APPLE, "export/Kim.vcf": cards.THUNDERBIRD, "__MACOSX/._Zoe.vcf": b"x"})
    shown = uploaded(alice, zipped, "contacts.zip")
    assert (shown["format"], shown["inside"], shown["counts"]["new"]) == ("vcard", "2 cards", 2)


def test_rows_of_cards_can_be_looked_at_and_columns_chosen(alice: Client) -> None:
    shown = uploaded(alice, cards.APPLE)
    names = [each["name"] for each in shown["columns"]]
    fields = [each["field"] for each in shown["columns"]]
    fields[names.index("Birthday")] = "notes"
    alice.changed(f"/imports/{shown['id']}", fields=fields)
    (row,) = alice.seen(f"/imports/{shown['id']}/rows")["items"]
    assert row["draft"]["notes"].startswith("--02-03\n\nMet at the fair")
    assert row["draft"]["has_picture"]


def test_cards_that_would_hurt_are_refused_and_nothing_is_kept(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_table, "CPU_SECONDS", 1)
    endless = b"BEGIN:VCARD\nFN:Ana\n" + b"TEL;A=b;C=d:+1 555\n" * 1_000_000 + b"END:VCARD\n"
    answer = upload(alice, endless)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_cards")
    assert alice.seen("/imports")["items"] == []


def test_whoever_sends_a_zip_that_looks_like_ours_gets_no_more_than_its_table(alice: Client) -> None:
    """Only what the server has made of cards has pictures and remarks beside it."""
    remarks = b'{"2": [["<script>", "x", true]]}'
    forged = archive({"contacts.csv": b"Full Name\nAna\n", "remarks.json": remarks, "pictures/2": cards.PNG})
    shown = uploaded(alice, forged, "contacts.zip")
    assert (shown["format"], shown["problems"], shown["first"][0]["draft"]["has_picture"]) == ("other", [], False)
