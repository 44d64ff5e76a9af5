"""What never leaves: whoever is not chosen, whatever is private, and the key."""

from __future__ import annotations

import io
import logging
import zipfile
from typing import Any

import pytest
from sqlalchemy import bindparam, select
from sqlmodel import SQLModel

from halfhour.core.db import Query
from halfhour.core.logs import JsonLines, set_up
from tests.conftest import Client, Server
from tests.connections.crm.conftest import Connected
from tests.connections.crm.fake import KEY, always

CANARY = "Nachtigall"


def private(person: Client, maria: str, jonas: str) -> str:
    """All that one keeps of and about somebody, with the canary in it; gives the id of a held talk."""
    career = person.made("/careers", title=f"{CANARY} career", why=CANARY)
    person.changed(
        f"/contacts/{maria}", why_them=CANARY, how_found=CANARY, tags=[CANARY], postal_address=CANARY,
        location=CANARY, links=[{"value": f"https://{CANARY}.example.org"}], level="senior", difficulty=5,
    )  # fmt: skip
    talk = person.made("/interviews", contact_id=maria, goal=CANARY, career_ids=[career["id"]])
    person.made(f"/interviews/{talk['id']}/agenda", text=f"What about {CANARY}?", answer=CANARY)
    person.moved(f"/interviews/{talk['id']}/hold", note=CANARY)
    for subject in ({"contact_id": maria}, {"interview_id": talk["id"]}, {"career_id": career["id"]}):
        person.made("/notes", body=CANARY, **subject)
    person.changed(f"/interviews/{talk['id']}/debrief", summary=CANARY, surprises=CANARY, leads=CANARY)
    person.made(f"/contacts/{maria}/activities", what="message_out", text=CANARY)
    introduction = person.made("/introductions", introducer_id=maria, introduced_id=jonas, why=CANARY)
    person.moved(f"/introductions/{introduction['id']}/meet", note=CANARY)
    person.made(f"/contacts/{maria}/milestones", happened_on="2026-11-01", what=CANARY, note=CANARY)
    return str(talk["id"])


def test_only_the_chosen_leave_and_of_them_only_what_is_mapped(each: Connected) -> None:
    jonas = each.contact(f"Jonas {CANARY}", headline=CANARY)
    maria = each.chosen("Maria Keller", keep_in_touch_days=30)
    private(each.person, maria, jonas)
    each.preview()
    each.push()
    each.person.changed(f"/contacts/{maria}", headline="Head of data", why_them=f"{CANARY} again")
    each.later()
    received = each.fake.everything()
    assert "Maria" in received
    assert "how their introduction went" in received
    assert "Keep in touch with Maria Keller" in received
    assert "Jonas" not in received
    assert CANARY.casefold() not in received.casefold()


def test_the_words_that_come_back_name_nobody_else(each: Connected) -> None:
    jonas = each.contact(f"Jonas {CANARY}")
    maria = each.chosen()
    private(each.person, maria, jonas)
    assert CANARY not in str(each.preview())


def test_the_key_is_in_no_answer_no_event_no_log_and_in_no_table(
    each: Connected, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    maria = each.chosen()
    each.fake.misbehave = always(400, {"message": KEY, "messages": [KEY], "error": {"message": [KEY]}})
    each.preview()
    each.push()
    each.fake.misbehave = None
    each.push()
    seen = [each.shown(), each.standing(maria), each.person.seen(f"{each.path}/preview")]
    seen += [each.person.seen("/crm/connections"), each.person.seen("/events", limit=500)]
    assert all(KEY not in str(answer) for answer in seen)
    assert "sealed" not in str(seen)
    for table in SQLModel.metadata.sorted_tables:
        if "owner_id" in table.c:
            query = Query(select(table).where(table.c.owner_id == bindparam("owner_id")))
            with server.database.reading(each.person.account_id) as connection:
                assert KEY not in str(connection.rows(query, {"owner_id": each.person.account_id})), table.name
    told = "\n".join(JsonLines().format(record) for record in caplog.records if record.name != "urllib3")
    assert KEY not in told


def test_the_log_does_not_tell_whom_was_looked_for(
    each: Connected, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """httpx logs whole addresses, unless it is told not to."""
    handlers, level = logging.root.handlers[:], logging.root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore")}
    try:
        set_up("debug")
        logging.root.addHandler(caplog.handler)
        each.chosen()
        each.push()
        told = [record.getMessage() for record in caplog.records if record.name.startswith(("httpx", "httpcore"))]
        assert [line for line in told if "maria" in line] == []
    finally:
        logging.root.handlers[:], logging.root.level = handlers, level
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)


def test_a_sealed_key_is_worth_nothing_to_anybody_else(hubspot: Connected, bob: Client, server: Server) -> None:
    answers: list[Any] = [
        bob.get(hubspot.path),
        bob.post(f"{hubspot.path}/push"),
        bob.post(f"{hubspot.path}/preview"),
        bob.put(f"{hubspot.path}/contacts/{hubspot.chosen()}"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert bob.seen("/crm/connections")["items"] == []


def test_the_key_is_in_no_export(hubspot: Connected) -> None:
    hubspot.chosen()
    hubspot.push()
    with zipfile.ZipFile(io.BytesIO(hubspot.person.get("/export").content)) as exported:
        inside = b"".join(exported.read(name) for name in exported.namelist())
    assert b"maria@example.org" in inside
    assert KEY.encode() not in inside
    assert b"sealed_key" not in inside
