"""What the sample knows about itself, the careers that it explores, and its questions and notes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ..careers import assumptions
from ..careers import service as careers
from ..careers.models import AssumptionState, CareerDecision
from ..careers.schemas import AssumptionCreate, AssumptionUpdate, CareerCreate, CareerDecisionCreate
from ..contacts import service as contacts
from ..contacts.schemas import ContactUpdate
from ..notes import service as notes
from ..notes.schemas import NoteCreate
from ..outreach import service as templates
from ..profile import criteria
from ..profile import service as profile
from ..profile.schemas import CriterionCreate, ProfileUpdate
from ..questions import service as questions
from ..questions.schemas import QuestionCreate
from .story import Story, material

FIRST_DAY = 71
BANK_DAY = 68
DRAFT_DAY = 2


def plan(story: Story) -> None:
    told = material("careers")
    begins = story.calendar.on(FIRST_DAY)
    story.at(begins, lambda: profile.change(story.store, ProfileUpdate(**told["profile"]), None))
    for each in told["criterion"]:
        begins = story.calendar.soon(begins)
        story.at(begins, partial(_criterion, story, each))
    for career in told["career"]:
        _career(story, career)
    _questions(story)
    for note in material("notes")["note"]:
        story.at(story.calendar.on(note["ago"]), partial(_note, story, note))


def _criterion(story: Story, told: Mapping[str, Any]) -> None:
    story.ids[f"criterion {told['name']}"] = criteria.add(story.store, CriterionCreate(**told))["id"]


def _career(story: Story, told: Mapping[str, Any]) -> None:
    calendar, key = story.calendar, told["key"]
    found = calendar.on(told["since"])
    words = {name: told[name].strip() for name in ("title", "why", "found_by", "job_description", "research")}

    def explore() -> None:
        story.ids[f"career {key}"] = careers.add(story.store, CareerCreate(**words))["id"]
        for id_ in [id_ for name, id_ in story.ids.items() if name.startswith(f"{key} expert ")]:
            known = contacts.careers_of(story.store, id_)
            more = ContactUpdate(career_ids=[*known, story.ids[f"career {key}"]])
            contacts.change(story.store, id_, more, None)

    story.at(found, explore)
    for each in told["assumption"]:
        _assumption(story, f"career {key}", each, calendar.on(each["since"], after=found))
    for each in told["turn"]:
        story.at(calendar.on(each["ago"]), partial(_decide, story, f"career {key}", each))


def _decide(story: Story, career: str, told: Mapping[str, Any]) -> None:
    decision = CareerDecisionCreate(decision=CareerDecision(told["decision"]), reason=told["reason"])
    careers.decide(story.store, story.ids[career], decision, None)


def _assumption(story: Story, career: str, told: Mapping[str, Any], since: datetime) -> None:
    state = AssumptionState(told["state"])
    made: dict[str, str] = {}

    def assume() -> None:
        new = AssumptionCreate(claim=told["claim"])
        made["id"] = story.ids[f"assumption {told['claim']}"] = assumptions.add(story.store, story.ids[career], new)[
            "id"
        ]

    def judge() -> None:
        assumptions.change(story.store, story.ids[career], made["id"], AssumptionUpdate(state=state), None)

    story.at(since, assume)
    if "judged" in told:
        story.at(story.calendar.on(told["judged"]), judge)


def _questions(story: Story) -> None:
    taken = story.calendar.on(BANK_DAY)
    story.at(taken, lambda: questions.take_starter(story.store, None))
    story.at(taken, lambda: templates.take_starter(story.store, None))
    for each in material("questions")["question"]:
        taken = story.calendar.on(DRAFT_DAY) if each["key"] == "draft" else story.calendar.soon(taken)
        story.at(taken, _adding_question(story, each))


def _adding_question(story: Story, told: Mapping[str, Any]) -> Callable[[], None]:
    def add() -> None:
        new = QuestionCreate(text=told["text"], category=told["category"], tags=told["tags"])
        story.ids[f"question {told['key']}"] = questions.add(story.store, new)["id"]

    return add


def _note(story: Story, told: Mapping[str, Any]) -> None:
    [(what, key)] = told["on"].items()
    about = {f"{what}_id": story.ids[f"{what} {key}"]}
    notes.add(story.store, NoteCreate(kind=told["kind"], body=told["body"].strip("\n"), **about))
