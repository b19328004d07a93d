"""Outside `contract/`, `journey/`, `faults/` and `bench/` no test reaches a network, not even by mistake."""

import asyncio
import socket
import warnings

import pytest
from pytest_socket import SocketBlockedError

from tests.conftest import LOOPBACK, LOOPBACK_ONLY, OPEN


def test_a_socket_cannot_be_made_here() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        with pytest.raises(SocketBlockedError):
            socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_an_event_loop_still_talks_to_itself() -> None:
    async def nothing() -> int:
        return 1

    assert asyncio.run(nothing()) == 1


def test_the_chapters_with_open_sockets_are_these() -> None:
    assert sorted(OPEN) == ["bench", "contract", "faults", "journey"]
    assert sorted(LOOPBACK_ONLY) == ["spark"]
    assert sorted(LOOPBACK) == ["127.0.0.1", "::1", "localhost"]
