"""Files on their way, with a bar for whoever waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from ..core.visible import visible
from .failed import USAGE, Failed


@contextmanager
def bar(words: str, *, bytes_too: bool = True) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, gone when it is done; shown only to a person."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    how_far = DownloadColumn() if bytes_too else MofNCompleteColumn()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), how_far, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(visible(words), total=None)

        def moved(done: int, total: int | None) -> None:
            progress.update(task, completed=done, total=total)

        yield moved


class Watched:
    """A file that tells how far it has been read; else as the file is."""

    def __init__(self, file: BinaryIO, size: int, moved: Callable[[int, int | None], None]) -> None:
        self._file, self._size, self._moved = file, size, moved

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self._moved(self._file.tell(), self._size)
        return found

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def sending(path: Path) -> Iterator[Any]:
    """A file to send.

    Raises:
        Failed: it can't be read.
    """
    try:
        file = path.open("rb")
    except OSError as fault:
        raise Failed(f"{path} can't be read: {fault.strerror}.", USAGE) from fault
    with file, bar(f"Sending {path.name}") as moved:
        yield Watched(file, path.stat().st_size, moved)


@contextmanager
def receiving(path: Path) -> Iterator[tuple[Any, Callable[[int, int | None], None]]]:
    """Where to write what comes. The file is there only when all of it came, and for its owner alone.

    Raises:
        Failed: it can't be written there.
    """
    try:
        file = NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}-", delete=False)  # noqa: SIM115
    except OSError as fault:
        raise Failed(f"{path} can't be written: {fault.strerror}.", USAGE) from fault
    try:
        with file, bar(f"Receiving {path.name}") as moved:
            yield file, moved
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
