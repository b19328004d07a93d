"""Tables of steps: which status may follow which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from gateway.domain.errors import StepRefused

S = TypeVar("S", bound=StrEnum)


def step(table: Mapping[S, frozenset[S]], *, at: S, to: S) -> S:
    """`to`, where the table has that step. Raises StepRefused otherwise."""
    if to not in table[at]:
        raise StepRefused(f"What is {at} cannot become {to}.")
    return to
