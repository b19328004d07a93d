"""The one place that makes a SparkSession, each setting with its reason."""

import logging
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from spark_jobs.errors import EngineFailed, StorageFailed
from spark_jobs.java import java_home
from spark_jobs.settings import Settings

# A failing row stands in the engine's error text, so the engine is silent; the runner tells the error's class. (The
# appender is there because Spark takes a configuration without one for none, and brings its own.)
_SILENT = """
appender.none.type = Null
appender.none.name = None
rootLogger.level = off
rootLogger.appenderRef.none.ref = None
"""


def configuration(settings: Settings, *, scratch: Path) -> dict[str, str]:
    """Every setting of the session, for one job whose scratch is this folder."""
    cores = os.cpu_count() or 2
    return {
        # A page that shows plans, and a file that keeps them: both would tell of rows to whoever finds them.
        "spark.ui.enabled": "false",
        "spark.eventLog.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": _java_options(settings, scratch.parent),
        # What spills or is shuffled is encrypted with a key that lives as long as the job.
        "spark.io.encryption.enabled": "true",
        "spark.io.encryption.keySizeBits": "256",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        **_network(settings),
        # Files of the extract are for the runner alone until they are delivered.
        "spark.hadoop.fs.permissions.umask-mode": "077",
        "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
        # One spelling of days and times, whatever the machine's zone.
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        "spark.sql.parquet.compression.codec": "zstd",
        # A number that does not fit is an error, not a silent null.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.redaction.string.regex": "(?i)[0-9a-f]{32,}|[0-9]{6,8}[-+]?[0-9]{4}",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(settings.shuffle_partitions or cores),
        "spark.default.parallelism": str(settings.shuffle_partitions or cores),
        # The crosswalk of a million persons still fits every worker, and a broadcast spares the shuffle of the rows.
        "spark.sql.autoBroadcastJoinThreshold": str(128 * 1024 * 1024),
        "spark.driver.memory": settings.driver_memory,
        "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    }


def _network(settings: Settings) -> Mapping[str, str]:
    """Loopback alone on one machine; elsewhere, authenticated and encrypted with a secret that the cluster holds."""
    if settings.spark_master.startswith("local"):
        return {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.authenticate": "true",
        }
    return {"spark.authenticate": "true", "spark.network.crypto.enabled": "true"}


@contextmanager
def spark_session(settings: Settings, *, job: str) -> Iterator[SparkSession]:
    """
    A session for one job, with a scratch folder of its own that is gone afterwards.

    Spark's process stays warm between jobs; the session, its encryption key and its scratch do not.
    """
    scratch = settings.scratch / job
    _private(settings.scratch)
    _private(scratch)
    os.environ["JAVA_HOME"] = str(java_home(settings.work / "java"))
    # Workers run in this very environment: the `python3` of the PATH knows neither our packages nor our versions.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if settings.spark_master.startswith("local"):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    # PySpark writes the engine's error text, with values of rows in it, as JSON to the error stream.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    session = _started(settings, scratch)
    try:
        yield session
    finally:
        _forget_folders(session)
        session.stop()
        shutil.rmtree(scratch, ignore_errors=True)


def _forget_folders(session: SparkSession) -> None:
    # Spark remembers the first scratch folder for as long as its process lives, and would use it for every later job.
    engine: Any = session.sparkContext._jvm
    utils = getattr(engine.org.apache.spark.util, "Utils$")
    getattr(utils, "MODULE$").clearLocalRootDirs()


def sweep_scratch(settings: Settings) -> None:
    """Remove what jobs that died have left behind. Only one runner works in a scratch folder."""
    shutil.rmtree(settings.scratch, ignore_errors=True)
    _private(settings.scratch)


def _started(settings: Settings, scratch: Path) -> SparkSession:
    builder = SparkSession.builder.master(settings.spark_master).appName("slussen-runner")
    for name, value in configuration(settings, scratch=scratch).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as failed:
        shutil.rmtree(scratch, ignore_errors=True)
        raise EngineFailed(f"Spark does not start on this machine: {type(failed).__name__}.") from None


def _java_options(settings: Settings, folder: Path) -> str:
    # Its statistics file under /tmp would show the command line to everybody on the machine.
    return f"-XX:-UsePerfData -Dlog4j2.configurationFile=file:{_log_settings(folder)} {settings.java_options}".strip()


def _log_settings(folder: Path) -> Path:
    path = folder / "log4j2.properties"
    path.write_text(_SILENT)
    return path


def _private(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    except OSError:
        raise StorageFailed(f"The folder {folder} cannot be made.") from None
