"""What amended the approval: recorded beside it, linked by whoever records it, and counted from its first day on."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.domain.amendment import Changes
from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid, StepRefused
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import CASE_NUMBER, COORDINATOR, PROJECT, RESEARCHER
from tests.support.fakes import World


def test_an_amendment_is_a_paper_that_follows_the_decision_it_changes() -> None:
    world = World()
    project = world.opened()

    amended = world.house.project.record_amendment(project.id, amendment=builders.amendment(), by=COORDINATOR)

    paper = world.paper(amended.amendments[0].paper)
    assert paper.kind is Kind.ETHICS_AMENDMENT
    assert (paper.body["amends"], paper.body["follows"]) == (CASE_NUMBER, project.ethics_paper)
    assert paper.body["changes"]["maximum_persons"] == 900
    assert (paper.body["recorded_by"], paper.body["recorded_on"]) == ("klara", "2026-11-22")
    assert world.ledger[-1].event == "ethics_amendment.recorded"
    assert amended.ethics_papers == (project.ethics_paper, paper.digest)


def test_an_amendment_of_an_amendment_follows_its_paper() -> None:
    world = World()
    first = world.house.project.record_amendment(
        world.opened().id, amendment=builders.amendment(), by=COORDINATOR
    ).amendments[0]
    second = builders.amendment(case_number=CaseNumber.parse(f"{CASE_NUMBER}-03"), amends=f"{CASE_NUMBER}-02")

    project = world.house.project.record_amendment(PROJECT, amendment=second, by=COORDINATOR)

    assert world.paper(project.amendments[1].paper).body["follows"] == first.paper


def test_a_corrected_amendment_takes_the_place_of_the_first() -> None:
    world = World()
    world.house.project.record_amendment(world.opened().id, amendment=builders.amendment(), by=COORDINATOR)
    wider = builders.amendment(changes=Changes(maximum_persons=1000))

    project = world.house.project.record_amendment(PROJECT, amendment=wider, by=COORDINATOR)

    assert [one.amendment for one in project.amendments] == [wider]


def test_the_rules_are_told_what_stands_on_that_day() -> None:
    world = World()
    world.house.project.record_amendment(world.opened().id, amendment=builders.amendment(), by=COORDINATOR)
    world.house.project.read(PROJECT, by=RESEARCHER)

    told = world.rules.facts(Question.ACT)["ethics_approval"]

    assert told["maximum_persons"] == 900
    assert told["scope"]["groups"] == ["demographics", "diagnoses", "notes", "laboratory"]
    assert told["case_number"] == CASE_NUMBER


def test_the_rules_are_not_told_of_what_comes_later() -> None:
    world = World()
    ahead = builders.amendment(legal_force_on=date(2026, 11, 23))
    world.house.project.record_amendment(world.opened().id, amendment=ahead, by=COORDINATOR)
    world.house.project.read(PROJECT, by=RESEARCHER)

    assert world.rules.facts(Question.ACT)["ethics_approval"]["maximum_persons"] == 500


def test_a_request_and_its_permit_rest_on_every_decision() -> None:
    world = World()
    world.drafted()
    project = world.house.project.record_amendment(PROJECT, amendment=builders.amendment(), by=COORDINATOR)
    request = world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    for name in request.datasets:
        world.review(name)

    permit = world.house.permit.issue(request.id)

    assert permit is not None
    assert world.paper(request.paper).body["amendments"] == [project.amendments[0].paper]
    assert set(project.ethics_papers) <= set(permit.rests_on)
    assert permit.maximum_persons == 900


def test_an_amendment_after_the_submission_holds_the_request() -> None:
    world = World()
    request = world.decided()
    world.house.project.record_amendment(PROJECT, amendment=builders.amendment(), by=COORDINATOR)

    with pytest.raises(StepRefused, match="recorded anew"):
        world.house.permit.issue(request.id)

    assert world.request().held_because == ("E01-approval-linked",)


def test_what_nobody_has_on_record_is_not_amended() -> None:
    world = World()
    world.opened()

    with pytest.raises(Invalid) as unlinked:
        world.house.project.record_amendment(
            PROJECT, amendment=builders.amendment(amends="2013/1850-31/1"), by=COORDINATOR
        )

    assert unlinked.value.reason == "amendment-unlinked"
    assert world.memory.nouns["projects"][PROJECT].amendments == ()


def test_before_there_is_an_approval_nothing_is_amended() -> None:
    world = World()
    project = world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)

    with pytest.raises(Invalid) as nothing:
        world.house.project.record_amendment(project.id, amendment=builders.amendment(), by=COORDINATOR)

    assert nothing.value.reason == "no-approval"


def test_an_approval_is_not_corrected_to_a_number_that_its_amendments_do_not_know() -> None:
    world = World()
    world.house.project.record_amendment(world.opened().id, amendment=builders.amendment(), by=COORDINATOR)
    another = builders.ethics_approval(case_number=CaseNumber.parse("2024-00001"))

    with pytest.raises(Invalid) as unlinked:
        world.house.project.record_approval(PROJECT, approval=another, by=COORDINATOR)

    assert unlinked.value.reason == "amendment-unlinked"


def test_days_in_the_wrong_order_are_a_slip_of_the_pen() -> None:
    with pytest.raises(Invalid) as fault:
        builders.amendment(legal_force_on=date(2026, 1, 11))

    assert (fault.value.reason, fault.value.where) == ("dates-order", "amendment/legal_force_on")


def test_an_amendment_to_nobody_is_none() -> None:
    with pytest.raises(Invalid, match="nobody"):
        builders.amendment(changes=Changes(maximum_persons=0))


def test_a_project_without_an_approval_has_no_ethics() -> None:
    project = replace(builders.project(), ethics_approval=None, ethics_paper=None)

    assert project.ethics is None
    assert project.ethics_papers == ()
    assert project.approval_on(date(2026, 1, 1)) is None
