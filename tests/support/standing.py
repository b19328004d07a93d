"""
Houses in which a thing stands in a state: a study walked there, for each thing and each state of `docs/verbs.py`.

They are walked under the house's own rules, once each, and copied for whoever wants to act in them.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from catalog.model import ControllerId
from gateway.domain.actor import HOUSE, Role
from gateway.domain.barring import Whom
from gateway.domain.sought import Sought
from gateway.domain.spot_check import Drawn, Verdict
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders, onwards
from tests.support.builders import (
    ASSIGNMENT,
    BARRING,
    COORDINATOR,
    DEPUTYSHIP,
    GATEWAY_KEY,
    OPERATOR,
    ORDER,
    PERMIT,
    RESEARCHER,
    RUNNER_KEY,
    STEWARD_A,
    WORKSPACE,
    pinned,
)
from tests.support.fakes import FakeClock, World
from tests.support.walked import AGAINST

KEPT_LONG = TrustFile(
    keys=(
        pinned(GATEWAY_KEY, KeyRole.GATEWAY, last=date(2032, 12, 31)),
        pinned(RUNNER_KEY, KeyRole.RUNNER, last=date(2032, 12, 31)),
    )
)
HELD = ("E02-approval-in-force",)
LAST_DAY = date(2027, 2, 22)
"""Three months after the submission."""

SPOT_CHECK = "spot-check-1"


BARRED: Mapping[str, Any] = {
    "kind": Whom.PERSON,
    "whom": "mallory",
    "because": "tried to find out who somebody in an extract is",
    "paragraph": "EHDS (EU) 2025/327 art. 63(3)",
    "begins": builders.TODAY,
    "until": date(2029, 11, 21),
}


LENT: Mapping[str, Any] = {
    "controller": ControllerId("alvik"),
    "deputy": "dag",
    "because": "parental leave",
    "begins": builders.TODAY,
    "until": date(2026, 11, 28),
}
ASSIGNED: Mapping[str, Any] = {
    "actor": "dag",
    "role": Role.STEWARD,
    "controllers": ("alvik",),
    "because": "delegation of 1 November",
    "begins": builders.TODAY,
    "until": date(2027, 11, 21),
}


def standing(thing: str, state: str) -> World:
    """A house of one's own in which that thing is in that state."""
    world = _walked(STATES[thing][state])
    box, heads = copy.copy(world.box), copy.deepcopy(world.heads)
    for name in ("taken", "published", "told", "manifests", "confirmations"):
        setattr(box, name, copy.copy(getattr(world.box, name)))
    return replace(
        world,
        memory=world.memory.copy(),
        clock=FakeClock(world.clock.at),
        ids=copy.deepcopy(world.ids),
        box=box,
        heads=heads,
    )


@cache
def _walked(walk: Callable[[], World]) -> World:
    return walk()


def unapproved() -> World:
    world = drafted()
    project = world.memory.nouns["projects"][builders.PROJECT]
    world.memory.nouns["projects"][builders.PROJECT] = replace(project, ethics_approval=None, ethics_paper=None)
    return world


def approved() -> World:
    """Under a condition that nobody has acknowledged yet."""
    return prepared(builders.ethics_approval(conditions=(onwards.CONDITION,)))


def nobody_known() -> World:
    world = drafted()
    world.memory.nouns["people"] = {}
    return world


def everybody_known() -> World:
    """Whoever acts, and dag whom they act on."""
    world = nobody_known()
    for id in "anna sten alma frida klara gustav olle kajsa house dag".split():
        world.house.project.register(id, name=id.title(), organisation="ki", by=COORDINATOR)
    return world


def barred() -> World:
    """Somebody outside the study is to be barred; nobody has confirmed it yet."""
    world = drafted()
    by = replace(COORDINATOR, id="karin")
    world.house.barring.bar(**BARRED, by=by)
    return world


def barring_confirmed() -> World:
    world = barred()
    world.house.barring.confirm(BARRING, by=COORDINATOR)
    return world


def barring_lifted() -> World:
    world = barring_confirmed()
    world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)
    return world


def deputy_named() -> World:
    world = drafted()
    world.house.deputyship.name(**LENT, by=STEWARD_A)
    return world


def deputyship_ended() -> World:
    world = deputy_named()
    world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)
    return world


def assigned() -> World:
    """Somebody is to have a role; nobody has confirmed it yet."""
    world = drafted()
    world.house.assignment.assign(**ASSIGNED, by=replace(OPERATOR, id="olof"))
    return world


