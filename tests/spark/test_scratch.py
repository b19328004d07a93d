"""What a job leaves on its way: encrypted, closed to others, gone afterwards."""

import stat
from pathlib import Path

from pyspark.sql import SparkSession

from spark_jobs.engine import configuration
from spark_jobs.session import sweep_scratch
from spark_jobs.settings import Settings


def test_scratch_is_encrypted_and_every_page_and_log_is_off(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    chosen = configuration(Settings(work=tmp_path), scratch=tmp_path / "scratch" / "job")

    assert spark.conf.get("spark.io.encryption.enabled") == "true"
    assert (chosen["spark.io.encryption.enabled"], chosen["spark.io.encryption.keySizeBits"]) == ("true", "256")
    assert (chosen["spark.ui.enabled"], chosen["spark.eventLog.enabled"]) == ("false", "false")


def test_each_job_has_a_folder_that_only_its_owner_opens(spark: SparkSession, engine_folder: Path) -> None:
    (own,) = (engine_folder / "scratch").iterdir()
    folders = [engine_folder / "scratch", own, own / "tests"]

    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700, 0o700]


def test_what_a_living_process_works_in_is_left_alone(spark: SparkSession, engine_folder: Path) -> None:
    (working,) = (engine_folder / "scratch").iterdir()

    sweep_scratch(Settings(work=engine_folder))

    assert working.is_dir()


def test_what_a_dead_job_left_is_swept_on_start(tmp_path: Path) -> None:
    left = tmp_path / "scratch" / "order-1" / "blockmgr" / "temp_shuffle"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a table")

    sweep_scratch(Settings(work=tmp_path))

    assert list((tmp_path / "scratch").iterdir()) == []
