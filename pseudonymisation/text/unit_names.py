"""The names that stand beside the word for a kind of unit: to its left, to its right, and behind a label's colon."""

from pseudonymisation.text.lexicon import CONTEXT, GIVER, MEDICAL, NAME, PLACE, UNIT, WORD, flags, is_formed
from pseudonymisation.text.standing import Standing

# English writes each word of a title with a capital: a Pain Clinic is any, a Mercy Hospital is one.
_HOSPITALS = frozenset("hospital hospitals infirmary hospice sanatorium".split())
_OF_PLACE = frozenset("i på vid of at".split())
# What may stand between an English place and its hospital, in small letters too: vik county hospital.
_KINDS_OF_HOSPITAL = frozenset("county general university memorial regional city royal district community".split())
# "Boende: Solgläntan": the label of a field, whose name stands behind its colon.
_FIELDS = frozenset(
    "boende boendet äldreboende äldreboendet enhet enheten vårdenhet vårdenheten vårdcentral vårdcentralen mottagning"
    " mottagningen avdelning avdelningen klinik kliniken sjukhus sjukhuset korttidsboende demensboende vårdboende"
    " korttids sjukhem sjukhemmet vårdgivare hospital ward clinic unit".split()
)
_MOST_WORDS = 4
STEPS = frozenset({" ", ", ", "-", " - ", ":", "'", "’", "  "})
SAINT = frozenset("st s t sankt sankta".split())


def to_the_left(there: Standing, at: int) -> int:
    """Where the unit begins with the names before it."""
    first = at
    while (
        first
        and at - first < _MOST_WORDS
        and _is_step(there, first)
        and _names_before(there, first - 1, there.small(at))
    ):
        first -= 1
    while first < at and first not in there.capitals and there.small(first) in _KINDS_OF_HOSPITAL:
        first += 1  # any general hospital
    return there.words[first].start


def _is_step(there: Standing, at: int) -> bool:
    if there.gap(at) == "\n":  # a broken line; a heading would have more beneath it
        return there.small(at) in _HOSPITALS and at - 1 in there.capitals
    return there.gap(at) in STEPS or (there.gap(at) == ". " and there.small(at - 1) in SAINT)


def _names_before(there: Standing, at: int, unit: str) -> bool:
    kind = there.kinds[at]
    if there.small(at).endswith(("iska", "isk")) and not kind & GIVER:  # Geriatriska kliniken is any
        return False
    if unit in _HOSPITALS and at in there.capitals and not there.begins(at):
        return True
    if there.small(at) in SAINT:
        return there.gap(at + 1) in {":", " ", ". ", "'", "’"}
    if at not in there.capitals:
        place = bool(kind & PLACE) and not kind & WORD
        if unit in _HOSPITALS:
            kind_of = there.small(at) in _KINDS_OF_HOSPITAL
            return kind_of or bool(kind & PLACE) or (not kind and not is_formed(there.small(at)))
        place = place or bool(flags()[there.small(at)[:-1]] & PLACE)
        return there.small(at).endswith("s") and (place or (not kind and there.has_family_shape(at)))
    if kind & (MEDICAL | CONTEXT) and not kind & (NAME | PLACE):
        return False
    if kind & (NAME | PLACE) or not kind & WORD:
        return True
    return not there.begins(at) and there.language != "en"


def to_the_right(there: Standing, at: int) -> int:
    """Where the unit ends with the names after it."""
    last, end = at, there.words[at].end
    if _is_field(there, at):
        last, end = at + 1, there.words[at + 1].end
    while last + 1 < len(there.words) and last - at < _MOST_WORDS and there.gap(last + 1) in STEPS:
        last += 1
        if there.gap(last) == ":" and there.small(last - 1) == "s":  # S:t
            continue
        if there.small(last) == "s" and last + 1 < len(there.words) and there.gap(last + 1) == ":":
            continue
        if _names_after(there, last):
            end = there.words[last].end
        elif there.small(last) not in _OF_PLACE and not there.kinds[last] & UNIT:
            break
        elif there.kinds[last] & UNIT and end > there.words[at].end:
            end = there.words[last].end
    return end


def _is_field(there: Standing, at: int) -> bool:
    """Whether the word is a label, and what stands behind its colon a name: no ordinary word, no role."""
    name = at + 1
    if there.small(at) not in _FIELDS or name not in there.capitals or there.gap(name) != ": ":
        return False
    kind = there.kinds[name]
    if flags()[there.small(name).removesuffix("s")] & MEDICAL:  # authorities, which stay
        return False
    return not kind & (WORD | MEDICAL | CONTEXT | UNIT) or bool(kind & PLACE)


def _names_after_in_small(there: Standing, at: int) -> bool:
    """In small letters only a place, or a word that is none, right after the unit."""
    kind, word = there.kinds[at], there.small(at)
    if at > 1 and there.small(at - 1) == "t" and there.gap(at - 1) == ":":
        return bool(kind & NAME)
    if there.gap(at) not in {" ", ", "} or (there.gap(at) == ", " and not kind & PLACE):
        return False
    return bool(kind & PLACE and not kind & WORD) or (not kind and len(word) > 4 and not is_formed(word))


def _names_after(there: Standing, at: int) -> bool:
    kind = there.kinds[at]
    if at not in there.capitals:
        return _names_after_in_small(there, at)
    if there.begins(at) and ". " in there.gap(at):
        return False
    if there.gap(at) == ":":
        return False
    return not kind & CONTEXT and (not kind & MEDICAL or bool(kind & (NAME | PLACE)))
