"""Structured logs, one JSON object a line, without personal data."""

import logging
import sys
from datetime import UTC, datetime

import orjson

# We show none of these, and each costs a request something.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging._srcfile = None  # noqa: SLF001  # the documented way to skip looking for the caller
_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "color_message"}


class JsonLines(logging.Formatter):
    """Time, level, logger, message and what was given as `extra`; line breaks can't forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info:
            kind, _, _ = record.exc_info
            line["error"] = kind.__name__ if kind else ""
            line["trace"] = _places(record)
        return orjson.dumps(line, default=str).decode(errors="replace")


def _places(record: logging.LogRecord) -> list[str]:
    """Where it went wrong: files and lines, never values, which may be a person's."""
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def set_up(level: str) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore"):  # they tell whole addresses, and people are looked up by their e-mail address
        logging.getLogger(chatty).setLevel(logging.WARNING)
