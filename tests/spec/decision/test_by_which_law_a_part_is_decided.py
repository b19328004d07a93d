"""A part is decided by the law of its controller, and whoever is told no is told where it can be taken."""

from dataclasses import asdict, replace

import pytest

from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.rules import Question
from gateway.words.bases import appeal, kind
from gateway.words.chain import told
from gateway.words.language import Language
from tests.support import builders
from tests.support.builders import BASIS, COORDINATOR
from tests.support.fakes import World, refuse, ruling, silent

PRIVATE = replace(BASIS, kind="private", appeal="none", appeal_weeks=None)


def test_a_part_says_by_which_law_it_is_decided_before_it_is() -> None:
    world = World()
    request = world.submitted()
    world.rules.answers[Question.REVIEW] = refuse("D07-finding-reasoned")

    parts = world.house.decision.parts(request.id, by=COORDINATOR)

    assert [part.basis for part in parts] == [BASIS] * 3
    assert world.rules.facts(Question.REVIEW)["part"] == {"controller": "cedra", "kind": "public"}
    assert "review" not in world.rules.facts(Question.REVIEW)


def test_a_decision_keeps_the_law_that_it_was_made_by_on_its_paper() -> None:
    world = World()
    request = world.submitted()
    world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, basis=PRIVATE)
    review = world.review("alvik")
    del world.rules.answers[Question.REVIEW]

    parts = world.house.decision.parts(request.id, by=COORDINATOR)

    assert review.basis == PRIVATE
    assert world.paper(review.paper).body["basis"] == asdict(PRIVATE)
    assert world.paper(review.ruling).body["basis"] == asdict(PRIVATE)
    assert [part.basis for part in parts] == [PRIVATE, BASIS, BASIS]


def test_silent_rules_say_no_law() -> None:
    world = World()
    request = world.submitted()
    world.rules.answers[Question.REVIEW] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.decision.parts(request.id, by=COORDINATOR)


@pytest.mark.parametrize(
    ("language", "court", "nowhere"),
    [
        (Language.SV, "kammarrätten inom 3 veckor", "kan inte överklagas"),
        (Language.EN, "within 3 weeks", "cannot be appealed"),
    ],
)
def test_where_a_no_can_be_taken_is_told_in_both_languages(language: Language, court: str, nowhere: str) -> None:
    world = World()
    world.submitted()
    review = world.review("alvik", builders.REFUSES)

    sentences = list(told([world.paper(review.paper)], language))

    assert BASIS.paragraph in sentences[2]
    assert court in sentences[3]
    assert nowhere in appeal(PRIVATE, language)
    assert kind(BASIS, language) != kind(PRIVATE, language)


def test_a_code_that_the_words_do_not_know_is_told_as_it_is() -> None:
    unknown = replace(BASIS, kind="cooperative", appeal="ombudsman")

    assert (kind(unknown, Language.SV), appeal(unknown, Language.SV)) == ("cooperative", "ombudsman")
