"""What answers show of templates and milestones, and how they are listed."""

from sqlalchemy import String, bindparam, cast, select

from ..core.db import Query, table_of
from ..core.views import Listing, View
from .models import Milestone, Template, TemplateTaken
from .schemas import MilestoneRead, TemplateRead

TEMPLATE = table_of(Template)
TAKEN = table_of(TemplateTaken)
MILESTONE = table_of(Milestone)

TEMPLATES = View(Template, TemplateRead)
TEMPLATE_LIST = Listing(
    TEMPLATES,
    sorts={
        "created_at": TEMPLATE.c.created_at,
        "updated_at": TEMPLATE.c.updated_at,
        "name": TEMPLATE.c.sort_name,
    },
    default="created_at",
    filters={name: TEMPLATE.c[name] == bindparam(name, type_=TEMPLATE.c[name].type) for name in ("purpose", "channel")},
)
TAKEN_KEYS = Query(select(TAKEN.c.key).where(TAKEN.c.owner_id == bindparam("owner_id")))

MILESTONES = View(Milestone, MilestoneRead)
MILESTONE_LIST = Listing(
    MILESTONES,
    sorts={"happened_on": cast(MILESTONE.c.happened_on, String)},
    default="-happened_on",
    filters={"contact_id": MILESTONE.c.contact_id == bindparam("contact_id")},
).of("contact_id")
