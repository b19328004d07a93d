"""What was masked held against what should have been, note by note, and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from pseudonymisation.text.measuring.aims import is_direct
from pseudonymisation.text.measuring.annotated import AnnotatedNote, Facts, GoldSpan
from pseudonymisation.text.measuring.listed import standing
from pseudonymisation.text.spans import Span, Tag

Masking = Callable[[str, Facts, str], list[Span] | None]
Stood = tuple[str, str]

_LOOKED_UP = frozenset({Tag.PERSON, Tag.PLACE, Tag.CARE_UNIT, Tag.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What should have been masked and was not whole, or was masked and should not have been."""

    note: str
    kind: str
    label: str
    role: str
    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of notes and spans; a span counts as masked if every letter and digit of it is."""

    known: Set[str] = frozenset()
    notes: Counter[str] = field(default_factory=Counter)
    spans: Counter[Stood] = field(default_factory=Counter)
    masked: Counter[Stood] = field(default_factory=Counter)
    looked_up: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    looked_up_masked: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    touching: Counter[str] = field(default_factory=Counter)
    terms: int = 0
    terms_masked: int = 0
    characters: int = 0

    def add(self, note: AnnotatedNote, found: Sequence[Span] | None) -> list[Mistake]:
        """Counts one note, and gives its mistakes. A withheld note is counted as such and in nothing else."""
        self.notes["all"] += 1
        if found is None:
            self.notes["withheld"] += 1
            return []
        self.characters += len(note.text)
        covered = bytearray(len(note.text))
        for span in found:
            covered[span.start : span.end] = b"\1" * len(covered[span.start : span.end])
        return [*self._misses(note, covered), *self._wrong_marks(note, found), *self._wrong_terms(note, covered)]

    def _misses(self, note: AnnotatedNote, covered: bytearray) -> list[Mistake]:
        asked = [span for span in note.spans if not span.optional]
        missed = [span for span in asked if not self._counted(note.text, span, covered)]
        direct = any(is_direct(span.label, span.role) for span in missed)
        named = any(span.label == Tag.PERSON for span in missed)
        for row, clean in (("direct", not direct), ("named", not (direct or named)), ("clean", not missed)):
            self.notes[row] += clean
        return [_mistake(note, "missed", span.label, span.role, span.start, span.end) for span in missed]

    def _counted(self, text: str, span: GoldSpan, covered: bytearray) -> bool:
        whole = all(covered[at] for at in range(span.start, span.end) if text[at].isalnum())
        key = (span.label, span.role)
        self.spans[key] += 1
        self.masked[key] += whole
        if span.label in _LOOKED_UP:
            stood = (*key, standing(text[span.start : span.end], self.known))
            self.looked_up[stood] += 1
            self.looked_up_masked[stood] += whole
        return whole

    def _wrong_marks(self, note: AnnotatedNote, found: Iterable[Span]) -> list[Mistake]:
        """Stretches that were masked and touch no gold span, optional ones included."""
        wrong = []
        for span in found:
            touches = any(gold.start < span.end and span.start < gold.end for gold in note.spans)
            self.marks[span.tag] += 1
            self.touching[span.tag] += touches
            if not touches:
                wrong.append(_mistake(note, "masked in vain", span.tag.value, "", span.start, span.end))
        return wrong

    def _wrong_terms(self, note: AnnotatedNote, covered: bytearray) -> list[Mistake]:
        """Medical terms of which any letter was masked."""
        wrong = [(start, end) for start, end in note.terms if any(covered[start:end])]
        self.terms += len(note.terms)
        self.terms_masked += len(wrong)
        return [_mistake(note, "term masked", "TERM", "", start, end) for start, end in wrong]


def _mistake(note: AnnotatedNote, kind: str, label: str, role: str, start: int, end: int) -> Mistake:
    return Mistake(note=note.id, kind=kind, label=label, role=role, start=start, end=end)
