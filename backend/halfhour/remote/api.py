"""Calls of the public API: retried where that is safe, refused in words."""

import json
import random
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import httpx

from .. import __version__
from .contract import BASE
from .failed import CODES, OTHER, SIGN_IN, USAGE, Failed
from .place import Place

TRIES = 5
WAIT_MOST = 60.0
"""Seconds that are waited at the most because a server asks for it; when it asks for more, that is said instead."""
SECONDS = httpx.Timeout(60, connect=10)

Json = dict[str, Any]


class Api:
    """One server, asked as one person."""

    def __init__(self, place: Place, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.server = place.server
        self._sleep = sleep
        headers = {"User-Agent": f"halfhour/{__version__}", "Accept": "application/json, application/problem+json, */*"}
        if place.token:
            if not place.token.isascii() or not place.token.isprintable():
                raise Failed("The token has letters that no token has. Copy it again.", USAGE)
            headers["Authorization"] = f"Bearer {place.token}"
        # No redirect is followed: the token is for this server alone. Without TLS there are no authorities to load.
        secure = place.server.startswith("https:")
        self.client = httpx.Client(base_url=place.server + BASE, headers=headers, timeout=SECONDS, verify=secure)

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The answer, which is a success.

        `path` stands below the API's base. A POST gets an Idempotency-Key, so that it can be sent again safely. What is
        refused for now (429, 503) is sent again when the server says so; what got lost on the way, when that changes
        nothing twice.

        Raises:
            Failed
        """
        request = self._request(method, path, **given)
        safe = method in ("get", "post")
        for left in reversed(range(TRIES)):
            try:
                answer = self.client.send(request)
            except httpx.ConnectError as fault:
                raise Failed(f"There is no server at {self.server}: {_words(fault)}.") from fault
            except httpx.TransportError as fault:
                if not (safe and left):
                    raise Failed(f"The connection to {self.server} broke: {_words(fault)}.") from fault
                self._pause(TRIES - left)
            else:
                if answer.status_code not in (429, 503) or not left or not self._told_to_wait(answer, TRIES - left):
                    return self._success(answer)
            request = self._request(method, path, key=request.headers.get("Idempotency-Key"), **given)
        raise AssertionError  # the last try has either answered or failed

    def data(self, method: str, path: str, **given: Any) -> Json:
        """The answer's JSON, always an object.

        Raises:
            Failed: also where something else answers with what is none, such as the sign-in page of a hotel.
        """
        return self.parsed(self.call(method, path, **given))

    def parsed(self, answer: httpx.Response) -> Json:
        """The JSON of an answer, which is an object.

        Raises:
            Failed
        """
        try:
            found = json.loads(answer.content)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Failed(f"What answers at {self.server} is not Halfhour's API.")
        return found

    def read(self, path: str, **params: Any) -> Json:
        return self.data("get", path, params=params)

    def pages(self, path: str, params: Json, most: int | None) -> Iterator[Json]:
        """The pages of a list, until `most` items are there; None: all of them."""
        taken = 0
        while True:
            size = 200 if most is None else min(200, most - taken)
            page = self.read(path, **params, limit=size)
            if not isinstance(page.get("items"), list):
                raise Failed(f"What answers at {self.server} is not Halfhour's API.")
            yield page
            taken += len(page["items"])
            if page["next_cursor"] is None or (most is not None and taken >= most):
                return
            params = {**params, "cursor": page["next_cursor"]}

    def tag(self, path: str) -> str:
        """The ETag of what can be read there, for If-Match."""
        return str(self.call("get", path).headers.get("ETag", "*"))

    def download(self, path: str, file: BinaryIO, progress: Callable[[int, int | None], None], **params: Any) -> None:
        """Write what comes into a file as it comes; `progress` is told how many bytes are there, and of how many."""
        with self.client.stream("GET", path, params=params) as answer:
            if not answer.is_success:
                answer.read()
                self._success(answer)
            length = answer.headers.get("Content-Length")
            total = int(length) if length and "Content-Encoding" not in answer.headers else None
            there = 0
            try:
                for chunk in answer.iter_bytes():
                    file.write(chunk)
                    there += len(chunk)
                    progress(there, total)
            except httpx.TransportError as fault:
                raise Failed(f"The download broke off after {there} bytes: {_words(fault)}.") from fault

    def _request(self, method: str, path: str, *, key: str | None = None, **given: Any) -> httpx.Request:
        headers = dict(given.pop("headers", {}))
        if hasattr(given.get("content"), "seek"):  # a file, maybe sent before
            given["content"].seek(0)
        if method == "post":
            headers["Idempotency-Key"] = key or str(uuid.uuid4())
        return self.client.build_request(method.upper(), path, headers=headers, **given)

    def _pause(self, tried: int) -> None:
        self._sleep(min(2.0**tried, 15) * (0.5 + random.random() / 2))  # noqa: S311  # only so that clients part

    def _told_to_wait(self, answer: httpx.Response, tried: int) -> bool:
        """Wait as long as the server says; False if that is too long to sit there."""
        told = answer.headers.get("Retry-After", "")
        if not told.isdigit():
            self._pause(tried)
            return True
        if float(told) > WAIT_MOST:
            return False
        self._sleep(float(told))
        return True

    def _success(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success or answer.status_code == 304:
            return answer
        if answer.is_redirect:
            where = answer.headers.get("Location", "another address")
            raise Failed(f"{self.server} sends everybody on to {where}. Give that server's address if you trust it.")
        raise refusal(answer)


def refusal(answer: httpx.Response) -> Failed:
    """What a refusal says, in words for somebody at a terminal."""
    code = CODES.get(answer.status_code, OTHER)
    try:
        problem = json.loads(answer.content)
        words = str(problem["detail"] or problem["title"])
    except (ValueError, KeyError, TypeError):
        return Failed(f"The server answered {answer.status_code} without a reason. Is it Halfhour?", code)
    if answer.status_code == 401:
        words = f"{problem.get('title', '')} {SIGN_IN}".strip()
    elif answer.status_code == 412:
        words = "It was changed since you looked, or by somebody else just now. Look at it again, then repeat this."
    elif answer.status_code in (429, 503) and (told := answer.headers.get("Retry-After")):
        words += f" Try again in {told} seconds."
    return Failed(words, code, problem)


def _words(fault: Exception) -> str:
    """The system's words for it, or at least its name."""
    return str(fault).rstrip(".") or type(fault).__name__
