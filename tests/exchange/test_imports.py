"""A file brought in through the API: looked at, mapped, kept as one batch, and taken back."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Client
from tests.exchange.files import HIDDEN, PEOPLE, archive, linkedin, table

ZOE, AMARU, LI = PEOPLE


def upload(person: Client, data: bytes, name: str = "Connections.csv", **headers: str) -> httpx.Response:
    return person.post("/imports", files={"file": (name, data, "text/csv")}, headers=headers)


def uploaded(person: Client, data: bytes, name: str = "Connections.csv") -> dict[str, Any]:
    answer = upload(person, data, name)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def imported(person: Client, data: bytes, **choices: Any) -> dict[str, Any]:
    """A file uploaded, its choices made, and kept."""
    found = uploaded(person, data)
    if choices:
        person.changed(f"/imports/{found['id']}", **choices)
    return person.moved(f"/imports/{found['id']}/commit")


def people(person: Client) -> dict[str, dict[str, Any]]:
    return {each["full_name"]: each for each in person.seen("/contacts", limit=200)["items"]}


def test_an_upload_is_shown_and_nothing_is_added(alice: Client) -> None:
    found = uploaded(alice, linkedin([*PEOPLE, HIDDEN, PEOPLE[0]]))

    assert (found["status"], found["format"], found["filename"]) == ("previewed", "linkedin", "Connections.csv")
    assert [column["field"] for column in found["columns"]] == [
        "given_name", "family_name", "links", "emails", "organization", "headline", "connected_on",
    ]  # fmt: skip
    assert found["columns"][0]["samples"] == ["Zoë", "Amaru", "李"]
    counts = {name: number for name, number in found["counts"].items() if number}
    assert counts == {"rows": 5, "usable": 4, "hidden": 1, "new": 3, "repeated": 1}
    assert found["progress"] == {"done": 0, "total": 5}
    assert found["first"][0] == {
        "row": 5,
        "draft": {
            "given_name": "Zoë", "family_name": "Brandt", "full_name": "Zoë Brandt", "headline": "Head of Nursing",
            "organization_name": "Klinik am Park", "emails": [], "phones": [],
            "links": [{"label": "linkedin", "value": "https://www.linkedin.com/in/zo%C3%AB-brandt"}],
            "location": "", "connected_on": "2023-02-08", "notes": "", "tags": [], "postal_address": "",
            "has_picture": False,
        },
    }  # fmt: skip
    assert people(alice) == {}
    assert alice.seen("/organizations")["items"] == []


def test_the_people_of_a_file_are_kept_as_one_batch(alice: Client) -> None:
    done = imported(alice, archive({"Export/Connections.csv": linkedin()}))

    assert (done["status"], done["inside"], done["counts"]["created"]) == ("committed", "Export/Connections.csv", 3)
    assert done["committed_at"] is not None
    assert done["progress"] == {"done": 3, "total": 3}
    zoe = people(alice)["Zoë Brandt"]
    assert (zoe["given_name"], zoe["headline"], zoe["connected_on"]) == ("Zoë", "Head of Nursing", "2023-02-08")
    assert (zoe["organization_name"], zoe["source"], zoe["stage"]) == ("Klinik am Park", "social_network", "new")
    assert people(alice)["Amaru Quispe, Ph.D."]["emails"] == [{"label": None, "value": "amaru@example.org"}]


def test_who_was_imported_is_found_by_search_and_told_in_the_feed(alice: Client) -> None:
    imported(alice, linkedin())

    assert [hit["kind"] for hit in alice.seen("/search", q="quis")["items"]] == ["contact"]
    types = [event["type"] for event in alice.seen("/events", limit=500)["items"]]
    assert types.count("contact.created") == 3
    assert types.count("import.changed") == 1
    numbers = [event["seq"] for event in alice.seen("/events", limit=500)["items"]]
    assert numbers == sorted(set(numbers))


def test_what_follows_an_import_is_numbered_after_it(alice: Client) -> None:
    imported(alice, linkedin())
    alice.made("/contacts", full_name="Ada Example")
    alice.made("/contacts", full_name="Bo Example")

    types = [event["type"] for event in alice.seen("/events", limit=500)["items"]]
    assert types[-3:] == ["import.changed", "contact.created", "contact.created"]


def test_organizations_are_shared_however_they_are_spelt(alice: Client) -> None:
    alice.made("/organizations", name="Klinik am Park")
    people_ = [("A", "One", "a", "", "KLINIK AM PARK", "", ""), ("B", "Two", "b", "", "Klinik  am Park", "", "")]

    imported(alice, linkedin(people_))

    assert [each["name"] for each in alice.seen("/organizations")["items"]] == ["Klinik am Park"]
    assert {each["organization_name"] for each in people(alice).values()} == {"Klinik am Park"}


def test_importing_the_same_file_again_adds_nobody(alice: Client) -> None:
    imported(alice, linkedin())

    again = uploaded(alice, linkedin())
    assert (again["counts"]["new"], again["counts"]["duplicate"]) == (0, 3)
    done = alice.moved(f"/imports/{again['id']}/commit")

    assert (done["counts"]["created"], done["counts"]["skipped"]) == (0, 3)
    assert len(people(alice)) == 3


@pytest.mark.parametrize(
    ("there", "reason"),
    [
        ({"full_name": "A. Q.", "emails": [{"value": "AMARU@example.org"}]}, "email"),
        ({"full_name": "A. Q.", "links": [{"value": "linkedin.com/in/Amaru-Quispe/"}]}, "linkedin"),
        ({"full_name": "amaru quispe, ph.d.", "organization": 'Casa "Lumen"'}, "name_and_organization"),
    ],
)
def test_who_is_there_already_is_shown_with_the_reason(alice: Client, there: dict[str, Any], reason: str) -> None:
    values = dict(there)
    if "organization" in values:
        values["organization_id"] = alice.made("/organizations", name=values.pop("organization"))["id"]
    known = alice.made("/contacts", **values)

    found = uploaded(alice, linkedin())
    [row] = alice.seen(f"/imports/{found['id']}/rows", status="duplicate")["items"]

    assert row["match"] == {"contact_id": known["id"], "full_name": known["full_name"], "reason": reason}
    assert row["draft"]["full_name"] == "Amaru Quispe, Ph.D."


def test_two_people_of_one_name_with_different_profiles_are_two(alice: Client) -> None:
    one, two = ("Ana", "Lima", "ana-lima", "", "", "", ""), ("Ana", "Lima", "ana-lima-2", "", "", "", "")
    imported(alice, linkedin([one]))

    done = imported(alice, linkedin([one, two]))

    assert (done["counts"]["created"], done["counts"]["skipped"]) == (1, 1)


def test_a_person_twice_in_one_file_is_added_once(alice: Client) -> None:
    done = imported(alice, linkedin([ZOE, AMARU, ZOE, ("Zoe", "Brandt", "zoë-brandt", "", "", "", "")]))

    assert (done["counts"]["created"], done["counts"]["skipped"]) == (2, 2)


def test_create_adds_everybody(alice: Client) -> None:
    imported(alice, linkedin())

    done = imported(alice, linkedin(), duplicates="create")

    assert done["counts"]["created"] == 3
    assert len(alice.seen("/contacts")["items"]) == 6


def test_update_fills_what_is_empty_and_brings_work_up_to_date(alice: Client) -> None:
    known = alice.made(
        "/contacts",
        full_name="Zo B.", headline="Nurse", why_them="kind", links=[{"value": "https://linkedin.com/in/zoë-brandt"}],
    )  # fmt: skip

    done = imported(alice, linkedin([ZOE]), duplicates="update")

    zoe = alice.seen(f"/contacts/{known['id']}")
    assert done["counts"]["updated"] == 1
    assert (zoe["full_name"], zoe["headline"], zoe["why_them"]) == ("Zo B.", "Head of Nursing", "kind")
    assert (zoe["organization_name"], zoe["connected_on"]) == ("Klinik am Park", "2023-02-08")
    assert zoe["links"] == known["links"]


def test_an_update_that_says_nothing_new_changes_nothing(alice: Client) -> None:
    imported(alice, linkedin())
    before = people(alice)

    done = imported(alice, linkedin(), duplicates="update")

    assert (done["counts"]["updated"], done["counts"]["skipped"]) == (0, 3)
    assert people(alice) == before


def test_undoing_puts_the_added_people_into_the_bin(alice: Client) -> None:
    alice.made("/contacts", full_name="Ada Example")
    done = imported(alice, linkedin())

    undone = alice.moved(f"/imports/{done['id']}/undo")

    assert (undone["status"], undone["counts"]["removed"], undone["counts"]["kept"]) == ("undone", 3, 0)
    assert list(people(alice)) == ["Ada Example"]
    assert len(alice.seen("/contacts", deleted=True)["items"]) == 3
    assert alice.seen("/organizations")["items"] == []
    assert alice.seen("/search", q="zoë")["items"] == []


def test_undoing_gives_changed_people_their_former_values(alice: Client) -> None:
    known = alice.made("/contacts", full_name="Zoë Brandt", headline="Nurse", tags=["choir"],
                       links=[{"value": "https://www.linkedin.com/in/zo%C3%AB-brandt"}])  # fmt: skip
    done = imported(alice, linkedin([ZOE]), duplicates="update")

    undone = alice.moved(f"/imports/{done['id']}/undo")

    zoe = alice.seen(f"/contacts/{known['id']}")
    assert undone["counts"]["reverted"] == 1
    assert {name: zoe[name] for name in ("headline", "organization_id", "connected_on", "tags", "links")} == {
        "headline": "Nurse", "organization_id": None, "connected_on": None, "tags": ["choir"], "links": known["links"],
    }  # fmt: skip


def test_undoing_leaves_what_was_worked_with_since_and_says_so(alice: Client) -> None:
    known = alice.made("/contacts", full_name="Z", links=[{"value": "https://www.linkedin.com/in/zo%C3%AB-brandt"}])
    done = imported(alice, linkedin(), duplicates="update")
    edited, touched = people(alice)["Amaru Quispe, Ph.D."], people(alice)["李 小红"]
    alice.changed(f"/contacts/{edited['id']}", why_them="light")
    alice.made(f"/contacts/{touched['id']}/activities", what="congratulated")
    alice.changed(f"/contacts/{known['id']}", headline="Director")

    undone = alice.moved(f"/imports/{done['id']}/undo")

    assert undone["counts"] | {"removed": 0, "kept": 3} == undone["counts"]
    assert {each["full_name"] for each in undone["kept"]} == {"Z", "Amaru Quispe, Ph.D.", "李 小红"}
    assert set(people(alice)) == {"Z", "Amaru Quispe, Ph.D.", "李 小红"}
    assert people(alice)["Z"]["headline"] == "Director"
    assert people(alice)["Z"]["organization_id"] is None


def test_an_import_is_kept_once_and_undone_once(alice: Client) -> None:
    done = imported(alice, linkedin())

    for path, code in (
        ("commit", "not_previewed"),
        ("undo", None),
        ("undo", "not_committed"),
        ("commit", "not_previewed"),
    ):
        answer = alice.post(f"/imports/{done['id']}/{path}", headers={"If-Match": "*"})
        assert answer.status_code == (409 if code else 200), answer.text
        assert answer.json().get("code") == code


def test_columns_are_chosen_by_the_person(alice: Client) -> None:
    data = table([["Wer", "Wo", "Was"], ["Ada Example", "Faro", "Cook"], ["Bo Example", "", ""]], separator=";")
    found = uploaded(alice, data.encode(), "liste.csv")
    path = f"/imports/{found['id']}"
    assert (found["needs_names"], found["counts"]["usable"]) == (True, 0)
    refused = alice.post(f"{path}/commit", headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"]) == (422, "no_name_column")

    chosen = alice.changed(path, fields=["full_name", "organization", "headline"], source="association")

    assert (chosen["needs_names"], chosen["counts"]["new"]) == (False, 2)
    assert chosen["first"][0]["draft"]["organization_name"] == "Faro"
    alice.moved(f"{path}/commit")
    assert people(alice)["Ada Example"]["source"] == "association"


def test_days_in_doubt_are_read_in_the_order_that_the_person_says(alice: Client) -> None:
    days = ["03/02/2023", "13/02/2023"]
    found = uploaded(alice, linkedin([("A", f"E{n}", f"a{n}", "", "", "", day) for n, day in enumerate(days)]))
    assert found["suggested_date_order"] == "day_first"
    assert [problem["column"] for problem in found["problems"]] == ["Connected On"]
    path = f"/imports/{found['id']}"
    [row] = alice.seen(f"{path}/rows", status="problem")["items"]
    assert (row["row"], row["status"], row["problems"]) == (5, "new", found["problems"])

    mended = alice.changed(path, date_order="day_first")

    assert (mended["problems"], mended["counts"]["problems"]) == ([], 0)
    assert alice.seen(f"{path}/rows", status="problem")["items"] == []
    alice.moved(f"{path}/commit")
    assert people(alice)["A E0"]["connected_on"] == "2023-02-03"


def test_rows_are_paged_in_the_order_of_the_file(alice: Client) -> None:
    names = [(f"P{n}", "Example", f"p{n}", "", "", "", "") for n in range(25)]
    found = uploaded(alice, linkedin([HIDDEN, *names]))
    rows, cursor = [], None
    while True:
        page = alice.seen(
            f"/imports/{found['id']}/rows", status="new", limit=10, **({"cursor": cursor} if cursor else {})
        )
        rows += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert [row["row"] for row in rows] == list(range(6, 31))
    assert [row["draft"]["given_name"] for row in rows] == [f"P{n}" for n in range(25)]
    [hidden] = alice.seen(f"/imports/{found['id']}/rows", status="hidden")["items"]
    assert (hidden["row"], hidden["draft"]) == (5, None)


def test_rows_say_what_became_of_them(alice: Client) -> None:
    imported(alice, linkedin([ZOE]))
    done = imported(alice, linkedin([ZOE, AMARU, HIDDEN]))

    rows = alice.seen(f"/imports/{done['id']}/rows")["items"]

    known = people(alice)
    assert [(row["status"], row["outcome"], row["contact_id"]) for row in rows] == [
        ("duplicate", "skipped", known["Zoë Brandt"]["id"]),
        ("new", "created", known["Amaru Quispe, Ph.D."]["id"]),
        ("hidden", None, None),
    ]


def test_notes_of_a_file_become_notes_on_the_contacts(alice: Client) -> None:
    data = table(
        [["Name", "Email", "Notes"], ["Ada Example", "ada@example.org", "Met at the fair.\nTalked of nights."]]
    )
    done = imported(alice, data.encode())
    ada = people(alice)["Ada Example"]

    [note] = alice.seen("/notes", contact_id=ada["id"])["items"]
    assert alice.seen(f"/notes/{note['id']}")["body"] == "Met at the fair.\nTalked of nights."
    again = imported(alice, data.encode(), duplicates="update")
    assert (again["counts"]["updated"], len(alice.seen("/notes", contact_id=ada["id"])["items"])) == (0, 1)
    alice.moved(f"/imports/{done['id']}/undo")
    assert alice.seen("/notes")["items"] == []


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), 422, "not_csv"),
        (b'Name,Company\nAda,"Faro\nBo,Faro\n', 422, "unclosed_quote"),
        (b"1,2,3\n4,5,6\n", 422, "no_header"),
        (archive({"../Connections.csv": linkedin()}), 422, "unsafe_archive"),
        (b"Name\n" + b"x" * (21 * 2**20), 413, "file_too_large"),
    ],
)
def test_a_bad_file_is_refused_whole_with_the_reason(alice: Client, data: bytes, status: int, code: str) -> None:
    answer = upload(alice, data)

    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert alice.seen("/imports")["items"] == []


def test_a_body_without_a_file_is_refused(alice: Client) -> None:
    assert alice.post("/imports", json={}).status_code == 415
    assert alice.post("/imports", files={"other": ("a.csv", linkedin())}).status_code == 422
    assert alice.post("/imports", files=[("file", linkedin()), ("file", linkedin())]).status_code == 400


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=y",
        "multipart/form-data; boundary=b; charset=nonsense",
        "multipart/form-data; boundary=\xe9",
        "multipart/form-data; boundary=" + "b" * 500,
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"--b",
        b"--b\r\n\r\nx\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\nx\r\n--b--\r\n',
    ],
)
def test_a_broken_form_is_refused(alice: Client, kind: str, content: bytes) -> None:
    answer = alice.post("/imports", content=content, headers={b"content-type": kind.encode("latin-1")})

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_stranger_is_refused_before_the_file_is_taken(nobody: Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        while True:
            yield b"x" * 65_536

    answer = nobody.post("/imports", content=endless(), headers={"content-type": "multipart/form-data; boundary=b"})

    assert answer.status_code == 401


def test_an_upload_without_an_end_is_cut_off(alice: Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        while True:
            yield b"x" * 65_536

    answer = alice.post("/imports", content=endless(), headers={"content-type": "multipart/form-data; boundary=b"})

    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


def test_the_same_upload_with_the_same_key_is_made_once(alice: Client) -> None:
    first = upload(alice, linkedin(), **{"Idempotency-Key": "k1"})
    again = upload(alice, linkedin(), **{"Idempotency-Key": "k1"})
    other = upload(alice, linkedin([ZOE]), **{"Idempotency-Key": "k1"})

    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert other.status_code == 422
    assert len(alice.seen("/imports")["items"]) == 1


def test_a_choice_needs_the_version_that_was_seen(alice: Client) -> None:
    found = upload(alice, linkedin())
    path = f"/imports/{found.json()['id']}"

    assert alice.patch(path, json={"duplicates": "update"}).status_code == 428
    chosen = alice.patch(path, json={"duplicates": "update"}, headers={"If-Match": found.headers["etag"]})
    assert (chosen.status_code, chosen.json()["duplicates"]) == (200, "update")
    assert (
        alice.patch(path, json={"duplicates": "skip"}, headers={"If-Match": found.headers["etag"]}).status_code == 412
    )
    assert alice.post(f"{path}/commit", headers={"If-Match": found.headers["etag"]}).status_code == 412
    assert people(alice) == {}
    assert alice.post(f"{path}/commit", headers={"If-Match": chosen.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("body", [{"fields": ["full_name"]}, {"fields": None}, {"fields": ["nonsense"] * 7}, {"x": 1}])
def test_a_choice_that_does_not_fit_is_refused(alice: Client, body: dict[str, Any]) -> None:
    found = uploaded(alice, linkedin())

    answer = alice.patch(f"/imports/{found['id']}", json=body, headers={"If-Match": "*"})

    assert answer.status_code == 422
    assert alice.seen(f"/imports/{found['id']}")["version"] == 1


def test_nobody_sees_another_persons_import(alice: Client, bob: Client) -> None:
    id_ = imported(alice, linkedin())["id"]
    match = {"If-Match": "*"}

    assert [each["id"] for each in alice.seen("/imports")["items"]] == [id_]
    assert bob.seen("/imports")["items"] == []
    for answer in (
        bob.get(f"/imports/{id_}"),
        bob.get(f"/imports/{id_}/rows"),
        bob.patch(f"/imports/{id_}", json={"duplicates": "skip"}, headers=match),
        bob.post(f"/imports/{id_}/commit", headers=match),
        bob.post(f"/imports/{id_}/undo", headers=match),
    ):
        assert answer.status_code == 404
    assert len(people(alice)) == 3


def test_a_list_of_imports_is_brief(alice: Client) -> None:
    uploaded(alice, linkedin(), "a.csv")
    uploaded(alice, linkedin(), "b.csv")

    items = alice.seen("/imports")["items"]

    assert [each["filename"] for each in items] == ["b.csv", "a.csv"]
    assert all("columns" not in each and each["progress"] == {"done": 0, "total": 3} for each in items)
