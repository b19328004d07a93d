"""Spot checks: lines or permits that nobody chose, remarked on and signed off."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from gateway.domain.audit import LedgerLine
from gateway.domain.spot_check import Drawn, Remark, SpotCheck, Verdict
from gateway.web.api.audit import Question
from gateway.web.api.wire import After, Id, Limit, Text, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words.events import entry_told
from gateway.words.language import Language, said
from gateway.words.spot_checks import DRAWN, VERDICTS

router = APIRouter(tags=["spot checks"])


class DrawIn(Wire):
    """How many are drawn, and of what; the question that they answer stands in the query."""

    of: Drawn
    size: Annotated[int, Field(ge=1, le=500)]


class RemarkIn(Wire):
    """What was found about one item; a note says why, where it is not in order."""

    item: Annotated[str, Field(min_length=1, max_length=128)]
    verdict: Verdict
    note: Text = ""


class SignOffIn(Wire):
    """What the check came to."""

    conclusion: Text


class ItemOut(Wire):
    """What was drawn, told where it is a line, with the remark on it."""

    item: str
    told: str | None
    verdict: str | None
    verdict_told: str | None
    note: str | None
    by: str | None
    on: date | None

    @classmethod
    def of(cls, item: str, line: LedgerLine | None, remark: Remark | None, language: Language) -> "ItemOut":
        """As it stands."""
        return cls(
            item=item,
            told=entry_told(line.entry, language) if line else None,
            verdict=remark.verdict.value if remark else None,
            verdict_told=said(VERDICTS[remark.verdict], language) if remark else None,
            note=remark.note if remark else None,
            by=remark.by if remark else None,
            on=remark.on if remark else None,
        )


class SignOffOut(Wire):
    """Who signed it off, and the digest of the signed form."""

    conclusion: str
    by: str
    on: date
    paper: str | None


class SpotCheckOut(Wire):
    """How it was drawn: `items` out of `population` that answered the `question`, by `seed`, when `head` was last."""

    id: str
    of: str
    of_told: str
    question: tuple[str, ...]
    head: int
    seed: str
    population: int
    items: tuple[ItemOut, ...]
    unseen: tuple[str, ...]
    by: str
    on: date
    paper: str | None
    sign_off: SignOffOut | None

    @classmethod
    def told(
        cls, check: SpotCheck, language: Language, lines: Mapping[str, LedgerLine] | None = None
    ) -> "SpotCheckOut":
        """As it stands."""
        remarks, told = {one.item: one for one in check.remarks}, lines or {}
        end = check.sign_off
        return cls(
            id=check.id,
            of=check.of.value,
            of_told=said(DRAWN[check.of], language),
            question=check.question,
            head=check.head,
            seed=check.seed,
            population=check.population,
            items=tuple(ItemOut.of(item, told.get(item), remarks.get(item), language) for item in check.items),
            unseen=check.unseen,
            by=check.by,
            on=check.on,
            paper=check.paper,
            sign_off=SignOffOut(conclusion=end.conclusion, by=end.by, on=end.on, paper=end.paper) if end else None,
        )


class SpotCheckPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[SpotCheckOut, ...]
    next: str | None


@router.post("/spot-checks", status_code=201)
def draw(wanted: DrawIn, question: Question, actor: Caller, rooms: Rooms, language: Tongue) -> SpotCheckOut:
    """Draw lines that answer a question, or permits that were issued, by a seed that nobody chose."""
    check = rooms.spot_check.draw(question, of=wanted.of, size=wanted.size, by=actor)
    return SpotCheckOut.told(check, language)


@router.get("/spot-checks")
def list_spot_checks(
    actor: Caller, rooms: Rooms, language: Tongue, after: After = None, limit: Limit = 50
) -> SpotCheckPage:
    """All of them, finished ones too."""
    found = rooms.spot_check.list(after=after, limit=limit, by=actor)
    more = found[-1].id if len(found) == limit else None
    return SpotCheckPage(items=tuple(SpotCheckOut.told(check, language) for check in found), next=more)


@router.get("/spot-checks/{id}")
def read_spot_check(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> SpotCheckOut:
    """One of them, with the lines that were drawn told in sentences."""
    check, lines = rooms.spot_check.read(id, by=actor)
    return SpotCheckOut.told(check, language, lines)


@router.post("/spot-checks/{id}/remarks", status_code=201)
def remark(id: Id, found: RemarkIn, actor: Caller, rooms: Rooms, language: Tongue) -> SpotCheckOut:
    """Say what was found about one item; a later remark takes the place of an earlier one."""
    made = rooms.spot_check.remark(id, item=found.item, verdict=found.verdict, note=found.note, by=actor)
    return SpotCheckOut.told(made, language)


@router.post("/spot-checks/{id}/sign-off", status_code=201)
def sign_off(id: Id, end: SignOffIn, actor: Caller, rooms: Rooms, language: Tongue) -> SpotCheckOut:
    """Say what the check came to, once everything that was drawn has its remark."""
    return SpotCheckOut.told(rooms.spot_check.sign_off(id, conclusion=end.conclusion, by=actor), language)
