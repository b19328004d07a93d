"""What a word may be: every list in one dictionary of flags, so that a word is classified by one look."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache

from pseudonymisation.text.clinical_forms import CLINICAL, DERIVED
from pseudonymisation.text.letters import Sieve, plain
from pseudonymisation.text.lists import entries

WORD, MEDICAL, EPONYM = 1, 2, 4
GIVEN, FAMILY, BOTH, PLACE, PARTICLE = 8, 16, 32, 64, 128
ROLE, STRICT_ROLE, KIN, CALLED = 256, 512, 1024, 2048
UNIT, GIVER, SCHOOL, CHAIN = 4096, 8192, 16384, 32768

NAME = GIVEN | FAMILY
KNOWN = WORD | MEDICAL
PLAIN = WORD | MEDICAL | EPONYM
"""Up to here a word points at nobody, unless by where it stands."""

CONTEXT = ROLE | STRICT_ROLE | KIN | CALLED

PARTICLES = frozenset("von van af av de de la le el al bin ibn ben der den da di du dos della ter ten abu umm".split())

_LISTS = (
    ("english_words", WORD),
    ("medical_words", MEDICAL),
    ("drugs", MEDICAL),
    ("eponyms", EPONYM),
    ("roles", ROLE),
    ("strict_roles", STRICT_ROLE),
    ("kin", KIN),
    ("called", CALLED),
    ("places", PLACE),
    ("unit_words", UNIT),
    ("school_words", SCHOOL),
)
_NAMES = (("given_names", GIVEN), ("family_names", FAMILY), ("names_that_are_words", BOTH))

_ENDINGS = tuple(
    "s n en et t a e na erna arna orna ens ets ns arnas ernas er ar or ad at ade ande ing ig igt iga".split()
)
_PREFIXES = tuple(
    "non pre post sub peri para hyper hypo anti endo inter intra extra trans retro supra infra neuro cardio naso oro"
    " gastro nefro uro osteo myo poly pseudo semi multi mikro makro immun auto bi o re de kemo radio psyko thorako"
    " hemi brady tachy takyr iso electro elektro fibro hemo lipo kardio angio vaso pneumo laryngo bronko hepato"
    " ultra".split()
)
_SHORT_TAILS = frozenset("tid nr dag lag led ben sår hud tal rum bad gas syn gel dos rör kur fel del väg".split())
_SHORT_HEADS = frozenset(
    "sår hud led ben fot arm mun tår hår gas syn tal sex mag bad bil bro sol tid vit bäl nac hel mot för sam åter dag"
    " eko ekg eeg emg mri pet lab hiv hpv psa crp inr akut öga öra näs jod luf pek bak fel ner upp ute inn vak var puls"
    " röd blå grå vår häl tå ytt väv kol nya gam kär gal äga ägg".split()
)
_UNIT_ENDINGS = tuple(
    "vårdcentral vårdcentralen mottagning mottagningen klinik kliniken avdelning avdelningen sjukhus sjukhuset lasarett"
    " lasarettet boende boendet sjukhem sjukhemmet hälsocentral hälsocentralen enheten rehab hemtjänst".split()
)
_ROLE_ENDINGS = ("läk", "läkare", "läkaren", "sköterska", "sköterskan", "ssk", "bakjour", "kirurg", "psykolog")
_SCHOOL_ENDINGS = tuple(
    "skola skolan skolans gymnasium gymnasiet universitet universitetet församling församlingen kyrkan school"
    " university college academy".split()
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CACHED_WORDS = 600_000
_LONGEST_WORD = 60


class _Flags(dict[str, int]):
    """The flags of the listed words; of any other by its ending, kept for those met, within bounds."""

    def __missing__(self, word: str) -> int:
        flag = _by_ending(word)
        if len(self) < _CACHED_WORDS:
            self[word] = flag
        return flag


@cache
def flags() -> dict[str, int]:
    """Each listed word in small letters, and all that it may be; names also without accents and in the genitive."""
    known = _Flags.fromkeys(_swedish(), WORD)
    for name, flag in _LISTS:
        for word in entries(name):
            known[word] = known.get(word, 0) | flag
    names = _names()
    for word, flag in names.items():
        known[word] = known.get(word, 0) | flag
    for form, flag in _forms(names):
        if not known.get(form, 0) & ~EPONYM:
            known[form] = known.get(form, 0) | flag
    for word in PARTICLES:
        known[word] = known.get(word, 0) | PARTICLE
    for name in entries("care_givers"):
        first = _FIRST_WORD.match(name)
        if first:
            known[first[0]] |= GIVER
    for name in entries("employers"):
        known[name.split(" ")[0]] |= CHAIN
    return known


def _swedish() -> frozenset[str]:
    return entries("swedish_words_a_to_k") | entries("swedish_words_l_to_z")


def _names() -> dict[str, int]:
    names: dict[str, int] = {}
    for name, flag in (*_NAMES, ("places", PLACE)):
        for word in entries(name):
            names[word] = names.get(word, 0) | flag
    return names


def _forms(names: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Each name without its accents, and in the genitive: a name where that is no other word."""
    for word, flag in names.items():
        bare = word if word.isascii() else plain(word)
        yield from ((form, flag) for form in (bare, f"{word}s", f"{bare}s"))


