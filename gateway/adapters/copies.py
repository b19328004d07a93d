"""
Copies of the store: one state of it, taken while the house works, and put back where no store stands.

SQLite copies itself (its backup API); PostgreSQL is asked by `pg_dump` and `pg_restore`, which belong to the server.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from gateway.domain.errors import Misconfigured, NeighbourUnavailable
from spark_jobs.objects.whole import copy_for_owner

SQLITE_COPY, POSTGRESQL_COPY = "store.sqlite3", "store.pgdump"
SECONDS: Final = 6 * 3600
SEEN: Final = frozenset({"PATH", "HOME", "LANG"})
"""What PostgreSQL's programs see of the environment, beside libpq's own variables."""


def copy_store(url: str, folder: Path, *, password_file: Path | None = None) -> str:
    """The name of the one file that now holds the store as it stood at some moment since the call."""
    place = make_url(url)
    if place.drivername.startswith("sqlite"):
        return _copy_sqlite(_file_of(place), folder / SQLITE_COPY)
    told = ["--format=custom", "--no-owner", "--no-privileges", f"--file={folder / POSTGRESQL_COPY}"]
    _asked("pg_dump", place, told, password_file=password_file)
    return POSTGRESQL_COPY


def put_back(url: str, folder: Path, *, password_file: Path | None = None) -> None:
    """
    The store as it was copied; that none stands there is the caller's to know.

    Raises Misconfigured where the copy is one of another kind of store, NeighbourUnavailable where it fails.
    """
    place = make_url(url)
    sqlite = place.drivername.startswith("sqlite")
    copy = folder / (SQLITE_COPY if sqlite else POSTGRESQL_COPY)
    if not copy.is_file():
        raise Misconfigured("This backup is one of another kind of store than SLUSSEN_DATABASE names.")
    if sqlite:
        copy_for_owner(copy, _file_of(place))
        return
    told = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy)]
    _asked("pg_restore", place, told, password_file=password_file)


def take_away(url: str) -> None:
    """Undo of `put_back` for a file; what was put into a server's database stays for its operator to look at."""
    place = make_url(url)
    if place.drivername.startswith("sqlite"):
        for end in ("", "-wal", "-shm"):
            Path(f"{_file_of(place)}{end}").unlink(missing_ok=True)


def _copy_sqlite(store: Path, copy: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as source, closing(_new(copy)) as target:
            source.backup(target)
            # One file, whatever mode the store works in: a copy has no journal beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            (whole,) = target.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as failed:
        raise NeighbourUnavailable("store", f"The store cannot be copied: {type(failed).__name__}.") from None
    if whole != "ok":
        raise NeighbourUnavailable("store", "The copy of the store is not whole: look at the disk.")
    return copy.name


def _new(copy: Path) -> sqlite3.Connection:
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(copy)


def _file_of(place: URL) -> Path:
    if not place.database:
        raise Misconfigured("A store in memory cannot be copied.")
    return Path(place.database)


def _asked(program: str, place: URL, words: Sequence[str], *, password_file: Path | None) -> None:
    """Runs one of PostgreSQL's programs on that database. What it says may name a host or a row: it is not told."""
    if shutil.which(program) is None:
        raise Misconfigured(f"{program} is not installed: it comes with PostgreSQL's client, in the server's version.")
    asked = place.set(drivername="postgresql", password=None).render_as_string(hide_password=True)
    with _password(place, password_file) as told:
        command = [program, "--no-password", f"--dbname={asked}", *words]
        try:
            done = subprocess.run(command, env=told, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise NeighbourUnavailable("store", f"{program} did not end in {SECONDS // 3600} hours.") from None
    if done.returncode != 0:
        raise NeighbourUnavailable("store", f"{program} ended with {done.returncode}: run it by hand to see why.")


@contextmanager
def _password(place: URL, password_file: Path | None) -> Iterator[Mapping[str, str]]:
    """The environment of such a program; a password reaches it through a file of its own, never through a variable."""
    kept = {name: value for name, value in os.environ.items() if name in SEEN or name.startswith("PG")}
    kept.pop("PGPASSWORD", None)
    if password_file is None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pgpass"
        file.touch(mode=0o600)
        secret = password_file.read_text("utf-8").strip().replace("\\", "\\\\").replace(":", "\\:")
        file.write_text(f"*:*:*:*:{secret}\n", "utf-8")
        yield {**kept, "PGPASSFILE": str(file)}
