"""
Stand-ins for the neighbours, kept honest by the suites in `contract/`; and a house of them to walk a study through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar, cast

from catalog.model import Catalog, ControllerId
from gateway.domain.access_request import AccessRequest, Application
from gateway.domain.actor import Actor
from gateway.domain.assignment import Assignment
from gateway.domain.attested import Verification
from gateway.domain.audit import FIRST, AuditEntry, Event, LedgerLine, Link
from gateway.domain.barring import Barring
from gateway.domain.deadline import Terms
from gateway.domain.delivery import Extract
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import DisclosureReview, Finding
from gateway.domain.errors import LedgerBroken, NeighbourUnavailable, NotFound, Stale
from gateway.domain.ethics import EthicsApproval
from gateway.domain.facts import ALWAYS_ASKED
from gateway.domain.letter import Letter
from gateway.domain.message import Message
from gateway.domain.note_check import NoteCheck, NoteCheckTerms
from gateway.domain.objection import Inquiry
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.reminder import Reminder
from gateway.domain.ruling import Refusal, RefusalCode, Ruling
from gateway.domain.sample_decision import SamplePart
from gateway.domain.session import Session
from gateway.domain.sought import Sought
from gateway.domain.spot_check import SpotCheck
from gateway.domain.workspace import State, Sweep, Workspace
from gateway.ports.documents import Examiner
from gateway.ports.rules import Question
from gateway.ports.turns import Turns
from gateway.ports.typesetting import Typesetter
from gateway.ports.watch import UNWATCHED, Watch
from gateway.services.desk import Desk
from gateway.services.house import House
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import TextTreatment
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of
from spark_jobs.papers.parameters import Parameters
from spark_jobs.papers.trust import TrustFile
from spark_jobs.papers.workspaces import WorkspaceOrder
from tests.support import builders

# ---- time and names --------------------------------------------------------------------------------------------------


@dataclass
class FakeClock:
    """Stands still; `clock.at = …` or `clock.pass_by(…)` moves it."""

    at: datetime = builders.NOW

    def now(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        """That much later."""
        self.at += time


class CountingIds:
    """`request-1`, `request-2`, `permit-1`: fresh, and the same in every run."""

    def __init__(self) -> None:
        self._numbers: dict[str, Iterator[int]] = {}

    def new(self, noun: str) -> str:
        return f"{noun}-{next(self._numbers.setdefault(noun, count(1)))}"


# ---- the store -------------------------------------------------------------------------------------------------------


class Noun(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def revision(self) -> int: ...


T = TypeVar("T", bound=Noun)
Values = dict[str, Any]
NOUNS = (
    "projects",
    "people",
    "barrings",
    "deputyships",
    "assignments",
    "access_requests",
    "reviews",
    "permits",
    "extracts",
    "workspaces",
    "note_checks",
    "inquiries",
    "sweeps",
    "reminders",
    "messages",
    "spot_checks",
)


@dataclass
class Memory:
    """What is committed. A test may reach in to spoil something; `work()` opens a unit of work on it."""

    nouns: dict[str, Values] = field(default_factory=lambda: {noun: {} for noun in NOUNS})
    papers: dict[Digest, SignedPaper] = field(default_factory=dict)
    documents: dict[Digest, bytes] = field(default_factory=dict)
    outbox: dict[str, Digest] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    ledger: list[LedgerLine] = field(default_factory=list)
    unreadable: set[int] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def work(self) -> "FakeUnitOfWork":
        """A fresh unit of work, as the services open one."""
        return FakeUnitOfWork(self)

    def copy(self) -> "Memory":
        """As it stands now: values, papers and lines are never changed in place."""
        nouns = {noun: dict(values) for noun, values in self.nouns.items()}
        papers, outbox, ledger = dict(self.papers), dict(self.outbox), list(self.ledger)
        return Memory(nouns, papers, dict(self.documents), outbox, set(self.sent), ledger, set(self.unreadable))

    def become(self, other: "Memory") -> None:
        """All of the other at once."""
        self.nouns, self.papers, self.outbox, self.ledger = other.nouns, other.papers, other.outbox, other.ledger
        self.documents = other.documents

    def entries(self) -> list[AuditEntry]:
        """What the ledger tells."""
        return [line.entry for line in self.ledger]

    def events(self) -> list[str]:
        """The names of what happened, in order."""
        return [line.entry.event.value for line in self.ledger]


Write = Callable[[Memory], None]


def texts_of(value: object, field: str) -> tuple[str, ...]:
    """What a value is found by under that field: one text, or each of many."""
    held = getattr(value, field)
    return tuple(held) if isinstance(held, tuple) else (str(held),)


class FakeStore(Generic[T]):
    """The values of one noun."""

    def __init__(self, values: Values, noun: str, pending: list[Write]) -> None:
        self._values = values
        self._noun = noun
        self._pending = pending

    def get(self, id: str, /) -> T:
        if id not in self._values:
            raise NotFound("There is nothing under that id.")
        return cast(T, self._values[id])

    def find(self, **where: str) -> Sequence[T]:
        found = [value for _, value in sorted(self._values.items())]
        return [value for value in found if all(text in texts_of(value, name) for name, text in where.items())]

    def page(
        self, *, after: str | None, limit: int, where: Mapping[str, Sequence[str]] | None = None, **all_of: str
    ) -> Sequence[T]:
        found = [value for value in self.find(**all_of) if (after is None or value.id > after)]
        if where is not None:
            found = [v for v in found if any(set(texts) & set(texts_of(v, name)) for name, texts in where.items())]
        return found[:limit]

    def add(self, value: T, /) -> None:
        self._pending.append(lambda memory: self._insert(memory.nouns[self._noun], value))

    def save(self, value: T, /) -> T:
        later = cast(T, replace(cast(Any, value), revision=value.revision + 1))
        self._pending.append(lambda memory: self._update(memory.nouns[self._noun], value, later))
        return later

    def _insert(self, values: Values, value: T) -> None:
        if value.id in values:
            raise Stale("Somebody made this first: read again.")
        values[value.id] = value

    def _update(self, values: Values, value: T, later: T) -> None:
        if value.id not in values or values[value.id].revision != value.revision:
            raise Stale("Somebody else changed this first: read it again and retry.")
        values[value.id] = later


class FakePapers:
    """Papers by digest."""

    def __init__(self, papers: Mapping[Digest, SignedPaper], pending: list[Write]) -> None:
        self._papers = papers
        self._pending = pending

    def get(self, digest: Digest, /) -> SignedPaper:
        paper = self._papers.get(digest)
        if paper is None:
            raise NotFound(f"There is no paper {digest}.")
        if paper.digest != digest:
            raise LedgerBroken([f"the {paper.kind} {digest} was changed after it was signed"])
        return paper

    def add(self, paper: SignedPaper, /) -> None:
        self._pending.append(lambda memory: cast(None, memory.papers.setdefault(paper.digest, paper)))


class FakeDocuments:
    """Documents by digest."""

    def __init__(self, documents: Mapping[Digest, bytes], pending: list[Write]) -> None:
        self._documents = documents
        self._pending = pending

    def get(self, digest: Digest, /) -> bytes:
        if digest not in self._documents:
            raise NotFound("That document is not kept here.")
        if digest_of(self._documents[digest]) != digest:
            raise LedgerBroken([f"the document {digest} was changed after it was kept"])
        return self._documents[digest]

    def has(self, digest: Digest, /) -> bool:
        return digest in self._documents

    def add(self, digest: Digest, content: bytes, /) -> None:
        self._pending.append(lambda memory: cast(None, memory.documents.setdefault(digest, content)))


class FakeOutbox:
    """What waits to be sent."""

    def __init__(self, memory: Memory, snapshot: Memory, papers: FakePapers, pending: list[Write]) -> None:
        self._memory = memory
        self._snapshot = snapshot
        self._papers = papers
        self._pending = pending

    def add(self, name: str, paper: SignedPaper, /) -> None:
        self._papers.add(paper)
        self._pending.append(lambda memory: memory.outbox.update({name: paper.digest}))

    def waiting(self) -> Sequence[tuple[str, SignedPaper]]:
        waiting = [(name, digest) for name, digest in self._snapshot.outbox.items() if name not in self._snapshot.sent]
        return [(name, self._papers.get(digest)) for name, digest in waiting]

    def sent(self, name: str, /) -> None:
        self._memory.sent.add(name)


class FakeLedger:
    """The lines; one that is `unreadable` is no entry any more."""

    def __init__(self, lines: Sequence[LedgerLine], unreadable: Set[int]) -> None:
        self._lines = lines
        self._unreadable = unreadable

    def __iter__(self) -> Iterator[AuditEntry]:
        return (line.entry for line in self._lines)

    def lines(self, *, after: int = -1, limit: int | None = None) -> Iterable[LedgerLine]:
        return self._read([line for line in self._lines if line.sequence > after][:limit])

    def found(self, sought: Sought, /, *, after: int = -1, before: int | None = None, limit: int) -> list[LedgerLine]:
        inside = [line for line in self._lines if line.sequence > after and (before is None or line.sequence < before)]
        return list(self._read([line for line in inside if sought.finds(line.entry)][:limit]))

    def links(self, places: Sequence[int], /) -> Mapping[int, Link]:
        there = [line for line in self._lines if line.sequence in places]
        return {line.sequence: Link(previous=line.previous, digest=line.digest) for line in there}

    def astray(self, lines: Sequence[LedgerLine], /) -> list[int]:
        return []

    def head(self) -> LedgerLine | None:
        return next(self._read(self._lines[-1:]), None)

    def last(self, event: Event, /) -> LedgerLine | None:
        return next(self._read([line for line in self._lines if line.entry.event is event][-1:]), None)

    def _read(self, lines: Sequence[LedgerLine]) -> Iterator[LedgerLine]:
        for line in lines:
            if line.sequence in self._unreadable:
                raise LedgerBroken([f"line {line.sequence} is no entry any more"])
            yield line


class FakeUnitOfWork:
    """Reads see the memory as it stood at entering; `commit` changes all of it, or nothing."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory if memory is not None else Memory()
        self._pending: list[Write] = []
        self._look()

    def __enter__(self) -> Self:
        self._look()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> LedgerLine:
        """Everything and its entries, or nothing. Raises Stale."""
        with self.memory.lock:
            later = self.memory.copy()
            for write in self._pending:
                write(later)
            for said in (entry, *more):
                later.ledger.append(line_after(later.ledger, said))
            self.memory.become(later)
        self._pending.clear()
        self._look()
        return later.ledger[-1]

    def _look(self) -> None:
        seen, pending = self.memory.copy(), self._pending
        self.projects: FakeStore[Project] = FakeStore(seen.nouns["projects"], "projects", pending)
        self.people: FakeStore[Person] = FakeStore(seen.nouns["people"], "people", pending)
        self.barrings: FakeStore[Barring] = FakeStore(seen.nouns["barrings"], "barrings", pending)
        self.deputyships: FakeStore[Deputyship] = FakeStore(seen.nouns["deputyships"], "deputyships", pending)
        self.assignments: FakeStore[Assignment] = FakeStore(seen.nouns["assignments"], "assignments", pending)
        self.access_requests: FakeStore[AccessRequest] = FakeStore(
            seen.nouns["access_requests"], "access_requests", pending
        )
        self.reviews: FakeStore[DisclosureReview] = FakeStore(seen.nouns["reviews"], "reviews", pending)
        self.permits: FakeStore[Permit] = FakeStore(seen.nouns["permits"], "permits", pending)
        self.extracts: FakeStore[Extract] = FakeStore(seen.nouns["extracts"], "extracts", pending)
        self.workspaces: FakeStore[Workspace] = FakeStore(seen.nouns["workspaces"], "workspaces", pending)
        self.note_checks: FakeStore[NoteCheck] = FakeStore(seen.nouns["note_checks"], "note_checks", pending)
        self.inquiries: FakeStore[Inquiry] = FakeStore(seen.nouns["inquiries"], "inquiries", pending)
        self.sweeps: FakeStore[Sweep] = FakeStore(seen.nouns["sweeps"], "sweeps", pending)
        self.reminders: FakeStore[Reminder] = FakeStore(seen.nouns["reminders"], "reminders", pending)
        self.messages: FakeStore[Message] = FakeStore(seen.nouns["messages"], "messages", pending)
        self.spot_checks: FakeStore[SpotCheck] = FakeStore(seen.nouns["spot_checks"], "spot_checks", pending)
        self.papers = FakePapers(seen.papers, pending)
        self.documents = FakeDocuments(seen.documents, pending)
        self.outbox = FakeOutbox(self.memory, seen, self.papers, pending)
        self.ledger = FakeLedger(seen.ledger, seen.unreadable)