def assignment_confirmed() -> World:
    world = assigned()
    world.house.assignment.confirm(ASSIGNMENT, by=COORDINATOR)
    return world


def assignment_ended() -> World:
    world = assignment_confirmed()
    world.house.assignment.end(ASSIGNMENT, because="moved on", by=COORDINATOR)
    return world


def drafted() -> World:
    return prepared()


def submitted() -> World:
    world = drafted()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    return world


def granted() -> World:
    return onwards.first_part(submitted(), onwards.on_condition())


def part_refused() -> World:
    return onwards.first_part(submitted(), builders.REFUSES)


def sampled() -> World:
    """Submitted, about samples of a biobank."""
    world = prepared(builders.approval_of_samples(), catalog=builders.catalog_with_samples())
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    return world


def samples_granted() -> World:
    world = sampled()
    world.decide_samples()
    return world


def samples_refused() -> World:
    world = sampled()
    world.decide_samples(builders.REFUSES)
    return world


def reviewed() -> World:
    world = submitted()
    for controller in builders.DATASETS:
        world.review(controller)
    return world


def returned() -> World:
    return onwards.sent_back(submitted())


def refused() -> World:
    world = submitted()
    for controller in builders.DATASETS:
        world.review(controller, builders.REFUSES)
    world.house.permit.issue(builders.REQUEST, by=HOUSE)
    return world


def withdrawn() -> World:
    world = submitted()
    world.house.access_request.withdraw(builders.REQUEST, by=RESEARCHER)
    return world


def issued() -> World:
    world = reviewed()
    world.house.permit.issue(builders.REQUEST)
    return world


def asked_for_longer() -> World:
    return onwards.asked_for_longer(issued())


def extended() -> World:
    return onwards.extended(asked_for_longer())


def revoked() -> World:
    return onwards.revoked(issued())


def replaced() -> World:
    return onwards.replaced(issued(), until=date(2027, 12, 31))


def ordered() -> World:
    """And the runner tells that it has begun, which nobody has read yet."""
    world = issued()
    world.house.extraction.order(PERMIT)
    world.house.send()
    world.tell(ORDER, "running", sequence=1)
    return world


def running() -> World:
    """And the runner has answered, which nobody has read yet."""
    world = ordered()
    world.house.extraction.follow(ORDER)
    world.answer(world.extract())
    return world


def extracted() -> World:
    world = running()
    world.house.extraction.follow(ORDER)
    return world


def drawn() -> World:
    """A sample of alvik's masked notes came with the manifest, and nobody has read it."""
    world = ordered()
    world.house.extraction.follow(ORDER)
    world.answer_with_notes(world.extract(), {"alvik": (50, 812)})
    world.house.extraction.follow(ORDER)
    return world


def notes_read() -> World:
    world = drawn()
    world.check_notes()
    return world


def notes_delivered() -> World:
    world = notes_read()
    world.house.delivery.deliver(ORDER)
    world.house.send()
    world.confirm(world.extract())
    world.house.delivery.receive(ORDER)
    return world


def delivering() -> World:
    """And the runner has confirmed, which nobody has read yet."""
    world = extracted()
    world.house.delivery.deliver(ORDER)
    world.house.send()
    world.confirm(world.extract())
    return world


def delivered() -> World:
    world = delivering()
    world.house.delivery.receive(ORDER)
    return world


def lapsed() -> World:
    """Something was decided against the study, and nobody has asked the rules since."""
    world = delivered()
    world.house.project.record_decision_against(builders.PROJECT, decision=AGAINST, by=COORDINATOR)
    return world


def closing() -> World:
    return told(lapsed())


def closed() -> World:
    return settled(closing())


def cleared() -> World:
    """What was decided against the study was lifted, and nobody has asked the rules since."""
    world = closed()
    lifted = replace(AGAINST, lifted_on=builders.TODAY)
    world.house.project.record_decision_against(builders.PROJECT, decision=lifted, by=COORDINATOR)
    return world


def opening() -> World:
    return told(cleared())


def outlived() -> World:
    """Closed for longer than the law lets the rows lie there; the keys are still those of today."""
    world = replace(closed(), trust=KEPT_LONG)
    world.clock.pass_by(world.permit().valid_until - builders.TODAY + timedelta(days=183))
    return world


def emptying() -> World:
    return told(outlived())


def emptied() -> World:
    return settled(emptying())


def due() -> World:
    """Delivered, and nobody was asked yet whether somebody in the extract has objected since."""
    return replace(delivered(), told_kinds=("withdrawn_consent",))


