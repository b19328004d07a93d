"""What the data plane tells is taken in once its signature, kind and place hold; anything else changes nothing."""

from typing import Any

import pytest

from gateway.domain.delivery import Progress
from gateway.domain.errors import NeighbourUnavailable, Refused, StepRefused
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import AUDITOR, FOREIGN_KEY, GATEWAY_KEY, JOURNAL, ORDER, RESEARCHER
from tests.support.fakes import World, refuse


def follow(world: World) -> Progress:
    return world.house.extraction.follow(ORDER).progress


def test_statuses_are_taken_in_order_and_each_brings_the_head_of_the_runners_journal() -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, "taken", sequence=1)
    world.tell(ORDER, "running", sequence=2, journal_head=builders.some_digest("later"))

    assert follow(world) is Progress.RUNNING

    assert world.extract().seen_status == 2
    assert [(entry.event, entry.journal_head) for entry in world.ledger[-2:]] == [
        ("extract.followed", JOURNAL),
        ("extract.followed", builders.some_digest("later")),
    ]


def test_where_nothing_is_new_nothing_is_written() -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, "running", sequence=1)
    follow(world)
    lines = len(world.ledger)

    assert follow(world) is Progress.RUNNING

    assert len(world.ledger) == lines


def test_a_manifest_is_kept_and_the_extract_is_staged() -> None:
    world = World()

    extract = world.extracted()

    assert extract == world.extract()
    assert extract.progress is Progress.EXTRACTED
    assert world.paper(extract.manifest).kind is Kind.MANIFEST
    assert (world.ledger[-1].event, world.ledger[-1].papers) == ("extract.received", (extract.manifest,))
    assert world.ledger[-1].journal_head == JOURNAL


def test_a_manifest_may_come_before_its_statuses() -> None:
    world = World()
    world.answer(world.ordered())

    assert follow(world) is Progress.EXTRACTED

    world.tell(ORDER, "extracted", sequence=1)
    assert follow(world) is Progress.EXTRACTED


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_what_failed_says_why(state: str) -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, state, sequence=1, code="cohort-too-large", sentence="The cohort is larger than approved.")

    assert follow(world) is Progress.FAILED

    assert world.extract().because == ("cohort-too-large", "The cohort is larger than approved.")
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("extract.failed", ("cohort-too-large",))
    assert list(world.house.extraction.running()) == []


def test_a_manifest_beside_a_failure_counts_for_nothing() -> None:
    world = World()
    extract = world.ordered()
    world.tell(ORDER, "failed", sequence=1, code="no-space")
    world.tell(ORDER, "failed", sequence=2, code="no-space")
    world.answer(extract)

    assert follow(world) is Progress.FAILED

    assert world.extract().manifest is None
    assert follow(world) is Progress.FAILED


@pytest.mark.parametrize("key", [FOREIGN_KEY, GATEWAY_KEY], ids=["unknown key", "key of the other plane"])
@pytest.mark.parametrize("paper", ["status", "manifest"])
def test_what_cannot_be_believed_changes_nothing(paper: str, key: Any) -> None:
    world = World()
    extract = world.ordered()
    if paper == "status":
        world.tell(ORDER, "failed", sequence=1, key=key)
    else:
        world.answer(extract, key=key)

    with pytest.raises(NeighbourUnavailable, match="not believed"):
        follow(world)

    assert world.extract() == extract
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("neighbour.silent", ("order-box",))


def test_a_manifest_with_a_changed_byte_changes_nothing() -> None:
    world = World()
    extract = world.ordered()
    paper = world.answer(extract)
    changed = {**paper.body, "delivered_persons": 384, "cohort_persons": 399}
    world.box.answer(ORDER, type(paper)(kind=paper.kind, body=changed, key_id=paper.key_id, signature=paper.signature))

    with pytest.raises(NeighbourUnavailable, match="changed after it was signed"):
        follow(world)

    assert world.extract() == extract


