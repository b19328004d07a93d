"""What the bodies of all papers have in common: frozen, nothing unknown in them, days and times in one spelling."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import DIGEST_PATTERN, SignedPaper, canonical

DigestText = Annotated[str, Field(pattern=DIGEST_PATTERN)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$")]
"""A name that is safe as a file name as well: no slash, no leading dot."""
Count = Annotated[int, Field(ge=0, strict=True)]


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment carries its zone")
    return moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class Body(BaseModel):
    """A paper's body. `as_json` gives what is signed; `of` reads it back from a paper."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, in field names as they stand on paper."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def of(cls, paper: SignedPaper) -> Self:
        """Raises PaperUnreadable with the JSON path of the first fault, and never its value."""
        try:
            return cls.model_validate_json(canonical(paper.body))
        except ValidationError as broken:
            first = broken.errors(include_input=False, include_url=False)[0]
            where = "/".join(str(step) for step in first["loc"])
            raise PaperUnreadable(f"The {paper.kind} is wrong at {where or '/'}: {first['type']}.") from None


class Period(Body):
    """Both days inside."""

    start: Annotated[date, Field(alias="from")]
    end: Annotated[date, Field(alias="to")]