def _by_ending(word: str) -> int:
    if word.endswith(_UNIT_ENDINGS) and len(word) > 7:
        return UNIT
    if word.endswith(_ROLE_ENDINGS):
        return ROLE
    return SCHOOL if word.endswith(_SCHOOL_ENDINGS) else 0


class _Words(dict[str, bool]):
    """Whether a word that no list holds is a form or a compound of such; kept for the words met, within bounds."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        self[word] = _is_formed(word)
        return self[word]


_formed = _Words()


def is_formed(word: str) -> bool:
    """Whether the word, in small letters, is a form or a compound of known ones, or ends as clinical terms do."""
    return _formed[word]


def is_beginning(word: str) -> bool:
    """Whether a Swedish word begins so: then it may be cut short, as in "Inskrivn. orsak"."""
    at = bisect_left(_sorted(), word)
    return len(word) > 2 and at < len(_sorted()) and _sorted()[at].startswith(word)


@cache
def _sorted() -> list[str]:
    return sorted(_swedish())


def is_clinical(word: str) -> bool:
    """Whether the word, in small letters, ends as substances, diseases, examinations and operations do."""
    return _CLINICAL_WORDS[word]


_CLINICAL_WORDS = Sieve(lambda word: len(word) <= _LONGEST_WORD and bool(CLINICAL.match(word)))


def _is_formed(word: str) -> bool:
    if len(word) < 4 or len(word) > _LONGEST_WORD:
        return False
    return (
        bool(CLINICAL.match(word) or DERIVED.match(word))
        or _is_inflected(word)
        or _is_prefixed(word)
        or _is_compound(word, 2)
    )


def _is_prefixed(word: str) -> bool:
    known = flags()
    return any(
        word.startswith(prefix) and len(word) - len(prefix) >= 4 and known.get(word[len(prefix) :], 0) & KNOWN
        for prefix in _PREFIXES
    )


def _is_inflected(word: str) -> bool:
    known = flags()
    return any(
        len(word) - len(ending) >= (3 if len(ending) > 1 else 4)
        and word.endswith(ending)
        and bool(known.get(word[: -len(ending)], 0) & KNOWN)
        for ending in _ENDINGS
    )


def _is_compound(word: str, more: int) -> bool:
    known = flags()
    for at in range(3, len(word) - 2):
        head, tail = word[:at], word[at:]
        if at == 3 and head not in _SHORT_HEADS:
            continue
        if not known.get(head, 0) & KNOWN and not (
            head[-1] in "so" and len(head) > 4 and known.get(head[:-1], 0) & KNOWN
        ):
            continue
        if (len(tail) >= 4 or tail in _SHORT_TAILS) and known.get(tail, 0) & KNOWN:
            return True
        if more and len(tail) > 6 and (_is_compound(tail, more - 1) or bool(CLINICAL.match(tail))):
            return True
    return False
