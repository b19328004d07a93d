"""Names that the words beside them announce: a title, a word for kin, "heter"."""

import re
from collections.abc import Iterator

from pseudonymisation.text.eponyms import is_eponym_here
from pseudonymisation.text.lexicon import (
    BOTH,
    CALLED,
    CONTEXT,
    EPONYM,
    FAMILY,
    GIVEN,
    KIN,
    KNOWN,
    MEDICAL,
    NAME,
    PARTICLE,
    ROLE,
    STRICT_ROLE,
    WORD,
    is_formed,
)
from pseudonymisation.text.standing import Standing

_AFTER_CONTEXT = re.compile(r"[ \t\N{NO-BREAK SPACE}]{0,2}[.,:;(/\-–\"]{0,2}[ \t\N{NO-BREAK SPACE}]{0,2}|\n")
_TO_A_NAME = frozenset("av är by is med för".split())
_WITH_A_POINT = frozenset("dr mr mrs ms prof läk överläk leg öl bitr".split())
_PATIENTS = frozenset("pat patient patienten patientens pt barn barnet man kvinna make".split())
_SHORTEST_OF_KIN, _MOST_BEFORE = 3, 3


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
    return _past_initials(there, after) if there.kinds[at] & (ROLE | STRICT_ROLE) else after


def _past_initials(there: Standing, at: int) -> int:
    """The name behind initials or particles, all in small letters: "läk b törnnäs", "öl von der luhe"."""
    last = at
    while last + 1 < len(there.words) and last - at < _MOST_BEFORE and last not in there.capitals:
        initial = there.words[last].end - there.words[last].start == 1 and there.gap(last + 1) in {" ", ". ", "."}
        if not initial and not (there.kinds[last] & PARTICLE and there.gap(last + 1) == " "):
            break
        last += 1
    return last


def _is_named(there: Standing, kind: int, name: int, *, near: int) -> bool:
    what, word = there.kinds[name], there.small(name)
    if (what & MEDICAL and not what & NAME) or what & ROLE:
        return False
    if name not in there.capitals:
        if not what and there.has_family_shape(name) and not there.is_clinical(name):
            # "dr skarplund": its parts are words, and it is none; of kin the same, where nothing bears a capital
            sure = kind & (STRICT_ROLE | ROLE) or (there.is_even and there.small(near) not in _PATIENTS)
            return bool(sure) and there.gap(name) in {" ", ". ", ": "}
        small = _is_named_small(kind, what, word, gap=there.gap(name))
        return small or (bool(kind & (ROLE | KIN)) and _is_small_double(there, name))
    if what & EPONYM and (term := _is_term(there, kind, name, near=near)) is not None:
        return not term
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


def _is_term(there: Standing, kind: int, name: int, *, near: int) -> bool | None:
    """Whether a word that diseases are called by is one here; None where it may be any name."""
    here = is_eponym_here(there, name)
    if here and not kind & STRICT_ROLE:
        return True
    if there.kinds[name] & NAME and "." not in there.gap(name):
        return None
    return here or there.gap(name) != " " or there.small(near) in _PATIENTS


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


def _is_named_small(kind: int, what: int, word: str, *, gap: str) -> bool:
    if what & BOTH and ":" in gap:  # pat: inga besvär
        return False
    if kind & STRICT_ROLE and what & FAMILY:  # dr stål
        return not what & MEDICAL
    if what & NAME:
        return not what & (KNOWN | EPONYM) or bool(not kind & CALLED and what & GIVEN and what & BOTH)
    if what or is_formed(word):
        return False
    # After any title letters that are no word are a name, or the code that somebody signs with.
    return len(word) > (1 if kind & (STRICT_ROLE | CALLED | ROLE) else _SHORTEST_OF_KIN)


def _is_small_double(there: Standing, at: int) -> bool:
    """Whether a hyphen ties the word to one that is none, as in min-jun."""
    after = at + 1
    return (
        after < len(there.words)
        and there.gap(after) == "-"
        and not there.kinds[after]
        and not is_formed(there.small(after))
        and not there.is_clinical(after)
    )


def before_kin(there: Standing) -> Iterator[int]:
    """The words behind which it says in brackets whose name they are: "vill att knut (exmannen) får veta"."""
    for at in there.marked if "(" in there.text else ():
        if at and there.kinds[at] & KIN and there.gap(at) == " (":
            kind = there.kinds[at - 1]
            if (kind & NAME and not kind & (MEDICAL | EPONYM) and (not kind & WORD or kind & GIVEN & BOTH)) or (
                not kind and not is_formed(there.small(at - 1)) and not there.is_clinical(at - 1)
            ):
                yield at - 1
