"""
Synthetic people, within the kind of numbers that the tax agency publishes for tests.

Births from 1900 on carry the serials 238 and 239, personal and coordination numbers alike; no living person has
such a number. Where more are needed than these give, a number carries day 00 and is invalid to the eye.
"""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

FIRST_BIRTH = date(1900, 1, 1)
LAST_BIRTH = date(2025, 12, 31)
TEST_SERIALS = ("238", "239")

GIVEN_NAMES = ("Anna-Karin", "Björn", "Åsa", "Per Olof", "Zlatko", "My", "Andreas", "Linnéa", "Göran", "Fatima")
FAMILY_NAMES = ("Lind", "von Essen", "Öberg", "Ek-Larsson", "Andersson", "Hassan", "Lindqvist", "de la Cruz")
STREETS = ("Storgatan 12", "Sankt Eriksgatan 7 B", "Björkvägen 3", "Norra Kajen 41", "Drottning Kristinas väg 2")


def personal_number(born: date, *, serial: str = "238") -> str:
    """The test number of that birth, 12 digits, with its right check digit."""
    return _with_check_digit(f"{born:%Y%m%d}{serial}")


def coordination_number(born: date, *, serial: str = "238") -> str:
    """The coordination number of that birth: its day is 60 higher."""
    return _with_check_digit(f"{born:%Y%m}{born.day + 60:02d}{serial}")


def invalid_number(year: int, month: int, *, last_four: int) -> str:
    """A number that nobody can have, since it names day 00."""
    return f"{year:04d}{month:02d}00{last_four:04d}"


def drawn_number(chance: Random) -> str:
    """Some person's number."""
    born = FIRST_BIRTH + timedelta(days=chance.randrange((LAST_BIRTH - FIRST_BIRTH).days + 1))
    return personal_number(born, serial=chance.choice(TEST_SERIALS))


def births() -> st.SearchStrategy[date]:
    return st.dates(min_value=FIRST_BIRTH, max_value=LAST_BIRTH)


def personal_numbers() -> st.SearchStrategy[str]:
    return st.builds(lambda born, serial: personal_number(born, serial=serial), births(), st.sampled_from(TEST_SERIALS))


def coordination_numbers() -> st.SearchStrategy[str]:
    return st.builds(
        lambda born, serial: coordination_number(born, serial=serial), births(), st.sampled_from(TEST_SERIALS)
    )


def invalid_numbers() -> st.SearchStrategy[str]:
    return st.builds(
        lambda year, month, last: invalid_number(year, month, last_four=last),
        st.integers(1900, 2025),
        st.integers(1, 12),
        st.integers(0, 9999),
    )


def identity_numbers() -> st.SearchStrategy[str]:
    """A personal, coordination or visibly invalid number, in its normal form."""
    return st.one_of(personal_numbers(), coordination_numbers(), invalid_numbers())


def _with_check_digit(number: str) -> str:
    # Written here a second time, apart from the product's own, so that one mistake does not hide the other.
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(number[2:])]
    total = sum(value // 10 + value % 10 for value in doubled)
    return f"{number}{(10 - total % 10) % 10}"
