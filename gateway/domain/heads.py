"""
Signed heads against the ledger they tell of: what was cut, what was changed, and what a restore says that it lost.

A restore from a backup that is older than the newest head loses lines. It says so in a line of its own, and the heads
of the lost lines, signed before it, contradict the ledger no more: they are the evidence that those lines were there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.domain.audit import AuditEntry, Event
from gateway.domain.day import swedish_day
from spark_jobs.papers.errors import PaperError, PaperUnreadable
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile

LINES_LOST: Final = "lines-lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Lines `first` to `last` stood in the ledger once; `told_at`: when the restore that lost them was written down."""

    first: int
    last: int
    told_at: datetime

    def because(self) -> tuple[str, str, str]:
        """As the entry of the restore says it."""
        return LINES_LOST, str(self.first), str(self.last)

    @classmethod
    def of(cls, entry: AuditEntry) -> "Lost | None":
        """What the entry of a restore tells, or None where it lost nothing or is another entry."""
        match entry.because:
            case (code, first, last) if entry.event is Event.HOUSE_RESTORED and code == LINES_LOST:
                return cls(first=int(first), last=int(last), told_at=entry.at)
            case _:
                return None

    def __str__(self) -> str:
        day = swedish_day(self.told_at).isoformat()
        return (
            f"lines {self.first} to {self.last} were lost; what stands there now was written after a restore on {day}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the ledger stood when it was signed."""

    sequence: int
    digest: Digest
    at: datetime


def read_head(raw: bytes, trust: TrustFile) -> Head:
    """Raises PaperError for what is no head, or is not believed."""
    paper = SignedPaper.from_json(raw)
    body = paper.body
    if paper.kind is not Kind.LEDGER_HEAD or not isinstance(body.get("sequence"), int):
        raise PaperUnreadable("It is no head of a ledger.")
    try:
        signed_at = datetime.fromisoformat(str(body.get("at")))
    except ValueError:
        raise PaperUnreadable("It does not say when it was signed.") from None
    # By the day it was signed on: a head outlives the key that signed it.
    trust.verify(paper, on=swedish_day(signed_at))
    return Head(sequence=body["sequence"], digest=Digest(str(body.get("digest"))), at=signed_at)


def against(
    heads: Sequence[bytes], digests: Mapping[int, Digest | None], lost: Sequence[Lost], trust: TrustFile
) -> Iterator[str]:
    """Every place where a head and the ledger do not tell the same. `digests`: of each line, None of a broken one."""
    end = max(digests, default=-1)
    for raw in heads:
        try:
            head = read_head(raw, trust)
        except PaperError as broken:
            yield f"a signed head does not hold: {broken.sentence}"
            continue
        if digests.get(head.sequence) == head.digest or _is_of_a_lost_line(head, lost):
            continue
        if head.sequence > end:
            yield f"the ledger ends at line {end}; a signed head stands at line {head.sequence}: it was cut."
        else:
            yield f"line {head.sequence} is not the line that was signed as head."


def lost_after(end: int, heads: Sequence[bytes], trust: TrustFile, *, now: datetime) -> Lost | None:
    """The lines behind `end` that believed heads tell of, or None where none stands behind it."""
    newest = max((head.sequence for head in _believed(heads, trust)), default=end)
    return Lost(first=end + 1, last=newest, told_at=now) if newest > end else None


def _believed(heads: Sequence[bytes], trust: TrustFile) -> Iterator[Head]:
    for raw in heads:
        try:
            yield read_head(raw, trust)
        except PaperError:
            continue  # told by `against`


def _is_of_a_lost_line(head: Head, lost: Sequence[Lost]) -> bool:
    # Only one that was signed before: a later head of another line would be no trace of what was lost.
    return any(told.first <= head.sequence <= told.last and head.at <= told.told_at for told in lost)
