"""A verb at work: what it has read, what it asks the rules, the papers it signs and the lines it leaves."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from catalog.errors import SelectionFault
from catalog.model import ControllerId, DatasetName
from catalog.selection import ChosenColumn, Selection, resolve
from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.access_request import AccessRequest
from gateway.domain.actor import Actor, Role
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.barring import Barring
from gateway.domain.deputyship import Deputyship
from gateway.domain.errors import (
    Invalid,
    NotFound,
    Refused,
    RulesVoid,
)
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.ruling import Ruling
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.equipment import Equipment
from spark_jobs.papers.paper import Digest, Kind, SignedPaper

CONSENTS = "consents-register-1"
"""The model of the register that tells who has consented to which study."""

DELIVERED_INTO = "closed_workspace"
"""Where every extract goes, as the rules are told: the house has no other way of delivering one."""

_PAGE = 100

DEPUTY_OF = "deputy of "
"""Beside the roles of an entry: in whose place a deputy acted."""


@dataclass(slots=True, kw_only=True)
class Act:
    """
    A verb at work. `facts` grows with what the verb has read, and is what the rules are told.

    `asked_of` are the datasets of the selection that was looked at, `part` the controller whose part alone it is about.
    """

    desk: Equipment
    work: UnitOfWork
    actor: Actor
    verb: str
    subject: str
    now: datetime
    today: date
    project: str | None = None
    _lent: Sequence[Deputyship] | None = field(default=None, init=False)
    _known: dict[str, Sequence[str]] = field(default_factory=dict, init=False)
    asked_of: tuple[str, ...] = ()
    part: ControllerId | None = None

    def may(self, **facts: Any) -> None:
        """Ask who may do what. Raises Refused, NeighbourUnavailable."""
        self.ask(Question.ACT, **facts)

    def ask(self, question: Question, **facts: Any) -> Ruling:
        """The ruling, where it allows. Raises Refused with it otherwise, NeighbourUnavailable where none came."""
        told = self.told(**facts)
        ruling = self.desk.rules.ask(question, told)
        if not ruling.allows:
            raise Refused(ruling, told)
        return ruling

    def may_each(self, matters: Sequence[Mapping[str, Any]]) -> Sequence[bool]:
        """Who may do what, of several matters in one question; in their order. Raises NeighbourUnavailable."""
        if not matters:
            return ()
        return [ruling.allows for ruling in self.desk.rules.each(self.told(), matters)]

    def readable(self, requests: Sequence[AccessRequest]) -> Mapping[str, Sequence[ChosenColumn]]:
        """Those of the requests that the rules let the actor read, each with its columns."""
        found: dict[str, tuple[ChosenColumn, ...]] = {}
        matters = []
        for request in requests:
            # One that the catalog does not cover any more is not there to be listed.
            with suppress(Invalid, NotFound):
                columns = self.columns(request.application.selection)
                matters.append(self.about_request(request, columns))
                found[request.id] = columns
        allowed = self.may_each(matters)
        return {id: columns for (id, columns), may in zip(found.items(), allowed, strict=True) if may}

    def ask_about(self, permit: Permit, question: Question, /, **facts: Any) -> Ruling:
        """As `ask`. Raises RulesVoid where the rules are older than those by which the permit was issued."""
        self._no_older_than(permit)
        return self.ask(question, **facts)

    def told(self, **facts: Any) -> fact.Facts:
        """The whole document: day, verb and actor, what this verb adds, and how the house stands."""
        system = {
            "demo": self.desk.demo,
            "known_exclusions": list(fact.KNOWN_EXCLUSIONS),
            "text_profiles_measured": [],
            "consent_registers": self.desk.catalog.namespaces_with(CONSENTS),
            "terms_version": self.desk.terms_version,
            "delivered_into": DELIVERED_INTO,
        }
        return {
            "today": self.today.isoformat(),
            "verb": self.verb,
            "actor": fact.of_actor(self.actor),
            "deputyships": fact.of_deputyships(self.lent()),
            "system": system,
            **facts,
        }

    def sign(self, kind: Kind, body: Mapping[str, Any]) -> SignedPaper:
        """A paper of the gateway's, kept with this unit of work."""
        paper = self.desk.key.sign(kind, body)
        self.work.papers.add(paper)
        return paper

    def ruling_paper(self, ruling: Ruling, *, about: Sequence[Digest], **facts: Any) -> SignedPaper:
        """The ruling as a paper, with everything that was told."""
        return self.sign(Kind.RULING, bodies.ruling(ruling, about=about, facts=self.told(**facts)))

    def entry(
        self,
        event: Event,
        *,
        on: str | None = None,
        because: Sequence[str] = (),
        papers: Sequence[Digest] = (),
        journal_head: Digest | None = None,
        in_place_of: str | None = None,
    ) -> AuditEntry:
        """
        A line for the ledger: this actor, this verb, now; in whose place, where it is not their own; and beside it the
        datasets and controllers it is about.
        """
        deputy = (f"{DEPUTY_OF}{in_place_of}",) if in_place_of else ()
        datasets, controllers = self._about(on or self.subject)
        return AuditEntry(
            at=self.now,
            actor=self.actor.id,
            acting_as=(*(role.value for role in self.actor.roles), *deputy),
            verb=self.verb,
            event=event,
            subject=on or self.subject,
            project=self.project,
            because=tuple(because),
            papers=tuple(papers),
            journal_head=journal_head,
            datasets=datasets,
            controllers=controllers,
        )

    def columns(self, selection: Selection) -> tuple[ChosenColumn, ...]:
        """The selection against the catalog. Raises Invalid with the JSON path."""
        try:
            columns = resolve(selection, self.desk.catalog)
            self.asked_of = selection.datasets()
            return columns
        except SelectionFault as fault:
            raise Invalid(fault.sentence, where=fault.where, reason=fault.reason) from None

    def know(self, request: AccessRequest) -> None:
        """Its datasets as they stand: its entry needs not read them once more."""
        self._known[request.id] = request.datasets

    def about_project(self, project: Project) -> dict[str, Any]:
        """What the rules are told of a project; the act is about it from now on."""
        self.project = project.id
        return {"project": fact.of_project(project), "ethics_approval": fact.of_ethics(project, on=self.today)}

    def about_request(self, request: AccessRequest, columns: Sequence[ChosenColumn]) -> dict[str, Any]:
        """What the rules are told of a request, its project and its people."""
        project = self.work.projects.get(request.project)
        people = self.people(request.application.people())
        users = fact.users_of(request, project=project, people=people)
        return {
            **self.about_project(project),
            "access_request": fact.of_request(request, columns=columns, people=people),
            "barrings": fact.of_barrings(self._barrings(sorted(users)), users=users),
            "amended": self._amended(request),
        }

    def where_to_look(self) -> Mapping[str, Sequence[str]] | None:
        """Where alone the rules can let this actor read requests; None for everywhere. They still decide on each."""
        if set(self.actor.roles) & {Role.COORDINATOR, Role.AUDITOR}:
            return None
        projects = [project.id for project in self.work.projects.find(members=self.actor.id)]
        own = {*self.actor.controllers, *(one.controller for one in self.lent() if one.counts(on=self.today))}
        datasets = [name for name, entry in self.desk.catalog.entries.items() if entry.controller.id in own]
        return {"project": projects, "datasets": datasets}

    def lent(self) -> Sequence[Deputyship]:
        """Every deputyship of the actor's on record, ended and coming ones too; they lend nothing but to a steward."""
        if Role.STEWARD not in self.actor.roles:
            return ()
        if self._lent is None:
            self._lent = self.work.deputyships.find(deputy=self.actor.id)
        return self._lent

    def deputyship_for(self, controller: ControllerId) -> Deputyship | None:
        """The one under which the actor decides for that controller today; whoever answers for it needs none."""
        if controller in self.actor.controllers:
            return None
        found = (one for one in self.lent() if one.controller == controller and one.counts(on=self.today))
        return next(found, None)

    def supersede(self, permit: Permit) -> None:
        """What was delivered under the permits that this one took the place of is to be closed in the next round."""
        while permit.amends is not None:
            permit = self.work.permits.get(permit.amends)
            if permit.superseded(on=self.today) == permit:
                return
            self.work.permits.save(permit.superseded(on=self.today))
            for workspace in self.work.workspaces.find(permit=permit.id):
                if workspace.state not in {State.EMPTYING, State.EMPTIED}:
                    self.work.workspaces.save(replace(workspace, asked=True))

    def about_nothing(self) -> None:
        """Many things were looked through: the entry is about none of them."""
        self.project, self.asked_of = None, ()

    def _about(self, subject: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The datasets that the subject tells of, or the verb's own, or those looked at; and whose they are."""
        entries = self.desk.catalog.entries
        others = self._datasets_of(self.subject) if subject != self.subject else ()
        names = self._datasets_of(subject) or others or self.asked_of
        owners = {name: entries[DatasetName(name)].controller.id for name in names if name in entries}
        if self.part is not None:
            names = tuple(name for name, owner in owners.items() if owner == self.part)
            return names, (self.part,)
        return tuple(sorted(names)), tuple(sorted(set(owners.values())))

    def _datasets_of(self, subject: str) -> tuple[str, ...]:
        # Of a permit and what came of it, what was granted: a controller that refused its part is not in them.
        work = self.work
        if subject in self._known:
            return tuple({*self._known[subject], *self.asked_of})
        for request in work.access_requests.find(id=subject):
            return tuple({*request.datasets, *self.asked_of})
        of_permit = [one.permit for store in (work.workspaces, work.extracts) for one in store.find(id=subject)]
        for permit in work.permits.find(id=of_permit[0] if of_permit else subject):
            return permit.selection.datasets()
        return (subject,) if subject in self.desk.catalog.entries else ()

    def _amended(self, request: AccessRequest) -> fact.Facts | None:
        """The permit that the request would amend; None, which is an answer too, where it asks for a new one."""
        if request.amends is None:
            return None
        permit = self.work.permits.get(request.amends)
        asked_for = self.work.access_requests.get(permit.access_request).application
        return fact.of_amended(permit, purpose=asked_for.purpose)

    def _barrings(self, subjects: Sequence[str]) -> list[Barring]:
        """All of them on record, however many."""
        found: list[Barring] = []
        while page := self.work.barrings.page(
            after=found[-1].id if found else None, limit=_PAGE, where={"subject": subjects}
        ):
            found.extend(page)
            if len(page) < _PAGE:
                break
        return found

    def _no_older_than(self, permit: Permit) -> None:
        named = self.work.papers.get(permit.paper).body.get("rules") if permit.paper else None
        since, revision = (named["release"], named["revision"]) if named else (0, None)
        rules = self.desk.rules
        if rules.release < since or (rules.release == since > 0 and rules.policy_digest != revision):
            sentence = f"The permit was issued by release {since} of the rules, and these are not that one or a later."
            raise RulesVoid(sentence, reason="rules-older")

    def people(self, names: Sequence[str]) -> dict[str, Person]:
        """Those of them who are on record."""
        found = (self.work.people.find(id=name) for name in names)
        return {person.id: person for persons in found for person in persons}
