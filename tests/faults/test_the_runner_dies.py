"""
The runner is killed at every named point of its work, and started again. Each time the same question: exactly one
delivery, no untreated byte left, the journal whole, the true status shown.
"""

import json
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from catalog.loading import BUILT_IN
from spark_jobs.jobs.in_hand import CLOCKS_APART
from spark_jobs.journal import Event
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.workspaces import WorkspaceOrder
from spark_jobs.settings import Settings
from tests.faults.dying_runner import ENDINGS, LIVES, POINTS, QUESTIONS, TORN, run
from tests.faults.nursery import nursery
from tests.spark.house import PASSPHRASE, House
from tests.spark.test_the_runner import COHORT

WITH_THE_ENGINE = (
    "extraction: one table is written",
    pytest.param("extraction: the code key is open", marks=pytest.mark.long),
    pytest.param("extraction: the manifest is signed and nothing is published", marks=pytest.mark.long),
)
PATIENCE = 300.0
"""Seconds for a runner to come to its end."""

QUICK = {"java_options": "-XX:TieredStopAtLevel=1", "shuffle_partitions": 2, "retry_seconds": 0.1}


@pytest.fixture
def house(tmp_path: Path, region: Path) -> House:
    return House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=None, **QUICK)


def begin(house: House, point: str, *, engine: bool = False, in_parts: bool = False) -> BaseProcess:
    """A runner's process: the settings are those of the house, and no others."""
    how = {"passphrase": PASSPHRASE, "engine": engine, "in_parts": in_parts, "moment": house.moment}
    runner = nursery().Process(target=run, args=(point, environment(house)), kwargs=how)
    runner.start()
    return runner


def environment(house: House) -> dict[str, str]:
    """The house's settings as an operator would give them."""
    chosen = house.settings.model_dump(exclude_none=True)
    return {f"SLUSSEN_RUNNER_{name.upper()}": str(value) for name, value in chosen.items() if value != ""}


def start(house: House, point: str, *, engine: bool = False) -> int | None:
    """Runs a runner to its end, or to its death; its exit code."""
    runner = begin(house, point, engine=engine)
    runner.join(timeout=PATIENCE)
    return runner.exitcode


def ordered(house: House, name: str = "o-1", *, snapshots: Mapping[str, str] | None = None) -> ExtractionOrder:
    order = house.extraction_order(
        datasets=("norrmalm",), cohort=COHORT, tables=("person",), order=name, snapshots=snapshots
    )
    order = order.model_copy(update={"period": order.period.model_validate({"from": "1900-01-01", "to": "2026-12-31"})})
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name=order.order)
    return order


def delivery_ordered(house: House, order: ExtractionOrder) -> DeliveryOrder:
    body = {
        "id": "d-1",
        "order": order.order,
        "manifest": house.manifest_paper(order.order).digest,
        "permit": order.permit,
        "permit_id": order.permit_id,
        "project": order.project,
        "workspace": "w-1",
        "made_at": house.moment,
        "valid_until": house.moment.date(),
    }
    delivery = DeliveryOrder.model_validate(body)
    house.put(Kind.DELIVERY_ORDER, delivery.as_json(), name="d-1")
    return delivery


def emptying_ordered(house: House, order: ExtractionOrder) -> None:
    body = {
        "id": "e-1",
        "workspace": "w-1",
        "order": order.order,
        "permit": order.permit,
        "permit_id": order.permit_id,
        "project": order.project,
        "follows": order.permit,
        "ruling": order.permit,
        "turn": 1,
        "state": "emptied",
        "because": ["T01-permit-valid"],
        "made_at": house.moment,
    }
    house.put(Kind.WORKSPACE_ORDER, WorkspaceOrder.model_validate(body).as_json(), name="e-1")


def asked(house: House, order: ExtractionOrder) -> None:
    body = {
        "id": "q-1",
        "workspace": "w-1",
        "order": order.order,
        "permit": order.permit,
        "permit_id": order.permit_id,
        "project": order.project,
        "follows": order.permit,
        "kinds": ["withdrawn_consent"],
        "told": [],
        "small_count_threshold": 10,
        "made_at": house.moment,
    }
    house.put(Kind.OBJECTION_QUESTION, ObjectionQuestion.model_validate(body).as_json(), name="q-1")


def walked_with_a_death(house: House, point: str, *, engine: bool = False) -> ExtractionOrder:
    """Both orders carried out; in one of them the runner is killed at that point, and started again."""
    order = ordered(house)
    if point.startswith("extraction"):
        assert start(house, point, engine=engine) == -signal.SIGKILL
    assert start(house, LIVES, engine=engine) == 0
    delivery_ordered(house, order)
    if point.startswith("delivery"):
        assert start(house, point) == -signal.SIGKILL
    assert start(house, LIVES) == 0
    return order


