"""An access request: a purpose and a selection, submitted by an applicant. The first paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from catalog.selection import Selection
from gateway.domain.judgement import Judgement
from gateway.domain.lifecycle import step
from gateway.domain.sample_decision import SampleDecision
from spark_jobs.papers.paper import Digest


class Status(StrEnum):
    """Where a request is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DECIDED = "decided"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STEPS: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset({Status.RETURNED, Status.DECIDED, Status.REFUSED, Status.WITHDRAWN}),
    Status.RETURNED: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.DECIDED: frozenset(),
    Status.REFUSED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}


class ApplicantKind(StrEnum):
    """Some purposes are reserved for authorities (EHDS 53(2))."""

    AUTHORITY = "authority"
    UNIVERSITY = "university"
    CARE_PROVIDER = "care_provider"
    COMPANY = "company"
    OTHER = "other"


class RequestKind(StrEnum):
    """
    What kind of purpose is asked for: each letter of EHDS article 53(1) belongs to one.

    Which of them have rules is said in `policies/kinds`; nothing is granted under the others.
    """

    RESEARCH = "research"
    CARE_DEVELOPMENT = "care_development"
    EDUCATION = "education"
    STATISTICS = "statistics"
    PUBLIC_HEALTH = "public_health"
    POLICY = "policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks, for whom."""

    id: str
    organisation: str
    kind: ApplicantKind
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """
    What the applicant writes. `purpose` is a code of EHDS article 53, `declarations` are those of article 54.

    `wanted_from` and `wanted_until` are the days between which the extract is to be used, both inside. `text_profile`
    is how free text shall be masked, where any is asked for. `kind` says by which rules it is judged: what was written
    before there were kinds was asked for research.
    """

    applicant: Applicant
    investigator: str
    named_persons: tuple[str, ...]
    purpose: str
    declarations: tuple[str, ...]
    expected_persons: int
    format: str
    why_pseudonymised: str
    wanted_from: date
    wanted_until: date
    selection: Selection
    text_profile: str | None = None
    kind: RequestKind = RequestKind.RESEARCH

    def people(self) -> tuple[str, ...]:
        """Everybody in the project by this application, sorted."""
        return tuple(sorted({self.applicant.id, self.investigator, *self.named_persons}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolongation:
    """More time to decide, where that is necessary, and why (EHDS 68(4))."""

    because: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where and when the decision was made public (EHDS 57(1)(j)); told by a person, since it is done elsewhere."""

    where: str
    on: date
    by: str


RUNNING = "running"
"""What the requests whose deadlines may run are found by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """
    A submitted version is never edited: sending back opens the next one.

    `returned_on` is the day on which it was sent back last. `prolonged` gives its present version more time,
    `publication` tells that its decision is public.

    `version` counts what was submitted or is being written; `paper` is the signed form of the latest submitted version.
    `parts_decided`: every part of this version is decided. `held_because` holds the codes for which the rules would not
    issue: nothing is tried again until somebody asks. `judgements` are those that people made about this version,
    `warnings` the codes that the rules, when it was submitted, foresaw to be missing at its permit. `samples` are the
    decisions on biobanks' samples in this version, one for each biobank at most.
    `amends` is the permit that is to be another, where it asks for that.
    `sent_back` is the paper of the version that was sent back last, `return_paper` the one that says so.
    `emptied`: what was delivered under its permit is gone, and no deadline begins any more.
    """

    id: str
    revision: int = 0
    project: str
    version: int
    status: Status
    application: Application
    drafted_at: datetime
    submitted_at: datetime | None = None
    paper: Digest | None = None
    ruling: Digest | None = None
    returned_because: str | None = None
    returned_on: date | None = None
    prolonged: Prolongation | None = None
    publication: Publication | None = None
    snapshots: Mapping[str, Digest] | None = None
    parts_decided: bool = False
    held_because: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    warnings: tuple[str, ...] = ()
    samples: tuple[SampleDecision, ...] = ()
    amends: str | None = None
    sent_back: Digest | None = None
    emptied: bool = False
    return_paper: Digest | None = None

    @property
    def due(self) -> str:
        """What the house has to do about it by itself: `issue`, or nothing."""
        return "issue" if self.status is Status.SUBMITTED and self.parts_decided and not self.held_because else ""

    @property
    def clock(self) -> str:
        """`running` where a deadline of its own, or of its permit, may run or begin to run; or nothing."""
        match self.status:
            case Status.DRAFT | Status.WITHDRAWN:
                runs = False
            case Status.REFUSED:
                runs = self.publication is None
            case Status.DECIDED:
                runs = self.publication is None or not self.emptied
            case _:
                runs = True
        return RUNNING if runs else ""

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it asks of, sorted."""
        return self.application.selection.datasets()

    @property
    def is_open_to_writing(self) -> bool:
        """A draft, or one that came back."""
        return self.status in {Status.DRAFT, Status.RETURNED}

    @property
    def is_over(self) -> bool:
        """Whether nothing follows any more."""
        return not STEPS[self.status]

    def at(self, status: Status) -> "AccessRequest":
        """The request at that status. Raises StepRefused where the table has no such step."""
        return replace(self, status=step(STEPS, at=self.status, to=status))

    def submitted(
        self,
        *,
        at: datetime,
        paper: Digest,
        ruling: Digest,
        snapshots: Mapping[str, Digest],
        warnings: Iterable[str] = (),
    ) -> "AccessRequest":
        """Submitted, resting on these papers."""
        return replace(
            self.at(Status.SUBMITTED),
            submitted_at=at,
            paper=paper,
            ruling=ruling,
            snapshots=snapshots,
            returned_because=None,
            warnings=tuple(sorted(warnings)),
        )

    def returned(self, *, because: str, paper: Digest | None = None) -> "AccessRequest":
        """Back with the applicant, as the next version; its parts begin anew. `paper` is the signed form of that."""
        version = self.version + 1
        returned = replace(self.at(Status.RETURNED), version=version, parts_decided=False, judgements=(), samples=())
        return replace(returned, returned_because=because, sent_back=self.paper, return_paper=paper)

    def sampled(self, decision: SampleDecision) -> "AccessRequest":
        """With this decision on a biobank's samples."""
        return replace(self, samples=(*self.samples, decision))

    def judged(self, judgement: Judgement) -> "AccessRequest":
        """With this judgement, and free to be tried again where it was held for want of it."""
        held = () if judgement.ground in self.held_because else self.held_because
        return replace(self, judgements=(*self.judgements, judgement), held_because=held)
