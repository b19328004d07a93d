"""
Which of the stretches of one note are the same: they share a number, and a number means nothing outside its note.

Letters and digits count, not what stands between them, nor a genitive's s. A shorter form of a name (the family name
alone, initials) is the person it fits, where it fits only one.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from pseudonymisation.text.letters import plain, squeezed, words
from pseudonymisation.text.spans import Tag

_INFLECTED = frozenset({Tag.PLACE, Tag.CARE_UNIT, Tag.ORGANISATION, Tag.ADDRESS})
NO_NAMES = frozenset(
    map(
        plain,
        "dr doktor doc docent prof professor ssk usk leg läk läkare överläk överläkare öl sjuksköterska undersköterska "
        "herr fru fröken hr mr mrs ms miss nurse von van af av de la le el al der den da di".split(),
    )
)
"""Titles and particles: they make no name another name."""

_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(r"^(?:0046|46(?=[1-9]\d{7,9}$))0?")

Name = tuple[str, ...]


class Found(NamedTuple):
    """A stretch as it is written."""

    tag: Tag
    written: str


def numbered(found: Sequence[Found]) -> list[int]:
    """A number for each, counted within its tag from 1 in the text's order."""
    times = Counter(each.tag for each in found)
    persons = _persons_behind(each.written for each in found if each.tag is Tag.PERSON) if times[Tag.PERSON] > 1 else {}
    met: dict[Tag, dict[Hashable, int]] = {}
    numbers = []
    for each in found:
        if times[each.tag] == 1:
            numbers.append(1)
            continue
        same = persons[each.written] if each.tag is Tag.PERSON else _same(each)
        known = met.setdefault(each.tag, {})
        numbers.append(known.setdefault(same, len(known) + 1))
    return numbers


def name_of(written: str) -> Name:
    """The words of a name, made plain, given names first, without titles, particles and the genitive's s."""
    plain_name, comma = plain(written), comma_after_family(written)
    turned = f"{plain_name[comma:]} {plain_name[: max(comma, 0)]}" if comma >= 0 else plain_name
    found = _LETTERS.findall(turned)
    name = [word for word in found if word not in NO_NAMES] or found
    return (*name[:-1], without_genitive(name[-1])) if name else (squeezed(plain_name),)


def comma_after_family(written: str) -> int:
    """Where the comma of "Lind, Anna" stands, or -1: not after more than a family name of two words."""
    comma = written.find(",")
    return comma if comma > 0 and len(list(words(written[:comma]))) <= 2 and any(words(written[comma:])) else -1


def without_genitive(plain_word: str) -> str:
    """The word without an s at its end; Lars loses his as well, each time, and stays the same."""
    return plain_word[:-1] if len(plain_word) > 2 and plain_word.endswith("s") else plain_word


def _same(found: Found) -> str:
    letters = squeezed(plain(found.written))
    if found.tag in _INFLECTED:
        return without_genitive(letters)
    if found.tag is Tag.PHONE:
        return _COUNTRY.sub("", letters).lstrip("0")
    # A number with its century and without are one person's.
    return letters[2:] if found.tag is Tag.IDENTITY_NUMBER and len(letters) == len("YYYYMMDDNNNC") else letters


def _persons_behind(written: Iterable[str]) -> dict[str, Name]:
    names = {each: name_of(each) for each in written}
    persons = _persons(set(names.values()))
    return {each: persons[name] for each, name in names.items()}


def _persons(names: Iterable[Name]) -> dict[Name, Name]:
    """For each name the longest that it is a shorter form of, where there is only one such person; else itself."""
    persons: dict[Name, Name] = {}
    by_family: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda name: (-len("".join(name)), name)):
        longer = {persons[other] for other in by_family.get(name[-1], ()) if _fits(name[:-1], other[:-1])}
        persons[name] = longer.pop() if len(longer) == 1 else name
        by_family.setdefault(name[-1], []).append(name)
    return persons


def _fits(given: Sequence[str], others: Sequence[str]) -> bool:
    """Whether these given names are some of the others in their order, as they are or by their initials."""
    if "".join(given) == "".join(others):
        return True
    rest = iter(others)
    return all(any(other == word or (len(word) == 1 and other.startswith(word)) for other in rest) for word in given)
