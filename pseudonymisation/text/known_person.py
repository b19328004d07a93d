"""What is known of the person whose note it is, and the net made of it: the best of all nets, as it guesses nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from pseudonymisation.text.letters import Squeezed, plain, words
from pseudonymisation.text.names import NameNet
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KnownPerson:
    """The register's words on one person, each empty where unknown; print shows none of them."""

    given_name: str = ""
    family_name: str = ""
    numbers: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""

    def __repr__(self) -> str:
        known = [each.name for each in fields(self) if getattr(self, each.name)]
        return f"KnownPerson(known: {', '.join(known) or 'nothing'})"


@dataclass(frozen=True, slots=True)
class _Needle:
    """Letters and digits to look for wherever separators stand between them."""

    plain: str
    tag: Tag
    whole: bool  # no letter or digit may stand right before or after

    def spans(self, text: str, squeezed: Squeezed) -> Iterator[Span]:
        for start, end in squeezed.find(self.plain, within=3 * len(self.plain) + 4):
            if not self.whole or not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield Span(start, end, self.tag)


_COUNTRY = re.compile(r"^(?:00|\+)?46|^0+")
_HOUSE_NUMBER = re.compile(r"\s{0,2},?\s{0,2}\d{1,4}(?:\s?[A-Za-z](?![^\W_]))?")
_CALLING_CODE = re.compile(r"(?:(?:\+|00)\s?46[\s\-.]{0,2}(?:\(0\))?[\s\-.]{0,2}|0)$")
_SHORTEST_STREET_WORD = 5
_COMMON_IN_ADDRESSES = frozenset(
    map(plain, "norra södra östra västra nedre övre lilla stora gamla sankt drottning kungs vägen gatan torget".split())
)


class KnownPersonRecognizer(Recognizer):
    """Finds the person's names in any inflection, numbers, birth date, address, telephone and e-mail."""

    tags = (Tag.NAME, Tag.IDENTITY_NUMBER, Tag.ADDRESS, Tag.PHONE, Tag.EMAIL)

    def __init__(self, known: KnownPerson) -> None:
        super().__init__()
        self._names = NameNet(given_name=known.given_name, family_name=known.family_name)
        self._needles = tuple(_needles(known))
        self._places = frozenset(_place_words(known))

    def spans(self, text: str) -> Iterator[Span]:
        found = list(words(text))
        yield from self._names.spans(text, found)
        yield from (_with_house_number(text, word.start, word.end) for word in found if word.plain in self._places)
        squeezed = Squeezed.of(text)
        for needle in self._needles:
            for span in needle.spans(text, squeezed):
                yield _with_calling_code(text, span) if span.tag is Tag.PHONE else span


def _needles(known: KnownPerson) -> Iterator[_Needle]:
    for number in map(_squeezed, known.numbers):
        if len(number) >= 10:
            yield _Needle(number[-10:], Tag.IDENTITY_NUMBER, False)
        if len(number) == 12:
            yield _Needle(number, Tag.IDENTITY_NUMBER, False)
            yield _Needle(number[:8], Tag.IDENTITY_NUMBER, True)
            yield _Needle(number[2:8], Tag.IDENTITY_NUMBER, True)
    for address in (known.street, known.street.rstrip("0123456789 ABCDEFabcdef"), known.postcode, known.city):
        if len(_squeezed(address)) > 1:
            yield _Needle(_squeezed(address), Tag.ADDRESS, True)
    phone = _COUNTRY.sub("", re.sub(r"[^\d+]", "", known.phone))
    if len(phone) >= 5:
        yield _Needle(phone, Tag.PHONE, False)
    if len(_squeezed(known.email)) >= 5:
        yield _Needle(_squeezed(known.email), Tag.EMAIL, False)


def _place_words(known: KnownPerson) -> Iterator[str]:
    """The words of street and city that say where; each with its genitive."""
    for word in words(f"{known.street}, {known.city}"):
        if len(word.plain) >= _SHORTEST_STREET_WORD and word.plain not in _COMMON_IN_ADDRESSES:
            yield word.plain
            yield f"{word.plain}s"


def _squeezed(text: str) -> str:
    return Squeezed.of(text).text


def _with_house_number(text: str, start: int, end: int) -> Span:
    number = _HOUSE_NUMBER.match(text, end)
    return Span(start, number.end() if number else end, Tag.ADDRESS)


def _with_calling_code(text: str, span: Span) -> Span:
    code = _CALLING_CODE.search(text, max(0, span.start - 12), span.start)
    return Span(code.start() if code else span.start, span.end, span.tag)
