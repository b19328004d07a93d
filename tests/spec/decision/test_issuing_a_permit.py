"""The permit is issued when the last part is decided: the union of what was granted, and no more."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.domain.access_request import Status
from gateway.domain.actor import HOUSE
from gateway.domain.errors import NeighbourUnavailable, Refused, StepRefused
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR, RESEARCHER
from tests.support.fakes import World, refuse, silent


def test_a_permit_is_the_union_of_the_granted_parts() -> None:
    world = World()

    permit = world.issued(refusing=["birka"])

    assert permit.controllers == ("alvik", "cedra")
    assert permit.selection.datasets() == ("alvik", "cedra")
    assert set(permit.snapshots) == {"alvik", "cedra"}
    assert world.request().status is Status.DECIDED


def test_the_permit_names_its_people_its_days_and_the_most_persons() -> None:
    world = World()

    permit = world.issued()

    assert permit.named_persons == ("anna", "bo")
    assert (permit.issued_on, permit.valid_from, permit.valid_until) == (
        builders.TODAY,
        builders.TODAY,
        date(2028, 10, 31),
    )
    assert permit.maximum_persons == 500


def test_a_permit_for_later_is_valid_from_the_day_that_was_asked_for() -> None:
    world = World()

    permit = world.issued(builders.application(wanted_from=date(2027, 1, 1)))

    assert permit.valid_from == date(2027, 1, 1)


def test_the_permit_binds_everything_it_rests_on() -> None:
    world = World()
    request = world.decided(refusing=["birka"])
    reviews = world.memory.work().reviews.find()
    project = world.house.project.read(request.project, by=RESEARCHER)

    permit = world.house.permit.issue(request.id)

    assert permit is not None
    assert permit.follows == request.paper
    assert request.snapshots is not None
    expected = {request.paper, request.ruling, project.ethics_paper, *request.snapshots.values()}
    assert expected | {review.paper for review in reviews} < set(permit.rests_on)
    assert world.paper(permit.rests_on[-1]).body["question"] == "decision/issue"
    assert set(permit.rests_on) <= set(world.memory.papers)


def test_the_permit_is_a_signed_paper_with_the_granted_columns_alone() -> None:
    world = World()

    permit = world.issued(refusing=["alvik", "birka"])

    paper = world.paper(permit.paper)
    assert paper.kind is Kind.PERMIT
    assert paper.body["follows"] == permit.follows
    assert [(one["dataset"], one["column"], one["treatment"]["kind"]) for one in paper.body["columns"]] == [
        ("cedra", "person_id", "pseudonym"),
        ("cedra", "condition_source_value", "keep"),
        ("cedra", "condition_start_date", "shift_date"),
    ]


def test_the_rules_are_asked_about_the_proposed_permit_with_every_part() -> None:
    world = World()

    world.issued(refusing=["birka"])

    facts = world.rules.facts(Question.ISSUE)["permit"]
    assert facts["datasets"] == ["alvik", "cedra"]
    assert [(part["controller"], part["outcome"]) for part in facts["parts"]] == [
        ("alvik", "granted"),
        ("birka", "refused"),
        ("cedra", "granted"),
    ]


def test_issuing_is_a_verb_of_the_house_under_the_same_rules() -> None:
    world = World()
    request = world.decided()
    world.rules.answers["issue"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.permit.issue(request.id)

    assert world.rules.facts(Question.ACT)["actor"]["roles"] == ["house"]
    assert world.memory.nouns["permits"] == {}


def test_where_every_part_was_refused_the_request_is_refused_and_there_is_no_permit() -> None:
    world = World()
    request = world.decided(refusing=builders.DATASETS)
    world.rules.answers[Question.ISSUE] = refuse("D01-part-granted")

    permit = world.house.permit.issue(request.id)

    assert permit is None
    assert world.request().status is Status.REFUSED
    assert world.memory.nouns["permits"] == {}
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("access_request.refused", ("D01-part-granted",))


def test_nothing_granted_is_nothing_permitted_even_where_the_rules_forget_to_refuse() -> None:
    world = World()
    request = world.decided(refusing=builders.DATASETS)

    with pytest.raises(StepRefused, match="No part was granted"):
        world.house.permit.issue(request.id)

    assert world.memory.nouns["permits"] == {}


def test_rules_that_refuse_at_issue_leave_the_parts_and_the_status_and_hold_the_request() -> None:
    world = World()
    request = world.decided()
    parts = dict(world.memory.nouns["reviews"])
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")

    with pytest.raises(Refused):
        world.house.permit.issue(request.id)

    assert world.request().status is Status.SUBMITTED
    assert world.request().held_because == ("E03-started-in-time",)
    assert world.memory.nouns["reviews"] == parts
    assert world.memory.events()[-2:] == ["access_request.held", "verb.refused"]
    assert list(world.house.permit.due()) == []


def test_asking_again_lets_a_held_request_go() -> None:
    world = World()
    request = world.decided()
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.permit.issue(request.id)
    del world.rules.answers[Question.ISSUE]

    world.house.decision.ask_again(request.id, by=COORDINATOR)

    assert world.ledger[-1].event == "held.asked_again"
    assert list(world.house.permit.due()) == [request.id]
    assert world.house.permit.issue(request.id) is not None


def test_where_nothing_is_held_there_is_nothing_to_ask_again() -> None:
    world = World()
    request = world.submitted()

    with pytest.raises(StepRefused, match="Nothing is held"):
        world.house.decision.ask_again(request.id, by=COORDINATOR)


def test_silent_rules_issue_nothing_and_hold_nothing() -> None:
    world = World()
    request = world.decided()
    world.rules.answers[Question.ISSUE] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.permit.issue(request.id)

    assert world.request() == request
    assert world.memory.nouns["permits"] == {}


def test_a_permit_is_issued_once() -> None:
    world = World()
    permit = world.issued()

    with pytest.raises(StepRefused):
        world.house.permit.issue(permit.access_request)

    assert list(world.memory.nouns["permits"]) == [permit.id]


def test_an_approval_that_was_changed_after_the_parts_were_decided_widens_no_permit() -> None:
    world = World()
    request = world.decided()
    wider = builders.ethics_approval(maximum_persons=1_000_000)
    world.house.project.record_approval(request.project, approval=wider, by=RESEARCHER)

    with pytest.raises(StepRefused, match="recorded anew"):
        world.house.permit.issue(request.id)

    assert world.memory.nouns["permits"] == {}
    assert world.request().held_because == ("E01-approval-linked",)
    assert list(world.house.permit.due()) == []


def test_without_an_approval_nothing_is_issued() -> None:
    world = World()
    request = world.decided()
    project = world.memory.nouns["projects"][request.project]
    world.memory.nouns["projects"][request.project] = replace(project, ethics_approval=None)

    with pytest.raises(StepRefused, match="ethics approval"):
        world.house.permit.issue(request.id)


def test_a_permit_and_the_permits_of_a_request_are_read_with_an_entry() -> None:
    world = World()
    permit = world.issued()

    read = world.house.permit.read(permit.id, by=RESEARCHER)
    found = world.house.permit.of_request(permit.access_request, by=RESEARCHER)

    assert [read] == list(found) == [permit]
    assert world.memory.events()[-2:] == ["permit.read", "permit.read"]


def test_the_house_issues_on_its_round() -> None:
    world = World()
    request = world.decided()

    troubles = world.house.round()

    assert list(troubles) == []
    assert world.request(request.id).status is Status.DECIDED
    assert HOUSE.id in {entry.actor for entry in world.ledger}
