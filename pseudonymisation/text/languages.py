"""
In which language a text is written, told by its small words: a net that reads Swedish finds little in Norwegian.

A short note, or one of numbers, counts as written in the language that was asked for. Languages share small words: each
is held against the asked one by those that only one of the two has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from pseudonymisation.text.letters import plain
from pseudonymisation.text.reading import Reading

_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(map(plain, listed.split()))
    for language, listed in {
        "sv": "och att är inte från för ett efter utan också mycket även inga ingen något några men eller när hos "
        "under vid till samt ej pat patienten söker då sedan nu där här hon han den det som med på av har kan "
        "blir blivit var varit vara skall ska får fått haft enligt ua än bara inför idag igår åter dock "
        "alltså mellan över mot",
        "en": "the and of to with was is were are for on that this from has had have he she his her not no but or "
        "at by which who been after before there their be as an it patient will can did does denies without "
        "due into",
        "no": "og ikke er det som på til av for med ble har fra etter hun han ved ingen noe noen også men eller når "
        "å mye mot uten vært være blitt hvor hva skal kan pasienten jeg seg henne under over der her nå siden "
        "enn bare",
        "da": "og ikke er det som på til af for med blev har fra efter hun han ved ingen noget nogen også men eller "
        "når at meget mod uden været være blevet hvor hvad skal kan patienten jeg sig hende under over der "
        "her nu siden end",
        "fi": "ja on ei oli että myös mutta joka jonka potilas potilaan sekä kun niin ole olla ollut hänen hän tai "
        "vain kuin noin jälkeen ennen sitten nyt vielä voi ovat eivät mukaan kanssa ilman joita mitään",
        "de": "und der die das ist nicht mit von bei zu dem den des ein eine einer auf für im wird wurde nach aus "
        "auch sich als keine kein oder aber hat war sind werden über unter durch bis zum zur patientin",
        "fr": "le la les des et est une un dans pour pas par sur avec du au aux qui que ne patient patiente sans a "
        "été ont il elle ce cette son sa ses plus ou mais depuis chez après",
        "es": "el la los las de y es una un en para no por con del al que se su sus sin pero o paciente ha fue son "
        "desde más como después este esta muy también",
        "pl": "i w z na nie do się jest to że pacjent pacjentka od po przez oraz był była dla jak ale bez przy lub "
        "pacjenta przed",
        "nl": "de het een en van is niet met op voor te dat die bij zijn werd wordt aan ook als maar geen naar uit "
        "heeft patiënt door over om nog",
        "so": "iyo waa ka ku oo in ay uu la soo aan waxaa ma leh wuxuu waxay kale sidoo laakiin",
        "tr": "ve bir bu için ile olarak da de çok olan gibi daha ama veya hasta değil var yok sonra",
    }.items()
}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    word: tuple(language for language, listed in _SMALL_WORDS.items() if word in listed)
    for word in frozenset().union(*_SMALL_WORDS.values())
}
"""Each small word, and whose it is."""

_SHORT = 20
"""With fewer words than this a note is too short to tell."""

_SURE, _CLEARLY = 6, 2
"""So many small words of its own, and so many times the asked language's, make a text another language's."""

_MANY, _FEW = 60, 0.3
"""A text of so many different words, of which fewer than this share are in any list, is in no known language."""

_LATIN = "\u024f"


def readable_as(reading: Reading, asked: str, readers: Sequence[str]) -> tuple[str, ...]:
    """
    The languages as which a text is to be read, the one it is written in first; none where nobody here reads it.

    `readers` are the languages that there are nets for, `asked` among them. A note of few small words, as notes are,
    is in the asked language where the lists know its other words.
    """
    long = [letters for _, _, letters in reading.words if len(letters) > 1]
    if _is_foreign_script(long):
        return ()
    if len(long) < _SHORT:
        return (asked,)
    hits = [word for word in long if word in _KNOWN]
    others = _beside(hits, asked)
    clearly = {of: own for of, own in others.items() if own > _CLEARLY * _alone(hits, asked, beside=of)}
    if clearly:
        best = max(clearly, key=lambda language: clearly[language])
        return (best, asked) if best in readers else ()
    also = [language for language in readers if language in others]
    if also:
        return (asked, *also)
    return () if _is_in_no_known_language(reading) else (asked,)


def _beside(hits: Sequence[str], asked: str) -> dict[str, int]:
    """The languages of which the text has enough small words that the asked one has not, and how many."""
    foreign = [word for word in hits if word not in _SMALL_WORDS[asked]]
    if len(foreign) < _SURE:
        return {}
    others = Counter(language for word in foreign for language in _KNOWN[word])
    return {language: own for language, own in others.items() if own >= _SURE}


def _alone(hits: Sequence[str], language: str, *, beside: str) -> int:
    """How many of them the one language has and the other has not."""
    return sum(word in _SMALL_WORDS[language] and word not in _SMALL_WORDS[beside] for word in hits)


def _is_foreign_script(words: Sequence[str]) -> bool:
    if "".join(words).isascii():
        return False
    foreign = sum(word[0] > _LATIN for word in words)
    return foreign >= 5 and 2 * foreign > len(words)


def _is_in_no_known_language(reading: Reading) -> bool:
    if len({word.plain for word in reading.words}) < _MANY:
        return False
    return sum(kind > 0 for kind in reading.standing.kinds) < _FEW * len(reading.words)
