"""
The native form of a cohort: code lists, entry events, period, age and sex at index, exclusions.

The index of a person is the date of the earliest row that matches one of the entry criteria inside the period. Age is
the number of full years from birth to the index. Anything that this form does not know is refused with its JSON path:
a criterion that were ignored would widen the cohort beyond what was approved.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from catalog.errors import SelectionFault

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]


class Match(StrEnum):
    """How a code of a list meets a code in a row; dots, spaces and case never count."""

    EXACT = "exact"
    PREFIX = "prefix"


class When(StrEnum):
    """When an excluding row counts."""

    EVER = "ever"
    BEFORE_INDEX = "before_index"


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CodeList(_Form):
    """Codes of one system. Raises for an empty list or an empty code: a prefix of nothing matches everybody."""

    system: Annotated[str, Field(min_length=1)]
    codes: Annotated[tuple[str, ...], Field(min_length=1)]
    match: Match = Match.EXACT

    @model_validator(mode="after")
    def _codes_say_something(self) -> Self:
        if not all(normal_code(code) for code in self.codes):
            raise ValueError("a code is empty")
        return self

    def normal_codes(self) -> tuple[str, ...]:
        """The codes as they are compared, sorted, each once."""
        return tuple(sorted({normal_code(code) for code in self.codes}))


class Criterion(_Form):
    """Rows of a table whose column holds a code of the list."""

    table: Identifier
    column: Identifier
    code_list: str


class Exclusion(Criterion):
    """Persons with such a row are not part of the cohort."""

    when: When


class Days(_Form):
    """Both days inside."""

    start: Annotated[date, Field(alias="from")]
    end: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start > self.end:
            raise ValueError("from lies after to")
        return self


class Ages(_Form):
    """Full years, both inside."""

    start: Annotated[int, Field(alias="from", ge=0, le=130, strict=True)]
    end: Annotated[int, Field(alias="to", ge=0, le=130, strict=True)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start > self.end:
            raise ValueError("from lies after to")
        return self


class CohortDefinition(_Form):
    """Who is asked for. `sex` holds OMOP gender concept ids (8507 male, 8532 female)."""

    title: Annotated[str, Field(min_length=1)]
    code_lists: Annotated[Mapping[str, CodeList], Field(min_length=1)]
    entry: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    period: Days
    age_at_index: Ages | None = None
    sex: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    exclude: tuple[Exclusion, ...] = ()

    @model_validator(mode="after")
    def _lists_are_named(self) -> Self:
        named = {criterion.code_list for criterion in (*self.entry, *self.exclude)}
        if named - set(self.code_lists):
            raise ValueError("a criterion names a code list that is not there")
        if set(self.code_lists) - named:
            raise ValueError("a code list is used by no criterion")
        return self

    @classmethod
    def of(cls, document: Mapping[str, Any], *, where: str = "/cohort") -> Self:
        """Read the JSON form. Raises SelectionFault with the JSON path of the first fault, and never its value."""
        try:
            return cls.model_validate(document)
        except ValidationError as broken:
            fault = broken.errors(include_input=False, include_url=False)[0]
            path = where + "".join(f"/{step}" for step in fault["loc"])
            raise SelectionFault(
                f"The cohort is wrong at {path}: {fault['msg']}.", where=path, reason="cohort-form"
            ) from None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values: the form that orders and papers carry."""
        return self.model_dump(mode="json", by_alias=True)

    def criteria(self) -> tuple[Criterion, ...]:
        """Entry criteria and exclusions."""
        return (*self.entry, *self.exclude)


def normal_code(code: str) -> str:
    """A code as it is compared: `I48.9` and ` i489` are one."""
    return "".join(character for character in code if character not in ". \t").upper()
