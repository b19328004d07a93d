"""A permit in its time: its extension is asked for by the project and decided by a person; a person revokes it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import StepRefused
from gateway.domain.extension import Answer, Extension
from gateway.domain.permit import Permit
from gateway.domain.revocation import Revocation
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.services.desk import Act, Desk
from spark_jobs.papers.paper import Digest, Kind

VALID = "T01-permit-valid"
"""What an order or a delivery is held for once the permit has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRoom:
    """What happens to a permit after it was issued; its own paper is never changed."""

    desk: Desk

    def ask_extension(self, id: str, *, until: date, because: str, by: Actor) -> Permit:
        """
        Ask, for the project, that the permit hold until that day: once, and a month before it expires at the latest.

        Raises Refused with the ruling, StepRefused while another extension waits, Invalid (empty) without a reason.
        """
        with self.desk.act("ask-extension", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            facts = _facts(act, permit)
            act.may(**facts)
            extension = Extension(until=until, because=because, by=by.id, on=act.today)
            permit.asking(extension)  # what waits already is told before anything is signed
            facts["extension"] = fact.of_extension(extension)
            ruling = act.ask_about(permit, Question.EXTEND, **facts)
            ruled = act.ruling_paper(ruling, about=_about(permit.paper), **facts)
            body = bodies.extension_request(extension, permit=permit, ruling=ruled.digest)
            paper = act.sign(Kind.EXTENSION_REQUEST, body)
            permit = act.work.permits.save(permit.asking(replace(extension, paper=paper.digest)))
            act.work.commit(act.entry(Event.EXTENSION_ASKED, papers=(paper.digest, ruled.digest)))
        return permit

    def decide_extension(self, id: str, *, outcome: Outcome, reasons: str, by: Actor) -> Permit:
        """
        Grant the extension that is asked for, or refuse it, with reasons. The rules are asked again before a yes.

        What was closed or held because the permit had expired is tried again. Raises Refused with the ruling,
        StepRefused where nothing waits, Invalid (empty) without a reason.
        """
        with self.desk.act("decide-extension", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            facts = _facts(act, permit)
            act.may(**facts)
            extension = permit.waiting
            if extension is None:
                raise StepRefused("No extension of this permit waits for a decision.")
            answer = Answer(outcome=outcome, reasons=reasons, by=by.id, on=act.today)
            ruled = None
            if outcome is Outcome.GRANTED:
                facts["extension"] = fact.of_extension(extension)
                ruling = act.ask_about(permit, Question.EXTEND, **facts)
                ruled = act.ruling_paper(ruling, about=_about(extension.paper), **facts).digest
            body = bodies.extension_decision(answer, extension=extension, permit=permit, ruling=ruled)
            paper = act.sign(Kind.EXTENSION_DECISION, body)
            permit = permit.answered(replace(answer, paper=paper.digest))
            if outcome is Outcome.GRANTED:
                permit = _tried_again(act, permit)
            permit = act.work.permits.save(permit)
            event = Event.PERMIT_EXTENDED if outcome is Outcome.GRANTED else Event.EXTENSION_REFUSED
            act.work.commit(act.entry(event, papers=_about(paper.digest, ruled)))
        return permit

    def revoke(self, id: str, *, because: str, by: Actor) -> Permit:
        """
        End a permit early, for a reason: nothing is ordered, delivered or read under it from now on.

        Its workspace is asked about in the house's next round, and closed; so is what still stood open under the permit
        that it replaced. Raises StepRefused for a permit that is revoked or replaced already, Invalid (empty) without a
        reason, Refused for whoever has a part in the project.
        """
        with self.desk.act("revoke", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            act.may(**_facts(act, permit))
            revocation = Revocation(because=because, by=by.id, on=act.today)
            permit.revoked(revocation)  # what is revoked already is told before anything is signed
            paper = act.sign(Kind.PERMIT_REVOCATION, bodies.permit_revocation(revocation, permit=permit))
            permit = act.work.permits.save(permit.revoked(replace(revocation, paper=paper.digest)))
            _look_again(act, id)
            act.supersede(permit)
            act.work.commit(act.entry(Event.PERMIT_REVOKED, papers=(paper.digest,)))
        return permit


def _facts(act: Act, permit: Permit) -> dict[str, Any]:
    request = act.work.access_requests.get(permit.access_request)
    reviews = [r for r in act.work.reviews.find(access_request=request.id) if r.version == permit.version]
    return {
        **act.about_request(request, act.columns(request.application.selection)),
        "permit": fact.of_permit(permit, parts=reviews, columns=act.columns(permit.selection)),
    }


def _about(*papers: Digest | None) -> tuple[Digest, ...]:
    return tuple(paper for paper in papers if paper is not None)


def _tried_again(act: Act, permit: Permit) -> Permit:
    """The permit without its hold for having expired; its extract and workspace likewise are asked about anew."""
    for extract in act.work.extracts.find(permit=permit.id):
        if VALID in extract.held_because:
            act.work.extracts.save(replace(extract, held_because=()))
    _look_again(act, permit.id)
    return replace(permit, held_because=()) if VALID in permit.held_because else permit


def _look_again(act: Act, permit: str) -> None:
    """The house asks about the permit's workspace in its next round, not tomorrow."""
    for workspace in act.work.workspaces.find(permit=permit):
        if workspace.state not in {State.EMPTYING, State.EMPTIED}:
            act.work.workspaces.save(replace(workspace, asked=True))
