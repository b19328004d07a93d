"""Before a part is decided it is assessed point by point: some are computed, the others the steward signs."""

from dataclasses import replace

import pytest

from catalog.model import ControllerId
from gateway.domain.access_request import Status
from gateway.domain.disclosure_review import Answer, Outcome, Said
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused
from gateway.domain.part import Sheet
from gateway.domain.ruling import Point
from gateway.ports.rules import Question
from gateway.words.chain import told
from gateway.words.language import Language
from gateway.words.sheet import outcome
from spark_jobs.papers.paper import Kind
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders
from tests.support.builders import ANSWERS, COORDINATOR, RESEARCHER, SHEET
from tests.support.fakes import World, ruling, silent

ALVIK = ControllerId("alvik")


def sheet(world: World, controller: ControllerId = ALVIK) -> Sheet:
    return world.house.decision.sheet(builders.REQUEST, controller=controller, by=COORDINATOR)


def under_the_houses_own_rules() -> World:
    world = prepared()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    return world


def without(point: str) -> tuple[Answer, ...]:
    return tuple(answer for answer in ANSWERS if answer.point != point)


def test_the_sheet_is_told_before_anybody_decides_and_the_reading_is_an_entry() -> None:
    world = World()
    world.submitted()

    found = sheet(world)

    assert (found.controller, found.points, found.answers) == ("alvik", SHEET, {})
    assert world.rules.facts(Question.REVIEW)["part"] == {"controller": "alvik", "kind": "public"}
    assert "review" not in world.rules.facts(Question.REVIEW)
    assert world.ledger[-1].event == "access_request.read"


def test_what_the_steward_answered_is_told_to_the_rules_and_stands_on_the_decisions_paper() -> None:
    world = World()
    world.submitted()

    review = world.review("alvik")

    by_point = [
        {"point": point, "answer": "yes", "reason": builders.REASONS[point]} for point in sorted(builders.REASONS)
    ]
    assert world.rules.facts(Question.REVIEW)["review"]["answers"] == by_point
    assert world.paper(review.paper).body["answers"] == by_point
    assert world.paper(review.ruling).body["facts"]["review"]["answers"] == by_point


def test_a_decided_part_keeps_the_sheet_that_it_was_decided_by() -> None:
    world = World()
    world.submitted()
    world.review("alvik")
    other = replace(SHEET[0], outcome="no", missing=("P01-purpose-listed",))
    world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, sheet=(other,))

    decided, undecided = sheet(world), sheet(world, ControllerId("birka"))

    assert decided.points == SHEET
    assert decided.answers == {answer.point: answer for answer in ANSWERS}
    assert undecided.points == (other,)


def test_a_point_stands_on_the_rulings_paper_with_the_grounds_that_it_lacks() -> None:
    world = World()
    world.submitted()
    lacking = replace(SHEET[0], outcome="no", missing=("E11-approval-verified",))
    world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, sheet=(lacking, *SHEET[1:]))

    review = world.review("alvik")

    body = world.paper(review.ruling).body
    assert body["sheet"][0]["missing"] == ["E11-approval-verified"]
    assert [Point.of(point) for point in body["sheet"]] == [lacking, *SHEET[1:]]


def test_a_decision_from_before_there_was_a_sheet_has_no_points() -> None:
    world = World()
    world.submitted()
    review = world.review("alvik", builders.REFUSES)
    body = {name: value for name, value in world.paper(review.ruling).body.items() if name != "sheet"}
    older = builders.GATEWAY_KEY.sign(Kind.RULING, body)
    world.memory.papers[older.digest] = older
    world.memory.nouns["reviews"][review.id] = replace(review, ruling=older.digest)

    found = sheet(world)

    assert (found.points, found.answers) == ((), {})


@pytest.mark.parametrize("name", ["no-ham", "purpose-listed"])
def test_an_answer_to_a_point_that_nobody_signs_is_a_fault_with_its_place(name: str) -> None:
    world = World()
    world.submitted()
    stray = Answer(point=name, answer=Said.YES, reason="a slip of the pen")

    with pytest.raises(Invalid) as fault:
        world.review("alvik", builders.finding(answers=(*ANSWERS, stray)))

    assert (fault.value.where, fault.value.reason) == (f"answers/{len(ANSWERS)}/point", "no-such-point")
    assert world.memory.nouns["reviews"] == {}


