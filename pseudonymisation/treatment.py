"""
What happens to one column on its way out: frozen values, each with its meaning for a single value.

`apply` is the reference: the engine's own transforms are tested against it. None stays None everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pseudonymisation.code_key import CodeKey
from pseudonymisation.errors import KeyUnusable, TreatmentRefused
from pseudonymisation.scope import NAMELESS, Domain

Value = str | int | float | date | None

# A placeholder that everybody knows (9999-12-31, 0001-01-01) would tell the offset once it is shifted with the
# rest, so that dates outside these years come out empty. 1900-01-01 cannot be told from a date that is meant.
EARLIEST_SHIFTED = date(1850, 1, 1)
LATEST_SHIFTED = date(2098, 12, 31)


class Kind(StrEnum):
    """The kinds, by the names that catalog and orders use."""

    KEEP = "keep"
    DROP = "drop"
    PSEUDONYM = "pseudonym"
    YEAR_ONLY = "year_only"
    BAND = "band"
    SHIFT_DATE = "shift_date"
    MASK_TEXT = "mask_text"
    SURROGATE_TEXT = "surrogate_text"


def _no_mask(text: str) -> None:
    """Without a mask every note is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a treatment needs besides the value: the open key, the offset of this person, the two masks for notes."""

    key: CodeKey | None = None
    offset_days: int | None = None
    mask: Callable[[str], str | None] = _no_mask
    surrogates: Callable[[str], str | None] = _no_mask


@dataclass(frozen=True, slots=True)
class Keep:
    """The value as it stands."""

    kind: ClassVar[Kind] = Kind.KEEP

    def apply(self, value: Value, means: Means) -> Value:
        return value


@dataclass(frozen=True, slots=True)
class Drop:
    """The column is not delivered. It is ordered so that the paper says it was thought of."""

    kind: ClassVar[Kind] = Kind.DROP

    def apply(self, value: Value, means: Means) -> Value:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonymise:
    """The value's pseudonym in the project and this domain; numbers are taken as their decimal text."""

    kind: ClassVar[Kind] = Kind.PSEUDONYM
    domain: Domain

    def __post_init__(self) -> None:
        if self.domain in NAMELESS:
            raise TreatmentRefused("treatment-parameter", f"The domain {self.domain} gives no pseudonyms.")

    def apply(self, value: Value, means: Means) -> Value:
        if value is None or value == "":
            return None
        if means.key is None:
            raise KeyUnusable("code-key-missing", "A pseudonym needs an open code key.")
        return means.key.pseudonym(str(value), scope=self.domain)


@dataclass(frozen=True, slots=True)
class YearOnly:
    """Of a date or a time, the year as a whole number."""

    kind: ClassVar[Kind] = Kind.YEAR_ONLY

    def apply(self, value: Value, means: Means) -> Value:
        return None if value is None else _moment(value).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """
    Of a number, the band it falls in, as text: "40-44", and "90+" from the top on, where there is one.

    A fraction counts as its whole part; what is below zero is told as "<0".
    """

    kind: ClassVar[Kind] = Kind.BAND
    width: int
    top: int | None = None

    def __post_init__(self) -> None:
        top = self.width if self.top is None else self.top
        if not 2 <= self.width <= top <= 10_000 or top % self.width:
            raise TreatmentRefused(
                "treatment-parameter",
                "A band is at least 2 wide, and its top, at most 10000, is a multiple of its width.",
            )

    def apply(self, value: Value, means: Means) -> Value:
        if value is None or value != value:  # a number that is none is unequal to itself
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TreatmentRefused("value-not-a-number", "A band is made of numbers, and this column holds others.")
        if value < 0:
            return "<0"
        if self.top is not None and value >= self.top:
            return f"{self.top}+"
        lowest = int(value) // self.width * self.width
        return f"{lowest}-{lowest + self.width - 1}"


@dataclass(frozen=True, slots=True)
class ShiftDate:
    """The date so many days earlier, one offset for everything of a person in a project; a time keeps its hour."""

    kind: ClassVar[Kind] = Kind.SHIFT_DATE

    def apply(self, value: Value, means: Means) -> Value:
        if value is None:
            return None
        if means.offset_days is None:
            raise KeyUnusable("date-offset-missing", "A date is moved by its person's offset, and there is none.")
        moment = _moment(value)
        day = moment.date() if isinstance(moment, datetime) else moment
        if not EARLIEST_SHIFTED <= day <= LATEST_SHIFTED:
            return None
        moved = moment - timedelta(days=means.offset_days)
        return moved.isoformat() if isinstance(value, str) else moved


@dataclass(frozen=True, slots=True)
class MaskText:
    """Free text through the mask; a note that could not be masked is withheld (None), never passed through."""

    kind: ClassVar[Kind] = Kind.MASK_TEXT

    def apply(self, value: Value, means: Means) -> Value:
        return None if value is None else means.mask(str(value))


@dataclass(frozen=True, slots=True)
class SurrogateText:
    """
    Free text with other names, places and units in place of those found, and its dates moved by the person's offset.

    What has no surrogate becomes a class tag; a note that could not be masked is withheld (None).
    """

    kind: ClassVar[Kind] = Kind.SURROGATE_TEXT

    def apply(self, value: Value, means: Means) -> Value:
        return None if value is None else means.surrogates(str(value))


Treatment = Keep | Drop | Pseudonymise | YearOnly | Band | ShiftDate | MaskText | SurrogateText


def _moment(value: str | int | float | date) -> date:
    """The day or time that the value is; text in the ISO form."""
    if isinstance(value, date):
        return value
    try:
        text = str(value)
        return date.fromisoformat(text) if len(text) == len("2000-01-01") else datetime.fromisoformat(text)
    except ValueError:
        raise TreatmentRefused("value-not-a-date", "A date is asked for, and this column holds others.") from None
