"""Who signed a note: a stroke or "Sign:" and letters, most often at the end of a line."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import (
    CALLED,
    CONTEXT,
    EPONYM,
    KNOWN,
    MEDICAL,
    NAME,
    ROLE,
    STRICT_ROLE,
    WORD,
    flags,
    is_formed,
)
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_STROKE = re.compile(
    r"/(?<![^\s.,;)\]/]/)/?[ \t]?(?P<only>[^\W\d_][^\n/:;,\d]{0,40}?)[ \t]*\.?"
    r"(?:[ \t]\d{1,4}[-/.]\d[\d\-/.]{0,8})?[ \t]*$",
    re.MULTILINE,
)
# A stroke that begins a line signs what stands above: "/op, ssk M. Hjulros"; so does one before "cc".
_FIRST_STROKE = re.compile(r"//?[ \t]?(?P<only>[^\W\d_]{2,4})(?=(?P<on>[,;])|[ \t]cc\b)")
_BY = re.compile(r" av[ \t\n](?P<only>[^\W\d_]{2,5})(?![\w\-])(?P<ends>[ \t]*(?:[.,;:)\n]|\Z|\d))?")
# What somebody did is signed as notes are: "gjord av KVIK", "inlagd av R.N".
_DONE = re.compile(
    r"\b(?:(?:gjo|utfö|utfä|kö)rd?(?:ad|at|t|d)?|(?:in|an|på)lag[dt]|ordiner(?:ad|at)|bedöm[dt]|undersök[dt]|granska[dt]"
    r"|operera[dt]|(?:in)?satt|given|givet|tagen|taget|skriv[ei][nt]|tolka[dt]|kontrollera[dt]|signera[dt])$",
    re.IGNORECASE,
)
_LONGEST_DONE = 14
# Who else was there, behind initials: "Vid. B.O.Y., MKVA".
_ALSO = re.compile(r"(?:,|[ \t]?[/+&]|[ \t]o)[ \t]?(?P<only>[A-ZÅÄÖ]{2,5}|[^\W\d_]{2})(?=[ \t]*(?:[.,;\n]|\Z))")
_AFTER_SIGN = re.compile(
    r"(?:[ \t]av\b)?(?:[ \t]\d{1,4}[-/.]\d[\d\-/.]{0,8}(?!\d)(?:[ \t]av\b)?)?[ \t]{0,2}[:/,.]?[ \t\n]{0,2}/?"
    r"\b(?P<only>[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]\b\.?|[A-Za-zÅÄÖåäö]{2,7}\d?)(?!\w)",
    re.IGNORECASE,
)
# Alone on a line, or at the end of the note after a point.
_ALONE = re.compile(r"(?:\n|[.!?]\s{1,3})(?P<only>[A-Za-zÅÄÖåäö]{2,4}|[A-ZÅÄÖ][.\s]{1,2}[A-ZÅÄÖ]\.?)(?=\s*\Z|\n)")
# What ends the whole note on a line of its own signs it, whatever it may mean elsewhere.
_LAST = re.compile(r"(?:\n|[.!?)][ \t])[ \t/]{0,3}(?P<only>[A-Za-zÅÄÖåäö]{2,4})\s{0,5}\Z")
# Two who sign the whole note: "CÖ/Gustav".
_BEFORE_STROKE = re.compile(r"\n[ \t]*(?P<only>[^\W\d_]{2,4})/[^\W\d_][^\n/]{0,30}\s{0,5}\Z")
_BEHIND_STROKE = re.compile(r"/(?<=[^\W\d_]/)(?P<only>[^\W\d_]{2,4})\s{0,5}\Z")
# A line with nothing but who signed, and when: "MMOS 18 okt -21".
_DATED = re.compile(
    r"^(?P<only>[^\W\d_]{2,5}) (?=\d{4}-\d\d-\d\d|\d{6}\b|\d{1,2}[/.]\d{1,2}(?!\d)|"
    r"\d{1,2}(?::[ae])? (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))[^\n]{3,20}$",
    re.MULTILINE | re.IGNORECASE,
)
_LAST_WORDS = frozenset(
    "ua vb ok nej ja tack slut iva akut enl ovan se åter utan inga hem neg pos iv im sc po st år dag mån hö vä dx sin"
    " ej bra mår stab tid ring prov rtg ekg mr dt hb crp bt".split()
)
"""What ends a note or follows on a stroke and signs nothing."""
_BIG = f"[{''.join(filter(str.isupper, map(chr, range(0x41, 0x250))))}]"  # of every land that writes in Latin letters
# A point that ends a sentence may stand right before, where its space was lost; a point of an initial may not.
_INITIALS = re.compile(
    rf"(?<!\w)(?<!{_BIG}\.)(?:(?:{_BIG}\.){{2,4}}(?:-?{_BIG}\.?)?(?!\w)"
    rf"|{_BIG}[ \N{{NO-BREAK SPACE}}]{_BIG}\.(?!\w)|(?P<two>{_BIG}\.-?{_BIG})(?![\w.]))"
)
_VOWELS = frozenset("aeiouyåäöéü")
_LONGEST_MUTE = 3
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
_SHORTEST_CODE = 2
_LONGEST_CODE, _LONGEST_SURE, _MOST_WORDS = 7, 4, 4
_TERM = MEDICAL | EPONYM | CONTEXT


def signatures(there: Standing) -> Iterator[Span]:
    """Codes and names that sign: /ankl, /A Lind, Sign: AKL, A.K.L., gjord av KVIK."""
    yield from (_only(match) for match in _by_shape(there))
    yield from _behind_words(there)
    yield from _beside_roles(there)
    yield from _initials(there)


def _by_shape(there: Standing) -> Iterator[re.Match[str]]:
    text = there.spaced
    if "/" in text:
        yield from filter(_signs, _STROKE.finditer(text))
        yield from filter(_signs_first, _FIRST_STROKE.finditer(text))
    yield from filter(_did, _BY.finditer(text))
    yield from filter(_signs_alone, _ALONE.finditer(text))
    yield from (match for match in _BEFORE_STROKE.finditer(text) if _is_short_sign(match["only"]))
    yield from (match for match in _BEHIND_STROKE.finditer(text) if not flags()[match["only"].lower()] & (WORD | _TERM))
    yield from (match for match in _DATED.finditer(text) if not flags()[match["only"].lower()] & ~NAME)
    last = _LAST.search(text, max(0, len(text) - _LONGEST_CODE - 9))
    if last and _is_short_sign(last["only"]):
        yield last


def _behind_words(there: Standing) -> Iterator[Span]:
    for at in there.marked:
        if there.kinds[at] & CALLED and there.small(at) in _SIGNING:
            match = _AFTER_SIGN.match(there.spaced, there.words[at].end)
            if match and (_is_code(_as_written(there, at, match), surely=True) or _ends_here(there.text, match)):
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
            if also and _is_code(also["only"], surely=True):
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
    return (there.gap(at + 1) in _BESIDE or there.gap(at + 1) == " / ") and not there.kinds[at] & ~NAME


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
    if flags()[word.lower()] & CONTEXT or word.lower() in _LAST_WORDS:
        return False
    return word.isupper() or _is_code(word, surely=True)


def _only(match: re.Match[str]) -> Span:
    return Span(match.start("only"), match.end("only"), Tag.PERSON)


def _as_written(there: Standing, at: int, match: re.Match[str]) -> str:
    """The letters; in small ones where all are capitals, since then they tell nothing."""
    return match["only"].lower() if there.shouts(at) else match["only"]


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether two letters or three end the line: then they sign, though they be a word."""
    return len(match["only"]) <= _LONGEST_MUTE and text[match.end() :][:1] in {"", "\n", "\r", "<"}


