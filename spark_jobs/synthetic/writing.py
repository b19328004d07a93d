"""How people write: days, identity numbers, genitives and slips of the hand in Swedish notes."""

from collections.abc import Sequence
from datetime import date
from random import Random

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_WEEKDAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
_DAY_FORMS = (
    "{day:%Y-%m-%d}",
    "{day:%y%m%d}",
    "{day.day}/{day.month}",
    "{day.day}/{day.month}-{day:%y}",
    "{day.day}.{day.month}.{day.year}",
    "{day.day} {month} {day.year}",
    "den {day.day}:e {month}",
    "i {month} -{day:%y}",
    "{weekday} v.{week}",
    "{weekday} {day.day} {month}",
)


def one_of(options: Sequence[str], chance: Random) -> str:
    """One of the options; Python promises the same `random()` for the same seed in every version."""
    return options[int(chance.random() * len(options))]


def genitive(name: str) -> str:
    """The name as an owner: an s, but none after s, x and z."""
    return name if name[-1].lower() in "sxz" else f"{name}s"


def written_number(number: str, *, age: int, chance: Random) -> str:
    """Twelve digits in one of the forms in which notes carry them."""
    mark = "+" if age >= 100 else "-"
    day, last = number[:8], number[8:]
    forms = (f"{day}-{last}", f"{day[2:]}{mark}{last}", number, f"{day[2:]} {last}", f"{day} - {last}")
    return one_of(forms, chance)


def written_day(day: date, chance: Random) -> str:
    """A day in one of the forms of Swedish notes."""
    month, weekday = _MONTHS[day.month - 1], _WEEKDAYS[day.weekday()]
    return one_of(_DAY_FORMS, chance).format(day=day, month=month, weekday=weekday, week=day.isocalendar().week)


def slipped(name: str, chance: Random) -> str:
    """The name with two neighbouring letters swapped, as typing hands do."""
    at = 1 + int(chance.random() * max(len(name) - 2, 1))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
