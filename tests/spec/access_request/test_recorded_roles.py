"""What somebody may be, recorded in the house: by one person, confirmed by another, for a time, ended by record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.actor import Actor, Role
from gateway.domain.assignment import Assignment
from gateway.domain.errors import Invalid, StepRefused
from spark_jobs.papers.paper import Digest, Kind
from tests.spec.api.calling import Caller
from tests.support import builders, standing
from tests.support.builders import ASSIGNMENT, COORDINATOR, OPERATOR, TODAY, somebody
from tests.support.fakes import World

DAG = replace(somebody("dag", Role.RESEARCHER, "alvik"), roles=())


def recorded(world: World, **changes: Any) -> Assignment:
    return world.house.assignment.assign(**{**standing.ASSIGNED, **changes}, by=OPERATOR)


def given(world: World, **changes: Any) -> World:
    made = recorded(world, **changes)
    world.house.assignment.confirm(made.id, by=COORDINATOR)
    return world


def dag(world: World) -> Actor:
    return world.house.assignment.acting(DAG)


# ---- on record -------------------------------------------------------------------------------------------------------


def test_each_step_is_a_paper_that_follows_the_one_before() -> None:
    world = World()

    made = recorded(world)
    confirmed = world.house.assignment.confirm(ASSIGNMENT, by=COORDINATOR)
    ended = world.house.assignment.end(ASSIGNMENT, because="moved on", by=OPERATOR)

    assert confirmed.witness is not None
    assert ended.ending is not None
    papers = [world.paper(digest or Digest("")) for digest in (made.paper, confirmed.witness.paper, ended.ending.paper)]
    assert [paper.kind for paper in papers] == [
        Kind.ASSIGNMENT,
        Kind.ASSIGNMENT_CONFIRMATION,
        Kind.ASSIGNMENT_ENDING,
    ]
    assert [paper.body.get("follows") for paper in papers] == [None, papers[0].digest, papers[1].digest]
    assert (papers[0].body["actor"], papers[0].body["role"], papers[0].body["controllers"]) == (
        "dag",
        "steward",
        ["alvik"],
    )
    assert [entry.event.value for entry in world.ledger[-3:]] == [
        "assignment.recorded",
        "assignment.confirmed",
        "assignment.ended",
    ]


def test_one_that_nobody_confirmed_is_ended_too_and_stays_on_record() -> None:
    world = World()
    made = recorded(world)

    ended = world.house.assignment.end(made.id, because="written by mistake", by=COORDINATOR)

    assert ended.ending is not None
    assert world.paper(ended.ending.paper or Digest("")).body["follows"] == made.paper
    assert [one.id for one in world.house.assignment.list(after=None, limit=5, by=COORDINATOR)] == [made.id]
    assert world.ledger[-1].event == "assignment.listed"


@pytest.mark.parametrize(
    ("changes", "where", "reason"),
    [
        ({"actor": "olle"}, "actor", "own-role"),
        ({"actor": " "}, "actor", "empty"),
        ({"because": " "}, "because", "empty"),
        ({"until": TODAY - timedelta(days=1)}, "until", "dates-order"),
        ({"controllers": ()}, "role", "role-reach"),
        ({"role": Role.AUDITOR}, "role", "role-reach"),
        ({"role": Role.BIOBANK_HEAD}, "role", "role-reach"),
        ({"biobanks": ("914",)}, "role", "role-reach"),
        ({"role": Role.HOUSE, "controllers": ()}, "role", "role-reach"),
    ],
    ids=str,
)
def test_what_nobody_can_be_is_not_recorded(changes: dict[str, Any], where: str, reason: str) -> None:
    world = World()

    with pytest.raises(Invalid) as wrong:
        recorded(world, **changes)

    assert (wrong.value.where, wrong.value.reason) == (where, reason)
    assert world.house.assignment.list(after=None, limit=5, by=OPERATOR) == []


@pytest.mark.parametrize(
    "by", [OPERATOR, somebody("dag", Role.COORDINATOR, "region")], ids=["who recorded", "who gets"]
)
def test_neither_whoever_records_it_nor_whoever_gets_it_confirms_it(by: Actor) -> None:
    world = World()
    made = recorded(world)

    with pytest.raises(StepRefused, match="a third person"):
        world.house.assignment.confirm(made.id, by=by)

    assert dag(world).roles == ()
    assert world.ledger[-1].because == ("step-refused",)


def test_what_is_confirmed_or_ended_is_so_once() -> None:
    world = given(World())

    with pytest.raises(StepRefused, match="confirmed or ended already"):
        world.house.assignment.confirm(ASSIGNMENT, by=somebody("karin", Role.COORDINATOR, "region"))
    world.house.assignment.end(ASSIGNMENT, because="moved on", by=COORDINATOR)
    with pytest.raises(StepRefused, match="ended already"):
        world.house.assignment.end(ASSIGNMENT, because="again", by=COORDINATOR)


# ---- what it gives ---------------------------------------------------------------------------------------------------


def test_a_role_counts_once_it_is_confirmed_and_from_its_first_day_to_its_last() -> None:
    world = World()
    recorded(world, begins=TODAY + timedelta(days=1), until=TODAY + timedelta(days=2))
    held = [dag(world).roles]

    world.house.assignment.confirm(ASSIGNMENT, by=COORDINATOR)
    for _ in range(4):
        held.append(dag(world).roles)
        world.clock.pass_by(timedelta(days=1))

    assert held == [(), (), (Role.STEWARD,), (Role.STEWARD,), ()]


def test_a_role_that_is_ended_counts_no_more() -> None:
    world = given(World())

    world.house.assignment.end(ASSIGNMENT, because="moved on", by=OPERATOR)

    assert dag(world) == DAG


def test_what_is_recorded_is_added_to_what_the_sign_in_says_and_is_nobody_elses() -> None:
    world = given(World())
    given(world, role=Role.BIOBANK_HEAD, controllers=(), biobanks=("914",))
    signed_in = replace(DAG, roles=(Role.STEWARD,), controllers=(ControllerId("birka"),), mfa=True)

    acting = world.house.assignment.acting(signed_in)

    assert acting.roles == (Role.STEWARD, Role.BIOBANK_HEAD)
    assert (acting.controllers, acting.biobanks, acting.mfa) == (("birka", "alvik"), ("914",), True)
    assert world.house.assignment.acting(builders.STRANGER) == builders.STRANGER


# ---- over the API ----------------------------------------------------------------------------------------------------

BODY: Mapping[str, Any] = {
    "actor": "sten",
    "role": "auditor",
    "because": "elected by the board",
    "from": "2026-11-22",
    "until": "2027-11-21",
}


def test_over_the_api_a_role_opens_what_was_shut_from_the_next_call_on() -> None:
    call = Caller(world=standing.drafted())

    shut = call.get("/ledger", by="sten")
    made = call.post("/assignments", BODY, by="olle").json()
    call.post(f"/assignments/{made['id']}/confirmation", by="klara")
    opened = call.get("/ledger", by="sten")
    listed = call.get("/assignments", by="gustav").json()["items"][0]
    call.post(f"/assignments/{made['id']}/ending", {"because": "moved on"}, by="klara")
    shut_again = call.get("/ledger", by="sten")

    assert (shut.status_code, opened.status_code, shut_again.status_code) == (403, 200, 403)
    assert (listed["actor"], listed["confirmation"]["by"], listed["ending"]) == ("sten", "klara", None)


@pytest.mark.parametrize(
    "changes", [{"role": "emperor"}, {"role": "house"}, {"until": "2025-01-01"}, {"actor": ""}, {"more": 1}], ids=str
)
def test_over_the_api_what_is_not_well_formed_is_told_with_its_place(changes: dict[str, Any]) -> None:
    answer = Caller().post("/assignments", {**BODY, **changes}, by="olle")

    assert answer.status_code == 422
    assert answer.json()["where"].startswith("/")
