"""The ethics approval on the wire."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.ethics import (
    ApprovalKind,
    ApprovalOutcome,
    ApprovedScope,
    Condition,
    EthicsApproval,
)
from gateway.web.api.wire import Days, Line, Mark, Name, Text, Wire, json_path


class ScopeWire(Wire):
    """What the decision covers. `population`: codes as `SYSTEM:CODE`."""

    datasets: tuple[Name, ...]
    groups: tuple[Name, ...]
    period: Days
    population: tuple[Annotated[str, Field(max_length=80, examples=["ICD-10-SE:K922"])], ...]


class ConditionWire(Wire):
    """A condition of the approval, and whether the project has acknowledged it."""

    id: Mark
    text: Text
    acknowledged: bool = False


class EthicsApprovalIn(Wire):
    """The decision as it was made. Whether it is enough is for the rules to say."""

    case_number: Annotated[str, Field(max_length=60, examples=["2021-04890"])]
    kind: ApprovalKind
    outcome: ApprovalOutcome
    decided_on: date
    legal_force_on: date | None = None
    immediate_effect: bool = False
    started_on: date | None = None
    principals: tuple[Line, ...]
    investigator: Mark
    scope: ScopeWire
    maximum_persons: Annotated[int, Field(ge=1, strict=True)]
    conditions: tuple[ConditionWire, ...] = ()

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
            scope=ApprovedScope(
                datasets=self.scope.datasets,
                groups=self.scope.groups,
                period_from=self.scope.period.start,
                period_to=self.scope.period.end,
                population=self.scope.population,
            ),
            maximum_persons=self.maximum_persons,
            conditions=tuple(
                Condition(id=condition.id, text=condition.text, acknowledged=condition.acknowledged)
                for condition in self.conditions
            ),
        )
