"""People who do not exist: the patient, kin, staff; and every way in which notes write their names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pseudonymisation.text.gold import numbers
from pseudonymisation.text.gold.codes import phone_number
from pseudonymisation.text.gold.dictionaries import Dictionary, one_of
from pseudonymisation.text.measuring.annotated import Facts

_LONG = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Print shows nothing of the person; they do not exist, but the notes look real."""

    woman: bool
    given: str = field(repr=False)
    second: str = field(repr=False)
    family: str = field(repr=False)
    born: date = field(repr=False)
    number: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    town: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def facts(self) -> Facts:
        """What a register would tell."""
        return Facts(
            names=(f"{self.given} {self.second} {self.family}",),
            numbers=(self.number,),
            addresses=(f"{self.street}, {self.postcode[:3]} {self.postcode[3:]} {self.town}",),
            phones=(self.phone,),
        )


def person(
    words: Dictionary,
    chance: Random,
    *,
    on: date,
    ages: tuple[float, float],
    family: str = "",
    women: float = 0.5,
) -> Person:
    """Somebody of those ages on that day; one in three bears names from elsewhere."""
    woman, elsewhere = chance.random() < women, chance.random() < 0.33
    youngest, oldest = ages
    born = on - timedelta(days=int((youngest + chance.random() * (oldest - youngest)) * 365.25))
    given, surname = words.given(chance, woman=woman, elsewhere=elsewhere), words.family(chance, elsewhere=elsewhere)
    return Person(
        woman=woman,
        given=given,
        second=words.given(chance, woman=woman, elsewhere=elsewhere),
        family=family or surname,
        born=born,
        number=_number(born, chance, woman=woman),
        street=_street(words, chance),
        postcode=f"99{int(chance.random() * 1000):03d}",
        town=words.town(chance),
        phone=phone_number(chance),
        email=_email(given, family or surname, words, chance),
    )


def _number(born: date, chance: Random, *, woman: bool) -> str:
    if chance.random() < 0.08:
        return numbers.coordination_number(born, woman=woman)
    return numbers.personal_number(born, woman=woman)


def _street(words: Dictionary, chance: Random) -> str:
    letter = one_of(("", "", "", " A", " B", "C"), chance)
    return f"{words.street(chance)} {1 + int(chance.random() * 88)}{letter}"


def _email(given: str, family: str, words: Dictionary, chance: Random) -> str:
    form = one_of(("{g}.{f}", "{g}_{f}", "{g}{f}79", "{f}.{g}"), chance)
    local = form.format(g=given.lower(), f=family.lower().replace(" ", ".")).replace("'", "")
    return f"{local}@{words.one_of('domains', chance)}"


def genitive(name: str) -> str:
    """The name as an owner: an s, but after s, x and z nothing or an apostrophe."""
    return name if name[-1].lower() in "sxz" else f"{name}s"


def slipped(name: str, chance: Random) -> str:
    """One slip of the hand in each part of six letters or more: swapped, doubled, left out or another letter."""
    return " ".join(_slip(part, chance) if len(part) >= _LONG and "-" not in part else part for part in name.split(" "))


def _slip(part: str, chance: Random) -> str:
    at = 1 + int(chance.random() * (len(part) - 2))
    return one_of(
        (
            part[:at] + part[at + 1] + part[at] + part[at + 2 :],
            part[:at] + part[at] + part[at:],
            part[:at] + part[at + 1 :],
            part[:at] + one_of("aeinrst", chance) + part[at + 1 :],
        ),
        chance,
    )


def _first(name: str) -> str:
    return next((sign for sign in name if sign.isupper()), name[0])


def _initials(who: Person, chance: Random) -> str:
    """With a point at least: two bare letters in mid-sentence are as often something else."""
    g, f = _first(who.given), _first(who.family)
    return one_of((f"{g}.{f}.", f"{g} {f}.", f"{g}.{f}", f"{g}.{_first(who.second)}.{f}."), chance)


def _signature(who: Person, chance: Random) -> str:
    """As it stands after a stroke: ankl, AL, Per N, P. Lind."""
    g, family = who.given.replace("-", ""), who.family.split(" ")[-1].split("-")[0]
    short = (g[:2] + family[:2], g[0] + family[0], (g[0] + family[:3]).upper())
    long = (f"{who.given} {family[0]}", f"{g[0]}. {who.family}", who.given, who.name, f"{g[0]} {who.family}")
    return one_of((short[0].lower(), short[1], short[1].lower(), short[2], *long), chance)


def _staffly(who: Person, chance: Random) -> str:
    """As colleagues are named after their title: dr Lind, dr Per Lind, dr P Lind."""
    forms = (who.family, who.name, who.name, f"{who.given[0]} {who.family}", f"{who.given[0]}. {who.family}")
    return one_of(forms, chance)


def _somehow(who: Person, chance: Random) -> str:
    """As the patient is named in running text."""
    short = f"{who.given[0]} {who.family}"
    return one_of((who.name, who.given, f"{who.family}, {who.given}", short, who.name, genitive(who.given)), chance)


NAME_FORMS: Mapping[str, Callable[[Person, Random], str]] = {
    "": lambda who, chance: who.name,
    "given": lambda who, chance: who.given,
    "family": lambda who, chance: who.family,
    "rev": lambda who, chance: f"{who.family}, {who.given}",
    "revall": lambda who, chance: f"{who.family} {who.given} {who.second}",
    "all": lambda who, chance: f"{who.given} {who.second} {who.family}",
    "gen": lambda who, chance: genitive(who.given),
    "fgen": lambda who, chance: genitive(who.family),
    "init": _initials,
    "caps": lambda who, chance: who.name.upper(),
    "lower": lambda who, chance: who.name.lower(),
    "typo": lambda who, chance: slipped(who.name, chance),
    "sign": _signature,
    "staff": _staffly,
    "any": _somehow,
}
