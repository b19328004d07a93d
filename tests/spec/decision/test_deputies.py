"""A steward names a deputy for a time, who decides in their place; who acted, and for whom, stands everywhere."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.access_request import Status
from gateway.domain.actor import Actor, Role
from gateway.domain.audit import Event
from gateway.domain.chain import trace
from gateway.domain.deputyship import Deputyship
from gateway.domain.errors import Invalid, Refused, Stale, StepRefused
from gateway.ports.rules import Question
from gateway.words import chain as words
from gateway.words.language import Language
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders, standing
from tests.support.builders import (
    AUDITOR,
    COORDINATOR,
    DEPUTY,
    DEPUTYSHIP,
    PERMIT,
    REQUEST,
    RESEARCHER,
    STEWARD_A,
    STEWARD_B,
    TODAY,
)
from tests.support.fakes import World

ALVIK = ControllerId("alvik")
DAY = timedelta(days=1)


def name(world: World, *, by: Actor = STEWARD_A, **changes: Any) -> Deputyship:
    return world.house.deputyship.name(**{**standing.LENT, **changes}, by=by)


def submitted() -> World:
    """Under the house's own rules; alma has named dag for this week."""
    world = prepared()
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    name(world)
    return world


def refused_for(world: World, *, by: Actor = DEPUTY) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        world.review("alvik", by=by)
    return refused.value.because


# ---- on record -------------------------------------------------------------------------------------------------------


def test_naming_and_ending_are_papers_that_follow_each_other() -> None:
    world = World()

    named = name(world)
    ended = world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)

    assert ended.ending is not None
    papers = [world.paper(named.paper), world.paper(ended.ending.paper)]
    assert [paper.kind for paper in papers] == [Kind.DEPUTYSHIP, Kind.DEPUTYSHIP_ENDING]
    assert papers[0].body == {
        "id": DEPUTYSHIP,
        "controller": "alvik",
        "steward": "alma",
        "deputy": "dag",
        "from": "2026-11-22",
        "until": "2026-11-28",
        "ended_on": None,
        "because": "parental leave",
        "on": "2026-11-22",
    }
    assert (papers[1].body["follows"], papers[1].body["because"]) == (papers[0].digest, "back again")
    assert [entry.event for entry in world.ledger[-2:]] == [Event.DEPUTY_NAMED, Event.DEPUTYSHIP_ENDED]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deputy": "alma"}, "own-deputy"),
        ({"deputy": " "}, "empty"),
        ({"because": " "}, "empty"),
        ({"until": TODAY - DAY}, "dates-order"),
    ],
)
def test_nobody_is_named_without_a_name_a_reason_and_a_time_nor_by_themselves(
    changes: dict[str, Any], reason: str
) -> None:
    world = World()

    with pytest.raises(Invalid) as invalid:
        name(world, **changes)

    assert invalid.value.reason == reason
    assert world.memory.nouns["deputyships"] == {}


def test_a_deputyship_ends_once_and_with_a_reason_and_not_after_its_last_day() -> None:
    world = World()
    name(world)
    name(world, until=TODAY)

    with pytest.raises(Invalid, match="Say why"):
        world.house.deputyship.end(DEPUTYSHIP, because=" ", by=STEWARD_A)
    world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)
    with pytest.raises(StepRefused, match="already"):
        world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)
    world.clock.pass_by(DAY)
    with pytest.raises(StepRefused, match="already"):
        world.house.deputyship.end("deputyship-2", because="back again", by=STEWARD_A)


def test_those_of_one_controller_are_listed_ended_ones_too() -> None:
    world = World()
    name(world)
    name(world, controller=ControllerId("birka"), by=STEWARD_B)
    name(world, deputy="disa")
    world.house.deputyship.end(DEPUTYSHIP, because="back again", by=COORDINATOR)

    found = world.house.deputyship.list(controller=ALVIK, after=None, limit=5, by=AUDITOR)

    assert [(one.id, one.deputy, one.ending is not None) for one in found] == [
        (DEPUTYSHIP, "dag", True),
        ("deputyship-3", "disa", False),
    ]


# ---- what it lends ---------------------------------------------------------------------------------------------------


def test_a_deputy_decides_in_the_stewards_place_and_it_is_said_for_whom() -> None:
    world = submitted()

    review = world.review("alvik", by=DEPUTY)

    assert (review.decider, review.in_place_of) == ("dag", "alma")
    paper, ruling = world.paper(review.paper), world.paper(review.ruling)
    assert (paper.body["decider"], paper.body["in_place_of"]) == ("dag", "alma")
    assert world.paper(paper.body["deputyship"]).kind is Kind.DEPUTYSHIP
    assert ruling.body["facts"]["review"]["in_place_of"] == "alma"
    assert [one["id"] for one in ruling.body["facts"]["deputyships"]] == [DEPUTYSHIP]
    assert (world.ledger[-1].actor, world.ledger[-1].acting_as) == ("dag", ("steward", "deputy of alma"))


def test_a_steward_decides_in_nobodys_place_although_somebody_is_named() -> None:
    world = submitted()
    name(world, deputy="alma", by=replace(STEWARD_A, id="arne"))

    review = world.review("alvik")

    assert (review.decider, review.in_place_of, review.deputyship) == ("alma", None, None)
    assert world.ledger[-1].acting_as == ("steward",)


