"""Names that the words before them announce, and names in small letters."""

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
    PLACE,
    ROLE,
    STRICT_ROLE,
    WORD,
    is_beginning,
    is_formed,
)
from pseudonymisation.text.names import EVERYDAY
from pseudonymisation.text.standing import JOINTS, Standing

_AFTER_CONTEXT = re.compile(r"[ \t\N{NO-BREAK SPACE}]{0,2}[.,:;(/\-–\"]{0,2}[ \t\N{NO-BREAK SPACE}]{0,2}|\n")
_TO_A_NAME = frozenset("av är by is med för".split())
_WITH_A_POINT = frozenset("dr mr mrs ms prof läk överläk leg öl bitr".split())
_PATIENTS = frozenset("pat patient patienten patientens pt barn barnet man kvinna make".split())
DOING = frozenset(
    "ringer ringde ringt säger sade sa uppger uppgav berättar mår undrar önskar bor söker sökte inkommer inkom vet"
    " tycker informeras informerad kontaktas meddelar svarar arbetar jobbar hämtar följer frågar hörde upplever skriver"
    " beskriver vårdas skrev tror vill själv kontaktar ber bad har är och rondar rondade bedömer bedömde ordinerar ordinerade opererar"
    " opererade konsulteras tillkallas tillkallad föreslår rekommenderar godkänner väntar hjälper hjälpte skickar"
    " skickade läser hämtade lämnade körde kör besöker besökte svarade sköter skötte sitter says said reports states denies called calls".split()
)
"""What people do: the word before is likely a name."""
_SHORTEST_SMALL = 5
_SHORTEST_OF_KIN = 3
_SHORTEST_UNKNOWN, _MOST_BEFORE = 4, 3
_BEFORE_SOMEBODY = frozenset(
    "av hos med m till t från fr och o åt för konsulterat kontaktat träffa träffar hej hälsningar ring ringt efter".split()
)
_OPENINGS = frozenset(":/(|>\n")


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
        if kind & (STRICT_ROLE | ROLE) and not what and there.has_family_shape(name) and not there.is_clinical(name):
            return there.gap(name) == " "  # "dr skarplund": its parts are words, and it is none
        return _is_named_small(kind, what, word) or (bool(kind & (ROLE | KIN)) and _is_small_double(there, name))
    if what & EPONYM and not kind & STRICT_ROLE and is_eponym_here(there, name):
        return False
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
    for at in there.marked:
        if at and there.kinds[at] & KIN and there.gap(at) == " (":
            kind = there.kinds[at - 1]
            if (kind & NAME and not kind & (MEDICAL | EPONYM) and (not kind & WORD or kind & GIVEN & BOTH)) or (
                not kind and not is_formed(there.small(at - 1)) and not there.is_clinical(at - 1)
            ):
                yield at - 1


def in_small_notes(there: Standing) -> Iterator[int]:
    """In a text without capitals: words that are none, or are built as family names are, where a name is awaited."""
    if not there.is_small:
        return
    for at, kind in enumerate(there.kinds):
        if at in there.capitals or not (_is_listed(kind) if kind else _is_like_a_name(there, at)):
            continue
        if _awaits_a_name(there, at) and not (_is_cut_short(there, at) or there.is_clinical(at) or there.is_dosed(at)):
            yield at


def _is_listed(kind: int) -> bool:
    return bool(kind & GIVEN) and not kind & ~NAME


def _is_like_a_name(there: Standing, at: int) -> bool:
    """Of a word that no list holds: whether it is long enough, and no compound, or one that families are called by."""
    long_enough = there.words[at].end - there.words[at].start >= _SHORTEST_UNKNOWN
    return long_enough and (not is_formed(there.small(at)) or there.has_family_shape(at))


def _is_cut_short(there: Standing, at: int) -> bool:
    """Whether it is the beginning of a word, or the label of what follows on a colon."""
    return there.text[there.words[at].end :][:1] == ":" or is_beginning(there.small(at))


def _awaits_a_name(there: Standing, at: int) -> bool:
    if at == 0:
        return False
    if not _OPENINGS.isdisjoint(there.gap(at)):
        return True
    return there.gap(at) == " " and (
        there.small(at - 1) in _BEFORE_SOMEBODY or there.small(at + 1 if at + 1 < len(there.words) else at) in DOING
    )


def in_small_letters(there: Standing) -> Iterator[int]:
    """Names in texts that bear no capitals: long ones by themselves, short ones beside another."""
    for at in there.marked:
        kind = there.kinds[at]
        if not kind & NAME or at in there.capitals or kind & (EPONYM | MEDICAL | CONTEXT):
            continue
        if (
            (not kind & (WORD | BOTH | PLACE) and there.words[at].end - there.words[at].start >= _SHORTEST_SMALL)
            or any(_is_small_kin(there, at, near) for near in (at - 1, at + 1))
            or _is_before_a_small_name(there, at)
        ):
            yield at


def _is_before_a_small_name(there: Standing, at: int) -> bool:
    """Whether a given name, though it be short or a word, stands before what no list holds: "leif shkreli"."""
    after, kind = at + 1, there.kinds[at]
    if after >= len(there.words) or not kind & GIVEN or there.gap(after) != " " or after in there.capitals:
        return False
    if (
        there.kinds[after]
        or there.is_clinical(after)
        or there.words[after].end - there.words[after].start < _SHORTEST_UNKNOWN
    ):
        return False
    if there.has_family_shape(after):
        return there.small(at) not in EVERYDAY
    return not kind & (KNOWN | BOTH) and not is_formed(there.small(after))


def _is_small_kin(there: Standing, at: int, near: int) -> bool:
    if not 0 <= near < len(there.words) or near in there.capitals or there.gap(max(at, near)) not in JOINTS:
        return False
    one, other = there.kinds[at], there.kinds[near]
    return bool(other & NAME) and not other & (KNOWN | BOTH) and (bool(one & BOTH) or not one & KNOWN)
