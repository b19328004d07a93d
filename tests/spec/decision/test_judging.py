"""Where the law leaves room a person judges: on record with reasons, and a fact for the next ruling."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import cast

import pytest

from docs.rules import POLICIES as WRITTEN
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Status
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.judgement import JUDGEABLE, Finding
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR, DATASETS, REQUEST, RESEARCHER, WORKSPACE
from tests.support.fakes import TableRules, World, refuse

PEOPLE = "E05-people-approved"


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def judge(world: World, finding: Finding = Finding.ACCEPTED, reasons: str = "one more doctoral student") -> None:
    world.house.decision.judge(REQUEST, ground=PEOPLE, finding=finding, reasons=reasons, by=COORDINATOR)


def held(world: World) -> World:
    """Decided, and held by the rules for the people who are not in the approval."""
    world.decided()
    world.rules.answers[Question.ISSUE] = refuse(PEOPLE)
    with pytest.raises(Refused):
        world.house.permit.issue(REQUEST)
    assert world.request().held_because == (PEOPLE,)
    del world.rules.answers[Question.ISSUE]
    return world


def test_a_judgement_is_a_paper_about_the_version_that_was_submitted() -> None:
    world = World()
    request = world.submitted()

    judge(world)

    (judgement,) = world.request().judgements
    paper = world.paper(judgement.paper)
    assert paper.kind is Kind.JUDGEMENT
    assert (paper.body["access_request"], paper.body["version"]) == (request.paper, 1)
    assert (judgement.by, judgement.on, judgement.reasons) == ("klara", builders.TODAY, "one more doctoral student")
    assert world.ledger[-1].event == "access_request.judged"


def test_a_request_that_was_held_for_want_of_it_is_tried_again() -> None:
    world = held(World())

    judge(world)

    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED
    told = world.rules.facts(Question.ISSUE)["access_request"]["judgements"]
    assert [(one["ground"], one["finding"], one["by"]) for one in told] == [(PEOPLE, "accepted", "klara")]


def test_the_permit_rests_on_the_judgement() -> None:
    world = held(World())
    judge(world)
    world.house.round()

    (permit,) = world.memory.nouns["permits"].values()

    assert world.request().judgements[0].paper in permit.rests_on


def test_what_was_judged_of_one_version_says_nothing_of_the_next() -> None:
    world = World()
    world.submitted()
    judge(world)

    world.house.access_request.send_back(REQUEST, because="the period", by=COORDINATOR)

    assert world.request().judgements == ()


def test_a_hold_for_another_reason_stays() -> None:
    world = World()
    world.decided()
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.permit.issue(REQUEST)

    judge(world)

    assert world.request().held_because == ("E03-started-in-time",)


def test_before_it_is_submitted_nothing_is_judged() -> None:
    world = World()
    world.drafted()

    with pytest.raises(StepRefused):
        judge(world)


def test_what_the_rules_decide_alone_nobody_judges() -> None:
    world = World()
    world.submitted()

    with pytest.raises(Invalid) as fault:
        world.house.decision.judge(
            REQUEST, ground="E03-started-in-time", finding=Finding.ACCEPTED, reasons="surely", by=COORDINATOR
        )

    assert fault.value.reason == "not-judgeable"


def test_a_judgement_without_reasons_is_none() -> None:
    world = World()
    world.submitted()

    with pytest.raises(Invalid) as fault:
        judge(world, reasons=" ")

    assert (fault.value.reason, world.request().judgements) == ("empty", ())


def beside_the_approval() -> World:
    """Under the house's own rules: Anna is not among the people of the approval."""
    world = World(rules=cast(TableRules, rules()))
    rooms = world.house
    project = world.opened()
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        rooms.project.train(actor.id, on=builders.TODAY, until=builders.TODAY, by=COORDINATOR)
        rooms.project.accept_terms(version=builders.TERMS, by=actor)
    rooms.project.record_approval(project.id, approval=builders.ethics_approval(named_persons=()), by=COORDINATOR)
    world.verified()
    rooms.access_request.draft(project=project.id, application=builders.application(), by=RESEARCHER)
    rooms.access_request.submit(REQUEST, by=RESEARCHER)
    for name in DATASETS:
        world.review(name)
    return world


def test_under_the_houses_rules_people_beside_the_approval_wait_for_a_judgement() -> None:
    world = beside_the_approval()

    with pytest.raises(Refused) as refused:
        world.house.permit.issue(REQUEST)

    assert world.request().held_because == (PEOPLE,)
    assert refused.value.ruling.needs_judgement == {PEOPLE}
    assert refused.value.ruling.refusals == frozenset()
    judge(world)
    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED


def test_a_judgement_against_them_holds_the_request() -> None:
    world = beside_the_approval()
    world.house.round()

    judge(world, Finding.REJECTED, "a new site is a substantial change")
    world.house.round()

    assert (world.request().status, world.request().held_because) == (Status.SUBMITTED, (PEOPLE,))


def delivered() -> World:
    """Delivered, and the day's question has been asked; from now on the rules would let nobody in."""
    world = World()
    world.delivered()
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    assert list(world.house.round()) == []
    world.rules.answers[Question.KEEP_OPEN] = refuse(PEOPLE)
    return world


def test_a_judgement_on_a_decided_request_has_its_workspace_asked_about_in_the_next_round() -> None:
    world = delivered()

    judge(world, Finding.REJECTED, "a new site is a substantial change")
    assert list(world.house.workspace.due()) == [WORKSPACE]
    assert list(world.house.round()) == []

    assert (world.workspace().state, world.workspace().because) == (State.CLOSING, (PEOPLE,))
    assert list(world.house.workspace.due()) == []


def test_a_judgement_on_a_decided_request_opens_again_what_was_closed_for_want_of_it() -> None:
    world = delivered()
    judge(world, Finding.REJECTED, "a new site is a substantial change")
    world.house.round()
    world.settle()
    world.house.round()
    del world.rules.answers[Question.KEEP_OPEN]

    judge(world)
    assert list(world.house.round()) == []

    assert world.workspace().state is State.OPENING


def test_a_judgement_leaves_alone_what_is_being_emptied() -> None:
    world = delivered()
    judge(world, Finding.REJECTED, "a new site is a substantial change")
    del world.rules.answers[Question.EMPTY]
    world.house.round()
    world.settle()
    world.house.round()
    world.clock.pass_by(timedelta(days=1))
    world.house.round()
    assert world.workspace().state is State.EMPTYING

    judge(world)

    assert not world.workspace().asked


def test_nobody_in_the_project_judges_it() -> None:
    world = beside_the_approval()
    own = replace(COORDINATOR, id="anna")

    with pytest.raises(Refused, match="D02-no-conflict-of-interest"):
        world.house.decision.judge(REQUEST, ground=PEOPLE, finding=Finding.ACCEPTED, reasons="fine", by=own)


def test_the_rules_and_the_house_leave_the_same_grounds_to_people() -> None:
    written = {
        code
        for path in WRITTEN.rglob("*.rego")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("judgeable := {")
        for code in line.split('"')[1::2]
    }

    assert written == set(JUDGEABLE)
