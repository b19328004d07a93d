"""A short-lived leave to ask one workspace one question; it names no person."""

from datetime import timedelta

import pytest

from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, StepRefused
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind, digest_of
from spark_jobs.papers.passes import WorkspacePass
from tests.support import builders
from tests.support.builders import PERMIT, RESEARCHER, STRANGER
from tests.support.fakes import World, refuse, silent

STATEMENT = "SELECT count(*) FROM person"


def test_a_pass_is_for_one_statement_in_one_workspace_for_five_minutes() -> None:
    world = World()
    world.delivered()

    paper = world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)

    leave = WorkspacePass.of(paper)
    assert paper.kind is Kind.WORKSPACE_PASS
    assert leave.workspace == "workspace-permit-1"
    assert leave.statement == digest_of(STATEMENT.encode("utf-8"))
    assert (leave.made_at, leave.expires_at - leave.made_at) == (builders.NOW, timedelta(minutes=5))


def test_a_pass_names_no_person_and_not_the_statement_itself() -> None:
    world = World()
    world.delivered()

    paper = world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)

    text = paper.to_json().decode("utf-8")
    assert RESEARCHER.id not in text
    assert "SELECT" not in text


def test_who_was_let_in_is_in_the_ledger() -> None:
    world = World()
    world.delivered()

    paper = world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)

    line = world.ledger[-1]
    assert (line.event, line.actor, line.papers) == ("workspace.pass_given", "anna", (paper.digest,))


@pytest.mark.parametrize("walk", ["issued", "ordered", "extracted", "delivering"])
def test_nobody_is_let_in_before_the_delivery(walk: str) -> None:
    world = World()
    getattr(world, walk)()

    with pytest.raises(StepRefused, match="Nothing was delivered"):
        world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)


def test_a_stranger_does_not_learn_whether_anything_was_delivered() -> None:
    world = World()
    world.issued()
    world.rules.answers["query"] = refuse("W02-within-reach")

    with pytest.raises(Refused, match="W02-within-reach"):
        world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=STRANGER)


def test_a_permit_that_has_run_out_opens_nothing() -> None:
    world = World()
    world.delivered()
    world.rules.answers[Question.QUERY] = refuse("T03-permit-in-force")

    with pytest.raises(Refused, match="T03-permit-in-force"):
        world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)

    assert world.ledger[-1].because == ("T03-permit-in-force",)


def test_silent_rules_let_nobody_in() -> None:
    world = World()
    world.delivered()
    world.rules.answers[Question.QUERY] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.delivery.let_in(PERMIT, statement=STATEMENT, by=RESEARCHER)


def test_an_empty_statement_asks_nothing() -> None:
    with pytest.raises(Invalid) as fault:
        World().house.delivery.let_in(PERMIT, statement=" \n", by=RESEARCHER)

    assert fault.value.reason == "empty"
