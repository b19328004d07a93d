"""What an applicant writes, on the wire: the same form in a file for `slussen draft` and in a request's body."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from catalog.selection import ColumnChoice, Selection
from gateway.domain.access_request import Applicant, ApplicantKind, Application, RequestKind
from gateway.domain.actor import Actor
from gateway.web.api.wire import Days, Mark, Name, Text, Wanted, Wire

EXAMPLE: dict[str, Any] = {
    "project": "project-0123456789abcdef0123",
    "applicant": {"kind": "university", "country": "SE"},
    "investigator": "dr.lind",
    "named_persons": ["dr.lind"],
    "kind": "research",
    "purpose": "53.1.e",
    "declarations": ["54.a", "54.b", "54.c", "54.d", "54.e"],
    "expected_persons": 400,
    "format": "pseudonymised",
    "why_pseudonymised": "Each person's visits are followed over time.",
    "wanted": {"from": "2026-09-01", "until": "2028-12-31"},
    "cohort": {
        "title": "Gastrointestinal bleeding",
        "code_lists": {"bleeding": {"system": "ICD-10-SE", "codes": ["K92.2"], "match": "prefix"}},
        "entry": [
            {"table": "condition_occurrence", "column": "condition_source_value", "code_list": "bleeding"},
        ],
        "period": {"from": "2019-01-01", "to": "2024-12-31"},
        "age_at_index": {"from": 18, "to": 110},
    },
    "period": {"from": "2019-01-01", "to": "2024-12-31"},
    "columns": [
        {
            "dataset": "malarhojden",
            "table": "condition_occurrence",
            "column": "condition_source_value",
            "justification": "The diagnosis is what is studied.",
        }
    ],
}


class ApplicantIn(Wire):
    """Who applies is who is signed in; of what kind they are, they say themselves and sign for it."""

    kind: ApplicantKind
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["SE"])]


class ColumnIn(Wire):
    """One column, why it is needed, and what shall happen to it (the catalog's default where nothing is said)."""

    dataset: Name
    table: Name
    column: Name
    justification: Text = ""
    treatment: Name | None = None


class ApplicationIn(Wire):
    """Everything that is asked for, and why."""

    applicant: ApplicantIn
    investigator: Mark
    named_persons: Annotated[tuple[Mark, ...], Field(max_length=100)]
    kind: RequestKind = RequestKind.RESEARCH
    purpose: Mark
    declarations: Annotated[tuple[Mark, ...], Field(max_length=20)]
    expected_persons: Annotated[int, Field(ge=1, le=100_000_000, strict=True)]
    format: Literal["pseudonymised", "anonymised"] = "pseudonymised"
    why_pseudonymised: Text = ""
    wanted: Wanted
    cohort: dict[str, Any]
    period: Days
    text_profile: Mark | None = None
    columns: Annotated[tuple[ColumnIn, ...], Field(min_length=1, max_length=2_000)]

    def to_domain(self, actor: Actor) -> Application:
        """With the caller as the applicant."""
        return Application(
            applicant=Applicant(
                id=actor.id,
                organisation=actor.organisation,
                kind=self.applicant.kind,
                country=self.applicant.country,
            ),
            investigator=self.investigator,
            named_persons=self.named_persons,
            kind=self.kind,
            purpose=self.purpose,
            declarations=self.declarations,
            expected_persons=self.expected_persons,
            format=self.format,
            why_pseudonymised=self.why_pseudonymised,
            wanted_from=self.wanted.start,
            wanted_until=self.wanted.end,
            selection=Selection(
                cohort=self.cohort,
                columns=tuple(_choice(column) for column in self.columns),
                period_from=self.period.start,
                period_to=self.period.end,
            ),
            text_profile=self.text_profile,
        )


class DraftIn(ApplicationIn):
    """The same, in a project."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    project: Mark


def _choice(column: ColumnIn) -> ColumnChoice:
    return ColumnChoice(
        dataset=column.dataset,
        table=column.table,
        column=column.column,
        justification=column.justification,
        treatment=column.treatment,
    )
