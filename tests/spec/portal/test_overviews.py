"""Several matters beside each other: only those that the rules let their reader see, however many there are."""

import pytest

from catalog.model import ControllerId
from gateway.services import overview
from tests.support import builders
from tests.support.builders import COORDINATOR, DEPUTY, HEAD, PROJECT, REQUEST, RESEARCHER, STEWARD_A, STRANGER, TODAY
from tests.support.fakes import World, refuse


def test_every_page_of_what_is_stored_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "PAGE", 1)
    world = World()
    world.submitted()
    second = world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)
    world.house.access_request.submit(second.id, by=RESEARCHER)

    found = world.house.overview.under_way(by=COORDINATOR)

    assert [matter.request.id for matter in found] == [REQUEST, second.id]
    assert [part.controller for part in found[0].parts] == ["alvik", "birka", "cedra"]


def test_whoever_has_nothing_of_their_own_finds_nothing() -> None:
    world = World()
    world.submitted()

    assert world.house.overview.under_way(by=STRANGER) == []


def test_what_the_rules_do_not_let_somebody_read_is_left_out() -> None:
    world = World()
    world.submitted()
    world.rules.answers["read"] = refuse("W02-within-reach")

    assert world.house.overview.under_way(by=COORDINATOR) == []


def test_a_steward_and_their_deputy_see_the_same_matters() -> None:
    world = World()
    world.submitted()
    world.house.deputyship.name(
        controller=ControllerId("alvik"),
        deputy=DEPUTY.id,
        because="Away.",
        begins=TODAY,
        until=TODAY,
        by=STEWARD_A,
    )

    seen = [world.house.overview.under_way(by=somebody) for somebody in (STEWARD_A, DEPUTY)]

    assert seen[0] == seen[1]
    assert world.house.offer.at_own(("read-deputyships",), by=DEPUTY) == {"read-deputyships"}


def test_samples_are_told_of_submitted_requests_alone() -> None:
    world = World(catalog=builders.catalog_with_samples())
    world.drafted()

    before = world.house.overview.samples(by=HEAD)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert before == []
    assert [matter.request.id for matter in world.house.overview.samples(by=HEAD)] == [REQUEST]


def test_extracts_are_told_of_one_project_or_of_all() -> None:
    world = World()
    world.ordered()

    everywhere, here, elsewhere = (
        world.house.overview.holdings(project=project, by=STEWARD_A) for project in (None, PROJECT, "project-9")
    )

    assert [holding.workspace for holding in everywhere] == [None]
    assert list(everywhere) == list(here)
    assert elsewhere == []


def test_what_was_looked_at_is_told_in_the_ledger() -> None:
    world = World()
    world.submitted()

    world.house.overview.study(REQUEST, by=STEWARD_A)
    world.house.overview.under_way(by=COORDINATOR)
    world.house.overview.holdings(by=COORDINATOR)

    told = [(entry.event.value, entry.subject) for entry in world.ledger[-3:]]
    assert told == [
        ("project.read", PROJECT),
        ("access_request.listed", "access-requests"),
        ("extract.read", "extracts"),
    ]
