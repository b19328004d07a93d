"""What happens next in a house: one step on from where it stands, by whatever rules it has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gateway.domain.disclosure_review import Finding, Outcome
from gateway.domain.ethics import Condition
from tests.support import builders
from tests.support.builders import COORDINATOR, PERMIT, REQUEST, RESEARCHER
from tests.support.fakes import World

LONGER: Mapping[str, Any] = {"until": date(2030, 10, 31), "because": "the last follow-up is in 2030"}
GRANTED: Mapping[str, Any] = {"outcome": Outcome.GRANTED, "reasons": "the follow-up was planned from the beginning"}
CONDITION = Condition(id="c1", text="No linking with other registers.")


def on_condition() -> Finding:
    """A yes, on a condition."""
    return replace(builders.finding(), conditions=(CONDITION,))


def first_part(world: World, finding: Finding) -> World:
    """The first controller decides, and no other."""
    world.review(builders.DATASETS[0], finding)
    return world


def sent_back(world: World, because: str = "say which ward") -> World:
    world.house.access_request.send_back(REQUEST, because=because, by=COORDINATOR)
    return world


def asked_for_longer(world: World) -> World:
    world.house.permit.ask_extension(PERMIT, **LONGER, by=RESEARCHER)
    return world


def extended(world: World) -> World:
    """Once it was asked for."""
    world.house.permit.decide_extension(PERMIT, **GRANTED, by=COORDINATOR)
    return world


def revoked(world: World) -> World:
    world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)
    return world


def replaced(world: World, *, until: date) -> World:
    """By a permit that ends earlier: no part is another, and nobody decides anew."""
    shorter = replace(builders.application(), wanted_until=until)
    request = world.house.access_request.amend(PERMIT, application=shorter, by=RESEARCHER)
    world.house.access_request.submit(request.id, by=RESEARCHER)
    world.house.permit.issue(request.id)
    return world