def _is_short_sign(word: str) -> bool:
    return len(word) <= _LONGEST_SURE and word.lower() not in _LAST_WORDS


def _signs_alone(match: re.Match[str]) -> bool:
    """Whether letters that end a line are no word; two letters may be one, where no sentence goes on below."""
    word, after = match["only"].strip(". "), match.string[match.end() :][:2].strip()
    if _is_code(word):
        return True
    goes_on = after.islower() or after.isdigit()
    return len(word) == _SHORTEST_CODE and not goes_on and word.lower() not in _LAST_WORDS


def _signs_first(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()] if match.start() else "\n"
    return (before == "\n" if match["on"] else before.isspace()) and _is_short_sign(match["only"])


def _did(match: re.Match[str]) -> bool:
    """Whether letters behind "av" are those of whoever did it."""
    word = match["only"]
    if word.isupper() and not flags()[word.lower()] & (WORD | _TERM):
        return True
    if match["ends"] is None or not _is_code(word, surely=True):
        return False
    return _DONE.search(match.string[max(0, match.start() - _LONGEST_DONE) : match.start()]) is not None


def _is_spaced(match: re.Match[str]) -> bool:
    """Whether nothing stands right before the stroke, so that it divides no two words."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    return not before.strip() or match[0].startswith("//")


def _signs(match: re.Match[str]) -> bool:
    words = match["only"].replace(".", " ").split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if len(words) == 1:
        return (_is_spaced(match) and _is_short_sign(words[0])) or _is_code(words[0], surely=True)
    return all(word[:1].isupper() or flags()[word.lower()] & CONTEXT for word in words)


def _is_code(word: str, *, surely: bool = False) -> bool:
    """Whether the letters are no word: what signs is short and says nothing."""
    lowered = word.lower()
    kind = flags()[lowered]
    if (kind & MEDICAL and not (surely and len(word) <= _LONGEST_SURE)) or (kind & CONTEXT and not word.isupper()):
        return False
    if surely and len(word) <= _LONGEST_MUTE and _VOWELS.isdisjoint(lowered):
        return True
    if word[:1].isupper():
        return not word[1:].islower() or not kind & (KNOWN | EPONYM)
    return (
        len(word) <= _LONGEST_CODE
        and not kind & (WORD if surely else KNOWN)
        and (len(word) < 5 or not is_formed(lowered))
    )
