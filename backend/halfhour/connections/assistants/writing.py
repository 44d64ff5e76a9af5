"""The tools that write down. They are there only where the host and the token both allow it, and only ever add."""

from typing import Annotated, Literal

from pydantic import Field

from .looking import Door, Found, Id, Level, shown

Line = Annotated[str, Field(min_length=1, max_length=300)]


class Writing:
    """Tools that add something, which the person can put into the bin again."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def add_note(
        self,
        body: Annotated[str, Field(min_length=1, max_length=100_000, description="Markdown.")],
        contact_id: Id | None = None,
        interview_id: Id | None = None,
        career_id: Id | None = None,
        kind: Literal["research", "general"] = "general",
    ) -> Found:
        """Write a note about exactly one person, talk or career. Say in it what you have not checked."""
        api = self._door("add_note")
        about = {"contact_id": contact_id, "interview_id": interview_id, "career_id": career_id}
        return shown(note=await api.ask("add_note", body=body, kind=kind, **about))

    async def add_contact(
        self,
        full_name: Line,
        headline: Line | None = None,
        level: Level | None = None,
        why_them: Annotated[str, Field(max_length=20_000, description="What makes them of interest.")] | None = None,
    ) -> Found:
        """Add somebody whom the person could talk to. Look with find_people first whether they are there."""
        api = self._door("add_contact")
        said = {"full_name": full_name, "headline": headline, "level": level, "why_them": why_them}
        return shown(person=await api.ask("add_contact", **said))

    async def add_question_to_talk(
        self,
        interview_id: Id,
        text: Annotated[str, Field(min_length=1, max_length=1000)],
        priority: Literal["must", "if_time"] = "if_time",
    ) -> Found:
        """Put a question at the end of one talk's list. Check it first with check_question."""
        api = self._door("add_question_to_talk")
        added = await api.ask("add_agenda_item", interview_id=interview_id, text=text, priority=priority)
        return shown(question=added)