@pytest.mark.parametrize("point", [*POINTS, TORN])
def test_whoever_starts_again_delivers_exactly_once(house: House, point: str) -> None:
    order = walked_with_a_death(house, point)

    assert_delivered_once(house, order)


@pytest.mark.parametrize("point", ENDINGS)
def test_whoever_starts_again_empties_the_workspace_and_certifies_it_once(house: House, point: str) -> None:
    order = walked_with_a_death(house, LIVES)
    emptying_ordered(house, order)

    assert start(house, point) == -signal.SIGKILL
    assert start(house, LIVES) == 0

    settings = house.settings
    told = Counter(entry.event for entry in journal_of(house))
    left = [path for root in (settings.workspace_root, settings.staging) for path in root.rglob("*.parquet")]
    assert (told[Event.WORKSPACE_EMPTIED], left) == (1, [])
    assert house.status("e-1")["state"] == "emptied"
    note = paper(settings.workspace_root / "w-1" / "delivery-note.json").body
    laid_out = paper(settings.box / "out" / "e-1" / "deletion-certificate.json")
    assert laid_out == paper(settings.workspace_root / "w-1" / "deletion-certificate.json")
    assert laid_out.body["files"] == note["files"] != []
    assert list((settings.box / "in").iterdir()) == []
    assert_journal_holds(house)


@pytest.mark.parametrize("point", QUESTIONS)
def test_whoever_starts_again_answers_the_question_about_objections_once(house: House, point: str) -> None:
    order = walked_with_a_death(house, LIVES)
    asked(house, order)

    assert start(house, point) == -signal.SIGKILL
    assert start(house, LIVES) == 0

    told = Counter(entry.event for entry in journal_of(house))
    assert told[Event.OBJECTIONS_COUNTED] == 1
    out = house.settings.box / "out" / "q-1"
    assert {paper(path).body["state"] for path in out.glob("*-status.json")} == {"told"}
    (one,) = ObjectionNotice.of(paper(out / "objection-notice.json")).told
    assert (one.objection, one.persons.at_least, one.persons.below) == ("withdrawn_consent", 0, 10)
    assert list((house.settings.box / "in").iterdir()) == []
    assert_journal_holds(house)


@pytest.mark.parametrize("point", WITH_THE_ENGINE)
def test_no_untreated_byte_is_left_where_the_engine_was_killed(house: House, point: str) -> None:
    order = ordered(house)
    start(house, point, engine=True)
    assert_nothing_untreated(house)

    assert start(house, LIVES, engine=True) == 0
    delivery_ordered(house, order)
    start(house, LIVES)

    assert_delivered_once(house, order)
    assert_nothing_untreated(house)


@pytest.mark.parametrize(
    "point", ["extraction: the extract is staged and in no entry", "extraction: a sealed list lies out"]
)
def test_a_runner_that_lost_its_memory_of_steps_finds_what_was_done(house: House, point: str) -> None:
    order = ordered(house)
    assert start(house, point) == -signal.SIGKILL
    for remembered in house.settings.work.glob("steps.db*"):
        remembered.unlink()

    assert start(house, LIVES) == 0
    delivery_ordered(house, order)
    assert start(house, LIVES) == 0

    assert_delivered_once(house, order)


@pytest.mark.parametrize("jump", [timedelta(hours=1), -CLOCKS_APART + timedelta(minutes=1)])
@pytest.mark.parametrize("point", ["extraction: its taking is in the journal", "extraction: a sealed list lies out"])
def test_a_clock_that_jumps_between_two_runners_makes_nothing_happen_twice(
    house: House, point: str, jump: timedelta
) -> None:
    order = ordered(house)
    assert start(house, point) == -signal.SIGKILL

    house.moment += jump
    assert start(house, LIVES) == 0
    delivery_ordered(house, order)
    assert start(house, LIVES) == 0

    assert_delivered_once(house, order)


def test_an_order_that_a_clock_fell_back_behind_waits_and_is_then_gone_on_with(house: House) -> None:
    order = ordered(house)
    assert start(house, "extraction: the first status lies out") == -signal.SIGKILL

    house.moment -= timedelta(hours=1)
    assert [start(house, LIVES) for _ in range(2)] == [0, 0]
    assert house.status(order.order)["state"] == "taken"
    house.moment += timedelta(hours=1)
    assert start(house, LIVES) == 0
    delivery_ordered(house, order)
    assert start(house, LIVES) == 0

    assert_delivered_once(house, order)


