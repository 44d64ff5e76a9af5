"""The talks of the sample, from the wish to what was made of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from ..contacts import service as contacts
from ..contacts.schemas import ContactUpdate
from ..interviews import agenda, moves
from ..interviews import service as interviews
from ..interviews.agenda_schemas import AgendaItemCreate, AgendaItemUpdate, FromBankCreate
from ..interviews.models import AgendaItem, AgendaItemState, AgendaPriority
from ..interviews.schemas import (
    CancelCreate,
    DeclineCreate,
    FollowUpCreate,
    HoldCreate,
    InterviewCreate,
    NoResponseCreate,
    NoShowCreate,
    ReopenCreate,
    RequestCreate,
    RescheduleCreate,
    ScheduleCreate,
    ThankCreate,
)
from ..notes import service as notes
from ..notes.models import NoteKind
from ..notes.schemas import NoteCreate
from ..preparation import service as preparation
from ..preparation.schemas import ChecklistItemUpdate
from ..questions.models import Category, Question
from ..rehearsals import service as rehearsals
from ..rehearsals.models import PartKind
from ..rehearsals.schemas import RehearsalCreate, RehearsedPart
from .calendar import HOME
from .story import Story, material
from .taught import Taught

FROM_STARTER = (3, 6)
"""Between how many questions of the starter set an agenda gets for which none are told."""


def plan(story: Story) -> None:
    told = material("talks")
    taught = {each["with"]: each for each in material("debriefs")["debrief"]}
    for number, talk in enumerate(told["talk"]):
        held = any(move["do"] == "hold" for move in talk["moves"])
        _Talk(story, talk, f"interview {number}", told["asks"], taught.get(talk["with"]) if held else None).plan()


class _Talk:
    """One talk, while it is being told."""

    def __init__(
        self, story: Story, told: Mapping[str, Any], key: str, asks: list[str], taught: Mapping[str, Any] | None
    ) -> None:
        self.story, self.told, self.key, self.asks, self.taught = story, told, key, asks, taught
        self.zone = told.get("zone", HOME.key)
        self.local, self.starts = "", story.calendar.now
        if "meeting" in told:
            self.local, self.starts = story.calendar.meeting(told["meeting"], self.zone)
        self.items: dict[int, str] = {}

    @property
    def id(self) -> str:
        return self.story.ids[self.key]

    @property
    def contact(self) -> str:
        return self.story.ids[f"contact {self.told['with']}"]

    def plan(self) -> None:
        """Have every move happen at its time, each after the one before."""
        story, last = self.story, None
        for move in self.told["moves"]:
            match move["do"]:
                case "hold":
                    last = self._held(move)
                case "no_show":
                    last = self.starts + timedelta(minutes=20)
                    story.at(last, partial(self._move, move))
                case do:
                    last = story.calendar.on(move["ago"], after=last)
                    story.at(last, partial(getattr(self, f"_{do}", self._move), move))
            if move["do"] == "plan":
                story.at(story.calendar.soon(last), self._prepare)
        for each in self.told.get("rehearsed", ()):
            story.at(story.calendar.on(each["ago"]), partial(self._rehearse, each))

    def _plan(self, _: Mapping[str, Any]) -> None:
        told = self.told
        new = InterviewCreate(
            contact_id=self.contact,
            career_ids=[self.story.ids[f"career {each}"] for each in told["about"]],
            goal=told["goal"],
            minutes=told["minutes"],
            mode=told.get("mode"),
            place=told.get("place"),
            meeting_link=told.get("link"),
            ask_channel=told.get("channel") or next((move.get("channel") for move in told["moves"][1:]), None),
        )
        self.story.ids[self.key] = interviews.add(self.story.store, new)["id"]

    def _prepare(self) -> None:
        store = self.story.store
        for place, each in enumerate(self.told["agenda"]):
            if each.get("unplanned"):
                continue
            new = AgendaItemCreate(
                text=each.get("text"),
                question_id=self.story.ids[f"question {each['bank']}"] if "bank" in each else None,
                planned_minutes=each["minutes"],
                priority=AgendaPriority(each.get("priority", "must")),
            )
            self.items[place] = agenda.add(store, self.id, new)["id"]
        if not self.told["agenda"]:
            self._borrow()

    def _borrow(self) -> None:
        """Put some questions of the starter set on the agenda, the last of them whom else to meet."""
        bank = self.story.store.find(Question)
        closing = [each.id for each in bank if each.category == Category.CLOSING]
        others = [each.id for each in bank if each.category != Category.CLOSING]
        chosen = self.story.chance.sample(others, self.story.chance.randrange(*FROM_STARTER))
        asked = FromBankCreate(question_ids=[*chosen, self.story.chance.choice(closing)])
        agenda.add_from_bank(self.story.store, self.id, asked)

    def _rehearse(self, told: Mapping[str, Any]) -> None:
        """Say all questions aloud, and tick what can be ready by then."""
        store = self.story.store
        spoken = [
            RehearsedPart(kind=PartKind.QUESTION, agenda_item_id=id_, text=each["text"], seconds=seconds, rating=rating)
            for (id_, each), seconds, rating in zip(
                ((self.items[n], store.get(AgendaItem, self.items[n]).model_dump()) for n in self.items),
                told["seconds"],
                told["rated"],
                strict=True,
            )
        ]
        seconds = sum(told["seconds"])
        new = RehearsalCreate(
            started_at=store.now - timedelta(seconds=seconds),
            seconds=seconds,
            finished=True,
            parts=spoken,
            note=told.get("note", ""),
        )
        rehearsals.add(store, self.id, new)
        for each in preparation.show(store, self.id)["checklist"][: told["ready"]]:
            preparation.change(store, self.id, each["id"], ChecklistItemUpdate(done=True), None)

    def _request(self, move: Mapping[str, Any]) -> None:
        note = move.get("note") or self.story.chance.choice(self.asks)
        moves.request(self.story.store, self.id, RequestCreate(channel=move["channel"], note=note), None)

    def _schedule(self, move: Mapping[str, Any]) -> None:
        local = self.story.calendar.meeting(move["for"], self.zone)[0] if "for" in move else self.local
        self._agree(moves.schedule, ScheduleCreate, move, local)

    def _reschedule(self, move: Mapping[str, Any]) -> None:
        self._agree(moves.reschedule, RescheduleCreate, move, self.local)

    def _agree(self, verb: Any, body: type[ScheduleCreate], move: Mapping[str, Any], local: str) -> None:
        agreed = body(
            starts_at_local=local, time_zone=self.zone, channel=move.get("channel"), note=move.get("note", "")
        )
        verb(self.story.store, self.id, agreed, None)

    def _move(self, move: Mapping[str, Any]) -> None:
        verb, body = _MOVES[move["do"]]
        words = {name: move[name] for name in ("channel", "note", "reason") if name in move}
        verb(self.story.store, self.id, body(**words), None)

    def _thank(self, move: Mapping[str, Any]) -> None:
        thanks = ThankCreate(channel=move["channel"], note=move["note"])
        moves.thank(self.story.store, self.id, thanks, None)

    def _held(self, move: Mapping[str, Any]) -> datetime:
        """Hold the talk: question by question, then that it was held, and what was made of it the next morning."""
        story, ends = self.story, self.starts + timedelta(minutes=move["lasted"])
        step = (ends - self.starts) / (len(self.told["agenda"]) + 1)
        for place, each in enumerate(self.told["agenda"]):
            story.at(self.starts + step * (place + 1), partial(self._ask, place, each))
        if "live" in self.told:
            story.at(ends - step / 2, partial(self._note, "live"))
        story.at(ends, partial(self._end, ends))
        morning = min(ends + timedelta(hours=14), story.calendar.now)
        if "debrief" in self.told:
            story.at(morning, partial(self._note, "debrief"))
        if self.taught:
            Taught(story, self.taught, self.key, self.told["about"][0], self.items).plan(ends, morning)
        return ends

    def _ask(self, place: int, told: Mapping[str, Any]) -> None:
        store = self.story.store
        if told.get("unplanned"):
            new = AgendaItemCreate(text=told["text"], unplanned=True, answer=told["answer"])
            self.items[place] = agenda.add(store, self.id, new)["id"]
        elif told.get("state") == "skipped":
            agenda.change(store, self.id, self.items[place], AgendaItemUpdate(state=AgendaItemState.SKIPPED), None)
        else:
            agenda.change(store, self.id, self.items[place], AgendaItemUpdate(answer=told["answer"]), None)

    def _end(self, ends: datetime) -> None:
        moves.hold(self.story.store, self.id, HoldCreate(ended_at=ends), None)
        contacts.change(self.story.store, self.contact, ContactUpdate(may_keep=True), None)

    def _note(self, kind: str) -> None:
        body = self.told[kind].strip("\n")
        notes.add(self.story.store, NoteCreate(kind=NoteKind(kind), body=body, interview_id=self.id))


_MOVES: Mapping[str, tuple[Any, Any]] = {
    "follow_up": (moves.follow_up, FollowUpCreate),
    "decline": (moves.decline, DeclineCreate),
    "no_response": (moves.no_response, NoResponseCreate),
    "cancel": (moves.cancel, CancelCreate),
    "no_show": (moves.no_show, NoShowCreate),
    "reopen": (moves.reopen, ReopenCreate),
}
