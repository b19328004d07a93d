"""Audit: read the ledger, verify it against its signed heads, trace the chain of papers behind a permit."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from gateway.domain import bodies
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import FIRST, AuditEntry, Event, LedgerLine
from gateway.domain.chain import Trace, named_by, signed_on, trace
from gateway.domain.errors import Invalid, LedgerBroken, Misconfigured, NotFound
from gateway.domain.exporting import Form, header, written
from gateway.domain.heads import Lost, against, lost_after, read_head
from gateway.domain.permit import Permit
from gateway.domain.replay import Replay
from gateway.domain.sought import Sought
from gateway.ports.rules import Question, Rules
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.desk import Act, Desk
from gateway.words.events import entry_told
from gateway.words.language import Language
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile

EVERYTHING = Sought()
STEP = 5_000
"""So many lines one step of a verification looks at: some seconds' work."""

PIECE = 500
"""So many lines are asked about at once, whether questions find them."""

MANY = 1_000_000
"""More than a house is ever restored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    What was looked at, every place that does not hold, and what restores say that they lost.

    `next` is where the next step begins, or None where the ledger ends.
    """

    lines: int
    heads: int
    papers: int
    faults: tuple[str, ...]
    lost: tuple[str, ...] = ()
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Lines that answer a question, and the place of the line in which it stands that it was asked."""

    asked: int
    lines: Sequence[LedgerLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    Everything there is of one permit: its chain of papers, and every line about it with what is wrong with that line.

    `head` is the last place that a signed head protects, or None: what follows it can be cut without trace.
    """

    trace: Trace
    papers: Sequence[SignedPaper]
    lines: Sequence[tuple[LedgerLine, Sequence[str]]]
    head: int | None

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
            step = self._step(act.work, after=after, limit=limit)
            because = ("ledger-broken",) if step.faults else ()
            if step.faults or step.next is None:
                act.work.commit(act.entry(Event.LEDGER_VERIFIED, because=because))
            elif after < 0:
                act.work.commit(act.entry(Event.VERIFICATION_BEGUN))
        return step

    def examine(self, work: UnitOfWork) -> Verification:
        """The whole walk, without a verb around it: for whoever opens a house that is not running."""
        return self._step(work, after=-1, limit=None)

    def steps(self, *, limit: int = STEP) -> Iterator[Verification]:
        """The same, step by step, each with a look of its own at the store: a long walk keeps nobody waiting."""
        after: int | None = -1
        while after is not None:
            with self.desk.open_work() as work:
                step = self._step(work, after=after, limit=limit)
            yield step
            after = step.next

    def _step(self, work: UnitOfWork, *, after: int, limit: int | None) -> Verification:
        walk = _Walk(work, self.desk.trust, after=after, limit=limit)
        faults = list(walk.faults())
        heads = [raw for raw in self.desk.heads.all() if _is_of(raw, walk)]
        faults += against(heads, walk.digests, walk.lost if limit is None else _losses(work), self.desk.trust)
        return Verification(
            lines=walk.lines,
            heads=len(heads),
            papers=walk.papers,
            faults=tuple(faults),
            lost=tuple(map(str, walk.lost)),
            next=walk.end if walk.more else None,
        )

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

    def evidence(self, permit: str, *, by: Actor) -> Evidence:
        """
        The whole record of a permit: its papers, and the lines about its project, request, extracts and workspaces.

        Each line is held against its own digest, its neighbours in the chain and its papers. Raises NotFound, Refused,
        LedgerBroken for a line that is no entry any more.
        """
        with self.desk.act("read-ledger", by=by, on=permit) as act:
            found = act.work.permits.get(permit)
            request = act.work.access_requests.get(found.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            traced, papers = self.traced(act.work, permit)
            lines = [(line, self._wrong_with(act.work, line)) for line in _lines_about(act.work, found)]
            evidence = Evidence(trace=traced, papers=papers, lines=lines, head=self._protected(act.work))
            because = ("chain-broken",) if evidence.faults else ()
            act.work.commit(act.entry(Event.CHAIN_TRACED, because=because))
        return evidence

    def _wrong_with(self, work: UnitOfWork, line: LedgerLine) -> Sequence[str]:
        walk = _Walk(work, self.desk.trust, after=line.sequence - 1, limit=1)
        faults = list(walk.faults())
        with suppress(LedgerBroken):
            for later in work.ledger.lines(after=line.sequence, limit=1):
                if later.sequence == line.sequence + 1 and later.previous != line.digest:
                    faults.append(f"line {later.sequence} does not follow the line before it.")
        return faults

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
            controllers=(str(papers[0].body["controller"]),),
        )


