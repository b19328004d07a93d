"""The benchmarks run: on so little that their figures mean nothing, and are kept apart from those that do."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.bench import extract, objects, portal, request, rulings, scaled, store, workers, yardstick
from tests.faults.nursery import nursery
from tests.support.neighbours import minio, opa
from tests.support.shared import shared


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(yardstick, "RESULTS", tmp_path)
    monkeypatch.setattr(extract, "RESULTS", tmp_path)
    yield tmp_path
    structlog.reset_defaults()


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_extract_is_held_against_both_its_yardsticks(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["extract.py", "--size", "0.02", "--runs", "1", "--warm", "0"])

    extract.main()

    for name in ("extract", "extract-whole"):
        assert json.loads((results / f"{name}.json").read_text())["ratio"] > 0


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_public_rows_many_times_over_are_held_against_their_copy(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared("data/omop_gibleed/parquet")
    monkeypatch.setenv("BENCH_ROWS", "300000")

    scaled.main()

    figure = json.loads((results / "scaled.json").read_text())
    assert figure["ratio"] > 0
    assert "450,104 rows of 5,388 persons" in figure["what"]


@pytest.mark.long
def test_two_workers_are_held_against_one(results: Path) -> None:
    # In a process of its own: an engine that the tests have started already would be taken for the cluster's.
    bench = nursery().Process(target=run_on_workers, args=(results,))
    bench.start()
    bench.join(timeout=600)

    assert bench.exitcode == 0
    assert json.loads((results / "workers.json").read_text())["ratio"] > 0


def run_on_workers(results: Path) -> None:
    """A cluster for almost nothing."""
    with pytest.MonkeyPatch.context() as here:
        for module in (yardstick, extract):
            here.setattr(module, "RESULTS", results)
        here.setattr(sys, "argv", ["workers.py", "--size", "0.02", "--runs", "1"])
        workers.main()


def test_staging_and_delivery_are_held_against_plain_uploads(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minio()
    monkeypatch.setattr(objects, "SHORT", (2, 1))

    objects.main()

    for name in ("objects", "objects-once", "objects-staging"):
        assert json.loads((results / f"{name}.json").read_text())["ratio"] > 0


def test_a_ruling_is_held_against_a_bare_call(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opa()
    monkeypatch.setattr(rulings, "CALLS", 3)

    rulings.main()

    assert json.loads((results / "rulings.json").read_text())["ratio"] > 0


def test_a_request_is_walked_without_the_engine(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opa()
    monkeypatch.setattr(request, "REQUESTS", 2)

    request.main()

    assert (results / "request.json").exists()


def test_every_page_is_timed_and_weighed(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opa()
    monkeypatch.setattr(portal, "TIMES", 1)

    portal.main()

    assert (results / "portal.json").exists()
    assert json.loads((results / "portal-weight.json").read_text())["ratio"] < 1


def test_a_full_store_is_held_against_a_small_one(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("SMALL", 300), ("SHORT", 400), ("TIMES", 2)):
        monkeypatch.setattr(store, name, number)

    store.main()

    figures = [json.loads(path.read_text()) for path in results.glob("store-*.json")]
    assert len(figures) == len(store.ACTS) * len(store.databases())
    assert all(figure["ratio"] > 0 for figure in figures)
