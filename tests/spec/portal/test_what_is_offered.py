"""What a page may offer comes from the rules, asked without doing anything."""

import pytest

from catalog.model import ControllerId
from gateway.domain.errors import NotFound
from tests.support import builders
from tests.support.builders import RESEARCHER, STRANGER
from tests.support.fakes import World, refuse, silent


def test_what_the_rules_allow_is_offered_and_nothing_is_done() -> None:
    world = World()
    request = world.drafted()
    world.rules.answers["withdraw"] = refuse("W01-may-act")
    before = world.ledger

    offered = world.house.offer.on_request(request.id, ("submit", "withdraw"), by=RESEARCHER)

    assert offered == {"submit"}
    assert world.ledger == before


def test_an_offer_about_a_part_is_asked_about_that_part() -> None:
    world = World()
    request = world.submitted()

    world.house.offer.on_request(request.id, ("review",), by=STRANGER, controller=ControllerId("birka"))

    question, facts = world.rules.asked[-1]
    assert (question, facts["verb"]) == ("permission/act", "review")
    assert facts["part"] == {"controller": "birka"}


def test_an_offer_about_a_project_is_asked_about_that_project() -> None:
    world = World()
    project = world.opened()

    offered = world.house.offer.on_project(project.id, ("record-approval",), by=RESEARCHER)

    assert offered == {"record-approval"}
    assert world.rules.asked[-1][1]["project"]["id"] == project.id


def test_rules_that_are_silent_offer_nothing() -> None:
    world = World()
    world.rules.answers["read-ledger"] = silent

    assert world.house.offer.anywhere(("read-ledger", "verify"), by=builders.AUDITOR) == frozenset()


def test_there_is_nothing_to_offer_about_what_is_not_there() -> None:
    with pytest.raises(NotFound):
        World().house.offer.on_request("request-9", ("submit",), by=RESEARCHER)
