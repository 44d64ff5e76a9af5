"""What comes to nothing, in words and as an exit code."""

from typing import Any

OTHER, USAGE, NOT_ALLOWED, NOT_FOUND, CONFLICT = 1, 2, 3, 4, 5
"""Exit codes. `USAGE` is also what the server refuses because of a value (422)."""
CODES = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOT_FOUND, 409: CONFLICT, 412: CONFLICT, 422: USAGE, 428: CONFLICT}
SIGN_IN = "Say `halfhour login`, or give a token with --token-stdin or HALFHOUR_TOKEN."


class Failed(Exception):
    """A call that came to nothing: in words, with the exit code that a script may look at."""

    def __init__(self, words: str, code: int = OTHER, problem: dict[str, Any] | None = None) -> None:
        super().__init__(words)
        self.code = code
        self.problem = problem or {}
