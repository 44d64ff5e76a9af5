"""Exports of accounts as somebody would forge them: each refused by name before anything is kept, in bounded memory."""

import hashlib
import http.client
import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halfhour.accounts import service as accounts
from halfhour.contacts import service as contacts
from halfhour.contacts.schemas import ContactCreate
from halfhour.core.engine import Database
from halfhour.core.migrate import migrate
from halfhour.core.settings import Settings
from halfhour.core.store import writing
from halfhour.exchange import account_rules as rules
from halfhour.exchange.account_service import look
from halfhour.exchange.account_writing import export
from tests.conftest import PASSWORD, Client, Server, known_hash

from . import whole

Change = Callable[[dict[str, bytes]], None]


class Place:
    """A database with one account that is not empty, its export, and what a look at another file says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(Settings(_env_file=None, data_dir=folder / "data", database_url=""))
        migrate(self.database)
        with known_hash():
            self.owner = accounts.create_account(self.database, "ana@example.org", PASSWORD, name="Ana")
        with writing(self.database, self.owner) as store:
            contacts.add(store, ContactCreate(full_name="Zoë Brandt", emails=[{"value": "zoe@example.org"}]))  # type: ignore[list-item]
        export(self.database, self.owner, folder / "good.zip")
        self.good = (folder / "good.zip").read_bytes()

    def looked(self, data: bytes) -> dict[str, Any]:
        return look(self.database, self.owner, whole.put(self.folder, data))

    def refused(self, data: bytes) -> str:
        with pytest.raises((rules.BrokenExport, rules.ExportTooNew)) as refusal:
            self.looked(data)
        return refusal.value.detail


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("hostile"))
    yield made
    made.database.close()


def table(name: str, *lines: Any) -> Change:
    """Puts lines at the end of a table."""

    def change(members: dict[str, bytes]) -> None:
        written = [line if isinstance(line, bytes) else orjson.dumps(line) for line in lines]
        members[f"tables/{name}.jsonl"] += b"".join(line + b"\n" for line in written)

    return change


def manifest(**values: Any) -> Change:
    def change(members: dict[str, bytes]) -> None:
        said = {
            "format": "halfhour-account", "format_version": 1, "version": "0", "revision": "0012",
            "made_at": "2026-11-30T00:00:00Z", "owner": "01890000-0000-7000-8000-000000000001",
            "account": {"email": "a@example.org"}, "tables": {},
        }  # fmt: skip
        members["manifest"] = orjson.dumps({**said, **values})

    return change


def every(name: str, **values: Any) -> Change:
    return whole.edited(name, lambda row: {**row, **values})


def without(name: str, column: str) -> Change:
    return whole.edited(name, lambda row: {key: value for key, value in row.items() if key != column})


def rename(old: str, new: str) -> Change:
    def change(members: dict[str, bytes]) -> None:
        members[new] = members.pop(old)

    return change


def test_the_good_one_is_good(here: Place) -> None:
    assert here.looked(here.good)["total"] == 1
    assert here.looked(whole.changed(here.good, lambda _: None))["kinds"] == [
        {"kind": "contact", "new": 0, "newer": 0, "same": 1}
    ]


DEEP = b"[" * 100_000 + b"]" * 100_000
FIGURES = b'{"version": ' + b"9" * 100_000 + b"}"
NOBODY = "01890000-0000-7000-8000-000000000009"
LONG = " ".join(map(str, range(900_000)))
ROWS: dict[str, tuple[Change, str]] = {
    "no JSON": (table("contact", b"{not json"), "contact.jsonl, line 2"),
    "a line cut off": (table("contact", b'{"id": "0189'), "contact.jsonl, line 2"),
    "a list for a row": (table("contact", b"[1, 2]"), "contact.jsonl, line 2"),
    "a depth of 100,000": (table("contact", b'{"emails": ' + DEEP + b"}"), "contact.jsonl, line 2"),
    "a number of 100,000 figures": (table("contact", FIGURES), "line 2"),
    "a number that is too large": (every("contact", difficulty=2**31), "difficulty"),
    "a number for a text": (every("contact", full_name=7), "full_name"),
    "a text for a truth": (every("contact", do_not_contact="no"), "do_not_contact"),
    "nothing where something must be": (every("contact", full_name=None), "full_name"),
    "a text for a list": (every("contact", emails="zoe@example.org"), "emails"),
    "a list of texts for addresses": (every("contact", emails=["zoe@example.org"]), "emails"),
    "a stage that there is not": (every("contact", stage="banana"), "stage"),
    "a text that is too long": (every("contact", headline="x" * 301), "headline"),
    "an id that is none": (every("contact", id="../../etc/passwd"), "id"),
    "an instant that is none": (every("contact", updated_at="yesterday"), "updated_at"),
    "an instant without an offset": (every("contact", updated_at="2026-01-01T00:00:00"), "updated_at"),
    "a year beyond all years": (every("contact", updated_at="9999-12-31T23:59:59-12:00"), "updated_at"),
    "a NUL": (every("contact", full_name="Zo\0"), "NUL"),
    "half of a character": (table("contact", b'{"full_name": "\\ud800"}'), "line 2"),
    "a column that there is not": (every("contact", is_admin=True), "is_admin"),
    "no id": (without("contact", "id"), "id"),
    "the same row twice": (whole.edited("contact", lambda row: orjson.dumps(row) + b"\n" + orjson.dumps(row)), "twice"),
    "a parent that is not there": (every("contact", organization_id=NOBODY), "points at nothing"),
    "a line of 5 MB": (every("contact", why_them=LONG), "too long"),
    "bytes that are no UTF-8": (table("contact", b'{"full_name": "\xff\xfe"}'), "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_is_wrong_is_named(here: Place, name: str) -> None:
    change, said = ROWS[name]
    detail = here.refused(whole.changed(here.good, change))
    assert said in detail
    assert "tables/contact.jsonl, line" in detail


MANIFESTS: dict[str, tuple[Change, str]] = {
    "another format": (manifest(format="halfhour-backup"), "not what Halfhour calls an export"),
    "a newer format": (manifest(format_version=2), "made by Halfhour"),
    "a newer database": (manifest(revision="9999"), "made by Halfhour"),
    "no owner": (manifest(owner=None), "owner"),
    "a strange table": (manifest(tables={"account": 1}), "a table that there is not: account"),
    "a list of tables": (manifest(tables=[]), "tables"),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_is_wrong_is_refused(here: Place, name: str) -> None:
    change, said = MANIFESTS[name]
    assert said in here.refused(whole.changed(here.good, change))


NAMES = (
    "../../etc/passwd",
    "/etc/passwd",
    "files/../../x",
    "tables/../x.jsonl",
    "C:\\x",
    "files/readme.txt",
    "people.exe",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_export_has_is_refused(here: Place, name: str) -> None:
    assert "holds what no export has" in here.refused(whole.changed(here.good, rename("README.txt", name)))


def _twice(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("README.txt", b"another")
    return whole.signed(out.getvalue())


def _many(_: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(21_000):
            packed.writestr(f"files/01890000-0000-7000-8000-{number:012x}", b"")
        packed.comment = b"sha256:" + b"0" * 64
    return whole.signed(out.getvalue())


def _lying(data: bytes) -> bytes:
    """The list of contents says that the README has another size."""
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"README.txt"))
    size = struct.unpack_from("<L", data, at + 24)[0]
    return whole.signed(data[: at + 24] + struct.pack("<L", size - 5) + data[at + 28 :])


def _bomb(data: bytes) -> bytes:
    return whole.changed(data, lambda members: members.update({"README.txt": b" " * 50_000_000}))


def _foreign(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("talks2.ics", b"x")
    return whole.signed(out.getvalue())


ARCHIVES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "does not begin as a ZIP"),
    "a text": (lambda _: b"First Name,Last Name\n" * 100, "does not begin as a ZIP"),
    "cut off": (lambda data: data[: len(data) // 2], "The end of the file is missing"),
    "cut off within its last bytes": (lambda data: data[:-1], "cut off or changed"),
    "a byte flipped": (lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:], "cut off or changed"),
    "a byte flipped, signed anew": (
        lambda data: whole.signed(data[:200] + bytes([data[200] ^ 1]) + data[201:]), "is damaged"),
    "something before it": (lambda data: b"GIF89a" + data, "does not begin as a ZIP"),
    "a ZIP before it": (lambda data: whole.signed(whole.packed_again({"a": b"x"}) + data), "does not begin"),
    "two of a name": (_twice, "two parts of the same name"),
    "21,000 parts": (_many, "more than 20,000 files"),
    "a size that is a lie": (_lying, "damaged"),
    "a bomb": (_bomb, "unpacks to far more"),
    "a part that the manifest does not know": (_foreign, "holds what no export has"),
    "another ZIP": (lambda _: whole.packed_again({"manifest.json": b"{}"}), "not what Halfhour calls an export"),
    "no manifest": (lambda _: whole.packed_again({"README.txt": b""}), "manifest can't be read"),
    "a manifest of a million brackets": (
        lambda _: whole.packed_again({"manifest.json": b"[" * 1_000_000}), "not what Halfhour calls an export"),
    "an export within an export": (
        lambda data: whole.changed(data, lambda members: members.update({"tables/inner.zip": data})), "no export has"),
}  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_is_wrong_is_refused_by_name_and_in_little_memory(here: Place, name: str) -> None:
    make, said = ARCHIVES[name]
    data = make(here.good)
    tracemalloc.start()
    try:
        assert said in here.refused(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40 * 2**20


def test_an_attached_file_that_is_not_the_attached_one_is_refused(alice: Client, bob: Client) -> None:
    made = whole.fill(alice)
    data = alice.get("/export").content
    name = f"files/{made['attachment']}"

    def other(members: dict[str, bytes]) -> None:
        members[name] = b"another"

    def lose(members: dict[str, bytes]) -> None:
        members.pop(name)

    shown = bob.post("/import", content=whole.changed(data, lose))
    assert "is not in it" in shown.json()["detail"]
    refused = bob.post("/import", content=whole.changed(data, other))
    assert (refused.status_code, refused.json()["code"]) == (422, "broken_export")
    assert "not the one that was attached" in refused.json()["detail"]


def test_an_upload_that_says_it_is_too_large_is_refused_before_it_comes(server: Server, alice: Client) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.putrequest("POST", "/api/v1/import")
    for name, value in (("Content-Length", str(5 * 2**30)), ("Authorization", f"Bearer {alice.token}")):
        line.putheader(name, value)
    line.endheaders()
    answer = line.getresponse()
    assert (answer.status, orjson.loads(answer.read())["code"]) == (413, "account_too_large")
    line.close()


@settings(max_examples=40)
@given(at=st.integers(0, 200_000), noise=st.binary(min_size=1, max_size=8), sign=st.booleans())
def test_no_change_of_its_bytes_is_believed(here: Place, at: int, noise: bytes, sign: bool) -> None:
    """Whatever is changed, it is refused by name, or it was no change: signed anew, damage is found where it is."""
    at %= len(here.good) - 100
    data = here.good[:at] + noise + here.good[at + len(noise) :]
    if sign:
        data = data[:-64] + hashlib.sha256(data[:-71]).hexdigest().encode()
    try:
        assert here.looked(data)["total"] == 1
    except (rules.BrokenExport, rules.ExportTooNew) as refusal:
        assert refusal.detail
