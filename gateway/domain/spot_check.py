"""
A spot check: lines or permits of a period, drawn by a seed that nobody chose, each remarked on, signed off at the end.

The seed is the digest of the ledger's last line at the drawing, together with what was asked for: whoever has the
ledger draws the same again. Who draws anew, to be luckier, leaves a line for each try, and checks that are unfinished.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.extension import reasoned
from spark_jobs.papers.paper import Digest, canonical, digest_of


class Drawn(StrEnum):
    """What a spot check is drawn from."""

    LINES = "lines"
    PERMITS = "permits"


class Verdict(StrEnum):
    """What whoever looked at it found."""

    IN_ORDER = "in_order"
    QUESTION = "question"
    NOT_IN_ORDER = "not_in_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was found about one item, by whom; what is not in order, or a question, says why."""

    item: str
    verdict: Verdict
    note: str
    by: str
    on: date

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        if self.verdict is not Verdict.IN_ORDER:
            reasoned(self.note, where="note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """What the check came to, by whom, on which day; `paper` is its signed form, with every remark."""

    conclusion: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        reasoned(self.conclusion, where="conclusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """
    `items` are places of lines, or permits, drawn out of `population` that answered the `question`, by `seed`.

    `paper` is its signed form as it was drawn.
    """

    id: str
    revision: int = 0
    of: Drawn
    question: tuple[str, ...]
    head: int
    seed: Digest
    population: int
    items: tuple[str, ...]
    by: str
    on: date
    paper: Digest | None = None
    remarks: tuple[Remark, ...] = ()
    sign_off: SignOff | None = None

    @property
    def due(self) -> str:
        """What is to be done about it, or nothing."""
        return "" if self.sign_off else "sign-off"

    @property
    def unseen(self) -> tuple[str, ...]:
        """The items that nobody has remarked on."""
        seen = {remark.item for remark in self.remarks}
        return tuple(item for item in self.items if item not in seen)

    def remarked(self, remark: Remark) -> "SpotCheck":
        """With that remark in the place of an earlier. Raises Invalid (no-such-item), StepRefused once signed off."""
        if self.sign_off is not None:
            raise StepRefused("This check is signed off.")
        if remark.item not in self.items:
            raise Invalid("Nothing of that name was drawn.", where="item", reason="no-such-item")
        others = tuple(one for one in self.remarks if one.item != remark.item)
        return replace(self, remarks=(*others, remark))

    def signed_off(self, sign_off: SignOff) -> "SpotCheck":
        """At its end. Raises StepRefused where it is signed off already, or nobody has remarked on something."""
        if self.sign_off is not None:
            raise StepRefused("This check is signed off already.")
        if self.unseen:
            raise StepRefused("Something that was drawn has no remark yet: look at each before you sign off.")
        return replace(self, sign_off=sign_off)


def seed_of(head: Digest, *, of: Drawn, size: int, question: Sequence[str]) -> Digest:
    """What the drawing goes by: nobody knows it before the last line is written, and everybody afterwards."""
    return digest_of(canonical({"head": head, "of": of.value, "size": size, "question": list(question)}))


def drawn(population: Iterable[str], *, seed: Digest, size: int) -> tuple[str, ...]:
    """So many of them, or all where there are no more: those whose digest under the seed is least."""
    return tuple(heapq.nsmallest(size, population, key=lambda item: digest_of(f"{seed} {item}".encode())))
