"""What tests of whole accounts share: a rich account, its rows for comparing, and files made wrong on purpose."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from halfhour.core.archive import is_whole
from halfhour.core.db import Query
from halfhour.core.engine import Database
from halfhour.core.migrate import import_models
from halfhour.exchange.account_kinds import connections, kinds
from tests.conftest import Client

from . import cards

wake: Callable[[], None] = lambda: None  # noqa: E731  # replaced by a server's own
AUDIO = b"ID3\x03" + bytes(range(256)) * 9000


def fill(person: Client) -> dict[str, str]:
    """Some of everything: text that is easily broken, a recording, a picture, something in the bin, a kept import."""
    naughty = "Zoë \u202e<script>alert('x')</script> 🩺 \\ \" \u2028 末 '; DROP TABLE contact; --"
    career = person.made("/careers", title="Midwife", why=naughty)
    person.made(f"/careers/{career['id']}/assumptions", claim="Nights are rare.")
    person.made("/criteria", name="Autonomy", kind="value", weight=4)
    where = person.made("/organizations", name="St. Anne's Hospital", about=naughty)
    contact = person.made(
        "/contacts", full_name=naughty, organization_id=where["id"], career_ids=[career["id"]], difficulty=5,
        tags=["alumni", naughty[:60]], connected_on="2023-02-08", emails=[{"label": None, "value": "zoe@example.org"}],
    )  # fmt: skip
    person.made(f"/contacts/{contact['id']}/activities", what="met", text=naughty, at="1999-12-31T23:59:59.123456Z")
    talk = person.made("/interviews", contact_id=contact["id"], career_ids=[career["id"]], minutes=30)
    person.moved(f"/interviews/{talk['id']}/request", channel="email")
    note = person.made("/notes", contact_id=contact["id"], body=f"# {naughty}\n\nMore.")
    kept = person.post(f"/notes/{note['id']}/attachments", params={"name": "talk.mp3"}, content=AUDIO)
    assert kept.status_code == 201, kept.text
    gone = person.made("/contacts", full_name="In the bin")
    person.delete(f"/contacts/{gone['id']}", headers={"If-Match": "*"})
    person.changed("/profile", dislikes=[naughty], values=["care"])
    shown = person.post("/imports", files={"file": ("people.vcf", cards.APPLE + cards.GOOGLE, "text/vcard")}).json()
    person.moved(f"/imports/{shown['id']}/commit")
    return {"contact": contact["id"], "career": career["id"], "attachment": kept.json()["id"], "note": note["id"]}


def rows(database: Database, owner: str) -> dict[str, list[Any]]:
    """Everything that an export holds of an account, and what is made anew of it, without whose it is."""
    import_models()
    found: dict[str, list[Any]] = {}
    with database.reading(owner) as connection:
        for name, kind in kinds().items():
            if name in connections():
                continue
            table = kind.table
            names = [each.name for each in table.c if each.name not in ("owner_id", "job_id")]
            query = Query(select(*(table.c[each] for each in names)).where(table.c.owner_id == bindparam("owner_id")))
            mine = connection.rows(query, {"owner_id": owner})
            told = [{n: v for n, v in zip(names, row, strict=True) if v != owner} for row in mine]
            found[name] = sorted(told, key=repr)
    return found


def changed(whole: bytes, change: Callable[[dict[str, bytes]], None], *, sign: bool = True) -> bytes:
    """An export with other members, whose manifest and digests are made right again, as whoever means harm would."""
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    manifest = orjson.loads(members.pop("manifest.json"))
    change(members)
    manifest = orjson.loads(members.pop("manifest", orjson.dumps(manifest)))
    manifest["members"] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in members.items()
    }
    for name in manifest["tables"]:
        manifest["tables"][name] = len(members.get(f"tables/{name}.jsonl", b"").splitlines())
    return packed_again({**members, "manifest.json": orjson.dumps(manifest)}, sign=sign)


def packed_again(members: dict[str, bytes], *, sign: bool = True) -> bytes:
    """Members as a ZIP that is signed as exports are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members.items():
            stored = name.startswith("files/")
            packed.writestr(name, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
        packed.comment = b"sha256:" + b"0" * 64
    return signed(out.getvalue()) if sign else out.getvalue()


def signed(data: bytes) -> bytes:
    data = data[:-64] + hashlib.sha256(data[:-71]).hexdigest().encode()
    assert is_whole(io.BytesIO(data))
    return data


def edited(table: str, edit: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], None]:
    """Edits each row of a table: what the function gives stands in its place, unless that is None."""

    def change(members: dict[str, bytes]) -> None:
        name = f"tables/{table}.jsonl"
        lines = []
        for line in members[name].splitlines():
            row = orjson.loads(line)
            instead = edit(row)
            lines.append(instead if isinstance(instead, bytes) else orjson.dumps(row if instead is None else instead))
        members[name] = b"".join(line + b"\n" for line in lines)

    return change


def put(folder: Path, data: bytes) -> Path:
    path = folder / "halfhour.zip"
    path.write_bytes(data)
    return path
