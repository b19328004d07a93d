"""
What the ledger is asked: who saw or did what, in which project, with whose data, when.

A question is kept as codes in the entry that it leaves, so that it can be read there and asked again. What a line is
found by (its marks) stands beside the chain, and never in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self

from gateway.domain.audit import LOOKS, AuditEntry, Event
from gateway.domain.day import swedish_day
from gateway.domain.errors import Invalid


class Way(StrEnum):
    """Whether somebody looked at something, or did something."""

    SAW = "saw"
    DID = "did"


LONGEST = 300
"""So much of a name is looked up by."""

Mark = tuple[str, str]
"""By what a line is found, and its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Everything that is named must hold of a line; both days are inside. Nothing named finds every line."""

    subject: str | None = None
    project: str | None = None
    actor: str | None = None
    dataset: str | None = None
    controller: str | None = None
    event: Event | None = None
    verb: str | None = None
    way: Way | None = None
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (dates-order)."""
        if self.first and self.last and self.last < self.first:
            raise Invalid("The period ends before it begins.", where="until", reason="dates-order")

    def marks(self) -> tuple[Mark, ...]:
        """What a line must be found by; what few lines have stands first."""
        named = (field.name for field in fields(self) if field.name not in PERIOD)
        return tuple((name, plain(str(value))) for name in named if (value := getattr(self, name)) is not None)

    def finds(self, entry: AuditEntry) -> bool:
        """Whether the entry answers it."""
        day = swedish_day(entry.at)
        inside = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return inside and set(self.marks()) <= set(marks_of(entry))

    def codes(self) -> tuple[str, ...]:
        """As the entry of whoever asked tells it."""
        days = [(name, day.isoformat()) for name in PERIOD if (day := getattr(self, name)) is not None]
        return tuple(f"{name}:{value}" for name, value in (*self.marks(), *days))

    @classmethod
    def of_codes(cls, codes: Sequence[str]) -> Self:
        """The question behind its codes; codes of other things are passed over."""
        told = dict(code.split(":", 1) for code in codes if ":" in code)
        known = {field.name for field in fields(cls)}
        return cls(**{name: _READ.get(name, str)(value) for name, value in told.items() if name in known})


PERIOD = ("first", "last")
_READ: Mapping[str, Any] = {"event": Event, "way": Way, "first": date.fromisoformat, "last": date.fromisoformat}


def marks_of(entry: AuditEntry) -> tuple[Mark, ...]:
    """By what the entry is found: what it tells itself, and the datasets and controllers that it was about."""
    way = Way.SAW if entry.event in LOOKS else Way.DID
    own = {
        "subject": entry.subject,
        "project": entry.project,
        "actor": entry.actor,
        "event": entry.event.value,
        "verb": entry.verb,
        "way": way.value,
    }
    about = [("dataset", name) for name in entry.datasets] + [("controller", name) for name in entry.controllers]
    told = (*((name, value) for name, value in own.items() if value is not None), *about)
    return tuple((name, plain(value)) for name, value in told)


def plain(value: str) -> str:
    """What a store can look up by: a name that somebody made as long as they pleased must not stop what they do."""
    return value.replace("\0", "\ufffd")[:LONGEST]
