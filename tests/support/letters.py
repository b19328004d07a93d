"""Houses in which there is something to write about: one walk for each kind of letter, by rules that are a table."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from gateway.domain.ethics import Condition
from gateway.domain.letter import LetterKind
from gateway.ports.rules import Question
from tests.support import builders
from tests.support.builders import COORDINATOR, PERMIT, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World, refuse
from tests.support.walked import GRANTED, LONGER

CONDITION = Condition(id="c1", text="No linking with other registers.")


def granted() -> World:
    """One part, on a condition."""
    world = World()
    world.submitted()
    world.review("alvik", replace(builders.finding(), conditions=(CONDITION,)))
    return world


def part_refused() -> World:
    world = World()
    world.submitted()
    world.review("alvik", builders.REFUSES)
    return world


def samples_granted() -> World:
    world = World(catalog=builders.catalog_with_samples())
    world.submitted()
    world.decide_samples()
    return world


def samples_refused() -> World:
    world = World(catalog=builders.catalog_with_samples())
    world.submitted()
    world.decide_samples(builders.REFUSES)
    return world


def returned() -> World:
    world = World()
    world.submitted()
    world.house.access_request.send_back(REQUEST, because="say which ward\nand since when", by=COORDINATOR)
    return world


def refused() -> World:
    world = World(rules=TableRules({Question.ISSUE: refuse("D01-part-granted")}))
    world.decided(refusing=builders.DATASETS)
    world.house.permit.issue(REQUEST)
    return world


def issued() -> World:
    world = World()
    world.issued()
    return world


def asked_for_longer() -> World:
    world = issued()
    world.house.permit.ask_extension(PERMIT, **LONGER, by=RESEARCHER)
    return world


def extended() -> World:
    world = asked_for_longer()
    world.house.permit.decide_extension(PERMIT, **GRANTED, by=COORDINATOR)
    return world


def revoked() -> World:
    world = issued()
    world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)
    return world


def replaced() -> World:
    """By a permit that ends earlier: no part is another, and nobody decides anew."""
    world = issued()
    shorter = replace(builders.application(), wanted_until=builders.TODAY + timedelta(days=300))
    request = world.house.access_request.amend(PERMIT, application=shorter, by=RESEARCHER)
    world.house.access_request.submit(request.id, by=RESEARCHER)
    world.house.permit.issue(request.id)
    return world


def emptied() -> World:
    world = World(rules=TableRules({Question.KEEP_OPEN: refuse("T01-permit-valid")}))
    world.delivered()
    for _ in range(2):
        world.house.round()
        world.settle()
        world.house.round()
        world.clock.pass_by(timedelta(days=1))
    return world


WALKS: Mapping[str, tuple[Callable[[], World], LetterKind, str]] = {
    "a yes with conditions": (granted, LetterKind.DECISION, "alvik"),
    "a no": (part_refused, LetterKind.DECISION, "alvik"),
    "samples granted": (samples_granted, LetterKind.SAMPLES, builders.BIOBANK.number),
    "samples refused": (samples_refused, LetterKind.SAMPLES, builders.BIOBANK.number),
    "sent back": (returned, LetterKind.RETURN, ""),
    "nothing granted": (refused, LetterKind.REFUSAL, ""),
    "a permit": (issued, LetterKind.PERMIT, ""),
    "extended": (extended, LetterKind.EXTENSION, ""),
    "revoked": (revoked, LetterKind.REVOCATION, ""),
    "emptied": (emptied, LetterKind.DELETION, ""),
}
"""What happened, the kind of letter, and about whose decision."""
