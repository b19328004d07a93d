"""
The lines for operators: one JSON object each, on standard error, in fields that are known and of their form.

What is not on the list is left out, whatever somebody hands in by accident; of a library's own line only the place in
the code is told, since its words may quote a parameter, a body or a row.
"""

import logging
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from re import Pattern
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import EventDict

CODE: Final = re.compile(r"[a-z][a-z0-9_./-]{0,79}")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
SENTENCE: Final = re.compile(r"[A-Za-z][A-Za-z ,:'-]{0,119}")
ROUTE: Final = re.compile(r"-|(/([a-z][a-z0-9-]*|\{[a-z_]+\})?)+")
HEX: Final = re.compile(r"[0-9a-f]{16,32}|[a-z]+-[0-9a-f]{1,32}")
PLACE: Final = re.compile(r"-|[A-Za-z0-9_.<> -]{1,80}:\d{1,6}")
MOMENT: Final = re.compile(r"[0-9T:.+Z-]{20,40}")

FIELDS: Final[Mapping[str, Pattern[str]]] = {
    "time": MOMENT,
    "level": CODE,
    "event": SENTENCE,
    "component": NAME,
    "trace": HEX,
    "span": HEX,
    "at": PLACE,
    "code": CODE,
    "fault": NAME,
    "method": re.compile(r"[A-Z]{3,7}"),
    "neighbour": CODE,
    "outcome": CODE,
    "question": CODE,
    "route": ROUTE,
    "verb": CODE,
    "withheld": NAME,
}
"""Every field with the form of its text. Numbers and yes or no are taken under NUMBERS alone."""

NUMBERS: Final = frozenset({"status", "seconds", "lines", "waiting"})
LARGEST: Final = 10_000_000
"""A larger number may be somebody\'s."""


def speak(*, level: int = logging.INFO) -> None:
    """From now on this process tells operators what it does in this form, its libraries' lines and faults included."""
    structlog.configure(
        logger_factory=_Lines,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _of_its_component,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _of_a_fault,
            only_known,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    )
    logging.captureWarnings(capture=True)
    logging.basicConfig(level=logging.WARNING, handlers=[Libraries()], force=True)
    sys.excepthook = _unforeseen
    threading.excepthook = lambda told: _unforeseen(told.exc_type, told.exc_value, told.exc_traceback)


def only_known(_: object, __: str, line: MutableMapping[str, Any]) -> EventDict:
    """The line without what is not on the list or not of its form; `withheld` names the fields, never their values."""
    said = {name: value for name, value in line.items() if value is not None}
    kept = {name: value for name, value in said.items() if _is_fit(name, value)}
    left_out = sorted(said.keys() - kept.keys())
    if left_out:
        known = [name for name in left_out if NAME.fullmatch(name)]
        kept["withheld"] = ".".join(known)[:80] or "unnamed"
    return {"event": "withheld", **kept}


def place(fault: BaseException) -> str:
    """Where in the code it arose: file and line."""
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{at.tb_lineno}" if at else "-"


class Libraries(logging.Handler):
    """A library's line, told by who said it and where; its words stay with it."""

    def emit(self, record: logging.LogRecord) -> None:
        """As one of ours."""
        log = structlog.get_logger(record.name if NAME.fullmatch(record.name) else "library")
        fault = record.exc_info[1] if record.exc_info else None
        told = {"fault": type(fault).__name__} if fault is not None else {}
        say = log.error if record.levelno >= logging.ERROR else log.warning
        say("a library said something", at=f"{record.filename}:{record.lineno}", **told)


class _Lines:
    """A component's logger: writes to standard error as it is when the line is told."""

    def __init__(self, component: str = "slussen", *_: object) -> None:
        self.component = component

    def _write(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg = log = _write


def _of_its_component(logger: object, _: str, line: EventDict) -> EventDict:
    return {**line, "component": getattr(logger, "component", "slussen")}


def _of_a_fault(_: object, __: str, line: EventDict) -> EventDict:
    """`exc_info` as the class and the place of the fault: its words may quote what it failed on."""
    told = line.pop("exc_info", None)
    fault = sys.exc_info()[1] if told is True else told
    if isinstance(fault, BaseException):
        line.setdefault("fault", type(fault).__name__)
        line.setdefault("at", place(fault))
    return line


def _unforeseen(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    at = place(fault.with_traceback(trace)) if fault is not None else "-"
    structlog.get_logger("slussen").critical("ended unforeseen", fault=kind.__name__, at=at)


def _is_fit(name: str, value: object) -> bool:
    if name in NUMBERS:
        return isinstance(value, int | float) and abs(value) < LARGEST
    form = FIELDS.get(name)
    return form is not None and isinstance(value, str) and form.fullmatch(value) is not None
