"""
Ethics approvals: case numbers (Dnr) in the forms that occur in print, and what an approval covers.

The forms and their normal spelling: the ethical review authority's own (2019 on), the regional boards' (to 2018),
Gothenburg's, and the appeals board's. A suffix is never read as a relation between two decisions.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.domain.errors import Invalid

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_PREFIX = re.compile(r"^(dnr|diarienummer)\s*[:.]?\s*", re.IGNORECASE)
_AUTHORITY = re.compile(r"(20(?:19|[2-9][0-9]))-([0-9]{5})(?:-([0-9]{2}))?")
_REGIONAL = re.compile(r"(20(?:0[3-9]|1[0-8]))/([0-9]{1,4})(?:-(3[0-9](?:/[0-9]{1,2})?))?")
_GOTHENBURG = re.compile(r"([0-9]{1,4})-(0[3-9]|1[0-8])")
_APPEALS = re.compile(r"[Öö] ([0-9]{1,4})-(20[0-9]{2})(?:/([0-9]+(?:\.[0-9]+)*))?")


class IssuingBody(StrEnum):
    """Who decided."""

    AUTHORITY = "EPM"
    REGIONAL = "REGIONAL"
    GOTHENBURG = "REGIONAL_GOTHENBURG"
    APPEALS = "APPEALS"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber:
    """`raw` as it was written, `normal` as it is compared; two spellings of one number are equal in `normal`."""

    raw: str
    normal: str
    body: IssuingBody

    @classmethod
    def parse(cls, raw: str) -> "CaseNumber":
        """Raises Invalid (case-number) for anything that is not one of the known forms."""
        text = _PREFIX.sub("", raw.strip().translate(_DASHES)).replace("\\", "/")
        text = re.sub(r"(?<=\d),(?=\d)", "", text)
        text = re.sub(r"\s*([-/])\s*", r"\1", text).strip()
        for pattern, body in _FORMS:
            if pattern.fullmatch(text):
                return cls(raw=raw, normal=text[0].upper() + text[1:], body=body)
        raise Invalid(
            "This is no case number of an ethics decision: write it as 2021-04890, 2018/247-32 or Ö 32-2021/3.1.",
            where="case_number",
            reason="case-number",
        )


_FORMS = (
    (_AUTHORITY, IssuingBody.AUTHORITY),
    (_REGIONAL, IssuingBody.REGIONAL),
    (_GOTHENBURG, IssuingBody.GOTHENBURG),
    (_APPEALS, IssuingBody.APPEALS),
)


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
    """A condition of the approval (etikprövningslagen 6), and whether the project has acknowledged it."""

    id: str
    text: str
    acknowledged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedScope:
    """What the decision covers; both days inside. `population`: codes as `SYSTEM:CODE`."""

    datasets: tuple[str, ...]
    groups: tuple[str, ...]
    period_from: date
    period_to: date
    population: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EthicsApproval:
    """The decision as an object that rules can read. Whether it is enough is theirs to say."""

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
    conditions: tuple[Condition, ...] = ()

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


def _in_order(field: str, earlier: date | None, later: date | None) -> None:
    if earlier is not None and later is not None and later < earlier:
        raise Invalid(
            f"The day in {field} lies before {earlier.isoformat()}, which must come first.",
            where=f"ethics_approval/{field}",
            reason="dates-order",
        )
