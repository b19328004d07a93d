"""The course of a matter: whose turn it is, since when, what comes next, and what has happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from catalog.model import Catalog, ControllerId, Words
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.audit import Event
from gateway.domain.day import SWEDEN, swedish_day
from gateway.domain.deadline import Deadline, Duty, State
from gateway.domain.delivery import PROGRESS_STEPS, Extract, Progress
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.objection import Heard
from gateway.domain.part import Part
from gateway.domain.permit import Permit
from gateway.words.events import EVENTS
from gateway.words.language import Language, said
from gateway.words.lifecycle import OUTCOMES
from gateway.words.portal import matter

KINDS = {
    Status.DRAFT: "yours",
    Status.RETURNED: "yours",
    Status.SUBMITTED: "waiting",
    Status.DECIDED: "good",
    Status.REFUSED: "stopped",
    Status.WITHDRAWN: "calm",
}
"""What a status looks like; the words say it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who must act next, since when, until when, and what follows. Nobody where `who` is None."""

    who: str | None = None
    since: date | None = None
    by: date | None = None
    then: str | None = None
    yours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened, as a sentence."""

    at: datetime
    sentence: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A request with all that followed, as far as its reader may see it."""

    request: AccessRequest
    parts: Sequence[Part]
    deadlines: Sequence[Deadline]
    permit: Permit | None
    extract: Extract | None
    catalog: Catalog
    language: Language
    writes: bool
    heard: Heard | None = None

    def turn(self) -> Turn:
        """Whose turn it is."""
        request = self.request
        match request.status:
            case Status.DRAFT | Status.RETURNED:
                since = request.returned_on or swedish_day(request.drafted_at)
                who = matter.YOU if self.writes else matter.THE_APPLICANT
                return self._turn(who, since, Duty.COMPLETION, then=matter.AFTER_A_DRAFT, yours=self.writes)
            case Status.SUBMITTED:
                return self._while_submitted()
            case Status.DECIDED if self.extract is None or PROGRESS_STEPS[self.extract.progress]:
                return self._until_delivered()
            case _:
                return Turn()

    def history(self) -> Sequence[Line]:
        """What happened, oldest first."""
        return sorted(self._happened(), key=lambda line: line.at)

    def name_of(self, controller: str) -> str:
        """What that care provider is called."""
        found = self.catalog.controllers().get(ControllerId(controller))
        return found.name if found else controller

    def _while_submitted(self) -> Turn:
        since = swedish_day(self.request.submitted_at) if self.request.submitted_at else None
        undecided = [self.name_of(part.controller) for part in self.parts if part.review is None]
        if undecided:
            then = said(matter.AFTER_THE_PARTS, self.language)
            return Turn(who=", ".join(undecided), since=since, by=self._due(Duty.DECISION), then=then)
        who = matter.THE_COORDINATOR if self.request.held_because else matter.THE_HOUSE
        return self._turn(who, since, Duty.DECISION, then=matter.AFTER_THE_PERMIT)

    def _until_delivered(self) -> Turn:
        since = self.permit.issued_on if self.permit else None
        if self.extract is not None:
            since = swedish_day(self.extract.ordered_at)
        duty = Duty.AVAILABILITY if self._due(Duty.AVAILABILITY) else Duty.HOLDER_DELIVERY
        return self._turn(matter.THE_HOUSE, since, duty, then=matter.AFTER_THE_EXTRACT)

    def _turn(self, who: Words, since: date | None, duty: Duty, *, then: Words, yours: bool = False) -> Turn:
        told = said(who, self.language), said(then, self.language)
        return Turn(who=told[0], since=since, by=self._due(duty), then=told[1], yours=yours)

    def _due(self, duty: Duty) -> date | None:
        days = [one.due for one in self.deadlines if one.duty is duty and one.state is not State.MET and one.due]
        return min(days, default=None)

    def _happened(self) -> Iterator[Line]:
        request = self.request
        yield self._line(Event.REQUEST_DRAFTED, request.drafted_at, by=request.application.applicant.id)
        if request.submitted_at is not None:
            yield self._line(Event.REQUEST_SUBMITTED, request.submitted_at)
        if request.returned_on is not None:
            yield self._line(Event.REQUEST_RETURNED, _midday(request.returned_on))
        for part in self.parts:
            if part.review is not None:
                yield self._reviewed(part.review)
        if self.permit is not None:
            yield from self._permitted(self.permit)
        if self.extract is not None:
            yield from self._extracted(self.extract)
        if self.heard is not None and self.heard.told_at is not None:
            yield self._line(Event.OBJECTIONS_TOLD, self.heard.told_at)

    def _reviewed(self, review: DisclosureReview) -> Line:
        told = f"{said(EVENTS[Event.PART_REVIEWED], self.language)} "
        outcome = said(OUTCOMES[review.finding.outcome], self.language)
        return Line(at=review.decided_at, sentence=f"{told}{self.name_of(review.controller)}: {outcome}.")

    def _permitted(self, permit: Permit) -> Iterator[Line]:
        # Of the permit its day alone is known: it does not lie before the last part.
        yield self._line(Event.PERMIT_ISSUED, max(_midnight(permit.issued_on), self._last_review()))
        if permit.revocation is not None:
            yield self._line(Event.PERMIT_REVOKED, _midday(permit.revocation.on))
        if permit.replacement is not None:
            yield self._line(Event.PERMIT_REPLACED, _midday(permit.replacement.on))

    def _extracted(self, extract: Extract) -> Iterator[Line]:
        yield self._line(Event.EXTRACT_ORDERED, extract.ordered_at)
        if extract.progress is Progress.DELIVERED:
            met = [one.met_on for one in self.deadlines if one.duty is Duty.AVAILABILITY and one.met_on]
            yield self._line(Event.DELIVERY_RECEIPTED, max([extract.ordered_at, *map(_midnight, met)]))

    def _last_review(self) -> datetime:
        made = [part.review.decided_at for part in self.parts if part.review is not None]
        return max(made, default=self.request.drafted_at)

    def _line(self, event: Event, at: datetime, *, by: str = "") -> Line:
        return Line(at=at, sentence=said(EVENTS[event], self.language), by=by)


def _midday(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=SWEDEN)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=SWEDEN)
