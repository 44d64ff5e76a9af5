"""The method, from knowing oneself to a decision, by a script that knows nothing but the public API.

Nora is a night nurse who wonders what else she could do. The numbers are the steps of the method; nothing is done
behind the API's back. Step 9, the partner who holds her to it, has no place in it yet.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
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
    evenings = nora.made("/criteria", kind="value", name="Evenings at home", weight=5)["id"]
    calm = nora.made("/criteria", kind="skill", name="Calm when it counts", weight=3)["id"]
    nora.changed("/profile", signature="Nora Lindqvist, RN", phone="+49 341 555 0134", email="nora@example.org")
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
    because = {"why_them": "She went from our ward to data.", "level": "peer", "time_zone": "Europe/Berlin"}
    changed = nora.patch(
        here, json={**because, "difficulty": 1, "career_ids": [career["id"]]}, headers=version(nora, here)
    )
    assert changed.json()["why_them"] == because["why_them"]
    both = nora.seen("/contacts", career_id=career["id"], sort="name")
    assert names(both) == ["Tomás Ferreira", "Maria Keller"]
    ground = nora.seen(f"/careers/{career['id']}/coverage")
    assert ground["people"] == {"known": 2, "asked": 0, "met": 0}
    assert ground["holes"]

    # 6. She warms up with an honest word about something that Maria did.
    nora.made(f"{here}/milestones", happened_on="2026-11-02", what="her team's award")
    before = nora.seen(f"{here}/warm-up")
    assert "award" in before["congratulation"]
    nora.made(f"{here}/activities", what="congratulated", channel="linkedin", text=before["congratulation"])
    after = nora.seen(f"{here}/warm-up")
    assert before["reason"] != after["reason"]
    assert [each["step"] for each in after["steps"] if each["done"]] == ["why_them", "congratulate"]
    frozen.passes(days=3)

    # 7. Of the two, she begins with the one who is easier to ask, and hears why.
    first = nora.seen("/coverage/next", career_id=career["id"])["items"][0]
    assert first["full_name"] == "Maria Keller"
    assert all(reason["words"] for reason in first["reasons"])

    # 8. She plans a talk and asks, and is kept from asking twice.
    talk = nora.made(
        "/interviews", contact_id=maria["id"], career_ids=[career["id"]], goal="Her real week.", minutes=25
    )
    there = f"/interviews/{talk['id']}"
    assert talk["state"] == "planned"
    guard = nora.seen("/interviews/guard", contact_id=maria["id"], interview_id=talk["id"])
    assert not [each for each in guard["findings"] if each["severity"] == "refusal"]
    assert nora.made("/templates/starter")["added"] >= 7
    ask = nora.seen("/templates", purpose="ask", channel="email")["items"][0]
    letter = nora.made(f"/templates/{ask['id']}/render", contact_id=maria["id"], interview_id=talk["id"])
    assert letter["unfilled"] == []
    assert all(words in letter["text"] for words in ("Maria", "Nora Lindqvist", "25 minutes"))
    sent = {"channel": "email", "template_id": ask["id"]}
    assert nora.post(f"{there}/request", json=sent, headers=version(nora, there)).is_success
    again = nora.made("/interviews", contact_id=maria["id"])
    twice = nora.post(f"/interviews/{again['id']}/request", json={}, headers={"If-Match": "*"})
    assert (twice.status_code, twice.json()["code"]) == (409, "asked_already")
    assert nora.delete(f"/interviews/{again['id']}", headers={"If-Match": "*"}).status_code == 204

    early = nora.post(f"{there}/follow-up", json={}, headers={"If-Match": "*"})
    assert early.json()["code"] == "follow_up_too_early"

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
    times = [f"{day:%Y-%m-%dT%H:%M}" for day in (nine, nine + timedelta(days=1, hours=7))]
    offered = nora.put(
        f"{there}/offers", json={"times": times, "time_zone": "Europe/Berlin"}, headers={"If-Match": "*"}
    ).json()
    assert "09:00" in offered["text"]
    assert offered["times"][0]["conflicts"] == []
    agreed = nora.moved(
        f"{there}/schedule", starts_at_local=f"{nine:%Y-%m-%dT%H:%M}", time_zone="Europe/Berlin", mode="video",
        meeting_link="https://meet.example.org/maria", channel="email",
    )  # fmt: skip
    assert datetime.fromisoformat(agreed["starts_at"]) == nine
    assert nora.seen(here)["stage"] == "scheduled"
    assert "BEGIN:VEVENT" in nora.get(f"{there}/calendar.ics").text
    week = nora.seen("/interviews/week", start=f"{nine:%Y-%m-%d}", time_zone="Europe/Berlin")
    assert [each["contact_name"] for each in week["days"][0]["talks"]] == ["Maria Keller"]

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

    # 14. She says it aloud, twice, and is quicker the second time.
    for seconds in (1500, 1320):
        spoken = [{"kind": "question", "agenda_item_id": first["id"], "text": OPENING, "seconds": 90, "rating": 4}]
        started = datetime.fromtimestamp(frozen.at, UTC).isoformat()
        nora.made(f"{there}/rehearsals", started_at=started, seconds=seconds, finished=True, parts=spoken)
        frozen.passes(hours=1)
    assert nora.seen(f"{there}/rehearsals/summary")["words"].startswith("Second rehearsal, 22 minutes")

    # 15. Is the link tested, is she dressed for it? Everything that fits a video call is ticked.
    checklist = nora.seen(f"{there}/preparation")["checklist"]
    assert {"link", "route"} & {each["proposal"] for each in checklist} == {"link"}
    for each in checklist:
        nora.changed(f"{there}/preparation/checklist/{each['id']}", done=True)
    assert all(each["done_at"] for each in nora.seen(f"{there}/preparation")["checklist"])

    # 16. They talk. The answers stand beside the questions, and so does what nobody had planned.
    began, ended = nine + timedelta(minutes=2), nine + timedelta(minutes=31)
    frozen.at = ended.timestamp()
    held = nora.moved(f"{there}/hold", at=began.isoformat(), ended_at=ended.isoformat())
    assert held["state"] == "held"
    leave = {"consent": "given", "at": began.isoformat(), "how": "She laughed and said yes."}
    consent = nora.put(f"{there}/recording-consent", json=leave, headers={"If-Match": "*"})
    assert consent.json()["recording_consent"] == "given"
    answer = "A chart that was wrong for a year, and nobody saw it."
    nora.changed(f"{there}/agenda/{first['id']}", answer=answer, mattered=True)
    nora.made(f"{there}/agenda", text="Which course was it?", unplanned=True, answer="A GCP course; no degree.")
    answers = nora.seen("/interviews/answers", career_id=career["id"])
    assert {each["contact_name"] for each in answers["items"]} == {"Maria Keller"}
    assert len(answers["items"]) == 2
    nora.made("/notes", kind="debrief", interview_id=talk["id"], body="I was *awake* the whole time.")

    # 17. Maria names somebody, and may be kept as a contact and named to her.
    closed = nora.moved(
        f"{there}/close", thanked=True, left_details=True, may_keep=True, may_name=True,
        names=[{"full_name": "Lena Vogt", "why": "She hires nurses."}],
    )  # fmt: skip
    assert (nora.seen(here)["may_keep"], nora.seen(here)["may_name"]) == (True, True)
    lena = nora.seen(f"/contacts/{closed['people'][0]['contact_id']}")
    assert (lena["full_name"], lena["source"]) == ("Lena Vogt", "introduction")

    # 18. She thanks her the same day, for what she said; Today has reminded her.
    assert "thank" in {each["kind"] for each in nora.seen("/today", time_zone="Europe/Berlin")["dues"]}
    thanks = nora.seen("/templates", purpose="thank_you", channel="handwritten_card")["items"][0]
    card = nora.made(f"/templates/{thanks['id']}/render", contact_id=maria["id"], interview_id=talk["id"])
    assert "A chart that was wrong for a year" in card["text"]
    assert nora.moved(f"{there}/thank", channel="mail", template_id=thanks["id"])["thanked_at"]
    timeline = [each["what"] for each in nora.seen(f"{here}/activities")["items"]]
    assert timeline[0] == "thanked"
    assert timeline[-1] == "congratulated"
    assert nora.seen(here)["stage"] == "met"

    # 19. What does it say about the career? Ratings with their evidence, and what she had taken for granted.
    debrief = f"{there}/debrief"
    heard = {"rating": 2, "evidence": "She was home for dinner all year.", "agenda_item_id": first["id"]}
    nora.changed(f"{debrief}/ratings/{career['id']}/{evenings}", **heard)
    nora.changed(f"{debrief}/findings/{belief['id']}", finding="confirmed", evidence="A course, no degree.")
    nora.changed(debrief, verdict="energising", surprises="So many e-mails.", leads="Her old team.")
    assert nora.moved(f"{debrief}/finish")["debriefed_at"]
    assert nora.seen(f"/careers/{career['id']}/assumptions/{belief['id']}")["state"] == "confirmed"

    # 20. She meets the one who was suggested, hears something else, and tells Maria how it went.
    next_talk = nora.made("/interviews", contact_id=lena["id"], career_ids=[career["id"]])["id"]
    nora.moved(f"/interviews/{next_talk}/hold")
    lower = {"rating": -1, "evidence": "Her evenings belong to the trial sites."}
    nora.changed(f"/interviews/{next_talk}/debrief/ratings/{career['id']}/{evenings}", **lower)
    [loop] = nora.seen("/introductions", loop_due=True)["items"]
    assert (loop["introducer_name"], loop["introduced_name"], loop["state"]) == ("Maria Keller", "Lena Vogt", "met")
    assert nora.moved(f"/introductions/{loop['id']}/close-loop", channel="email")["loop_closed_at"]
    tree = nora.seen("/introductions/tree")
    assert {(node["name"], node["parent_id"]) for node in tree["nodes"]} >= {("Lena Vogt", maria["id"])}

    # 21. She compares on evidence: two people contradict each other and are not averaged away. Then she decides.
    pilot = nora.made("/careers", title="Medical writer")["id"]
    evidence = nora.seen(f"/careers/{career['id']}/evidence")
    strengths = {each["id"]: each["strength"] for each in evidence["criteria"]}
    assert strengths == {evenings: "contradicted", calm: "none"}
    assert evidence["fit"]["low"] < 0 < evidence["fit"]["high"]
    side_by_side = nora.seen("/careers/compare", ids=f"{career['id']},{pilot}")["careers"]
    assert [each["talk_count"] for each in side_by_side] == [2, 0]
    decided = nora.moved(f"/careers/{career['id']}/decide", decision="pursue", reason="I want Maria's bad days.")
    assert decided["status"] == "pursuing"
    assert nora.seen("/search", q="bad day")["items"]

    # All of it stands in the feed, in the order in which it came about, for whatever follows along.
    kinds = [each["type"] for each in nora.seen("/events", after="0", limit=500)["items"]]
    told_once = [
        "interview.requested",
        "interview.scheduled",
        "interview.thanked",
        "interview.debriefed",
        "career.decided",
    ]
    assert [kind for kind in kinds if kind in told_once] == told_once
