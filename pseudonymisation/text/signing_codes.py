"""What somebody signs with: letters that are short and say nothing."""

from pseudonymisation.text.lexicon import CONTEXT, EPONYM, KNOWN, MEDICAL, WORD, flags, is_formed

LAST_WORDS = frozenset(
    "ua vb ok nej ja tack slut iva akut enl ovan se åter utan inga hem neg pos iv im sc po st år dag mån hö vä dx sin"
    " ej bra mår stab tid ring prov rtg ekg mr dt hb crp bt".split()
)
"""What ends a note or follows on a stroke and signs nothing."""
_VOWELS = frozenset("aeiouyåäöéü")
LONGEST_MUTE = 3
"""So many consonants alone are no word."""
LONGEST_CODE, _LONGEST_SURE = 7, 4


def is_code(word: str, *, surely: bool = False) -> bool:
    """Whether the letters are no word: what signs is short and says nothing."""
    lowered = word.lower()
    kind = flags()[lowered]
    if (kind & MEDICAL and not (surely and len(word) <= _LONGEST_SURE)) or (kind & CONTEXT and not word.isupper()):
        return False
    if surely and len(word) <= LONGEST_MUTE and _VOWELS.isdisjoint(lowered):
        return True
    if word[:1].isupper():
        return not word[1:].islower() or not kind & (KNOWN | EPONYM)
    return (
        len(word) <= LONGEST_CODE
        and not kind & (WORD if surely else KNOWN)
        and (len(word) < 5 or not is_formed(lowered))
    )


def is_short_sign(word: str) -> bool:
    """Whether it may sign where nothing else stands, though it be a word."""
    return len(word) <= _LONGEST_SURE and word.lower() not in LAST_WORDS
