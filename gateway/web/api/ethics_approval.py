"""Ethics decisions on the wire: the approval, its amendments, and what they cover day by day."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from gateway.domain.amendment import Amendment, Changes, Stretch
from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.ethics import (
    AgainstKind,
    ApprovalKind,
    ApprovalOutcome,
    ApprovedScope,
    Condition,
    Consent,
    ConsentMode,
    DecisionAgainst,
    Document,
    EthicsApproval,
)
from gateway.domain.facts import of_approval
from gateway.web.api.wire import Days, Line, Mark, Name, Text, Wire, json_path

Dnr = Annotated[str, Field(max_length=60, examples=["2021-04890"])]
Code = Annotated[str, Field(max_length=80, examples=["ICD-10-SE:K922"])]
Sha256 = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Persons = Annotated[int, Field(ge=1, strict=True)]


class ScopeWire(Wire):
    """What the decision covers. `population`: codes as `SYSTEM:CODE`; `biobanks`: whose samples, by their numbers."""

    datasets: tuple[Name, ...]
    groups: tuple[Name, ...]
    period: Days
    population: tuple[Code, ...]
    biobanks: tuple[Mark, ...] = ()


class ConsentWire(Wire):
    """How persons are asked, and the versions of information and consent forms that the decision names."""

    mode: ConsentMode
    versions: tuple[Line, ...] = ()

    def to_domain(self) -> Consent:
        """As the house keeps it."""
        return Consent(mode=self.mode, versions=self.versions)


class ConditionWire(Wire):
    """A condition of the approval. The project acknowledges it afterwards."""

    id: Mark
    text: Text


class DocumentWire(Wire):
    """A document of the decision, by the SHA-256 of its bytes."""

    title: Line
    digest: Sha256


class _Decision(Wire):
    """What every decision has."""

    case_number: Dnr
    outcome: ApprovalOutcome
    decided_on: date
    legal_force_on: date | None = None
    immediate_effect: bool = False
    conditions: tuple[ConditionWire, ...] = ()
    documents: tuple[DocumentWire, ...] = ()

    def _conditions(self) -> tuple[Condition, ...]:
        return tuple(Condition(id=one.id, text=one.text) for one in self.conditions)

    def _documents(self) -> tuple[Document, ...]:
        return tuple(Document(title=one.title, digest=one.digest) for one in self.documents)


class EthicsApprovalIn(_Decision):
    """The decision as it was made. Whether it is enough is for the rules to say."""

    kind: ApprovalKind
    started_on: date | None = None
    principals: tuple[Line, ...]
    investigator: Mark
    named_persons: tuple[Mark, ...] = ()
    scope: ScopeWire
    maximum_persons: Persons
    consent: ConsentWire | None = None

    def to_domain(self) -> EthicsApproval:
        """Raises Invalid (case-number, dates-order) with the path inside this body."""
        try:
            return self._approval()
        except Invalid as fault:
            raise json_path(fault, drop="ethics_approval/") from None

    def _approval(self) -> EthicsApproval:
        return EthicsApproval(
            case_number=CaseNumber.parse(self.case_number),
            kind=self.kind,
            outcome=self.outcome,
            decided_on=self.decided_on,
            legal_force_on=self.legal_force_on,
            immediate_effect=self.immediate_effect,
            started_on=self.started_on,
            principals=self.principals,
            investigator=self.investigator,
            named_persons=self.named_persons,
            scope=ApprovedScope(
                datasets=self.scope.datasets,
                groups=self.scope.groups,
                period_from=self.scope.period.start,
                period_to=self.scope.period.end,
                population=self.scope.population,
                biobanks=self.scope.biobanks,
            ),
            maximum_persons=self.maximum_persons,
            consent=self.consent.to_domain() if self.consent else None,
            conditions=self._conditions(),
            documents=self._documents(),
        )


class ChangedPeriod(Wire):
    """A first or a last day, or both."""

    start: Annotated[date | None, Field(alias="from")] = None
    end: Annotated[date | None, Field(alias="to")] = None


class ChangesWire(Wire):
    """What the amendment approves: lists are added to what was approved before, single values take its place."""

    principals: tuple[Line, ...] = ()
    named_persons: tuple[Mark, ...] = ()
    datasets: tuple[Name, ...] = ()
    groups: tuple[Name, ...] = ()
    population: tuple[Code, ...] = ()
    biobanks: tuple[Mark, ...] = ()
    investigator: Mark | None = None
    period: ChangedPeriod = ChangedPeriod()
    maximum_persons: Persons | None = None
    consent: ConsentWire | None = None

    def to_domain(self) -> Changes:
        """As the house keeps it."""
        return Changes(
            principals=self.principals,
            named_persons=self.named_persons,
            datasets=self.datasets,
            groups=self.groups,
            population=self.population,
            biobanks=self.biobanks,
            investigator=self.investigator,
            period_from=self.period.start,
            period_to=self.period.end,
            maximum_persons=self.maximum_persons,
            consent=self.consent.to_domain() if self.consent else None,
        )


class AmendmentIn(_Decision):
    """A decision on a change. `amends`: the case number of the decision that it changes, which must be on record."""

    amends: Dnr
    changes: ChangesWire

    def to_domain(self) -> Amendment:
        """Raises Invalid (case-number, dates-order, maximum-persons) with the path inside this body."""
        try:
            return self._amendment()
        except Invalid as fault:
            raise json_path(fault, drop="amendment/") from None

    def _amendment(self) -> Amendment:
        return Amendment(
            case_number=CaseNumber.parse(self.case_number),
            amends=CaseNumber.parse(self.amends).normal,
            outcome=self.outcome,
            decided_on=self.decided_on,
            legal_force_on=self.legal_force_on,
            immediate_effect=self.immediate_effect,
            changes=self.changes.to_domain(),
            conditions=self._conditions(),
            documents=self._documents(),
        )


class DecisionAgainstIn(Wire):
    """What was decided against the study later. `lifted_on`: the first day on which it no longer stands."""

    case_number: Dnr
    kind: AgainstKind
    decided_on: date
    lifted_on: date | None = None

    def to_domain(self) -> DecisionAgainst:
        """Raises Invalid (case-number, dates-order) with the path inside this body."""
        try:
            return DecisionAgainst(
                case_number=CaseNumber.parse(self.case_number),
                kind=self.kind,
                decided_on=self.decided_on,
                lifted_on=self.lifted_on,
            )
        except Invalid as fault:
            raise json_path(fault, drop="decision_against/") from None


class VerificationIn(Wire):
    """Which decision was held against which document, by the SHA-256 of its bytes."""

    case_number: Dnr
    document: Sha256


class AcknowledgementIn(Wire):
    """Which condition of which decision."""

    case_number: Dnr
    condition: Mark


class StretchOut(Wire):
    """Days on which the same decisions apply, both inside; the last stretch has no last day."""

    first: date
    last: date | None
    decisions: tuple[str, ...]
    ethics_approval: dict[str, Any]


class TimelineOut(Wire):
    """What the project's decisions cover, day by day, from the approval's first day on."""

    stretches: tuple[StretchOut, ...]

    @classmethod
    def of(cls, stretches: Sequence[Stretch]) -> "TimelineOut":
        """In the order of days."""
        return cls(
            stretches=tuple(
                StretchOut(
                    first=stretch.first,
                    last=stretch.last,
                    decisions=stretch.decisions,
                    ethics_approval=dict(of_approval(stretch.approval)),
                )
                for stretch in stretches
            )
        )
