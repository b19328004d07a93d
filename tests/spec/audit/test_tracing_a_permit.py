"""From the delivered extract back to the sentence in which somebody asked for it: every link is checked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gateway.domain.chain import trace
from gateway.domain.errors import NotFound, Refused
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support.builders import AUDITOR, GATEWAY_KEY, PERMIT, RESEARCHER, RUNNER_KEY, TRUST, pinned
from tests.support.fakes import World, refuse


def chain() -> Sequence[SignedPaper]:
    world = World()
    world.delivered()
    _, papers = world.house.audit.traced(world.memory.work(), PERMIT)
    return papers


def one(papers: Sequence[SignedPaper], kind: Kind) -> SignedPaper:
    return next(paper for paper in papers if paper.kind is kind)


def without(papers: Sequence[SignedPaper], kind: Kind) -> list[SignedPaper]:
    return [paper for paper in papers if paper.kind is not kind]


def rewritten(papers: Sequence[SignedPaper], kind: Kind, **changes: Any) -> tuple[str, ...]:
    """The faults of a chain in which one paper was signed anew, by its own key, with something else in it."""
    old = one(papers, kind)
    key = RUNNER_KEY if old.key_id == RUNNER_KEY.key_id else GATEWAY_KEY
    new = key.sign(kind, {**old.body, **changes})
    return trace([*without(papers, kind), new], TRUST).faults


def test_a_whole_chain_holds_and_is_told_in_the_order_of_the_flow() -> None:
    world = World()
    world.delivered()

    traced, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert traced.holds
    kinds = list(dict.fromkeys(link.paper.kind.value for link in traced.links))
    assert kinds == [
        "ethics-approval",
        "snapshot",
        "access-request",
        "part-decision",
        "permit",
        "extraction-order",
        "manifest",
        "delivery-order",
        "confirmation",
        "receipt",
        "ruling",
    ]
    assert {link.paper.digest for link in traced.links} == {paper.digest for paper in papers}
    assert world.ledger[-1].event == "audit.chain_traced"


def test_a_chain_is_traced_from_the_permit_on_before_anything_is_delivered() -> None:
    world = World()
    world.issued()

    traced, _ = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert traced.holds


def test_a_missing_paper_is_named_by_whatever_rests_on_it() -> None:
    papers = chain()
    missing = one(papers, Kind.ETHICS_APPROVAL).digest

    faults = trace(without(papers, Kind.ETHICS_APPROVAL), TRUST).faults

    assert "There is no ethics-approval among the papers." in faults
    assert [fault for fault in faults if f"it names {missing}, which is not among the papers" in fault]


def test_a_paper_missing_from_the_store_is_a_fault_and_not_an_end() -> None:
    world = World()
    extract = world.delivered()
    assert extract.manifest is not None
    del world.memory.papers[extract.manifest]

    traced, _ = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert [fault for fault in traced.faults if extract.manifest in fault]
    assert world.ledger[-1].because == ("chain-broken",)


def test_a_changed_paper_is_named_and_every_later_link_to_it_breaks() -> None:
    papers = list(chain())
    request = one(papers, Kind.ACCESS_REQUEST)
    changed = replace(request, body={**request.body, "expected_persons": 4000})

    faults = trace([*without(papers, Kind.ACCESS_REQUEST), changed], TRUST).faults

    assert [fault for fault in faults if changed.digest in fault and "changed after it was signed" in fault]
    assert [fault for fault in faults if fault.startswith("permit") and request.digest in fault]


def test_a_paper_changed_in_the_store_is_named_once_and_the_tracing_goes_on() -> None:
    world = World()
    request_paper = world.issued().follows
    paper = world.paper(request_paper)
    world.memory.papers[request_paper] = replace(paper, body={**paper.body, "purpose": "53.1.a"})

    traced, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    changed = f"the access-request {request_paper} was changed after it was signed."
    assert traced.faults[0] == changed
    assert list(traced.faults).count(changed) == 1
    assert one(papers, Kind.PERMIT) in papers
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("audit.chain_traced", ("chain-broken",))


def test_a_permit_that_grants_a_column_nobody_asked_for_is_named() -> None:
    papers = chain()
    columns = one(papers, Kind.PERMIT).body["columns"]
    wider = [*columns, {"dataset": "alvik", "table": "note", "column": "note_text", "treatment": {"kind": "keep"}}]

    faults = rewritten(papers, Kind.PERMIT, columns=wider)

    assert [fault for fault in faults if "grants a column that its request did not ask for" in fault]


def test_an_order_whose_columns_are_not_those_of_its_permit_is_named() -> None:
    papers = chain()
    datasets = one(papers, Kind.EXTRACTION_ORDER).body["datasets"]

    faults = rewritten(papers, Kind.EXTRACTION_ORDER, datasets=datasets[:1])

    assert [fault for fault in faults if "its columns are not those of its permit" in fault]


def test_an_order_that_treats_a_column_otherwise_than_permitted_is_named() -> None:
    papers = chain()
    first, *rest = one(papers, Kind.EXTRACTION_ORDER).body["datasets"]
    kept = [
        {**table, "columns": [{**column, "treatment": {"kind": "keep"}} for column in table["columns"]]}
        for table in first["tables"]
    ]

    faults = rewritten(papers, Kind.EXTRACTION_ORDER, datasets=[{**first, "tables": kept}, *rest])

    assert [fault for fault in faults if "treats a column otherwise than its permit says" in fault]


def test_a_manifest_with_a_column_that_was_not_ordered_is_named() -> None:
    papers = chain()
    tables = one(papers, Kind.MANIFEST).body["tables"]
    more = {**tables[0], "table": "note"}

    faults = rewritten(papers, Kind.MANIFEST, tables=[*tables, more])

    assert [fault for fault in faults if "tells of a column that was not ordered" in fault]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (Kind.PERMIT, "columns", [{}]),
        (Kind.PERMIT, "columns", 5),
        (Kind.EXTRACTION_ORDER, "datasets", None),
        (Kind.MANIFEST, "tables", ["x"]),
    ],
)
def test_columns_that_cannot_be_read_are_a_fault_and_not_an_end(kind: Kind, field: str, value: object) -> None:
    faults = rewritten(chain(), kind, **{field: value})

    assert [fault for fault in faults if "cannot be read" in fault]


def test_columns_are_compared_only_with_a_paper_that_is_there() -> None:
    papers = without(without(chain(), Kind.EXTRACTION_ORDER), Kind.ACCESS_REQUEST)

    faults = trace(papers, TRUST).faults

    assert "There is no access-request among the papers." in faults
    assert not [fault for fault in faults if "column" in fault]


def test_an_order_without_its_permit_is_told_by_the_missing_link() -> None:
    papers = without(chain(), Kind.PERMIT)

    faults = trace(papers, TRUST).faults

    assert "There is no permit among the papers." in faults


@pytest.mark.parametrize("day", [None, "the other day"], ids=["no day", "no date"])
def test_a_paper_that_does_not_say_when_it_was_signed_is_named(day: str | None) -> None:
    faults = rewritten(chain(), Kind.RECEIPT, received_at=day)

    assert [fault for fault in faults if "does not say when it was signed" in fault]


def test_a_paper_of_another_kind_has_no_place_in_the_chain() -> None:
    head = GATEWAY_KEY.sign(Kind.LEDGER_HEAD, {"sequence": 1, "asked_on": "2026-11-22"})

    traced = trace([*chain(), head], TRUST)

    assert traced.links[-1].paper is head
    assert [fault for fault in traced.faults if "has no place in the chain" in fault]


def test_a_key_that_was_not_valid_on_the_day_is_named() -> None:
    too_late = pinned(GATEWAY_KEY, KeyRole.GATEWAY, first=date(2027, 1, 1))
    trust = TrustFile(keys=(too_late, pinned(RUNNER_KEY, KeyRole.RUNNER)))

    faults = trace(chain(), trust).faults

    assert [fault for fault in faults if "is not valid on 2026-11-22" in fault]


def test_a_key_is_asked_about_on_the_swedish_day_as_it_was_when_the_paper_was_believed() -> None:
    late = GATEWAY_KEY.sign(Kind.RECEIPT, {"received_at": "2026-11-22T23:30:00Z"})
    from_tomorrow = TrustFile(keys=(pinned(GATEWAY_KEY, KeyRole.GATEWAY, first=date(2026, 11, 23)),))

    traced = trace([late], from_tomorrow)

    assert traced.links[0].faults == ()


def test_a_link_that_is_not_a_digest_leads_nowhere() -> None:
    faults = rewritten(chain(), Kind.RECEIPT, manifest=5, permit=None)

    assert faults == ()


def test_who_may_trace_is_for_the_rules_to_say() -> None:
    world = World()
    world.issued()
    world.rules.answers["trace"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.audit.chain(PERMIT, by=RESEARCHER)


def test_a_permit_that_is_not_there_has_no_chain() -> None:
    with pytest.raises(NotFound):
        World().house.audit.chain("permit-9", by=AUDITOR)


def test_the_papers_are_given_to_whoever_may_read_exact_counts() -> None:
    world = World()
    world.delivered()

    papers = world.house.audit.papers(PERMIT, by=AUDITOR)

    assert trace(papers, TRUST).holds
    assert world.rules.asked[-1][1]["verb"] == "read-attrition"
