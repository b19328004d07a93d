"""The permit that is proposed when every part is decided: what it covers, and the papers that it rests on."""

from collections.abc import Sequence
from datetime import date

from gateway.domain.access_request import AccessRequest
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import StepRefused
from gateway.domain.note_check import NoteCheckTerms
from gateway.domain.permit import Permit
from gateway.domain.project import Project
from spark_jobs.papers.paper import Digest

WITHHELD = "withhold"
"""The profile by which no free text leaves."""


def proposed(
    id: str,
    request: AccessRequest,
    project: Project,
    reviews: Sequence[DisclosureReview],
    *,
    on: date,
    withheld: Sequence[str],
    note_check: NoteCheckTerms,
) -> Permit:
    """
    The union of the granted parts, less what is withheld, under the approval of that day.

    `note_check`: how the house has masked notes read; the permit keeps it where its request lets notes out masked.

    Raises StepRefused where no approval stands or nothing was submitted.
    """
    approval = project.approval_on(on)
    if approval is None or request.paper is None:
        raise StepRefused("A request without an ethics approval has no permit.")
    earlier = [
        request.paper,
        *project.ethics_papers,
        *project.attested_on(on),
        request.ruling,
        *papers_of(reviews),
        *sampled(request),
        *judged(request),
    ]
    snapshots = (request.snapshots or {}).values()
    return Permit.of_parts(
        request,
        reviews,
        id=id,
        on=on,
        maximum_persons=approval.maximum_persons,
        consent=approval.consent,
        note_check=None if request.application.text_profile in {None, WITHHELD} else note_check,
        rests_on=[digest for digest in (*earlier, *snapshots) if digest is not None],
        withheld=withheld,
    )


def loses(amended: Permit, reviews: Sequence[DisclosureReview]) -> bool:
    """Whether a controller of that permit refused what it was asked for anew: nobody asked to lose its rows."""
    return any(not review.granted and review.controller in amended.controllers for review in reviews)


def papers_of(reviews: Sequence[DisclosureReview]) -> tuple[Digest, ...]:
    """The decisions themselves, and that their conditions were accepted."""
    decided = [review.paper for review in reviews if review.paper is not None]
    return (*decided, *(acceptance.paper for review in reviews for acceptance in review.accepted))


def sampled(request: AccessRequest) -> tuple[Digest, ...]:
    """The decisions on samples."""
    return tuple(decision.paper for decision in request.samples if decision.paper is not None)


def judged(request: AccessRequest) -> tuple[Digest, ...]:
    """What persons judged about it."""
    return tuple(judgement.paper for judgement in request.judgements if judgement.paper is not None)
