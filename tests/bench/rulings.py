"""
Rulings through OPA with the house's own policies, against what the same server says where it has no policy at all.

What is asked is what a whole study asks on its way, from its draft to the opening of its workspace.
"""

import secrets
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import RuleServer, rule_server
from gateway.ports.rules import Question
from tests.bench.yardstick import Figure, full, in_turn, milliseconds, percentile, ratio
from tests.policy.cases import POLICIES
from tests.support.neighbours import opa
from tests.support.walked import walked

CALLS, SHORT = 4_000, 400
WARM = 40

Asked = Sequence[tuple[Question, Mapping[str, Any]]]

EMPTY = {
    "nothing/nothing.rego": "package nothing\n",
    "system/authz/authz.rego": "package system.authz\n\ndefault allow := true\n",
}
"""A server of these has no rule for any question: it reads the facts and answers that it finds nothing."""


def main() -> None:
    """All questions of a study in turn, each beside the empty answer to the same facts."""
    times = CALLS if full() else SHORT
    _, asked = walked()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, theirs = (
            _serving(stack, scratch / name, policies) for name, policies in (("own", None), ("empty", EMPTY))
        )
        (server, token), (empty, _) = ours, theirs
        rules = OpaRules(POLICIES, host=server.host, port=server.port, token=token)
        stack.callback(rules.close)
        bare = stack.enter_context(requests.Session())
        bare.trust_env = False
        ruled, answered = in_turn(_ruling(rules, asked), _empty_answer(bare, empty, asked), times=times, warm=WARM)
    _told(ruled, answered, times).keep("rulings")
    _slowest(ruled, answered, [question for question, _ in asked]).keep("rulings-slowest")


def _serving(stack: ExitStack, scratch: Path, policies: Mapping[str, str] | None) -> tuple[RuleServer, str]:
    """A server of the house's own policies, or of these."""
    token = secrets.token_hex(16)
    folder = POLICIES
    if policies is not None:
        folder = scratch / "policies"
        for name, text in policies.items():
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_text(text, encoding="utf-8")
    scratch.mkdir(exist_ok=True)
    return stack.enter_context(rule_server(opa(), policies=folder, scratch=scratch, token=token)), token


def _ruling(rules: OpaRules, asked: Asked) -> Callable[[], object]:
    """The next question at each call, ruled upon: the answer is checked and read."""
    questions = cycle(asked)

    def rule() -> object:
        question, facts = next(questions)
        return rules.ask(question, facts)

    return rule


def _empty_answer(bare: requests.Session, server: RuleServer, asked: Asked) -> Callable[[], object]:
    """The same facts sent over a kept connection; what comes back is read as JSON and no more."""
    questions = cycle(asked)

    def answer() -> object:
        question, facts = next(questions)
        where = f"http://{server.host}:{server.port}/v1/data/{question.value}"
        said = bare.post(where, json={"input": facts}, timeout=5)
        said.raise_for_status()
        assert "result" not in said.json()
        return said

    return answer


def _told(ruled: list[float], answered: list[float], times: int) -> Figure:
    """By medians, and pair by pair: what else the machine does in one second must not decide either rate."""
    ours, theirs = statistics.median(ruled), statistics.median(answered)
    return Figure(
        what=f"rulings through OPA, one after the other: all questions of a study, {times:,} in turn",
        yardstick="the same facts sent to an OPA that has no policy, over a kept connection",
        measured=f"{1 / ours:,.0f} a second ({milliseconds(ours)} each)",
        reference=f"{1 / theirs:,.0f} a second ({milliseconds(theirs)} each)",
        ratio=round(ratio(answered, ruled), 2),
        aim="at least 0.5",
    )


def _slowest(ruled: list[float], answered: list[float], questions: Sequence[Question]) -> Figure:
    """The 95th percentile of all, and of the question that takes longest."""
    by_question: dict[Question, list[float]] = {}
    for place, seconds in enumerate(ruled, start=WARM):  # the warm-up took the first
        by_question.setdefault(questions[place % len(questions)], []).append(seconds)
    slowest = max(by_question, key=lambda question: percentile(by_question[question], 0.95))
    longest = milliseconds(percentile(by_question[slowest], 0.95))
    return Figure(
        what="95 of 100 of the same rulings took no longer",
        yardstick="95 of 100 of the empty answers",
        measured=f"{milliseconds(percentile(ruled, 0.95))} ({slowest.value} alone: {longest})",
        reference=milliseconds(percentile(answered, 0.95)),
        ratio=None,
        aim="under 10 ms",
    )


if __name__ == "__main__":
    main()
