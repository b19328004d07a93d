"""A request as Five Safes: the points of the assessment sheet, each where a steward looks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.domain.disclosure_review import Answer, Said
from gateway.domain.part import Sheet
from gateway.domain.ruling import Point


class Safe(StrEnum):
    """Safe project, people, data, settings and outputs, in the order in which they are read."""

    PROJECT = "project"
    PEOPLE = "people"
    DATA = "data"
    SETTINGS = "settings"
    OUTPUTS = "outputs"


POINTS: Final[Mapping[str, Safe]] = {
    "purpose-listed": Safe.PROJECT,
    "public-interest": Safe.PROJECT,
    "ethics-covered": Safe.PROJECT,
    "public-security": Safe.PROJECT,
    "people-trained": Safe.PEOPLE,
    "qualified": Safe.PEOPLE,
    "data-minimised": Safe.DATA,
    "necessary": Safe.DATA,
    "pseudonyms-justified": Safe.DATA,
    "objections-kept": Safe.DATA,
    "terms-kept": Safe.DATA,
    "group-large-enough": Safe.DATA,
    "small-group": Safe.DATA,
    "free-text": Safe.DATA,
    "workspace-closed": Safe.SETTINGS,
    "safeguarded": Safe.SETTINGS,
    "extra-safeguards": Safe.SETTINGS,
    "no-harm": Safe.OUTPUTS,
    "no-breach": Safe.OUTPUTS,
}
"""Where each point of `policies/sheet` stands. One that is new there stands with the project until it has its place."""

_CHOICES: Final = (Said.YES, Said.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One point of the sheet, with its answer where somebody signed it. `choices`: what it can be answered with."""

    point: Point
    answer: Answer | None
    choices: Sequence[Said]

    @property
    def outcome(self) -> str | None:
        """Yes, no or not applicable; None until somebody has answered."""
        return self.answer.answer.value if self.answer else self.point.outcome


def by_safe(sheet: Sheet) -> Mapping[Safe, Sequence[Asked]]:
    """Every point of the sheet, each once, in its order."""
    return {safe: [_asked(one, sheet) for one in sheet.points if place(one.id) is safe] for safe in Safe}


def place(point: str) -> Safe:
    """Where that point stands."""
    return POINTS.get(point, Safe.PROJECT)


def _asked(point: Point, sheet: Sheet) -> Asked:
    extra = (Said.NOT_APPLICABLE,) if point.not_applicable else ()
    choices = (*_CHOICES, *extra) if point.signed else ()
    return Asked(point=point, answer=sheet.answers.get(point.id), choices=choices)