def test_nothing_is_assessed_of_a_controller_that_nobody_asks() -> None:
    world = World()
    world.submitted()

    with pytest.raises(Invalid, match="asks nothing of ensta"):
        sheet(world, ControllerId("ensta"))


def test_silent_rules_tell_no_sheet() -> None:
    world = World()
    world.submitted()
    world.rules.answers[Question.REVIEW] = silent

    with pytest.raises(NeighbourUnavailable):
        sheet(world)


def test_under_the_houses_own_rules_each_point_that_is_missing_is_a_refusal_of_its_own() -> None:
    world = under_the_houses_own_rules()

    with pytest.raises(Refused) as refused:
        world.review("alvik", builders.finding(answers=()))

    assert set(refused.value.because) == {f"D11-{point}" for point in builders.REASONS}
    assert world.request().status is Status.SUBMITTED
    assert world.memory.nouns["reviews"] == {}


@pytest.mark.parametrize("point", builders.REASONS)
@pytest.mark.parametrize("answer", [Said.NO, None], ids=["no", "unanswered"])
def test_a_yes_needs_a_yes_to_each_point(point: str, answer: Said | None) -> None:
    world = under_the_houses_own_rules()
    own = (Answer(point=point, answer=answer, reason="weighed"),) if answer else ()

    with pytest.raises(Refused) as refused:
        world.review("alvik", builders.finding(answers=(*without(point), *own)))

    assert refused.value.because == (f"D11-{point}",)


@pytest.mark.parametrize(("point", "will_do"), [("public-security", True), ("no-harm", False)])
def test_not_applicable_will_do_where_the_list_says_so(point: str, will_do: bool) -> None:
    world = under_the_houses_own_rules()
    finding = builders.finding(
        answers=(*without(point), Answer(point=point, answer=Said.NOT_APPLICABLE, reason="no such data"))
    )

    if will_do:
        assert world.review("alvik", finding).granted
    else:
        with pytest.raises(Refused, match=f"D11-{point}"):
            world.review("alvik", finding)


def test_a_no_needs_no_point_of_the_sheet() -> None:
    world = under_the_houses_own_rules()

    review = world.review("alvik", builders.REFUSES)

    assert review.finding.outcome is Outcome.REFUSED
    assert review.finding.answers == ()


def test_what_is_not_found_yet_is_shown_with_its_ground_and_keeps_nobody_from_deciding() -> None:
    world = under_the_houses_own_rules()
    world.house.project.record_approval(builders.PROJECT, approval=builders.ethics_approval(), by=COORDINATOR)

    found = {point.id: (point.outcome, point.missing) for point in sheet(world).points}

    assert found["ethics-covered"] == ("no", ("E11-approval-verified",))
    assert found["purpose-listed"] == ("yes", ())
    assert world.review("alvik").granted


def test_a_small_group_is_one_point_more_to_sign() -> None:
    world = prepared(application=builders.application(expected_persons=29))
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)

    with pytest.raises(Refused, match="D11-small-group"):
        world.review("alvik")

    weighed = Answer(point="small-group", answer=Said.YES, reason="years and regions alone")
    assert world.review("alvik", builders.finding(answers=(*ANSWERS, weighed))).granted


@pytest.mark.parametrize(("language", "yes"), [(Language.SV, "no-harm: ja. "), (Language.EN, "no-harm: yes. ")])
def test_what_was_signed_is_told_with_the_decision(language: Language, yes: str) -> None:
    world = World()
    world.submitted()
    review = world.review("alvik")

    sentences = list(told([world.paper(review.paper)], language))

    assert f"  {yes}{builders.REASONS['no-harm']}" in sentences


def test_an_answer_that_the_words_do_not_know_is_told_as_it_is() -> None:
    assert [outcome(code, Language.EN) for code in (None, "not_applicable", "perhaps")] == [
        "to be answered",
        "not applicable",
        "perhaps",
    ]
