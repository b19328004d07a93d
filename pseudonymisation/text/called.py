"""Names that the words before them announce, and names in small letters."""

import re
from collections.abc import Iterator

from pseudonymisation.text.eponyms import is_eponym_here
from pseudonymisation.text.lexicon import (
    BOTH,
    CALLED,
    CONTEXT,
    EPONYM,
    GIVEN,
    KIN,
    KNOWN,
    MEDICAL,
    NAME,
    PLACE,
    ROLE,
    STRICT_ROLE,
    WORD,
    is_formed,
)
from pseudonymisation.text.standing import JOINTS, Standing

_AFTER_CONTEXT = re.compile(r"[ \t\N{NO-BREAK SPACE}]{0,2}[.,:;(/\-–\"]{0,2}[ \t\N{NO-BREAK SPACE}]{0,2}|\n")
_TO_A_NAME = frozenset("av är by is med för".split())
_WITH_A_POINT = frozenset("dr mr mrs ms prof läk överläk leg öl bitr".split())
_PATIENTS = frozenset("pat patient patienten patientens pt barn barnet man kvinna make".split())
_SHORTEST_SMALL = 5
_SHORTEST_OF_KIN = 3


def by_context(there: Standing) -> Iterator[int]:
    """The words, by their numbers, that a title, a word for kin or "heter" makes names."""
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
    if (what & MEDICAL and not what & NAME) or what & ROLE:
        return False
    if name not in there.capitals:
        if kind & (STRICT_ROLE | ROLE) and not what and there.has_family_shape(name) and not there.is_clinical(name):
            return there.gap(name) == " "  # "dr skarplund": its parts are words, and it is none
        return _is_named_small(kind, what, word)
    if what & EPONYM and not (what & NAME and "." not in there.gap(name)):
        return there.gap(name) == " " and not is_eponym_here(there, name) and there.small(near) not in _PATIENTS
    if there.is_letter(name):
        return False
    if "." in there.gap(name) and there.small(near) not in _WITH_A_POINT and there.is_ordinary(name):
        return False
    if kind & CALLED and not what & WORD and there.gap(name) == " " and not there.shouts(name):
        return not there.is_clinical(name)
    if kind & STRICT_ROLE:
        return not there.is_clinical(name)
    if not what and there.has_family_shape(name) and not there.is_clinical(name):
        return not (kind & KIN and there.begins(name))
    return not there.is_ordinary(name) or _is_a_pair(there, name)


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
        return not what & (KNOWN | EPONYM) or bool(not kind & CALLED and what & GIVEN and what & BOTH)
    if what or is_formed(word):
        return False
    # After any title letters that are no word are a name, or the code that somebody signs with.
    return len(word) > (1 if kind & (STRICT_ROLE | CALLED | ROLE) else _SHORTEST_OF_KIN)


def in_small_letters(there: Standing) -> Iterator[int]:
    """Names in texts that bear no capitals: long ones by themselves, short ones beside another."""
    for at in there.marked:
        kind = there.kinds[at]
        if not kind & NAME or at in there.capitals or kind & (EPONYM | MEDICAL | CONTEXT):
            continue
        if (not kind & (WORD | BOTH | PLACE) and there.words[at].end - there.words[at].start >= _SHORTEST_SMALL) or any(
            _is_small_kin(there, at, near) for near in (at - 1, at + 1)
        ):
            yield at


def _is_small_kin(there: Standing, at: int, near: int) -> bool:
    if not 0 <= near < len(there.words) or near in there.capitals or there.gap(max(at, near)) not in JOINTS:
        return False
    one, other = there.kinds[at], there.kinds[near]
    return bool(other & NAME) and not other & (KNOWN | BOTH) and (bool(one & BOTH) or not one & KNOWN)
