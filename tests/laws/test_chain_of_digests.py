"""Changing any byte of any paper, or any field, breaks its verification or a later link."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.chain import trace
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper
from tests.support.builders import PERMIT, TRUST
from tests.support.fakes import World


@cache
def chain() -> Sequence[SignedPaper]:
    """Every paper of one delivered study."""
    world = World()
    world.delivered()
    _, papers = world.house.audit.traced(world.memory.work(), PERMIT)
    return papers


def places(value: Any, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of a body, the outer before the inner."""
    if before:
        yield before
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield from places(one, (*before, step))


def with_change(body: Any, place: tuple[str | int, ...], value: object) -> Any:
    """A copy with another value in one place; `...` takes it away."""
    changed = copy.deepcopy(body)
    around = changed
    for step in place[:-1]:
        around = around[step]
    if value is ...:
        del around[place[-1]]
    else:
        around[place[-1]] = value
    return changed


def test_the_chain_holds_before_it_is_touched() -> None:
    assert trace(chain(), TRUST).faults == ()


@given(st.data())
def test_changing_any_field_of_any_paper_is_found(data: st.DataObject) -> None:
    paper = data.draw(st.sampled_from(chain()))
    place = data.draw(st.sampled_from(list(places(paper.body))))
    value: object = data.draw(st.sampled_from([..., None, 0, "x", [], {}, True]))
    changed = replace(paper, body=with_change(paper.body, place, value))

    faults = trace([changed if one is paper else one for one in chain()], TRUST).faults

    assert faults or changed == paper


@given(st.data())
def test_changing_any_byte_of_any_paper_is_found(data: st.DataObject) -> None:
    paper = data.draw(st.sampled_from(chain()))
    raw = bytearray(paper.to_json())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))

    try:
        changed = SignedPaper.from_json(bytes(raw))
    except PaperUnreadable:
        return

    faults = trace([changed if one is paper else one for one in chain()], TRUST).faults
    assert faults or changed == paper


@given(st.data())
def test_taking_any_paper_away_is_found_wherever_another_rests_on_it(data: st.DataObject) -> None:
    papers = chain()
    away = data.draw(st.sampled_from(papers))
    traced = trace(papers, TRUST)
    resting = [link.paper for link in traced.links if away.digest in link.names]

    faults = trace([one for one in papers if one is not away], TRUST).faults

    for paper in resting:
        assert any(paper.digest in fault and away.digest in fault for fault in faults)


@given(st.data())
def test_a_paper_signed_anew_breaks_every_link_to_it(data: st.DataObject) -> None:
    papers = chain()
    resting = {digest for link in trace(papers, TRUST).links for digest in link.names}
    paper = data.draw(st.sampled_from([one for one in papers if one.digest in resting]))
    anew = replace(paper, body={**paper.body, "more": 1})

    faults = trace([anew if one is paper else one for one in papers], TRUST).faults

    assert any(f"it names {paper.digest}" in fault for fault in faults)
