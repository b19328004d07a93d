"""What whoever watches over a runner can see: where it stands, what it has in hand, and no number of persons."""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from spark_jobs.errors import EngineFailed, SettingsUnfit
from spark_jobs.jobs.watching.metrics import FILE, Metrics
from spark_jobs.jobs.watching.standing import DEAD_AFTER, STUCK_AFTER, place_of
from spark_jobs.jobs.watching.traces import Traces
from spark_jobs.jobs.watching.watch import Watch, health
from spark_jobs.settings import Settings
from tests.support.people import personal_number

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ORDER = "extract-0af7651916cd43dd8448"


@dataclass
class Steady:
    """A clock that a test moves."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Watched:
    """A runner's watch on a folder, with its health check."""

    settings: Settings
    steady: Steady = field(default_factory=Steady)

    def __post_init__(self) -> None:
        self.watch = Watch(file=place_of(self.settings.work), clock=lambda: NOW, steady=self.steady)
        self.watch.looked()

    def after(self, seconds: float) -> tuple[bool, str]:
        return health(self.settings, steady=self.steady.at + seconds)

    def beat_after(self, seconds: float) -> tuple[bool, str]:
        """The beat goes on; nothing else does."""
        self.steady.at += seconds
        self.watch._stand(lambda last: last)
        return self.after(0)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(settings=Settings(work=tmp_path / "work", longest_job_hours=2))


def test_a_runner_that_looks_into_its_box_is_well(watched: Watched) -> None:
    assert watched.after(5) == (True, "Well at 2026-11-22T09:30:00+00:00: no order in hand.")


def test_where_no_runner_ever_stood_none_is_well(tmp_path: Path) -> None:
    assert health(Settings(work=tmp_path), steady=0.0) == (False, "No runner stands here.")


def test_a_runner_that_gives_no_sign_is_dead(watched: Watched) -> None:
    well, sentence = watched.after(DEAD_AFTER + 1)

    assert not well
    assert "no sign" in sentence


def test_a_beat_alone_does_not_make_a_runner_well(watched: Watched) -> None:
    well, sentence = watched.beat_after(STUCK_AFTER + 1)

    assert not well
    assert "not looked into the order box" in sentence


def test_an_order_in_hand_may_take_its_time_but_not_forever(watched: Watched) -> None:
    with watched.watch.order(ORDER, attempts=2):
        for_an_hour = watched.beat_after(3600)
        for_three = watched.beat_after(2 * 3600)
    afterwards = watched.after(0)

    assert for_an_hour == (True, f"Well at 2026-11-22T09:30:00+00:00: the order {ORDER} in hand, attempt 2.")
    assert for_three == (False, f"The order {ORDER} has been in hand for 3 hours.")
    assert afterwards[0]


def test_the_file_is_for_its_owner_alone_and_gone_after_a_clean_end(watched: Watched) -> None:
    file = place_of(watched.settings.work)

    with watched.watch.beating():
        mode = file.stat().st_mode & 0o777
        told = json.loads(file.read_bytes())

    assert mode == 0o600
    assert set(told) == {"at", "attempts", "beat", "looked", "order", "pid", "since"}
    assert not file.exists()


def test_what_a_killed_runner_left_does_not_hide_its_successor(watched: Watched) -> None:
    left = place_of(watched.settings.work, pid=1)
    left.write_bytes(place_of(watched.settings.work).read_bytes())
    watched.steady.at += DEAD_AFTER + 1
    watched.watch.looked()

    assert watched.after(1)[0]


def test_a_file_that_is_none_is_passed_over(watched: Watched) -> None:
    place_of(watched.settings.work, pid=2).write_bytes(b"{}")

    assert watched.after(1)[0]


def test_a_full_disk_does_not_stop_an_order(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    watch = Watch(file=tmp_path / "file" / "standing.json", steady=watched.steady)

    with watch.order(ORDER):
        done = True

    assert done


@pytest.fixture
def metrics(tmp_path: Path) -> Metrics:
    return Metrics.in_folder(tmp_path)


def test_the_numbers_are_a_file_as_the_collector_reads_it(metrics: Metrics, tmp_path: Path) -> None:
    watch = Watch(metrics=metrics)
    with watch.order(ORDER):
        watch.told("running", None)
        watch.told("failed", "cohort-too-large")

    text = (tmp_path / FILE).read_text()

    assert 'slussen_runner_orders_total{code="cohort-too-large",outcome="failed"} 1.0' in text
    assert "slussen_runner_order_seconds_count 1.0" in text
    assert "running" not in text
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]


def test_no_number_has_a_label_by_which_somebody_could_be_told_apart(metrics: Metrics, tmp_path: Path) -> None:
    number = personal_number(datetime(1951, 3, 7, tzinfo=UTC).date())
    watch = Watch(metrics=metrics)
    with watch.order(ORDER):
        watch.told("refused", f"unknown person {number}")

    labels = {name for family in metrics.registry.collect() for sample in family.samples for name in sample.labels}

    assert labels == {"outcome", "code", "le"}
    assert number not in (tmp_path / FILE).read_text()
    assert ORDER not in (tmp_path / FILE).read_text()


def test_a_folder_for_the_numbers_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnfit, match="SLUSSEN_RUNNER_METRICS_FOLDER"):
        Metrics.in_folder(tmp_path / "nowhere")


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


def test_the_steps_of_an_order_stand_below_it_in_whatever_thread_they_run(spans: InMemorySpanExporter) -> None:
    watch = Watch(traces=Traces.through(SimpleSpanProcessor(spans)))
    with watch.order(ORDER):
        steps = watch.watched(lambda name, act: act())
        thread = threading.Thread(target=lambda: steps("hand over", lambda: "sha256:0"))
        thread.start()
        thread.join()

    step, order = spans.get_finished_spans()

    assert (step.name, order.name) == ("slussen.hand-over", "slussen.order")
    above = order.get_span_context()
    assert step.parent is not None
    assert above is not None
    assert step.parent.span_id == above.span_id
    assert dict(step.attributes or {}) == {"slussen.order": ORDER}


def test_a_step_that_fails_tells_its_code_and_nothing_that_was_said(spans: InMemorySpanExporter) -> None:
    watch = Watch(traces=Traces.through(SimpleSpanProcessor(spans)))

    with pytest.raises(EngineFailed), watch.order(ORDER):
        raise EngineFailed("The engine stopped at 19510307: Anna.")

    (span,) = spans.get_finished_spans()
    assert dict(span.attributes or {}) == {"slussen.order": ORDER, "slussen.code": "engine-failed"}
    assert "Anna" not in span.to_json()
