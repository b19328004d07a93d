"""PostgreSQL servers of the tests' own: made in temporary folders, on loopback and a socket, gone at the end."""

import atexit
import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.support.certificates import Authority

ACCOUNT = "postgres"
"""Who runs it where the tests run as root: the server refuses to."""

OWNER = "slussen"
STARTS_WITHIN = 120.0
"""Seconds; a busy machine takes its time over a recovery."""
SETTINGS = ("fsync=on", "shared_buffers=32MB", "max_connections=60", "log_min_messages=fatal")


@dataclass(slots=True, kw_only=True)
class PostgresServer:
    """`fresh()` gives a database that nobody has written in; `stop` and `start` are what happens to a server."""

    binaries: Path
    folder: Path
    port: int
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    _running: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def made(cls, binaries: Path, *changed: str) -> "PostgresServer":
        """Made, started with these settings, and stopped and removed when the tests end."""
        folder = Path(tempfile.mkdtemp(prefix="slussen-postgresql-"))
        server = cls(binaries=binaries, folder=folder, port=_free_port())
        atexit.register(server.remove)
        server.password_file.touch(mode=0o600)
        server.password_file.write_text(server.password)
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
            shutil.chown(server.password_file, ACCOUNT, ACCOUNT)
        words = ("-U", OWNER, "--pwfile", str(server.password_file), "--auth-local=trust", "--auth-host=scram-sha-256")
        made = [str(binaries / "initdb"), "-D", str(folder / "data"), *words, "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run([*_as_nobody_great(), *made], check=True, capture_output=True, cwd="/")
        if os.geteuid() == 0:
            shutil.chown(server.password_file, "root", "root")
        server.start(*changed)
        return server

    def replica(self, *changed: str) -> "PostgresServer":
        """One more server, which follows this one; started, stopped and removed likewise."""
        folder = Path(tempfile.mkdtemp(prefix="slussen-postgresql-"))
        follower = PostgresServer(binaries=self.binaries, folder=folder, port=_free_port(), password=self.password)
        atexit.register(follower.remove)
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
        copied = [str(self.binaries / "pg_basebackup"), "-D", str(folder / "data"), "-R", "-N", "-c", "fast"]
        where = ["-d", f"host={self.folder} port={self.port} user={OWNER} application_name=follower"]
        subprocess.run([*_as_nobody_great(), *copied, *where], check=True, capture_output=True, cwd="/")
        follower.start(*changed)
        return follower

    def waits_for(self, *followers: str) -> None:
        """From now on a commit is answered when these have it on disk too; none: when this server has."""
        self.told(f"ALTER SYSTEM SET synchronous_standby_names = '{', '.join(followers)}'")
        self.told("SELECT pg_reload_conf()")

    def promote(self) -> None:
        """A follower follows no more, and may be written when this returns."""
        self.told("SELECT pg_promote()")

    @property
    def password_file(self) -> Path:
        """What SLUSSEN_DATABASE_PASSWORD_FILE may name."""
        return self.folder / "password"

    def start(self, *changed: str) -> None:
        """Returns when it answers; `changed` settings hold until the next start."""
        told = [word for setting in (*SETTINGS, *changed) for word in ("-c", setting)]
        where = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder), "-h", "127.0.0.1"]
        with (self.folder / "words.log").open("ab") as words:
            self._running = subprocess.Popen(
                [*_as_nobody_great(), str(self.binaries / "postgres"), *where, *told],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                cwd="/",
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if time.monotonic() > deadline or self._running.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'words.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends every connection at once and writes everything down; SIGQUIT is a crash."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(timeout=30)
            self._running = None

    def remove(self) -> None:
        """Stopped, and its folder is gone."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self, *, on: Path | None = None) -> str:
        """The URL, by socket, of an empty database, in that folder; it sorts as Swedes do where it is not told."""
        name, where = f"store_{next(self._numbers)}", ""
        if on is not None:
            if os.geteuid() == 0:
                shutil.chown(on, ACCOUNT, ACCOUNT)
            self.told(f"CREATE TABLESPACE {name} LOCATION '{on}'")
            where = f"TABLESPACE {name}"
        self.told(f"CREATE DATABASE {name} LOCALE_PROVIDER icu ICU_LOCALE 'sv-SE' TEMPLATE template0 {where}")
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}&port={self.port}"

    def drop(self, url: str) -> None:
        """That database is gone, and the folder that it was made in is empty again."""
        name = url.rpartition("@/")[2].partition("?")[0]
        self.told(f"DROP DATABASE {name} WITH (FORCE)")
        self.told(f"DROP TABLESPACE IF EXISTS {name}")

    def speaks_tls(self, authority: Authority, *, host: str) -> None:
        """From its next start on with a certificate for that name; loopback is reached under any."""
        files = authority.write(self.folder, host)
        if os.geteuid() == 0:
            for path in files:
                shutil.chown(path, ACCOUNT, ACCOUNT)
        self.stop()
        self.start("ssl=on", f"ssl_cert_file={files[0]}", f"ssl_key_file={files[1]}")

    def told(self, statement: str) -> None:
        """What its administrator says to it."""
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def by_network(self, url: str) -> str:
        """The same database over loopback, where a password is asked for."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{url.rpartition('@/')[2].partition('?')[0]}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._conninfo("postgres"), connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    def _conninfo(self, database: str) -> str:
        return f"host={self.folder} port={self.port} user={OWNER} dbname={database}"


def _as_nobody_great() -> list[str]:
    """The account that may run a server, and an end with whoever started it."""
    words = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    if os.geteuid() != 0:
        return words
    return [*(words or ["setpriv"]), f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
