"""Every setting of the engine, each with its reason; and what it is told through a closed file alone."""

import os
from collections.abc import Mapping
from pathlib import Path

from spark_jobs.errors import SettingsUnfit
from spark_jobs.settings import Settings

# A failing row stands in the engine's error text, so the engine is silent; the runner tells the error's class. (The
# appender is there because Spark takes a configuration without one for none, and brings its own.)
SILENT = """
appender.none.type = Null
appender.none.name = None
rootLogger.level = off
rootLogger.appenderRef.none.ref = None
"""


SHORTEST_SECRET = 32
_GONE_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError"
"""Out of memory, whichever thread it hits dies alone, and what the rest then says of it differs from time to time."""
_PROFILE = "org.apache.hadoop.fs.s3a.auth.ProfileAWSCredentialsProvider"


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
        **_buckets(settings),
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
        # What the engine finds small by itself it sends to every worker; of the persons it is told (jobs/delivering).
        "spark.sql.autoBroadcastJoinThreshold": str(128 * 1024 * 1024),
        "spark.driver.memory": settings.driver_memory,
        "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    }


def on_one_machine(settings: Settings) -> bool:
    """Whether the engine's workers are threads of its own process."""
    return settings.spark_master.startswith("local")


def closed_configuration(settings: Settings) -> dict[str, str]:
    """
    What the engine reads from a file of mode 0600: arguments and environments are for everybody on the machine to see.

    Nothing on one machine. Raises SettingsUnfit where a cluster's secret is missing or lies open.
    """
    if on_one_machine(settings):
        return {}
    path = settings.needed("spark_secret_file")
    try:
        mode, secret = path.stat().st_mode, path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsUnfit(f"The cluster's secret cannot be read from {path}.") from None
    if mode & 0o077:
        raise SettingsUnfit(f"The file {path} is open to others: chmod 600 {path}")
    if len(secret) < SHORTEST_SECRET:
        raise SettingsUnfit(f"The cluster's secret in {path} is shorter than {SHORTEST_SECRET} characters.")
    return {"spark.authenticate.secret": secret}


def _network(settings: Settings) -> Mapping[str, str]:
    """Loopback alone on one machine; in a cluster, every connection authenticated and encrypted."""
    host = "127.0.0.1" if on_one_machine(settings) else settings.driver_host
    return {
        "spark.driver.bindAddress": host,
        "spark.driver.host": host,
        "spark.authenticate": "true",
        **({} if on_one_machine(settings) else _cluster(settings)),
    }


def _buckets(settings: Settings) -> Mapping[str, str]:
    """How the engine opens buckets itself: the file that holds the credentials is named, and no credential."""
    if settings.sources_bucket is None and (on_one_machine(settings) or settings.staging_bucket is None):
        return {}
    jars, endpoint = f"{settings.needed('s3a_jars')}/*", settings.s3_endpoint or ""
    return {
        "spark.driver.extraClassPath": jars,
        "spark.executor.extraClassPath": jars,
        "spark.hadoop.fs.s3a.endpoint": endpoint,
        "spark.hadoop.fs.s3a.endpoint.region": settings.s3_region,
        "spark.hadoop.fs.s3a.path.style.access": "true",
        "spark.hadoop.fs.s3a.connection.ssl.enabled": str(endpoint.startswith("https:")).lower(),
        "spark.hadoop.fs.s3a.aws.credentials.provider": _PROFILE,
        "spark.hadoop.fs.s3a.auth.profile.file": str(settings.needed("s3a_profile_file")),
        "spark.hadoop.fs.s3a.auth.profile.name": "slussen",
        # What is on its way stays in memory: buffers on a worker's disk would not be encrypted.
        "spark.hadoop.fs.s3a.fast.upload.buffer": "bytebuffer",
        # A task's files are there under their names once it is committed; a task done twice writes the same ones.
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    }


def _cluster(settings: Settings) -> Mapping[str, str]:
    return {
        "spark.network.crypto.enabled": "true",
        "spark.network.crypto.authEngineVersion": "2",
        "spark.network.crypto.saslFallback": "false",
        "spark.executor.memory": settings.executor_memory,
        "spark.executor.extraJavaOptions": f"{_GONE_WITHOUT_MEMORY} -XX:-UsePerfData {settings.java_options}".strip(),
        # A worker that dies takes its shuffled rows with it: they are made again, and the job goes on. A row that kills
        # every worker it comes to does so as often, and no more.
        "spark.task.maxFailures": "4",
        "spark.stage.maxConsecutiveAttempts": "4",
        # A worker's own words lie on the worker's disk: silent, as here.
        "spark.log.level": "OFF",
    }


def _java_options(settings: Settings, folder: Path) -> str:
    # Its statistics file under /tmp would show the command line to everybody on the machine.
    silent = f"-XX:-UsePerfData -Dlog4j2.configurationFile=file:{_log_settings(folder)}"
    return f"{_GONE_WITHOUT_MEMORY} {silent} {settings.java_options}".strip()


def _log_settings(folder: Path) -> Path:
    path = folder / "log4j2.properties"
    path.write_text(SILENT)
    return path
