"""
One look by one person: what a page asks of several rooms, told to the ledger in one commit before it is shown.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast

from gateway.domain.audit import AuditEntry, Event
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question, Rules
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.desk import Desk

A = TypeVar("A")

TOLD_TOGETHER: Final = frozenset(
    {
        Event.BARRINGS_READ,
        Event.CONVERSATION_READ,
        Event.DEADLINES_LISTED,
        Event.DEPUTYSHIPS_READ,
        Event.EXTRACT_READ,
        Event.PERMIT_READ,
        Event.PROJECTS_LISTED,
        Event.PROJECT_READ,
        Event.REQUESTS_LISTED,
        Event.REQUEST_READ,
        Event.ROLES_READ,
    }
)
"""With these nothing is written but their own line. Every other one is committed where it happens."""


_STORES: Final = frozenset(
    {
        "access_requests",
        "barrings",
        "deputyships",
        "extracts",
        "papers",
        "people",
        "permits",
        "projects",
        "reminders",
        "reviews",
        "workspaces",
    }
)


@contextmanager
def looking(desk: Desk) -> Iterator[Desk]:
    """
    A desk for one look: one moment, each thing read and each question asked once, and told at the end, each thing once.

    The lines are written however the look ends, as the rooms that were asked one by one would have left them. Raises
    NeighbourUnavailable where they cannot be: what cannot be told is not shown. It lasts no longer than the look, so
    that nothing in it grows old.
    """
    seen: dict[AuditEntry, None] = {}
    read: dict[str, Any] = {}
    try:
        yield replace(
            desk,
            open_work=lambda: cast(UnitOfWork, _Seeing(desk.open_work(), seen, read)),
            rules=_AskedOnce(desk.rules),
            clock=_OneMoment(desk.clock.now()),
        )
    finally:
        if seen:
            with desk.open_work() as work:
                work.commit(*seen)


class _Seeing:
    """A unit of work as it is; but a line that tells of a look alone waits until the look is over."""

    def __init__(self, work: UnitOfWork, seen: dict[AuditEntry, None], read: dict[str, Any]) -> None:
        self._work = work
        self._seen = seen
        self._read = read

    def __enter__(self) -> Self:
        self._work.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._work, name)
        return _ReadOnce(found, name, self._read) if name in _STORES else found

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> None:
        """At once where anything but looking is told."""
        entries = (entry, *more)
        if all(one.event in TOLD_TOGETHER for one in entries):
            self._seen |= dict.fromkeys(entries)
        else:
            self._read.clear()
            self._work.commit(*entries)


@dataclass(frozen=True, slots=True)
class _ReadOnce:
    """A store whose values are read once, whichever room asks for them: the whole look sees the same ones."""

    _store: Any
    _name: str
    _read: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._store, name)
        if name not in {"find", "get", "page"}:
            return asked

        def once(*which: Any, **where: Any) -> Any:
            known = repr((self._name, name, which, sorted(where.items())))
            if known not in self._read:
                self._read[known] = asked(*which, **where)
            return self._read[known]

        return once


@dataclass(frozen=True, slots=True)
class _AskedOnce:
    """The rules: the same facts have the same ruling, and several rooms tell the same ones."""

    rules: Rules
    _answers: dict[str, Any] = field(default_factory=dict, init=False)

    @property
    def engine(self) -> str:
        """As it is."""
        return self.rules.engine

    @property
    def policy_digest(self) -> str:
        """As it is."""
        return self.rules.policy_digest

    @property
    def release(self) -> int:
        """As it is."""
        return self.rules.release

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The ruling; a silence is not kept, and asked about again."""
        return self._once(lambda: self.rules.ask(question, facts), question.value, facts)

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """The rulings, likewise."""
        return self._once(lambda: self.rules.each(facts, matters), facts, matters)

    def _once(self, asking: Callable[[], A], *told: object) -> A:
        known = json.dumps(told, sort_keys=True)
        if known not in self._answers:
            self._answers[known] = asking()
        return cast(A, self._answers[known])


@dataclass(frozen=True, slots=True)
class _OneMoment:
    """A look sees one day: no part of it is of tomorrow."""

    at: datetime

    def now(self) -> datetime:
        """That one."""
        return self.at
