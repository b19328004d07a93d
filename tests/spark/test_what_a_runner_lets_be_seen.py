"""A whole order of a drawn region under every watch there is: nobody of the region is in what is shown of it."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pytest
import structlog
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from spark_jobs.jobs.watching import logs
from spark_jobs.jobs.watching.metrics import FILE, Metrics
from spark_jobs.jobs.watching.standing import place_of
from spark_jobs.jobs.watching.traces import Traces
from spark_jobs.jobs.watching.watch import Watch
from spark_jobs.papers.paper import Kind
from spark_jobs.runner import Runner
from tests.spark.house import House
from tests.spark.test_the_runner import small


@dataclass
class Seen:
    """A runner with its watch, and everything that it let be seen."""

    house: House
    watch: Watch
    spans: InMemorySpanExporter
    stop: threading.Event = field(default_factory=threading.Event)
    standing: list[str] = field(default_factory=list)

    def runner(self) -> Runner:
        runner = self.house.runner()
        return replace(runner, desk=replace(runner.desk, watch=self.watch))

    def names(self) -> list[str]:
        return [span.name for span in self.spans.get_finished_spans()]


@pytest.fixture
def seen(tmp_path: Path, region: Path, spark: SparkSession) -> Iterator[Seen]:
    sources = tmp_path / "sources"
    shutil.copytree(region, sources)
    house = House.new(tmp_path, sources=sources, descriptions=[BUILT_IN], session=spark)
    spans, numbers = InMemorySpanExporter(), tmp_path / "numbers"
    numbers.mkdir()
    watch = Watch(
        file=place_of(house.settings.work),
        metrics=Metrics.in_folder(numbers),
        traces=Traces.through(SimpleSpanProcessor(spans)),
    )
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, logs.WORDS.only_known, structlog.processors.JSONRenderer()]
    )
    yield Seen(house=house, watch=watch, spans=spans)
    structlog.reset_defaults()


def everybody(sources: Path) -> set[str]:
    """Every number of the drawn register, as it is written and in both of its shorter ways."""
    with duckdb.connect() as read:
        rows = read.execute(f"SELECT DISTINCT number FROM '{sources}/persons/number/*.parquet'").fetchall()
    numbers = {str(row[0]) for row in rows}
    return numbers | {number[2:] for number in numbers} | {f"{number[:8]}-{number[8:]}" for number in numbers}


def notes(sources: Path) -> set[str]:
    """The first words of every drawn note."""
    with duckdb.connect() as read:
        rows = read.execute(f"SELECT DISTINCT note_text FROM '{sources}/norrmalm/note/*.parquet'").fetchall()
    return {str(row[0])[:40] for row in rows if row[0]}


def test_nobody_of_the_region_is_in_a_line_a_number_or_a_span(seen: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    house = seen.house
    order = small(house)
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name=order.order)
    seen.runner().run_once()
    house.put(Kind.EXTRACTION_ORDER, small(house, order="o-2", maximum_persons=1).as_json(), name="o-2")
    seen.runner().run_once()

    told = capsys.readouterr().out + (house.root / "numbers" / FILE).read_text()
    told += "".join(span.to_json() for span in seen.spans.get_finished_spans())
    told += place_of(house.settings.work).read_text()

    assert (house.status("o-1")["state"], house.status("o-2")["code"]) == ("extracted", "cohort-too-large")
    assert {"slussen.order", "slussen.take", "slussen.extract", "slussen.hand-over"} <= set(seen.names())
    assert not [number for number in everybody(house.settings.sources) if number in told]
    assert not [note for note in notes(house.settings.sources) if note in told]
    assert str(house.manifest("o-1").delivered_persons) not in numbers_of(house)


def numbers_of(house: House) -> set[str]:
    """What the numbers count, but for times and for how many orders there were."""
    text = (house.root / "numbers" / FILE).read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#") and "_seconds" not in line]
    return {line.rpartition(" ")[2].removesuffix(".0") for line in lines}


def test_a_line_of_the_runner_names_its_order_and_its_trace(seen: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    house = seen.house
    order = small(house)
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name=order.order)

    seen.runner().run_once()

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    states = [line for line in lines if line["event"] == "status"]
    contexts = [span.get_span_context() for span in seen.spans.get_finished_spans()]
    traces = {format(context.trace_id, "032x") for context in contexts if context is not None}
    assert [line["state"] for line in states] == ["taken", "running", "extracted"]
    assert {line["order"] for line in states} == {"o-1"}
    assert {line["trace"] for line in states} == traces
    assert len(traces) == 1


class StoppedInTheMiddle(Watch):
    """Tells the runner to stop as soon as an order runs."""

    stop: threading.Event

    def told(self, state: str, code: str | None) -> None:
        if state == "running":
            self.stop.set()


def test_a_runner_that_is_told_to_stop_finishes_its_order_and_begins_no_other(seen: Seen) -> None:
    house, watch = seen.house, StoppedInTheMiddle()
    watch.stop = threading.Event()
    for name in ("o-1", "o-2"):
        house.put(Kind.EXTRACTION_ORDER, small(house, order=name).as_json(), name=name)

    runner = house.runner()
    replace(runner, desk=replace(runner.desk, watch=watch)).run_forever(watch.stop)

    assert house.status("o-1")["state"] == "extracted"
    assert not (house.settings.box / "out" / "o-2").exists()
    assert [path.name for path in (house.settings.box / "in").glob("*.json")] == ["o-2.json"]
