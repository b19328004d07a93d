"""What a project is told of objections since its extract was made; it stands beside the extract."""

from datetime import date

from gateway.domain.day import swedish_day
from gateway.domain.objection import Heard
from gateway.web.api.wire import Wire
from gateway.words.language import Language, said
from gateway.words.objections import AFTERWARDS, KINDS, persons


class ToldOut(Wire):
    """So many persons in the extract, rounded, have objected in this way since; `next_step`: what it means."""

    objection: str
    told: str
    at_least: int
    below: int | None
    next_step: str


class ObjectionsOut(Wire):
    """
    All that was told so far, the last of it on `told_on`.

    `waits`: the last question is not answered yet. `trouble`: why the runner could not answer it; then nobody knows
    whether somebody has objected since `answered_on`.
    """

    asked_on: date
    answered_on: date | None
    waits: bool
    trouble: tuple[str, ...]
    told_on: date | None
    told: tuple[ToldOut, ...]

    @classmethod
    def of(cls, heard: Heard, language: Language) -> "ObjectionsOut":
        """In words, beside the numbers."""
        inquiry = heard.inquiry
        return cls(
            asked_on=inquiry.asked_on,
            answered_on=inquiry.answered_on,
            waits=inquiry.question is not None,
            trouble=inquiry.trouble,
            told_on=swedish_day(heard.told_at) if heard.told_at else None,
            told=tuple(
                ToldOut(
                    objection=one.objection,
                    told=f"{said(KINDS[one.objection], language)}: {counted}",
                    at_least=max(one.persons.at_least, 1),
                    below=one.persons.below,
                    next_step=said(AFTERWARDS[one.objection], language),
                )
                for one in heard.told
                for counted in [persons(one.persons.at_least, one.persons.below, language)]
            ),
        )
