"""Ledger: what the house itself tells and signs there, beside the verbs of its rooms; and that it is still the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.domain import bodies
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import AuditEntry, Event, LedgerLine
from gateway.domain.errors import LedgerBroken, Misconfigured
from gateway.domain.heads import Lost, against, lost_after
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.desk import Desk
from gateway.services.verification import Walk
from spark_jobs.papers.paper import Kind, SignedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRoom:
    """No verb of anybody's is here: it is opened, restored and closed by whoever runs the house."""

    desk: Desk

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
            walk, heads = Walk(work, self.desk.trust), self.desk.heads.all()
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
            controllers=(str(papers[0].body["controller"]),),
        )
