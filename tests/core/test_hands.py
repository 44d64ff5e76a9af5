"""The threads of the database's work: one as long as it keeps up, others when it doesn't, and nothing lost."""

import asyncio
import threading

import pytest

from halfhour.core.hands import Hands
from tests.conftest import awaited


def test_one_thread_does_all_of_what_is_quick() -> None:
    hands = Hands("test", 3, patience=5)

    async def many() -> list[str]:
        return await asyncio.gather(*(hands.do(lambda: threading.current_thread().name) for _ in range(200)))

    assert set(awaited(many)) == {"test-0"}
    hands.close()


def test_another_joins_when_one_is_held_up() -> None:
    hands, held = Hands("test", 2, patience=0.01), threading.Event()

    async def both() -> tuple[str, bool]:
        slow = asyncio.create_task(hands.do(held.wait, 20))
        quick = await asyncio.wait_for(hands.do(lambda: threading.current_thread().name), 10)
        held.set()
        return quick, await slow

    assert awaited(both) == ("test-1", True)
    hands.close()


def test_without_patience_work_waits_for_nobody() -> None:
    hands, together = Hands("test", 4), threading.Barrier(4)

    async def four() -> list[int]:
        return await asyncio.gather(*(hands.do(together.wait, 20) for _ in range(4)))

    assert sorted(awaited(four)) == [0, 1, 2, 3]
    hands.close()


def test_who_asked_gets_the_error_and_the_thread_goes_on() -> None:
    hands = Hands("test", 1)

    async def divided() -> float:
        with pytest.raises(ZeroDivisionError):
            await hands.do(lambda: 1 / 0)
        return await hands.do(lambda: 1 / 2)

    assert awaited(divided) == 0.5
    hands.close()


def test_what_was_begun_is_ended_and_nothing_is_begun_after() -> None:
    hands = Hands("test", 1)
    done: list[int] = []

    async def let_go_early() -> None:
        begun = [asyncio.create_task(hands.do(done.append, number)) for number in range(50)]
        await asyncio.sleep(0)
        hands.close()
        await asyncio.gather(*begun)
        with pytest.raises(RuntimeError):
            await hands.do(done.append, 51)

    awaited(let_go_early)
    assert done == list(range(50))
