"""FastAPI's and Starlette's own refusals, in the one shape that all of ours have."""

from collections.abc import Callable, Coroutine
from typing import Any, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .errors import BadRequest, MethodNotAllowed, NotFound, Refusal, ServerError, TooLarge
from .validation import explain_all

_BY_STATUS: dict[int, type[Refusal]] = {413: TooLarge, 400: BadRequest}


async def _refused(_request: Request, error: Exception) -> Response:
    return cast(Refusal, error).response()


async def _invalid(_request: Request, error: Exception) -> Response:
    return explain_all(list(cast(RequestValidationError, error).errors())).response()


async def _http(_request: Request, error: Exception) -> Response:
    given = cast(HTTPException, error)
    if given.status_code == 404:
        return NotFound().response()
    if given.status_code == 405:
        refusal = MethodNotAllowed("Use one of the methods that Allow names.")
        refusal.headers = given.headers or {}
        return refusal.response()
    kind = _BY_STATUS.get(given.status_code, ServerError if given.status_code >= 500 else BadRequest)
    return kind(str(given.detail)).response()


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Refusal: _refused,
    RequestValidationError: _invalid,
    HTTPException: _http,
}
"""For `FastAPI(exception_handlers=…)`."""