def line_after(lines: Sequence[LedgerLine], entry: AuditEntry) -> LedgerLine:
    """The line that this entry becomes."""
    sequence, previous = (lines[-1].sequence + 1, lines[-1].digest) if lines else (0, FIRST)
    digest = LedgerLine.digest_for(sequence=sequence, previous=previous, entry=entry)
    return LedgerLine(sequence=sequence, previous=previous, entry=entry, digest=digest)


@dataclass
class FakeTurns:
    """`taken`: another house goes its round just now."""

    taken: bool = False

    @contextmanager
    def take(self) -> Iterator[bool]:
        yield not self.taken


class FakeSessions:
    """
    Sessions in a dictionary; each secret is another. `down`: the store does not answer.

    `in_between` happens once, before the next session is saved: what another page does in that very moment.
    """

    def __init__(self) -> None:
        self.there: dict[str, Session] = {}
        self.down = False
        self.in_between: Callable[[Session], object] | None = None
        self._secrets = count(1)

    def secret(self) -> str:
        return f"secret-{next(self._secrets)}"

    def get(self, id: str, /) -> Session | None:
        self._reach()
        return self.there.get(id)

    def open(self, session: Session, /) -> None:
        self._reach()
        self.there[session.id] = session

    def save(self, session: Session, /) -> Session | None:
        self._reach()
        meeting, self.in_between = self.in_between, None
        if meeting is not None:
            meeting(session)
        standing = self.there.get(session.id)
        if standing is None or standing.revision != session.revision:
            return None
        self.there[session.id] = replace(session, revision=session.revision + 1)
        return self.there[session.id]

    def end_all(self, person: str | None, /, *, now: datetime) -> int:
        self._reach()
        standing = [one for one in self.there.values() if person in {None, one.person} and one.ended_at is None]
        for one in standing:
            self.save(one.ended(now))
        return len(standing)

    def forget(self, now: datetime, /) -> int:
        self._reach()
        over = [one.id for one in self.there.values() if one.is_forgotten(now)]
        for id in over:
            del self.there[id]
        return len(over)

    def _reach(self) -> None:
        if self.down:
            raise NeighbourUnavailable("store", "The store does not answer.")


