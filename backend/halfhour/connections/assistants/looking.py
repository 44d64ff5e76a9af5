"""The tools that look: each a task of the person, none of them a table of the database."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from . import rules
from .inside import Inside, Refused

Found = dict[str, Any]
Door = Callable[[str], Inside]
"""Opens the API for a tool, as the one whose token came with the call."""

Id = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$", description="An `id` from another answer.")]
Words = Annotated[str, Field(max_length=200, description="Words that it is found by.")]
Most = Annotated[int, Field(ge=1, le=50, description="How many at the most.")]
Stage = Literal["new", "planned", "asked", "scheduled", "met", "closed"]
Level = Literal["entry", "peer", "senior", "manager", "executive"]
State = Literal["planned", "requested", "scheduled", "held", "declined", "no_response", "cancelled", "no_show"]
Purpose = Literal[
    "ask", "follow_up", "thank_you", "ask_for_introduction", "keep_in_touch", "close_the_loop", "congratulate"
]
LetterChannel = Literal["email", "linkedin_invitation", "linkedin_message", "phone_script", "handwritten_card"]


def shown(**found: Any) -> Found:
    """What a tool answers: data, with the notice of who wrote it first."""
    return {"notice": rules.NOTICE, **rules.marked(found)}


def listed(name: str, page: Found) -> Found:
    """A page of a list: each thing in short, since one looks at it by itself."""
    found = {name: page["items"], "there_are_more": page["next_cursor"] is not None}
    return {"notice": rules.NOTICE, **rules.marked(found, most=rules.IN_A_LIST)}


class Looking:
    """Tools that change nothing."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def search(self, words: Annotated[str, Field(min_length=1, max_length=200)], limit: Most = 10) -> Found:
        """Search everything the person keeps: people, organizations, careers, talks, questions and notes."""
        return shown(**await self._door("search").ask("search_everything", q=words, limit=limit))

    async def find_people(
        self,
        words: Words | None = None,
        stage: Stage | None = None,
        level: Level | None = None,
        career_id: Id | None = None,
        limit: Most = 20,
    ) -> Found:
        """Find people among the person's contacts, by words, by how far things are with them, or by career."""
        api = self._door("find_people")
        found = await api.ask("list_contacts", q=words, stage=stage, level=level, career_id=career_id, limit=limit)
        return listed("people", found)

    async def look_at_person(self, contact_id: Id) -> Found:
        """Everything about one person: who they are, what has passed, talks and notes, how warm the contact is."""
        api = self._door("look_at_person")
        person = await api.ask("get_contact", contact_id=contact_id)
        passed = await api.ask_if_may("list_activities", contact_id=contact_id, limit=20)
        warmth = await api.ask_if_may("get_warm_up", contact_id=contact_id)
        talks = await api.ask_if_may("list_interviews", contact_id=contact_id, limit=20)
        notes = await api.ask_if_may("list_notes", contact_id=contact_id, limit=20)
        return shown(person=person, timeline=_items(passed), warm_up=warmth, talks=_items(talks), notes=_items(notes))

    async def whom_to_ask_next(
        self, career_id: Id | None = None, limit: Annotated[int, Field(ge=1, le=20)] = 5
    ) -> Found:
        """Whom to ask for a talk next, with the reasons: start small, then ramp up."""
        found = await self._door("whom_to_ask_next").ask("suggest_next", career_id=career_id, limit=limit)
        return shown(**found)

    async def may_i_ask(self, contact_id: Id) -> Found:
        """Whether it is wise to ask this person now: asked already, too cold, do not contact, asks this week."""
        return shown(**await self._door("may_i_ask").ask("guard_ask", contact_id=contact_id))

    async def what_is_due_today(
        self, time_zone: Annotated[str, Field(max_length=64, description="IANA zone, such as Europe/Berlin.")] = "UTC"
    ) -> Found:
        """What today asks of the person: the next talks, what is due, whom to ask next."""
        return shown(**await self._door("what_is_due_today").ask("get_today", time_zone=time_zone))

    async def find_talks(
        self,
        state: State | None = None,
        contact_id: Id | None = None,
        career_id: Id | None = None,
        words: Words | None = None,
        limit: Most = 20,
    ) -> Found:
        """Find talks: planned, asked for, agreed, held."""
        asked = {"state": state, "contact_id": contact_id, "career_id": career_id, "q": words, "limit": limit}
        found = await self._door("find_talks").ask("list_interviews", **asked)
        return listed("talks", found)

    async def prepare_for_talk(self, interview_id: Id) -> Found:
        """What there is for one talk: whom and when, the questions in order with their answers, what is still to be
        prepared, notes on the person, and the debrief once it was held."""
        api = self._door("prepare_for_talk")
        talk = await api.ask("get_interview", interview_id=interview_id)
        agenda = await api.ask("get_agenda", interview_id=interview_id)
        ready = await api.ask_if_may("get_preparation", interview_id=interview_id) or {}
        who = {"contact_id": talk["contact_id"]}
        person = await api.ask_if_may("get_contact", **who)
        warmth = await api.ask_if_may("get_warm_up", **who)
        notes = await api.ask_if_may("list_notes", **who, limit=20)
        debrief = await api.ask_if_may("get_debrief", interview_id=interview_id) if talk["state"] == "held" else None
        kept = {name: ready.get(name) for name in ("checklist", "research", "suggestions")}
        return shown(
            talk=talk, person=person, warm_up=warmth, questions=agenda["items"], time=agenda["summary"],
            notes_on_the_person=_items(notes), debrief=debrief, **kept,
        )  # fmt: skip

    async def find_questions(self, words: Words | None = None, limit: Most = 20) -> Found:
        """Find questions in the person's bank."""
        found = await self._door("find_questions").ask("list_questions", q=words, limit=limit)
        return listed("questions", found)

    async def check_question(self, text: Annotated[str, Field(min_length=1, max_length=1000)]) -> Found:
        """Check a question before it is asked: open, short, one at a time, about them, and not one for a search."""
        return shown(**await self._door("check_question").ask("check_question", text=text))

    async def what_people_said(
        self,
        question_id: Id | None = None,
        contact_id: Id | None = None,
        career_id: Id | None = None,
        limit: Most = 30,
    ) -> Found:
        """What people answered in talks: to one question, by one person, or about one career. What speaks for or
        against a criterion is in evidence_for_career."""
        asked = {"question_id": question_id, "contact_id": contact_id, "career_id": career_id, "limit": limit}
        found = await self._door("what_people_said").ask("list_answers", **asked)
        return listed("answers", found)

    async def list_careers(self) -> Found:
        """The careers that the person explores, and the criteria by which they judge them."""
        api = self._door("list_careers")
        careers = await api.ask("list_careers", limit=50)
        criteria = await api.ask_if_may("list_criteria", limit=100)
        return shown(careers=careers["items"], criteria=_items(criteria))

    async def evidence_for_career(self, career_id: Id) -> Found:
        """What talks have shown about a career: criterion by criterion and assumption by assumption, with who said it,
        contradictions included, and what nobody has been asked yet."""
        return shown(**await self._door("evidence_for_career").ask("get_evidence", career_id=career_id))

    async def coverage_holes(self, career_id: Id) -> Found:
        """Who is missing among those talked to about a career: levels, sources, organizations, other circles."""
        found = await self._door("coverage_holes").ask("get_coverage", career_id=career_id)
        return shown(**{name: found[name] for name in ("career_id", "career_title", "people", "holes")})

    async def read_note(self, note_id: Id, start: Annotated[int, Field(ge=0, le=100_000)] = 0) -> Found:
        """Read one note in full; go on at `goes_on_at` where it is long."""
        note = await self._door("read_note").ask("get_note", note_id=note_id)
        body = note.pop("body")
        return {**shown(note=note), "body": rules.quoted(body, start)}

    async def draft_letter(self, contact_id: Id, purpose: Purpose, channel: LetterChannel = "email") -> Found:
        """Draft a letter from the person's own template, with what it could not fill. Nothing is sent: the person reads
        it, changes it and sends it themselves."""
        api = self._door("draft_letter")
        found = (await api.ask("list_templates", purpose=purpose, channel=channel, limit=1))["items"]
        if not found:
            raise Refused("There is no template for this purpose and channel. The person can make one in Halfhour.")
        drafted = await api.ask("render_template", template_id=found[0]["id"], contact_id=contact_id)
        return shown(draft=drafted, sent=False)


def _items(page: Any) -> Any:
    """The items of a list, where the token may see it."""
    return None if page is None else page["items"]
