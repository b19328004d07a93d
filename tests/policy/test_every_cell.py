"""
Who may do what, cell by cell: every kind of thing, in every state, every verb on it, every role, near and far.

The table in docs/reference is drawn from `docs/verbs.py`; here each of its cells is tried on the rooms, under the
house's own rules. What may be done leaves its entry; what may not is refused, and leaves nothing else.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog.model import ControllerId
from docs.verbs import ACTS, NO_VERB, REACHES, STATES, Act, acts_in_rooms, commands, routes, table
from gateway.domain.access_request import Status
from gateway.domain.actor import HOUSE, Actor, Role
from gateway.domain.audit import Event
from gateway.domain.deadline import Duty
from gateway.domain.delivery import Progress
from gateway.domain.errors import GatewayError
from gateway.domain.judgement import Finding
from gateway.domain.letter import LetterKind
from gateway.domain.sought import Sought
from gateway.domain.spot_check import Drawn, Verdict
from gateway.services.house import House
from gateway.words.language import Language
from tests.support import builders, onwards, standing
from tests.support.builders import (
    ASSIGNMENT,
    AUDITOR,
    BARRING,
    COORDINATOR,
    DEPUTYSHIP,
    OPERATOR,
    ORDER,
    PERMIT,
    PROJECT,
    RESEARCHER,
    STEWARD_A,
    STRANGER,
    WORKSPACE,
)
from tests.support.onwards import GRANTED, LONGER
from tests.support.walked import AGAINST

CUSTODIAN = Actor(id="kajsa", roles=(Role.CUSTODIAN,), organisation="region")
FAR_HEAD = replace(builders.HEAD, id="folke", biobanks=("468",))
FAR_STEWARD = replace(STEWARD_A, id="frida", organisation="norrmalm", controllers=())
NEAR: Mapping[str, Actor] = {
    "researcher": RESEARCHER,
    "steward": STEWARD_A,
    "biobank_head": builders.HEAD,
    "coordinator": COORDINATOR,
    "auditor": AUDITOR,
    "operator": OPERATOR,
    "custodian": CUSTODIAN,
    "house": HOUSE,
}
"""Somebody in each role to whom the study belongs as far as it can."""

FAR: Mapping[str, Actor] = {"researcher": STRANGER, "steward": FAR_STEWARD, "biobank_head": FAR_HEAD}
"""Somebody in that role to whom nothing of it belongs."""

DAY = date(2026, 11, 20)
JUDGED: Mapping[str, Any] = {"ground": "E05-people-approved", "finding": Finding.ACCEPTED, "reasons": "one more"}
DOCUMENT = builders.some_digest("the decision's document")
REQUEST, ALVIK = builders.REQUEST, ControllerId(builders.DATASETS[0])
MAY_BE_HELD = {"access request": REQUEST, "permit": PERMIT, "extract": ORDER}
CELLS = [(act, state) for act in ACTS for state in STATES[act.thing]]

HOW: Mapping[str, Callable[[House, Actor], Any]] = {
    "project.open": lambda rooms, by: rooms.project.open(title="Another", principal="ki", by=by),
    "project.read": lambda rooms, by: rooms.project.read(PROJECT, by=by),
    "project.list": lambda rooms, by: rooms.project.list(after=None, limit=5, by=by)[0],
    "project.record_approval": lambda rooms, by: rooms.project.record_approval(
        PROJECT, approval=builders.ethics_approval(), by=by
    ),
    "project.record_amendment": lambda rooms, by: rooms.project.record_amendment(
        PROJECT, amendment=builders.amendment(), by=by
    ),
    "project.record_decision_against": lambda rooms, by: rooms.project.record_decision_against(
        PROJECT, decision=AGAINST, by=by
    ),
    "project.verify_approval": lambda rooms, by: rooms.project.verify_approval(
        PROJECT, case_number=builders.CASE_NUMBER, document=builders.some_digest("the decision's document"), by=by
    ),
    "document.keep": lambda rooms, by: rooms.document.keep(
        PROJECT, digest=DOCUMENT, content=b"the decision's document", by=by
    ),
    "document.list": lambda rooms, by: rooms.document.list(PROJECT, by=by),
    "document.read": lambda rooms, by: rooms.document.read(PROJECT, digest=DOCUMENT, by=by),
    "document.read_for_request": lambda rooms, by: rooms.document.read_for_request(REQUEST, digest=DOCUMENT, by=by),
    "project.acknowledge": lambda rooms, by: rooms.project.acknowledge(
        PROJECT, case_number=builders.CASE_NUMBER, condition=onwards.CONDITION.id, by=by
    ),
    "project.register": lambda rooms, by: rooms.project.register("dag", name="Dag", organisation="ki", by=by),
    "project.train": lambda rooms, by: rooms.project.train("dag", on=DAY, until=date(2028, 1, 1), by=by),
    "project.accept_terms": lambda rooms, by: rooms.project.accept_terms(version=builders.TERMS, by=by),
    "barring.bar": lambda rooms, by: rooms.barring.bar(**standing.BARRED, by=by),
    "barring.confirm": lambda rooms, by: rooms.barring.confirm(BARRING, by=by),
    "barring.lift": lambda rooms, by: rooms.barring.lift(BARRING, because="the court says so", by=by),
    "barring.list": lambda rooms, by: rooms.barring.list(after=None, limit=5, by=by),
    "deputyship.name": lambda rooms, by: rooms.deputyship.name(**standing.LENT, by=by),
    "deputyship.end": lambda rooms, by: rooms.deputyship.end(DEPUTYSHIP, because="back again", by=by),
    "deputyship.list": lambda rooms, by: rooms.deputyship.list(controller=ALVIK, after=None, limit=5, by=by),
    "assignment.assign": lambda rooms, by: rooms.assignment.assign(**standing.ASSIGNED, by=by),
    "assignment.confirm": lambda rooms, by: rooms.assignment.confirm(ASSIGNMENT, by=by),
    "assignment.end": lambda rooms, by: rooms.assignment.end(ASSIGNMENT, because="moved on", by=by),
    "assignment.list": lambda rooms, by: rooms.assignment.list(after=None, limit=5, by=by),
    "access_request.draft": lambda rooms, by: rooms.access_request.draft(
        project=PROJECT, application=builders.application(), by=by
    ),
    "access_request.list": lambda rooms, by: rooms.access_request.list(after=None, limit=5, by=by)[0],
    "access_request.read": lambda rooms, by: rooms.access_request.read(REQUEST, by=by),
    "access_request.check": lambda rooms, by: rooms.access_request.check(REQUEST, by=by),
    "access_request.compare": lambda rooms, by: rooms.access_request.compare(REQUEST, by=by),
    "access_request.amended": lambda rooms, by: rooms.access_request.amended(REQUEST, by=by),
    "access_request.amend": lambda rooms, by: rooms.access_request.amend(
        PERMIT, application=builders.application(), by=by
    ),
    "access_request.versions": lambda rooms, by: rooms.access_request.versions(REQUEST, by=by),
    "access_request.revise": lambda rooms, by: rooms.access_request.revise(
        REQUEST, application=builders.application(), revision=revision(rooms), by=by
    ),
    "access_request.submit": lambda rooms, by: rooms.access_request.submit(REQUEST, by=by),
    "access_request.send_back": lambda rooms, by: rooms.access_request.send_back(REQUEST, because="why?", by=by),
    "access_request.withdraw": lambda rooms, by: rooms.access_request.withdraw(REQUEST, by=by),
    "conversation.write": lambda rooms, by: rooms.conversation.write(REQUEST, text="Which years?", by=by),
    "conversation.read": lambda rooms, by: rooms.conversation.read(REQUEST, by=by),
    "decision.parts": lambda rooms, by: rooms.decision.parts(REQUEST, by=by),
    "decision.judge": lambda rooms, by: rooms.decision.judge(REQUEST, **JUDGED, by=by),
    "permit.issue": lambda rooms, by: rooms.permit.issue(REQUEST, by=by),
    "permit.of_request": lambda rooms, by: rooms.permit.of_request(REQUEST, by=by),
    "decision.sheet": lambda rooms, by: rooms.decision.sheet(REQUEST, controller=ALVIK, by=by),
    "decision.review": lambda rooms, by: rooms.decision.review(
        REQUEST, controller=ALVIK, finding=builders.finding(), by=by
    ),
    "decision.accept": lambda rooms, by: rooms.decision.accept(
        REQUEST, controller=ALVIK, condition=onwards.CONDITION.id, by=by
    ),
    "decision.samples": lambda rooms, by: rooms.decision.samples(REQUEST, by=by),
    "decision.decide_samples": lambda rooms, by: rooms.decision.decide_samples(
        REQUEST, biobank=builders.BIOBANK.number, finding=builders.finding(), by=by
    ),
    "permit.read": lambda rooms, by: rooms.permit.read(PERMIT, by=by),
    "permit.ask_extension": lambda rooms, by: rooms.permit.ask_extension(PERMIT, **LONGER, by=by),
    "permit.decide_extension": lambda rooms, by: rooms.permit.decide_extension(PERMIT, **GRANTED, by=by),
    "permit.revoke": lambda rooms, by: rooms.permit.revoke(PERMIT, because="the data were passed on", by=by),
    "extraction.order": lambda rooms, by: rooms.extraction.order(PERMIT, by=by),
    "extraction.extracts_of": lambda rooms, by: rooms.extraction.extracts_of(PERMIT, by=by),
    "audit.chain": lambda rooms, by: rooms.audit.chain(PERMIT, by=by),
    "audit.papers": lambda rooms, by: rooms.audit.papers(PERMIT, by=by),
    "audit.evidence": lambda rooms, by: rooms.audit.evidence(PERMIT, by=by),
    "extraction.read": lambda rooms, by: rooms.extraction.read(ORDER, by=by),
    "extraction.follow": lambda rooms, by: rooms.extraction.follow(ORDER, by=by),
    "extraction.totals": lambda rooms, by: rooms.extraction.totals(ORDER, by=by),
    "extraction.attrition": lambda rooms, by: rooms.extraction.attrition(ORDER, by=by),
    "delivery.deliver": lambda rooms, by: rooms.delivery.deliver(ORDER, by=by),
    "delivery.receive": lambda rooms, by: rooms.delivery.receive(ORDER, by=by),
    "note_check.sample": lambda rooms, by: rooms.note_check.sample(ORDER, controller=ALVIK, by=by),
    "note_check.check": lambda rooms, by: rooms.note_check.check(
        ORDER, controller=ALVIK, found=builders.found_in_notes(rooms.note_check.of_extract(ORDER)[0]), by=by
    ),
    "delivery.let_in": lambda rooms, by: rooms.delivery.let_in(PERMIT, statement="SELECT 1", by=by),
    "workspace.sweep": lambda rooms, by: rooms.workspace.sweep(WORKSPACE, by=by),
    "workspace.settle": lambda rooms, by: rooms.workspace.settle(WORKSPACE, by=by),
    "objection.ask": lambda rooms, by: rooms.objection.ask(WORKSPACE, by=by),
    "objection.hear": lambda rooms, by: rooms.objection.hear(WORKSPACE, by=by),
    "deadline.list": lambda rooms, by: next(
        one
        for one in rooms.deadline.list(after=None, limit=50, access_request=REQUEST, by=by)
        if (one.duty, one.controller) == (Duty.PART_DECISION, ALVIK)
    ),
    "deadline.remind": lambda rooms, by: rooms.deadline.remind(by=by),
    "deadline.prolong": lambda rooms, by: rooms.deadline.prolong(REQUEST, because="many requests", by=by),
    "deadline.record_publication": lambda rooms, by: rooms.deadline.record_publication(
        REQUEST, where="https://example.org/1", on=builders.TODAY, by=by
    ),
    "letter.letters_of_request": lambda rooms, by: rooms.letter.letters_of_request(REQUEST, by=by),
    "letter.request_letter": lambda rooms, by: rooms.letter.request_letter(
        REQUEST, kind=LetterKind.DECISION, of=ALVIK, language=Language.SV, by=by
    ),
    "letter.letters_of_permit": lambda rooms, by: rooms.letter.letters_of_permit(PERMIT, by=by),
    "letter.permit_letter": lambda rooms, by: rooms.letter.permit_letter(
        PERMIT, kind=LetterKind.PERMIT, language=Language.EN, by=by
    ),
    "audit.read": lambda rooms, by: rooms.audit.read(after=0, limit=5, by=by),
    "audit.export": lambda rooms, by: rooms.audit.export(by=by),
    "audit.verify": lambda rooms, by: rooms.audit.verify(by=by),
    "spot_check.draw": lambda rooms, by: rooms.spot_check.draw(Sought(), of=Drawn.PERMITS, size=1, by=by),
    "spot_check.list": lambda rooms, by: rooms.spot_check.list(after=None, limit=5, by=by),
    "spot_check.read": lambda rooms, by: rooms.spot_check.read(standing.SPOT_CHECK, by=by),
    "spot_check.remark": lambda rooms, by: rooms.spot_check.remark(
        standing.SPOT_CHECK, item=PERMIT, verdict=Verdict.IN_ORDER, note="", by=by
    ),
    "spot_check.sign_off": lambda rooms, by: rooms.spot_check.sign_off(
        standing.SPOT_CHECK, conclusion="all is well", by=by
    ),
}


@pytest.mark.parametrize(("act", "state"), CELLS, ids=[f"{act.thing}:{act.name}:{state}" for act, state in CELLS])
def test_each_cell_of_the_table_is_as_it_is_drawn(act: Act, state: str) -> None:
    reaches = {role: act.reach(role) if state in act.follows else "" for role in NEAR}
    drawn = {role: (reach != "", reach == "any") for role, reach in reaches.items()}

    found = {
        role: (is_done(act, state, by=actor), is_done(act, state, by=FAR.get(role, actor)))
        for role, actor in NEAR.items()
    }

    assert found == drawn


def test_every_act_of_the_rooms_has_its_cells_and_every_verb_its_act() -> None:
    assert {act.name for act in ACTS} == acts_in_rooms()
    assert {act.verb for act in ACTS} == {verb for verbs in table().values() for verb in verbs}
    assert {reach for verbs in table().values() for reach in verbs.values()} <= set(REACHES)


def test_every_state_is_walked_to_and_every_status_is_a_state() -> None:
    assert {thing: tuple(walks) for thing, walks in standing.STATES.items()} == STATES
    assert {status.value for status in Status} <= set(STATES["access request"])
    assert {progress.value for progress in Progress} <= set(STATES["extract"])


def test_every_route_does_one_act_and_every_act_of_people_has_a_route() -> None:
    idle = {route for route, acts in routes().items() if not acts}
    crowded = {route: acts for route, acts in routes().items() if len(acts) > 1}
    done_over_the_api = {act for acts in routes().values() for act in acts}

    assert (idle, crowded) == (set(NO_VERB), {})
    assert done_over_the_api == {act.name for act in ACTS if any(act.reach(role) for role in NEAR if role != "house")}


def test_every_command_asks_routes_that_are_there_and_every_act_of_people_has_a_command() -> None:
    asked = {route for each in commands().values() for route in each}

    assert asked <= set(routes())
    assert {act for route in asked for act in routes()[route]} == {act for acts in routes().values() for act in acts}


def is_done(act: Act, state: str, *, by: Actor) -> bool:
    """Whether it left an entry of its own; where it did not, nothing may have changed."""
    world = standing.standing(act.thing, state)
    before, lines = world.memory.copy(), len(world.ledger)

    with suppress(GatewayError, IndexError, StopIteration):
        if act.name == "decision.ask_again":
            world.house.decision.ask_again(MAY_BE_HELD[act.thing], by=by)
        else:
            HOW[act.name](world.house, by)
        return len(world.ledger) > lines

    assert world.memory.nouns == before.nouns
    assert {entry.event for entry in world.ledger[lines:]} <= {
        Event.VERB_REFUSED,
        Event.PROJECTS_LISTED,
        Event.REQUESTS_LISTED,
        Event.DEADLINES_LISTED,
    }
    return False


def revision(rooms: House) -> int:
    """What was read, before it is written anew."""
    with rooms.desk.open_work() as work:
        return work.access_requests.get(REQUEST).revision
