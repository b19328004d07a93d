"""The house does by itself what is due, in its turn; one trouble keeps nothing else from being done."""

from dataclasses import replace

from gateway.domain.access_request import Status
from gateway.domain.errors import NeighbourUnavailable
from gateway.services.permit import PermitRoom
from tests.support.builders import ORDER, REQUEST
from tests.support.fakes import FakeTurns, World


def test_while_another_house_goes_its_round_nothing_is_done_and_nothing_told() -> None:
    world = World(turns=FakeTurns(taken=True))
    world.decided()
    lines = len(world.ledger)

    assert list(world.house.round()) == []

    assert world.request().status is Status.SUBMITTED
    assert len(world.ledger) == lines


def test_what_is_due_is_done_in_one_round_from_the_last_part_to_the_order_box() -> None:
    world = World()
    world.decided()

    assert list(world.house.round()) == []

    assert world.request().status is Status.DECIDED
    assert list(world.box.taken) == [ORDER]
    assert world.permit().ordered


def test_a_request_is_due_once_its_last_part_is_decided_and_not_before() -> None:
    world = World()
    world.submitted()
    world.review("alvik")
    world.review("birka")
    assert list(world.house.permit.due()) == []

    world.review("cedra")

    assert list(world.house.permit.due()) == [REQUEST]


def test_a_store_that_cannot_say_what_is_due_is_a_trouble_and_the_round_goes_on() -> None:
    world = World()
    world.extracted()
    silent = NeighbourUnavailable("store", "The store does not answer.")

    class CannotLook(PermitRoom):
        def due(self) -> list[str]:
            raise silent

    house = replace(world.house, permit=CannotLook(desk=world.house.desk))

    assert list(house.round()) == [silent]
    assert world.extract().delivery == "delivery-1"