def test_an_order_under_which_runners_die_is_tried_so_often_and_no_more(house: House) -> None:
    order = ordered(house)
    deaths = [start(house, "extraction: the code key is open") for _ in range(house.settings.attempts)]

    assert start(house, LIVES) == 0

    assert deaths == [-signal.SIGKILL] * 3
    status = house.status(order.order)
    assert (status["state"], status["code"]) == ("failed", "order-stops-runners")
    assert "3 times" in status["sentence"]
    assert list((house.settings.box / "in").iterdir()) == []
    # The later ones went on with what the first had begun.
    assert Counter(entry.event for entry in journal_of(house))[Event.ORDER_TAKEN] == 1


def test_a_death_under_one_order_keeps_no_other_from_its_turn(house: House) -> None:
    order = ordered(house)
    start(house, "extraction: the code key is open")
    other = order.model_copy(update={"order": "o-2"})
    house.put(Kind.EXTRACTION_ORDER, other.as_json(), name="o-2")

    start(house, LIVES)

    assert [house.status(name)["state"] for name in ("o-1", "o-2")] == ["extracted", "extracted"]


def test_two_runners_on_one_box_carry_out_each_order_once(house: House) -> None:
    order = ordered(house)
    names = [f"o-{number}" for number in range(2, 6)]
    for name in names:
        house.put(Kind.EXTRACTION_ORDER, order.model_copy(update={"order": name}).as_json(), name=name)

    runners = [begin(house, LIVES) for _ in range(2)]
    for runner in runners:
        runner.join(timeout=PATIENCE)
    assert [runner.exitcode for runner in runners] == [0, 0]

    staged = Counter(entry.about["order"] for entry in journal_of(house) if entry.event is Event.EXTRACT_STAGED)
    assert staged == Counter(["o-1", *names])
    assert {house.status(name)["state"] for name in ("o-1", *names)} == {"extracted"}
    assert_journal_holds(house)


def assert_delivered_once(house: House, order: ExtractionOrder) -> None:
    """The question after every fault."""
    settings = house.settings
    told = Counter(entry.event for entry in journal_of(house))
    assert (told[Event.EXTRACT_STAGED], told[Event.DELIVERED], told[Event.SECRET_MADE]) == (1, 1, 1)
    assert [folder.name for folder in settings.staging.iterdir()] == [order.order]
    assert [folder.name for folder in settings.workspace_root.iterdir()] == ["w-1"]
    assert list(settings.scratch.glob("*/*")) == []
    assert list((settings.box / "in").iterdir()) == []
    assert house.status(order.order)["state"] == "extracted"
    assert house.status("d-1")["state"] == "delivered"
    note = DeliveryNote.of(paper(settings.workspace_root / "w-1" / "delivery-note.json"))
    assert note.manifest == house.manifest_paper(order.order).digest
    confirmation = paper(settings.box / "out" / "d-1" / "confirmation.json").body
    assert confirmation["delivery_note"] == paper(settings.workspace_root / "w-1" / "delivery-note.json").digest
    assert_statuses_are_numbered(house, order.order, "d-1")
    assert_journal_holds(house)


def assert_statuses_are_numbered(house: House, *orders: str) -> None:
    for order in orders:
        papers = sorted((house.settings.box / "out" / order).glob("*-status.json"))
        assert [paper(path).body["sequence"] for path in papers] == list(range(1, len(papers) + 1))


def assert_journal_holds(house: House) -> None:
    """Opening the office verifies it from its first entry."""
    house.runner()


def assert_nothing_untreated(house: House) -> None:
    """Not one number or name of a drawn person, in any file that the runner has left, Parquet opened."""
    known = set(values(house.settings.sources / "norrmalm" / "person", "person_source_value"))
    assert len(known) > 50
    for path in files_of(house.settings):
        text = json.dumps(pq.read_table(path).to_pylist(), default=str) if path.suffix == ".parquet" else raw(path)
        assert not [value for value in known if value in text], f"untreated values in {path.name}"


def files_of(settings: Settings) -> Iterator[Path]:
    for root in (settings.work, settings.box, settings.workspace_root):
        yield from (path for path in root.rglob("*") if path.is_file())


def raw(path: Path) -> str:
    return path.read_bytes().decode("latin-1")


def values(folder: Path, column: str) -> list[str]:
    return [str(value) for value in pq.read_table(folder, columns=[column])[column].to_pylist() if value is not None]


def journal_of(house: House) -> list[Any]:
    return list(house.runner().desk.office.journal.entries())


def paper(path: Path) -> SignedPaper:
    return SignedPaper.from_json(path.read_bytes())


def test_every_point_is_reached(house: House) -> None:
    """A point that nobody passes would make its test one of nothing; each death above is asserted as well."""
    owners: Mapping[str, Any] = {
        name: getattr(point.owner, point.name) for name, point in {**POINTS, **ENDINGS}.items()
    }

    assert len(owners) >= 20
    assert all(callable(called) for called in owners.values())
