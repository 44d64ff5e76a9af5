"""The addresses of the profile and the criteria."""

from typing import Annotated

from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import criteria, service
from .rules import CriterionThere
from .schemas import CriterionCreate, CriterionQuery, CriterionRead, CriterionUpdate, ProfileRead, ProfileUpdate

profile = Routes("profile", about="What you know about yourself: what you leave, what you look for, where to.")
criteria_ = Routes("criteria", about="The values, skills and interests by which you judge careers.", scope="profile")


@profile.get("/profile", ProfileRead)
def get_profile(store: Reading) -> Shown:
    """Get your profile: empty, with version 0, before anything was written."""
    return service.show(store)


@profile.patch("/profile", ProfileRead)
def change_profile(store: Writing, changed: ProfileUpdate, match: IfMatch) -> Shown:
    """Change your profile; the first change writes it."""
    return service.change(store, changed, match)


@criteria_.get("/criteria", Page[CriterionRead])
def list_criteria(store: Reading, query: Annotated[CriterionQuery, Filters()]) -> Shown:
    """List criteria, the weightiest first."""
    return criteria.page(store, query)


@criteria_.post("/criteria", CriterionRead, status=201, refuses=[CriterionThere])
def add_criterion(store: Writing, new: CriterionCreate) -> Shown:
    """Add a criterion."""
    return criteria.add(store, new)


@criteria_.get("/criteria/{criterion_id}", CriterionRead)
def get_criterion(store: Reading, criterion_id: str) -> Shown:
    """Get a criterion."""
    return criteria.show(store, criterion_id)


@criteria_.patch("/criteria/{criterion_id}", CriterionRead, refuses=[CriterionThere])
def change_criterion(store: Writing, criterion_id: str, changed: CriterionUpdate, match: IfMatch) -> Shown:
    """Change a criterion."""
    return criteria.change(store, criterion_id, changed, match)


@criteria_.delete("/criteria/{criterion_id}")
def delete_criterion(store: Writing, criterion_id: str, match: IfMatch) -> None:
    """Put a criterion into the bin, where it can be restored for 30 days."""
    return criteria.remove(store, criterion_id, match)


@criteria_.post("/criteria/{criterion_id}/restore", CriterionRead, refuses=[CriterionThere])
def restore_criterion(store: Writing, criterion_id: str) -> Shown:
    """Take a criterion out of the bin."""
    return criteria.restore(store, criterion_id)


ROUTES = [profile, criteria_]
