"""Deadlines: list what is due · remind · prolong · record a publication."""

from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from catalog.model import ControllerId
from gateway.domain.access_request import RUNNING, AccessRequest, Prolongation, Publication, Status
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.day import swedish_day
from gateway.domain.deadline import (
    Course,
    Deadline,
    Duty,
    State,
    deadlines,
    decision_day,
    description_deadline,
    spot_check_deadline,
)
from gateway.domain.errors import GatewayError, Invalid, NeighbourUnavailable, StepRefused
from gateway.domain.permit import Permit
from gateway.domain.reminder import Reminder
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.paper import Digest
from spark_jobs.papers.workspaces import DeletionCertificate

PAGE = 200
"""So many requests are read at once."""

ASKED_AT_ONCE = 50
"""Of so many deadlines at most the rules are asked in one question."""

_About = tuple[str | None, str | None]


@dataclass(slots=True)
class DayDone:
    """The day on which this process has looked at every deadline. It saves looking again, and promises nothing."""

    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRoom:
    """What is due, at whose desk; and each of them is reminded of in time."""

    desk: Desk
    done: DayDone = field(default_factory=DayDone)

    def list(
        self, *, after: str | None, limit: int, access_request: str | None = None, by: Actor
    ) -> Sequence[Deadline]:
        """
        At most `limit` of the deadlines that the actor may see, the soonest due first, beginning after `after`.

        Those that were met are told of one named request alone. What the rules do not let the actor see is left out
        without a word.
        """
        with self.desk.act("read-due", by=by, on=access_request or "deadlines") as act:
            found = [one for one in self._deadlines(act, access_request) if after is None or one.place > after]
            within = islice(_within_reach(act, sorted(found, key=lambda one: one.place)), limit)
            seen = [_with_its_reminder(act, deadline) for deadline in within]
            act.about_nothing()
            act.work.commit(act.entry(Event.DEADLINES_LISTED))
        return seen

    def remind(self, *, by: Actor = HOUSE) -> Sequence[GatewayError]:
        """
        Remind of every deadline that is soon over, on its last day, and once it is overdue: one entry for each of them.

        Each is kept under its day and deadline, so that no sweep, clock or second gateway writes one twice; after
        missed days what holds today is told, and what is past is not. Where there is nothing new, nothing is written.
        One request's trouble does not keep the others from being reminded of, and is returned. Raises
        NeighbourUnavailable: then the day is not done.
        """
        day = swedish_day(self.desk.clock.now())
        if self.done.day == day:
            return ()
        troubles: list[GatewayError] = []
        with self.desk.act("remind", by=by, on=day.isoformat()) as act:
            found = (_reminded(act, deadline) for deadline in self._each(act, troubles))
            entries = [entry for entry in found if entry is not None]
            if entries:
                act.may()
                act.work.commit(*entries)
        self.done.day = day
        return troubles

    def prolong(self, id: str, *, because: str, by: Actor) -> AccessRequest:
        """
        Give the present version more time to be decided, once, while there is time left, and say why.

        Raises Invalid (empty), StepRefused where nothing is to be decided, where it was prolonged or its time is over.
        """
        if not because.strip():
            raise Invalid("Say why more time is necessary: the applicant is told.", where="because", reason="empty")
        with self.desk.act("prolong", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_project(act.work.projects.get(request.project)))
            if request.status is not Status.SUBMITTED:
                raise StepRefused(f"A request that is {request.status} waits for no decision.")
            if request.prolonged is not None:
                raise StepRefused("The time for this decision was prolonged already: that is done once.")
            course = self._course(act, request)
            whole = [one for one in deadlines(course, self.desk.terms, on=act.today) if one.duty is Duty.DECISION]
            if any(one.state is State.OVERDUE for one in whole):
                raise StepRefused("The time for this decision is over: what is over is not prolonged.")
            prolonged = Prolongation(because=because, by=by.id, on=act.today)
            request = act.work.access_requests.save(replace(request, prolonged=prolonged))
            act.work.commit(act.entry(Event.DECISION_PROLONGED))
        return request

    def record_publication(self, id: str, *, where: str, on: date, by: Actor) -> AccessRequest:
        """
        Put on record where and when the decision was made public, once.

        Raises Invalid (empty; day-outside before the decision, or to come), StepRefused where nothing is decided, or
        where it is on record.
        """
        if not where.strip():
            raise Invalid("Say where the decision is public.", where="where", reason="empty")
        with self.desk.act("record-publication", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_project(act.work.projects.get(request.project)))
            decided_on = decision_day(self._course(act, request))
            if decided_on is None:
                raise StepRefused(f"A request that is {request.status} has no decision to make public.")
            if request.publication is not None:
                raise StepRefused("Where this decision is public is on record already.")
            if not decided_on <= on <= act.today:
                sentence = "A decision is made public on the day it was made or later, and not on a day to come."
                raise Invalid(sentence, where="on", reason="day-outside")
            publication = Publication(where=where, on=on, by=by.id)
            request = act.work.access_requests.save(replace(request, publication=publication))
            act.work.commit(act.entry(Event.PUBLICATION_RECORDED))
        return request

    def _deadlines(self, act: Act, access_request: str | None) -> Iterator[Deadline]:
        """Those that are open, of all; or all of that one request."""
        terms = self.desk.terms
        if access_request is not None:
            for request in act.work.access_requests.find(id=access_request):
                yield from deadlines(self._course(act, request), terms, on=act.today)
            return
        for request in _requests(act, act.where_to_look()):
            found = deadlines(self._course(act, request), terms, on=act.today)
            yield from (one for one in found if one.state is not State.MET)
        yield from self._of_no_request(act)

    def _each(self, act: Act, troubles: MutableSequence[GatewayError]) -> Iterator[Deadline]:
        for request in _requests(act, None):
            try:
                course = self._course(act, request)
            except NeighbourUnavailable:
                raise
            except GatewayError as trouble:
                troubles.append(trouble)
                continue
            yield from deadlines(course, self.desk.terms, on=act.today)
        yield from self._of_no_request(act)

    def _of_no_request(self, act: Act) -> Iterator[Deadline]:
        for check in act.work.spot_checks.find(due="sign-off"):
            yield spot_check_deadline(check, self.desk.terms, on=act.today)
        for dataset in self.desk.catalog.selectable():
            yield description_deadline(dataset, self.desk.terms, on=act.today)

    def _course(self, act: Act, request: AccessRequest) -> Course:
        reviews = [one for one in act.work.reviews.find(access_request=request.id) if one.version == request.version]
        asked = {one.controller.id for one in self.desk.catalog.selectable() if one.name in request.datasets}
        parts: Mapping[ControllerId, None] = dict.fromkeys(sorted(asked))
        course = Course(access_request=request, parts={**parts, **{review.controller: review for review in reviews}})
        permits = act.work.permits.find(access_request=request.id)
        return _with_its_extract(act, replace(course, permit=permits[0]), permits[0]) if permits else course


