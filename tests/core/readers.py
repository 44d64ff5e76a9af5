"""What tests have a process of its own do."""

import os
from typing import Any


def loud(data: bytes) -> dict[str, Any]:
    return {"said": data.decode().upper(), "secret": os.environ.get("HALFHOUR_SECRET_KEY")}


def refuse(_data: bytes) -> None:
    raise ValueError("This is not a calendar.")


def never_end(_data: bytes) -> None:
    while True:
        pass


def eat(_data: bytes) -> int:
    return len([bytes(2**20) for _ in range(100_000)])


def die(_data: bytes) -> None:
    os._exit(0)
