"""A known person's names in text: parts, joined parts, genitive, initials, codes, one slip of the pen in long names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pseudonymisation.text.letters import Word, plain, words
from pseudonymisation.text.lexicon import PARTICLES, WORD, flags
from pseudonymisation.text.spans import Span, Tag

_BETWEEN = re.compile(r"[\s.,\-–'’]{0,3}")
_SIGNED = re.compile(r"(?:/|\bsign(?:erat|\.)?(?:\s?av)?|\b(?:mvh|vh))\s{0,2}[:.,]?\s{0,2}$", re.IGNORECASE)
# Names that are words of every other sentence: in small letters and alone they name nobody.
EVERYDAY = frozenset("dag bo my liv ben per hans ville ung will may mark art sol vide li lo an a de den du i".split())
_SLIPS_FROM, _SHORTEST_CODE, _LONGEST_CODE = 6, 2, 8


class NameNet:
    """Made once for a person, asked for each note."""

    def __init__(self, *, given_name: str = "", family_name: str = "", names: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._particles: set[str] = set()
        self._long: dict[tuple[str, int], list[str]] = {}
        self._initials: set[str] = set()
        self._signatures: set[str] = set()
        self._codes: frozenset[str] = frozenset()
        for given, family in ((given_name, family_name), *map(_parted, _whole(names))):
            self._add(_parts(given), _parts(family))
        self._codes = frozenset(code for code in self._signatures if _SHORTEST_CODE <= len(code) <= _LONGEST_CODE)

    def _add(self, given: list[str], family: list[str]) -> None:
        parts = [part for part in (*given, *family) if len(part) > 1 and part not in PARTICLES]
        forms = {form for form in (*parts, *_joined(given + family)) if len(form) > 1}
        self._words |= forms | {f"{form}s" for form in forms}
        self._particles |= PARTICLES.intersection(given + family)
        self._initials |= {part[0] for part in (*given, *family)}
        self._signatures |= set(_codes(given, family))
        for part in parts:
            if len(part) >= _SLIPS_FROM:
                for length in range(len(part) - 1, len(part) + 3):
                    self._long.setdefault((part[0], length), []).append(part)

    def spans(self, text: str, found: Sequence[Word]) -> Iterator[Span]:
        """Runs of words that are this person's names or initials, with at least one name, or what signs."""
        run: list[Word] = []
        known, initials = self._words, self._initials
        # Other words are no part of the name: they stand between and part it.
        for word in [word for word in found if word.plain[0] in initials]:
            is_of_them = word.plain in known or self._may_belong(text, word)
            if run and not (is_of_them and _BETWEEN.fullmatch(text, run[-1].end, word.start)):
                yield from self._span(text, run)
                run = []
            if is_of_them or word.plain in self._particles:
                run.append(word)
        if run:
            yield from self._span(text, run)
        yield from self._signed(text, found)

    def _may_belong(self, text: str, word: Word) -> bool:
        return self._is_slip(word) or word.plain in self._particles or self._is_initials(text, word)

    def _span(self, text: str, run: Sequence[Word]) -> Iterator[Span]:
        names = [word for word in run if self._is_name(word)]
        if len(names) == 1 and names[0].plain in EVERYDAY and text[names[0].start].islower():
            return
        if names or self._is_signature(text, run):
            yield Span(run[0].start, run[-1].end, Tag.PERSON)

    def _is_name(self, word: Word) -> bool:
        return word.plain in self._words or self._is_slip(word)

    def _is_slip(self, word: Word) -> bool:
        near = self._long.get((word.plain[0], len(word.plain)))
        if not near or flags().get(word.plain, 0) & WORD:
            return False
        return any(_one_slip_apart(word.plain, part) for part in near)

    def _is_initials(self, text: str, word: Word) -> bool:
        written = text[word.start : word.end]
        pointed = len(written) == 1 and text[word.end : word.end + 1] == "."
        return len(written) <= 3 and (pointed or written.isupper()) and self._initials.issuperset(word.plain)

    def _is_signature(self, text: str, run: Sequence[Word]) -> bool:
        if len(run) < 2 or "." not in text[run[0].start : run[-1].end]:
            return False
        return "".join(word.plain for word in run) in self._signatures

    def _signed(self, text: str, found: Sequence[Word]) -> Iterator[Span]:
        """Codes made of the name: three capitals or more anywhere, others where somebody signs."""
        codes = self._codes
        for word in found:
            if word.plain in codes:
                shouted = len(word.plain) > 2 and text[word.start : word.end].isupper()
                if shouted or _SIGNED.search(text, max(0, word.start - 16), word.start):
                    yield Span(word.start, word.end, Tag.PERSON)


def _whole(names: Iterable[str]) -> Iterator[str]:
    """The names, and of parts alone also the whole that they make."""
    listed = list(names)
    yield from listed
    if len(listed) > 1 and not any(" " in name.strip() or "," in name for name in listed):
        yield " ".join(listed)


def _parted(name: str) -> tuple[str, str]:
    """Given and family name of a whole name, which may be written the other way round with a comma."""
    if "," in name:
        family, given = name.split(",", 1)
        return given, family
    given, _, family = name.strip().rpartition(" ")
    return (given, family) if given else (name, "")


def _parts(name: str) -> list[str]:
    return [word.plain for word in words(plain(name))]


def _codes(given: Sequence[str], family: Sequence[str]) -> Iterator[str]:
    """What a person signs with: all initials, the first and the last, and the beginnings of both names."""
    firsts, last = "".join(part[0] for part in given), "".join(part[0] for part in family)
    yield from (firsts + last, firsts[:1] + last, firsts[:1] + last[-1:])
    if given and family:
        main = family[-1]
        yield from (given[0][:count] + main[:more] for count in (1, 2, 3, 4) for more in (1, 2, 3, 4))
        yield from (firsts[:2] + main[:count] for count in (1, 2, 3))


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """Two parts or more that stand side by side, written as one word."""
    for first in range(len(parts)):
        for last in range(first + 2, min(len(parts), first + 4) + 1):
            yield "".join(parts[first:last])


def _one_slip_apart(word: str, name: str) -> bool:
    """Whether one letter more, less, other or two swapped make the name (or its genitive) of the word."""
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
