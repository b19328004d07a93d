"""Houses in which there is something to write about: one walk for each kind of letter, by rules that are a table."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from gateway.domain.letter import LetterKind
from gateway.ports.rules import Question
from tests.support import builders, onwards
from tests.support.builders import REQUEST
from tests.support.fakes import TableRules, World, refuse


def submitted() -> World:
    world = World()
    world.submitted()
    return world


def granted() -> World:
    """One part, on a condition."""
    return onwards.first_part(submitted(), onwards.on_condition())


def part_refused() -> World:
    return onwards.first_part(submitted(), builders.REFUSES)


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
    return onwards.sent_back(submitted(), because="say which ward\nand since when")


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
    return onwards.asked_for_longer(issued())


def extended() -> World:
    return onwards.extended(asked_for_longer())


def revoked() -> World:
    return onwards.revoked(issued())


def replaced() -> World:
    return onwards.replaced(issued(), until=builders.TODAY + timedelta(days=300))


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
