"""How much of what was drawn the recognizers' own lists hold: a score on names that they know says little."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from pseudonymisation.text.measuring.annotated import AnnotatedNote
from pseudonymisation.text.measuring.listed import INITIALS, LISTED, standing
from pseudonymisation.text.spans import Tag

_LOOKED_UP = (Tag.PERSON, Tag.PLACE, Tag.CARE_UNIT, Tag.ORGANISATION)


def against_lists(notes: Iterable[AnnotatedNote], known: Set[str]) -> Mapping[str, tuple[int, int]]:
    """By class: how many names or places stand on no list, and how many there are; initials alone are left out."""
    there: Counter[str] = Counter()
    unlisted: Counter[str] = Counter()
    for note in notes:
        for span in note.spans:
            stood = standing(note.text[span.start : span.end], known)
            if span.label in _LOOKED_UP and not span.optional and stood != INITIALS:
                there[span.label] += 1
                unlisted[span.label] += stood != LISTED
    return {label: (unlisted[label], there[label]) for label in sorted(there)}
