"""A known person's names in text: parts, joined parts, genitive, initials, and one slip of the pen in long names."""

import re
from collections.abc import Iterator, Sequence

from pseudonymisation.text.letters import Word, plain, words
from pseudonymisation.text.spans import Span, Tag

_PARTICLES = frozenset("von van af av de la le el al der den da di och".split())
_BETWEEN = re.compile(r"[\s.,\-–']{0,3}")
_SLIPS_FROM = 6


class NameNet:
    """Made once for a person, asked for each note."""

    def __init__(self, *, given_name: str, family_name: str) -> None:
        given = [word.plain for word in words(plain(given_name))]
        family = [word.plain for word in words(plain(family_name))]
        parts = [part for part in (*given, *family) if len(part) > 1 and part not in _PARTICLES]
        forms = {form for form in (*parts, *_joined(given + family)) if len(form) > 1}
        self._words = forms | {f"{form}s" for form in forms}
        self._particles = _PARTICLES.intersection(given + family)
        self._long = tuple(part for part in parts if len(part) >= _SLIPS_FROM)
        self._initials = frozenset(part[0] for part in (*given, *family))
        firsts, last = "".join(part[0] for part in given), "".join(part[0] for part in family)
        self._signatures = frozenset({firsts + last, firsts[:1] + last, firsts[:1] + last[-1:]})

    def spans(self, text: str, found: Sequence[Word]) -> Iterator[Span]:
        """Runs of words that are this person's names or initials, with at least one name or all initials in points."""
        run: list[Word] = []
        for word in found:
            if run and not _BETWEEN.fullmatch(text, run[-1].end, word.start):
                yield from self._span(text, run)
                run = []
            if self._is_name(word) or word.plain in self._particles or self._is_initials(text, word):
                run.append(word)
            else:
                yield from self._span(text, run)
                run = []
        yield from self._span(text, run)

    def _span(self, text: str, run: Sequence[Word]) -> Iterator[Span]:
        if any(self._is_name(word) for word in run) or self._is_signature(text, run):
            yield Span(run[0].start, run[-1].end, Tag.PERSON)

    def _is_name(self, word: Word) -> bool:
        return word.plain in self._words or any(_one_slip_apart(word.plain, part) for part in self._long)

    def _is_initials(self, text: str, word: Word) -> bool:
        written = text[word.start : word.end]
        return len(written) <= 3 and written.isupper() and self._initials.issuperset(word.plain)

    def _is_signature(self, text: str, run: Sequence[Word]) -> bool:
        if len(run) < 2 or "." not in text[run[0].start : run[-1].end]:
            return False
        return "".join(word.plain for word in run) in self._signatures


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """Two parts or more that stand side by side, written as one word."""
    for first in range(len(parts)):
        for last in range(first + 2, len(parts) + 1):
            yield "".join(parts[first:last])


def _one_slip_apart(word: str, name: str) -> bool:
    """Whether one letter more, less, other or two swapped make the name (or its genitive) of the word."""
    if word[:1] != name[:1] or abs(len(word) - len(name)) > 2:
        return False
    return _differ_by_one(word, name) or (word.endswith("s") and _differ_by_one(word[:-1], name))


def _differ_by_one(one: str, other: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[1::-1] == others[:2] and rest[2:] == others[2:])
    )
