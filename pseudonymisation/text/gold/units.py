"""
Care units, places and organisations. Only what tells them apart is gold.

In "Vårdcentralen Tjärnhult" that is the place; "vårdcentralen" alone points at nobody. Whoever masks both masks the
gold.
"""

from collections.abc import Callable, Mapping
from random import Random

from pseudonymisation.text.gold.dictionaries import Dictionary, one_of
from pseudonymisation.text.gold.persons import genitive
from pseudonymisation.text.gold.pieces import Piece, Pieces
from pseudonymisation.text.spans import Tag


def _unit(before: str, name: str, after: str = "") -> Pieces:
    return tuple(piece for piece in (Piece(before), Piece(name, Tag.CARE_UNIT), Piece(after)) if piece.text)


def _health_centre(words: Dictionary, chance: Random) -> Pieces:
    town = words.town(chance)
    forms = (
        ("Vårdcentralen ", town, ""),
        ("", genitive(town), " vårdcentral"),
        ("", town, " VC"),
        ("VC ", town, ""),
        ("", genitive(town), " hälsocentral"),
        ("", words.one_of("clinics", chance), ""),
    )
    return _unit(*forms[int(chance.random() * len(forms))])


def _hospital(words: Dictionary, chance: Random) -> Pieces:
    town = words.town(chance)
    forms = (
        ("", genitive(town), " lasarett"),
        ("", genitive(town), " sjukhus"),
        ("lasarettet i ", town, ""),
        ("", words.one_of("hospitals", chance), ""),
        ("", words.one_of("hospitals", chance), ""),
    )
    return _unit(*forms[int(chance.random() * len(forms))])


def _ward(words: Dictionary, chance: Random) -> Pieces:
    number = str(2 + int(chance.random() * 97))
    lettered = f"{one_of('BKMHCR', chance)}{10 + int(chance.random() * 88)}"
    forms = (
        ("avd ", number),
        ("avdelning ", number),
        ("avd. ", lettered),
        ("", f"{lettered}"),
        ("Avd ", f"{number}{one_of('AB', chance)}"),
    )
    return _unit(*forms[int(chance.random() * len(forms))])


def _ward_english(words: Dictionary, chance: Random) -> Pieces:
    number = f"{2 + int(chance.random() * 28)}{one_of(('', '', 'A', 'B'), chance)}"
    return _unit(one_of(("Ward ", "ward ", "Unit "), chance), number)


def _hospital_english(words: Dictionary, chance: Random) -> Pieces:
    town = words.town(chance)
    forms = ((town, " General Hospital"), (town, " County Hospital"), (words.one_of("hospitals", chance), ""))
    return _unit("", *forms[int(chance.random() * len(forms))])


def _clinic(words: Dictionary, chance: Random) -> Pieces:
    kind = one_of(
        ("Ortopedkliniken", "Medicinkliniken", "Ögonmottagningen", "BUP", "Kirurgmottagningen", "Barnkliniken"), chance
    )
    return _unit(f"{kind} ", words.town(chance))


def _place(words: Dictionary, chance: Random) -> Pieces:
    return (Piece(words.town(chance), Tag.PLACE),)


def _municipality(words: Dictionary, chance: Random) -> Pieces:
    return (Piece(genitive(words.town(chance)), Tag.PLACE), Piece(" kommun"))


def _organisation(section: str) -> Callable[[Dictionary, Random], Pieces]:
    return lambda words, chance: (Piece(words.one_of(section, chance), Tag.ORGANISATION),)


SLOTS: Mapping[str, Callable[[Dictionary, Random], Pieces]] = {
    "hc": _health_centre,
    "hospital": _hospital,
    "ward": _ward,
    "clinic": _clinic,
    "hospital_en": _hospital_english,
    "ward_en": _ward_english,
    "home": lambda words, chance: (Piece(words.one_of("homes", chance), Tag.CARE_UNIT),),
    "place": _place,
    "mun": _municipality,
    "school": _organisation("schools"),
    "employer": _organisation("employers"),
    "country": lambda words, chance: (Piece(words.one_of("countries", chance), Tag.PLACE, optional=True),),
}
