"""Who and what one note is about, and what each slot of a template becomes in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pseudonymisation.text.gold import codes, days, numbers, units
from pseudonymisation.text.gold.dictionaries import Dictionary, one_of
from pseudonymisation.text.gold.persons import NAME_FORMS, Person, genitive, person
from pseudonymisation.text.gold.pieces import Piece, Pieces
from pseudonymisation.text.measuring.annotated import OTHER, PATIENT
from pseudonymisation.text.spans import Tag

_AGES = {"child": (0.1, 16), "adult": (17, 88), "old": (72, 103)}
_OTHERS = ("kin", "kin2", "dr", "dr2", "nurse", "staff", "other")
_KIN = {
    "sv": ("hustrun dottern mamman systern sambon farmor".split(), "maken sonen pappan brodern sambon farfar".split()),
    "en": ("wife daughter mother sister".split(), "husband son father brother".split()),
}
_WORDS = {
    "sv": {"he": ("hon", "han"), "him": ("henne", "honom"), "his": ("hennes", "hans"), "man": ("kvinna", "man")},
    "en": {"he": ("she", "he"), "him": ("her", "him"), "his": ("her", "his"), "man": ("woman", "man")},
}
_CHILD = {"sv": ("flicka", "pojke"), "en": ("girl", "boy")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One patient, those around them, and a day; every slot of a note asks the same scene."""

    people: Mapping[str, Person] = field(repr=False)
    day: date
    language: str
    words: Dictionary = field(repr=False)

    @property
    def patient(self) -> Person:
        return self.people["pat"]

    def slot(self, name: str, chance: Random) -> Pieces:
        """What stands in place of `{name}`. Raises KeyError for a slot that there is not."""
        who, _, form = name.partition("_")
        if name.startswith("#"):
            return (Piece(_figure(name[1:], chance)),)
        if who in self.people:
            return self._of_person(who, form, chance)
        if name in days.SLOTS:
            return days.SLOTS[name](self.day, chance, self.language)
        if name in codes.FORMS:
            return codes.drawn(name, self.words, chance)
        if name in units.SLOTS:
            return units.SLOTS[name](self.words, chance)
        spoken = _CHILD[self.language] if name == "boy" else _WORDS[self.language][name]
        return (Piece(spoken[0 if self.patient.woman else 1]),)

    def _of_person(self, who: str, form: str, chance: Random) -> Pieces:
        someone, role = self.people[who], PATIENT if who == "pat" else OTHER
        if form in NAME_FORMS:
            return (Piece(NAME_FORMS[form](someone, chance), Tag.PERSON, role),)
        if form == "born":
            return days.birth(someone.born, chance, self.language, role)
        if form == "age":
            return days.age((self.day - someone.born).days * 4 // 1461, role)
        if form == "word":
            return (Piece(one_of(_KIN[self.language][0 if someone.woman else 1], chance)),)
        return _FACTS[form](someone, role, chance)


def scene(words: Dictionary, chance: Random, *, patient: Person, day: date, language: str) -> Scene:
    """A patient's day with everyone whom a note may name."""
    people = {"pat": patient}
    child = (day - patient.born).days < 17 * 365
    for who in _OTHERS:
        family = patient.family if who == "kin" and chance.random() < 0.5 else ""
        # A child comes with its mother; the second of the kin is a man: father, brother or son.
        women = 0.0 if who == "kin2" else 1.0 if who == "kin" and child else 0.5
        people[who] = person(words, chance, on=day, ages=(24, 66), family=family, women=women)
    return Scene(people=people, day=day, language=language, words=words)


def patient_of(words: Dictionary, chance: Random, kind: str, *, on: date) -> Person:
    """A patient of the ages that a style is about: child, adult, old."""
    return person(words, chance, on=on, ages=_AGES[kind])


def drawn_day(chance: Random) -> date:
    return date(2018, 1, 1) + timedelta(days=int(chance.random() * 2800))


def _figure(between: str, chance: Random) -> str:
    """A whole number between two: `60-120`."""
    low, high = map(int, between.split("-"))
    return str(low + int(chance.random() * (high - low + 1)))


def _number(someone: Person, role: str, chance: Random) -> Pieces:
    hundred = someone.born.year < 1925
    return (Piece(numbers.written(someone.number, chance, hundred=hundred), Tag.IDENTITY_NUMBER, role),)


def _withheld(someone: Person, role: str, chance: Random) -> Pieces:
    """The day of birth, and the last four held back."""
    shown = someone.number[2:8] if chance.random() < 0.6 else someone.number[:8]
    return (Piece(shown, Tag.IDENTITY_NUMBER, role), Piece(one_of(("-XXXX", "-xxxx", "-****", "-"), chance)))


def _reserve(someone: Person, role: str, chance: Random) -> Pieces:
    # No register tells it: it is given where the real number is not known.
    return (Piece(numbers.reserve_number(someone.born, chance), Tag.IDENTITY_NUMBER),)


def _postcode(someone: Person, role: str, chance: Random) -> Pieces:
    country, gap = (("", " "), ("", " "), ("", ""), ("SE-", " "))[int(chance.random() * 4)]
    return (Piece(country), Piece(f"{someone.postcode[:3]}{gap}{someone.postcode[3:]}", Tag.ADDRESS, role))


def _whole_address(someone: Person, role: str, chance: Random) -> Pieces:
    town = Piece(someone.town, Tag.ADDRESS, role)
    return (Piece(someone.street, Tag.ADDRESS, role), Piece(", "), *_postcode(someone, role, chance), Piece(" "), town)


_FACTS: Mapping[str, Callable[[Person, str, Random], Pieces]] = {
    "nr": _number,
    "nrxx": _withheld,
    "nrreserve": _reserve,
    "street": lambda who, role, chance: (Piece(who.street, Tag.ADDRESS, role),),
    "post": _postcode,
    "town": lambda who, role, chance: (Piece(who.town, Tag.ADDRESS, role),),
    "towngen": lambda who, role, chance: (Piece(genitive(who.town), Tag.ADDRESS, role),),
    "addr": _whole_address,
    "phone": lambda who, role, chance: (Piece(codes.written_phone(who.phone, chance), Tag.PHONE, role),),
    "mail": lambda who, role, chance: (Piece(who.email, Tag.EMAIL, role),),
}
