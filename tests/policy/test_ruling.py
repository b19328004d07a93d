"""A ruling says yes only if everything in it says yes."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.domain.ruling import Refusal, RefusalCode, Ruling

YES = Ruling(
    question="delivery/query",
    engine="any",
    engine_version="1",
    engine_allows=True,
    required_grounds=frozenset({"T01", "T03"}),
    grounds=frozenset({"T01", "T03"}),
    refusals=frozenset(),
    needs_judgement=frozenset(),
    exclusions=frozenset(),
    policy_digest="sha256:0",
    asked_on=date(2026, 11, 22),
)
CONTRADICTIONS = {
    "the engine says no": replace(YES, engine_allows=False),
    "nothing was required": replace(YES, required_grounds=frozenset(), grounds=frozenset()),
    "a ground is missing": replace(YES, grounds=frozenset({"T01"})),
    "a ground too many was found": replace(YES, grounds=frozenset({"T01", "T03", "X"})),
    "a refusal stands beside the yes": replace(YES, refusals=frozenset({Refusal(RefusalCode("T01"))})),
    "a human must judge first": replace(YES, needs_judgement=frozenset({"T01"})),
}


def test_everything_found_and_nothing_against_it_is_a_yes() -> None:
    assert YES.allows
    assert YES.missing == frozenset()


@pytest.mark.parametrize("ruling", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_ruling_that_contradicts_itself_refuses(ruling: Ruling) -> None:
    assert not ruling.allows


def test_what_is_missing_is_named() -> None:
    refused = replace(YES, grounds=frozenset({"T01"}), refusals=frozenset({Refusal(RefusalCode("T03"))}))

    assert refused.missing == {"T03"}
