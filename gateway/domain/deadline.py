"""
Deadlines: what is to be done, since when, until when, at whose desk, by which paragraph; pure, asked on a day.

How long each takes is policy data (`policies/deadlines`). A deadline that was met stays told; what no longer has to be
done (a request withdrawn, a permit over) has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from catalog.model import ControllerId, Dataset
from gateway.domain.access_request import AccessRequest, Prolongation, Status
from gateway.domain.actor import Role
from gateway.domain.day import swedish_day
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.permit import Permit
from gateway.domain.spot_check import SpotCheck
from gateway.domain.working_days import months_after, working_day, working_days_after


class Duty(StrEnum):
    """What is to be done in time."""

    COMPLETION = "completion"
    PART_DECISION = "part_decision"
    DECISION = "decision"
    PUBLICATION = "publication"
    HOLDER_DELIVERY = "holder_delivery"
    AVAILABILITY = "availability"
    EXTENSION_REQUEST = "extension_request"
    DELETION = "deletion"
    DESCRIPTION_CHECK = "description_check"
    SPOT_CHECK = "spot_check"


class Unit(StrEnum):
    """How a length is counted; months before a day are counted back from it, and give way to nothing."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    MONTHS_BEFORE = "months_before"


class State(StrEnum):
    """How a deadline stands on a day."""

    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    MET = "met"


class Moment(StrEnum):
    """When somebody is reminded: once at each."""

    SOON = "soon"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """
    `since` is the day it is counted from, `due` the last day inside; both are None where nobody knows when it began,
    and then it is overdue.

    `subject` names a request, a permit or a dataset, `controller` whose part of it, at the `desk` of that role.
    `prolonged_because`: why it was given more time.
    """

    duty: Duty
    subject: str
    access_request: str | None
    project: str | None
    desk: Role
    controller: ControllerId | None
    since: date | None
    due: date | None
    met_on: date | None
    state: State
    paragraph: str
    prolonged_because: str | None = None
    reminded_on: date | None = None

    @property
    def place(self) -> str:
        """Where it stands among others: what is due first stands first."""
        return f"{self.due or ''}:{self.duty}:{self.subject}:{self.controller or ''}"

    def moment(self, on: date) -> Moment | None:
        """What is to be reminded of on that day, or None."""
        match self.state:
            case State.OVERDUE:
                return Moment.OVERDUE
            case State.SOON:
                return Moment.LAST_DAY if self.due == on else Moment.SOON
            case _:
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a duty may take; `prolonged_by` comes on top where that was decided, `soon_days` is when to warn."""

    duty: Duty
    length: int
    unit: Unit
    prolonged_by: int
    desk: Role
    soon_days: int
    paragraph: str

    def due(self, since: date, *, prolonged: bool = False) -> date:
        """The last day, counted from that one."""
        length = self.length + (self.prolonged_by if prolonged else 0)
        match self.unit:
            case Unit.DAYS:
                return working_day(since + timedelta(days=length))
            case Unit.WORKING_DAYS:
                return working_days_after(since, length)
            case Unit.MONTHS:
                return working_day(months_after(since, length))
            case _:
                return months_after(since, -length)

    def state(self, due: date | None, *, met: bool, on: date) -> State:
        """How it stands on that day."""
        if met:
            return State.MET
        if due is None or due < on:
            return State.OVERDUE
        return State.SOON if (due - on).days <= self.soon_days else State.RUNNING


Terms = Mapping[Duty, Term]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A request with all that followed: its parts by controller, its permit, and the days of extract and delivery."""

    access_request: AccessRequest
    parts: Mapping[ControllerId, DisclosureReview | None]
    permit: Permit | None = None
    ordered_on: date | None = None
    extracted_on: date | None = None
    delivered_on: date | None = None
    emptied_on: date | None = None


def deadlines(course: Course, terms: Terms, *, on: date) -> Iterator[Deadline]:
    """Every deadline that runs, or was met, on that day."""
    clock = _Clock(course=course, terms=terms, on=on)
    status, submitted = course.access_request.status, course.access_request.submitted_at
    if status in {Status.DRAFT, Status.WITHDRAWN}:
        return
    yield from _completion(clock)
    if status is not Status.RETURNED and submitted is not None:
        yield from _decisions(clock, submitted)
    if course.permit is not None:
        yield from _after_the_permit(clock, course.permit)