def test_the_chain_goes_back_to_the_deputyship_and_tells_for_whom() -> None:
    world = submitted()
    world.review("alvik", by=DEPUTY)
    for controller in ("birka", "cedra"):
        world.review(controller)
    world.house.round()

    traced, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert traced.faults == ()
    told = list(words.told(papers, Language.EN))
    assert any("alma named dag as deputy on 2026-11-22, 2026-11-22 – 2026-11-28" in line for line in told)
    assert any(line.startswith("alvik: dag (deputy of alma) granted its part") for line in told)
    assert any("dag (ersättare för alma) beviljade" in line for line in words.told(papers, Language.SV))
    without = [paper for paper in papers if paper.kind is not Kind.DEPUTYSHIP]
    assert not trace(without, world.trust).holds


def test_before_its_first_day_and_after_its_last_it_lends_nothing() -> None:
    world = submitted()
    world.memory.nouns["deputyships"][DEPUTYSHIP] = builders.deputyship(begins=TODAY + DAY, until=date(2026, 11, 24))

    assert refused_for(world) == ("W02-within-reach",)
    world.clock.pass_by(3 * DAY)
    assert refused_for(world) == ("W02-within-reach",)
    world.clock.pass_by(-DAY)
    assert world.review("alvik", by=DEPUTY).in_place_of == "alma"


def test_ended_early_it_lends_nothing_from_that_moment() -> None:
    world = submitted()
    world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)

    assert refused_for(world) == ("W02-within-reach",)
    assert world.request().status is Status.SUBMITTED


def test_what_was_decided_before_it_ended_stands() -> None:
    world = submitted()
    world.review("alvik", by=DEPUTY)

    world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)

    assert [part.review is not None for part in world.house.decision.parts(REQUEST, by=STEWARD_A)] == [
        True,
        False,
        False,
    ]


def test_ended_in_the_middle_of_a_decision_the_decision_is_told_to_look_again() -> None:
    world = World()
    world.submitted()
    name(world)

    def ends(question: Question, facts: Any) -> Any:
        del world.rules.answers[Question.REVIEW]
        world.house.deputyship.end(DEPUTYSHIP, because="back again", by=STEWARD_A)
        return world.rules.ask(question, facts)

    world.rules.answers[Question.REVIEW] = ends

    with pytest.raises(Stale):
        world.review("alvik", by=DEPUTY)

    assert world.memory.nouns["reviews"] == {}


def test_a_deputy_decides_for_no_other_controller_and_names_nobody() -> None:
    world = submitted()

    with pytest.raises(Refused, match="W02-within-reach"):
        world.review("birka", by=DEPUTY)
    with pytest.raises(Refused, match="W02-within-reach"):
        name(world, deputy="disa", by=DEPUTY)
    with pytest.raises(Refused, match="W02-within-reach"):
        world.house.deputyship.end(DEPUTYSHIP, because="longer", by=DEPUTY)
    with pytest.raises(Refused, match="W02-within-reach"):
        name(world, controller=ControllerId("birka"))


def test_it_lends_no_role() -> None:
    world = submitted()

    assert "W01-may-act" in refused_for(world, by=replace(DEPUTY, roles=(Role.RESEARCHER,)))


def test_a_deputy_who_is_in_the_project_does_not_decide() -> None:
    world = submitted()
    name(world, deputy="bo")

    assert refused_for(world, by=replace(DEPUTY, id="bo")) == ("D02-no-conflict-of-interest",)


def test_a_deputy_sees_what_the_steward_sees_and_only_while_it_lasts() -> None:
    world = submitted()
    requests = world.house.access_request
    waiting = {one.controller for one in world.house.deadline.list(after=None, limit=50, by=DEPUTY)}

    assert waiting == {"alvik"}
    assert [one.id for one in requests.list(after=None, limit=5, by=DEPUTY)] == [REQUEST]
    assert world.house.decision.sheet(REQUEST, controller=ALVIK, by=DEPUTY).points
    assert len(world.house.deputyship.list(controller=ALVIK, after=None, limit=5, by=DEPUTY)) == 1
    world.clock.pass_by(7 * DAY)
    assert list(requests.list(after=None, limit=5, by=DEPUTY)) == []
    with pytest.raises(Refused, match="W02-within-reach"):
        requests.read(REQUEST, by=DEPUTY)


# ---- over the API ----------------------------------------------------------------------------------------------------


def test_over_the_api_a_deputy_is_named_listed_and_ended() -> None:
    caller = Caller(World())
    written = {"controller": "alvik", "deputy": "dag", "because": "leave", "from": "2026-11-22", "until": "2026-11-28"}

    named = caller.post("/deputyships", written, by="alma")
    own = caller.post("/deputyships", {**written, "deputy": "alma"}, by="alma")
    backwards = caller.post("/deputyships", {**written, "until": "2026-11-21"}, by="alma")
    listed = caller.get("/deputyships?controller=alvik&limit=1", by="klara")
    ended = caller.post(f"/deputyships/{DEPUTYSHIP}/ending", {"because": "back again"}, by="alma")

    assert (named.status_code, named.json()["steward"], named.json()["ending"]) == (201, "alma", None)
    assert (own.status_code, backwards.status_code) == (422, 422)
    assert [one["id"] for one in listed.json()["items"]] == [DEPUTYSHIP]
    assert listed.json()["next"] == DEPUTYSHIP
    assert (ended.json()["ending"]["by"], ended.json()["ending"]["on"]) == ("alma", "2026-11-22")