def _lines_about(work: UnitOfWork, permit: Permit) -> Sequence[LedgerLine]:
    """Every line whose subject is the permit, what it came of, or what came of it; in order."""
    extracts = [one.id for one in work.extracts.find(permit=permit.id)]
    workspaces = [one.id for one in work.workspaces.find(permit=permit.id)]
    about = (permit.project, permit.access_request, permit.id, *extracts, *workspaces)
    found = {line.sequence: line for one in about for line in work.ledger.found(Sought(subject=one), limit=MANY)}
    return [found[place] for place in sorted(found)]


def _is_of(raw: bytes, walk: "_Walk") -> bool:
    """Whether this step tells of that head; what cannot be read is told of in the last."""
    try:
        place = SignedPaper.from_json(raw).body.get("sequence")
    except PaperError:
        place = None
    if not isinstance(place, int):
        return not walk.more
    return walk.begin < place and (place <= walk.end or not walk.more)


def _losses(work: UnitOfWork) -> Sequence[Lost]:
    """What restores anywhere in the ledger say that they lost: a head may contradict a line for one told much later."""
    found: list[LedgerLine] = []
    with suppress(LedgerBroken):
        found = work.ledger.found(Sought(event=Event.HOUSE_RESTORED), limit=MANY)
    return [lost for line in found if (lost := Lost.of(line.entry)) is not None]


class _Walk:
    """
    One pass over the ledger, or over so many lines of it. `digests`: by sequence, the digest of each line that is
    there; None of a broken one.

    `lost`: what restores tell of. `end`: the last place that was looked at; `more`: the ledger goes on after it.
    """

    def __init__(self, work: UnitOfWork, trust: TrustFile, *, after: int = -1, limit: int | None = None) -> None:
        self._work = work
        self._trust = trust
        self._left = limit
        self._whole: list[LedgerLine] = []
        self.digests: dict[int, Digest | None] = {} if after < 0 else {after: self._at(after)}
        self.begin = self.end = after
        self.lost: list[Lost] = []
        self.papers = 0
        self.lines = 0
        self.more = False

    def faults(self) -> Sequence[str]:
        found: list[str] = []
        while True:
            try:
                for line in self._work.ledger.lines(after=self.end, limit=self._one_more()):
                    if self._is_over():
                        return [*found, *self._astray()]
                    found.extend(self._looked_at(line, place=self.end + 1))
                    self._pass(line.sequence, line.digest)
                return [*found, *self._astray()]
            except LedgerBroken as broken:
                if self._is_over():
                    return [*found, *self._astray()]
                # One line is unreadable; what follows it is looked at all the same.
                found.extend(f"{place}." for place in broken.places if f"{place}." not in found)
                self._pass(self.end + 1, None)

    def _at(self, place: int) -> Digest | None:
        """What the line there says of itself: whether that is true was asked in the step before."""
        with suppress(LedgerBroken):
            for line in self._work.ledger.lines(after=place - 1, limit=1):
                return line.digest if line.sequence == place else None
        return None

    def _one_more(self) -> int | None:
        return None if self._left is None else self._left + 1

    def _is_over(self) -> bool:
        self.more = self._left == 0
        return self.more

    def _pass(self, place: int, digest: Digest | None) -> None:
        self.digests[place], self.end, self.lines = digest, place, self.lines + 1
        self._left = None if self._left is None else self._left - 1

    def _looked_at(self, line: LedgerLine, *, place: int) -> Iterator[str]:
        found = list(self._line(line, place=place))
        yield from found
        lost = Lost.of(line.entry)
        if lost is not None:
            self.lost.append(lost)
        if not found:
            self._whole.append(line)
        if len(self._whole) == PIECE:
            yield from self._astray()

    def _astray(self) -> Iterator[str]:
        """Of the lines that hold, those that a question would pass over."""
        for place in self._work.ledger.astray(self._whole):
            yield f"line {place} is not found by what it tells: questions pass over it."
        self._whole.clear()

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
