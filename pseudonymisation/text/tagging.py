"""What stands in a masked note: class tags with a number, unless the permit chose surrogates."""

from collections.abc import Sequence
from typing import Protocol

from pseudonymisation.text.numbering import Found, numbered
from pseudonymisation.text.spans import SHOWN


class Writing(Protocol):
    """How a note is written where something was found."""

    def instead(self, found: Sequence[Found], language: str) -> list[str]:
        """For each stretch of one note, in the text's order, the words that take its place."""
        ...


class Tagged:
    """`[PERSON 1]`, in the note's language: the same number for the same stretch, within the note."""

    def instead(self, found: Sequence[Found], language: str) -> list[str]:
        shown = SHOWN[language]
        return [f"[{shown[each.tag]} {number}]" for each, number in zip(found, numbered(found), strict=True)]


TAGGED: Writing = Tagged()