# ---- the rules -------------------------------------------------------------------------------------------------------

Answer = Callable[[Question, Mapping[str, Any]], Ruling]

POLICY = digest_of(b"the policies of a test")


def ruling(question: Question = Question.SUBMIT, *, missing: Sequence[str] = (), **changes: Any) -> Ruling:
    """A ruling that found everything but these grounds."""
    found = Ruling(
        question=question.value,
        engine="table",
        engine_version="1",
        engine_allows=not missing,
        required_grounds=frozenset({"G01-found", *missing}),
        grounds=frozenset({"G01-found"}),
        refusals=frozenset(Refusal(RefusalCode(code)) for code in missing),
        needs_judgement=frozenset(),
        exclusions=frozenset(ALWAYS_ASKED) if question is Question.ORDER else frozenset(),
        policy_digest=POLICY,
        asked_on=builders.TODAY,
        basis=builders.BASIS if question is Question.REVIEW else None,
        route=builders.ROUTE if question is Question.REVIEW else None,
        sheet=builders.SHEET if question is Question.REVIEW else (),
    )
    return replace(found, **changes)


def allow(question: Question, facts: Mapping[str, Any]) -> Ruling:
    """Yes; for an order, everybody who objects is left out."""
    told = builders.objections(*facts["permit"]["controllers"]) if question is Question.ORDER else ()
    return ruling(question, asked_on=date.fromisoformat(facts["today"]), objections=told)


