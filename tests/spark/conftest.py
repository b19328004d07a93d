"""One small session for the whole chapter, and a region of a hundred residents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spark_jobs.session import spark_session
from spark_jobs.settings import Settings
from spark_jobs.synthetic.region import draw_region


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    work = tmp_path_factory.mktemp("spark")
    # Tests are many and small: an engine that starts quickly serves them better than one that works fast.
    settings = Settings(
        work=work, spark_master="local[2]", shuffle_partitions=2, java_options="-XX:TieredStopAtLevel=1"
    )
    with spark_session(settings, job="tests") as session:
        yield session


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "region"
    draw_region(folder, seed=7, size=0.02)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """py4j leaves its loopback sockets to the garbage collector, which a warning tells at some later test's expense."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
