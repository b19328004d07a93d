"""
Identity numbers of nobody, in every form and with the typing errors of real notes.

Personal and coordination numbers carry the serials 238 and 239, which the tax agency publishes for tests; a number
that is mistyped fails its check digit, so that it does not become somebody's. Reserve numbers are drawn by their form.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from pseudonymisation.check_digits import check_digit, ends_in_its_check_digit
from pseudonymisation.text.gold.dictionaries import one_of

_LETTERS = "ABCDEFGHJKLMNPRSTUXYZ"
_MISTYPED = 0.1


def personal_number(born: date, *, woman: bool) -> str:
    """The test number of that day, 12 digits."""
    return _checked(f"{born:%Y%m%d}{'238' if woman else '239'}")


def coordination_number(born: date, *, woman: bool) -> str:
    return _checked(f"{born:%Y%m}{born.day + 60:02d}{'238' if woman else '239'}")


def reserve_number(born: date, chance: Random) -> str:
    """Of one of the kinds that regions give: Stockholm, national, Västra Götaland, Värmland, interim."""
    digits = [one_of("0123456789", chance) for _ in range(6)]
    letter, other = one_of(_LETTERS, chance), one_of(_LETTERS, chance)
    return one_of(
        (
            f"99{born.year}{''.join(digits)}",
            f"{born.year // 100 + 3}{born:%y%m%d}{letter}{other}{''.join(digits[:2])}",
            f"{born:%Y%m%d}{digits[0]}{one_of('KMX', chance)}{''.join(digits[1:3])}",
            f"{born:%Y%m%d}S{one_of('FUXPL', chance)}{digits[0]}{letter}",
            f"{born:%y%m%d}-{one_of('TRSUWXJKLMN', chance)}{''.join(digits[:3])}",
        ),
        chance,
    )


def written(number: str, chance: Random, *, hundred: bool = False) -> str:
    """Twelve digits as people write them; one in ten mistyped."""
    typed = mistyped(number, chance) if chance.random() < _MISTYPED else number
    day, last = typed[:8], typed[8:]
    mark = "+" if hundred else "-"
    return one_of(
        (
            f"{day}-{last}", f"{day}-{last}", f"{day}-{last}", f"{day[2:]}{mark}{last}", f"{day[2:]}{mark}{last}",
            typed, typed[2:], f"{day} {last}", f"{day[2:]} {last}", f"{day} - {last}", f"{day}–{last}",
            f"{day[:4]}-{day[4:6]}-{day[6:]}-{last}", f"{day[2:4]} {day[4:6]} {day[6:]} {last}", f"{day}-\n{last}",
        ),
        chance,
    )  # fmt: skip


def mistyped(number: str, chance: Random) -> str:
    """One slip of the hand that leaves no valid number: a digit other, two swapped, one more, one less."""
    slips: tuple[Callable[[str, int], str], ...] = (
        lambda text, at: text[:at] + str((int(text[at]) + 1 + at) % 10) + text[at + 1 :],
        lambda text, at: text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        lambda text, at: text[:at] + text[at] + text[at:],
        lambda text, at: text[:at] + text[at + 1 :],
    )
    while True:
        slip = slips[int(chance.random() * len(slips))]
        found = slip(number, 8 + int(chance.random() * 4))
        if len(found) != len(number) or not ends_in_its_check_digit(found[2:]):
            return found


def _checked(bare: str) -> str:
    return f"{bare}{check_digit(bare[2:])}"
