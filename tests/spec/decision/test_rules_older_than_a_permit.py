"""A permit names the release of the rules it was issued by, and an older one rules nothing about it."""

from collections.abc import Callable

import pytest

from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.domain.errors import RulesVoid
from tests.support.builders import COORDINATOR, ORDER, PERMIT, RESEARCHER, some_digest
from tests.support.fakes import POLICY, TableRules, World
from tests.support.onwards import GRANTED, LONGER

OLDER, NEWER = some_digest("the older rules"), some_digest("the newer rules")

FIRST = TableRules(release=1, policy_digest=OLDER)
THIRD = TableRules(release=3, policy_digest=NEWER)
UNSIGNED = TableRules()
OTHER_OF_THE_SAME_NUMBER = TableRules(release=2, policy_digest=OLDER)


def second() -> World:
    """A house under the second release of its rules."""
    return World(rules=TableRules(release=2))


def test_a_permit_and_its_ruling_name_the_release() -> None:
    world = second()

    permit = world.issued()

    assert world.paper(permit.paper).body["rules"] == {"revision": POLICY, "release": 2}
    assert world.paper(permit.rests_on[-1]).body["release"] == 2


def ordered(world: World) -> None:
    world.house.extraction.order(PERMIT)


def delivered(world: World) -> None:
    world.house.delivery.deliver(ORDER)


def let_in(world: World) -> None:
    world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)


def asked_for_longer(world: World) -> None:
    world.house.permit.ask_extension(PERMIT, **LONGER, by=RESEARCHER)


def waiting(world: World) -> None:
    world.issued()
    asked_for_longer(world)


def extended(world: World) -> None:
    world.house.permit.decide_extension(PERMIT, **GRANTED, by=COORDINATOR)


STAGES: list[tuple[Callable[[World], object], Callable[[World], None]]] = [
    (World.issued, ordered),
    (World.extracted, delivered),
    (World.delivered, let_in),
    (World.issued, asked_for_longer),
    (waiting, extended),
]
STAGE_NAMES = ["order", "deliver", "query", "ask extension", "extend"]


@pytest.mark.parametrize("rules", [FIRST, UNSIGNED, OTHER_OF_THE_SAME_NUMBER], ids=["older", "unsigned", "other"])
@pytest.mark.parametrize(("walk", "verb"), STAGES, ids=STAGE_NAMES)
def test_older_rules_rule_nothing_about_it_and_leave_only_their_entry(
    walk: Callable[[World], object], verb: Callable[[World], None], rules: TableRules
) -> None:
    world = second()
    walk(world)
    before, papers = {noun: dict(kept) for noun, kept in world.memory.nouns.items()}, len(world.memory.papers)
    lines = len(world.ledger)
    world.rules = rules

    with pytest.raises(RulesVoid) as void:
        verb(world)

    assert (void.value.code, void.value.reason) == ("rules-void", "rules-older")
    assert world.memory.nouns == before
    assert len(world.memory.papers) == papers
    (entry,) = world.ledger[lines:]
    assert (entry.event, entry.because) == (Event.NEIGHBOUR_SILENT, ("rules", "rules-older"))


@pytest.mark.parametrize(("walk", "verb"), STAGES, ids=STAGE_NAMES)
def test_newer_rules_rule_about_it(walk: Callable[[World], object], verb: Callable[[World], None]) -> None:
    world = second()
    walk(world)
    world.rules = THIRD

    verb(world)

    assert world.ledger[-1].event is not Event.NEIGHBOUR_SILENT


def test_a_permit_is_revoked_whichever_rules_are_at_hand() -> None:
    world = second()
    world.delivered()
    world.rules = FIRST

    permit = world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)

    assert permit.revocation is not None
    with pytest.raises(RulesVoid):
        let_in(world)


def test_the_houses_rounds_go_on_once_the_rules_are_back() -> None:
    world = second()
    world.issued()
    world.rules = FIRST
    troubles = list(world.house.round())
    assert [trouble.code for trouble in troubles] == ["rules-void"]

    world.rules = TableRules(release=2)
    world.house.round()

    assert world.extract().progress is Progress.ORDERED


def test_a_permit_from_before_there_were_releases_names_none_and_is_ruled_on() -> None:
    world = World()
    world.issued()
    world.rules = FIRST

    ordered(world)

    assert world.extract().progress is Progress.ORDERED
