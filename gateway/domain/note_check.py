"""
A controller's steward reads a sample of its masked notes before they are delivered, and says what was left in them.

The sample is sealed: the gateway keeps and hands over what it cannot open. What comes back are numbers, never a word.
"""

from dataclasses import dataclass
from datetime import date

from gateway.domain.errors import Invalid
from spark_jobs.papers.manifest import DrawnNotes
from spark_jobs.papers.note_samples import FoundInNotes, MissedOfClass
from spark_jobs.papers.paper import Digest

SHARES = 10_000
"""Shares are told in ten thousandths, rounded up: whole numbers are the same to every engine."""

SELDOM = 20
"""The bound holds with 95 per cent: were more notes than that bad, so few would be found once in twenty samples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCheckTerms:
    """
    How many of each controller's notes are to be read, and up to which share of bad ones they are delivered.

    `highest_miss` is in ten thousandths, and held against the bound, not against what was found.
    """

    notes: int
    highest_miss: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found, by whom, on which day; `paper` is its signed form, `in_place_of` whose deputy it was."""

    looked_at: int
    with_a_miss: int
    missed: tuple[MissedOfClass, ...]
    wrongly_masked: int
    by: str
    in_place_of: str | None
    on: date
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCheck:
    """
    One controller's sample out of one extract, and what its steward found.

    `notes` were drawn, out of those that are `leaving`; `sample` is the digest of the sealed file, `key` the name of
    the steward's key that opens it.
    """

    id: str
    revision: int = 0
    project: str
    permit: str
    extract: str
    controller: str
    notes: int
    leaving: int
    sample: Digest
    key: str
    checked: Checked | None = None

    @classmethod
    def of_line(cls, line: DrawnNotes, *, extract: str, permit: str, project: str) -> "NoteCheck":
        """As the manifest tells of it: nobody has read it yet."""
        return cls(
            id=f"{extract}.{line.controller}",
            project=project,
            permit=permit,
            extract=extract,
            controller=line.controller,
            notes=line.notes,
            leaving=line.leaving,
            sample=Digest(line.sha256),
            key=line.key,
        )

    @property
    def due(self) -> str:
        """What is to be done about it, or nothing."""
        return "" if self.checked else "check"

    @property
    def miss_at_most(self) -> int | None:
        """The share of notes that may have something left in them, in ten thousandths; None before it is checked."""
        return None if self.checked is None else self.bound_of(self.checked)

    def bound_of(self, checked: Checked) -> int:
        """The same of what is about to be recorded."""
        return miss_at_most(checked.with_a_miss, looked_at=checked.looked_at, leaving=self.leaving)

    def checking(self, found: FoundInNotes, *, by: str, in_place_of: str | None, on: date) -> Checked:
        """
        What was found, as it may be recorded of this sample. Raises Invalid: another-sample, more-than-drawn,
        more-missed-than-read, classes-without-a-miss.
        """
        if found.sample != self.sample:
            raise Invalid("These findings are about another sample.", where="sample", reason="another-sample")
        if not 0 < found.looked_at <= self.notes:
            sentence = f"{self.notes} notes were drawn: as many were read, or fewer, and one at least."
            raise Invalid(sentence, where="looked_at", reason="more-than-drawn")
        if found.with_a_miss > found.looked_at:
            sentence = "More notes have something left in them than were read."
            raise Invalid(sentence, where="with_a_miss", reason="more-missed-than-read")
        if bool(found.missed) != bool(found.with_a_miss) or sum(one.times for one in found.missed) < found.with_a_miss:
            sentence = "What was left is told by class, for each note in which something was left."
            raise Invalid(sentence, where="missed", reason="classes-without-a-miss")
        return Checked(
            looked_at=found.looked_at,
            with_a_miss=found.with_a_miss,
            missed=found.missed,
            wrongly_masked=found.wrongly_masked,
            by=by,
            in_place_of=in_place_of,
            on=on,
        )


def miss_at_most(with_a_miss: int, *, looked_at: int, leaving: int) -> int:
    """
    The exact upper bound of the share, in ten thousandths: one-sided, 95 per cent, by Clopper and Pearson (1934).

    It is the least share at which so few bad notes would be found once in twenty samples or less often, calculated in
    whole numbers. Drawing without putting back makes it stricter than it need be. Where all that leave were read,
    nothing is left to chance, and it is the share that was found; where nothing was read, anything may be true.
    """
    if looked_at >= leaving > 0:
        return -(-with_a_miss * SHARES // leaving)
    low, high = 0, SHARES
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _seldom(with_a_miss, looked_at, middle) else (middle + 1, high)
    return low


def _seldom(found: int, of: int, share: int) -> bool:
    """Whether at most so many would be found once in twenty samples, or less often, were that the share."""
    good, ways, chosen, bad = SHARES - share, 1, 1, 1
    for place in range(1, found + 1):
        # One more bad one: so many ways to choose them, each of that weight; the others are good.
        chosen, bad = chosen * (of - place + 1) // place, bad * share
        ways = ways * good + chosen * bad
    everything: int = SHARES**of
    others: int = good ** (of - found)
    return SELDOM * ways * others <= everything
