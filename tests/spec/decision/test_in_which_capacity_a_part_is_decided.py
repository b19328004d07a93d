"""A part is routed by how many units it concerns, and its decision says in which capacity it was made."""

from dataclasses import replace

import pytest

from gateway.domain.disclosure_review import Capacity
from gateway.domain.errors import Refused
from gateway.ports.rules import Question
from gateway.words.chain import told
from gateway.words.language import Language
from gateway.words.routing import capacity, route
from tests.support import builders
from tests.support.builders import COORDINATOR, ROUTE
from tests.support.fakes import World, refuse

GROUP = builders.finding(units=5, capacity=Capacity.CONSULTATION_GROUP)


def test_a_part_tells_to_whom_it_is_routed_until_it_is_decided() -> None:
    world = World()
    request = world.submitted()
    world.review("alvik")

    parts = world.house.decision.parts(request.id, by=COORDINATOR)

    assert [part.route for part in parts] == [None, ROUTE, ROUTE]


def test_a_decision_names_the_capacity_in_which_it_was_made() -> None:
    world = World()
    world.submitted()

    review = world.review("alvik", GROUP)

    body = world.paper(review.paper).body
    assert (body["units"], body["capacity"]) == (5, "consultation_group")
    assert world.rules.facts(Question.REVIEW)["review"]["units"] == 5
    assert world.rules.facts(Question.REVIEW)["review"]["capacity"] == "consultation_group"


def test_a_decision_that_says_no_capacity_is_for_the_rules_to_refuse() -> None:
    world = World()
    world.submitted()
    world.rules.answers[Question.REVIEW] = refuse("D10-routed-capacity")

    with pytest.raises(Refused, match="D10-routed-capacity"):
        world.review("alvik", builders.finding(units=None, capacity=None))

    assert world.rules.facts(Question.REVIEW)["review"]["capacity"] is None
    assert world.memory.nouns["reviews"] == {}


@pytest.mark.parametrize(
    ("language", "who", "coordinated"),
    [
        (Language.SV, "samrådsgruppen för datautlämning", "samordnaren håller ihop"),
        (Language.EN, "the consultation group", "the coordinator holds the parts together"),
    ],
)
def test_the_capacity_and_the_route_are_told_in_both_languages(language: Language, who: str, coordinated: str) -> None:
    world = World()
    world.submitted()
    review = world.review("alvik", GROUP)

    sentences = list(told([world.paper(review.paper)], language))

    assert who in sentences[1]
    assert "5" in sentences[1]
    assert who in route(ROUTE, language)
    assert coordinated in route(ROUTE, language)
    assert coordinated not in route(replace(ROUTE, coordinated_by=None), language)
    assert capacity("ombudsman", language) == "ombudsman"
