"""The check of masked notes: a sealed sample to save, and what its reader found, in numbers."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from catalog.model import ControllerId
from gateway.domain.note_check import NoteCheck, NoteCheckTerms
from gateway.web.api.wire import Id, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words.language import Language, said
from gateway.words.note_checks import STANDING
from spark_jobs.papers.manifest import RoundedCount
from spark_jobs.papers.note_samples import CLASSES, MOST_NOTES, FoundInNotes, MissedOfClass
from spark_jobs.papers.paper import DIGEST_PATTERN

router = APIRouter(tags=["extracts"])

A_SAMPLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The sealed sample.", "content": {"application/json": {"schema": {"type": "object"}}}}
}

Number = Annotated[int, Field(ge=0, le=1_000_000)]


class MissedIn(Wire):
    """How often something of one class was left."""

    tag: str
    times: Annotated[int, Field(ge=1, le=1_000_000)]

    @field_validator("tag")
    @classmethod
    def _a_class(cls, tag: str) -> str:
        if tag not in CLASSES:
            raise PydanticCustomError("class-unknown", "There is no such class of identifier")
        return tag


class FoundIn(Wire):
    """What was found in a sample; `sample` is the digest of the sealed file. The counts of `sample-findings`."""

    sample: Annotated[str, Field(pattern=DIGEST_PATTERN)]
    looked_at: Annotated[int, Field(ge=0, le=MOST_NOTES)]
    with_a_miss: Number
    missed: tuple[MissedIn, ...] = ()
    wrongly_masked: Number = 0

    def to_domain(self) -> FoundInNotes:
        """The same in the words of the field; a class that is told twice is told once."""
        times = {tag: sum(one.times for one in self.missed if one.tag == tag) for tag in CLASSES}
        return FoundInNotes(
            sample=self.sample,
            looked_at=self.looked_at,
            with_a_miss=self.with_a_miss,
            missed=tuple(MissedOfClass(tag=tag, times=count) for tag, count in times.items() if count),
            wrongly_masked=self.wrongly_masked,
        )


class NoteCheckOut(Wire):
    """
    One controller's sample of `notes`, and what was found in it; nothing of that before it is read.

    `leaving_at_least`, `leaving_below`: out of how many, rounded. `miss_at_most` and `highest_miss` are shares in ten
    thousandths: the bound, and up to which bound the extract is delivered.
    """

    controller: str
    state: str
    told: str
    notes: int
    leaving_at_least: int
    leaving_below: int | None
    sample: str
    key: str
    looked_at: int | None
    with_a_miss: int | None
    miss_at_most: int | None
    highest_miss: int
    by: str | None
    on: date | None
    paper: str | None

    @classmethod
    def of(cls, check: NoteCheck, *, terms: NoteCheckTerms, threshold: int, language: Language) -> "NoteCheckOut":
        """As it stands."""
        found, state = check.checked, standing(check, terms)
        leaving = RoundedCount.rounded(check.leaving, threshold=threshold)
        return cls(
            controller=check.controller,
            state=state,
            told=said(STANDING[state], language),
            notes=check.notes,
            leaving_at_least=leaving.at_least,
            leaving_below=leaving.below,
            sample=check.sample,
            key=check.key,
            looked_at=found.looked_at if found else None,
            with_a_miss=found.with_a_miss if found else None,
            miss_at_most=check.miss_at_most,
            highest_miss=terms.highest_miss,
            by=found.by if found else None,
            on=found.on if found else None,
            paper=found.paper if found else None,
        )


def standing(check: NoteCheck, terms: NoteCheckTerms) -> str:
    """Whether it waits, is in order, or stops the delivery; the rules alone decide on the delivery."""
    if check.checked is None or check.miss_at_most is None:
        return "waiting"
    enough = check.checked.looked_at >= check.notes and check.miss_at_most <= terms.highest_miss
    return "in_order" if enough else "stopped"


@router.get("/extracts/{id}/note-checks/{controller}/sample", response_class=Response, responses=A_SAMPLE)
def note_sample(id: Id, controller: Id, actor: Caller, rooms: Rooms) -> Response:
    """The sealed sample of a controller's masked notes, to be opened with its steward's key. A line of the ledger."""
    content = rooms.note_check.sample(id, controller=ControllerId(controller), by=actor)
    return sealed_file(content, extract=id, controller=controller)


@router.post("/extracts/{id}/note-checks/{controller}", status_code=201)
def check_notes(id: Id, controller: Id, found: FoundIn, actor: Caller, rooms: Rooms, language: Tongue) -> NoteCheckOut:
    """Record, for a controller, what was found in its sample; until the delivery a later record replaces it."""
    check = rooms.note_check.check(id, controller=ControllerId(controller), found=found.to_domain(), by=actor)
    threshold = rooms.desk.threshold([check.controller])
    return NoteCheckOut.of(check, terms=rooms.note_check.terms(id), threshold=threshold, language=language)


def sealed_file(content: bytes, *, extract: str, controller: str) -> Response:
    """Bytes to be saved; nobody here can open them."""
    name = f"{extract}-{controller}.sample.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/json", headers=headers)
