"""People in an address book, both ways, against real servers."""

from __future__ import annotations

from typing import Any

import vobject  # type: ignore[import-untyped]  # it has no types

from tests.conftest import Client
from tests.interop.dav.conftest import Connected
from tests.interop.dav.test_calendars import changes, only
from tests.interviews.make import talk

CARD = """BEGIN:VCARD
VERSION:3.0
UID:{uid}
FN:{name}
N:{family};{given};Luise;Dr.;
EMAIL;TYPE=INTERNET,WORK:{email}
TITLE:Nurse
item1.TEL:+49 341 1234
item1.X-ABLabel:Ward
BDAY:1980-03-22
X-SPOUSE:Jonas
PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUg==
NOTE:Met at the fair
END:VCARD
"""


def card(uid: str = "maria", name: str = "Maria Keller", email: str = "maria@example.org") -> str:
    given, _, family = name.partition(" ")
    return CARD.format(uid=uid, name=name, given=given, family=family, email=email).replace("\n", "\r\n")


def known(client: Client, **more: Any) -> str:
    made = {"full_name": "Maria Keller", "emails": [{"label": "work", "value": "maria@example.org"}], **more}
    return str(client.made("/contacts", **made)["id"])


def in_step(book: Connected, alice: Client) -> tuple[str, str]:
    """Maria on both sides: her id here, and the path of her card."""
    path = f"{book.place}maria.vcf"
    book.phone.write(path, card())
    id_ = known(alice)
    book.sync()
    assert book.shown["kept_count"] == 1
    return id_, path


def test_people_are_put_into_the_address_book_as_other_programs_read_them(book: Connected, alice: Client) -> None:
    organization = alice.made("/organizations", name="St. Anne's Hospital")["id"]
    known(
        alice, headline="Clinical data manager", organization_id=organization, why_them="She left nursing.",
        phones=[{"label": "mobile", "value": "+49 341 5678"}],
    )  # fmt: skip
    book.sync()
    _, text = only(book.phone.entries(book.place))
    read = vobject.readOne(text)
    assert (read.fn.value, read.title.value, read.email.value) == (
        "Maria Keller",
        "Clinical data manager",
        "maria@example.org",
    )
    assert (read.org.value, read.tel.value) == (["St. Anne's Hospital"], "+49 341 5678")
    assert "left nursing" not in text, "what one notes about people stays here"
    before = book.phone.entries(book.place)
    book.sync()
    assert book.phone.entries(book.place) == before
    assert book.shown["last_error"] is None


