"""Speaking JSON with another system: every way in which that goes wrong becomes a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import orjson

from ...core.clock import clock
from ...core.gate import NotAllowed
from .seam import Gone, Later, Refused, Rejected, Trouble

if TYPE_CHECKING:
    import httpx

    from ...core.settings import Settings

SECONDS = 15.0
MOST = 2 * 2**20
QUOTED = 300
_NO_KEY = "Make a new key there and enter it here."


class Line:
    """A line to one server with one key. A connector is a line that knows what to say."""

    name = ""

    def __init__(self, settings: Settings, base_url: str, key: str) -> None:
        from ...core.outbound import Outside

        self.base_url = base_url
        self._key = key
        headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        self._client = Outside(settings.reach_private, seconds=SECONDS, most=MOST, headers=headers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def call(
        self, method: str, path: str, *, json: Mapping[str, Any] | None = None, params: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The answer's JSON object.

        Raises:
            Refused, Rejected, Gone, Later
        """
        from ...core.outbound import BROKEN, TooMuch, say

        body = orjson.dumps(json) if json is not None else None
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            answer = self._client.request(method, self.base_url + path, content=body, params=params, headers=headers)
        except NotAllowed as error:
            advice = "Use the address at which everybody reaches it; whoever hosts Halfhour can allow private ones."
            raise Refused(str(error), advice) from error
        except TooMuch as error:
            raise Later(say(error), f"Check that {self.name} answers at this address.") from error
        except BROKEN as error:
            raise Later(say(error), "It is tried again by itself. If it stays so, check the address.") from error
        found = _object(answer)
        trouble = self.trouble(answer, found or {})
        if trouble is not None:
            raise trouble
        if found is None:
            raise Later(
                f"What answered does not speak as {self.name} does.", f"Check that {self.name} is at this address."
            )
        return found

    def trouble(self, answer: httpx.Response, found: dict[str, Any]) -> Trouble | None:
        """What an answer refuses, if it does."""
        status = answer.status_code
        if answer.is_success:
            return None
        if status == 401:
            return Refused(f"{self.name} does not accept the key.", _NO_KEY)
        if status == 403:
            advice = self.permission(found) or "Give the key there the right to read and write people, tasks and notes."
            return Refused(f"The key may not do this in {self.name}.", advice)
        if status in (404, 410):
            return Gone(f"It is not in {self.name} any more.", "Press push to add it again, or unchoose them.")
        if status == 429:
            advice = "Halfhour waits as long as it was asked to, and goes on by itself."
            return Later(f"{self.name} asks for patience: too many requests.", advice, _wait(answer))
        if status == 408 or status >= 500:
            advice = "Halfhour tries again by itself. There is nothing to do unless it stays so."
            return Later(f"{self.name} has trouble of its own just now ({status}).", advice, _wait(answer))
        if status < 400:
            advice = "Enter the address at which it answers itself, starting with https."
            return Refused(f"The address leads on to another one, where {self.name} may be.", advice)
        return self.rejected(found, status)

    def rejected(self, found: dict[str, Any], status: int) -> Rejected:
        """What a refusal of one row says, in a sentence."""
        said = self.quote(self.reason(found)).rstrip(".")
        told = f"{self.name} did not take it: {said}." if said else f"{self.name} did not take it ({status})."
        return Rejected(told, self.remedy(found))

    def permission(self, found: dict[str, Any]) -> str:  # noqa: ARG002  # for those who say
        """Which right is missing, if the refusal says."""
        return ""

    def reason(self, found: dict[str, Any]) -> str:
        """What a refusal says."""
        return str(found.get("message") or "")

    def remedy(self, found: dict[str, Any]) -> str:  # noqa: ARG002  # for those who say
        """What to do about a refusal."""
        return "Mend it here or there, and press push; or switch that field off."

    def quote(self, text: str) -> str:
        """Words of theirs, short, on one line, and without our key."""
        plain = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text.replace(self._key, "…")).strip()
        return plain if len(plain) <= QUOTED else plain[: QUOTED - 1] + "…"

    def lost(self, what: str) -> Later:
        """An answer that lacks what it must have."""
        return Later(f"{self.name} answered without {what}.", f"Check that {self.name} is at this address.")

    def id_of(self, found: Any) -> str:
        """The id of a row in an answer."""
        id_ = found.get("id") if isinstance(found, dict) else None
        if isinstance(id_, bool) or not isinstance(id_, (str, int)) or not re.fullmatch(r"[\w-]{1,200}", str(id_)):
            raise self.lost("an id")
        return str(id_)


def _object(answer: httpx.Response) -> dict[str, Any] | None:
    with suppress(orjson.JSONDecodeError):
        found = orjson.loads(answer.content or b"{}")
        if isinstance(found, dict):
            return found
    return None


def _wait(answer: httpx.Response) -> timedelta | None:
    """Retry-After (RFC 9110, section 10.2.3): seconds, or a date."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return timedelta(seconds=min(int(told[:9]), 10**6))
    with suppress(ValueError, TypeError):
        at = parsedate_to_datetime(told)
        return max((at if at.tzinfo else at.replace(tzinfo=UTC)) - clock.now(), timedelta(seconds=1))
    return None


def instant(at: datetime) -> str:
    """RFC 3339 in UTC to the second, as it is sent."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def read_instant(told: Any) -> str | None:
    """An instant of theirs in our form: text with an offset, or milliseconds since 1970."""
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(told, str) and told.isdigit():
            told = int(told)
        if isinstance(told, int) and not isinstance(told, bool):
            return instant(datetime.fromtimestamp(told / 1000, UTC))
        if isinstance(told, str) and told:
            at = datetime.fromisoformat(told)
            return instant(at if at.tzinfo else at.replace(tzinfo=UTC))
    return None


def text_of(told: Any) -> str | None:
    """Text of theirs; None for none, and for what is no text."""
    if isinstance(told, bool) or not isinstance(told, (str, int, float)):
        return None
    return str(told)[:100_000].replace("\0", "") or None
