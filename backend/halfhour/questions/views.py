"""What answers show of the bank, and how it is listed and counted."""

from sqlalchemy import Boolean, bindparam, case, exists, func, select

from ..core.db import Query, table_of
from ..core.views import Listing, View, json_list
from .models import Category, Question, QuestionTag, StarterTaken
from .schemas import QuestionRead

QUESTION = table_of(Question)
TAG = table_of(QuestionTag)
TAKEN = table_of(StarterTaken)

_tags = (
    select(json_list(TAG.c.tag))
    .where(TAG.c.owner_id == QUESTION.c.owner_id, TAG.c.question_id == QUESTION.c.id)
    .correlate(QUESTION)
    .scalar_subquery()
)
_in_talk_order = case(
    {category.value: place for place, category in enumerate(Category)}, value=QUESTION.c.category, else_=len(Category)
)
"""Categories in the order of a talk, which is not that of the alphabet."""

QUESTIONS = View(Question, QuestionRead, extra={"tags": _tags})

QUESTION_LIST = Listing(
    QUESTIONS,
    sorts={
        "updated_at": QUESTION.c.updated_at,
        "created_at": QUESTION.c.created_at,
        "category": _in_talk_order,
        "text": QUESTION.c.sort_text,
        "times_asked": QUESTION.c.times_asked,
    },
    default="-updated_at",
    filters={
        "category": QUESTION.c.category == bindparam("category", type_=QUESTION.c.category.type),
        "tag": exists().where(
            TAG.c.owner_id == QUESTION.c.owner_id, TAG.c.question_id == QUESTION.c.id, TAG.c.tag == bindparam("tag")
        ),
        "asked": (QUESTION.c.times_asked > 0) == bindparam("asked", type_=Boolean()),
    },
    searched=True,
)

BY_CATEGORY = Query(
    select(QUESTION.c.category, func.count())
    .where(QUESTION.c.owner_id == bindparam("owner_id"), QUESTION.c.deleted_at.is_(None))
    .group_by(QUESTION.c.category)
    .order_by(QUESTION.c.category)
)
BY_TAG = Query(
    select(TAG.c.tag, func.count())
    .join(QUESTION, (QUESTION.c.owner_id == TAG.c.owner_id) & (QUESTION.c.id == TAG.c.question_id))
    .where(TAG.c.owner_id == bindparam("owner_id"), QUESTION.c.deleted_at.is_(None))
    .group_by(TAG.c.tag)
    .order_by(func.count().desc(), TAG.c.tag)
    .limit(200)
)
TAKEN_KEYS = Query(select(TAKEN.c.key).where(TAKEN.c.owner_id == bindparam("owner_id")))
