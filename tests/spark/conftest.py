"""One small session for the whole chapter, and a region of a hundred residents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spark_jobs.engine import configuration
from spark_jobs.instance import Instance
from spark_jobs.session import spark_session
from spark_jobs.settings import Settings

OWN = Instance.own()


@pytest.fixture(scope="session")
def engine_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of the tests works: its scratch, and the event log that it keeps for the tests alone."""
    folder = tmp_path_factory.mktemp("spark")
    (folder / "events").mkdir()
    return folder


@pytest.fixture(scope="session")
def spark(engine_folder: Path) -> Iterator[SparkSession]:
    # Tests are many and small: an engine that starts quickly serves them better than one that works fast.
    settings = Settings(
        work=engine_folder, spark_master="local[2]", shuffle_partitions=2, java_options="-XX:TieredStopAtLevel=1"
    )

    def with_event_log(settings: Settings, *, scratch: Path) -> dict[str, str]:
        log = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file:{engine_folder}/events"}
        return configuration(settings, scratch=scratch) | log | {"spark.eventLog.compress": "false"}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("spark_jobs.session.configuration", with_event_log)
        with spark_session(settings, "tests", own=OWN) as session:
            yield session


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """py4j leaves its loopback sockets to the garbage collector, which a warning tells at some later test's expense."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
