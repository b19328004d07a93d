"""Names of persons of whom nothing is known beforehand: by lists, by the words around them, and by their capitals."""

import re
from collections.abc import Iterable, Iterator

from pseudonymisation.text.lexicon import (
    BOTH,
    CALLED,
    CONTEXT,
    EPONYM,
    KIN,
    KNOWN,
    MEDICAL,
    NAME,
    PARTICLE,
    PLACE,
    ROLE,
    STRICT_ROLE,
    WORD,
    is_formed,
)
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.signatures import signatures
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_JOINTS = frozenset({" ", "-", "'", "’", "  ", "\N{NO-BREAK SPACE}", "- "})
_AFTER_CONTEXT = re.compile(r"[ \t\N{NO-BREAK SPACE}]{0,2}[.,:;(/\-–\"]{0,2}[ \t\N{NO-BREAK SPACE}]{0,2}")
_TO_A_NAME = frozenset("av är by is med för".split())
_NOBLE = frozenset({"von", "af"})
_WITH_A_POINT = frozenset("dr mr mrs ms prof läk överläk leg öl bitr".split())
_DOING = frozenset(
    "ringer ringde ringt säger sade sa uppger uppgav berättar mår undrar önskar bor söker sökte inkommer inkom vet"
    " tycker informeras informerad kontaktas meddelar svarar arbetar jobbar hämtar följer frågar hörde upplever skriver"
    " beskriver vårdas skrev tror vill själv kontaktar ber bad says said reports states denies called calls".split()
)
_AFTER_EPONYMS = frozenset(
    "sjukdom sjukdomen syndrom syndromet test testet tecken tecknet skala skalan score fraktur frakturen lymfom anemi"
    " kateter katetern manöver index klass klassifikation grad grade tyreoidit hernia bråck ring stage disease syndrome"
    " sign sarkom sarcoma fenomen phenomenon palsy pares kontraktur contracture esofagus purpura operation resektion"
    " drän poäng typ type positiv negativ lesion teknik thyroiditis lymphoma maneuver scale criteria kriterier".split()
)
_BEFORE_EPONYMS = frozenset("mb morbus m enl enligt modum syndrom sjukdom test misstänkt känd à".split())
_SHORTEST_SMALL, _SHORTEST_SHOUTED, _SHORTEST_UNKNOWN = 5, 6, 3


