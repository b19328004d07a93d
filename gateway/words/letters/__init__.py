"""
The letters, Swedish and English side by side: what each says of its papers.

A letter is a pure function of its papers and the language. Nothing else is read: no clock, no store, no catalog.
"""

from collections.abc import Callable, Mapping

from gateway.domain.errors import Invalid
from gateway.domain.letter import Behind, Letter, LetterKind
from gateway.words.language import Language
from gateway.words.letters.decision import decision
from gateway.words.letters.frame import framed
from gateway.words.letters.parts import Text
from gateway.words.letters.permit import deletion, extension, permit, revocation
from gateway.words.letters.request import refusal, returned
from gateway.words.letters.samples import samples

WRITTEN: Mapping[LetterKind, Callable[[Behind, Language], Text]] = {
    LetterKind.DECISION: decision,
    LetterKind.SAMPLES: samples,
    LetterKind.RETURN: returned,
    LetterKind.REFUSAL: refusal,
    LetterKind.PERMIT: permit,
    LetterKind.EXTENSION: extension,
    LetterKind.REVOCATION: revocation,
    LetterKind.DELETION: deletion,
}


def letter(behind: Behind, language: Language) -> Letter:
    """The letter that these papers make. Raises Invalid (no-letter) where they do not make one."""
    try:
        return framed(behind, WRITTEN[behind.kind](behind, language), language)
    except (KeyError, TypeError, AttributeError, ValueError) as broken:
        raise Invalid(
            f"These papers cannot be read as a letter: {type(broken).__name__}.", where="papers", reason="no-letter"
        ) from None
