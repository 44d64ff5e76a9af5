"""Read what strangers wrote in a process of its own, which can be killed: parsers that never end, or eat all memory,
hurt nobody else.

`apart("halfhour.exchange.vcard:read", data)` runs that function on the bytes and gives what it returns, which must be
JSON. It starts a fresh interpreter (a third of a second), so it is for files and answers of servers, not for requests
that come by the hundred.
"""

import contextlib
import importlib
import os
import subprocess
import sys
from typing import Any

import orjson

CPU_SECONDS = 4
MEMORY = 512 * 2**20
MOST_OUT = 64 * 2**20
_WALL = 4  # times the CPU time: a busy machine may take that long


class TooCostly(Exception):
    """Reading it took more time or memory than anything honest does."""


class Unreadable(Exception):
    """It is not what it says it is; the message says why, in words for a person."""


def apart(function: str, data: bytes, *, cpu_seconds: int = CPU_SECONDS, memory: int = MEMORY) -> Any:
    """What `function` ("module:name", bytes in, JSON values out) makes of the bytes.

    Raises:
        TooCostly: it was killed
        Unreadable: it raised ValueError, whose message this carries
    """
    # only what Python needs: a file must not be able to find out a secret of the server's environment
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-B", "-m", "halfhour.core.apart", function, str(cpu_seconds), str(memory)]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and module
            command, input=data, capture_output=True, env=environment, timeout=cpu_seconds * _WALL, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooCostly from None
    if done.returncode != 0 or len(done.stdout) > MOST_OUT:
        raise TooCostly
    kind, value = orjson.loads(done.stdout)
    if kind == "refused":
        raise Unreadable(value)
    return value


def _main() -> None:
    function, cpu_seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _limit(cpu_seconds, memory)
    module, _, name = function.partition(":")
    answer: tuple[str, Any]
    try:
        answer = ("read", getattr(importlib.import_module(module), name)(sys.stdin.buffer.read()))
    except ValueError as error:
        answer = ("refused", str(error))
    sys.stdout.buffer.write(orjson.dumps(answer))


def _limit(cpu_seconds: int, memory: int) -> None:
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return  # the caller's clock still ends us
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    _main()
