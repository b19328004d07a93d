"""Projects and the people in them: open, record the ethics approval, register, train, accept the terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.domain import bodies
from gateway.domain.access_request import Status
from gateway.domain.actor import Actor, Role
from gateway.domain.amendment import Amendment
from gateway.domain.attested import Acknowledgement, Verification
from gateway.domain.audit import Event
from gateway.domain.errors import Invalid
from gateway.domain.ethics import DecisionAgainst, EthicsApproval
from gateway.domain.project import Person, Project, no_approval
from gateway.domain.workspace import State
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.holding import waited
from spark_jobs.papers.paper import Digest, Kind

VERIFIED = "E11-approval-verified"
"""What a request is held for until somebody has verified the decisions behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRoom:
    """One study under one base ethics approval and one research principal."""

    desk: Desk

    def open(self, *, title: str, principal: str, by: Actor) -> Project:
        """A new project with the actor as its first member."""
        project = Project(id=self.desk.ids.new("project"), title=title, principal=principal, members=(by.id,))
        with self.desk.act("draft", by=by, on=project.id) as act:
            act.may(**act.about_project(project))
            act.work.projects.add(project)
            act.work.commit(act.entry(Event.PROJECT_OPENED))
        return project

    def read(self, id: str, *, by: Actor) -> Project:
        """Raises NotFound, and Refused for what is not the actor's to see: the edges answer both alike."""
        with self.desk.act("read", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            act.work.commit(act.entry(Event.PROJECT_READ))
        return project

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[Project]:
        """
        At most `limit` projects that the actor may read, in the order of their ids, beginning after `after`.

        Those they take part in; for whoever reads all of them, all. Each of them was asked about.
        """
        with self.desk.act("read", by=by, on="projects") as act:
            where = None if set(by.roles) & {Role.COORDINATOR, Role.AUDITOR} else {"members": [by.id]}
            page = act.work.projects.page(after=after, limit=limit, where=where)
            readable = act.may_each([act.about_project(project) for project in page])
            found = [project for project, may in zip(page, readable, strict=True) if may]
            act.project = None
            act.work.commit(act.entry(Event.PROJECTS_LISTED))
        return found

    def record_approval(self, id: str, *, approval: EthicsApproval, by: Actor) -> Project:
        """
        Put the ethics approval on record, or correct what was recorded: each recording is a paper of its own.

        What was submitted before keeps resting on the paper it named.
        """
        with self.desk.act("record-approval", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            body = bodies.ethics_approval(approval, project=id, recorded_by=by.id, on=act.today)
            paper = act.sign(Kind.ETHICS_APPROVAL, body)
            project = act.work.projects.save(project.approved_by(approval, paper=paper.digest))
            _look_again(act, id)
            act.work.commit(act.entry(Event.APPROVAL_RECORDED, papers=(paper.digest,)))
        return project

    def record_amendment(self, id: str, *, amendment: Amendment, by: Actor) -> Project:
        """
        Put an amendment of a decision that is on record beside it, or correct one: a paper that follows the other's.

        Raises Invalid: no-approval, amendment-unlinked, amendment-loop, amendments-overlap, two-approvals, dates-order.
        """
        with self.desk.act("record-approval", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            follows = project.paper_of(amendment.amends)
            body = bodies.ethics_amendment(amendment, follows=follows, project=id, recorded_by=by.id, on=act.today)
            paper = act.sign(Kind.ETHICS_AMENDMENT, body)
            project = act.work.projects.save(project.amended_by(amendment, paper=paper.digest))
            _look_again(act, id)
            act.work.commit(act.entry(Event.AMENDMENT_RECORDED, papers=(paper.digest,)))
        return project

    def record_decision_against(self, id: str, *, decision: DecisionAgainst, by: Actor) -> Project:
        """
        Put on record what was decided against the study, or that it was lifted: from now on the rules know it.

        Raises Invalid (no-approval).
        """
        with self.desk.act("record-decision-against", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            if project.ethics_paper is None:
                raise no_approval()
            body = bodies.ethics_decision_against(
                decision, follows=project.ethics_paper, project=id, recorded_by=by.id, on=act.today
            )
            paper = act.sign(Kind.ETHICS_DECISION_AGAINST, body)
            project = act.work.projects.save(project.decided_against(decision, paper=paper.digest))
            _look_again(act, id)
            act.work.commit(act.entry(Event.DECISION_AGAINST_RECORDED, papers=(paper.digest,)))
        return project

    def verify_approval(self, id: str, *, case_number: str, document: Digest, by: Actor) -> Verification:
        """
        Say that the decision of that number, as it is on record, agrees with that document of it. Nobody who is in the
        project may, and a correction makes it void. What was held for want of it is tried again.

        Raises Invalid: no-approval, no-decision, no-document.
        """
        with self.desk.act("verify-approval", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            verification = Verification(
                case_number=case_number,
                of=project.decision(case_number).paper,
                document=document,
                by=by.id,
                on=act.today,
            )
            project.verified(verification)  # a document that is not the decision's is told before anything is signed
            paper = act.sign(Kind.ETHICS_VERIFICATION, bodies.ethics_verification(verification, project=id))
            verification = replace(verification, paper=paper.digest)
            act.work.projects.save(project.verified(verification))
            requests = act.work.access_requests.find(project=id)
            submitted = [request for request in requests if request.status is Status.SUBMITTED]
            waited(act.work.access_requests, submitted, of=VERIFIED)
            act.work.commit(act.entry(Event.APPROVAL_VERIFIED, papers=(paper.digest,)))
        return verification

    def acknowledge(self, id: str, *, case_number: str, condition: str, by: Actor) -> Project:
        """
        Take a condition of that decision upon the project, as the decision is on record.

        Raises Invalid: no-approval, no-decision, no-condition.
        """
        with self.desk.act("acknowledge", by=by, on=id) as act:
            project = act.work.projects.get(id)
            act.may(**act.about_project(project))
            known = Acknowledgement(
                case_number=case_number,
                of=project.decision(case_number).paper,
                condition=condition,
                by=by.id,
                on=act.today,
            )
            project.acknowledged(known)  # a condition that the decision does not have is told before anything is signed
            paper = act.sign(Kind.ETHICS_ACKNOWLEDGEMENT, bodies.ethics_acknowledgement(known, project=id))
            known = replace(known, paper=paper.digest)
            project = act.work.projects.save(project.acknowledged(known))
            act.work.commit(act.entry(Event.CONDITION_ACKNOWLEDGED, papers=(paper.digest,)))
        return project

    def register(self, id: str, *, name: str, organisation: str, by: Actor) -> Person:
        """Put a person on record, so that requests can name them."""
        person = Person(id=id, name=name, organisation=organisation)
        with self.desk.act("register-person", by=by, on=id) as act:
            self._may(act, id)
            act.work.people.add(person)
            act.work.commit(act.entry(Event.PERSON_REGISTERED))
        return person

    def train(self, id: str, *, on: date, until: date, by: Actor) -> Person:
        """Record training that somebody has taken. Raises Invalid (dates-order), NotFound."""
        if until < on:
            raise Invalid("The training ends before it was taken.", where="until", reason="dates-order")
        with self.desk.act("register-person", by=by, on=id) as act:
            self._may(act, id)
            person = act.work.people.save(act.work.people.get(id).trained(on=on, until=until))
            act.work.commit(act.entry(Event.PERSON_TRAINED))
        return person

    def accept_terms(self, *, version: str, by: Actor) -> Person:
        """The actor accepts the terms for themselves, in the version in force. Raises Invalid (terms-version)."""
        if version != self.desk.terms_version:
            sentence = f"The terms in force are version {self.desk.terms_version}."
            raise Invalid(sentence, where="version", reason="terms-version")
        with self.desk.act("accept-terms", by=by, on=by.id) as act:
            self._may(act, by.id)
            person = act.work.people.save(act.work.people.get(by.id).accepting(version, on=act.today))
            act.work.commit(act.entry(Event.TERMS_ACCEPTED))
        return person

    def _may(self, act: Act, person: str) -> None:
        act.may(person={"id": person})


def _look_again(act: Act, project: str) -> None:
    """What was recorded may close a workspace, or open it again: the house asks in its next round, not tomorrow."""
    for workspace in act.work.workspaces.find(project=project):
        if workspace.state not in {State.EMPTYING, State.EMPTIED}:
            act.work.workspaces.save(replace(workspace, asked=True))
