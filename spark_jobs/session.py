"""The one place that makes a SparkSession, in a scratch folder that is gone afterwards."""

import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkContext
from pyspark.sql import SparkSession

from spark_jobs.engine import closed_configuration, configuration, on_one_machine
from spark_jobs.errors import EngineFailed, StorageFailed
from spark_jobs.instance import Instance
from spark_jobs.java import java_home
from spark_jobs.keeping import keep
from spark_jobs.settings import Settings


@contextmanager
def spark_session(settings: Settings, job: str, *, own: Instance) -> Iterator[SparkSession]:
    """
    A session for one job, with a scratch folder of its own that is gone afterwards.

    Spark's process stays warm between jobs; the session, its encryption key and its scratch do not. One in which a job
    failed (EngineFailed) is ended. `own` is this process: others must not sweep away what it works in.
    """
    scratch = _home(settings, own) / job
    _private(scratch)
    os.environ["JAVA_HOME"] = str(java_home(settings.work / "java"))
    # Workers run in this very environment: the `python3` of the PATH knows neither our packages nor our versions.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if on_one_machine(settings):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["SPARK_CONF_DIR"] = str(_closed(_home(settings, own), closed_configuration(settings)))
    # PySpark writes the engine's error text, with values of rows in it, as JSON to the error stream.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    session = _started(settings, scratch)
    try:
        yield session
    except EngineFailed:
        # It may be dying, or short of what the job had taken: no later order is to suffer for this one.
        _end_engine()
        raise
    finally:
        _stop(session)
        shutil.rmtree(scratch, ignore_errors=True)


def _stop(session: SparkSession) -> None:
    """The session ends, and with it an engine that does not answer any more."""
    if SparkContext._gateway is None:
        return
    try:
        _forget_folders(session)
        session.stop()
    except (Py4JError, OSError):
        _end_engine()


def _end_engine() -> None:
    """Spark's process is gone and PySpark knows of none, so that the next job starts another."""
    gateway: Any = SparkContext._gateway
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
    SparkSession._instantiatedSession = SparkSession._activeSession = None
    if gateway is not None:
        gateway.proc.kill()
        gateway.proc.wait()
        with suppress(Py4JError, OSError):
            gateway.shutdown()


def _forget_folders(session: SparkSession) -> None:
    # Spark remembers the first scratch folder for as long as its process lives, and would use it for every later job.
    engine: Any = session.sparkContext._jvm
    utils = getattr(engine.org.apache.spark.util, "Utils$")
    getattr(utils, "MODULE$").clearLocalRootDirs()


def sweep_scratch(settings: Settings) -> None:
    """Remove what processes that died have left behind; what a living one works in stays."""
    _private(settings.scratch)
    for folder in settings.scratch.iterdir():
        owner = _owner(folder)
        if owner is None or owner.gone():
            shutil.rmtree(folder, ignore_errors=True)
            _named(folder).unlink(missing_ok=True)


def _home(settings: Settings, own: Instance) -> Path:
    """This process's own part of the scratch. Whose it is stands beside it before it is made."""
    home = settings.scratch / own.name
    _private(settings.scratch)
    if not home.is_dir():
        keep(_named(home), json.dumps(own.as_json()).encode())
        _private(home)
    return home


def _closed(home: Path, told: Mapping[str, str]) -> Path:
    """A folder whose one file the engine reads when its process starts; it is swept with the rest."""
    folder = home / "conf"
    _private(folder)
    lines = "".join(f"{name} {value}\n" for name, value in told.items())
    path = folder / "spark-defaults.conf"
    path.touch(mode=0o600)
    path.write_text(lines)
    return folder


def _owner(folder: Path) -> Instance | None:
    try:
        return Instance.of(json.loads(_named(folder).read_bytes()))
    except (OSError, ValueError):
        return None


def _named(folder: Path) -> Path:
    # Beside the scratch and not in it: everything that lies there is swept.
    return folder.parent.with_name("scratch-owners") / f"{folder.name}.json"


def _started(settings: Settings, scratch: Path) -> SparkSession:
    builder = SparkSession.builder.master(settings.spark_master).appName("slussen-runner")
    for name, value in configuration(settings, scratch=scratch).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as failed:
        shutil.rmtree(scratch, ignore_errors=True)
        raise EngineFailed(f"Spark does not start on this machine: {type(failed).__name__}.") from None


def _private(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    except OSError:
        raise StorageFailed(f"The folder {folder} cannot be made.") from None
