"""The disclosure review (menprövning): each controller's decision on its own part of a request."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from catalog.model import ControllerId
from gateway.domain.ethics import Condition
from gateway.domain.ruling import Basis
from spark_jobs.papers.paper import Digest


class Outcome(StrEnum):
    """A part is granted or refused; before that it has no review."""

    GRANTED = "granted"
    REFUSED = "refused"


class Keepable(StrEnum):
    """Whose rows a steward may keep where a human decides (`policies/objections`)."""

    CARE_BLOCK = "care_block"
    PROTECTED_IDENTITY = "protected_identity"


class Capacity(StrEnum):
    """In which capacity a part is decided (`policies/routing`)."""

    HEAD_OF_OPERATIONS = "head_of_operations"
    CONSULTATION_GROUP = "consultation_group"


class Said(StrEnum):
    """What a steward answers to a point of the assessment sheet; where `not_applicable` will do, the rules say."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The steward's own assessment of one point of the sheet (`policies/sheet`), with its reason."""

    point: str
    answer: Said
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What a steward writes. A refusal needs reasons (EHDS 68(9)); the rules ask for them.

    `conditions` bind whoever receives the data (OSL 10:14): the project accepts each before there is a permit.

    The part concerns so many `units` of the controller's, and the steward decides in this `capacity`: the rules say
    whether so many units are routed there. Decisions from before it was asked say neither.

    `kept`: whose rows stay in this part although they are blocked or protected. Whether that lifts anything, the rules
    and the controller's own parameters say.

    `answers`: the points of the assessment sheet that a person signs. A yes needs each that concerns the part;
    decisions from before there was a sheet have none.
    """

    outcome: Outcome
    reasons: str
    conditions: tuple[Condition, ...] = ()
    kept: tuple[Keepable, ...] = ()
    units: int | None = None
    capacity: Capacity | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Somebody of the project has accepted a condition of a part."""

    condition: str
    by: str
    on: date
    paper: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReview:
    """
    One controller's decision on one version of a request. It is made once.

    `basis`: by which law, and what a no can be taken to; decisions from before it was kept have none.

    `in_place_of`: the steward whose deputy the decider was, by that `deputyship`; None where they decided themselves.

    `stands_from` names the review that was made of the permit which the request amends: nothing of that part has
    become another, so it stands, with its paper.
    """

    id: str
    revision: int = 0
    access_request: str
    version: int
    controller: ControllerId
    datasets: tuple[str, ...]
    finding: Finding
    decider: str
    in_place_of: str | None = None
    deputyship: Digest | None = None
    decided_at: datetime
    decided_on: date
    ruling: Digest
    paper: Digest | None = None
    accepted: tuple[Acceptance, ...] = ()
    stands_from: str | None = None
    basis: Basis | None = None

    @staticmethod
    def id_of(access_request: str, *, version: int, controller: str) -> str:
        """One review per request, version and controller."""
        return f"{access_request}.{version}.{controller}"

    def standing_in(self, access_request: str, *, version: int, datasets: tuple[str, ...]) -> "DisclosureReview":
        """The same decision as the part of a request that leaves it untouched; fewer datasets may be asked for."""
        return replace(
            self,
            id=self.id_of(access_request, version=version, controller=self.controller),
            revision=0,
            access_request=access_request,
            version=version,
            datasets=datasets,
            stands_from=self.stands_from or self.id,
        )

    def accepting(self, acceptance: Acceptance) -> "DisclosureReview":
        """With that condition accepted."""
        return replace(self, accepted=(*self.accepted, acceptance))

    def has_accepted(self, condition: str) -> bool:
        """Whether the project has accepted that condition."""
        return any(one.condition == condition for one in self.accepted)

    @property
    def granted(self) -> bool:
        """Whether this part was granted."""
        return self.finding.outcome is Outcome.GRANTED
