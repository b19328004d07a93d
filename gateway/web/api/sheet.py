"""The assessment sheet of a part on the wire: what was computed, what is signed, and a steward's answers."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from gateway.domain.disclosure_review import Answer, Said
from gateway.domain.part import Sheet
from gateway.domain.ruling import Point
from gateway.web.api.wire import Mark, RefusalOut, Text, Wire
from gateway.web.problems import refusals
from gateway.words import sheet as words
from gateway.words.language import Language


class AnswerIn(Wire):
    """What the steward assessed of one point, and why."""

    point: Mark
    answer: Said
    reason: Text

    def to_domain(self) -> Answer:
        """As the house keeps it."""
        return Answer(point=self.point, answer=self.answer, reason=self.reason)


def _each_once(answers: Sequence[AnswerIn]) -> Sequence[AnswerIn]:
    if len({answer.point for answer in answers}) != len(answers):
        raise PydanticCustomError("answered-twice", "A point of the sheet is answered twice")
    return answers


AnswersIn = Annotated[tuple[AnswerIn, ...], Field(max_length=100), AfterValidator(_each_once)]
"""Each point once."""


class AnswerOut(Wire):
    """As the steward signed it."""

    point: str
    answer: str
    answer_told: str
    reason: str

    @classmethod
    def of(cls, answer: Answer, language: Language) -> "AnswerOut":
        """In words too."""
        told = words.outcome(answer.answer.value, language)
        return cls(point=answer.point, answer=answer.answer.value, answer_told=told, reason=answer.reason)


class PointOut(Wire):
    """
    One point. `answered`: computed or signed. `outcome`: yes, no or not_applicable; null until a signed one has one.

    `missing`: the grounds that a computed point lacks. `choices`: what a signed one can be answered with.
    """

    id: str
    question: str
    paragraph: str
    answered: str
    outcome: str | None
    outcome_told: str
    reason: str
    missing: tuple[RefusalOut, ...]
    choices: tuple[str, ...]

    @classmethod
    def of(cls, point: Point, answer: Answer | None, language: Language) -> "PointOut":
        """With the steward's answer, where there is one."""
        outcome = answer.answer.value if answer else point.outcome
        return cls(
            id=point.id,
            question=point.sv if language is Language.SV else point.en,
            paragraph=point.paragraph,
            answered=point.answered,
            outcome=outcome,
            outcome_told=words.outcome(outcome, language),
            reason=answer.reason if answer else "",
            missing=tuple(RefusalOut(**told) for told in refusals(point.missing, language)),
            choices=_choices(point),
        )


class SheetOut(Wire):
    """What is assessed before the part is decided, or was."""

    controller: str
    points: tuple[PointOut, ...]

    @classmethod
    def of(cls, sheet: Sheet, language: Language) -> "SheetOut":
        """In the order of the list."""
        points = tuple(PointOut.of(point, sheet.answers.get(point.id), language) for point in sheet.points)
        return cls(controller=sheet.controller, points=points)


def _choices(point: Point) -> tuple[str, ...]:
    if not point.signed:
        return ()
    return (Said.YES, Said.NO, *([Said.NOT_APPLICABLE] if point.not_applicable else []))
