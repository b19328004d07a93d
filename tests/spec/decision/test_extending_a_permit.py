"""A permit is extended once: asked for in time, decided by a person, and read wherever it is asked whether it holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.chain import trace
from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.extension import Answer
from gateway.domain.permit import Permit
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from gateway.words.chain import told
from gateway.words.language import Language
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders
from tests.support.builders import AUDITOR, COORDINATOR, ORDER, PERMIT, RESEARCHER, TRUST, WORKSPACE
from tests.support.fakes import TableRules, World, refuse

UNTIL = date(2030, 10, 31)
LATE = "T06-extension-asked-in-time"
EXPIRED = "T01-permit-valid"


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def ask(world: World, until: date = UNTIL, because: str = "the last follow-up is in 2030") -> Permit:
    return world.house.permit.ask_extension(PERMIT, until=until, because=because, by=RESEARCHER)


def decide(world: World, outcome: Outcome = Outcome.GRANTED, reasons: str = "it was planned so") -> Permit:
    return world.house.permit.decide_extension(PERMIT, outcome=outcome, reasons=reasons, by=COORDINATOR)


def issued() -> World:
    world = World()
    world.issued()
    return world


def issued_under_the_houses_rules() -> World:
    world = prepared()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    for controller in builders.DATASETS:
        world.review(controller)
    world.house.permit.issue(builders.REQUEST)
    return world


# ---- asking ----------------------------------------------------------------------------------------------------------


def test_what_is_asked_for_is_a_paper_that_follows_the_permit() -> None:
    world = issued()

    permit = ask(world)

    (extension,) = permit.extensions
    paper = world.paper(extension.paper)
    assert (paper.kind, paper.body["follows"]) == (Kind.EXTENSION_REQUEST, permit.paper)
    assert (paper.body["until"], paper.body["by"]) == ("2030-10-31", "anna")
    assert world.paper(paper.body["ruling"]).body["question"] == "decision/extend"
    assert world.ledger[-1].event == "permit.extension_asked"


def test_asking_moves_nothing() -> None:
    world = issued()

    permit = ask(world)

    assert permit == world.permit()
    assert (permit.last_day, permit.extended) == (permit.valid_until, False)


def test_what_the_rules_refuse_is_not_asked_for() -> None:
    world = issued()
    world.rules.answers[Question.EXTEND] = refuse(LATE)

    with pytest.raises(Refused, match=LATE):
        ask(world)

    assert world.permit().extensions == ()
    assert world.ledger[-1].because == (LATE,)


def test_while_one_waits_no_other_is_asked_for() -> None:
    world = issued()
    ask(world)

    with pytest.raises(StepRefused):
        ask(world, until=date(2031, 1, 1))

    assert len(world.permit().extensions) == 1


@pytest.mark.parametrize("because", ["", " "])
def test_whoever_asks_says_why(because: str) -> None:
    world = issued()

    with pytest.raises(Invalid) as fault:
        ask(world, because=because)

    assert (fault.value.where, fault.value.reason) == ("because", "empty")


# ---- deciding --------------------------------------------------------------------------------------------------------


def test_a_granted_extension_moves_the_last_day_and_not_the_permits_paper() -> None:
    world = issued()
    before = ask(world)

    permit = decide(world)

    assert (permit.last_day, permit.valid_until, permit.paper) == (UNTIL, before.valid_until, before.paper)
    answer = permit.extensions[0].answer
    assert answer is not None
    paper = world.paper(answer.paper)
    assert (paper.kind, paper.body["follows"]) == (Kind.EXTENSION_DECISION, permit.extensions[0].paper)
    assert (paper.body["outcome"], paper.body["reasons"], paper.body["by"]) == ("granted", "it was planned so", "klara")
    assert world.paper(paper.body["ruling"]).body["about"] == [permit.extensions[0].paper]
    assert world.ledger[-1].event == "permit.extended"


def test_a_refused_one_moves_nothing_and_leaves_the_way_open() -> None:
    world = issued()
    ask(world)
    asked = len(world.rules.asked)

    permit = decide(world, Outcome.REFUSED, "the plan does not say so")

    assert (permit.last_day, permit.waiting) == (permit.valid_until, None)
    assert Question.EXTEND not in {question for question, _ in world.rules.asked[asked:]}
    assert world.ledger[-1].event == "permit.extension_refused"
    ask(world)
    assert decide(world).last_day == UNTIL


def test_the_rules_are_asked_again_before_it_is_granted() -> None:
    world = issued()
    ask(world)
    world.rules.answers[Question.EXTEND] = refuse("E10-nothing-against")

    with pytest.raises(Refused, match="E10-nothing-against"):
        decide(world)

    assert world.permit().waiting is not None
    told = world.rules.facts(Question.EXTEND)["extension"]
    assert told == {"until": "2030-10-31", "because": "the last follow-up is in 2030", "by": "anna", "on": "2026-11-22"}


def test_where_nothing_is_asked_for_nothing_is_decided() -> None:
    world = issued()

    with pytest.raises(StepRefused):
        decide(world)
    with pytest.raises(StepRefused):
        world.permit().answered(Answer(outcome=Outcome.GRANTED, reasons="so", by="klara", on=builders.TODAY))


def test_whoever_decides_says_why() -> None:
    world = issued()
    ask(world)

    with pytest.raises(Invalid) as fault:
        decide(world, reasons=" ")

    assert fault.value.reason == "empty"
    assert world.permit().waiting is not None


# ---- whether it holds ------------------------------------------------------------------------------------------------


def test_every_order_and_every_question_reads_the_last_day() -> None:
    world = issued()
    ask(world)
    decide(world)

    extract = world.house.extraction.order(PERMIT)
    world.house.send()
    world.tell(extract.id, "running", sequence=1)
    world.answer(extract)
    world.house.extraction.follow(ORDER)
    extract = world.house.delivery.deliver(ORDER)

    assert ExtractionOrder.of(world.paper(extract.order)).valid_until == UNTIL
    assert DeliveryOrder.of(world.paper(extract.delivery_order)).valid_until == UNTIL
    for question in (Question.ORDER, Question.DELIVER):
        permit = world.rules.facts(question)["permit"]
        assert (permit["valid_until"], permit["issued_until"], permit["extended"]) == ("2030-10-31", "2028-10-31", True)


def test_what_was_closed_because_the_permit_expired_is_opened_again() -> None:
    world = World()
    world.delivered()
    ask(world)
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    world.rules.answers[Question.KEEP_OPEN] = refuse(EXPIRED)
    world.house.round()
    world.settle()
    world.house.round()
    assert world.workspace().state is State.CLOSED

    decide(world)
    del world.rules.answers[Question.KEEP_OPEN]
    world.house.round()

    assert world.workspace().state is State.OPENING


def test_what_is_emptied_is_not_asked_about() -> None:
    world = World()
    world.delivered()
    ask(world)
    world.memory.nouns["workspaces"][WORKSPACE] = replace(world.workspace(), state=State.EMPTIED)

    decide(world)

    assert not world.workspace().asked


@pytest.mark.parametrize(("code", "left"), [(EXPIRED, ()), ("E10-nothing-against", ("E10-nothing-against",))])
def test_what_was_held_because_the_permit_expired_is_tried_again(code: str, left: tuple[str, ...]) -> None:
    world = World()
    world.extracted()
    ask(world)
    world.memory.nouns["permits"][PERMIT] = replace(world.permit(), held_because=(code,))
    world.memory.nouns["extracts"][ORDER] = replace(world.extract(), held_because=(code,))

    permit = decide(world)

    assert (permit.held_because, world.extract().held_because) == (left, left)


# ---- under the house's own rules -------------------------------------------------------------------------------------


def test_under_the_houses_rules_it_is_extended_once() -> None:
    world = issued_under_the_houses_rules()
    ask(world)
    decide(world)

    with pytest.raises(Refused, match="T05-extended-once"):
        ask(world, until=date(2032, 1, 1))

    assert world.permit().last_day == UNTIL


@pytest.mark.parametrize("until", [date(2028, 10, 31), date(2038, 11, 1)])
def test_under_the_houses_rules_it_is_for_a_later_day_and_ten_years_at_most(until: date) -> None:
    world = issued_under_the_houses_rules()

    with pytest.raises(Refused, match="T07-extension-within-ten-years"):
        ask(world, until=until)


def test_under_the_houses_rules_it_is_asked_for_a_month_before_by_the_swedish_day() -> None:
    world = issued_under_the_houses_rules()
    world = replace(world, trust=builders.TRUST, rules=cast(TableRules, rules()))
    last_moment = datetime(2028, 9, 30, 21, 59, tzinfo=UTC)

    world.clock.at = last_moment + timedelta(minutes=1)
    with pytest.raises(Refused, match=LATE):
        ask(world)

    world.clock.at = last_moment
    assert ask(world).waiting is not None


def test_nobody_in_the_project_decides_it() -> None:
    world = issued_under_the_houses_rules()
    ask(world)
    own = replace(COORDINATOR, id="anna")

    with pytest.raises(Refused, match="D02-no-conflict-of-interest"):
        world.house.permit.decide_extension(PERMIT, outcome=Outcome.GRANTED, reasons="fine", by=own)


# ---- told ------------------------------------------------------------------------------------------------------------


def test_the_chain_tells_who_asked_and_who_granted() -> None:
    world = issued()
    ask(world)
    decide(world)

    traced, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert traced.holds
    sentences = list(told([link.paper for link in traced.links], Language.EN))
    assert (
        "anna asked on 2026-11-22 that permit-1 be extended until 2030-10-31. the last follow-up is in 2030"
        in sentences
    )
    assert "klara extended permit-1 until 2030-10-31, on 2026-11-22. it was planned so" in sentences
    assert {Kind.EXTENSION_REQUEST, Kind.EXTENSION_DECISION} <= {paper.kind for paper in papers}


def test_a_decision_about_another_day_than_was_asked_for_is_a_fault() -> None:
    world = issued()
    ask(world)
    decide(world)
    _, papers = world.house.audit.traced(world.memory.work(), PERMIT)
    decision = next(paper for paper in papers if paper.kind is Kind.EXTENSION_DECISION)
    other = builders.GATEWAY_KEY.sign(Kind.EXTENSION_DECISION, {**decision.body, "until": "2035-01-01"})

    faults = trace([*(paper for paper in papers if paper is not decision), other], TRUST).faults

    assert faults == (f"extension-decision {other.digest}: it is about another day than was asked for.",)


def test_it_is_asked_for_and_decided_through_the_api() -> None:
    call = Caller(issued())

    asked = call.post(f"/permits/{PERMIT}/extensions", {"until": "2030-10-31", "because": "follow-up"})
    answered = call.post(
        f"/permits/{PERMIT}/extension-decisions", {"outcome": "refused", "because": "not planned"}, by="klara"
    )

    assert (asked.status_code, answered.status_code) == (201, 201)
    assert asked.json()["extensions"][0]["answer"] is None
    (extension,) = answered.json()["extensions"]
    assert (extension["until"], extension["answer"]["outcome"], extension["answer"]["by"]) == (
        "2030-10-31",
        "refused",
        "klara",
    )
    assert answered.json()["last_day"] == answered.json()["valid_until"] == "2028-10-31"
