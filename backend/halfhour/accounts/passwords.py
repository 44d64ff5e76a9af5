"""Passwords: Argon2id in two threads of its own, and the one function that says whether a password is right.

Each hash takes 19 MiB; in a shared pool of many threads a flood of sign-ins would take it many times over and starve
everybody's requests (OWASP Password Storage Cheat Sheet for the parameters).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..core.engine import Database
from . import attempts, rules, strength

Result = TypeVar("Result")

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_pool = ThreadPoolExecutor(2, "password")


async def in_own_threads(act: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Run a verb that hashes, out of the way of everything else; at most two of them run at once."""
    return await asyncio.get_running_loop().run_in_executor(_pool, partial(act, *args, **kwargs))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(strength.plain_form(password))


@cache
def _nobodys() -> str:
    """Verified in place of an account that does not exist, so that the answer takes as long."""
    return hashed("the password of nobody")


class Right(NamedTuple):
    """A right password: the attempt to `forgive`, and its hash by today's parameters if the kept one is weaker."""

    claims: list[str]
    stronger: str | None


def check(database: Database, password: str, kept: str | None, *, account: str, address: str) -> Right:
    """Whether the password is that of the hash; None stands for an account that does not exist.

    Every way to try a password comes through here, so the limits on guessing sit here too. `account` is the e-mail key.

    Raises:
        TooManyGuesses, WrongPassword
    """
    claims = attempts.claim(database, account=account, address=address)
    plain = strength.plain_form(password)
    try:
        _hasher.verify(kept or _nobodys(), plain)
    except (VerificationError, InvalidHashError):
        raise rules.WrongPassword from None
    if kept is None:
        raise rules.WrongPassword
    return Right(claims, _hasher.hash(plain) if _hasher.check_needs_rehash(kept) else None)
