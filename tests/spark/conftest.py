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
    settings = Settings(work=work, spark_master="local[2]", shuffle_partitions=2, java_options="-XX:TieredStopAtLevel=1")
    with spark_session(settings, job="tests") as session:
        yield session


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "region"
    draw_region(folder, seed=7, size=0.02)
    return folder