@pytest.mark.parametrize(
    "other",
    [
        {"order": "order-2"},
        {"order_digest": builders.some_digest("another order")},
        {"permit": builders.some_digest("another permit")},
        {"project": "project-2"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_manifest_of_another_order_changes_nothing(other: dict[str, Any]) -> None:
    world = World()
    extract = world.ordered()
    world.answer(extract, **other)

    with pytest.raises(NeighbourUnavailable, match="another order"):
        follow(world)

    assert world.extract() == extract


def test_a_manifest_that_does_not_add_up_changes_nothing() -> None:
    world = World()
    extract = world.ordered()
    world.answer(extract, delivered_persons=386)

    with pytest.raises(NeighbourUnavailable, match="manifest"):
        follow(world)

    assert world.extract() == extract


def test_a_status_of_another_order_changes_nothing() -> None:
    world = World()
    extract = world.ordered()
    of_another = builders.status_body("order-2", "failed", sequence=1)
    world.box.tell(ORDER, 1, builders.by_runner(Kind.STATUS, of_another))

    with pytest.raises(NeighbourUnavailable, match="not its own"):
        follow(world)

    assert world.extract() == extract


def test_an_old_status_laid_out_again_is_no_news() -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, "taken", sequence=1)
    follow(world)
    world.box.tell(ORDER, 9, world.box.told[ORDER][1])

    with pytest.raises(NeighbourUnavailable, match="not its own"):
        follow(world)

    assert world.extract().seen_status == 1


def test_a_manifest_that_lies_among_the_statuses_is_none() -> None:
    world = World()
    extract = world.ordered()
    world.box.tell(ORDER, 1, world.answer(extract))

    with pytest.raises(NeighbourUnavailable, match="expected"):
        follow(world)


def test_trouble_that_stays_is_told_once_and_not_every_second() -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, "failed", sequence=1, key=FOREIGN_KEY)
    for _ in range(3):
        assert len(world.house.round()) == 1

    told = [entry for entry in world.ledger if entry.event == "neighbour.silent"]

    assert len(told) == 1
    world.house.extraction.read(ORDER, by=RESEARCHER)
    world.house.round()
    assert [entry.event for entry in world.ledger[-2:]] == ["extract.read", "neighbour.silent"]


def test_following_is_asked_about_as_well() -> None:
    world = World()
    world.ordered()
    world.tell(ORDER, "running", sequence=1)
    world.rules.answers["receive"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        follow(world)

    assert world.extract().progress is Progress.ORDERED


def test_looking_at_an_extract_leaves_an_entry() -> None:
    world = World()
    world.ordered()

    extract = world.house.extraction.read(ORDER, by=RESEARCHER)
    found = world.house.extraction.extracts_of(builders.PERMIT, by=RESEARCHER)

    assert [extract] == list(found)
    assert world.memory.events()[-2:] == ["extract.read", "extract.read"]


def test_before_it_is_ordered_there_is_no_extract_to_look_at() -> None:
    world = World()
    permit = world.issued()

    assert list(world.house.extraction.extracts_of(permit.id, by=RESEARCHER)) == []

    assert world.ledger[-1].event == "extract.read"


def test_whoever_waits_is_told_how_far_it_is_and_nothing_else() -> None:
    world = World()
    world.ordered()
    lines = len(world.ledger)

    assert world.house.extraction.progress_of(ORDER) is Progress.ORDERED

    assert len(world.ledger) == lines


def test_attrition_tells_exact_counts_and_they_add_up() -> None:
    world = World()
    world.extracted()

    told = world.house.extraction.attrition(ORDER, by=AUDITOR)

    assert [(one.kind, one.persons) for one in told.exclusions] == [
        ("X00-identity-unresolved", 0),
        ("X01-opted-out", 10),
        ("X02-care-block", 4),
        ("X03-protected-identity", 1),
        ("X04-consent-withdrawn", 0),
    ]
    assert told.cohort_persons == sum(one.persons for one in told.exclusions) + told.delivered_persons
    assert world.rules.asked[-1][1]["verb"] == "read-attrition"
    assert world.ledger[-1].papers == (world.extract().manifest,)


def test_a_researcher_is_told_totals_from_which_no_small_difference_can_be_had() -> None:
    world = World()
    world.extracted()

    totals = world.house.extraction.totals(ORDER, by=RESEARCHER)

    assert (totals.cohort_persons.at_least, totals.delivered_persons.at_least) == (400, 380)
    assert totals.rows["alvik.person"].at_least == 1000


@pytest.mark.parametrize("verb", ["attrition", "totals"])
def test_before_the_manifest_there_is_nothing_to_count(verb: str) -> None:
    world = World()
    world.ordered()

    with pytest.raises(StepRefused, match="no manifest"):
        getattr(world.house.extraction, verb)(ORDER, by=AUDITOR)


def test_only_whom_the_rules_let_reads_the_counts() -> None:
    world = World()
    world.extracted()
    world.rules.answers["read-attrition"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.extraction.attrition(ORDER, by=RESEARCHER)
