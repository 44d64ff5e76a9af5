"""The search index made anew from what it indexes: after a restore, and where `doctor` finds it out of step."""

from sqlalchemy import bindparam, exists, select, text

from . import search
from .db import Owned, Query, models, table_of
from .engine import Database
from .feed import owners
from .store import Store

_ENTRIES = Query(select(search.ENTRY.c.kind, search.ENTRY.c.id).where(search.ENTRY.c.owner_id == bindparam("owner_id")))
_SAME_WORDS = Query(text("INSERT INTO search_word(search_word) VALUES('rebuild')"))


def searched_models() -> list[type[Owned]]:
    return [model for model in models() if model.titled]


def kept_ids(model: type[Owned]) -> Query:
    """The ids of one owner's rows that search should find, oldest first."""
    table = table_of(model)
    statement = (
        select(table.c.id).where(table.c.owner_id == bindparam("owner_id")).order_by(table.c.updated_at, table.c.id)
    )
    if "deleted_at" in table.c:
        statement = statement.where(table.c.deleted_at.is_(None))
    if model.within:
        parent = next(key.referred_table for key in table.foreign_key_constraints if model.within in key.column_keys)
        hidden = exists().where(
            parent.c.owner_id == table.c.owner_id,
            parent.c.id == table.c[model.within],
            parent.c.deleted_at.is_not(None),
        )
        statement = statement.where(~hidden)
    return Query(statement)


def rebuild(database: Database) -> None:
    """Index everything anew, one owner at a time: each owner's index is whole before and after."""
    if database.sqlite:
        with database.writing() as connection:
            connection.run(_SAME_WORDS, {})
    for owner in owners(database):
        with database.writing(owner) as connection:
            store = Store(database, connection, owner)
            search.drop(connection, owner, [(kind, id_) for kind, id_ in store.rows(_ENTRIES)])
            for model in searched_models():
                for (id_,) in store.rows(kept_ids(model)):
                    store.reindex(model, id_)
