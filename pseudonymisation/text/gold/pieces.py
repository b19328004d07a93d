"""A note as the pieces it is put together from, each knowing whether it is gold; places are counted at the very end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pseudonymisation.text.measuring.annotated import OTHER, AnnotatedNote, Facts, GoldSpan
from pseudonymisation.text.spans import Tag


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note: plain words, an identifier (`label`), or a medical term that is to stay."""

    text: str
    label: Tag | None = None
    role: str = OTHER
    optional: bool = False
    term: bool = False

    @property
    def plain(self) -> bool:
        return self.label is None and not self.term

    def with_text(self, text: str) -> "Piece":
        return replace(self, text=text)


Pieces = Sequence[Piece]


def note_of(pieces: Iterable[Piece], *, id: str, language: str, person_id: str, person: Facts) -> AnnotatedNote:
    """The text, and where each identifier and each term stands in it."""
    texts: list[str] = []
    spans: list[GoldSpan] = []
    terms: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.label and piece.text:
            spans.append(GoldSpan(start=at, end=end, label=piece.label, role=piece.role, optional=piece.optional))
        if piece.term:
            terms.append((at, end))
        texts.append(piece.text)
        at = end
    return AnnotatedNote(
        id=id,
        text="".join(texts),
        spans=tuple(spans),
        terms=tuple(terms),
        language=language,
        person_id=person_id,
        person=person,
    )
