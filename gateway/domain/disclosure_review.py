"""The disclosure review (menprövning): each controller's decision on its own part of a request."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from catalog.model import ControllerId
from spark_jobs.papers.paper import Digest


class Outcome(StrEnum):
    """A part is granted or refused; before that it has no review."""

    GRANTED = "granted"
    REFUSED = "refused"


class Keepable(StrEnum):
    """Whose rows a steward may keep where a human decides (`policies/objections`)."""

    CARE_BLOCK = "care_block"
    PROTECTED_IDENTITY = "protected_identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What a steward writes. A refusal needs reasons (EHDS 68(9)); the rules ask for them.

    `kept`: whose rows stay in this part although they are blocked or protected. Whether that lifts anything, the rules
    and the controller's own parameters say.
    """

    outcome: Outcome
    reasons: str
    kept: tuple[Keepable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReview:
    """One controller's decision on one version of a request. It is made once."""

    id: str
    revision: int = 0
    access_request: str
    version: int
    controller: ControllerId
    datasets: tuple[str, ...]
    finding: Finding
    decider: str
    decided_at: datetime
    decided_on: date
    ruling: Digest
    paper: Digest | None = None

    @staticmethod
    def id_of(access_request: str, *, version: int, controller: str) -> str:
        """One review per request, version and controller."""
        return f"{access_request}.{version}.{controller}"

    @property
    def granted(self) -> bool:
        """Whether this part was granted."""
        return self.finding.outcome is Outcome.GRANTED
