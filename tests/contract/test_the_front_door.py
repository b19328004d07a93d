"""The socket on which the gateway answers, as a caller finds it."""

import socket

import pytest

from gateway.domain.errors import Misconfigured
from gateway.main import listening

LOOPBACK = "127.0.0.1"


def test_who_knows_the_address_is_not_turned_away_before_the_gateway_answers() -> None:
    with listening(LOOPBACK, 0) as taking, socket.create_connection(taking.getsockname(), timeout=5) as caller:
        assert caller.getpeername() == taking.getsockname()


def test_a_port_that_another_answers_on_is_told_before_anything_is_served() -> None:
    with (
        listening(LOOPBACK, 0) as first,
        pytest.raises(Misconfigured, match="is taken"),
        listening(LOOPBACK, first.getsockname()[1]),
    ):
        raise AssertionError("two answer on one port")
