"""Duplicates are found, merged without loss, and taken apart again."""

from tests.conftest import Client


def pair(alice: Client) -> tuple[str, str]:
    kept = alice.made(
        "/contacts", full_name="Maria Keller", headline="Data manager", tags=["a"],
        emails=[{"label": "work", "value": "maria@example.org"}],
    )  # fmt: skip
    other = alice.made(
        "/contacts", full_name="M. Keller", headline="Nurse", location="Leipzig", tags=["b"], do_not_contact=True,
        emails=[{"label": "home", "value": "MARIA@example.org"}, {"value": "mk@example.org"}],
    )  # fmt: skip
    return kept["id"], other["id"]


def test_duplicates_are_found_by_email_linkedin_and_name_with_organization(alice: Client) -> None:
    kept, other = pair(alice)
    linked = [
        alice.made("/contacts", full_name=name, links=[{"value": url}])["id"]
        for name, url in (
            ("Zoë B", "https://www.linkedin.com/in/zo%C3%AB-brandt/"),
            ("Z", "linkedin.com/in/zoë-brandt?x=1"),
        )
    ]
    named = [alice.made("/contacts", full_name=name)["id"] for name in ("José  Núñez", "jose nunez")]
    found = {
        each["reason"]: {c["id"] for c in each["contacts"]} for each in alice.seen("/contacts/duplicates")["items"]
    }
    assert found == {"email": {kept, other}, "linkedin": set(linked), "name_and_organization": set(named)}


def test_merging_keeps_every_field_tag_and_entry(alice: Client) -> None:
    kept, other = pair(alice)
    alice.made(f"/contacts/{other}/activities", what="call", at="2026-11-10T09:00:00Z")
    alice.moved(f"/contacts/{kept}/merge", contact_id=other)
    contact = alice.seen(f"/contacts/{kept}")
    assert contact["tags"] == ["a", "b"]
    assert [each["value"] for each in contact["emails"]] == ["maria@example.org", "mk@example.org"]
    assert (contact["headline"], contact["location"], contact["do_not_contact"]) == ("Data manager", "Leipzig", True)
    assert contact["last_contact_at"].startswith("2026-11-10")
    entries = alice.seen(f"/contacts/{kept}/activities")["items"]
    assert {each["what"] for each in entries} == {"call", "merged"}
    told = next(each["text"] for each in entries if each["what"] == "merged")
    assert "headline: Nurse" in told
    assert "full name: M. Keller" in told
    assert alice.get(f"/contacts/{other}").status_code == 404
    assert alice.seen("/contacts/duplicates")["items"] == []


def test_a_merge_is_undone_and_later_edits_stay(alice: Client) -> None:
    kept, other = pair(alice)
    entry = alice.made(f"/contacts/{other}/activities", what="call", at="2026-11-10T09:00:00Z")
    before = alice.seen(f"/contacts/{kept}"), alice.seen(f"/contacts/{other}")
    merge = alice.moved(f"/contacts/{kept}/merge", contact_id=other, take=["headline"])
    alice.changed(f"/contacts/{kept}", why_them="Edited since")
    alice.made(f"/contacts/{kept}/merges/{merge['id']}/undo")
    after = alice.seen(f"/contacts/{kept}"), alice.seen(f"/contacts/{other}")
    for was, now in zip(before, after, strict=True):
        for name in ("headline", "location", "tags", "emails", "full_name", "do_not_contact", "last_contact_at"):
            assert now[name] == was[name], name
    assert after[0]["why_them"] == "Edited since"
    assert alice.seen(f"/contacts/{other}/activities")["items"][0]["id"] == entry["id"]
    again = alice.post(f"/contacts/{kept}/merges/{merge['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "merge_undone")


def test_a_contact_is_not_merged_with_itself_nor_with_a_strangers(alice: Client, bob: Client) -> None:
    kept, _ = pair(alice)
    foreign = bob.made("/contacts", full_name="Foreign")["id"]
    assert (
        alice.post(f"/contacts/{kept}/merge", json={"contact_id": kept}, headers={"If-Match": "*"}).status_code == 422
    )
    refused = alice.post(f"/contacts/{kept}/merge", json={"contact_id": foreign}, headers={"If-Match": "*"})
    assert refused.status_code == 404