def refuse(*codes: str) -> Answer:
    """No, for want of these grounds."""
    return lambda question, facts: ruling(question, missing=codes, asked_on=date.fromisoformat(facts["today"]))


def silent(question: Question, facts: Mapping[str, Any]) -> Ruling:
    """No answer."""
    raise NeighbourUnavailable("rules", "The rule engine did not answer in time.")


class TableRules:
    """
    Answers by table: under a question, or, for who may do what, under the verb. What is not in the table is allowed.

    `asked` keeps every question with its facts; `release` is the number that the answers are given under.
    """

    engine = "table"

    def __init__(
        self,
        answers: Mapping[Question | str, Answer] | None = None,
        *,
        policy_digest: str = POLICY,
        release: int = 0,
    ) -> None:
        self.answers: dict[Question | str, Answer] = dict(answers or {})
        self.asked: list[tuple[Question, Mapping[str, Any]]] = []
        self.policy_digest = policy_digest
        self.release = release

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        self.asked.append((question, facts))
        by_verb = self.answers.get(str(facts["verb"])) if question is Question.ACT else None
        answer = by_verb or self.answers.get(question, allow)
        given = answer(question, facts)
        return replace(given, release=self.release, policy_digest=self.policy_digest) if self.release else given

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        return [self.ask(Question.ACT, {**facts, **matter}) for matter in matters]

    def facts(self, question: Question) -> Mapping[str, Any]:
        """What was told the last time that question was asked."""
        return next(facts for asked, facts in reversed(self.asked) if asked is question)


