"""
The lines for operators: one JSON object each, on standard error, in fields that are known and of their form.

What is not on the list is left out, whatever somebody hands in by accident; of a library's own line only the place in
the code is told, since its words may quote a parameter, a body or a row. Each plane has its own list of words.
"""

import logging
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from re import Pattern
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import EventDict

CODE: Final = re.compile(r"[a-z][a-z0-9_./-]{0,79}")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
SENTENCE: Final = re.compile(r"[A-Za-z][A-Za-z ,:'-]{0,119}")
HEX: Final = re.compile(r"[0-9a-f]{16,32}|[a-z]+-[0-9a-f]{1,32}")
PLACE: Final = re.compile(r"-|[A-Za-z0-9_.<> -]{1,80}:\d{1,6}")
MOMENT: Final = re.compile(r"[0-9T:.+Z-]{20,40}")

EVERYWHERE: Final[Mapping[str, Pattern[str]]] = {
    "time": MOMENT,
    "level": CODE,
    "event": SENTENCE,
    "component": NAME,
    "trace": HEX,
    "span": HEX,
    "at": PLACE,
    "code": CODE,
    "fault": NAME,
    "withheld": NAME,
}
"""The fields of every line, with the form of their text."""

LARGEST: Final = 10_000_000
"""A larger number may be somebody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    What the lines of one plane may hold beside what every line holds.

    `fields` are texts with their form; `numbers` are the fields that may hold a number, or yes or no. `component` is
    who speaks where nobody else is named.
    """

    component: str
    fields: Mapping[str, Pattern[str]]
    numbers: frozenset[str]

    def speak(self, *, level: int = logging.INFO) -> None:
        """From now on this process tells operators so what it does, its libraries' lines and faults included."""
        structlog.configure(
            logger_factory=self._named,
            wrapper_class=structlog.make_filtering_bound_logger(level),
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                _of_its_component,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
                _of_a_fault,
                self.only_known,
                structlog.processors.JSONRenderer(sort_keys=True),
            ],
        )
        logging.captureWarnings(capture=True)
        logging.basicConfig(level=logging.WARNING, handlers=[_Libraries()], force=True)
        sys.excepthook = self._unforeseen
        threading.excepthook = lambda told: self._unforeseen(told.exc_type, told.exc_value, told.exc_traceback)

    def only_known(self, _: object, __: str, line: MutableMapping[str, Any]) -> EventDict:
        """The line without what is not listed or not of its form; `withheld` names those fields, not their values."""
        said = {name: value for name, value in line.items() if value is not None}
        kept = {name: value for name, value in said.items() if self._is_fit(name, value)}
        left_out = sorted(said.keys() - kept.keys())
        if left_out:
            known = [name for name in left_out if NAME.fullmatch(name)]
            kept["withheld"] = ".".join(known)[:80] or "unnamed"
        return {"event": "withheld", **kept}

    def form(self, name: str) -> Pattern[str] | None:
        """Of the text of that field; None where it is unknown, or no text."""
        return EVERYWHERE.get(name) or self.fields.get(name)

    def _is_fit(self, name: str, value: object) -> bool:
        if name in self.numbers:
            return isinstance(value, int | float) and abs(value) < LARGEST
        form = self.form(name)
        return form is not None and isinstance(value, str) and form.fullmatch(value) is not None

    def _named(self, component: str | None = None, *_: object) -> "_Lines":
        return _Lines(component or self.component)

    def _unforeseen(self, kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        at = place(fault.with_traceback(trace)) if fault is not None else "-"
        structlog.get_logger(self.component).critical("ended unforeseen", fault=kind.__name__, at=at)


def place(fault: BaseException) -> str:
    """Where in the code it arose: file and line."""
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{at.tb_lineno}" if at else "-"


class _Libraries(logging.Handler):
    """A library's line, told by who said it and where; its words stay with it."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger(record.name if NAME.fullmatch(record.name) else "library")
        fault = record.exc_info[1] if record.exc_info else None
        told = {"fault": type(fault).__name__} if fault is not None else {}
        say = log.error if record.levelno >= logging.ERROR else log.warning
        say("a library said something", at=f"{record.filename}:{record.lineno}", **told)


class _Lines:
    """A component's logger: writes to standard error as it is when the line is told."""

    def __init__(self, component: str) -> None:
        self.component = component

    def _write(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg = log = _write


def _of_its_component(logger: Any, _: str, line: EventDict) -> EventDict:
    return {**line, "component": logger.component}


def _of_a_fault(_: object, __: str, line: EventDict) -> EventDict:
    """`exc_info` as the class and the place of the fault: its words may quote what it failed on."""
    told = line.pop("exc_info", None)
    fault = sys.exc_info()[1] if told is True else told
    if isinstance(fault, BaseException):
        line.setdefault("fault", type(fault).__name__)
        line.setdefault("at", place(fault))
    return line
