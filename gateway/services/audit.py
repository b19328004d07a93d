"""Audit: read the ledger, verify it against its signed heads, trace the chain of papers behind a permit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.domain import bodies
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import FIRST, AuditEntry, Event, LedgerLine
from gateway.domain.chain import Trace, named_by, trace
from gateway.domain.errors import LedgerBroken, NotFound
from gateway.ports.clock import swedish_day
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.desk import Desk
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, Kind, SignedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and every place that does not hold."""

    lines: int
    heads: int
    papers: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRoom:
    """Reads everything about what was done, changes nothing, sees no row."""

    desk: Desk

    def read(self, *, after: int, limit: int, by: Actor) -> Sequence[LedgerLine]:
        """Lines of the ledger in order; the looking is a line of its own."""
        with self.desk.act("read-ledger", by=by, on="ledger") as act:
            act.may()
            lines = list(act.work.ledger.lines(after=after, limit=limit))
            act.work.commit(act.entry(Event.LEDGER_READ))
        return lines

    def verify(self, *, by: Actor) -> Verification:
        """
        Walk the ledger from its first line and hold it against every signed head.

        What was written after the newest head can be cut without trace: only heads protect.
        """
        with self.desk.act("verify", by=by, on="ledger") as act:
            act.may()
            verification = self.examine(act.work)
            because = ("ledger-broken",) if verification.faults else ()
            act.work.commit(act.entry(Event.LEDGER_VERIFIED, because=because))
        return verification

    def examine(self, work: UnitOfWork) -> Verification:
        """The walk itself, without a verb around it: for whoever opens a house that is not running."""
        walk = _Walk(work)
        faults = [*walk.faults(), *self._heads_against(walk.digests)]
        heads = len(self.desk.heads.all())
        return Verification(lines=len(walk.digests), heads=heads, papers=walk.papers, faults=tuple(faults))

    def chain(self, permit: str, *, by: Actor) -> tuple[Trace, Sequence[SignedPaper]]:
        """The chain behind a permit and after it, checked, with its papers. Raises NotFound, LedgerBroken."""
        with self.desk.act("trace", by=by, on=permit) as act:
            found = act.work.permits.get(permit)
            request = act.work.access_requests.get(found.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            papers = self.papers_of(act.work, permit)
            traced = trace(papers, self.desk.trust)
            because = ("chain-broken",) if traced.faults else ()
            act.work.commit(act.entry(Event.CHAIN_TRACED, because=because))
        return traced, papers

    def papers_of(self, work: UnitOfWork, permit: str) -> Sequence[SignedPaper]:
        """Every paper from the permit back to the approval and on to the receipt. Raises NotFound, LedgerBroken."""
        found = work.permits.get(permit)
        starts = [found.paper]
        for extract in work.extracts.find(permit=permit):
            starts += [extract.order, extract.manifest, extract.delivery_order, extract.confirmation, extract.receipt]
        papers: dict[Digest, SignedPaper] = {}
        waiting = [digest for digest in starts if digest is not None]
        while waiting:
            digest = waiting.pop()
            if digest not in papers:
                try:
                    papers[digest] = work.papers.get(digest)
                except NotFound:
                    continue
                waiting.extend(named_by(papers[digest]))
        return list(papers.values())

    def keep_head(self, *, by: Actor = HOUSE) -> None:
        """Sign where the ledger stands and keep it apart; called at each receipt and at a clean stop."""
        now = self.desk.clock.now()
        with self.desk.open_work() as work:
            head = work.ledger.head()
        if head is not None:
            body = bodies.ledger_head(sequence=head.sequence, digest=head.digest, at=now)
            self.desk.heads.keep(self.desk.key.sign(Kind.LEDGER_HEAD, body), sequence=head.sequence)

    def tell(self, event: Event, *, by: Actor = HOUSE) -> None:
        """A line for what is no verb: the house opened, the house closed."""
        now = self.desk.clock.now()
        act_as = tuple(role.value for role in by.roles)
        entry = AuditEntry(at=now, actor=by.id, acting_as=act_as, event=event, subject="house")
        with self.desk.open_work() as work:
            work.commit(entry)

    def _heads_against(self, digests: Sequence[Digest]) -> Iterator[str]:
        for raw in self.desk.heads.all():
            try:
                paper = SignedPaper.from_json(raw)
                sequence, digest = int(paper.body["sequence"]), str(paper.body["digest"])
                self.desk.trust.verify(paper, on=swedish_day(self.desk.clock.now()))
            except (PaperError, KeyError, TypeError, ValueError) as broken:
                sentence = broken.sentence if isinstance(broken, PaperError) else "it is no head of a ledger."
                yield f"a signed head does not hold: {sentence}"
                continue
            if sequence >= len(digests):
                last = len(digests) - 1
                yield f"the ledger ends at line {last}; a signed head stands at line {sequence}: it was cut."
            elif digests[sequence] != digest:
                yield f"line {sequence} is not the line that was signed as head."


class _Walk:
    """One pass over the ledger; `digests` are the digests as they must be, in order."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.digests: list[Digest] = []
        self.papers = 0

    def faults(self) -> Sequence[str]:
        found: list[str] = []
        previous = FIRST
        for place, line in enumerate(self._work.ledger.lines()):
            found.extend(self._line(place, line, previous))
            previous = line.digest
            self.digests.append(line.digest)
        return found

    def _line(self, place: int, line: LedgerLine, previous: Digest) -> Iterator[str]:
        if line.sequence != place:
            yield f"line {place} is missing: line {line.sequence} stands in its place."
        if line.previous != previous:
            yield f"line {line.sequence} does not follow the line before it."
        if line.digest != LedgerLine.digest_for(sequence=line.sequence, previous=line.previous, entry=line.entry):
            yield f"line {line.sequence} was changed after it was written."
        for digest in line.entry.papers:
            self.papers += 1
            try:
                self._work.papers.get(digest)
            except (NotFound, LedgerBroken) as broken:
                yield f"line {line.sequence} tells of the paper {digest}, and it does not hold: {broken.sentence}"
