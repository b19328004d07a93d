"""
An order carried out by a cluster: a standalone master and two workers. One of them is killed in the middle.

Then everything that the cluster and the runner have left is searched, for keys and for people.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from catalog.loading import BUILT_IN
from pseudonymisation.code_key import CodeKey
from pseudonymisation.scope import Domain
from pseudonymisation.wrapping import MasterKey
from spark_jobs.errors import SettingsUnfit
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import assert_journal_holds, begin, start
from tests.spark.house import PASSPHRASE, House
from tests.spark.test_keys_stay_hidden import spellings
from tests.spark.test_the_runner import COHORT
from tests.support.cluster import Cluster, standalone
from tests.support.poison import poisoned

pytestmark = [
    # py4j leaves its loopback sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
QUICK = {"java_options": "-XX:TieredStopAtLevel=1", "shuffle_partitions": 4, "demo": True}
TABLES = ("person", "condition_occurrence", "note")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with standalone(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def house(cluster: Cluster, region: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    root = tmp_path_factory.mktemp("house")
    house = House.new(root, sources=region, descriptions=[BUILT_IN], session=None, **QUICK)
    house.settings = house.settings.model_copy(
        update={"spark_master": cluster.url, "spark_secret_file": cluster.secret, "executor_memory": "600m"}
    )
    return house


@pytest.fixture(scope="module")
def extracted(house: House) -> ExtractionOrder:
    order = ordered(house, "o-1")
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name="o-1")
    # In a process of its own: an engine that the tests have started already would be taken for the cluster's.
    assert start(house, LIVES, engine=True) == 0
    assert house.status("o-1")["state"] == "extracted", house.status("o-1")
    return order


def ordered(house: House, name: str) -> ExtractionOrder:
    order = house.extraction_order(
        datasets=("norrmalm",), cohort=COHORT, tables=TABLES, order=name, text_profile="unmeasured"
    )
    return order.model_copy(update={"period": order.period.model_validate({"from": "1900-01-01", "to": "2026-12-31"})})


def test_a_cluster_without_its_secret_is_not_begun_with(house: House, tmp_path: Path) -> None:
    house_without = House.new(tmp_path, sources=tmp_path, descriptions=[BUILT_IN], session=None)
    house_without.settings = house.settings.model_copy(update={"spark_secret_file": None})

    with pytest.raises(SettingsUnfit, match="SPARK_SECRET_FILE"):
        house_without.runner().desk.sessions("job").__enter__()


def test_an_order_is_carried_out_by_the_workers(house: House, extracted: ExtractionOrder, cluster: Cluster) -> None:
    manifest = house.manifest(extracted.order)

    rows = {table.table: table.rows for table in manifest.tables}
    staged = house.settings.staging / extracted.order / "rows" / "norrmalm"
    assert manifest.delivered_persons > 20
    assert rows["person"] >= manifest.delivered_persons
    assert {name: pq.read_table(staged / name).num_rows for name in TABLES} == rows
    assert [folder.name for folder in cluster.folder.glob("worker-*/work/app-*/*")] != []


def test_a_worker_killed_in_the_middle_costs_time_and_not_the_job(house: House, cluster: Cluster) -> None:
    order = ordered(house, "o-2")
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name="o-2")
    running = begin(house, LIVES, engine=True)
    partial = house.settings.staging / ".partial-o-2-1" / "rows"

    until(lambda: any(partial.rglob("*.parquet")), running)
    assert_no_process_was_told(cluster.secret.read_bytes())
    cluster.kill_worker(0)
    running.join(timeout=300)

    assert house.status("o-2")["state"] == "extracted"
    rows = {table.table: table.rows for table in house.manifest("o-2").tables}
    assert rows == {table.table: table.rows for table in house.manifest("o-1").tables}
    cluster.start_worker()


def test_a_value_that_no_workers_memory_holds_ends_the_order_and_neither_cluster_nor_runner(
    house: House, region: Path, tmp_path: Path
) -> None:
    shutil.copytree(region, tmp_path / "sources")
    poisoned(tmp_path / "sources" / "norrmalm" / "person" / "part-00000.parquet", column="person_source_value")
    other = House.new(tmp_path, sources=tmp_path / "sources", descriptions=[BUILT_IN], session=None, **QUICK)
    cluster = {name: getattr(house.settings, name) for name in ("spark_master", "spark_secret_file", "executor_memory")}
    other.settings = other.settings.model_copy(update={**cluster, "attempts": 1})
    order = ordered(other, "o-1")
    other.put(Kind.EXTRACTION_ORDER, order.as_json(), name="o-1")

    assert start(other, LIVES, engine=True) == 0

    status = other.status("o-1")
    assert (status["state"], status["code"]) == ("failed", "engine-died"), status
    assert list(other.settings.staging.iterdir()) == []
    assert list(other.settings.scratch.glob("*/o-*")) == []
    assert_journal_holds(other)


def test_nothing_that_a_job_leaves_shows_a_key_or_a_person(
    house: House, extracted: ExtractionOrder, cluster: Cluster, region: Path
) -> None:
    secret = house_secret(house)
    key = CodeKey.of_secret(secret, project=extracted.project)
    hidden = [form for one in (secret, *map(key.domain_key, Domain)) for form in spellings(one)]
    hidden += [cluster.secret.read_bytes(), PASSPHRASE]
    people = [str(number).encode() for number in numbers(region) if number]
    left = [path for root in (cluster.folder, house.root) for path in root.rglob("*") if path.is_file()]
    assert len(left) > 30

    for path in left:
        content = shown(path)
        if path.name not in {"secret", "spark-defaults.conf"}:
            assert not [form for form in hidden if form in content], f"a key in {path}"
        assert not [number for number in people if number in content], f"a person in {path}"
    assert [path for path in left if path.name == "spark-defaults.conf" and path.stat().st_mode & 0o077] == []


def assert_no_process_was_told(secret: bytes) -> None:
    """Arguments are for everybody on the machine to see."""
    told = [readable(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    assert any(b"CoarseGrainedExecutorBackend" in words for words in told)
    assert not any(secret in words for words in told)


def until(condition: Callable[[], bool], running: BaseProcess) -> None:
    while running.is_alive() and not condition():
        time.sleep(0.05)
    assert running.is_alive(), "the job ended before anything could happen to it"


def house_secret(house: House) -> bytes:
    """The project's secret, unwrapped by hand."""
    (wrapped,) = house.settings.keyring.glob("*.key.json")
    sealed = house.settings.needed("master_key_file").read_bytes()
    key = MasterKey.open(sealed, passphrase=PASSPHRASE).unwrap(wrapped.read_bytes(), project="p-1")
    return bytes(key._secret)


def numbers(region: Path) -> list[str]:
    return [str(value) for value in pq.read_table(region / "persons" / "number")["number"].to_pylist()]


def shown(path: Path) -> bytes:
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), default=str).encode()
    return path.read_bytes()


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
