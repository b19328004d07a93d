"""Audit: read the ledger, verify it against its signed heads, trace the chain of papers behind a permit."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from gateway.domain import bodies
from gateway.domain.actor import Actor
from gateway.domain.audit import Event, LedgerLine
from gateway.domain.chain import Trace, named_by, trace
from gateway.domain.errors import Invalid, LedgerBroken, NotFound
from gateway.domain.exporting import Form, header, written
from gateway.domain.heads import read_head
from gateway.domain.permit import Permit
from gateway.domain.replay import Replay
from gateway.domain.sought import Sought
from gateway.ports.rules import Question, Rules
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.verification import STEP, Verification, held_to_account, verified
from gateway.words.events import entry_told
from gateway.words.language import Language
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, Kind, SignedPaper

EVERYTHING = Sought()
PIECE = 500
"""So many lines of an export are held at a time."""

MANY = 1_000_000
"""More lines than one permit ever has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Lines that answer a question, and the place of the line in which it stands that it was asked."""

    asked: int
    lines: Sequence[LedgerLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    Everything there is of one permit: its chain of papers, and the lines about it with what is wrong with each.

    `head` is the last place that a signed head protects, or None: what follows it can be cut without trace. `next` is
    the place after which to go on where there are more lines, or None.
    """

    trace: Trace
    papers: Sequence[SignedPaper]
    lines: Sequence[tuple[LedgerLine, Sequence[str]]]
    head: int | None
    next: int | None

    @property
    def faults(self) -> Sequence[str]:
        """Of papers and of lines."""
        return [*self.trace.faults, *dict.fromkeys(fault for _, faults in self.lines for fault in faults)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """
    Lines written down for somebody else: the signed note that tells what they are, and the bytes, piece by piece.

    `asked` is the line of the ledger that tells of it.
    """

    asked: int
    form: Form
    note: SignedPaper
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRoom:
    """Reads everything about what was done, changes nothing, sees no row."""

    desk: Desk

    def read(
        self, sought: Sought = EVERYTHING, *, asked: int | None = None, after: int = -1, limit: int, by: Actor
    ) -> Answer:
        """
        At most `limit` lines that answer the question, in order, beginning after `after`; the asking is a line itself.

        They are answered as the ledger stood when it was asked: `asked` of an earlier answer goes on with that question
        and leaves no line of its own. Raises NotFound where that line is no question of this actor's.
        """
        with self.desk.act("read-ledger", by=by, on="ledger") as act:
            act.may()
            if asked is None:
                asked = act.work.commit(act.entry(Event.LEDGER_READ, because=sought.codes())).sequence
            else:
                sought, _ = self._asked(act, asked, Event.LEDGER_READ)
            lines = act.work.ledger.found(sought, after=after, before=asked, limit=limit)
        return Answer(asked=asked, lines=lines)

    def export(
        self,
        sought: Sought = EVERYTHING,
        *,
        form: Form = Form.CSV,
        language: Language = Language.EN,
        asked: int | None = None,
        by: Actor,
    ) -> Export:
        """
        The lines that answer the question, up to the ledger's last, with a signed note: the question, the head that the
        ledger had, and the digest of the bytes. The export is a line of the ledger, with its note.

        `asked` of an earlier export is the same again, and no new line. No more than a piece is held at a time, and the
        store by nobody. Raises NotFound where that line is no export of this actor's.
        """
        with self.desk.act("export-ledger", by=by, on="ledger") as act:
            act.may()
            if asked is None:
                note = self._noted(act, sought, form, language)
                because = (f"form:{form}", *sought.codes())
                entry = act.entry(Event.LEDGER_EXPORTED, because=because, papers=(note.digest,))
                asked = act.work.commit(entry).sequence
            else:
                sought, (digest,) = self._asked(act, asked, Event.LEDGER_EXPORTED)
                note = act.work.papers.get(digest)
        form, language = Form(note.body["form"]), Language(note.body["language"])
        pieces = self._pieces(sought, form, language, last=int(note.body["head"]["sequence"]))
        return Export(asked=asked, form=form, note=note, pieces=pieces)

    def _noted(self, act: Act, sought: Sought, form: Form, language: Language) -> SignedPaper:
        with self.desk.open_work() as work:
            head = work.ledger.head()
        if head is None:
            raise NotFound("The ledger has no line yet.")
        content = hashlib.sha256()
        for piece in self._pieces(sought, form, language, last=head.sequence):
            content.update(piece)
        body = bodies.ledger_export(
            question=sought.codes(),
            form=form.value,
            language=language.value,
            head=head,
            content=Digest(f"sha256:{content.hexdigest()}"),
            by=act.actor.id,
            at=act.now,
        )
        return act.sign(Kind.LEDGER_EXPORT, body)

    def _pieces(self, sought: Sought, form: Form, language: Language, *, last: int) -> Iterator[bytes]:
        """Each with a look of its own at the store."""
        tell, key, after = partial(entry_told, language=language), self.desk.key.key_id, -1
        yield header(form)
        while True:
            with self.desk.open_work() as work:
                lines = work.ledger.found(sought, after=after, before=last + 1, limit=PIECE)
            if not lines:
                return
            yield b"".join(written(line, form, tell=tell, key_id=key) for line in lines)
            after = lines[-1].sequence

    def verify(self, *, after: int = -1, limit: int = STEP, by: Actor) -> Verification:
        """
        Walk so many lines of the ledger and hold them against every signed head; `next` is where to go on.

        Each step looks at the store for itself, and holds it no longer. A line tells that a verification began, that
        it came to the end, and each step that found something. What was written after the newest head can be cut
        without trace: only heads protect.
        """
        with self.desk.act("verify", by=by, on="ledger") as act:
            act.may()
            step = verified(act.work, self.desk.heads, self.desk.trust, after=after, limit=limit)
            because = ("ledger-broken",) if step.faults else ()
            if step.faults or step.next is None:
                act.work.commit(act.entry(Event.LEDGER_VERIFIED, because=because))
            elif after < 0:
                act.work.commit(act.entry(Event.VERIFICATION_BEGUN))
        return step

    def examine(self, work: UnitOfWork) -> Verification:
        """The whole walk, without a verb around it: for whoever opens a house that is not running."""
        return verified(work, self.desk.heads, self.desk.trust)

    def steps(self, *, limit: int = STEP) -> Iterator[Verification]:
        """The same, step by step, each with a look of its own at the store: a long walk keeps nobody waiting."""
        after: int | None = -1
        while after is not None:
            with self.desk.open_work() as work:
                step = verified(work, self.desk.heads, self.desk.trust, after=after, limit=limit)
            yield step
            after = step.next

    def _asked(self, act: Act, asked: int, event: Event) -> tuple[Sought, tuple[Digest, ...]]:
        for line in act.work.ledger.lines(after=asked - 1, limit=1):
            if (line.sequence, line.entry.event, line.entry.actor) == (asked, event, act.actor.id):
                return Sought.of_codes(line.entry.because), line.entry.papers
        raise NotFound("There is no such question of yours in the ledger.")

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

    def evidence(self, permit: str, *, by: Actor, after: int = -1, limit: int = MANY) -> Evidence:
        """
        The whole record of a permit: its papers, and the lines about its project, request, extracts and workspaces.

        With `limit`, only so many lines after that place. Each of them is held against its own digest, its neighbours
        in the chain and its papers. Raises NotFound, Refused, LedgerBroken for a line that is no entry any more.
        """
        with self.desk.act("read-ledger", by=by, on=permit) as act:
            found = act.work.permits.get(permit)
            request = act.work.access_requests.get(found.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            traced, papers = self.traced(act.work, permit)
            about = _lines_about(act.work, found, after=after, limit=limit + 1)
            lines = held_to_account(act.work, self.desk.trust, about[:limit])
            evidence = Evidence(
                trace=traced,
                papers=papers,
                lines=lines,
                head=self._protected(act.work),
                next=about[limit - 1].sequence if len(about) > limit else None,
            )
            because = ("chain-broken",) if evidence.faults else ()
            act.work.commit(act.entry(Event.CHAIN_TRACED, because=because))
        return evidence

    def _protected(self, work: UnitOfWork) -> int | None:
        """Up to where the ledger is what a signed head says."""
        for raw in reversed(self.desk.heads.all()):
            with suppress(PaperError, LedgerBroken):
                head = read_head(raw, self.desk.trust)
                for line in work.ledger.lines(after=head.sequence - 1, limit=1):
                    if (line.sequence, line.digest) == (head.sequence, head.digest):
                        return head.sequence
        return None

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
        for check in work.note_checks.find(permit=permit):
            starts += [check.checked.paper if check.checked else None]
        for inquiry in work.inquiries.find(permit=permit):
            starts += inquiry.notices
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


def _lines_about(work: UnitOfWork, permit: Permit, *, after: int, limit: int) -> Sequence[LedgerLine]:
    """Lines whose subject is the permit, what it came of, or what came of it; so many after that place, in order."""
    extracts = [one.id for one in work.extracts.find(permit=permit.id)]
    workspaces = [one.id for one in work.workspaces.find(permit=permit.id)]
    about = (permit.project, permit.access_request, permit.id, *extracts, *workspaces)
    found = [line for one in about for line in work.ledger.found(Sought(subject=one), after=after, limit=limit)]
    return sorted(found, key=lambda line: line.sequence)[:limit]
