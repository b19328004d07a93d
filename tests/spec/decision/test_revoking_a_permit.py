"""A permit is revoked for a reason: from then on nothing is ordered, delivered or read under it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.permit import Permit
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.words.chain import told
from gateway.words.language import Language
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.support import builders, standing
from tests.support.builders import AUDITOR, COORDINATOR, ORDER, PERMIT, RESEARCHER, WORKSPACE
from tests.support.fakes import World
from tests.support.onwards import GRANTED

STANDING = "T04-permit-standing"
WHY = "the data were passed on"


def revoke(world: World, because: str = WHY) -> Permit:
    return world.house.permit.revoke(PERMIT, because=because, by=COORDINATOR)


def issued() -> World:
    world = World()
    world.issued()
    return world


def test_a_revocation_is_a_paper_that_follows_the_permit() -> None:
    world = issued()

    permit = revoke(world)

    assert permit.revocation is not None
    paper = world.paper(permit.revocation.paper)
    assert (paper.kind, paper.body["follows"]) == (Kind.PERMIT_REVOCATION, permit.paper)
    assert (paper.body["because"], paper.body["by"]) == (WHY, "klara")
    assert world.ledger[-1].event == "permit.revoked"


def test_a_revoked_permit_ends_on_that_day_and_is_not_ordered() -> None:
    world = issued()

    permit = revoke(world)

    assert (permit.last_day, permit.due) == (builders.TODAY, "")
    assert list(world.house.round()) == []
    assert world.memory.nouns["extracts"] == {}


def test_an_expired_permit_does_not_end_later_for_being_revoked() -> None:
    world = issued()
    world.clock.pass_by(timedelta(days=365 * 3))

    assert revoke(world).last_day == date(2028, 10, 31)


def test_it_is_revoked_once() -> None:
    world = issued()
    before = revoke(world)

    with pytest.raises(StepRefused):
        revoke(world, "again")

    assert world.permit() == before


@pytest.mark.parametrize("because", ["", " "])
def test_whoever_revokes_says_why(because: str) -> None:
    world = issued()

    with pytest.raises(Invalid) as fault:
        revoke(world, because)

    assert (fault.value.where, fault.value.reason) == ("because", "empty")
    assert world.permit().revocation is None


# ---- under the house's own rules -------------------------------------------------------------------------------------


def test_nothing_is_ordered_under_it() -> None:
    world = standing.standing("permit", "issued")
    revoke(world)

    with pytest.raises(Refused, match=STANDING):
        world.house.extraction.order(PERMIT)

    assert world.permit().held_because == ()


def test_a_staged_extract_is_not_delivered() -> None:
    world = standing.standing("extract", "extracted")
    revoke(world)

    with pytest.raises(Refused, match=STANDING):
        world.house.delivery.deliver(ORDER)

    assert world.extract().held_because == (STANDING,)


def test_an_open_workspace_gives_no_pass_and_is_closed_in_the_next_round() -> None:
    world = standing.standing("workspace", "open")
    assert list(world.house.round()) == []
    revoke(world)

    with pytest.raises(Refused, match=STANDING):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    assert list(world.house.round()) == []

    assert (world.workspace().state, world.workspace().because) == (State.CLOSING, (STANDING,))


def test_what_was_on_its_way_is_closed_as_it_arrives() -> None:
    world = standing.standing("extract", "delivering")
    revoke(world)

    world.house.delivery.receive(ORDER)
    assert world.house.workspace.due() == [WORKSPACE]
    world.house.workspace.sweep(WORKSPACE)

    assert world.workspace().state is State.CLOSING


def test_its_rows_are_emptied_five_months_after_it_was_revoked() -> None:
    world = replace(standing.standing("workspace", "open"), trust=standing.KEPT_LONG)
    revoke(world)
    standing.settled(standing.told(world))
    assert world.workspace().state is State.CLOSED

    world.clock.pass_by(timedelta(days=152))
    world.house.workspace.sweep(WORKSPACE)

    assert world.workspace().state is State.EMPTYING


def test_a_revoked_permit_is_not_extended() -> None:
    world = standing.standing("permit", "asked for longer")
    revoke(world)

    with pytest.raises(Refused, match=STANDING):
        world.house.permit.decide_extension(PERMIT, **GRANTED, by=COORDINATOR)


def test_nobody_in_the_project_revokes_it() -> None:
    world = standing.standing("permit", "issued")

    with pytest.raises(Refused, match="D02-no-conflict-of-interest"):
        world.house.permit.revoke(PERMIT, because=WHY, by=replace(COORDINATOR, id="anna"))


# ---- told ------------------------------------------------------------------------------------------------------------


def test_the_rules_are_told_and_the_chain_tells_it() -> None:
    world = World()
    world.delivered()
    revoke(world)
    world.house.workspace.sweep(WORKSPACE)

    traced, _ = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert world.rules.facts(Question.KEEP_OPEN)["permit"]["revoked"] is True
    assert traced.holds
    sentences = list(told([link.paper for link in traced.links], Language.SV))
    assert "klara återkallade permit-1 den 2026-11-22. the data were passed on" in sentences


def test_it_is_revoked_and_told_through_the_api() -> None:
    call = Caller(issued())

    answer = call.post(f"/permits/{PERMIT}/revocation", {"because": WHY}, by="klara")

    assert answer.status_code == 201
    revocation = call.get(f"/permits/{PERMIT}").json()["revocation"]
    assert (revocation["because"], revocation["by"], revocation["on"]) == (WHY, "klara", "2026-11-22")
    assert call.post(f"/permits/{PERMIT}/revocation", {"because": WHY}, by="klara").status_code == 409
