"""Large batches, carried out by the worker; and files forgotten in time."""

from functools import partial

from ..core.store import Store
from ..core.worker import Errand, Handler
from . import account_service, progress, service


def commit(store: Store, _job_id: str, *, import_id: str) -> None:
    """All rows or none: a try that fails leaves nothing and is made again."""
    service.keep(store, import_id, partial(progress.tell, store.database, store.owner, import_id))


def undo(store: Store, _job_id: str, *, import_id: str) -> None:
    service.take_back(store, import_id, partial(progress.tell, store.database, store.owner, import_id))


def forget(store: Store, _job_id: str, *, import_id: str) -> None:
    service.forget(store, import_id)


def forget_account(store: Store, _job_id: str, *, account_import_id: str) -> None:
    account_service.forget(store, account_import_id)


HANDLERS: dict[str, Handler] = {
    "exchange.commit": commit,
    "exchange.undo": undo,
    "exchange.forget": forget,
    "exchange.forget_account": forget_account,
    "exchange.take_in": Errand(account_service.take_in),
}
