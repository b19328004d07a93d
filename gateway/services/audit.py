"""Audit: read the ledger, verify it against its signed heads, trace the chain of papers behind a permit."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from gateway.domain import bodies
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import FIRST, AuditEntry, Event, LedgerLine
from gateway.domain.chain import Trace, named_by, signed_on, trace
from gateway.domain.errors import Invalid, LedgerBroken, Misconfigured, NotFound
from gateway.domain.heads import Lost, against, lost_after
from gateway.domain.replay import Replay
from gateway.ports.rules import Question, Rules
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.desk import Desk
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, every place that does not hold, and what restores say that they lost."""

    lines: int
    heads: int
    papers: int
    faults: tuple[str, ...]
    lost: tuple[str, ...] = ()


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
        walk = _Walk(work, self.desk.trust)
        heads = self.desk.heads.all()
        faults = [*walk.faults(), *against(heads, walk.digests, walk.lost, self.desk.trust)]
        return Verification(
            lines=len(walk.digests),
            heads=len(heads),
            papers=walk.papers,
            faults=tuple(faults),
            lost=tuple(map(str, walk.lost)),
        )

    def rulings(self, work: UnitOfWork) -> Iterator[SignedPaper]:
        """Every ruling that was kept, the refusals too, in the order of the ledger; one that cannot be read is not."""
        for line in work.ledger.lines():
            for digest in line.entry.papers:
                with suppress(NotFound, LedgerBroken):
                    paper = work.papers.get(digest)
                    if paper.kind is Kind.RULING:
                        yield paper

    def replayed(self, paper: SignedPaper, rules: Rules) -> Replay:
        """
        The facts on a ruling's paper, told to these rules again. Nothing is written: it decides nothing.

        Raises Invalid (no-ruling) for a paper of another kind, NeighbourUnavailable where the rules do not answer.
        """
        if paper.kind is not Kind.RULING:
            raise Invalid("This paper is no ruling.", where="ruling", reason="no-ruling")
        try:
            question = Question(paper.body["question"])
        except ValueError:
            raise Invalid("These rules have no such question.", where="question", reason="no-ruling") from None
        return Replay.of(paper, rules.ask(question, paper.body["facts"]))

    def chain(self, permit: str, *, by: Actor) -> tuple[Trace, Sequence[SignedPaper]]:
        """The chain behind a permit and after it, checked, with its papers. Raises NotFound."""
        with self.desk.act("trace", by=by, on=permit) as act:
            found = act.work.permits.get(permit)
            request = act.work.access_requests.get(found.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            traced, papers = self.traced(act.work, permit)
            because = ("chain-broken",) if traced.faults else ()
            act.work.commit(act.entry(Event.CHAIN_TRACED, because=because))
        return traced, papers

    def papers(self, permit: str, *, by: Actor) -> Sequence[SignedPaper]:
        """
        Every paper of the chain as it was signed, exact counts included: for whoever may read those.

        Raises NotFound, Refused. A paper that cannot be read any more is not among them.
        """
        with self.desk.act("read-attrition", by=by, on=permit) as act:
            found = act.work.permits.get(permit)
            request = act.work.access_requests.get(found.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            _, papers = self.traced(act.work, permit)
            act.work.commit(act.entry(Event.CHAIN_TRACED))
        return papers

    def traced(self, work: UnitOfWork, permit: str) -> tuple[Trace, Sequence[SignedPaper]]:
        """
        The tracing itself, without a verb around it: from the permit back to the approval and on to the receipt.

        A paper that cannot be read as it was written is a fault, and the tracing goes on. Raises NotFound.
        """
        broken: list[str] = []
        papers = self._gathered(work, permit, broken)
        traced = trace(papers, self.desk.trust)
        return replace(traced, faults=(*broken, *traced.faults)), papers

    def _gathered(self, work: UnitOfWork, permit: str, broken: list[str]) -> Sequence[SignedPaper]:
        found = work.permits.get(permit)
        # Also what the permit rests on: a permit that cannot be read any more does not hide what came before it.
        starts = [found.paper, found.follows, *found.rests_on]
        for extension in found.extensions:
            starts += [extension.paper, extension.answer.paper if extension.answer else None]
        starts += [found.revocation.paper] if found.revocation else []
        for extract in work.extracts.find(permit=permit):
            starts += extract.rulings
            starts += [extract.order, extract.manifest, extract.delivery_order, extract.confirmation, extract.receipt]
        for workspace in work.workspaces.find(permit=permit):
            starts += [*workspace.orders, workspace.certificate]
        papers: dict[Digest, SignedPaper] = {}
        waiting = [digest for digest in starts if digest is not None]
        while waiting:
            digest = waiting.pop()
            if digest not in papers:
                try:
                    papers[digest] = work.papers.get(digest)
                except NotFound:
                    continue
                except LedgerBroken as changed:
                    broken.extend(f"{place}." for place in changed.places if f"{place}." not in broken)
                    continue
                waiting.extend(named_by(papers[digest]))
        return list(papers.values())

    def keep_head(self) -> LedgerLine | None:
        """Sign where the ledger stands and keep it apart; called at each receipt, backup and clean stop."""
        now = self.desk.clock.now()
        with self.desk.open_work() as work:
            head = work.ledger.head()
        if head is not None:
            body = bodies.ledger_head(sequence=head.sequence, digest=head.digest, at=now)
            self.desk.heads.keep(self.desk.key.sign(Kind.LEDGER_HEAD, body), sequence=head.sequence)
        return head

    def same_house(self) -> None:
        """
        Raises LedgerBroken where heads were signed and the ledger has no line: this is not the store of this house.

        An empty store appears where a disk was not mounted, or a name is misspelt. To begin anew, put the heads away.
        """
        with self.desk.open_work() as work:
            if work.ledger.head() is None and self.desk.heads.newest() is not None:
                raise LedgerBroken(["there are signed heads and not one line: this is not the store that they tell of"])

    def same_parameters(self) -> None:
        """
        A line for each change of the controllers' parameters since the house last stood, its papers kept.

        Raises Misconfigured for parameters older than those the house has worked by, or of another line of changes.
        """
        changes = [signed.signatures() for signed in self.desk.parameters.changes]
        with self.desk.open_work() as work:
            last = work.ledger.last(Event.PARAMETERS_CHANGED)
            told = [tuple(paper.digest for paper in papers) for papers in changes]
            if last is not None and last.entry.papers not in told:
                raise Misconfigured("The controllers' parameters are older than those this house has worked by.")
            news = changes[told.index(last.entry.papers) + 1 :] if last is not None else changes
            entries = [self._parameters_changed(work, papers) for papers in news]
            if entries:
                work.commit(entries[0], *entries[1:])

    def restored(self) -> Lost | None:
        """
        A line that tells of a restore, and of the lines that heads kept apart know and the backup did not hold.

        Raises LedgerBroken, and writes nothing, where the ledger is at odds with the heads in any other way.
        """
        with self.desk.open_work() as work:
            walk, heads = _Walk(work, self.desk.trust), self.desk.heads.all()
            faults = list(walk.faults())
        end = max(walk.digests, default=-1)
        behind = lost_after(end, heads, self.desk.trust, now=self.desk.clock.now())
        known = [*walk.lost, *([behind] if behind else [])]
        faults += against(heads, walk.digests, known, self.desk.trust)
        if faults:
            raise LedgerBroken(faults)
        self.tell(Event.HOUSE_RESTORED, because=behind.because() if behind else ())
        return behind

    def tell(self, event: Event, *, by: Actor = HOUSE, because: Sequence[str] = ()) -> None:
        """A line for what is no verb: the house opened, the house closed."""
        now = self.desk.clock.now()
        act_as = tuple(role.value for role in by.roles)
        entry = AuditEntry(at=now, actor=by.id, acting_as=act_as, event=event, subject="house", because=tuple(because))
        with self.desk.open_work() as work:
            work.commit(entry)

    def _parameters_changed(self, work: UnitOfWork, papers: Sequence[SignedPaper]) -> AuditEntry:
        for paper in papers:
            work.papers.add(paper)
        return AuditEntry(
            at=self.desk.clock.now(),
            actor=HOUSE.id,
            acting_as=tuple(role.value for role in HOUSE.roles),
            event=Event.PARAMETERS_CHANGED,
            subject=str(papers[0].body["controller"]),
            papers=tuple(paper.digest for paper in papers),
        )


class _Walk:
    """
    One pass over the ledger. `digests`: by sequence, the digest of each line that is there; None of a broken one.

    `lost`: what restores tell of.
    """

    def __init__(self, work: UnitOfWork, trust: TrustFile) -> None:
        self._work = work
        self._trust = trust
        self.digests: dict[int, Digest | None] = {}
        self.lost: list[Lost] = []
        self.papers = 0

    def faults(self) -> Sequence[str]:
        found: list[str] = []
        after = -1
        while True:
            try:
                for line in self._work.ledger.lines(after=after):
                    found.extend(self._line(line, place=after + 1))
                    self.digests[line.sequence] = line.digest
                    lost = Lost.of(line.entry)
                    if lost is not None:
                        self.lost.append(lost)
                    after = line.sequence
                return found
            except LedgerBroken as broken:
                # One line is unreadable; what follows it is looked at all the same.
                found.extend(f"{place}." for place in broken.places if f"{place}." not in found)
                after += 1
                self.digests[after] = None

    def _line(self, line: LedgerLine, *, place: int) -> Iterator[str]:
        before = self.digests.get(place - 1, FIRST)
        if line.sequence != place:
            yield f"line {place} is missing: line {line.sequence} stands in its place."
        elif before not in {line.previous, None}:
            yield f"line {line.sequence} does not follow the line before it."
        if line.digest != LedgerLine.digest_for(sequence=line.sequence, previous=line.previous, entry=line.entry):
            yield f"line {line.sequence} was changed after it was written."
        for digest in line.entry.papers:
            self.papers += 1
            try:
                paper = self._work.papers.get(digest)
                self._trust.verify(paper, on=signed_on(paper) or line.entry.at.date())
            except (NotFound, LedgerBroken, PaperError) as broken:
                yield f"line {line.sequence} tells of the paper {digest}, and it does not hold: {broken.sentence}"
