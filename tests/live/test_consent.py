"""Leave to record: asked, given or refused, and no recording without it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Client, Time
from tests.interviews.make import talk

WEBM = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm" + b"\0" * 40
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def ask(client: Client, id_: str, consent: str | None = "given", match: str = "*", **more: Any) -> httpx.Response:
    where = f"/interviews/{id_}/recording-consent"
    return client.put(where, json={"consent": consent, **more}, headers={"If-Match": match})


def live_note(client: Client, id_: str, **more: Any) -> str:
    note_id: str = client.made("/notes", **{"kind": "live", "interview_id": id_, **more})["id"]
    return note_id


def attach(client: Client, note_id: str, content: bytes = WEBM, type_: str = "audio/webm") -> httpx.Response:
    where = f"/notes/{note_id}/attachments"
    return client.post(where, params={"name": "talk.webm"}, content=content, headers={"Content-Type": type_})


def test_what_they_said_stands_on_the_talk_with_when_and_how(alice: Client) -> None:
    id_ = talk(alice, "scheduled")
    before = alice.seen(f"/interviews/{id_}")
    assert (before["recording_consent"], before["recording_consent_at"], before["recording_consent_how"]) == (
        None,
        None,
        "",
    )
    said = ask(alice, id_, at="2026-11-01T08:03:00Z", how="Sure, for your notes.").json()
    assert (said["recording_consent"], said["recording_consent_how"]) == ("given", "Sure, for your notes.")
    assert datetime.fromisoformat(said["recording_consent_at"]) == datetime(2026, 11, 1, 8, 3, tzinfo=UTC)
    assert said == alice.seen(f"/interviews/{id_}")
    assert said["version"] == before["version"] + 1


def test_it_can_be_taken_back_and_can_turn_out_not_to_have_been_asked(alice: Client) -> None:
    id_ = talk(alice, "scheduled")
    ask(alice, id_, how="Sure.")
    assert ask(alice, id_, "refused").json()["recording_consent_how"] == ""
    unasked = ask(alice, id_, None, how="By mistake.").json()
    assert [unasked[f"recording_consent{part}"] for part in ("", "_at", "_how")] == [None, None, ""]


def test_it_was_asked_now_unless_another_time_that_has_passed_is_said(alice: Client, frozen: Time) -> None:
    id_ = talk(alice, "scheduled")
    now = datetime.fromtimestamp(frozen.at, UTC)
    assert datetime.fromisoformat(ask(alice, id_).json()["recording_consent_at"]) == now
    early = ask(alice, id_, at=(now + timedelta(hours=1)).isoformat())
    assert (early.status_code, early.json()["code"]) == (422, "in_the_future")


def test_who_acts_on_an_old_page_hears_so(alice: Client) -> None:
    id_ = talk(alice, "scheduled")
    assert ask(alice, id_, match='"1"').status_code == 412
    assert alice.put(f"/interviews/{id_}/recording-consent", json={"consent": "given"}).status_code == 428


@pytest.mark.parametrize("consent", [None, "refused"])
@pytest.mark.parametrize("type_", ["audio/webm", "video/webm"])
def test_without_leave_no_recording_of_the_talk_is_kept(alice: Client, consent: str | None, type_: str) -> None:
    id_ = talk(alice, "scheduled")
    ask(alice, id_, consent)
    note_id = live_note(alice, id_)
    refused = attach(alice, note_id, type_=type_)
    assert (refused.status_code, refused.json()["code"]) == (409, "may_not_record")
    assert alice.seen(f"/notes/{note_id}/attachments")["items"] == []
    assert ask(alice, id_).is_success
    assert attach(alice, note_id, type_=type_).status_code == 201


def test_pictures_and_sound_that_is_no_recording_of_the_talk_need_no_leave(alice: Client) -> None:
    id_ = talk(alice, "scheduled")
    assert attach(alice, live_note(alice, id_), PICTURE, "image/png").status_code == 201
    assert attach(alice, live_note(alice, id_, kind="research")).status_code == 201
    person = alice.seen(f"/interviews/{id_}")["contact_id"]
    own = alice.made("/notes", kind="live", contact_id=person)
    assert attach(alice, own["id"]).status_code == 201