def test_only_those_who_were_chosen_are_put_there(book: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{book.id}", people="talks")
    known(alice)
    asked = known(alice, full_name="Kai Brandt", emails=[])
    tagged = known(alice, full_name="Ana Ruiz", emails=[], tags=["alumni"])
    talk(alice, contact_id=asked)
    book.sync()
    assert [asked in path for path in book.phone.entries(book.place)] == [True]
    alice.changed(f"/connections/{book.id}", people="tag", people_tag="alumni")
    book.visit()
    assert sorted(asked in path or tagged in path for path in book.phone.entries(book.place)) == [True, True]


def test_a_change_of_one_field_on_each_side_keeps_both(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    alice.changed(f"/contacts/{id_}", location="Leipzig", emails=[{"label": "work", "value": "keller@example.org"}])
    book.phone.edit(path, ("TITLE:Nurse", "TITLE:Head nurse"), ("+49 341 1234", "+49 341 9999"))
    book.sync()
    shown = alice.seen(f"/contacts/{id_}")
    assert (shown["headline"], shown["location"]) == ("Head nurse", "Leipzig")
    assert [each["value"] for each in shown["phones"]] == ["+49 341 9999"]
    assert [each["value"] for each in shown["emails"]] == ["keller@example.org"]
    text = book.phone.get(path).text
    assert "Head nurse" in text
    assert "keller@example.org" in text
    assert "maria@example.org" not in text
    assert changes(alice) == []


def test_what_halfhour_does_not_know_stays_in_a_card_that_is_written_back(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    alice.changed(f"/contacts/{id_}", headline="Clinical data manager")
    book.sync()
    read = vobject.readOne(book.phone.get(path).text)
    assert read.title.value == "Clinical data manager"
    assert (read.bday.value, read.x_spouse.value, read.note.value) == ("1980-03-22", "Jonas", "Met at the fair")
    assert (read.n.value.additional, read.n.value.prefix) == ("Luise", "Dr.")
    assert read.uid.value == "maria"
    assert read.contents["photo"]
    assert {each.value for each in read.contents["x-ablabel"]} == {"Ward"}
    assert alice.seen(f"/contacts/{id_}")["how_found"] == ""


def test_when_both_changed_one_field_the_newer_wins_and_the_other_is_told(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    alice.changed(f"/contacts/{id_}", headline="Older here")
    book.phone.edit(path, ("TITLE:Nurse", "TITLE:Newer there\r\nREV:20990101T000000Z"))
    book.sync()
    assert alice.seen(f"/contacts/{id_}")["headline"] == "Newer there"
    (told,) = alice.seen("/connection-changes", contact_id=id_)["items"]
    assert (told["kind"], told["state"], told["conflict"]) == ("person_changed", "accepted", True)
    assert (
        told["words"]
        == "Maria Keller was changed on both sides. headline: “Newer there” was kept, “Older here” is older."
    )
    text = book.phone.get(path).text
    alice.changed(f"/contacts/{id_}", headline="Newer here")
    book.phone.edit(path, ("Newer there", "Older there"), ("REV:20990101T000000Z", "REV:20200101T000000Z"))
    book.sync()
    assert alice.seen(f"/contacts/{id_}")["headline"] == "Newer here"
    assert "TITLE:Newer here" in book.phone.get(path).text
    assert text != book.phone.get(path).text


def test_somebody_new_in_the_address_book_is_proposed_and_not_imported(book: Connected, alice: Client) -> None:
    book.phone.write(f"{book.place}maria.vcf", card())
    book.phone.write(f"{book.place}kai.vcf", card("kai", "Kai Brandt", "kai@example.org"))
    book.sync()
    found = {each["title"]: each for each in changes(alice)}
    assert set(found) == {"Maria Keller", "Kai Brandt"}
    assert found["Maria Keller"]["words"] == "Maria Keller is in your address book, and not in Halfhour."
    assert found["Maria Keller"]["there"]["emails"] == [{"label": "work", "value": "maria@example.org"}]
    assert alice.seen("/contacts")["items"] == []
    alice.moved(f"/connection-changes/{found['Maria Keller']['id']}/accept")
    alice.moved(f"/connection-changes/{found['Kai Brandt']['id']}/dismiss")
    (maria,) = alice.seen("/contacts")["items"]
    assert (maria["full_name"], maria["given_name"], maria["headline"]) == ("Maria Keller", "Maria", "Nurse")
    before = book.phone.entries(book.place)
    book.sync()
    assert changes(alice) == []
    assert len(alice.seen("/contacts")["items"]) == 1
    assert book.phone.entries(book.place) == before, "neither doubled nor touched"
    alice.changed(f"/contacts/{maria['id']}", headline="Data manager")
    book.sync()
    assert "TITLE:Data manager" in book.phone.get(f"{book.place}maria.vcf").text


def test_whoever_is_new_there_is_added_at_once_if_that_was_chosen(book: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{book.id}", accept="automatic")
    book.phone.write(f"{book.place}maria.vcf", card())
    book.sync()
    assert [each["full_name"] for each in alice.seen("/contacts")["items"]] == ["Maria Keller"]
    assert changes(alice) == []


def test_a_deletion_on_either_side_is_asked_about(book: Connected, alice: Client) -> None:
    alice.changed(f"/connections/{book.id}", accept="automatic")
    id_, path = in_step(book, alice)
    kai = known(alice, full_name="Kai Brandt", emails=[])
    book.sync()
    assert book.phone.delete(path).is_success
    assert alice.delete(f"/contacts/{kai}", headers={"If-Match": "*"}).is_success
    book.sync()
    found = {each["kind"]: each for each in changes(alice)}
    assert found["person_gone_there"]["words"] == "Maria Keller is no longer in your address book."
    assert found["person_gone_here"]["words"] == "Kai Brandt is in the bin here, and still in your address book."
    assert alice.seen(f"/contacts/{id_}")["deleted_at"] is None
    assert len(book.phone.entries(book.place)) == 1
    ids = [each["id"] for each in found.values()]
    assert alice.made("/connection-changes/answer", answer="accept", change_ids=ids) == {"answered": 2}
    book.visit()
    assert alice.get(f"/contacts/{id_}").status_code == 404
    assert book.phone.entries(book.place) == {}
    book.sync()
    assert changes(alice) == []


def test_who_is_kept_after_a_deletion_elsewhere_is_not_asked_about_again(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    assert book.phone.delete(path).is_success
    book.sync()
    (change,) = changes(alice)
    alice.moved(f"/connection-changes/{change['id']}/dismiss")
    book.sync()
    assert changes(alice) == []
    assert book.phone.entries(book.place) == {}, "it was deleted there on purpose"
    assert alice.seen(f"/contacts/{id_}")["deleted_at"] is None


def test_one_who_comes_back_from_the_bin_needs_no_answer(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    assert alice.delete(f"/contacts/{id_}", headers={"If-Match": "*"}).is_success
    book.sync()
    assert [each["kind"] for each in changes(alice)] == ["person_gone_here"]
    assert alice.post(f"/contacts/{id_}/restore").is_success
    book.sync()
    assert changes(alice) == []
    alice.changed(f"/contacts/{id_}", headline="Back")
    book.sync()
    assert "TITLE:Back" in book.phone.get(path).text


def test_whoever_is_added_by_hand_while_proposed_is_the_same_and_not_put_there_twice(
    book: Connected, alice: Client
) -> None:
    path = f"{book.place}maria.vcf"
    book.phone.write(path, card())
    book.sync()
    assert len(changes(alice)) == 1
    id_ = known(alice, location="Leipzig")
    book.sync()
    assert changes(alice) == []
    assert list(book.phone.entries(book.place)) == [path]
    assert alice.seen(f"/contacts/{id_}")["headline"] == "Nurse"
    assert "Leipzig" in book.phone.get(path).text


def test_a_double_of_a_card_is_let_be(book: Connected, alice: Client) -> None:
    id_, path = in_step(book, alice)
    book.phone.write(f"{book.place}double.vcf", card(uid="other", email="MARIA@example.org"))
    book.sync()
    found = changes(alice)
    assert [each["title"] for each in found] == ["Maria Keller"], "somebody else, as far as the card says"
    assert len(alice.seen("/contacts")["items"]) == 1
    assert alice.seen(f"/contacts/{id_}")["emails"][0]["value"] == "maria@example.org"
    assert "MARIA" not in book.phone.get(path).text
