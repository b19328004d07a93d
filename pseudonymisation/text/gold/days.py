"""Days as notes write them: whole, in part, in words; and ages."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from pseudonymisation.text.gold.dictionaries import one_of
from pseudonymisation.text.gold.pieces import Piece, Pieces
from pseudonymisation.text.measuring.annotated import OTHER
from pseudonymisation.text.spans import Tag

_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WEEKDAYS = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_FEASTS = {
    "sv": ("midsommar", "julafton", "påskafton", "nyår", "Valborg", "Lucia", "trettonhelgen", "midsommarafton"),
    "en": ("Christmas Eve", "Easter Monday", "New Year's Day", "Boxing Day", "Thanksgiving"),
}
_WHOLE = {
    "sv": (
        "{d:%Y-%m-%d}|{d:%Y-%m-%d}|{d:%Y-%m-%d}|{d:%y%m%d}|{d:%Y%m%d}|{d.day}/{d.month}|{d.day}/{d.month}|"
        "{d.day}/{d.month}-{d:%y}|{d.day}/{d.month} {d.year}|{d.day}.{d.month}.{d.year}|{d.day} {month} {d.year}|"
        "{d.day} {month}|{d.day}:e {month}|{d.day} {short} -{d:%y}|{d:%d}{d:%m}{d:%y}|{d.year}/{d:%m}/{d:%d}|"
        "{d:%y}-{d:%m}-{d:%d}|{d.day}:{nd} {month} {d.year}"
    ).split("|"),
    "en": (
        "{d:%Y-%m-%d}|{d:%m/%d/%Y}|{d:%d/%m/%Y}|{d.day} {month} {d.year}|{month} {d.day}, {d.year}|{short} {d.day}|"
        "{d.day} {short} {d.year}|{d.day}.{d.month}.{d.year}|{d:%m/%d/%y}|{month} {d.day}"
    ).split("|"),
}


def written_day(day: date, chance: Random, language: str) -> str:
    """A day in one of the forms of the language, month and day always told."""
    month = _MONTHS[language][day.month - 1]
    nd = "a" if day.day in (1, 2, 21, 22, 31) else "e"
    return one_of(_WHOLE[language], chance).format(d=day, month=month, short=month[:3], nd=nd)


def _gold(text: str, role: str = OTHER) -> Pieces:
    return (Piece(text, Tag.DATE, role),)


def _month(day: date, chance: Random, language: str) -> Pieces:
    """A month with its year: little, but of a rare event enough."""
    month = _MONTHS[language][day.month - 1]
    short = f"{month[:3]} -{day:%y}" if language == "sv" else f"{month[:3]} {day.year}"
    return _gold(one_of((f"{month} {day.year}", short), chance))


def _week(day: date, chance: Random, language: str) -> Pieces:
    week = day.isocalendar().week
    before = one_of(("v.", "v ", "vecka "), chance) if language == "sv" else "week "
    return (Piece(before), *_gold(f"{week}"))


def _range(day: date, chance: Random, language: str) -> Pieces:
    last = day + timedelta(days=2 + int(chance.random() * 6))
    if language == "en":
        return (*_gold(f"{day:%Y-%m-%d}"), Piece(" to "), *_gold(f"{last:%Y-%m-%d}"))
    form = one_of(("{d.day}/{d.month}", "{d:%y%m%d}", "{d:%Y-%m-%d}"), chance)
    return (*_gold(form.format(d=day)), Piece(one_of((" - ", "–", " t.o.m. "), chance)), *_gold(form.format(d=last)))


def _optional(text: str) -> Pieces:
    """A weekday or a bare year: it may stay, and may be masked."""
    return (Piece(text, Tag.DATE, optional=True),)


def _near(day: date, chance: Random, most: int) -> date:
    return day - timedelta(days=int(chance.random() * most))


SLOTS: Mapping[str, Callable[[date, Random, str], Pieces]] = {
    "date": lambda day, chance, lang: _gold(written_day(_near(day, chance, 30), chance, lang)),
    "today": lambda day, chance, lang: _gold(written_day(day, chance, lang)),
    "date_next": lambda day, chance, lang: _gold(written_day(_near(day, chance, -60), chance, lang)),
    "date_past": lambda day, chance, lang: _gold(written_day(_near(day, chance, 4000), chance, lang)),
    "iso": lambda day, chance, lang: _gold(f"{_near(day, chance, 90):%Y-%m-%d}"),
    "dates": lambda day, chance, lang: _range(_near(day, chance, 40), chance, lang),
    "month": lambda day, chance, lang: _month(_near(day, chance, 900), chance, lang),
    "week": lambda day, chance, lang: _week(_near(day, chance, 200), chance, lang),
    "feast": lambda day, chance, lang: _gold(one_of(_FEASTS[lang], chance)),
    "weekday": lambda day, chance, lang: _optional(_WEEKDAYS[lang][day.weekday()]),
    "year": lambda day, chance, lang: _optional(str(day.year - 1 - int(chance.random() * 20))),
}  # fmt: skip


def birth(born: date, chance: Random, language: str, role: str) -> Pieces:
    """A day of birth: in figures or in words."""
    month = _MONTHS[language][born.month - 1]
    if language == "en":
        forms: tuple[str, ...] = (f"{born:%Y-%m-%d}", f"{born:%d/%m/%Y}", f"{month} {born.day}, {born.year}")
    else:
        forms = (
            f"{born:%Y-%m-%d}",
            f"{born:%y%m%d}",
            f"den {born.day} {month} {born.year}",
            f"{born.day}/{born.month} {born.year}",
        )
    return _gold(one_of(forms, chance), role)


def age(years: int, role: str) -> Pieces:
    """The number of years alone: from 90 on it is an identifier."""
    return (Piece(str(years), Tag.AGE if years >= 90 else None, role),)
