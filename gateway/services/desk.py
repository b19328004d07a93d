"""
The one way to act.

A verb runs inside `desk.act(...)`: it is asked about first (who may do what), it works on one unit of work, and
whatever ends it early (a refusal, a step that does not follow, a silent neighbour) leaves its own entry and nothing
else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from gateway.domain import bodies
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.errors import (
    Invalid,
    LedgerBroken,
    NeighbourUnavailable,
    Refused,
    RulesVoid,
    Stale,
    StepRefused,
)
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from gateway.ports.unit_of_work import UnitOfWork
from gateway.ports.watch import Step
from gateway.services.act import Act
from gateway.services.equipment import Equipment
from spark_jobs.papers.paper import Kind, SignedPaper

LATELY = 100
"""So many lines back the house looks before it tells the same trouble of the same subject again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Equipment):
    """The same one serves every room."""

    @contextmanager
    def act(self, verb: str, *, by: Actor, on: str) -> Iterator[Act]:
        """One verb by one actor on one subject, in one unit of work."""
        now, work = self.clock.now(), self.open_work()
        act = Act(desk=self, work=work, actor=by, verb=verb, subject=on, now=now, today=swedish_day(now))
        with self.watch.step(Step.VERB, verb=verb):
            # Noted once the work is closed: whoever holds one connection while waiting for a second may wait for ever.
            try:
                with work:
                    yield act
            except Refused as refused:
                self._note(act, Event.VERB_REFUSED, because=refused.because, ruling=self._kept(act, refused))
                raise
            except (StepRefused, Invalid, Stale, LedgerBroken) as refused:
                self._note(act, Event.VERB_REFUSED, because=_codes(refused))
                raise
            except RulesVoid as void:
                self._note(act, Event.NEIGHBOUR_SILENT, because=(void.neighbour, void.reason))
                raise
            except NeighbourUnavailable as silent:
                self._note(act, Event.NEIGHBOUR_SILENT, because=(silent.neighbour,))
                raise

    def _kept(self, act: Act, refused: Refused) -> SignedPaper | None:
        # Who may do what is asked at every turn, and its no is told by the entry alone: a caller who tries at random
        # must not fill the store with papers.
        if refused.facts is None or refused.ruling.question == Question.ACT.value:
            return None
        return self.key.sign(Kind.RULING, bodies.ruling(refused.ruling, about=(), facts=refused.facts))

    def _note(self, act: Act, event: Event, *, because: tuple[str, ...], ruling: SignedPaper | None = None) -> None:
        """Raises NeighbourUnavailable where the store is silent: a refusal that cannot be told is no answer either."""
        papers = (ruling,) if ruling else ()
        with self.open_work() as work:
            act.work = work
            entry = act.entry(event, because=because, papers=[paper.digest for paper in papers])
            if act.actor != HOUSE or not _told_lately(work, entry):
                for paper in papers:
                    work.papers.add(paper)
                work.commit(entry)


def _codes(refused: StepRefused | Invalid | Stale | LedgerBroken) -> tuple[str, ...]:
    match refused:
        case Invalid():
            return (refused.reason,)
        case _:
            return (refused.code,)


def _told_lately(work: UnitOfWork, entry: AuditEntry) -> bool:
    # The house tries again every second while a neighbour is silent. One line tells it; a thousand would bury the rest.
    head = work.ledger.head()
    lines = work.ledger.lines(after=head.sequence - LATELY) if head else ()
    about = [line.entry for line in lines if line.entry.subject == entry.subject]
    return bool(about) and replace(about[-1], at=entry.at) == entry
