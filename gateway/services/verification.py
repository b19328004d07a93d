"""Verification: the ledger walked line by line, and held against its papers and every signed head."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from gateway.domain.audit import FIRST, Event, LedgerLine, Link
from gateway.domain.chain import signed_on
from gateway.domain.errors import LedgerBroken, NotFound
from gateway.domain.heads import Lost, against
from gateway.domain.sought import Sought
from gateway.ports.heads import Heads
from gateway.ports.unit_of_work import UnitOfWork
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, SignedPaper
from spark_jobs.papers.trust import TrustFile

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


def verified(
    work: UnitOfWork, heads: Heads, trust: TrustFile, *, after: int = -1, limit: int | None = None
) -> Verification:
    """So many lines after that place, or all; an earlier restore excuses what it says that it lost."""
    walk = Walk(work, trust, after=after, limit=limit)
    faults = list(walk.faults())
    told = [raw for raw in heads.all() if _is_of(raw, walk)]
    faults += against(told, walk.digests, walk.lost if limit is None else _losses(work), trust)
    return Verification(
        lines=walk.lines,
        heads=len(told),
        papers=walk.papers,
        faults=tuple(faults),
        lost=tuple(map(str, walk.lost)),
        next=walk.end if walk.more else None,
    )


def _is_of(raw: bytes, walk: "Walk") -> bool:
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


def held_to_account(
    work: UnitOfWork, trust: TrustFile, lines: Sequence[LedgerLine]
) -> Sequence[tuple[LedgerLine, Sequence[str]]]:
    """
    Each of these lines, which may lie anywhere, with what is wrong with it: it is held against its own digest, its
    papers, what the lines before and after it say of themselves, and whether questions find it.

    The store is asked about all of them together.
    """
    beside = {line.sequence + side for line in lines for side in (-1, 1)}
    links = work.ledger.links(sorted(beside))
    found = [(line, [*_wrong_beside(line, links), *_wrong_within(line, work, trust)]) for line in lines]
    astray = set(work.ledger.astray([line for line, wrong in found if not wrong]))
    return [(line, [*wrong, *(_passed_over(place) for place in {line.sequence} & astray)]) for line, wrong in found]


def _wrong_beside(line: LedgerLine, links: Mapping[int, Link]) -> Iterator[str]:
    before, after = links.get(line.sequence - 1), links.get(line.sequence + 1)
    first = line.sequence == 0 and line.previous != FIRST
    if first or (before is not None and before.digest != line.previous):
        yield _not_following(line.sequence)
    if after is not None and after.previous != line.digest:
        yield _not_following(line.sequence + 1)


def _wrong_within(line: LedgerLine, work: UnitOfWork, trust: TrustFile) -> Iterator[str]:
    if line.digest != LedgerLine.digest_for(sequence=line.sequence, previous=line.previous, entry=line.entry):
        yield f"line {line.sequence} was changed after it was written."
    for digest in line.entry.papers:
        try:
            paper = work.papers.get(digest)
            trust.verify(paper, on=signed_on(paper) or line.entry.at.date())
        except (NotFound, LedgerBroken, PaperError) as broken:
            yield f"line {line.sequence} tells of the paper {digest}, and it does not hold: {broken.sentence}"


def _not_following(place: int) -> str:
    return f"line {place} does not follow the line before it."


def _passed_over(place: int) -> str:
    return f"line {place} is not found by what it tells: questions pass over it."


class Walk:
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
            yield _passed_over(place)
        self._whole.clear()

    def _line(self, line: LedgerLine, *, place: int) -> Iterator[str]:
        before = self.digests.get(place - 1, FIRST)
        if line.sequence != place:
            yield f"line {place} is missing: line {line.sequence} stands in its place."
        elif before not in {line.previous, None}:
            yield _not_following(line.sequence)
        self.papers += len(line.entry.papers)
        yield from _wrong_within(line, self._work, self._trust)
