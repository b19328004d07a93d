"""What an ethics decision says, as an object that rules can read. Whether it is enough is theirs to say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid


class ApprovalKind(StrEnum):
    """An advisory opinion is not an approval: the research fell outside the act."""

    APPROVAL = "approval"
    AMENDMENT = "amendment"
    ADVISORY_OPINION = "advisory_opinion"
    EXEMPT = "exempt"
    APPEAL = "appeal"


class ApprovalOutcome(StrEnum):
    """What was decided."""

    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of the approval (etikprövningslagen 6). Whether the project has acknowledged it stands beside it."""

    id: str
    text: str


class ConsentMode(StrEnum):
    """How persons are asked (etikprövningslagen 16-22)."""

    CONSENT = "consent"
    OPT_OUT_INFORMATION = "opt_out_information"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The mode, and the versions of the information and consent forms that the decision names."""

    mode: ConsentMode
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the decision: what it is, and the SHA-256 of its bytes (`sha256:…`)."""

    title: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedScope:
    """
    What the decision covers; both days inside. `population`: codes as `SYSTEM:CODE`; `biobanks`: whose samples, by
    their numbers.
    """

    datasets: tuple[str, ...]
    groups: tuple[str, ...]
    period_from: date
    period_to: date
    population: tuple[str, ...]
    biobanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EthicsApproval:
    """
    The first decision on a study, or the one on its appeal; what amended it later is kept beside it.

    `investigator` and `named_persons` are the people it speaks of, `consent` is None where nobody wrote the mode down.
    """

    case_number: CaseNumber
    kind: ApprovalKind
    outcome: ApprovalOutcome
    decided_on: date
    legal_force_on: date | None
    immediate_effect: bool
    started_on: date | None
    principals: tuple[str, ...]
    investigator: str
    scope: ApprovedScope
    maximum_persons: int
    named_persons: tuple[str, ...] = ()
    consent: Consent | None = None
    conditions: tuple[Condition, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def in_force_from(self) -> date | None:
        """The first day on which it applies (etikprövningslagen 30): the decision's own, where it applies at once."""
        return self.decided_on if self.immediate_effect else self.legal_force_on

    def __post_init__(self) -> None:
        """Raises Invalid (dates-order, maximum-persons) for what contradicts itself: a slip of the pen, no ruling."""
        _in_order("legal_force_on", self.decided_on, self.legal_force_on)
        _in_order("started_on", self.decided_on, self.started_on)
        _in_order("scope/period/to", self.scope.period_from, self.scope.period_to)
        if self.maximum_persons < 1:
            raise Invalid(
                "An approval of nobody is none: write how many persons it allows.",
                where="ethics_approval/maximum_persons",
                reason="maximum-persons",
            )


class AgainstKind(StrEnum):
    """What somebody decided against an approval after it was given (etikprövningslagen 34-36)."""

    OVERTURNED = "overturned"
    REVOKED = "revoked"
    SUPERVISION_ORDER = "supervision_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAgainst:
    """A later decision against the study. It stands until `lifted_on`, the first day on which it does no more."""

    case_number: CaseNumber
    kind: AgainstKind
    decided_on: date
    lifted_on: date | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (dates-order)."""
        if self.lifted_on is not None and self.lifted_on < self.decided_on:
            raise Invalid(
                f"The day in lifted_on lies before {self.decided_on.isoformat()}, which must come first.",
                where="decision_against/lifted_on",
                reason="dates-order",
            )


def _in_order(field: str, earlier: date | None, later: date | None) -> None:
    if earlier is not None and later is not None and later < earlier:
        raise Invalid(
            f"The day in {field} lies before {earlier.isoformat()}, which must come first.",
            where=f"ethics_approval/{field}",
            reason="dates-order",
        )
