"""Within which one person keeps one pseudonym: a project, and a domain of things that are named."""

from enum import StrEnum
from typing import Protocol

from pseudonymisation.errors import KeyUnusable


class Domain(StrEnum):
    """
    What a pseudonym names; the same value in two domains gets two pseudonyms that do not join.

    Three give none: by one a person's date offset is made, by one the names that stand in a note for others, by one the
    notes are drawn that a steward reads.
    """

    PERSON = "person"
    STAFF = "staff"
    UNIT = "unit"
    VISIT = "visit"
    ROW = "row"
    DATE_SHIFT = "date_shift"
    SURROGATE = "surrogate"
    NOTE_SAMPLE = "note_sample"

    @classmethod
    def named(cls, name: str) -> "Domain":
        """The domain of that name; another package's enumeration of the same names will do."""
        # An enumeration's member hashes by its own name, so it is turned into plain text before it is looked up.
        try:
            return cls(str(name))
        except ValueError:
            raise KeyUnusable("domain-unknown", "There is no domain of that name.") from None


NAMELESS = frozenset({Domain.DATE_SHIFT, Domain.SURROGATE, Domain.NOTE_SAMPLE})
"""The domains that give no pseudonyms."""


class Scope(Protocol):
    """A project and a domain, as the order's papers carry them."""

    @property
    def project(self) -> str: ...

    @property
    def domain(self) -> str: ...