def description_deadline(dataset: Dataset, terms: Terms, *, on: date) -> Deadline:
    """When that description must be checked again. One that nobody has said to have checked is overdue."""
    # A check that is still to come is none.
    known = dataset.checked_on is not None and dataset.checked_on <= on
    term, since = terms[Duty.DESCRIPTION_CHECK], dataset.checked_on if known else None
    due = None if since is None else term.due(since)
    return Deadline(
        duty=term.duty,
        subject=dataset.name,
        access_request=None,
        project=None,
        desk=term.desk,
        controller=dataset.controller.id,
        since=since,
        due=due,
        met_on=None,
        state=term.state(due, met=False, on=on),
        paragraph=term.paragraph,
    )


def spot_check_deadline(check: SpotCheck, terms: Terms, *, on: date) -> Deadline:
    """When that spot check, which is not signed off, must be."""
    term = terms[Duty.SPOT_CHECK]
    due = term.due(check.on)
    return Deadline(
        duty=term.duty,
        subject=check.id,
        access_request=None,
        project=None,
        desk=term.desk,
        controller=None,
        since=check.on,
        due=due,
        met_on=None,
        state=term.state(due, met=False, on=on),
        paragraph=term.paragraph,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    course: Course
    terms: Terms
    on: date

    def runs(
        self,
        duty: Duty,
        *,
        since: date,
        met_on: date | None = None,
        subject: str | None = None,
        controller: ControllerId | None = None,
        prolonged: Prolongation | None = None,
    ) -> Deadline:
        request, term = self.course.access_request, self.terms[duty]
        due = term.due(since, prolonged=prolonged is not None)
        return Deadline(
            duty=duty,
            subject=subject or request.id,
            access_request=request.id,
            project=request.project,
            desk=term.desk,
            controller=controller,
            since=since,
            due=due,
            met_on=met_on,
            state=term.state(due, met=met_on is not None, on=self.on),
            paragraph=term.paragraph,
            prolonged_because=prolonged.because if prolonged else None,
        )


def _completion(clock: _Clock) -> Iterator[Deadline]:
    request, submitted = clock.course.access_request, clock.course.access_request.submitted_at
    if request.returned_on is not None:
        waits = request.status is Status.RETURNED or submitted is None
        met_on = None if waits or submitted is None else swedish_day(submitted)
        yield clock.runs(Duty.COMPLETION, since=request.returned_on, met_on=met_on)


def _decisions(clock: _Clock, submitted: datetime) -> Iterator[Deadline]:
    """That of each part, that of the whole; once it is decided, that of telling the public."""
    course, since, request = clock.course, swedish_day(submitted), clock.course.access_request
    for controller, review in course.parts.items():
        met_on = review.decided_on if review else None
        yield clock.runs(
            Duty.PART_DECISION, since=since, met_on=met_on, controller=controller, prolonged=request.prolonged
        )
    decided_on = decision_day(course)
    yield clock.runs(Duty.DECISION, since=since, met_on=decided_on, prolonged=request.prolonged)
    if decided_on is not None:
        published_on = request.publication.on if request.publication else None
        yield clock.runs(Duty.PUBLICATION, since=decided_on, met_on=published_on)


def decision_day(course: Course) -> date | None:
    """When the permit was issued or refused, or None before."""
    if course.permit is not None:
        return course.permit.issued_on
    if course.access_request.status is not Status.REFUSED:
        return None
    # The house ends it as refused when the last part is: no day of its own is kept.
    return max((review.decided_on for review in course.parts.values() if review), default=None)


def _after_the_permit(clock: _Clock, permit: Permit) -> Iterator[Deadline]:
    course, over = clock.course, clock.on > permit.last_day
    yield from _extension(clock, permit)
    if course.ordered_on is not None and (course.extracted_on or not over):
        for controller in permit.controllers:
            yield clock.runs(
                Duty.HOLDER_DELIVERY,
                since=course.ordered_on,
                met_on=course.extracted_on,
                subject=permit.id,
                controller=ControllerId(controller),
            )
    if course.extracted_on is not None and (course.delivered_on or not over):
        yield clock.runs(Duty.AVAILABILITY, since=course.extracted_on, met_on=course.delivered_on, subject=permit.id)
    if course.delivered_on is not None and over:
        yield clock.runs(Duty.DELETION, since=permit.last_day, met_on=course.emptied_on, subject=permit.id)


def _extension(clock: _Clock, permit: Permit) -> Iterator[Deadline]:
    """To ask is a right, once: what is over reminds nobody; granted, revoked or replaced leaves none."""
    if permit.extended or permit.is_ended:
        return
    asked_on = permit.waiting.on if permit.waiting else None
    asking = clock.runs(Duty.EXTENSION_REQUEST, since=permit.valid_until, met_on=asked_on, subject=permit.id)
    if asking.state is not State.OVERDUE:
        yield asking
