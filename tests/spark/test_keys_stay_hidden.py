"""A code key is used by the engine and shown by nothing: not by a plan, a log, a file, or a process."""

import base64
import contextlib
import io
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from pseudonymisation.code_key import CodeKey
from pseudonymisation.scope import Domain
from spark_jobs import counts
from spark_jobs.jobs.people import rested
from spark_jobs.transforms.treatments import crosswalk, key_frame

SECRET = bytes(range(101, 133))
PERSONS = 500


def spellings(secret: bytes) -> list[bytes]:
    """How a key could stand in a text or a file."""
    plain = base64.b64encode(secret)
    return [secret, secret.hex().encode(), secret.hex().upper().encode(), plain, plain.rstrip(b"=")]


def padded(secret: bytes) -> list[bytes]:
    """The secret as an HMAC begins with it (RFC 2104): whoever has one of these has the key."""
    return [bytes(byte ^ pad for byte in secret) for pad in (0x36, 0x5C)]


def hidden() -> list[bytes]:
    key = CodeKey.of_secret(SECRET, project="p-1")
    secrets = (SECRET, *map(key.domain_key, Domain))
    return [form for secret in secrets for shape in (secret, *padded(secret)) for form in spellings(shape)]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def shown_in(content: bytes) -> bool:
    return any(form in content for form in hidden())


def test_the_key_is_nowhere_to_be_read(spark: SparkSession, engine_folder: Path, tmp_path: Path) -> None:
    key = CodeKey.of_secret(SECRET, project="p-1")
    persons = spark.range(PERSONS).selectExpr("cast(id as string) as person")
    walk = crosswalk(persons, key_frame(spark, key))
    plan = io.StringIO()

    with contextlib.redirect_stdout(plan):
        walk.explain("extended")
    rested(walk).repartition(2).write.parquet(str(tmp_path / "out"))
    walk.write.parquet(str(tmp_path / "straight"))

    assert "sha2" in plan.getvalue()
    assert not shown_in(plan.getvalue().encode())
    _told_to_the_end(spark)
    events = files(engine_folder / "events")
    assert any(b"sha2" in path.read_bytes() for path in events)
    # The engine clears up behind itself meanwhile: what is gone shows nothing.
    left = [_readable(path) for path in (*files(engine_folder), *files(tmp_path))]
    assert not any(shown_in(content) for content in left if content is not None)


def test_no_process_of_the_engine_shows_the_key(spark: SparkSession) -> None:
    key = CodeKey.of_secret(SECRET, project="p-1")
    assert (
        counts.count(crosswalk(spark.range(3).selectExpr("cast(id as string) as person"), key_frame(spark, key))) == 3
    )

    told = [
        content
        for name in ("cmdline", "environ")
        for path in Path("/proc").glob(f"[0-9]*/{name}")
        if (content := _readable(path)) is not None
    ]

    assert any(b"SparkSubmit" in content for content in told)
    assert not any(shown_in(content) for content in told)


def _told_to_the_end(spark: SparkSession) -> None:
    """The engine writes its events behind its work."""
    engine: Any = spark.sparkContext._jsc
    engine.sc().listenerBus().waitUntilEmpty(60_000)


def _readable(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
