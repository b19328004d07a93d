"""Exact bounds of a share: Clopper and Pearson's interval, from the incomplete beta function; also of grouped cases."""

import math
from collections.abc import Sequence

_STEPS = 200
_SMALLEST, _NEAR = 1e-300, 1e-12


def bounds(found: int, total: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares the true one lies with that confidence; of nothing, anything may be true."""
    if not 0 <= found <= total:
        raise ValueError("More were found than there are.")
    return _between(found, total, confidence) if total else (0.0, 1.0)


def clustered_bounds(groups: Sequence[tuple[int, int]], *, confidence: float = 0.95) -> tuple[float, float]:
    """
    As `bounds`, where cases come in groups that are alike, each so many found of so many.

    Exact bounds for as many cases as the spread between the groups leaves of them (Korn and Graubard, 1998). Where all
    or none were found nothing is known of the spread, and they are those of single cases.
    """
    found, total = sum(each[0] for each in groups), sum(each[1] for each in groups)
    share = found / total if total else 0.0
    spread = sum((found_there - share * there) ** 2 for found_there, there in groups)
    if not spread or len(groups) < 2:
        return bounds(found, total, confidence=confidence)
    variance = spread / total**2 * len(groups) / (len(groups) - 1)
    worth = min(float(total), share * (1 - share) / variance)
    return _between(share * worth, worth, confidence)


def _between(found: float, total: float, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    low = 0.0 if found == 0 else _quantile(tail, found, total - found + 1)
    high = 1.0 if found == total else _quantile(1 - tail, found + 1, total - found)
    return low, high


def _quantile(share: float, a: float, b: float) -> float:
    """Where the beta distribution has that share below: halved until the place is known."""
    low, high = 0.0, 1.0
    while high - low > 1e-10:
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def _below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Numerical Recipes, 6.4)."""
    if x in (0.0, 1.0):
        return x
    scale = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return scale * _fraction(x, a, b) / a
    return 1 - scale * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _STEPS + 1):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + factor * d)
            c = _not_zero(1 + factor / c)
            result *= c * d
        if abs(c * d - 1) < _NEAR:
            break
    return result


def _not_zero(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST
