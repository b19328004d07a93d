"""Rulings are kept, refusals too, and asked again: the same facts get the same answer, or it is told which does not."""

from dataclasses import replace

import pytest

from gateway.domain.errors import Invalid, Refused
from gateway.domain.replay import Replay
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.support import builders
from tests.support.builders import AUDITOR, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World, refuse, ruling


def rulings(world: World) -> list[SignedPaper]:
    with world.memory.work() as work:
        return list(world.house.audit.rulings(work))


def replays(world: World, rules: TableRules | None = None) -> list[Replay]:
    return [world.house.audit.replayed(paper, rules or world.rules) for paper in rulings(world)]


def test_every_ruling_of_a_study_is_kept_with_what_was_told() -> None:
    world = World()
    world.delivered()

    kept = rulings(world)

    asked = [Question(paper.body["question"]) for paper in kept]
    assert set(asked) == {Question.SUBMIT, Question.REVIEW, Question.ISSUE, Question.ORDER, Question.DELIVER}
    assert all(paper.body["facts"]["today"] == "2026-11-22" for paper in kept)
    assert all(paper.body["engine"] and paper.body["policy"] for paper in kept)
    assert all(paper.body["engine_version"] == "1" for paper in kept)


def test_a_refusal_is_kept_too_and_its_entry_names_it() -> None:
    world = World()
    world.drafted()
    world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    with pytest.raises(Refused):
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    (paper,) = rulings(world)
    assert world.ledger[-1].papers == (paper.digest,)
    assert (paper.body["allows"], paper.body["question"]) == (False, "access_request/submit")
    assert paper.body["facts"]["access_request"]["id"] == REQUEST


def test_a_refusal_of_who_may_do_what_is_told_by_its_entry_alone() -> None:
    world = World()
    world.drafted()
    world.rules.answers["submit"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert rulings(world) == []
    assert world.ledger[-1].because == ("W02-within-reach",)


def test_asked_again_the_same_rules_say_the_same() -> None:
    world = World()
    world.delivered()

    found = replays(world)

    assert len(found) >= 5
    assert all(one.same and not one.turned and not one.other_policies for one in found)


def test_rules_that_would_now_refuse_are_told_with_the_ground_that_is_lost() -> None:
    world = World()
    world.submitted()
    stricter = TableRules({Question.SUBMIT: refuse("E08-conditions-acknowledged")})

    (found,) = replays(world, stricter)

    assert (found.turned, found.allowed, found.allows) == (True, True, False)
    assert (found.lost, found.gained) == (("E08-conditions-acknowledged",), ())


def test_rules_that_would_now_allow_are_told_with_the_ground_that_is_gained() -> None:
    world = World()
    world.drafted()
    world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    (found,) = replays(world, TableRules())

    assert (found.turned, found.allowed, found.allows) == (True, False, True)
    assert (found.lost, found.gained) == ((), ("E03-started-in-time",))


def test_another_reason_for_the_same_no_is_another_answer_though_nothing_turned() -> None:
    world = World()
    world.drafted()
    world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    (found,) = replays(world, TableRules({Question.SUBMIT: refuse("E02-approval-in-force")}))

    assert (found.same, found.turned) == (False, False)


def test_another_list_of_who_stays_out_is_another_answer() -> None:
    world = World()
    world.ordered()
    fewer = ruling(Question.ORDER, exclusions=frozenset({"X00-identity-unresolved"}))

    differing = [one for one in replays(world, TableRules({Question.ORDER: lambda *_: fewer})) if not one.same]

    assert [(one.question, one.exclusions_differ) for one in differing] == [("extraction/order", True)]


def test_other_policies_are_told_though_they_say_the_same() -> None:
    world = World()
    world.submitted()
    others = TableRules({Question.SUBMIT: lambda *_: ruling(Question.SUBMIT, policy_digest="sha256:other")})

    (found,) = replays(world, others)

    assert (found.same, found.other_policies) == (True, True)


def test_it_is_told_which_engine_made_a_ruling_and_which_was_asked_now() -> None:
    world = World()
    world.submitted()
    newer = TableRules({Question.SUBMIT: lambda *_: ruling(Question.SUBMIT, engine="opa", engine_version="2.0")})

    (found,) = replays(world, newer)

    assert (found.made_by, found.asked_of, found.same) == ("table 1", "opa 2.0", True)


def test_a_ruling_from_before_the_version_was_kept_reads_as_before() -> None:
    world = World()
    world.submitted()
    (paper,) = rulings(world)
    body = {name: value for name, value in paper.body.items() if name != "engine_version"}

    found = world.house.audit.replayed(builders.GATEWAY_KEY.sign(Kind.RULING, body), world.rules)

    assert (found.made_by, found.same) == ("table", True)


def test_a_paper_that_is_no_ruling_is_not_asked_again() -> None:
    world = World()
    request = world.submitted()

    with pytest.raises(Invalid) as fault:
        world.house.audit.replayed(world.paper(request.paper), world.rules)

    assert fault.value.reason == "no-ruling"


def test_a_question_that_these_rules_do_not_have_is_not_asked() -> None:
    world = World()
    world.submitted()
    (paper,) = rulings(world)
    unknown = builders.GATEWAY_KEY.sign(Kind.RULING, {**paper.body, "question": "decision/undo"})

    with pytest.raises(Invalid, match="no such question"):
        world.house.audit.replayed(unknown, world.rules)


def test_asking_again_writes_nothing() -> None:
    world = World()
    world.delivered()
    lines, papers = len(world.ledger), len(world.memory.papers)

    replays(world)
    world.house.audit.verify(by=AUDITOR)

    assert len(world.ledger) == lines + 1
    assert len(world.memory.papers) == papers


def test_a_ruling_that_cannot_be_read_any_more_is_passed_over() -> None:
    world = World()
    world.submitted()
    (paper,) = rulings(world)
    world.memory.papers[paper.digest] = replace(paper, kind=Kind.PERMIT)

    assert rulings(world) == []
