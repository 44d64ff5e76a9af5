"""The method, from knowing oneself to a decision, by a script that knows nothing but the public API.

Nora is a night nurse who wonders what else she could do. The numbers are the steps of the method; steps that have no
place in the API yet are left out, and nothing is done behind its back.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.conftest import Client, Time

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Maria,Keller,https://www.linkedin.com/in/maria-keller,maria@example.org,Klinik am Park,Data Manager,08 Feb 2023\n"
    "Tomás,Ferreira,https://www.linkedin.com/in/tferreira,,Klinik am Park,Chief Financial Officer,21 Feb 2026\n"
    "Ida,Holm,https://www.linkedin.com/in/ida-holm,,,Ward Nurse,01 Dec 2019\n"
)
BERLIN = ZoneInfo("Europe/Berlin")
OPENING, BAD_DAY, CLOSING = (
    "What drew you out of nursing and into data?",
    "What does a bad day look like?",
    "Whom else should I talk to about this work?",
)


def version(client: Client, path: str) -> dict[str, str]:
    """If-Match with the ETag last read, as a careful client sends it."""
    return {"If-Match": client.get(path).headers["ETag"]}


def names(page: dict[str, Any]) -> list[str]:
    return [each["full_name"] for each in page["items"]]


def test_a_nurse_finds_out_whether_clinical_data_is_for_her(alice: Client, frozen: Time) -> None:
    nora = alice

    # 1. She writes down what she knows about herself, and what a career will be judged by.
    mine = version(nora, "/profile")
    told = {"joys": ["Finding the value that can't be right"], "dislikes": ["Four weekends a month"]}
    profile = nora.patch("/profile", json={**told, "goals_1_year": "Days only."}, headers=mine).json()
    assert profile["joys"] == told["joys"]
    nora.made("/criteria", kind="value", name="Evenings at home", weight=5)
    nora.made("/criteria", kind="skill", name="Calm when it counts", weight=3)
    assert [each["weight"] for each in nora.seen("/criteria", sort="-weight")["items"]] == [5, 3]

    # 2. She dreams of a career, and says what she takes for granted about it.
    career = nora.made("/careers", title="Clinical data manager", why="Nobody else reads charts for fun.")
    belief = nora.made(f"/careers/{career['id']}/assumptions", claim="One needs no degree in statistics.")
    assert belief["state"] == "open"

    # 3. She looks through whom she knows: LinkedIn's export, first only looked at and then kept.
    upload = nora.post("/imports", files={"file": ("Connections.csv", CONNECTIONS.encode(), "text/csv")})
    assert upload.status_code == 201, upload.text
    batch = upload.json()
    assert (batch["counts"]["new"], nora.seen("/contacts")["items"]) == (3, [])
    nora.moved(f"/imports/{batch['id']}/commit")
    people = nora.seen("/contacts", sort="name")
    assert names(people) == ["Tomás Ferreira", "Ida Holm", "Maria Keller"]
    maria = next(each for each in people["items"] if each["full_name"] == "Maria Keller")
    assert maria["organization_name"] == "Klinik am Park"

    # 4. Not only her equals: the one who pays for the department sees all of it.
    tomas = next(each for each in people["items"] if each["full_name"] == "Tomás Ferreira")
    nora.changed(f"/contacts/{tomas['id']}", level="executive", difficulty=5, career_ids=[career["id"]])

    # 5. Why Maria, of all people? She says so before she asks.
    here = f"/contacts/{maria['id']}"
    because = {"why_them": "She went from our ward to data.", "level": "peer", "difficulty": 1}
    changed = nora.patch(here, json={**because, "career_ids": [career["id"]]}, headers=version(nora, here))
    assert changed.json()["why_them"] == because["why_them"]
    both = nora.seen("/contacts", career_id=career["id"], sort="name")
    assert names(both) == ["Tomás Ferreira", "Maria Keller"]

    # 6. She warms up with an honest word.
    nora.made(f"{here}/activities", what="congratulated", channel="linkedin", text="Your team's award is well earned.")
    frozen.passes(days=3)

    # 8. She plans a talk and asks, and is kept from asking twice.
    talk = nora.made(
        "/interviews", contact_id=maria["id"], career_ids=[career["id"]], goal="Her real week.", minutes=25
    )
    there = f"/interviews/{talk['id']}"
    assert talk["state"] == "planned"
    assert nora.post(f"{there}/request", json={"channel": "email"}, headers=version(nora, there)).is_success
    again = nora.made("/interviews", contact_id=maria["id"])
    twice = nora.post(f"/interviews/{again['id']}/request", json={}, headers={"If-Match": "*"})
    assert (twice.status_code, twice.json()["code"]) == (409, "asked_already")
    assert nora.delete(f"/interviews/{again['id']}", headers={"If-Match": "*"}).status_code == 204

    # A week later there is no reply: one friendly reminder, and no second one.
    frozen.passes(days=7)
    nora.moved(f"{there}/follow-up")
    pushy = nora.post(f"{there}/follow-up", json={}, headers={"If-Match": "*"})
    assert pushy.json()["code"] == "followed_up_already"
    assert nora.seen(here)["stage"] == "asked"

    # 10. Maria has time: nine o'clock in Leipzig is nine o'clock there, whatever the server's clock shows.
    frozen.passes(days=1)
    today = datetime.fromtimestamp(frozen.at, BERLIN).date()
    nine = datetime.combine(today + timedelta(days=3), time(9), BERLIN)
    agreed = nora.moved(
        f"{there}/schedule", starts_at_local=f"{nine:%Y-%m-%dT%H:%M}", time_zone="Europe/Berlin", mode="video",
        meeting_link="https://meet.example.org/maria", channel="email",
    )  # fmt: skip
    assert datetime.fromisoformat(agreed["starts_at"]) == nine
    assert nora.seen(here)["stage"] == "scheduled"

    # 11. She reads up on her.
    nora.made("/notes", kind="research", contact_id=maria["id"], body="Led the **move to e-charts** in 2024.")

    # 12. She takes the bank to hand and is told what a question of hers does to a polite person.
    assert nora.made("/questions/starter")["added"] >= 80
    found = nora.made("/questions/check", text="Don't you love your job?")["findings"]
    assert {"closed", "leading"} <= {each["check"] for each in found}
    assert nora.made("/questions/check", text=BAD_DAY)["findings"] == []
    closing = nora.seen("/questions", category="closing", limit=1)["items"][0]

    # 13. What must be asked, what may be, in the agreed time; the agenda says that the last question is missing.
    first = nora.made(f"{there}/agenda", text=OPENING, planned_minutes=6)
    nora.made(f"{there}/agenda", text=BAD_DAY, priority="if_time", planned_minutes=5)
    assert nora.seen(f"{there}/agenda")["summary"]["closing_present"] is False
    nora.made(f"{there}/agenda/from-bank", question_ids=[closing["id"]])
    agenda = nora.seen(f"{there}/agenda")
    assert agenda["summary"]["closing_present"] is True
    assert agenda["summary"]["fits"] is True
    assert [item["text"] for item in agenda["items"]] == [OPENING, BAD_DAY, closing["text"]]

    # 16. They talk. The answers stand beside the questions, and so does what nobody had planned.
    began, ended = nine + timedelta(minutes=2), nine + timedelta(minutes=31)
    frozen.at = ended.timestamp()
    held = nora.moved(f"{there}/hold", at=began.isoformat(), ended_at=ended.isoformat())
    assert held["state"] == "held"
    nora.changed(f"{there}/agenda/{first['id']}", answer="A chart that was wrong for a year, and nobody saw it.")
    nora.made(f"{there}/agenda", text="Which course was it?", unplanned=True, answer="A GCP course; no degree.")
    answers = nora.seen("/interviews/answers", career_id=career["id"])
    assert {each["contact_name"] for each in answers["items"]} == {"Maria Keller"}
    assert len(answers["items"]) == 2
    nora.made("/notes", kind="debrief", interview_id=talk["id"], body="I was *awake* the whole time.")

    # 17. Maria names somebody, and may be kept as a contact.
    nora.changed(here, may_keep=True)
    lena = nora.made("/contacts", full_name="Lena Vogt", source="introduction", how_found="Maria named her.")
    nora.made(f"/contacts/{lena['id']}/activities", what="introduced", text="Maria wrote to both of us.")

    # 18. She thanks her the same day.
    nora.made(f"{here}/activities", what="thanked", channel="mail", text="A card, and greetings to Lena.")
    timeline = [each["what"] for each in nora.seen(f"{here}/activities")["items"]]
    assert timeline[0] == "thanked"
    assert timeline[-1] == "congratulated"
    assert nora.seen(here)["stage"] == "met"

    # 19. What she had taken for granted has been put to the test.
    tested = f"/careers/{career['id']}/assumptions/{belief['id']}"
    assert nora.changed(tested, state="confirmed")["state"] == "confirmed"

    # 21. She decides, and says why.
    decided = nora.moved(f"/careers/{career['id']}/decide", decision="pursue", reason="I want Maria's bad days.")
    assert decided["status"] == "pursuing"
    assert nora.seen("/search", q="bad day")["items"]

    # All of it stands in the feed, in the order in which it came about, for whatever follows along.
    kinds = [each["type"] for each in nora.seen("/events", after="0", limit=500)["items"]]
    told_once = ["career.created", "interview.requested", "interview.scheduled", "interview.held", "career.decided"]
    assert [kind for kind in kinds if kind in told_once] == told_once
