"""Rulings through OPA against a bare HTTP call to the same server."""

import secrets
import statistics
import sys
import tempfile
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import rule_server
from gateway.ports.rules import Question
from tests.bench.yardstick import Figure, in_turn, milliseconds, percentile, ratio
from tests.policy.cases import POLICIES, document
from tests.support.neighbours import opa

CALLS = 400


def main() -> None:
    """One ruling at submission, and one bare call, in turn."""
    token = secrets.token_hex(16)
    with (
        tempfile.TemporaryDirectory() as scratch,
        rule_server(opa(), policies=POLICIES, scratch=Path(scratch), token=token) as server,
        requests.Session() as bare,
    ):
        bare.trust_env = False
        rules = OpaRules(POLICIES, host=server.host, port=server.port, token=token)
        facts = document()
        health = f"http://{server.host}:{server.port}/health"
        asked, called = in_turn(
            lambda: rules.ask(Question.SUBMIT, facts), lambda: bare.get(health, timeout=5), times=CALLS, warm=20
        )
        rules.close()
    Figure(
        what=f"one ruling through OPA (submit), {CALLS} in turn",
        yardstick="a bare HTTP call to the same server over a kept connection",
        measured=f"{milliseconds(statistics.median(asked))} (95 %: {milliseconds(percentile(asked, 0.95))})",
        reference=f"{milliseconds(statistics.median(called))} (95 %: {milliseconds(percentile(called, 0.95))})",
        ratio=round(ratio(asked, called), 2),
        aim="2 times",
    ).keep("rulings")


if __name__ == "__main__":
    main()
