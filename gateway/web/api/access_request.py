"""Access requests: draft · revise · check · submit · send back · withdraw · read."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from gateway.domain import bodies
from gateway.domain.access_request import STEPS, AccessRequest
from gateway.domain.amending import Amended
from gateway.domain.coverage import Coverage
from gateway.domain.ruling import Ruling
from gateway.domain.versions import Versions
from gateway.web.api.application import ApplicationIn, DraftIn
from gateway.web.api.wire import After, Id, IfMatch, Limit, RefusalOut, Text, Wait, Wire, etag, revision_of
from gateway.web.context import Caller, Rooms, Tongue
from gateway.web.problems import problem, refusals
from gateway.web.waiting import wait_until_other
from gateway.words.coverage import COVERAGES
from gateway.words.language import Language, said
from gateway.words.lifecycle import STATUSES
from gateway.words.versions import FIELDS

router = APIRouter(prefix="/access-requests", tags=["access requests"])


class AccessRequestOut(Wire):
    """Status first, then the request as it is written; `told` is the status as a sentence."""

    id: str
    revision: int
    project: str
    version: int
    status: str
    told: str
    cohort_in_words: str
    application: dict[str, Any]
    drafted_at: datetime
    submitted_at: datetime | None
    paper: str | None
    ruling: str | None
    snapshots: dict[str, str] | None
    returned_because: str | None
    held: tuple[RefusalOut, ...]
    warnings: tuple[RefusalOut, ...]
    amends: str | None

    @classmethod
    def of(cls, request: AccessRequest, language: Language) -> "AccessRequestOut":
        """As it stands."""
        cohort = CohortDefinition.of(request.application.selection.cohort)
        return cls(
            id=request.id,
            revision=request.revision,
            project=request.project,
            version=request.version,
            status=request.status.value,
            told=said(STATUSES[request.status], language),
            cohort_in_words=sentence(cohort, language=language.value),
            application=bodies.application(request.application),
            drafted_at=request.drafted_at,
            submitted_at=request.submitted_at,
            paper=request.paper,
            ruling=request.ruling,
            snapshots=dict(request.snapshots) if request.snapshots is not None else None,
            returned_because=request.returned_because,
            held=tuple(RefusalOut(**told) for told in refusals(request.held_because, language)),
            warnings=tuple(RefusalOut(**told) for told in refusals(request.warnings, language)),
            amends=request.amends,
        )


class AccessRequestLine(Wire):
    """One line of a list."""

    id: str
    project: str
    version: int
    status: str
    told: str


class AccessRequestPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[AccessRequestLine, ...]
    next: str | None


class CheckOut(Wire):
    """
    What the rules would say now. `grounds` were found, `refusals` stand in the way.

    `warnings` stand in nobody's way yet: a later step will ask for them.
    """

    allows: bool
    grounds: tuple[str, ...]
    refusals: tuple[RefusalOut, ...]
    warnings: tuple[RefusalOut, ...]

    @classmethod
    def of(cls, ruling: Ruling, language: Language) -> "CheckOut":
        """In words."""
        return cls(
            allows=ruling.allows,
            grounds=tuple(sorted(ruling.grounds)),
            refusals=tuple(RefusalOut(**told) for told in refusals(sorted(ruling.missing), language)),
            warnings=tuple(RefusalOut(**told) for told in refusals(sorted(ruling.warnings), language)),
        )


class CoverageOut(Wire):
    """One thing that is asked for, and how the approval stands to it; `told` says it as a sentence."""

    kind: str
    what: str
    state: str
    day: date | None
    told: str

    @classmethod
    def of(cls, found: Coverage, language: Language) -> "CoverageOut":
        """In words."""
        told = said(COVERAGES[found.state], language).format(day=found.day)
        return cls(kind=found.kind, what=found.what, state=found.state.value, day=found.day, told=told)


class ChangeOut(Wire):
    """One thing that is another; `told` names its field. `was` is null for what is new, `now` for what is gone."""

    kind: str
    told: str
    what: str
    was: str | None
    now: str | None


class VersionsOut(Wire):
    """The version that was sent back, the present one, and every change between them."""

    sent_back: int
    present: int
    changes: tuple[ChangeOut, ...]

    @classmethod
    def of(cls, found: Versions, language: Language) -> "VersionsOut":
        """In words too."""
        changes = tuple(ChangeOut(told=said(FIELDS[one.kind], language), **asdict(one)) for one in found.changes)
        return cls(sent_back=found.sent_back, present=found.present, changes=changes)


class AmendedOut(Wire):
    """What would be another in the permit; the controllers in `touched` decide anew, the others' parts stand."""

    permit: str
    changes: tuple[ChangeOut, ...]
    touched: tuple[str, ...]

    @classmethod
    def of(cls, found: Amended, language: Language) -> "AmendedOut":
        """In words too."""
        changes = tuple(ChangeOut(told=said(FIELDS[one.kind], language), **asdict(one)) for one in found.changes)
        return cls(permit=found.permit, changes=changes, touched=found.touched)