# ---- where the planes meet -------------------------------------------------------------------------------------------


@dataclass
class FakeOrderBox:
    """`taken` is what the gateway put in; the rest is what the data plane laid out. `down` closes it."""

    taken: dict[str, SignedPaper] = field(default_factory=dict)
    published: dict[str, SignedPaper] = field(default_factory=dict)
    told: dict[str, dict[int, SignedPaper]] = field(default_factory=dict)
    manifests: dict[str, SignedPaper] = field(default_factory=dict)
    confirmations: dict[str, SignedPaper] = field(default_factory=dict)
    certificates: dict[str, SignedPaper] = field(default_factory=dict)
    notices: dict[str, SignedPaper] = field(default_factory=dict)
    note_samples: dict[tuple[str, str], SignedPaper] = field(default_factory=dict)
    down: bool = False

    def put(self, name: str, paper: SignedPaper, /) -> None:
        self._reach()
        self.taken.setdefault(name, paper)

    def snapshots(self) -> Mapping[str, SignedPaper]:
        self._reach()
        return dict(self.published)

    def statuses(self, order: str, /, *, after: int) -> Sequence[SignedPaper]:
        self._reach()
        return [paper for sequence, paper in sorted(self.told.get(order, {}).items()) if sequence > after]

    def manifest(self, order: str, /) -> SignedPaper | None:
        self._reach()
        return self.manifests.get(order)

    def confirmation(self, delivery: str, /) -> SignedPaper | None:
        self._reach()
        return self.confirmations.get(delivery)

    def certificate(self, order: str, /) -> SignedPaper | None:
        self._reach()
        return self.certificates.get(order)

    def notice(self, question: str, /) -> SignedPaper | None:
        self._reach()
        return self.notices.get(question)

    def note_sample(self, order: str, /, *, controller: str) -> SignedPaper | None:
        self._reach()
        return self.note_samples.get((order, controller))

    # What the data plane does.

    def publish(self, name: str, paper: SignedPaper) -> None:
        """A snapshot, laid out under that dataset's name."""
        self.published[name] = paper

    def tell(self, order: str, sequence: int, paper: SignedPaper) -> None:
        """A status, laid out under that order and number."""
        self.told.setdefault(order, {})[sequence] = paper

    def answer(self, order: str, paper: SignedPaper) -> None:
        """A manifest."""
        self.manifests[order] = paper

    def confirm(self, delivery: str, paper: SignedPaper) -> None:
        """A confirmation."""
        self.confirmations[delivery] = paper

    def certify(self, order: str, paper: SignedPaper) -> None:
        """A deletion certificate."""
        self.certificates[order] = paper

    def notify(self, question: str, paper: SignedPaper) -> None:
        """A notice of objections."""
        self.notices[question] = paper

    def seal(self, order: str, controller: str, paper: SignedPaper) -> None:
        """A sample of a controller's masked notes."""
        self.note_samples[order, controller] = paper

    def _reach(self) -> None:
        if self.down:
            raise NeighbourUnavailable("order-box", "The order box cannot be reached.")


