"""The check digit of Swedish numbers: Luhn's rule, modulo ten."""


def check_digit(digits: str) -> str:
    """The digit that belongs after these digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def ends_in_its_check_digit(digits: str) -> bool:
    """Whether the last digit is the one that belongs there."""
    return check_digit(digits[:-1]) == digits[-1]
