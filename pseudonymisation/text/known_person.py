"""What is known of the person whose note it is, and the net made of it: the best of all nets, as it guesses nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from pseudonymisation.text.letters import found_in, places, plain, squeezed, words
from pseudonymisation.text.names import NameNet
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KnownPerson:
    """
    The register's words on one person, each empty where unknown; print shows none of them.

    `names` are whole names or parts, "Family, Given" too; `others` are the names of kin and staff, `units` the
    care units where the note was written or the person is cared for.
    """

    given_name: str = ""
    family_name: str = ""
    numbers: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __repr__(self) -> str:
        known = [each.name for each in fields(self) if getattr(self, each.name)]
        return f"KnownPerson(known: {', '.join(known) or 'nothing'})"


class _Needle(NamedTuple):
    """Letters and digits to look for wherever separators stand between them."""

    plain: str
    tag: Tag
    whole: bool  # no letter or digit may stand right before or after

    def fits(self, text: str, span: Span) -> bool:
        """Whether it stands there, and is not picked together from far apart or out of something longer."""
        if span.end - span.start > 3 * len(self.plain) + 4:
            return False
        return not self.whole or not (
            text[span.start - 1 : span.start].isalnum() or text[span.end : span.end + 1].isalnum()
        )


_COUNTRY = re.compile(r"^(?:00|\+)?46|^0+")
_HOUSE_NUMBER = re.compile(r"\s{0,2},?\s{0,2}\d{1,4}(?:\s?[A-Za-z](?![^\W_]))?")
_CALLING_CODE = re.compile(r"(?:(?:\+|00)\s?46[\s\-.]{0,2}(?:\(0\))?[\s\-.]{0,2}|0)$")
_POST = re.compile(r"(?:SE-|S-)?(\d{3}\s?\d\d)\s{1,3}(.{2,60})$")
_SHORTEST_STREET_WORD, _SHORTEST_CITY_WORD, _SHORTEST_NUMBER = 5, 3, 6
_SHORTEST_PHONE, _SHORTEST_EMAIL, _SHORTEST_UNIT = 5, 5, 2
_COMMON_IN_ADDRESSES = frozenset(
    map(plain, "norra södra östra västra nedre övre lilla stora gamla sankt drottning kungs vägen gatan torget".split())
)


class KnownPersonRecognizer(Recognizer):
    """Finds names in any inflection, of kin and staff as well, numbers, birth date, address, telephone, e-mail, unit."""

    tags = (Tag.PERSON, Tag.IDENTITY_NUMBER, Tag.ADDRESS, Tag.PHONE, Tag.EMAIL, Tag.CARE_UNIT)

    def __init__(self, known: KnownPerson, language: str = "sv") -> None:
        super().__init__(language)
        own = NameNet(given_name=known.given_name, family_name=known.family_name, names=known.names)
        # Each of the others has a net: initials of the one and the name of another are nobody's.
        self._names = (own, *(NameNet(names=(name,)) for name in dict.fromkeys(known.others) if name.strip()))
        self._needles = tuple(_needles(known))
        self._places = frozenset(_place_words(known))

    def spans(self, reading: Reading) -> Iterator[Span]:
        text, found = reading.text, reading.words
        for names in self._names:
            yield from names.spans(text, found)
        yield from (_with_house_number(text, word.start, word.end) for word in found if word.plain in self._places)
        for span in self._needle_spans(reading.plain):
            yield _with_calling_code(text, span) if span.tag is Tag.PHONE else span

    def _needle_spans(self, plain_text: str) -> Iterator[Span]:
        tight = squeezed(plain_text)
        hits = [(needle, at) for needle in self._needles for at in found_in(tight, needle.plain)]
        where = places(plain_text) if hits else []
        for needle, at in hits:
            span = Span(where[at], where[at + len(needle.plain) - 1] + 1, needle.tag)
            if needle.fits(plain_text, span):
                yield span


def _needles(known: KnownPerson) -> Iterator[_Needle]:
    for number in map(_tight, known.numbers):
        if len(number) >= _SHORTEST_NUMBER:
            yield _Needle(number, Tag.IDENTITY_NUMBER, False)
        if len(number) == len("YYYYMMDDNNNC"):
            yield _Needle(number[2:], Tag.IDENTITY_NUMBER, False)
            yield _Needle(number[:8], Tag.IDENTITY_NUMBER, True)
            yield _Needle(number[2:8], Tag.IDENTITY_NUMBER, True)
    for address in _addresses(known):
        if len(_tight(address)) > 1:
            yield _Needle(_tight(address), Tag.ADDRESS, True)
    for phone in (_COUNTRY.sub("", re.sub(r"[^\d+]", "", phone)) for phone in (known.phone, *known.phones)):
        if len(phone) >= _SHORTEST_PHONE:
            yield _Needle(phone, Tag.PHONE, False)
    for email in (known.email, *known.emails):
        for written in {email, email.replace("@", " at ")}:
            if len(_tight(written)) >= _SHORTEST_EMAIL:
                yield _Needle(_tight(written), Tag.EMAIL, False)
    for unit in map(_tight, known.units):
        if len(unit) >= _SHORTEST_UNIT:
            yield _Needle(unit, Tag.CARE_UNIT, True)


def _addresses(known: KnownPerson) -> Iterator[str]:
    """Street, postcode and city, and each line or part of whole addresses."""
    parts = [part for address in known.addresses for part in re.split(r"[,;\n]", address)]
    for street in (known.street, *parts):
        yield street
        bare = street.rstrip("0123456789 ABCDEFabcdef")
        if len(bare) >= _SHORTEST_STREET_WORD:
            yield bare
    yield from (known.postcode, known.city)
    for part in parts:
        post = _POST.match(part.strip())
        if post:
            yield from (post[1], post[2])


def _place_words(known: KnownPerson) -> Iterator[str]:
    """The words of street and city that say where, each with its genitive."""
    whole = [(address, _SHORTEST_STREET_WORD) for address in known.addresses]
    for text, shortest in ((known.street, _SHORTEST_STREET_WORD), (known.city, _SHORTEST_CITY_WORD), *whole):
        for word in words(plain(text)):
            if len(word.plain) >= shortest and word.plain not in _COMMON_IN_ADDRESSES:
                yield word.plain
                yield f"{word.plain}s"


def _tight(text: str) -> str:
    return squeezed(plain(text))


def _with_house_number(text: str, start: int, end: int) -> Span:
    number = _HOUSE_NUMBER.match(text, end)
    return Span(start, number.end() if number else end, Tag.ADDRESS)


def _with_calling_code(text: str, span: Span) -> Span:
    code = _CALLING_CODE.search(text, max(0, span.start - 12), span.start)
    return Span(code.start() if code else span.start, span.end, span.tag)
