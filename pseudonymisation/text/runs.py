"""From the words that are names to whole names: initials, particles and the other names beside them."""

from collections.abc import Iterable, Iterator, Sequence

from pseudonymisation.text.lexicon import (
    BOTH,
    CONTEXT,
    EPONYM,
    FAMILY,
    GIVEN,
    KNOWN,
    MEDICAL,
    NAME,
    PARTICLE,
    PLACE,
    is_formed,
)
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import JOINTS, Standing

_MOST_PARTICLES = 3
_SHORTEST_GIVEN = 3
_SHORTEST_AGAIN, _LONGEST_CODE = 4, 5
_TIES = frozenset({"/", " / ", " & ", "&", " + ", "+", ", "})
_SURE_PARTICLES = frozenset({"von", "van", "af", "el", "al", "bin", "ibn"})


def runs(there: Standing, found: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each name with what belongs to it, initials, particles, the other names beside it: its first and last word."""
    done = -1
    for at in sorted(found):
        if at <= done:
            continue
        first, last = _leftmost(there, at, done), _rightmost(there, at)
        yield first, last
        done = last


def again(there: Standing, named: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The parts of these names where nothing around says so; of one that is a word too, those with a capital."""
    if not named:
        return
    inside = {at for first, last in named for at in range(first, last + 1)}
    known = {there.small(at) for at in inside if len(there.small(at)) >= _SHORTEST_AGAIN and _names_again(there, at)}
    for at in there.those_in(known):
        if at not in inside and _names_again(there, at):
            yield Span(there.words[at].start, there.words[at].end, Tag.PERSON)


def beside(there: Standing, named: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Codes that no list holds, tied to a name by what ties people: "Anna Ek/KVIK", "Bo & AKL"."""
    for first, last in named:
        for at, gap in ((first - 1, first), (last + 1, last + 1)):
            if 0 <= at < len(there.words) and there.gap(gap) in _TIES and _is_a_code(there, at):
                yield Span(there.words[at].start, there.words[at].end, Tag.PERSON)


def _is_a_code(there: Standing, at: int) -> bool:
    length = there.words[at].end - there.words[at].start
    return length <= _LONGEST_CODE and there.shouts(at) and not there.kinds[at] and not there.is_even


def _names_again(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if kind & (MEDICAL | EPONYM | CONTEXT | PLACE):
        return False
    if kind & KNOWN or (not kind and is_formed(there.small(at))):
        return bool(kind & BOTH or there.has_family_shape(at)) and at in there.capitals and not there.shouts(at)
    return not there.is_clinical(at)


def _leftmost(there: Standing, at: int, done: int) -> int:
    while at - 1 > done:
        before = at - 1
        while at - before <= _MOST_PARTICLES and before > done and _is_particle(there, before):
            before -= 1
        if before <= done or not (_belongs_before(there, before) or _is_initial_before(there, before)):
            break
        at = before
    return _before_particles(there, at, done)


def _before_particles(there: Standing, at: int, done: int) -> int:
    """Where the name begins with its particles: von Platen, de la Gardie; "de" alone is a word."""
    first = at
    while first - 1 > done and at - first < _MOST_PARTICLES and _is_particle(there, first - 1):
        first -= 1
    return first if at - first > 1 or (first < at and there.small(first) in _SURE_PARTICLES) else at


def _belongs_before(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if there.gap(at + 1) not in JOINTS:
        return False
    if kind & PARTICLE and at not in there.capitals:
        return there.small(at) in _SURE_PARTICLES
    if at not in there.capitals and at + 1 not in there.capitals:
        return _is_small_given(there, at)
    if at not in there.capitals or there.is_letter(at) or kind & (MEDICAL | CONTEXT | EPONYM):
        return False
    if kind & NAME:
        return True
    if there.is_clinical(at):
        return False
    return not (there.begins(at) and there.is_ordinary(at)) or _is_family_name_first(there, at)


def _is_family_name_first(there: Standing, at: int) -> bool:
    """Whether a name as Swedish families have begins a line before a listed name: "3. Tallsten Vendela"."""
    return there.has_family_shape(at) and not there.small(at).endswith("ing") and bool(there.kinds[at + 1] & NAME)


def _is_small_given(there: Standing, at: int) -> bool:
    """In small letters: whether a given name, or a word that is none, stands right before the name."""
    kind = there.kinds[at]
    if there.gap(at + 1) != " " or there.words[at].end - there.words[at].start < _SHORTEST_GIVEN:
        return False
    return bool(kind & GIVEN and not kind & (CONTEXT | MEDICAL)) or (not kind and not is_formed(there.small(at)))


def _is_initial_before(there: Standing, at: int) -> bool:
    gap = there.gap(at + 1).strip(" \n")
    if at not in there.capitals and at + 1 not in there.capitals and there.words[at].end - there.words[at].start == 1:
        return gap == "." or (
            gap == "" and there.small(at) not in {"o", "i", "å", "ö", "e"} and there.gap(at + 1) == " "
        )
    short = there.shouts(at) and there.words[at].end - there.words[at].start == 2 and not there.kinds[at] & KNOWN
    if gap == "" and there.begins(at) and there.small(at) in {"i", "å", "ö"}:  # words of one letter
        return there.kinds[at + 1] & ~EPONYM == FAMILY
    return gap in {"", ".", "-", ".-", "'", "’"} and (there.is_letter(at) or short)


def _rightmost(there: Standing, at: int) -> int:
    while at + 1 < len(there.words):
        after = at + 1
        while after - at <= _MOST_PARTICLES and _is_particle(there, after):
            after += 1
        if not _belongs_after(there, after) and not (after == at + 1 and _is_initial_after(there, after)):
            break
        at = after
    return at


def _is_particle(there: Standing, at: int) -> bool:
    return (
        at + 1 < len(there.words)
        and bool(there.kinds[at] & PARTICLE)
        and at not in there.capitals
        and there.gap(at) in JOINTS
    )


def _belongs_after(there: Standing, at: int) -> bool:
    if at >= len(there.words):
        return False
    kind, gap = there.kinds[at], there.gap(at)
    if at not in there.capitals and at - 1 not in there.capitals and gap in {" ", "-", "'", "’"}:
        word = there.small(at)
        if len(word) == 1 and at + 1 < len(there.words) and there.gap(at + 1) in {"'", "’"}:  # o'sullivan
            return True
        unknown = not kind and (len(word) > 3 or gap == "-") and (not is_formed(word) or there.has_family_shape(at))
        return (
            (unknown and not there.is_clinical(at))
            or bool(kind & NAME and not kind & KNOWN)
            or (
                # torsten ros: behind a given name that is nothing else, a family name may be a word
                bool(kind & FAMILY and kind & BOTH) and there.kinds[at - 1] & (GIVEN | KNOWN | BOTH) == GIVEN
            )
        )
    if at not in there.capitals or there.is_letter(at) or kind & (MEDICAL | CONTEXT):
        return False
    if gap in {"\n", "-\n", " \n", "\r\n"}:
        return (bool(kind & NAME) and not kind & KNOWN) or there.has_family_shape(at)
    if gap not in JOINTS:
        return False
    if kind & NAME or not there.is_ordinary(at):
        return True
    if there.shouts(at):
        return there.has_family_shape(at)
    return not there.is_clinical(at) and there.text[there.words[at].end :][:1] != ":"


def _is_initial_after(there: Standing, at: int) -> bool:
    after = there.text[there.words[at].end : there.words[at].end + 1]
    if at < len(there.words) and at not in there.capitals and there.kinds[at - 1] & (NAME | KNOWN) == GIVEN:
        small = there.words[at].end - there.words[at].start == 1 and there.small(at) not in "ioåö"
        return small and there.gap(at) == " " and after in {"", "\n", ",", "<"}  # "kerstin m" ends a line
    if there.is_even and at < len(there.words) and there.small(at) in "iåö":  # words, in a text of capitals
        return False
    return there.is_letter(at) and there.gap(at) == " " and not after.isdigit() and after != "-"