def _within_reach(act: Act, found: Sequence[Deadline]) -> Iterator[Deadline]:
    """Those that the rules let the actor see; they are asked once for each project and controller, many at a time."""
    known: dict[_About, bool] = {}
    for first in range(0, len(found), ASKED_AT_ONCE):
        some = found[first : first + ASKED_AT_ONCE]
        new = [about for about in dict.fromkeys(map(_about, some)) if about not in known]
        known |= zip(new, act.may_each([_told(act, *about) for about in new]), strict=True)
        yield from (deadline for deadline in some if known[_about(deadline)])


def _about(deadline: Deadline) -> _About:
    return deadline.project, deadline.controller


def _told(act: Act, project: str | None, controller: str | None) -> Mapping[str, Any]:
    facts = act.about_project(act.work.projects.get(project)) if project else {}
    return {**facts, "part": {"controller": controller}} if controller else facts


def _requests(act: Act, where: Mapping[str, Sequence[str]] | None) -> Iterator[AccessRequest]:
    """Those alone of which a deadline may run: it costs nothing how many are long closed."""
    after: str | None = None
    while True:
        page = act.work.access_requests.page(after=after, limit=PAGE, where=where, clock=RUNNING)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].id


def _with_its_extract(act: Act, course: Course, permit: Permit) -> Course:
    extracts = act.work.extracts.find(permit=permit.id)
    if not extracts:
        return course
    extract = extracts[-1]
    workspaces = act.work.workspaces.find(extract=extract.id)
    certificate = workspaces[0].certificate if workspaces else None
    emptied_at = DeletionCertificate.of(act.work.papers.get(certificate)).emptied_at if certificate else None
    return replace(
        course,
        ordered_on=swedish_day(extract.ordered_at),
        extracted_on=_day(Manifest.of(act.work.papers.get(extract.manifest)).finished_at) if extract.manifest else None,
        delivered_on=_received_on(act, extract.receipt),
        emptied_on=_day(emptied_at),
    )


def _received_on(act: Act, receipt: Digest | None) -> date | None:
    if receipt is None:
        return None
    return _day(datetime.fromisoformat(str(act.work.papers.get(receipt).body["received_at"])))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else swedish_day(moment)


def _with_its_reminder(act: Act, deadline: Deadline) -> Deadline:
    moment = deadline.moment(act.today)
    told = act.work.reminders.find(id=Reminder.id_of(deadline, moment)) if moment else ()
    return replace(deadline, reminded_on=swedish_day(told[0].at)) if told else deadline


def _reminded(act: Act, deadline: Deadline) -> AuditEntry | None:
    moment = deadline.moment(act.today)
    if moment is None or act.work.reminders.find(id=(id := Reminder.id_of(deadline, moment))):
        return None
    act.work.reminders.add(Reminder(id=id, at=act.now))
    act.part = deadline.controller
    because = (deadline.duty.value, moment.value, *((deadline.controller,) if deadline.controller else ()))
    return replace(act.entry(Event.DEADLINE_REMINDED, on=deadline.subject, because=because), project=deadline.project)
