"""A standalone cluster of the engine's own: one master and its workers, as processes on loopback."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

from spark_jobs.java import java_home

SPARK = Path(pyspark.__file__).parent
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
ON_LOOPBACK = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
STARTS_WITHIN = 120.0
"""Seconds."""

# What docker-compose.yml and the operator's guide tell the cluster's own processes as well.
TOLD = """
spark.authenticate true
spark.authenticate.secret {secret}
spark.network.crypto.enabled true
spark.network.crypto.authEngineVersion 2
spark.network.crypto.saslFallback false
spark.io.encryption.enabled true
spark.master.rest.enabled false
spark.worker.cleanup.enabled true
"""


@dataclass(slots=True, kw_only=True)
class Cluster:
    """`url` is what the runner is told; `secret` a file of mode 0600; `folder` holds all that the workers leave."""

    url: str
    secret: Path
    folder: Path
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def kill_worker(self, which: int) -> None:
        """The worker and every process that works for it, at once."""
        os.killpg(self.workers[which].pid, signal.SIGKILL)
        self.workers[which].wait()

    def start_worker(self, *, held_to: int | None = None) -> None:
        """
        One more, of one core. Held to a core of the machine by its number, it takes nothing of the others: not for
        compiling, nor for clearing its memory, nor for Python's part of the work.
        """
        number = len(self.workers)
        folder = self.folder / f"worker-{number}"
        (folder / "scratch").mkdir(parents=True)
        started = _start(
            [WORKER, *ON_LOOPBACK, "--cores", "1", "--memory", "2g", "--work-dir", str(folder / "work"), self.url],
            conf=self.folder / "conf",
            log=folder / "log",
            scratch=folder / "scratch",
            prefix=("taskset", "--cpu-list", str(held_to)) if held_to is not None else (),
        )
        _wait_for("Successfully registered with master", folder / "log", started)
        self.workers.append(started)


@contextmanager
def standalone(folder: Path, *, workers: int = 2) -> Iterator[Cluster]:
    """Runs as long as the block; everything it kept lies in the folder."""
    secret = secrets.token_hex(32)
    conf = folder / "conf"
    conf.mkdir(parents=True)
    _closed(conf / "spark-defaults.conf", TOLD.format(secret=secret))
    _closed(folder / "secret", secret)
    master = _start(
        [MASTER, *ON_LOOPBACK],
        conf=conf,
        log=folder / "master.log",
        scratch=folder,
    )
    cluster = Cluster(url="", secret=folder / "secret", folder=folder)
    try:
        (cluster.url,) = _wait_for(r"Starting Spark master at (spark://\S+)", folder / "master.log", master)
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        for process in (*cluster.workers, master):
            _end(process)


def _start(
    words: Sequence[str], *, conf: Path, log: Path, scratch: Path, prefix: Sequence[str] = ()
) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "JAVA_HOME": str(java_home(conf.parent / "java")),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(conf),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_HOME": str(SPARK),
        "SPARK_LOCAL_DIRS": str(scratch),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    with log.open("wb") as told:
        command = [*prefix, str(SPARK / "bin" / "spark-class"), *words]
        return subprocess.Popen(command, env=environment, stdout=told, stderr=told, start_new_session=True)


def _wait_for(pattern: str, log: Path, process: "subprocess.Popen[bytes]") -> tuple[str, ...]:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        found = re.search(pattern, log.read_text(errors="replace"))
        if found:
            return found.groups()
        time.sleep(0.1)
    raise AssertionError(f"the cluster did not start: {log.read_text(errors='replace')[-2000:]}")


def _closed(path: Path, content: str) -> None:
    path.touch(mode=0o600)
    path.write_text(content)


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
