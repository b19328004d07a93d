"""A person or an organisation is barred from access: recorded, confirmed by a second person, lifted by record."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gateway.domain.barring import Barring, Whom
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Digest, Kind
from tests.spec.api.calling import Caller
from tests.support import builders, onwards, standing
from tests.support.builders import (
    AUDITOR,
    BARRING,
    COORDINATOR,
    ORDER,
    PERMIT,
    REQUEST,
    RESEARCHER,
    STEWARD_A,
    TODAY,
    WORKSPACE,
)
from tests.support.fakes import World

GROUND = "T10-nobody-barred"
SECOND = replace(COORDINATOR, id="karin")


def record(world: World, **changes: Any) -> Barring:
    return world.house.barring.bar(**{**standing.BARRED, **changes}, by=COORDINATOR)


def barred(world: World, **changes: Any) -> World:
    barring = record(world, **changes)
    world.house.barring.confirm(barring.id, by=SECOND)
    return world


# ---- on record -------------------------------------------------------------------------------------------------------


def test_each_step_is_a_paper_that_follows_the_one_before() -> None:
    world = World()

    recorded = record(world)
    confirmed = world.house.barring.confirm(BARRING, by=STEWARD_A)
    lifted = world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)

    assert confirmed.confirmation is not None
    assert lifted.lifting is not None
    papers = [
        world.paper(paper or Digest(""))
        for paper in (recorded.paper, confirmed.confirmation.paper, lifted.lifting.paper)
    ]
    assert [paper.kind for paper in papers] == [Kind.BARRING, Kind.BARRING_CONFIRMATION, Kind.BARRING_LIFTING]
    assert [paper.body.get("follows") for paper in papers] == [None, papers[0].digest, papers[1].digest]
    assert papers[0].body["because"] == standing.BARRED["because"]
    assert papers[0].body["paragraph"] == "EHDS (EU) 2025/327 art. 63(3)"
    assert papers[2].body["because"] == "the court says so"
    assert [entry.event.value for entry in world.ledger[-3:]] == [
        "barring.recorded",
        "barring.confirmed",
        "barring.lifted",
    ]


def test_one_that_nobody_confirmed_is_lifted_too() -> None:
    world = World()
    recorded = record(world)

    lifted = world.house.barring.lift(BARRING, because="written by mistake", by=COORDINATOR)

    assert lifted.lifting is not None
    assert world.paper(lifted.lifting.paper or Digest("")).body["follows"] == recorded.paper


def test_it_is_lifted_by_record_and_stays_on_record() -> None:
    world = barred(World())
    world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)

    (barring,) = world.house.barring.list(after=None, limit=5, by=AUDITOR)

    assert (barring.whom, barring.until, barring.confirmation is not None) == ("mallory", date(2029, 11, 21), True)
    assert world.ledger[-1].event == "barring.listed"


def test_whoever_recorded_it_does_not_confirm_it() -> None:
    world = World()
    record(world)

    with pytest.raises(StepRefused, match="second person"):
        world.house.barring.confirm(BARRING, by=COORDINATOR)

    assert world.memory.nouns["barrings"][BARRING].confirmation is None


def test_nobody_confirms_or_lifts_a_barring_of_themselves() -> None:
    world = World()
    record(world, whom="Karin")

    with pytest.raises(StepRefused, match="of themselves"):
        world.house.barring.confirm(BARRING, by=SECOND)
    with pytest.raises(StepRefused, match="of themselves"):
        world.house.barring.lift(BARRING, because="not me", by=SECOND)


def test_it_is_confirmed_once_and_lifted_once() -> None:
    world = barred(World())

    with pytest.raises(StepRefused):
        world.house.barring.confirm(BARRING, by=STEWARD_A)
    world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)

    with pytest.raises(StepRefused):
        world.house.barring.lift(BARRING, because="again", by=COORDINATOR)
    with pytest.raises(StepRefused):
        world.house.barring.confirm(BARRING, by=STEWARD_A)


def test_what_was_lifted_before_it_was_confirmed_is_not_confirmed() -> None:
    world = World()
    record(world)
    world.house.barring.lift(BARRING, because="written by mistake", by=COORDINATOR)

    with pytest.raises(StepRefused):
        world.house.barring.confirm(BARRING, by=SECOND)


@pytest.mark.parametrize(
    ("changes", "where", "reason"),
    [
        ({"because": " "}, "because", "empty"),
        ({"paragraph": ""}, "paragraph", "empty"),
        ({"whom": " "}, "whom", "empty"),
        ({"until": TODAY - timedelta(days=1)}, "until", "dates-order"),
        ({"until": date(2031, 11, 23)}, "until", "barred-too-long"),
        ({"begins": date(2024, 2, 29), "until": date(2029, 3, 1)}, "until", "barred-too-long"),
    ],
)
def test_it_says_whom_why_by_which_paragraph_and_for_five_years_at_most(
    changes: dict[str, Any], where: str, reason: str
) -> None:
    world = World()

    with pytest.raises(Invalid) as fault:
        record(world, **changes)

    assert (fault.value.where, fault.value.reason) == (where, reason)
    assert world.memory.nouns["barrings"] == {}


@pytest.mark.parametrize(("begins", "until"), [(TODAY, date(2031, 11, 22)), (date(2024, 2, 29), date(2029, 2, 28))])
def test_five_years_by_the_calendar_are_allowed(begins: date, until: date) -> None:
    assert record(World(), begins=begins, until=until).until == until


def test_whoever_lifts_it_says_why() -> None:
    world = barred(World())

    with pytest.raises(Invalid) as fault:
        world.house.barring.lift(BARRING, because="", by=COORDINATOR)

    assert fault.value.reason == "empty"


# ---- what the rules are told -----------------------------------------------------------------------------------------


def told_of(world: World) -> list[dict[str, Any]]:
    world.house.access_request.check(REQUEST, by=RESEARCHER)
    return [dict(barring) for barring in world.rules.facts(Question.SUBMIT)["barrings"]]


def drafted() -> World:
    world = World()
    world.drafted()
    return world


def test_the_rules_are_told_of_everybody_who_has_to_do_with_the_request() -> None:
    world = drafted()
    for kind, whom in ((Whom.PERSON, "anna"), (Whom.PERSON, "bo"), (Whom.ORGANISATION, "KI"), (Whom.PERSON, "eve")):
        record(world, kind=kind, whom=whom)
    world.house.barring.confirm("barring-1", by=SECOND)
    world.house.barring.lift("barring-2", because="a mistake", by=COORDINATOR)

    told = {barring["id"]: barring for barring in told_of(world)}

    assert set(told) == {"barring-1", "barring-2", "barring-3"}
    assert told["barring-1"] == {
        "id": "barring-1",
        "of_study": False,
        "persons": ["anna"],
        "from": "2026-11-22",
        "until": "2029-11-21",
        "confirmed": True,
        "lifted_on": None,
    }
    assert (told["barring-2"]["of_study"], told["barring-2"]["lifted_on"]) == (True, "2026-11-22")
    assert (told["barring-3"]["of_study"], told["barring-3"]["confirmed"]) == (True, False)


def test_somebody_of_a_barred_organisation_is_told_by_name() -> None:
    world = drafted()
    world.memory.nouns["people"]["anna"] = builders.person(organisation="Sponsor AB")
    record(world, kind=Whom.ORGANISATION, whom="sponsor ab")

    (told,) = told_of(world)

    assert (told["of_study"], told["persons"]) == (False, ["anna"])


def test_however_many_there_are_the_rules_are_told_of_all() -> None:
    world = drafted()
    for _ in range(100):
        record(world, whom="anna")

    assert len(told_of(world)) == 100
    record(world, whom="anna")
    assert len(told_of(world)) == 101


# ---- under the house's own rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "whom"), [(Whom.PERSON, "anna"), (Whom.PERSON, "bo"), (Whom.ORGANISATION, "ki")])
def test_a_request_of_somebody_barred_is_not_submitted(kind: Whom, whom: str) -> None:
    world = barred(standing.standing("access request", "draft"), kind=kind, whom=whom)

    with pytest.raises(Refused) as refused:
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert refused.value.because == (GROUND,)


def test_until_it_is_confirmed_and_once_it_is_lifted_nobody_is_barred() -> None:
    world = standing.standing("access request", "draft")
    record(world, whom="anna")
    world.house.access_request.check(REQUEST, by=RESEARCHER)
    assert world.house.access_request.check(REQUEST, by=RESEARCHER).allows
    world.house.barring.confirm(BARRING, by=SECOND)
    assert not world.house.access_request.check(REQUEST, by=RESEARCHER).allows

    world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)

    assert world.house.access_request.submit(REQUEST, by=RESEARCHER).paper is not None


def test_after_its_last_day_nobody_is_barred() -> None:
    world = barred(standing.standing("access request", "draft"), whom="anna", until=TODAY)
    assert not world.house.access_request.check(REQUEST, by=RESEARCHER).allows

    world.clock.pass_by(timedelta(days=1))

    assert world.house.access_request.check(REQUEST, by=RESEARCHER).allows


def test_a_permit_is_not_issued_to_somebody_barred_meanwhile() -> None:
    world = barred(standing.standing("access request", "reviewed"), whom="anna")

    with pytest.raises(Refused, match=GROUND):
        world.house.permit.issue(REQUEST)

    assert world.request().held_because == (GROUND,)


def test_a_permit_that_names_somebody_barred_is_not_extended() -> None:
    world = barred(standing.standing("permit", "issued"), whom="anna")

    with pytest.raises(Refused, match=GROUND):
        world.house.permit.ask_extension(PERMIT, **onwards.LONGER, by=RESEARCHER)


def test_nothing_is_ordered_or_delivered_for_a_barred_principal() -> None:
    issued = barred(standing.standing("permit", "issued"), kind=Whom.ORGANISATION, whom="ki")
    staged = barred(standing.standing("extract", "extracted"), kind=Whom.ORGANISATION, whom="ki")

    with pytest.raises(Refused, match=GROUND):
        issued.house.extraction.order(PERMIT)
    with pytest.raises(Refused, match=GROUND):
        staged.house.delivery.deliver(ORDER)


def test_somebody_barred_opens_nothing_and_keeps_nobody_else_out() -> None:
    world = barred(standing.standing("workspace", "open"), whom="bodil")
    world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    barring = record(world, whom="anna")
    world.house.barring.confirm(barring.id, by=SECOND)

    with pytest.raises(Refused, match=GROUND):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    assert list(world.house.round()) == []

    assert world.workspace().state is State.OPEN


def test_the_workspace_of_a_barred_principal_closes_at_once_and_opens_when_it_is_lifted() -> None:
    world = standing.standing("workspace", "open")
    assert list(world.house.round()) == []
    barred(world, kind=Whom.ORGANISATION, whom="ki")

    assert list(world.house.round()) == []
    assert (world.workspace().state, world.workspace().because) == (State.CLOSING, (GROUND,))
    world.settle()
    standing.settled(world)
    world.house.barring.lift(BARRING, because="the court says so", by=COORDINATOR)
    world.house.workspace.sweep(WORKSPACE)

    assert world.workspace().state is State.OPENING


# ---- through the API -------------------------------------------------------------------------------------------------


def test_it_is_recorded_confirmed_lifted_and_listed_through_the_api() -> None:
    call = Caller(World())
    body = {
        "kind": "person",
        "whom": "mallory",
        "because": "passed rows on",
        "paragraph": "EHDS (EU) 2025/327 art. 63(3)",
        "from": "2026-11-22",
        "until": "2029-11-21",
    }

    recorded = call.post("/barrings", body, by="klara")
    confirmed = call.post(f"/barrings/{BARRING}/confirmation", {}, by="sten")
    lifted = call.post(f"/barrings/{BARRING}/lifting", {"because": "the court says so"}, by="klara")
    listed = call.get("/barrings?limit=1", by="klara").json()

    assert [answer.status_code for answer in (recorded, confirmed, lifted)] == [201, 201, 201]
    assert (recorded.json()["confirmation"], recorded.json()["lifting"]) == (None, None)
    assert confirmed.json()["confirmation"]["by"] == "sten"
    assert listed["items"] == [lifted.json()]
    assert call.get(f"/barrings?after={listed['next']}", by="klara").json() == {"items": [], "next": None}


def test_days_in_the_wrong_order_are_told_by_their_code() -> None:
    body = {
        "kind": "person",
        "whom": "x",
        "because": "y",
        "paragraph": "z",
        "from": "2026-11-22",
        "until": "2026-11-21",
    }

    answer = Caller(World()).post("/barrings", body, by="klara")

    assert answer.status_code == 422
    assert answer.json()["reason"] == "dates-order"