@dataclass
class FakeHeads:
    """Signed heads by sequence; `beside` holds those of another line under a number that was taken."""

    kept: dict[int, bytes] = field(default_factory=dict)
    beside: list[bytes] = field(default_factory=list)
    last: bytes | None = None

    def keep(self, paper: SignedPaper, /, *, sequence: int) -> None:
        there = self.kept.setdefault(sequence, paper.to_json())
        if SignedPaper.from_json(there).body["digest"] != paper.body["digest"]:
            self.beside.append(paper.to_json())
        if there == paper.to_json() or paper.to_json() in self.beside:
            self.last = paper.to_json()

    def all(self) -> Sequence[bytes]:
        return [*(self.kept[sequence] for sequence in sorted(self.kept)), *self.beside]

    def newest(self) -> bytes | None:
        return self.last


# ---- a house of them -------------------------------------------------------------------------------------------------


class Trusting:
    """Takes every document for a harmless one."""

    def examine(self, content: bytes, /) -> None:
        return None


class PlainLetters:
    """A letter as its own words, so that a test can read it."""

    def typeset(self, letter: Letter, /) -> bytes:
        return repr(letter).encode("utf-8")


@dataclass
class World:
    """
    A house whose neighbours are all fakes, with the registers and datasets of the built catalog published.

    `drafted`, `submitted`, `decided`, `issued`, `ordered`, `extracted`, `delivering` and `delivered` each walk a study
    as far as their name says.
    """

    memory: Memory = field(default_factory=Memory)
    turns: Turns = field(default_factory=FakeTurns)
    rules: TableRules = field(default_factory=TableRules)
    clock: FakeClock = field(default_factory=FakeClock)
    ids: CountingIds = field(default_factory=CountingIds)
    box: FakeOrderBox = field(default_factory=FakeOrderBox)
    heads: FakeHeads = field(default_factory=FakeHeads)
    catalog: Catalog = field(default_factory=builders.catalog_of)
    key: SigningKey = builders.GATEWAY_KEY
    trust: TrustFile = builders.TRUST
    parameters: Parameters = builders.PARAMETERS
    terms: Terms = field(default_factory=builders.terms)
    told_kinds: tuple[str, ...] = ()
    note_check_terms: NoteCheckTerms = builders.NOTE_CHECK
    typesetter: Typesetter = field(default_factory=PlainLetters)
    examiner: Examiner = field(default_factory=Trusting)
    most_document_bytes: int = 4096
    demo: bool = True
    watch: Watch = UNWATCHED

    def __post_init__(self) -> None:
        for name, entry in self.catalog.entries.items():
            self.box.publish(name, builders.snapshot(entry))

    @property
    def house(self) -> House:
        """All rooms, around these neighbours as they are now."""
        desk = Desk(
            open_work=self.memory.work,
            turns=self.turns,
            rules=self.rules,
            clock=self.clock,
            ids=self.ids,
            box=self.box,
            heads=self.heads,
            catalog=self.catalog,
            key=self.key,
            trust=self.trust,
            parameters=self.parameters,
            terms=self.terms,
            terms_version=builders.TERMS,
            told_kinds=self.told_kinds,
            note_check=self.note_check_terms,
            small_count_threshold=10,
            typesetter=self.typesetter,
            examiner=self.examiner,
            most_document_bytes=self.most_document_bytes,
            demo=self.demo,
            watch=self.watch,
        )
        return House.of(desk)

    @property
    def ledger(self) -> list[AuditEntry]:
        """Every entry so far."""
        return self.memory.entries()

    def request(self, id: str = builders.REQUEST) -> AccessRequest:
        """As it is stored."""
        with self.memory.work() as work:
            return work.access_requests.get(id)

    def permit(self, id: str = builders.PERMIT) -> Permit:
        """As it is stored."""
        with self.memory.work() as work:
            return work.permits.get(id)

    def extract(self, id: str = builders.ORDER) -> Extract:
        """As it is stored."""
        with self.memory.work() as work:
            return work.extracts.get(id)

    def workspace(self, id: str = builders.WORKSPACE) -> Workspace:
        """As it is stored."""
        with self.memory.work() as work:
            return work.workspaces.get(id)

    def paper(self, digest: Digest | None) -> SignedPaper:
        """A kept paper."""
        assert digest is not None
        return self.memory.papers[digest]

    # The walk.

    def opened(self, approval: EthicsApproval | None = None) -> Project:
        """Anna's project with its approval (or this one), and everybody on record."""
        project = self.house.project.open(title="Bleeding", principal="ki", by=builders.RESEARCHER)
        for name in ("anna", "bo"):
            self.house.project.register(name, name=name.title(), organisation="ki", by=builders.COORDINATOR)
        return self.house.project.record_approval(
            project.id, approval=approval or builders.ethics_approval(), by=builders.RESEARCHER
        )

    def verified(self, case_number: str = builders.CASE_NUMBER, *, by: Actor = builders.COORDINATOR) -> Verification:
        """The approval held against its document."""
        document = builders.some_digest("the decision's document")
        return self.house.project.verify_approval(builders.PROJECT, case_number=case_number, document=document, by=by)

    def drafted(self, application: Application | None = None) -> AccessRequest:
        """A draft in that project."""
        project = self.opened()
        return self.house.access_request.draft(
            project=project.id, application=application or builders.application(), by=builders.RESEARCHER
        )

    def submitted(self, application: Application | None = None) -> AccessRequest:
        """Submitted."""
        draft = self.drafted(application)
        return self.house.access_request.submit(draft.id, by=builders.RESEARCHER)

    def review(self, controller: str, finding: Finding | None = None, *, by: Actor | None = None) -> DisclosureReview:
        """That controller decides its part."""
        return self.house.decision.review(
            builders.REQUEST,
            controller=ControllerId(controller),
            finding=finding or builders.finding(),
            by=by or builders.STEWARDS[controller],
        )

    def decide_samples(
        self, finding: Finding | None = None, *, biobank: str = builders.BIOBANK.number, by: Actor = builders.HEAD
    ) -> SamplePart:
        """Whoever answers for the biobank decides on its samples."""
        return self.house.decision.decide_samples(
            builders.REQUEST, biobank=biobank, finding=finding or builders.finding(), by=by
        )

    def decided(self, application: Application | None = None, *, refusing: Sequence[str] = ()) -> AccessRequest:
        """Every part decided: granted, but by those that refuse."""
        request = self.submitted(application)
        for controller in request.application.selection.datasets():
            self.review(controller, builders.REFUSES if controller in refusing else None)
        return self.request(request.id)

    def issued(self, application: Application | None = None, *, refusing: Sequence[str] = ()) -> Permit:
        """The permit."""
        permit = self.house.permit.issue(self.decided(application, refusing=refusing).id)
        assert permit is not None
        return permit

    def ordered(self, application: Application | None = None, *, refusing: Sequence[str] = ()) -> Extract:
        """The order, in the order box."""
        extract = self.house.extraction.order(self.issued(application, refusing=refusing).id)
        self.house.send()
        return extract

    def extracted(self, application: Application | None = None) -> Extract:
        """The runner's answer taken in."""
        extract = self.ordered(application)
        self.tell(extract.id, "running", sequence=1)
        self.answer(extract)
        return self.house.extraction.follow(extract.id)

    def delivering(self) -> Extract:
        """The delivery ordered."""
        extract = self.house.delivery.deliver(self.extracted().id)
        self.house.send()
        return extract

    def delivered(self) -> Extract:
        """The receipt made."""
        extract = self.delivering()
        self.confirm(extract)
        return self.house.delivery.receive(extract.id)

    # What the data plane does.

    def tell(
        self, order: str, state: str, /, *, sequence: int, key: SigningKey = builders.RUNNER_KEY, **more: Any
    ) -> None:
        """A status."""
        body = builders.status_body(order, state, sequence=sequence, **more)
        self.box.tell(order, sequence, builders.by_runner(Kind.STATUS, body, key=key))

    def answer(self, extract: Extract, /, *, key: SigningKey = builders.RUNNER_KEY, **changes: Any) -> SignedPaper:
        """A manifest of that order."""
        body = builders.manifest_body(self.paper(extract.order), **changes)
        paper = builders.by_runner(Kind.MANIFEST, body, key=key)
        self.box.answer(extract.id, paper)
        return paper

    def answer_with_notes(
        self, extract: Extract, /, drawn: Mapping[str, tuple[int, int]], *, withheld: int = 0, **changes: Any
    ) -> SignedPaper:
        """A manifest of masked notes: by controller, how many were drawn, of how many that leave; each sealed."""
        order = self.paper(extract.order)
        papers = {
            controller: builders.note_sample_paper(order, controller, notes=notes, leaving=leaving)
            for controller, (notes, leaving) in drawn.items()
        }
        for controller, paper in papers.items():
            self.box.seal(extract.id, controller, paper)
        notes = withheld + sum(leaving for _, leaving in drawn.values())
        told: dict[str, Any] = {
            "text": TextTreatment(profile="unmeasured", notes=notes, withheld=withheld),
            "note_samples": tuple(builders.drawn_notes(paper) for paper in papers.values()),
        }
        return self.answer(extract, **{**told, **changes})

    def note_check(self, controller: str = "alvik") -> NoteCheck:
        """As it is stored."""
        with self.memory.work() as work:
            return work.note_checks.get(f"{builders.ORDER}.{controller}")

    def check_notes(self, controller: str = "alvik", *, by: Actor | None = None, **found: Any) -> NoteCheck:
        """Its steward says what was found: nothing, unless told otherwise."""
        return self.house.note_check.check(
            builders.ORDER,
            controller=ControllerId(controller),
            found=builders.found_in_notes(self.note_check(controller), **found),
            by=by or builders.STEWARDS[controller],
        )

    def confirm(self, extract: Extract, /, *, key: SigningKey = builders.RUNNER_KEY, **changes: Any) -> SignedPaper:
        """A confirmation of its delivery."""
        paper = builders.by_runner(Kind.CONFIRMATION, builders.confirmation_body(extract, **changes), key=key)
        self.box.confirm(extract.delivery or "", paper)
        return paper

    def settle(self, *, key: SigningKey = builders.RUNNER_KEY, **changes: Any) -> None:
        """The answer to the workspace's last order: it is followed, and certified where rows are gone."""
        workspace = self.workspace()
        order = WorkspaceOrder.of(self.paper(workspace.orders[-1]))
        if workspace.state is State.EMPTYING:
            body = builders.certificate_body(self.paper(workspace.orders[-1]), self.extract(), **changes)
            self.box.certify(order.id, builders.by_runner(Kind.DELETION_CERTIFICATE, body, key=key))
        self.tell(order.id, order.state, sequence=1)

    def inquiry(self, id: str = builders.WORKSPACE) -> Inquiry:
        """As it is stored."""
        with self.memory.work() as work:
            return work.inquiries.get(id)

    def tell_objections(
        self, counted: Mapping[str, int], /, *, key: SigningKey = builders.RUNNER_KEY, **changes: Any
    ) -> SignedPaper:
        """The answer to the workspace's last question: so many are counted now, by kind."""
        inquiry = self.inquiry()
        body = builders.notice_body(self.paper(inquiry.paper), counted, **changes)
        paper = builders.by_runner(Kind.OBJECTION_NOTICE, body, key=key)
        self.box.notify(inquiry.question or "", paper)
        self.tell(inquiry.question or "", "told", sequence=1)
        return paper
