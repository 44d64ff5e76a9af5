"""What the examples in openapi/examples/ show: requests in the order in which they make sense.

A name in braces, such as `{career}`, is the id that the answer of that name gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

JSON = "application/json"
MERGE = "application/merge-patch+json"


class Step(NamedTuple):
    """One request. `gives` names the id in its answer."""

    operation: str
    about: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    headers: Mapping[str, str] = MappingProxyType({})
    gives: str = ""
    token: bool = True


RETRY = {"Idempotency-Key": "6f1a3f0e-6d0c-4a37-9f53-0c1d4b8e7a11"}
SEEN_FIRST = {"If-Match": '"1"'}
WHATEVER_IT_IS = {"If-Match": "*"}
MARIA = {
    "full_name": "Maria Keller",
    "headline": "Clinical data manager",
    "organization_id": "{organization}",
    "emails": [{"label": "work", "value": "maria@example.org"}],
    "source": "coworker",
    "level": "peer",
    "career_ids": ["{career}"],
}
NINE = {"starts_at_local": "2026-12-01T09:00", "time_zone": "Europe/Berlin", "mode": "video"}

STORY = (
    Step("get_setup", "Whether one may sign up here, asked by anybody.", "GET", "/setup", token=False),
    Step("list_careers", "Without a token nothing is told.", "GET", "/careers", token=False),
    Step(
        "add_career", "A career to explore. The key makes a retry safe.", "POST", "/careers",
        {"title": "Clinical data manager", "why": "I find the wrong value in the chart."}, RETRY, "career",
    ),
    Step(
        "add_career", "The same request again, as after a lost connection: the same answer, nothing twice.", "POST",
        "/careers", {"title": "Clinical data manager", "why": "I find the wrong value in the chart."}, RETRY,
    ),
    Step("add_career", "Another body under the same key is refused.", "POST", "/careers", {"title": "Pilot"}, RETRY),
    Step(
        "add_assumption", "What one takes for granted about it, for talks to test.", "POST",
        "/careers/{career}/assumptions", {"claim": "One needs no degree in statistics."}, {}, "assumption",
    ),
    Step("add_criterion", "What a career is judged by, in one's own words.", "POST", "/criteria",
         {"kind": "value", "name": "Evenings at home", "weight": 5}, {}, "criterion"),
    Step(
        "add_organization", "Where people work.", "POST", "/organizations",
        {"name": "Klinik am Park", "place": "Leipzig"}, {}, "organization",
    ),
    Step("add_contact", "Somebody to ask.", "POST", "/contacts", MARIA, {}, "maria"),
    Step("get_contact", "A contact with what its page needs.", "GET", "/contacts/{maria}"),
    Step(
        "change_contact", "Why her: a merge patch (RFC 7396) on the version last read; the rest stays.", "PATCH",
        "/contacts/{maria}", {"why_them": "She left our ward for data.", "difficulty": 1},
        {**SEEN_FIRST, "Content-Type": MERGE},
    ),
    Step(
        "change_contact", "The same on a version that is no longer the newest.", "PATCH", "/contacts/{maria}",
        {"headline": "Nurse"}, SEEN_FIRST,
    ),
    Step("change_contact", "Without saying which version.", "PATCH", "/contacts/{maria}", {"headline": "Nurse"}),
    Step("add_contact", "What can't be accepted is pointed at, with the mend.", "POST", "/contacts", {"level": "boss"}),
    Step(
        "change_contacts", "Several changes at once: all of them or none.", "POST", "/contacts/bulk",
        {
            "operations": [
                {"op": "create", "values": {"full_name": "Ida Holm", "level": "peer"}},
                {"op": "tag", "id": "{maria}", "add": ["first talk"], "remove": []},
            ]
        },
    ),
    Step("list_contacts", "The first page of people, by name; `next_cursor` leads to the next.", "GET",
         "/contacts?limit=1&sort=name"),
    Step(
        "add_activity", "An honest word before the ask, on her timeline.", "POST", "/contacts/{maria}/activities",
        {"what": "congratulated", "channel": "linkedin", "text": "Your team's award is well earned."},
    ),
    Step("guard_ask", "What speaks against asking her now, in words, and what to do first.", "GET",
         "/interviews/guard?contact_id={maria}"),
    Step(
        "add_template", "A letter of one's own, with places that the data fills.", "POST", "/templates",
        {
            "name": "To a colleague of old", "purpose": "ask", "channel": "email", "subject": "Half an hour?",
            "text": "Dear {{contact.given_name}},\n\nwould you have {{interview.minutes}} minutes?\n\n"
                    "{{profile.signature}}",
        }, {}, "template",
    ),
    Step("render_template", "The letter for her: filled in, with the names of what could not be, and its length.",
         "POST", "/templates/{template}/render", {"contact_id": "{maria}"}),
    Step("check_question", "What a question does to a polite person.", "POST", "/questions/check",
         {"text": "Don't you love your job?"}),
    Step("add_question", "A question for the bank.", "POST", "/questions",
         {"text": "What surprised you most once you were inside?", "category": "path"}, {}, "question"),
    Step(
        "plan_interview", "A talk that one wishes for.", "POST", "/interviews",
        {"contact_id": "{maria}", "career_ids": ["{career}"], "goal": "Her real week.", "minutes": 25}, {}, "talk",
    ),
    Step("request_interview", "She was asked.", "POST", "/interviews/{talk}/request", {"channel": "email"}, SEEN_FIRST),
    Step("request_interview", "Asking twice is refused, with the moves that are legal now.", "POST",
         "/interviews/{talk}/request", {"channel": "email"}, WHATEVER_IT_IS),
    Step("schedule_interview", "The two agreed on a time: on the wall there, and where that wall is.", "POST",
         "/interviews/{talk}/schedule", NINE, WHATEVER_IT_IS),
    Step("add_agenda_item", "A question for the agenda, in one's own words.", "POST", "/interviews/{talk}/agenda",
         {"text": "Whom else should I talk to?", "planned_minutes": 3}, {}, "closing"),
    Step("add_agenda_items", "One from the bank.", "POST", "/interviews/{talk}/agenda/from-bank",
         {"question_ids": ["{question}"], "planned_minutes": 5}),
    Step("get_agenda", "The agenda against the agreed length.", "GET", "/interviews/{talk}/agenda"),
    Step("get_preparation", "What is still to do before it, and what one knows already beside the questions.", "GET",
         "/interviews/{talk}/preparation"),
    Step("add_rehearsal", "It was rehearsed aloud.", "POST", "/interviews/{talk}/rehearsals",
         {"started_at": "2026-11-21T18:00:00Z", "seconds": 1440, "finished": True,
          "opening": "Thank you for making time for me.", "ask": "Whom else should I meet?"}),
    Step("set_recording_consent", "Whether she may be recorded, when that was said and how.", "PUT",
         "/interviews/{talk}/recording-consent",
         {"consent": "given", "at": "2026-11-22T08:01:00Z", "how": "She said: sure, for your notes."},
         WHATEVER_IT_IS),
    Step("add_note", "Research, in Markdown, about exactly one thing.", "POST", "/notes",
         {"kind": "research", "contact_id": "{maria}", "body": "Led the **move to e-charts** in 2024."}),
    Step("hold_interview", "The talk took place.", "POST", "/interviews/{talk}/hold",
         {"at": "2026-11-22T08:00:00Z", "ended_at": "2026-11-22T08:24:00Z"}, WHATEVER_IT_IS),
    Step("close_interview", "At the door: thanked, may I stay in touch, whom else. A name becomes a contact.", "POST",
         "/interviews/{talk}/close",
         {"at": "2026-11-22T08:24:00Z", "thanked": True, "may_keep": True, "may_name": True,
          "names": [{"full_name": "Lena Vogt", "why": "She runs the registry."}]}, WHATEVER_IT_IS),
    Step("thank_interview", "Thanked within the day, by hand.", "POST", "/interviews/{talk}/thank",
         {"at": "2026-11-22T08:50:00Z", "channel": "mail"}, WHATEVER_IT_IS),
    Step("change_agenda_item", "What was answered.", "PATCH", "/interviews/{talk}/agenda/{closing}",
         {"answer": "Lena Vogt, at the registry."}, WHATEVER_IT_IS),
    Step("list_answers", "All answers about a career, whoever gave them.", "GET",
         "/interviews/answers?career_id={career}"),
    Step("change_assumption", "What one took for granted was true.", "PATCH",
         "/careers/{career}/assumptions/{assumption}", {"state": "confirmed"}, WHATEVER_IT_IS),
    Step("change_rating", "What the talk says of the career, by one's own criterion, with the evidence in words.",
         "PATCH", "/interviews/{talk}/debrief/ratings/{career}/{criterion}",
         {"rating": 2, "evidence": "Home for dinner every day this year."}, WHATEVER_IT_IS),
    Step("change_debrief", "The verdict on the talk.", "PATCH", "/interviews/{talk}/debrief",
         {"verdict": "energising", "surprises": "Half of the day is writing e-mails."}, WHATEVER_IT_IS),
    Step("finish_debrief", "The debrief is done.", "POST", "/interviews/{talk}/debrief/finish", None, WHATEVER_IT_IS),
    Step("get_coverage", "Who has been heard about a career, and which voices are missing.", "GET",
         "/careers/{career}/coverage"),
    Step("suggest_next", "Whom to ask next, each with its reasons.", "GET", "/coverage/next"),
    Step("get_today", "All that a day asks for, in one request.", "GET", "/today?time_zone=Europe/Berlin"),
    Step("decide_career", "The decision, with its reason.", "POST", "/careers/{career}/decide",
         {"decision": "pursue", "reason": "I want Maria's bad days."}, WHATEVER_IT_IS),
    Step("search_everything", "One search over everything; the last word may be a beginning.", "GET",
         "/search?q=e-cha"),
    Step("list_events", "Every change in order; `cursor` goes into `after` next time.", "GET",
         "/events?after=0&types=interview.requested&types=interview.held"),
    Step(
        "add_webhook", "One's own program is told of changes, once it is turned on. The secret is shown this once.",
        "POST", "/webhooks",
        {"url": "https://hooks.example.org/halfhour", "types": ["interview.scheduled", "interview.held"],
         "description": "The home automation", "enabled": False},
    ),
    Step("list_webhooks", "How each of them goes.", "GET", "/webhooks"),
    Step("export_contacts", "People as a table for HubSpot; without `format` as vCards.", "GET",
         "/exports/contacts?format=hubspot"),
    Step("delete_contact", "Into the bin, for 30 days.", "DELETE", "/contacts/{maria}", None, WHATEVER_IT_IS),
    Step("restore_contact", "And out again.", "POST", "/contacts/{maria}/restore"),
    Step("get_career", "What is not there, or not yours, is answered alike.", "GET",
         "/careers/01939f2c-7a10-7c3e-9d55-3f1e6f0a2b4c"),
    Step("list_careers", "A parameter that doesn't exist is never ignored.", "GET", "/careers?page=2"),
)  # fmt: skip
"""The whole of it."""
