"""Who signed a note: a stroke or "Sign:" and letters, most often at the end of a line."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import (
    CALLED,
    CONTEXT,
    NAME,
    ROLE,
    STRICT_ROLE,
    flags,
)
from pseudonymisation.text.signing_codes import LAST_WORDS, LONGEST_MUTE, is_code
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing
from pseudonymisation.text.strokes import signing

# Who else was there, behind initials: "Vid. B.O.Y., MKVA".
_ALSO = re.compile(r"(?:,|[ \t]?[/+&]|[ \t]o)[ \t]?(?P<only>[A-ZÅÄÖ]{2,5}|[^\W\d_]{2})(?=[ \t]*(?:[.,;\n]|\Z))")
_AFTER_SIGN = re.compile(
    r"(?:[ \t]av\b)?(?:[ \t]\d{1,4}[-/.]\d[\d\-/.]{0,8}(?!\d)(?:[ \t]av\b)?)?[ \t]{0,2}[:/,.]?[ \t\n]{0,2}/?"
    r"\b(?P<only>[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]\b\.?|[A-Za-zÅÄÖåäö]{2,7}\d?)(?!\w)",
    re.IGNORECASE,
)
_BIG = f"[{''.join(filter(str.isupper, map(chr, range(0x41, 0x250))))}]"  # of every land that writes in Latin letters
# A point that ends a sentence may stand right before, where its space was lost; a point of an initial may not.
_INITIALS = re.compile(
    rf"(?<!\w)(?<!{_BIG}\.)(?:(?:{_BIG}\.){{2,4}}(?:-?{_BIG}\.?)?(?!\w)"
    rf"|{_BIG}[ \N{{NO-BREAK SPACE}}]{_BIG}\.(?!\w)|(?P<two>{_BIG}\.-?{_BIG})(?![\w.]))"
)
_SMALL_INITIALS = re.compile(r"(?<![\w.])[^\W\d_]\.(?: ?[^\W\d_]\.){1,3}(?!\w)")
_SMALL_PHRASES = frozenset(
    "tex pga tom from bla dvs osv ua iv im sc po vb bid tid qid ik mm sk fd mfl etc ie eg od os dx sin hs ha ao np uns"
    " va oa ovs obs ns sn im ic pn ps pm am ar iu me ss".split()
)
"""What letters with points are in a text of small letters."""
_PHRASES = frozenset({"tom", "from", "dvs", "osv", "ua", "iv", "im", "sc", "po", "vb", "tn", "mm", "obs", "pga", "bid"})
"""What three letters with points are in a text of capitals alone."""
_BESIDE = frozenset({" ", ", ", "  ", ". "})
_LONGEST_OWN_CODE = 5
_SIGNING = frozenset(
    "uppd uppdaterad uppdaterat sign signerat signerad signatur signum vidimerat vidimerad dikt dikterat dikterad"
    " utskr utskrivet mvh vh diktat protokoll granskat utfört".split()
)


def signatures(there: Standing) -> Iterator[Span]:
    """Codes and names that sign: /ankl, /A Lind, Sign: AKL, A.K.L., gjord av KVIK."""
    yield from map(_only, signing(there.spaced))
    yield from _behind_words(there)
    yield from _beside_roles(there)
    yield from _initials(there)


def _behind_words(there: Standing) -> Iterator[Span]:
    for at in there.marked:
        if there.kinds[at] & CALLED and there.small(at) in _SIGNING:
            match = _AFTER_SIGN.match(there.spaced, there.words[at].end)
            if match and (is_code(_as_written(there, at, match), surely=True) or _ends_here(there.text, match)):
                yield _only(match)


def _initials(there: Standing) -> Iterator[Span]:
    if there.is_small:
        yield from (
            match_span for match in _SMALL_INITIALS.finditer(there.text) if (match_span := _unless_phrase(match))
        )
    for at in there.upper:
        if there.shouts(at) and not there.kinds[at] and _is_among_people(there, at):
            yield Span(*there.words[at][:2], Tag.PERSON)
        match = _INITIALS.match(there.text, there.words[at].start) if there.is_letter(at) else None
        if match and not (_is_among_capitals(there, at) and _is_phrase(match)):
            yield Span(match.start(), match.end(), Tag.PERSON)
            also = _ALSO.match(there.text, match.end())
            if also and is_code(also["only"], surely=True):
                yield _only(also)


def _unless_phrase(match: re.Match[str]) -> Span | None:
    letters = "".join(filter(str.isalpha, match[0]))
    return None if letters in _SMALL_PHRASES else Span(*match.span(), Tag.PERSON)


def _is_among_people(there: Standing, at: int) -> bool:
    """Whether a code that no list holds stands where somebody is told of: "diskuterat med KVIK"."""
    if there.words[at].end - there.words[at].start > _LONGEST_OWN_CODE or there.shouts(at - 1) or there.shouts(at + 1):
        return False
    if there.text[there.words[at].end :][:1] in {"-", "/"}:
        return False
    return there.acts(at) or there.follows_on_somebodys(at) or there.is_asked_for(at)


def _is_among_capitals(there: Standing, at: int) -> bool:
    """Whether the text around is all capitals, so that a capital tells nothing."""
    if at and at - 1 not in there.capitals and there.words[at - 1].end - there.words[at - 1].start > 1:
        return False
    return there.shouts(at - 1) or there.shouts(at + 2) or there.shouts(at + 3)


def _is_phrase(match: re.Match[str]) -> bool:
    """Whether it is as often I.V or T.O.M., in a text of capitals alone."""
    return bool(match["two"]) or match[0].replace(".", "").lower() in _PHRASES


def _beside_roles(there: Standing) -> Iterator[Span]:
    """Codes right before or behind what their owner is, where a line begins or ends: "ry CPN", "/MNÄÄ, ssk OV"."""
    for at in there.marked:
        if there.kinds[at] & ROLE and at and _begins_a_line(there, at - 1) and _is_no_word(there, at - 1):
            yield from _own_code(there, at - 1)
        if there.kinds[at] & (ROLE | STRICT_ROLE) and at + 1 < len(there.words) and _ends_a_line(there, at + 1):
            yield from _own_code(there, at + 1)


def _is_no_word(there: Standing, at: int) -> bool:
    if there.gap(at + 1) == " / ":
        return not there.kinds[at] & CONTEXT
    return there.gap(at + 1) in _BESIDE and not there.kinds[at] & ~NAME


def _begins_a_line(there: Standing, at: int) -> bool:
    return at == 0 or there.gap(at).rstrip(" \t")[-1:] in {"\n", "/", ">"}


def _ends_a_line(there: Standing, at: int) -> bool:
    after = there.text[there.words[at].end :][:2].lstrip(" ")
    return there.gap(at) in _BESIDE and (after[:1] in {"", "\n", "\r", "<"} or after[:1].isdigit())


def _own_code(there: Standing, at: int) -> Iterator[Span]:
    start, end, _ = there.words[at]
    if 1 < end - start <= _LONGEST_OWN_CODE and _is_own_code(there.text[start:end]):
        yield Span(start, end, Tag.PERSON)


def _is_own_code(word: str) -> bool:
    """Whether the letters are all capitals, or no word at all: beside a role even an abbreviation is a code."""
    if flags()[word.lower()] & CONTEXT or word.lower() in LAST_WORDS:
        return False
    return word.isupper() or is_code(word, surely=True)


def _only(match: re.Match[str]) -> Span:
    return Span(match.start("only"), match.end("only"), Tag.PERSON)


def _as_written(there: Standing, at: int, match: re.Match[str]) -> str:
    """The letters; in small ones where all are capitals, since then they tell nothing."""
    return match["only"].lower() if there.shouts(at) else match["only"]


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether two letters or three end the line: then they sign, though they be a word."""
    return len(match["only"]) <= LONGEST_MUTE and text[match.end() :][:1] in {"", "\n", "\r", "<"}
