"""Log lines: one event each, with the request's id and without personal data.

What an exception says may hold a name, an address or a text (a database quotes the row it refuses), so
a line holds where it happened and its kind, and its words only while debugging.
"""

import contextvars
import json
import logging
import os
import time
import traceback
from functools import lru_cache
from types import TracebackType
from typing import Any

current_request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")

# What no line of ours shows need not be found out for each.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging.logAsyncioTasks = False  # type: ignore[attr-defined]
_ENCODER = json.JSONEncoder(default=str, ensure_ascii=True)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Fields of every record, and those in which Django hands over the request itself.
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "request",
    "server_time",
    "status_code",
    "sql",
    "params",
}

FORMATTERS: dict[str, dict[str, Any]] = {
    "json": {"()": "config.logs.JsonFormatter"},
    "text": {"()": "config.logs.TextFormatter"},
}


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in STANDARD}


def where_it_happened(problem: BaseException, *, words: bool) -> str:
    """The frames and the kind of an exception and of those that led to it; what they say only if asked."""
    chain: list[str] = []
    seen: BaseException | None = problem
    while seen is not None:
        lines = traceback.format_tb(seen.__traceback__)
        kind = f"{type(seen).__module__}.{type(seen).__qualname__}"
        chain.append("".join(lines) + (f"{kind}: {seen}" if words else kind))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\nwhile handling this:\n".join(reversed(chain))


def _shows_words() -> bool:
    return os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}


@lru_cache(maxsize=2)
def _second(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(moment))


class JsonFormatter(logging.Formatter):
    """`{"time": …, "level": …, "logger": …, "event": …}` and what the caller gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": _second(int(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if request := current_request_id.get():
            line["request"] = request
        line |= _extra(record)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _ENCODER.encode(line)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the name is logging's
        return where_it_happened(ei[1], words=_shows_words()) if ei[1] else ""


class TextFormatter(JsonFormatter):
    """The same for a terminal: one line, control characters shown and not obeyed; below it the trace."""

    def format(self, record: logging.LogRecord) -> str:
        extra = " ".join(f"{name}={value!r}" for name, value in _extra(record).items())
        event = record.getMessage().encode("unicode_escape").decode()
        time = self.formatTime(record, "%H:%M:%S")
        line = f"{time} {record.levelname:<7} {record.name}: {event} {extra}".rstrip()
        if request := current_request_id.get():
            line += f" request={request}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


access = logging.getLogger("resonanz.access")
REFUSED = frozenset({401, 403, 429})  # answers that whoever looks after the site may want to find


def note_request(method: str | None, route: str, status: int, seconds: float) -> None:
    """Write the one line that a request has: by its route, as a path can name a person or hold a token."""
    level = logging.WARNING if status in REFUSED else logging.INFO
    if not access.isEnabledFor(level):
        return
    # Every request writes this, so it does not ask for its caller, which logging looks for in the stack.
    line = logging.LogRecord(access.name, level, __file__, 0, "request", None, None)
    vars(line).update(method=method, route=route, status=status, ms=round(seconds * 1000, 1))
    access.handle(line)


def without_the_address(record: logging.LogRecord) -> bool:
    """Keep lines of Django that quote the requested path out of the log.

    A path can name a person or hold the token of a mailed link. Every request has its line in the access
    log, and one that failed has another with its trace.
    """
    if record.name.startswith("django.security"):
        record.msg, record.args = "request.refused", ()
        if record.exc_info and record.exc_info[0]:
            # A stranger's doing and no fault of ours: its kind says enough.
            record.problem, record.exc_info = record.exc_info[0].__name__, None
    return record.name != "django.request"
