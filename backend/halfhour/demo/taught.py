"""What a talk of the sample taught: whom to meet next, and what it says about the career."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ..contacts.models import Channel
from ..debriefs import service as debriefs
from ..debriefs.schemas import DebriefUpdate, FindingUpdate, RatingUpdate
from ..outreach import introductions
from ..outreach.introduction_schemas import StepCreate
from .story import Story


class Taught:
    """One debrief, while it is being told: `about` is the career's key, `items` are the agenda's ids by their place."""

    def __init__(self, story: Story, told: Mapping[str, Any], key: str, about: str, items: Mapping[int, str]) -> None:
        self.story, self.told, self.key, self.about, self.items = story, told, key, about, items

    @property
    def id(self) -> str:
        return self.story.ids[self.key]

    def plan(self, ends: datetime, morning: datetime) -> None:
        """Name people when the talk ends, write in the morning, and tell later how it went with those who were met."""
        self.story.at(ends, self._name)
        self.story.at(morning, self._write)
        for each in self.told["named"]:
            if "loop" in each:
                self.story.at(self.story.calendar.on(each["loop"]), partial(self._close_loop, each))

    def _name(self) -> None:
        """Keep who was suggested: at once, or as soon as they are put down."""
        for each in self.told["named"]:
            suggest = partial(self._suggest, each)
            if f"contact {each['key']}" in self.story.ids:
                suggest()
            else:
                self.story.named[each["key"]] = suggest

    def _suggest(self, named: Mapping[str, Any]) -> None:
        introducer, introduced = (self.story.ids[f"contact {key}"] for key in (self.told["with"], named["key"]))
        self.story.ids[f"introduction of {named['key']}"] = introductions.suggest(
            self.story.store, introducer, introduced, said_in_id=self.id, why=named["why"]
        )

    def _close_loop(self, named: Mapping[str, Any]) -> None:
        id_ = self.story.ids[f"introduction of {named['key']}"]
        introductions.close_loop(self.story.store, id_, StepCreate(channel=Channel.EMAIL), None)

    def _write(self) -> None:
        """Rate what was heard, say what it means for the assumptions, and finish, if there was time."""
        store, told = self.story.store, self.told
        career_id = self.story.ids[f"career {self.about}"]
        for each in told["rating"]:
            heard = RatingUpdate(rating=each["is"], evidence=each["said"], agenda_item_id=self.items[each["from"]])
            debriefs.rate(store, self.id, career_id, self.story.ids[f"criterion {each['of']}"], heard, match=None)
        for each in told["finding"]:
            found = FindingUpdate(finding=each["is"], evidence=each["said"])
            debriefs.find(store, self.id, self.story.ids[f"assumption {each['of']}"], found, None)
        words = {name: told[name] for name in ("verdict", "summary", "surprises", "leads") if name in told}
        debriefs.change(store, self.id, DebriefUpdate(**words), None)
        if "half_done" not in told:
            debriefs.finish(store, self.id, None)
