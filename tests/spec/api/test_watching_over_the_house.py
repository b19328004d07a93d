"""What whoever watches over the house can ask: does it stand, can it work, and which trace a call is part of."""

import re
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from gateway.domain.errors import NeighbourUnavailable
from gateway.web.api.health import STUCK_AFTER
from tests.spec.api.calling import Caller

TRACE = "0af7651916cd43dd8448eb211c80319c"


@dataclass
class Beat:
    """A pulse as it is told."""

    goes: bool
    since_round: float | None


@pytest.mark.parametrize(
    ("beat", "status", "answer"),
    [
        (None, "standing", 200),
        (Beat(goes=True, since_round=None), "standing", 200),
        (Beat(goes=True, since_round=STUCK_AFTER - 1), "standing", 200),
        (Beat(goes=True, since_round=STUCK_AFTER + 1), "stuck", 503),
        (Beat(goes=False, since_round=1.0), "stuck", 503),
    ],
    ids=["no rounds are gone here", "before the first", "in time", "a round that does not end", "a dead thread"],
)
def test_a_house_that_goes_its_rounds_stands(beat: Beat | None, status: str, answer: int) -> None:
    call = Caller(pulse=beat)

    told = call.get("/health", by=None)

    assert (told.status_code, told.json()) == (answer, {"status": status})


def full() -> None:
    raise NeighbourUnavailable("disk", "The disk of /var/slussen has 3 MB left; 512 are wanted.")


def test_a_full_disk_is_told_by_name_and_nothing_else() -> None:
    call = Caller(own_needs={"disk": full, "signing-key": lambda: None})

    told = call.get("/ready", by=None)

    assert told.status_code == 503
    assert told.json() == {"ready": False, "silent": ["disk"]}


def test_a_call_is_part_of_the_trace_that_its_caller_names() -> None:
    call = Caller()

    with capture_logs() as lines:
        told = call.get("/health", by=None, headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})

    assert told.headers["X-Trace-Id"] == TRACE
    assert [(line["event"], line["route"], line["status"]) for line in lines] == [("answered", "/health", 200)]


@pytest.mark.parametrize(
    "wrong",
    [f"00-{TRACE}", f"01-{TRACE}-b7ad6b7169203331-01", f"00-{'0' * 32}-b7ad6b7169203331-01", "Robert; DROP TABLE"],
)
def test_a_trace_of_another_form_is_passed_over(wrong: str) -> None:
    call = Caller()

    told = call.get("/health", by=None, headers={"traceparent": wrong})

    assert re.fullmatch(r"trace-\d+", told.headers["X-Trace-Id"])
