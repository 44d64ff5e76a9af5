"""The addresses of letters, their templates, what warms up, and introductions."""

from typing import Annotated

from ..contacts.rules import InTheFuture
from ..contacts.schemas import ActivityRead
from ..core.routes import Filters, IfMatch, Reading, Routes, Writing
from ..core.schemas import Page
from ..core.views import Shown
from . import letters, service, warming
from .introduction_routes import introductions
from .rules import AskBelongsToTalk, NoAddress
from .schemas import (
    EmailDraft,
    EmailFile,
    LetterCreate,
    MilestoneCreate,
    MilestoneQuery,
    MilestoneRead,
    MilestoneUpdate,
    Placeholders,
    RenderRead,
    RenderRequest,
    TemplateCreate,
    TemplateQuery,
    TemplateRead,
    TemplateStarterResult,
    TemplateStarterTake,
    TemplateUpdate,
    WarmUpRead,
)

templates = Routes("templates", about="Letters to begin from, filled in for each person.", scope="outreach")
outreach = Routes("outreach", about="Letters that you send yourself, and their record.")
warming_up = Routes("warm-up", about="Becoming known to somebody before you ask.", scope="contacts")


@templates.get("/templates", Page[TemplateRead])
def list_templates(store: Reading, query: Annotated[TemplateQuery, Filters()]) -> Shown:
    """List templates."""
    return service.page(store, query)


@templates.post("/templates", TemplateRead, status=201)
def add_template(store: Writing, new: TemplateCreate) -> Shown:
    """Add a template. A name in braces that there is not is refused, with those that there are."""
    return service.add(store, new)


@templates.get("/templates/placeholders", Placeholders)
def list_placeholders(store: Reading) -> Shown:  # noqa: ARG001  # opened to know who asks
    """List the names that a template may use, and how long a letter may be."""
    return service.placeholders()


@templates.post("/templates/starter", TemplateStarterResult)
def take_starter_templates(store: Writing, asked: TemplateStarterTake | None = None) -> Shown:
    """Copy the starter letters. What was taken before is left as it is now: edited, or deleted."""
    return service.take_starter(store, asked)


@templates.get("/templates/{template_id}", TemplateRead)
def get_template(store: Reading, template_id: str) -> Shown:
    """Get a template."""
    return service.show(store, template_id)


@templates.patch("/templates/{template_id}", TemplateRead)
def change_template(store: Writing, template_id: str, changed: TemplateUpdate, match: IfMatch) -> Shown:
    """Change a template."""
    return service.change(store, template_id, changed, match)


@templates.delete("/templates/{template_id}")
def delete_template(store: Writing, template_id: str, match: IfMatch) -> None:
    """Put a template into the bin, where it can be restored for 30 days."""
    return service.remove(store, template_id, match)


@templates.post("/templates/{template_id}/restore", TemplateRead)
def restore_template(store: Writing, template_id: str) -> Shown:
    """Take a template out of the bin."""
    return service.restore(store, template_id)


@templates.post("/templates/{template_id}/render", RenderRead)
def render_template(store: Reading, template_id: str, asked: RenderRequest) -> Shown:
    """Write a letter to one person from a template. What can't be filled in is named; nothing is kept or sent."""
    return letters.render(store, template_id, asked)


@outreach.post("/outreach/letters", ActivityRead, status=201, refuses=[AskBelongsToTalk, InTheFuture])
def record_letter(store: Writing, new: LetterCreate) -> Shown:
    """Record a letter that you have sent: it stands on the contact's timeline with its words."""
    return letters.record(store, new)


@outreach.post("/outreach/eml", EmailFile, refuses=[NoAddress])
def draft_email(store: Reading, asked: EmailDraft) -> Shown:
    """Make a file that your mail program opens as a message to look at and send."""
    return letters.draft(store, asked)


@warming_up.get("/contacts/{contact_id}/warm-up", WarmUpRead)
def get_warm_up(store: Reading, contact_id: str) -> Shown:
    """Get how well a contact knows of you, and what to do before you ask."""
    return warming.warm_up(store, contact_id)


@warming_up.get("/contacts/{contact_id}/milestones", Page[MilestoneRead])
def list_milestones(store: Reading, contact_id: str, query: Annotated[MilestoneQuery, Filters()]) -> Shown:
    """List a contact's milestones, newest first."""
    return warming.page(store, contact_id, query)


@warming_up.post("/contacts/{contact_id}/milestones", MilestoneRead, status=201)
def add_milestone(store: Writing, contact_id: str, new: MilestoneCreate) -> Shown:
    """Note a milestone of a contact."""
    return warming.add(store, contact_id, new)


@warming_up.get("/contacts/{contact_id}/milestones/{milestone_id}", MilestoneRead)
def get_milestone(store: Reading, contact_id: str, milestone_id: str) -> Shown:
    """Get a milestone."""
    return warming.show(store, contact_id, milestone_id)


@warming_up.patch("/contacts/{contact_id}/milestones/{milestone_id}", MilestoneRead)
def change_milestone(
    store: Writing, contact_id: str, milestone_id: str, changed: MilestoneUpdate, match: IfMatch
) -> Shown:
    """Change a milestone."""
    return warming.change(store, contact_id, milestone_id, changed, match)


@warming_up.delete("/contacts/{contact_id}/milestones/{milestone_id}")
def delete_milestone(store: Writing, contact_id: str, milestone_id: str, match: IfMatch) -> None:
    """Put a milestone into the bin."""
    return warming.remove(store, contact_id, milestone_id, match)


@warming_up.post("/contacts/{contact_id}/milestones/{milestone_id}/restore", MilestoneRead)
def restore_milestone(store: Writing, contact_id: str, milestone_id: str) -> Shown:
    """Take a milestone out of the bin."""
    return warming.restore(store, contact_id, milestone_id)


ROUTES = [templates, outreach, warming_up, introductions]
