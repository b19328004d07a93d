"""What is asked for is of one kind. Rules are written for research; under any other kind nothing is ever granted."""

import json
from dataclasses import replace

import pytest

from gateway.domain.access_request import RequestKind, Status
from gateway.domain.errors import Refused
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from tests.policy.cases import ABSENT, place, valid, with_fact
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared, rules
from tests.support import builders
from tests.support.builders import DATASETS, REQUEST, RESEARCHER
from tests.support.fakes import World

UNWRITTEN = [kind for kind in RequestKind if kind is not RequestKind.RESEARCH]
WITHOUT_RULES = ("P03-kind-has-rules",)
ABOUT_REQUESTS = [question for question in Question if question not in {Question.ACT, Question.EMPTY}]
"""Every question but who may act at all, and what must be emptied: nobody is let near the rows by those."""


def turned(world: World, kind: RequestKind) -> None:
    """The request as it would stand had it come so far under another kind."""
    request = world.request()
    turned = replace(request, application=replace(request.application, kind=kind))
    world.memory.nouns["access_requests"][request.id] = turned


@pytest.mark.parametrize("kind", UNWRITTEN)
def test_a_kind_without_rules_is_not_submitted_and_the_reason_is_that_alone(kind: RequestKind) -> None:
    world = prepared(application=builders.application(kind=kind))

    with pytest.raises(Refused) as refused:
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert refused.value.because == WITHOUT_RULES
    assert world.ledger[-1].because == WITHOUT_RULES
    assert world.request().status is Status.DRAFT


def test_whoever_writes_a_draft_of_it_may_know_before_submitting() -> None:
    world = prepared(application=builders.application(kind=RequestKind.EDUCATION, purpose="53.1.d"))

    ruling = world.house.access_request.check(REQUEST, by=RESEARCHER)

    assert ruling.missing == set(WITHOUT_RULES)


def test_education_is_not_asked_for_as_research() -> None:
    world = prepared(application=builders.application(purpose="53.1.d"))

    with pytest.raises(Refused) as refused:
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert refused.value.because == ("P04-purpose-of-its-kind",)


def test_a_part_of_it_can_be_refused_and_not_granted() -> None:
    world = prepared()
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    turned(world, RequestKind.CARE_DEVELOPMENT)

    with pytest.raises(Refused) as refused:
        world.review(DATASETS[0])
    review = world.review(DATASETS[0], builders.REFUSES)

    assert refused.value.because == WITHOUT_RULES
    assert not review.granted


def test_no_permit_is_issued_on_it() -> None:
    world = prepared()
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for controller in DATASETS:
        world.review(controller)
    turned(world, RequestKind.STATISTICS)

    with pytest.raises(Refused) as refused:
        world.house.permit.issue(REQUEST)

    assert refused.value.because == WITHOUT_RULES
    assert world.memory.nouns["permits"] == {}


@pytest.mark.parametrize("question", ABOUT_REQUESTS)
@pytest.mark.parametrize("kind", [*UNWRITTEN, "advertising", "", None, 5, ["research"], ABSENT])
def test_at_no_stage_is_there_a_yes_without_rules_for_the_kind(question: Question, kind: object) -> None:
    value = kind.value if isinstance(kind, RequestKind) else kind

    ruling = rules().ask(question, with_fact(valid(question), place("access_request/kind"), value))

    assert not ruling.allows
    assert ruling.missing == set(WITHOUT_RULES)


def test_the_register_knows_the_kinds_that_can_be_asked_for_and_no_other() -> None:
    register = json.loads((POLICIES / "kinds/data.json").read_bytes())

    assert set(register) == set(RequestKind)
    assert [kind for kind, entry in register.items() if entry["rules"] == "written"] == [RequestKind.RESEARCH]


def test_the_paper_says_of_which_kind_the_request_is() -> None:
    world = World()

    request = world.submitted()

    assert world.paper(request.paper).body["kind"] == "research"
