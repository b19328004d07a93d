"""Places: the municipalities, towns and suburbs of the lists, and words that a preposition makes a place of."""

import re
from collections.abc import Iterator
from functools import cache

from pseudonymisation.text.eponyms import is_scale
from pseudonymisation.text.lexicon import CONTEXT, EPONYM, KNOWN, MEDICAL, NAME, PLACE, WORD, is_formed
from pseudonymisation.text.lists import entries
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_INTO = frozenset("i från till på mot via vid kring utanför nära bor bodde flyttat flyttar in from near to at".split())
_FARTHER = frozenset("i från till in from bor".split())
_LIVING = frozenset(
    "bor bott boende vistas korttidsplats arb arbetar arbetat jobbar jobbat anställd varslad uppsagd kollega arbete"
    " undersköterska lärare lagerarbetare snickare vaktmästare städare kock chaufför praktik elev pluggar bagare målare"
    " svetsare elektriker rörmokare montör mekaniker tekniker ingenjör säljare kassör kassörska servitör servitris"
    " barnskötare vårdbiträde personlig brevbärare lastbilschaufför busschaufför truckförare maskinist murare"
    " plåtslagare slaktare frisör ekonom jurist receptionist sekreterare sjuksköterska läkare chef arbetsledare vd"
    " konsult handläggare assistent väktare polis brandman pilot lokförare operatör tjänst anställning arbetsplats"
    " lives lived living resides resident staying works worked working employed driver nurse teacher".split()
)
_LANDS = frozenset("kommun kommuns kommunen län socken församling".split())
_AT = frozenset("på vid från hos korttidsplats enh at arbetsplats enh enhet enheten boende boendet".split())
_ON = _AT | {"till", "i", "in"}
_LABELS = frozenset("ort orten hemort bostadsort postort födelseort stad kommun hemkommun town city".split())
_HOMES = frozenset("boende äldreboende vårdboende sjukhem uppföljning enhet enh".split())
# Towns and villages are made of a few words: in letters that tell nothing, their ends tell enough after "i".
_VILLAGE = re.compile(
    r".{3,}(?:torp|boda|hult|tuna|sele|vallen|näs|ryd|rud|lösa|fors|stad|sta|köping|by|åsa|vik|viken|bro|inge|ås|träsk"
    r"|bruk|löv|ösa|heda|hede|sund|åker|bäck|holm|ö|ön|mo|lid|sjö|berga|storp|säter|arp|ered|hamn|borg|dal)s?$"
)
# Homes for the old are called after what is seen from them.
_HOME = re.compile(
    r".{3,}(?:gläntan|höjden|gården|hemmet|kullen|lunden|hagen|ängen|backen|dalen|liden|berget|stranden|udden|duvan|källan)$"
)
_MOSTLY_SMALL = 20
"""A text with fewer capitals than one word in so many is written in small letters."""
_STREETS = ("plan", "torg", "torget", "gatan", "vägen", "gränd", "parken", "platsen", "bron", "kajen")
_LONGEST = 3


class Places(Recognizer):
    """Places of Sweden and large cities; countries say too little of a person and stay."""

    tags = (Tag.PLACE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there, many = reading.standing, _of_many_words()
        for at in there.upper:
            end = _end_of_many(there, at) if there.small(at) in many else 0
            if end or _is_place(there, at):
                yield Span(there.words[at].start, end or there.words[at].end, Tag.PLACE)
        for at in there.marked:
            kind = there.kinds[at]
            if kind & PLACE and not kind & (KNOWN | NAME) and _follows(there, at, _FARTHER):
                yield Span(*there.words[at][:2], Tag.PLACE)
        if len(there.upper) * _MOSTLY_SMALL < len(there.words):
            yield from (
                Span(*there.words[at][:2], Tag.PLACE) for at in range(1, len(there.words)) if _is_village(there, at)
            )


@cache
def _of_many_words() -> dict[str, frozenset[tuple[str, ...]]]:
    """The places of two words or more by their first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for place in entries("places"):
        first, *rest = place.replace("-", " ").split(" ")
        if rest:
            found.setdefault(first, set()).add(tuple(rest))
    return {first: frozenset(rests) for first, rests in found.items()}


def _end_of_many(there: Standing, at: int) -> int:
    rests = _of_many_words()[there.small(at)]
    for count in range(1, _LONGEST):
        last = at + count
        if last < len(there.words):
            following = tuple(there.small(each) for each in range(at + 1, last + 1))
            if following in rests or (*following[:-1], following[-1].removesuffix("s")) in rests:
                return there.words[last].end
    return 0


def _is_place(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if at + 1 < len(there.words) and there.small(at + 1) in _LANDS and there.gap(at + 1) == " ":
        return there.small(at).endswith("s") and not (there.begins(at) and kind & WORD and not kind & (NAME | PLACE))
    if is_scale(there, at) or (there.shouts(at) and there.words[at].end - there.words[at].start < 4):
        return False
    if at and there.small(at - 1) in _LABELS and there.gap(at) in {": ", ":"}:
        return bool(kind & PLACE) or not kind & (WORD | MEDICAL | CONTEXT)
    if at and there.small(at - 1) in _HOMES and there.gap(at) in {": ", ":"} and _is_home(there, at):
        return True
    if kind & PLACE:
        return not kind & (WORD | MEDICAL | EPONYM) or not there.begins(at) or _follows(there, at, _INTO)
    if there.shouts(at):
        return _is_village(there, at)
    return not kind & (MEDICAL | CONTEXT | EPONYM) and not there.begins(at) and _is_unlisted_place(there, at)


def _is_unlisted_place(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if _follows(there, at, _AT) and not there.is_clinical(at) and not there.is_dosed(at):
        # "bor på Ringduvan", "varslad från Posten": where somebody lives or works
        return not kind or any(there.small(near) in _LIVING for near in range(max(0, at - 4), at))
    if kind & WORD:
        return _is_home(there, at) and _follows(there, at, _ON)
    if there.small(at).endswith(_STREETS):
        return True
    # "i Björkviken": no list holds it, and its parts are words, but the capital after "i" says what it is.
    return _follows(there, at, _FARTHER) and is_formed(there.small(at)) and not there.is_clinical(at)


def _is_home(there: Standing, at: int) -> bool:
    """Whether homes for the old are called so: Ringduvan, Solgläntan, though it be a word."""
    return not there.kinds[at] & (MEDICAL | CONTEXT | NAME) and bool(_HOME.match(there.small(at)))


def _is_village(there: Standing, at: int) -> bool:
    """Whether a word on no list, where capitals tell nothing, stands after "i" or "från" and ends as villages do."""
    if there.kinds[at] or not _follows(there, at, _ON) or there.is_clinical(at):
        return False
    village = _follows(there, at, _FARTHER) and _VILLAGE.match(there.small(at))
    return bool(village) or _is_home(there, at)


def _follows(there: Standing, at: int, words: frozenset[str]) -> bool:
    return at > 0 and there.gap(at) in {" ", "\n"} and there.small(at - 1) in words
