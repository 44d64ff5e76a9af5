"""Refusals by name, answered as problem details (RFC 9457).

Raise a subclass of `Refusal`: its class name is the code, the first line of its docstring the title, and the
message says what one can do. One shape serves every refusal of the API.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

import orjson
from starlette.responses import Response


class FieldError(NamedTuple):
    """What is wrong with one value: a JSON pointer (RFC 6901) as a URI fragment, the fault, and how to mend it."""

    pointer: str
    message: str
    mend: str


class Refusal(Exception):
    """The request can't be carried out."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refusal"
    title: ClassVar[str] = "The request can't be carried out."
    headers: Mapping[str, str] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        cls.title = (cls.__doc__ or cls.__name__).strip().splitlines()[0]

    def __init__(self, detail: str = "", *, errors: Sequence[FieldError] = (), **extensions: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = list(errors)
        self.extensions = extensions

    def problem(self) -> dict[str, Any]:
        """The answer's body, as JSON-ready values."""
        return {
            "type": f"/docs/problems#{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": [error._asdict() for error in self.errors],
            **self.extensions,
        }

    def response(self) -> Response:
        return Response(
            orjson.dumps(self.problem()),
            self.status,
            headers=dict(self.headers),
            media_type="application/problem+json",
        )


class NotFound(Refusal):
    """There is no such thing."""

    status = 404

    def __init__(self, detail: str = "Nothing is kept at this address, or it isn't yours.") -> None:
        super().__init__(detail)


class MethodNotAllowed(Refusal):
    """This address does not take that method."""

    status = 405


class NotAcceptedType(Refusal):
    """The body's media type can't be read."""

    status = 415


class TooLarge(Refusal):
    """The body is too large."""

    status = 413


class Invalid(Refusal):
    """Some values can't be accepted."""

    status = 422

    @classmethod
    def field(cls, pointer: str, message: str, mend: str) -> "Invalid":
        """One wrong value of the body, e.g. `Invalid.field("/email", …)`."""
        return cls(f"{pointer.lstrip('/')}: {message}", errors=[FieldError("#" + pointer, message, mend)])


class BadRequest(Refusal):
    """The request can't be understood."""

    status = 400


class Unauthorized(Refusal):
    """Sign in first."""

    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="halfhour"'}

    def __init__(self, detail: str = "Sign in, or send a valid token as `Authorization: Bearer hh_…`.") -> None:
        super().__init__(detail)


class Forbidden(Refusal):
    """That is not allowed here."""

    status = 403


class MissingScope(Forbidden):
    """The token lacks a scope."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"This needs the scope {scope}. Make a token that has it.", scope=scope)
        self.headers = {"WWW-Authenticate": f'Bearer realm="halfhour", error="insufficient_scope", scope="{scope}"'}


class SessionOnly(Forbidden):
    """A token can't do this."""

    def __init__(self) -> None:
        super().__init__("Sign in with your password to do this: tokens never may.")


class CrossSite(Forbidden):
    """The request comes from another site."""


class PreconditionRequired(Refusal):
    """Say which version you are changing."""

    status = 428

    def __init__(self) -> None:
        super().__init__("Send If-Match with the ETag that you last read, so that nobody's change is overwritten.")


class Stale(Refusal):
    """It was changed meanwhile."""

    status = 412

    def __init__(self, current: int) -> None:
        super().__init__("Read it again, compare, and send your change with the new ETag.", current_version=current)


class AlreadyThere(Refusal):
    """It exists already."""


class IdTaken(AlreadyThere):
    """Something of yours has this id."""

    def __init__(self) -> None:
        super().__init__("Read what is there: it may be what you sent before. For something else, make another id.")


class IdempotencyKeyReused(Refusal):
    """This Idempotency-Key was used for another request."""

    status = 422


class TooMany(Refusal):
    """Too many requests."""

    status = 429

    def __init__(self, detail: str, retry_after: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail, retry_after=retry_after)
        self.headers = {"Retry-After": str(retry_after), **(headers or {})}


class Unavailable(Refusal):
    """Try again in a moment."""

    status = 503
    headers: Mapping[str, str] = {"Retry-After": "1"}


class StorageFull(Unavailable):
    """The disk is full."""

    headers: Mapping[str, str] = {"Retry-After": "60"}


THERE = "Something with the same key exists already."
FULL = "The disk is full. Nothing was changed; reading still works."
BUSY = "The database is busy. Try again in a moment."


class ServerError(Refusal):
    """Something went wrong on our side."""

    status = 500


def other_method(taken: Iterable[str]) -> MethodNotAllowed:
    """The refusal of a method where others are taken, with the Allow that it must have (RFC 9110, section 15.5.6)."""
    allow = ", ".join(sorted(taken))
    refusal = MethodNotAllowed(f"This address takes {allow}.")
    refusal.headers = {"Allow": allow}
    return refusal


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """All named refusals there are, by code: what the page of problems lists."""
    found = {kind.code: kind}
    for child in kind.__subclasses__():
        found |= {each.code: each for each in every_refusal(child)}
    return [found[code] for code in sorted(found)]
