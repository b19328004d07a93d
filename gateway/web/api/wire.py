"""What all models on the wire have in common, and the few that every stage uses."""

from datetime import date
from typing import Annotated

from fastapi import Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from gateway.domain.errors import Invalid

Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,62}$")]
"""A name out of the catalog."""

Mark = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,127}$")]
"""The id of a person, a project, a code."""

Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(max_length=10_000)]
Limit = Annotated[int, Query(ge=1, le=200, description="At most this many.")]
After = Annotated[str | None, Query(max_length=200, description="The cursor of the page before: its `next`.")]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that came when it was read.")]
Wait = Annotated[float, Query(ge=0, le=30, description="Answer when something has changed, or after so many seconds.")]


class Wire(BaseModel):
    """Frozen, and nothing unknown in it: a misspelt field is a fault, never a wish that is passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Days(Wire):
    """Both days inside."""

    start: Annotated[date, Field(alias="from", examples=["2019-01-01"])]
    end: Annotated[date, Field(alias="to", examples=["2024-12-31"])]

    @model_validator(mode="after")
    def _in_order(self) -> "Days":
        in_order(self.start, self.end)
        return self


class Wanted(Wire):
    """When the extract is to be used; both days inside."""

    start: Annotated[date, Field(alias="from", examples=["2026-09-01"])]
    end: Annotated[date, Field(alias="until", examples=["2028-12-31"])]

    @model_validator(mode="after")
    def _in_order(self) -> "Wanted":
        in_order(self.start, self.end)
        return self


class BothLanguages(Wire):
    """The same text in Swedish and English."""

    sv: str
    en: str


class RefusalOut(Wire):
    """One missing ground: what, by which paragraph, and what to do now."""

    code: str
    sentence: str
    paragraph: str
    next_step: str


def in_order(first: date, last: date) -> None:
    """Raises (dates-order) where the second day lies before the first."""
    if last < first:
        raise PydanticCustomError("dates-order", "The dates are in the wrong order")


def etag(revision: int) -> str:
    """The revision as a strong tag."""
    return f'"{revision}"'


def revision_of(if_match: str) -> int:
    """The revision behind a tag. Raises Invalid (etag) for anything that is none of ours."""
    bare = if_match.strip().strip('"')
    if not bare.isdigit():
        raise Invalid("If-Match holds the ETag that came when it was read.", where="If-Match", reason="etag")
    return int(bare)


def json_path(error: Invalid, *, drop: str) -> Invalid:
    """The same fault with its path inside the body that was sent."""
    return Invalid(error.sentence, where=error.where.removeprefix(drop), reason=error.reason)