def waiting() -> World:
    world = due()
    world.house.objection.ask(WORKSPACE)
    world.house.send()
    return world


def answered() -> World:
    world = waiting()
    world.tell_objections({"withdrawn_consent": 1})
    return world


def heard() -> World:
    world = answered()
    world.house.objection.hear(WORKSPACE)
    return world


def told(world: World) -> World:
    """The rules were asked, and the runner has answered the order that followed, which nobody has read yet."""
    world.house.workspace.sweep(WORKSPACE)
    world.house.send()
    world.settle()
    return world


def settled(world: World) -> World:
    world.house.workspace.settle(WORKSPACE)
    return world


def spot_check() -> World:
    """The only permit there is was drawn."""
    world = issued()
    world.house.spot_check.draw(Sought(), of=Drawn.PERMITS, size=1, by=builders.AUDITOR)
    return world


def spot_check_remarked() -> World:
    world = spot_check()
    seen: Mapping[str, Any] = {"item": PERMIT, "verdict": Verdict.IN_ORDER, "note": ""}
    world.house.spot_check.remark(SPOT_CHECK, **seen, by=builders.AUDITOR)
    return world


def spot_check_signed_off() -> World:
    world = spot_check_remarked()
    world.house.spot_check.sign_off(SPOT_CHECK, conclusion="all is well", by=builders.AUDITOR)
    return world


def failed() -> World:
    world = ordered()
    world.tell(ORDER, "failed", sequence=2, code="engine-died", sentence="The engine died.")
    world.house.extraction.follow(ORDER)
    return world


def held(walk: Callable[[], World], noun: str, id: str) -> Callable[[], World]:
    """The same with that thing held: the rules would not let the house go on with it."""

    def held_there() -> World:
        world = walk()
        world.memory.nouns[noun][id] = replace(world.memory.nouns[noun][id], held_because=HELD)
        return world

    return held_there


def passed(day: date) -> Callable[[], World]:
    """Submitted, and that day has come: nobody has decided anything."""

    def at_that_day() -> World:
        world = submitted()
        world.clock.pass_by(day - builders.TODAY)
        return world

    return at_that_day


STATES: Mapping[str, Mapping[str, Callable[[], Any]]] = {
    "project": {"without an approval": unapproved, "approved": approved},
    "person": {"unknown": nobody_known, "on record": everybody_known},
    "barring": {"recorded": barred, "confirmed": barring_confirmed, "lifted": barring_lifted},
    "deputyship": {"named": deputy_named, "ended": deputyship_ended},
    "role": {"recorded": assigned, "confirmed": assignment_confirmed, "ended": assignment_ended},
    "access request": {
        "draft": drafted,
        "submitted": submitted,
        "reviewed": reviewed,
        "held": held(reviewed, "access_requests", builders.REQUEST),
        "returned": returned,
        "decided": issued,
        "refused": refused,
        "withdrawn": withdrawn,
    },
    "part": {"not asked for": withdrawn, "undecided": submitted, "granted": granted, "refused": part_refused},
    "samples": {"undecided": sampled, "granted": samples_granted, "refused": samples_refused},
    "permit": {
        "issued": issued,
        "held": held(issued, "permits", PERMIT),
        "ordered": ordered,
        "asked for longer": asked_for_longer,
        "extended": extended,
        "replaced": replaced,
        "revoked": revoked,
    },
    "extract": {
        "ordered": ordered,
        "running": running,
        "extracted": extracted,
        "held": held(extracted, "extracts", ORDER),
        "delivering": delivering,
        "delivered": delivered,
        "failed": failed,
    },
    "note sample": {"drawn": drawn, "read": notes_read, "delivered": notes_delivered},
    "workspace": {
        "undelivered": delivering,
        "open": delivered,
        "lapsed": lapsed,
        "closing": closing,
        "closed": closed,
        "cleared": cleared,
        "opening": opening,
        "outlived": outlived,
        "emptying": emptying,
        "emptied": emptied,
    },
    "inquiry": {"due": due, "waiting": waiting, "answered": answered, "heard": heard},
    "deadline": {
        "running": submitted,
        "soon": passed(LAST_DAY),
        "overdue": passed(LAST_DAY + timedelta(days=1)),
        "met": granted,
    },
    "ledger": {"kept": delivered},
    "spot check": {"drawn": spot_check, "remarked": spot_check_remarked, "signed off": spot_check_signed_off},
}
