"""Who makes a file of a letter."""

from typing import Protocol

from gateway.domain.letter import Letter


class Typesetter(Protocol):
    """A pure function: the same letter gives the same bytes."""

    def typeset(self, letter: Letter, /) -> bytes:
        """The letter as PDF/A-3, tagged, with its papers attached."""
        ...