class SendBackIn(Wire):
    """What is missing."""

    because: Text


@router.post("", status_code=201)
def draft(written: DraftIn, actor: Caller, rooms: Rooms, language: Tongue, response: Response) -> AccessRequestOut:
    """A new draft in a project. Everybody it names becomes a member."""
    request = rooms.access_request.draft(project=written.project, application=written.to_domain(actor), by=actor)
    response.headers["Location"] = f"/api/v1/access-requests/{request.id}"
    return _tagged(AccessRequestOut.of(request, language), response)


@router.get("")
def list_requests(
    actor: Caller, rooms: Rooms, language: Tongue, after: After = None, limit: Limit = 50
) -> AccessRequestPage:
    """Those that the caller may read, in the order of their ids."""
    found = rooms.access_request.list(after=after, limit=limit + 1, by=actor)
    items = tuple(
        AccessRequestLine(
            id=request.id,
            project=request.project,
            version=request.version,
            status=request.status.value,
            told=said(STATUSES[request.status], language),
        )
        for request in found[:limit]
    )
    return AccessRequestPage(items=items, next=items[-1].id if len(found) > limit else None)


@router.get("/{id}")
def read(id: Id, actor: Caller, rooms: Rooms, language: Tongue, response: Response, wait: Wait = 0) -> AccessRequestOut:
    """With `wait`, answers when the status changes or the time is up; at once where no step follows."""
    request = rooms.access_request.read(id, by=actor)
    patience = wait if STEPS[request.status] else 0
    if wait_until_other(request.status, lambda: rooms.access_request.status_of(id), seconds=patience):
        request = rooms.access_request.read(id, by=actor)
    return _tagged(AccessRequestOut.of(request, language), response)


@router.put("/{id}", response_model=AccessRequestOut, responses={412: {}, 428: {}})
def revise(
    id: Id,
    written: ApplicationIn,
    actor: Caller,
    rooms: Rooms,
    language: Tongue,
    request: Request,
    response: Response,
    if_match: IfMatch = None,
) -> AccessRequestOut | JSONResponse:
    """Write it anew. `If-Match` says which revision was read: another one in between is 412, and nothing is written."""
    if if_match is None:
        return problem(request, "precondition-required", status=428)
    revision = revision_of(if_match)
    revised = rooms.access_request.revise(id, application=written.to_domain(actor), revision=revision, by=actor)
    return _tagged(AccessRequestOut.of(revised, language), response)


@router.post("/{id}/check")
def check(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> CheckOut:
    """What the rules would say if it were submitted now; nothing changes."""
    return CheckOut.of(rooms.access_request.check(id, by=actor), language)


@router.get("/{id}/coverage")
def compare(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[CoverageOut]:
    """What is asked for beside what the ethics decisions cover: today, and from or until which day."""
    return [CoverageOut.of(found, language) for found in rooms.access_request.compare(id, by=actor)]


@router.get("/{id}/amended")
def amended(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> AmendedOut | None:
    """What the request would make another in the permit that it amends; null where it amends none."""
    found = rooms.access_request.amended(id, by=actor)
    return AmendedOut.of(found, language) if found else None


@router.get("/{id}/versions")
def versions(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> VersionsOut | None:
    """What changed since the version that was sent back last; null where none was."""
    found = rooms.access_request.versions(id, by=actor)
    return VersionsOut.of(found, language) if found else None


@router.post("/{id}/submit")
def submit(id: Id, actor: Caller, rooms: Rooms, language: Tongue, response: Response) -> AccessRequestOut:
    """Ask the rules, and sign this version. A refusal is 403 with its reasons; the request then stays as it was."""
    request = rooms.access_request.submit(id, by=actor)
    return _tagged(AccessRequestOut.of(request, language), response)


@router.post("/{id}/send-back")
def send_back(
    id: Id, said_so: SendBackIn, actor: Caller, rooms: Rooms, language: Tongue, response: Response
) -> AccessRequestOut:
    """Back to the applicant for completion, as the next version."""
    request = rooms.access_request.send_back(id, because=said_so.because, by=actor)
    return _tagged(AccessRequestOut.of(request, language), response)


@router.post("/{id}/withdraw")
def withdraw(id: Id, actor: Caller, rooms: Rooms, language: Tongue, response: Response) -> AccessRequestOut:
    """The applicant takes it back."""
    request = rooms.access_request.withdraw(id, by=actor)
    return _tagged(AccessRequestOut.of(request, language), response)


def _tagged(out: AccessRequestOut, response: Response) -> AccessRequestOut:
    response.headers["ETag"] = etag(out.revision)
    return out
