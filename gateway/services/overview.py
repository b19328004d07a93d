"""Overview: several matters beside each other, for whoever may read each of them; nothing is decided here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from catalog.selection import ChosenColumn
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.delivery import Extract, Progress
from gateway.domain.note_check import NoteCheck
from gateway.domain.part import Part, parts_of
from gateway.domain.permit import Permit
from gateway.domain.project import Project
from gateway.domain.sample_decision import SamplePart, sample_parts
from gateway.domain.workspace import Workspace
from gateway.services.act import Act
from gateway.services.desk import Desk

PAGE = 25
"""So many requests are read, and asked about, at once."""

UNDER_WAY = frozenset({Status.SUBMITTED, Status.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A request, its project, and every part of its present version."""

    request: AccessRequest
    project: Project
    parts: Sequence[Part]
    samples: Sequence[SamplePart]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An extract, the permit it was made under, and the workspace it lies in once it is delivered."""

    project: Project
    permit: Permit
    extract: Extract
    workspace: Workspace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRoom:
    """What the rules do not let the actor read is left out without a word."""

    desk: Desk

    def study(self, access_request: str, *, by: Actor) -> Project:
        """The project of a request, for whoever may read the request: what its part is decided on."""
        with self.desk.act("read", by=by, on=access_request) as act:
            request = act.work.access_requests.get(access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            project = act.work.projects.get(request.project)
            act.work.commit(act.entry(Event.PROJECT_READ, on=project.id))
        return project

    def requests(self, *, limit: int, by: Actor) -> Sequence[tuple[AccessRequest, Project]]:
        """At most `limit` requests that the actor may read, in the order of their ids, each with its project."""
        with self.desk.act("read", by=by, on="access-requests") as act:
            readable = islice(_readable(act, act.where_to_look()), limit)
            found = [(request, act.work.projects.get(request.project)) for request, _ in readable]
            act.about_nothing()
            listed, projects = act.entry(Event.REQUESTS_LISTED), dict.fromkeys(project.id for _, project in found)
            seen = [replace(act.entry(Event.PROJECT_READ, on=id), project=id) for id in projects]
            act.work.commit(listed, *seen)
        return found

    def under_way(self, *, by: Actor) -> Sequence[Matter]:
        """Every request that waits for somebody before its permit, in the order of their ids."""
        with self.desk.act("read", by=by, on="access-requests") as act:
            found = [
                _matter(act, request, columns)
                for request, columns in _readable(act, act.where_to_look())
                if request.status in UNDER_WAY
            ]
            act.about_nothing()
            act.work.commit(act.entry(Event.REQUESTS_LISTED))
        return found

    def samples(self, *, by: Actor) -> Sequence[Matter]:
        """Every submitted request about samples of a biobank."""
        with self.desk.act("read-samples", by=by, on="access-requests") as act:
            sampled = [one.name for one in self.desk.catalog.selectable() if one.biobank is not None]
            found = [
                _matter(act, request, columns)
                for request, columns in _readable(act, {"datasets": sampled})
                if request.status is Status.SUBMITTED
            ]
            act.about_nothing()
            act.work.commit(act.entry(Event.REQUESTS_LISTED))
        return found

    def holdings(self, *, project: str | None = None, by: Actor) -> Sequence[Holding]:
        """Every extract, of that project alone where one is named, in the order of its request's id."""
        with self.desk.act("read", by=by, on=project or "extracts") as act:
            held = [
                holding
                for request, _ in _readable(act, act.where_to_look())
                if request.status is Status.DECIDED and project in {None, request.project}
                for holding in _holdings(act, request)
            ]
            act.about_nothing()
            act.project = project
            act.work.commit(act.entry(Event.EXTRACT_READ))
        return held

    def note_checks(self, *, by: Actor) -> Sequence[NoteCheck]:
        """The samples of masked notes that wait for the actor to read them; without an entry, since nothing is told."""
        own = {*by.controllers}
        with self.desk.act("check-notes", by=by, on="extracts") as act:
            own |= {one.controller for one in act.lent() if one.counts(on=act.today)}
            due = [
                one for one in act.work.note_checks.find(due="check") if one.controller in own and _is_open(act, one)
            ]
            matters = [{**_about_part(act, one), "verb": "check-notes"} for one in due]
            return [one for one, may in zip(due, act.may_each(matters), strict=True) if may]


def _is_open(act: Act, check: NoteCheck) -> bool:
    return act.work.extracts.get(check.extract).progress is Progress.EXTRACTED


def _about_part(act: Act, check: NoteCheck) -> dict[str, Any]:
    request = act.work.access_requests.get(act.work.permits.get(check.permit).access_request)
    columns = act.columns(request.application.selection)
    return {**act.about_request(request, columns), "part": {"controller": check.controller}}


def _readable(
    act: Act, where: Mapping[str, Sequence[str]] | None
) -> Iterator[tuple[AccessRequest, Sequence[ChosenColumn]]]:
    after: str | None = None
    while where is None or any(where.values()):
        page = act.work.access_requests.page(after=after, limit=PAGE, where=where)
        readable = act.readable(page)
        for request in page:
            if request.id in readable:
                yield request, readable[request.id]
        if len(page) < PAGE:
            return
        after = page[-1].id


def _matter(act: Act, request: AccessRequest, columns: Sequence[ChosenColumn]) -> Matter:
    reviews = act.work.reviews.find(access_request=request.id)
    return Matter(
        request=request,
        project=act.work.projects.get(request.project),
        parts=parts_of(columns, reviews, version=request.version),
        samples=sample_parts((column.dataset for column in columns), request.samples),
    )


def _holdings(act: Act, request: AccessRequest) -> Iterator[Holding]:
    for permit in act.work.permits.find(access_request=request.id):
        for extract in act.work.extracts.find(permit=permit.id):
            workspaces = act.work.workspaces.find(extract=extract.id)
            yield Holding(
                project=act.work.projects.get(request.project),
                permit=permit,
                extract=extract,
                workspace=workspaces[0] if workspaces else None,
            )
