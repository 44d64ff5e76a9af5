"""The addresses of introductions."""

from typing import Annotated

from ..contacts.rules import InTheFuture
from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import introductions as service
from .guard import ContactInBin, DoNotContact
from .introduction_rules import IllegalStep, SelfIntroduction
from .introduction_schemas import (
    AskForCreate,
    CloseLoopCreate,
    IntroductionCreate,
    IntroductionQuery,
    IntroductionRead,
    IntroductionTree,
    IntroductionUpdate,
    MakeCreate,
    MeetCreate,
)

introductions = Routes("introductions", about="Who led you to whom, and whom to tell how it went.", scope="contacts")

STEP = [IllegalStep, ContactInBin, InTheFuture]
"""What every step may refuse."""


@introductions.get("/introductions", Page[IntroductionRead])
def list_introductions(store: Reading, query: Annotated[IntroductionQuery, Filters()]) -> Shown:
    """List introductions."""
    return service.page(store, query)


@introductions.post("/introductions", IntroductionRead, status=201, refuses=[SelfIntroduction, InTheFuture])
def add_introduction(store: Writing, new: IntroductionCreate) -> Shown:
    """Note that somebody named somebody."""
    return service.add(store, new)


@introductions.get("/introductions/tree", IntroductionTree)
def get_introduction_tree(store: Reading) -> Shown:
    """Get the tree of who led to whom, and which branches are alive."""
    return service.tree(store)


@introductions.get("/introductions/{introduction_id}", IntroductionRead)
def get_introduction(store: Reading, introduction_id: str) -> Shown:
    """Get an introduction, with the steps that are legal now."""
    return service.show(store, introduction_id)


@introductions.patch("/introductions/{introduction_id}", IntroductionRead)
def change_introduction(store: Writing, introduction_id: str, changed: IntroductionUpdate, match: IfMatch) -> Shown:
    """Change an introduction."""
    return service.change(store, introduction_id, changed, match)


@introductions.delete("/introductions/{introduction_id}")
def delete_introduction(store: Writing, introduction_id: str, match: IfMatch) -> None:
    """Put an introduction into the bin, where it can be restored for 30 days."""
    return service.remove(store, introduction_id, match)


@introductions.post("/introductions/{introduction_id}/restore", IntroductionRead)
def restore_introduction(store: Writing, introduction_id: str) -> Shown:
    """Take an introduction out of the bin."""
    return service.restore(store, introduction_id)


@introductions.post("/introductions/{introduction_id}/ask-for", IntroductionRead, refuses=[*STEP, DoNotContact])
def ask_for_introduction(store: Writing, introduction_id: str, asked: AskForCreate, match: IfMatch) -> Shown:
    """Record that you asked for the introduction."""
    return service.ask_for(store, introduction_id, asked, match)


@introductions.post("/introductions/{introduction_id}/make", IntroductionRead, refuses=STEP)
def make_introduction(store: Writing, introduction_id: str, asked: MakeCreate, match: IfMatch) -> Shown:
    """Record that you were introduced."""
    return service.make(store, introduction_id, asked, match)


@introductions.post("/introductions/{introduction_id}/meet", IntroductionRead, refuses=STEP)
def meet_introduced(store: Writing, introduction_id: str, asked: MeetCreate, match: IfMatch) -> Shown:
    """Record that you met outside a talk; a talk that was held says so by itself."""
    return service.meet(store, introduction_id, asked, match)


@introductions.post("/introductions/{introduction_id}/close-loop", IntroductionRead, refuses=STEP)
def close_loop(store: Writing, introduction_id: str, asked: CloseLoopCreate, match: IfMatch) -> Shown:
    """Record that you told the introducer how it went."""
    return service.close_loop(store, introduction_id, asked, match)


@introductions.post("/introductions/{introduction_id}/take-back", IntroductionRead, refuses=[IllegalStep, ContactInBin])
def take_back_step(store: Writing, introduction_id: str, match: IfMatch) -> Shown:
    """Take the last step back, as if it had not been noted."""
    return service.take_back(store, introduction_id, match)
