"""The threads that do the database's work for the event loop.

One takes all of it as long as it keeps up: threads that share Python's lock spend more on handing it to each other than
most of our statements cost. Another joins when work has waited, so that one slow statement holds nobody up.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Result = TypeVar("Result")


_NONE: Any = object()


class _Job(NamedTuple):
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    act: Callable[..., Any]
    given: tuple[Any, ...]


class Hands:
    """At most so many threads, started when they are needed. `patience` is how long work may wait for a thread that is
    at it before another joins, in seconds; 0: not at all, as for a database that works for many at once."""

    def __init__(self, name: str, most: int, *, patience: float = 0) -> None:
        self._name = name
        self._most = most
        self._patience = patience
        self._lock = threading.Lock()
        self._jobs: deque[_Job | None] = deque()
        self._idle: list[threading.Lock] = []
        self._threads: list[threading.Thread] = []
        self._begun = 0
        self._watched = False
        self._closed = False
        self._done: deque[tuple[_Job, Any, BaseException | None]] = deque()
        self._told = False

    async def do(self, act: Callable[..., Result], *given: Any) -> Result:
        """What `act` gives, done by one of the threads."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        with self._lock:
            if self._closed:
                raise RuntimeError("these hands have been let go")
            self._jobs.append(_Job(loop, future, act, given))
            if not self._patience or len(self._idle) == len(self._threads):
                self._call_one()
            elif not self._watched:
                self._watched = True
                loop.call_later(self._patience, self._watch, loop, self._begun)
        return await future

    def close(self) -> None:
        """Let the threads end what they have begun."""
        with self._lock:
            self._closed = True
            self._jobs.extend([None] * len(self._threads))
            while self._idle:
                self._idle.pop().release()
        for thread in self._threads:
            thread.join()

    def _watch(self, loop: asyncio.AbstractEventLoop, begun: int) -> None:
        """Look whether work goes on; call another thread where it does not."""
        with self._lock:
            self._watched = bool(self._jobs)
            if self._watched and begun == self._begun:
                self._call_one()
        if self._watched:
            loop.call_later(self._patience, self._watch, loop, self._begun)

    def _call_one(self) -> None:
        """Wake or start a thread, if there is one more. The lock is held."""
        if self._idle:
            self._idle.pop().release()
        elif len(self._threads) < self._most:
            thread = threading.Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        bell = threading.Lock()
        bell.acquire()
        while True:
            with self._lock:
                job = self._jobs.popleft() if self._jobs else _NONE
                if job is _NONE:
                    self._idle.append(bell)
                self._begun += 1
            if job is _NONE:
                bell.acquire()  # until somebody rings
            elif job is None:
                return
            else:
                self._carry_out(job)
                del job

    def _carry_out(self, job: _Job) -> None:
        result = error = None
        try:
            result = job.act(*job.given)
        except BaseException as raised:  # noqa: BLE001  # it is handed to who waits for it
            error = raised
        self._done.append((job, result, error))
        if not self._told:
            self._told = True
            job.loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        """In the loop: hand over all that has been done since."""
        self._told = False
        while self._done:
            job, result, error = self._done.popleft()
            if job.future.done():  # nobody waits any more
                continue
            if error is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(error)
