"""What answers show of notes and attachments, and how they are listed."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from ..careers.models import Career
from ..contacts.models import Contact, Organization
from ..core.db import Json, table_of
from ..core.views import Listing, View, json_object
from ..interviews.models import Interview
from ..questions.models import Question
from .models import SUBJECT_IDS, Attachment, Note, Subject
from .schemas import AttachmentRead, NoteBrief, NoteRead

NOTE = table_of(Note)
ATTACHMENT = table_of(Attachment)
EXCERPT = 2000

_contact, _interview, _career = table_of(Contact), table_of(Interview), table_of(Career)
_organization, _question = table_of(Organization), table_of(Question)


class json_rows(FunctionElement[Any]):  # noqa: N801  # a function of SQL, written as one
    """JSON objects as one JSON array, in the order in which a subselect gives them; empty where there are none."""

    type = Json
    inherit_cache = True
    name = "json_rows"


@compiles(json_rows, "sqlite")
def _json_rows_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return f"json_group_array(json({compiler.process(element.clauses, **kw)}))"


@compiles(json_rows, "postgresql")
def _json_rows_postgres(element: Any, compiler: Any, **kw: Any) -> str:
    return f"coalesce(json_agg({compiler.process(element.clauses, **kw)}), '[]'::json)"


def _title(subject: Subject) -> ColumnElement[Any]:
    """The name of what a note is about."""
    own = {
        Subject.CONTACT: (_contact, _contact.c.full_name),
        Subject.CAREER: (_career, _career.c.title),
        Subject.ORGANIZATION: (_organization, _organization.c.name),
        Subject.QUESTION: (_question, func.substr(_question.c.text, 1, 300)),
    }
    id_ = NOTE.c[f"{subject.value}_id"]
    if subject is Subject.INTERVIEW:
        whose = and_(_contact.c.owner_id == _interview.c.owner_id, _contact.c.id == _interview.c.contact_id)
        named = select(_contact.c.full_name).select_from(_interview.join(_contact, whose))
        return (
            named.where(_interview.c.owner_id == NOTE.c.owner_id, _interview.c.id == id_)
            .correlate(NOTE)
            .scalar_subquery()
        )
    table, title = own[subject]
    return select(title).where(table.c.owner_id == NOTE.c.owner_id, table.c.id == id_).correlate(NOTE).scalar_subquery()


_about = json_object(
    literal("kind"),
    case(*((NOTE.c[f"{each.value}_id"].is_not(None), each.value) for each in Subject)),
    literal("id"),
    func.coalesce(*(NOTE.c[name] for name in SUBJECT_IDS)),
    literal("title"),
    case(*((NOTE.c[f"{each.value}_id"].is_not(None), _title(each)) for each in Subject)),
)
_in_order = (
    select(
        json_object(
            literal("id"), ATTACHMENT.c.id,
            literal("name"), ATTACHMENT.c.name,
            literal("media_type"), ATTACHMENT.c.media_type,
            literal("size"), ATTACHMENT.c.size,
        ).label("brief")
    )
    .where(
        ATTACHMENT.c.owner_id == NOTE.c.owner_id, ATTACHMENT.c.note_id == NOTE.c.id, ATTACHMENT.c.deleted_at.is_(None)
    )
    .order_by(ATTACHMENT.c.id)
    .correlate(NOTE)
    .subquery()
)  # fmt: skip
_fields: dict[str, ColumnElement[Any]] = {
    "kind": NOTE.c.purpose,
    "about": _about,
    "attachments": select(json_rows(_in_order.c.brief)).scalar_subquery(),
}

NOTES = View(Note, NoteRead, extra=_fields)
BRIEFS = View(
    Note,
    NoteBrief,
    extra={
        **_fields,
        "excerpt": func.substr(NOTE.c.body, 1, EXCERPT),
        "complete": func.length(NOTE.c.body) <= EXCERPT,
    },
)
ATTACHMENTS = View(Attachment, AttachmentRead)

NOTE_LIST = Listing(
    BRIEFS,
    sorts={"updated_at": NOTE.c.updated_at, "created_at": NOTE.c.created_at, "title": NOTE.c.title},
    default="-updated_at",
    filters={
        "kind": NOTE.c.purpose == bindparam("kind", type_=NOTE.c.purpose.type),
        **{name: NOTE.c[name] == bindparam(name, type_=NOTE.c[name].type) for name in SUBJECT_IDS},
    },
    searched=True,
)
ATTACHMENT_LIST = Listing(
    ATTACHMENTS,
    sorts={"created_at": ATTACHMENT.c.created_at},
    default="created_at",
    filters={"note_id": ATTACHMENT.c.note_id == bindparam("note_id")},
)