class People(Recognizer):
    """Names of patients, kin and staff that no column told: better one word too many than a name too few."""

    tags = (Tag.PERSON,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = reading.standing
        found = set(_by_capital(there)) | set(_by_context(there)) | set(_in_small_letters(there))
        yield from _runs(there, found)
        yield from signatures(there)


def _by_capital(there: Standing) -> Iterator[int]:
    return (at for at in there.upper if _is_name(there, at))


def _is_name(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if kind & MEDICAL or there.is_letter(at):
        return False
    if at and there.small(at - 1) in _NOBLE and there.gap(at) == " " and not there.shouts(at):
        return True
    if kind & EPONYM and (not kind & NAME or _is_eponym_here(there, at)):
        return False
    if there.shouts(at):
        return _is_shouted_name(there, at)
    if kind & NAME:
        return not kind & (WORD | BOTH | CONTEXT) or not (kind & CONTEXT and there.begins(at)) and _is_meant_as_name(there, at)
    if kind & (WORD | CONTEXT | PLACE):
        return False
    return _is_unknown_name(there, at)


def _is_meant_as_name(there: Standing, at: int) -> bool:
    """Of a word that is a name as well: a capital inside a sentence says so, or what follows."""
    if not there.begins(at):
        return True
    after = at + 1
    if after == len(there.words) or there.gap(after) not in _JOINTS:
        return after < len(there.words) and there.gap(after) == ", " and _is_a_role(there, after)
    return there.small(after) in _DOING or (after in there.capitals and not there.kinds[after] & MEDICAL)


def _is_a_role(there: Standing, at: int) -> bool:
    return bool(there.kinds[at] & ROLE) or there.small(at).endswith(("ansvarig", "sköterska", "läkare", "chef"))


def _is_shouted_name(there: Standing, at: int) -> bool:
    kind, word = there.kinds[at], there.small(at)
    if kind & NAME and not kind & (KNOWN | BOTH):
        return len(word) > 3 or any(_is_shouted_kin(there, near) for near in (at - 1, at + 1))
    if kind & NAME and kind & BOTH:
        return any(_is_shouted_kin(there, near) for near in (at - 1, at + 1))
    return not kind and len(word) >= _SHORTEST_SHOUTED and not there.begins(at) and not is_formed(word)


def _is_shouted_kin(there: Standing, near: int) -> bool:
    return 0 <= near < len(there.words) and there.shouts(near) and bool(there.kinds[near] & NAME)


def _is_unknown_name(there: Standing, at: int) -> bool:
    word, begins = there.small(at), there.begins(at)
    if len(word) < _SHORTEST_UNKNOWN or there.is_dosed(at) or _is_tied_to_a_word(there, at):
        return False
    if word[-1] == "s" and there.text[there.words[at].start : there.words[at].end - 1].isupper():  # many MRIs
        return False
    if not is_formed(word):
        return not begins or there.text[there.words[at].end : there.words[at].end + 1] != ":"
    return not begins and there.has_family_shape(at) and not there.is_clinical(at)


def _is_tied_to_a_word(there: Standing, at: int) -> bool:
    """Whether a hyphen ties it to an ordinary word, as in Seldinger-teknik, or to digits."""
    end = there.words[at].end
    if there.text[end : end + 1] not in {"-", "/"} or there.text[end + 1 : end + 2].isspace():
        return False
    return at + 1 == len(there.words) or there.words[at + 1].start > end + 1 or at + 1 not in there.capitals


def _is_eponym_here(there: Standing, at: int) -> bool:
    after = there.small(at + 1) if at + 1 < len(there.words) else ""
    before = there.small(at - 1) if at else ""
    return after in _AFTER_EPONYMS or before in _BEFORE_EPONYMS or "-" in there.text[there.words[at].end :][:1]


def _by_context(there: Standing) -> Iterator[int]:
    for at in there.marked:
        kind = there.kinds[at]
        if kind & CONTEXT:
            name = _after_context(there, at)
            if name is not None and _is_named(there, kind, name, near=at):
                yield name


def _after_context(there: Standing, at: int) -> int | None:
    """The word that title, kin or "heter" points at."""
    after = at + 1
    if after < len(there.words) and there.small(after) in _TO_A_NAME and there.kinds[at] & CALLED:
        after += 1
    if after >= len(there.words) or not _AFTER_CONTEXT.fullmatch(there.gap(after)):
        return None
    if "." in there.gap(after) and (there.words[at].end - there.words[at].start > 5 or there.kinds[at] & KIN):
        return None
    return after


def _is_named(there: Standing, kind: int, name: int, *, near: int) -> bool:
    what, word = there.kinds[name], there.small(name)
    if what & MEDICAL and not what & NAME or what & ROLE:
        return False
    if name not in there.capitals:
        return _is_named_small(kind, what, word)
    if what & EPONYM:
        return there.gap(name) == " " and not _is_eponym_here(there, name) and there.small(near) not in _PATIENTS
    if there.is_letter(name):
        return False
    if "." in there.gap(name) and there.small(near) not in _WITH_A_POINT and there.is_ordinary(name):
        return False
    if kind & STRICT_ROLE:
        return not there.is_clinical(name)
    return not there.is_ordinary(name) or _is_a_pair(there, name)


_PATIENTS = frozenset("pat patient patienten patientens pt barn barnet man kvinna make".split())


def _is_a_pair(there: Standing, at: int) -> bool:
    """Whether two words with capitals follow on each other inside a sentence, as names do."""
    after = at + 1
    return (
        after < len(there.words)
        and after in there.capitals
        and there.gap(after) == " "
        and not there.begins(at)
        and not there.shouts(at)
        and not there.is_clinical(at)
        and not there.is_clinical(after)
    )


def _is_named_small(kind: int, what: int, word: str) -> bool:
    if what & NAME:
        return not what & (KNOWN | EPONYM)
    return not what and bool(kind & (STRICT_ROLE | CALLED)) and len(word) > 2 and not is_formed(word)


def _in_small_letters(there: Standing) -> Iterator[int]:
    """Names in texts that bear no capitals: long ones by themselves, short ones beside another."""
    for at in there.marked:
        kind = there.kinds[at]
        if not kind & NAME or at in there.capitals or kind & (EPONYM | MEDICAL):
            continue
        if not kind & (WORD | BOTH | PLACE) and there.words[at].end - there.words[at].start >= _SHORTEST_SMALL:
            yield at
        elif any(_is_small_kin(there, at, near) for near in (at - 1, at + 1)):
            yield at


def _is_small_kin(there: Standing, at: int, near: int) -> bool:
    if not 0 <= near < len(there.words) or near in there.capitals or there.gap(max(at, near)) not in _JOINTS:
        return False
    one, other = there.kinds[at], there.kinds[near]
    return bool(other & NAME) and not other & (KNOWN | BOTH) and (bool(one & BOTH) or not one & KNOWN)


def _runs(there: Standing, found: Iterable[int]) -> Iterator[Span]:
    """Each name with what belongs to it: initials, particles, the other names beside it."""
    done = -1
    for at in sorted(found):
        if at <= done:
            continue
        first, last = _leftmost(there, at, done), _rightmost(there, at)
        yield Span(there.words[first].start, there.words[last].end, Tag.PERSON)
        done = last


def _leftmost(there: Standing, at: int, done: int) -> int:
    while at - 1 > done and (_belongs_before(there, at - 1) or _is_initial_before(there, at - 1)):
        at -= 1
    return at


def _belongs_before(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if there.gap(at + 1) not in _JOINTS:
        return False
    if kind & PARTICLE and at not in there.capitals:
        return there.small(at) in {"von", "van", "af", "el", "al", "bin", "ibn"}
    if at not in there.capitals or there.is_letter(at) or kind & (MEDICAL | CONTEXT | EPONYM):
        return False
    return bool(kind & NAME) or not (there.begins(at) and there.is_ordinary(at)) and not there.is_clinical(at)


def _is_initial_before(there: Standing, at: int) -> bool:
    gap = there.gap(at + 1).strip(" ")
    short = there.shouts(at) and there.words[at].end - there.words[at].start == 2 and not there.kinds[at] & KNOWN
    if gap == "" and there.begins(at) and there.small(at) in {"i", "å", "ö"}:  # words of one letter
        return False
    return gap in {"", ".", "-", ".-"} and (there.is_letter(at) or short)


def _rightmost(there: Standing, at: int) -> int:
    first = at
    while at + 1 < len(there.words):
        if _belongs_after(there, at + 1, alone=first == at) or _is_initial_after(there, at + 1):
            at += 1
        elif _is_particle(there, at + 1) and _belongs_after(there, at + 2, alone=True):
            at += 2
        else:
            break
    return at


def _is_particle(there: Standing, at: int) -> bool:
    return bool(there.kinds[at] & PARTICLE) and at + 1 < len(there.words) and there.gap(at) in _JOINTS


def _belongs_after(there: Standing, at: int, *, alone: bool) -> bool:
    kind, gap = there.kinds[at], there.gap(at)
    if at not in there.capitals or there.is_letter(at) or kind & (MEDICAL | CONTEXT):
        return False
    if gap in {"\n", "-\n", " \n", "\r\n"}:
        return bool(kind & NAME) and not kind & KNOWN
    if gap not in _JOINTS:
        return False
    if kind & NAME or not there.is_ordinary(at):
        return True
    return alone and not there.is_clinical(at)


def _is_initial_after(there: Standing, at: int) -> bool:
    after = there.text[there.words[at].end : there.words[at].end + 1]
    return there.is_letter(at) and there.gap(at) == " " and not after.isdigit() and after != "-"
