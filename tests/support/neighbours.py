"""The real neighbours that contract and journey tests talk to, where this machine has them."""

import os
import re
import shutil
from functools import cache
from pathlib import Path

from tests.support.keycloak import Keycloak
from tests.support.missing import missing
from tests.support.postgresql import PostgresServer
from tests.support.s3 import Kind, S3Server


def opa() -> Path:
    """The OPA server's program."""
    return program("opa", named_by="SLUSSEN_OPA")


def regal() -> Path:
    """Regal, which reads Rego for mistakes."""
    return program("regal", named_by="SLUSSEN_REGAL")


def chromium() -> Path:
    """Debian's Chromium, in which the portal is looked at."""
    return program("chromium", named_by="SLUSSEN_CHROMIUM")


def postgresql() -> PostgresServer:
    """A server of the tests' own, the same one until they end."""
    named = os.environ.get("SLUSSEN_POSTGRESQL")
    binaries = Path(named) if named else _newest_postgresql()
    if binaries is None:
        missing("PostgreSQL is not installed: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return _served(binaries)


@cache
def _served(binaries: Path) -> PostgresServer:
    return PostgresServer.made(binaries)


def _newest_postgresql() -> Path | None:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = shutil.which("postgres")
    if not found and on_path:
        return Path(on_path).resolve().parent
    return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0), default=None)


def minio(*, secure: bool = False) -> S3Server:
    """A MinIO of the tests' own, the same one until they end; with `secure`, one that speaks TLS."""
    return _s3("minio", program("minio", named_by="SLUSSEN_MINIO"), secure)


def versitygw(*, secure: bool = False) -> S3Server:
    """The second S3 server, likewise."""
    return _s3("versitygw", program("versitygw", named_by="SLUSSEN_VERSITYGW"), secure)


@cache
def _s3(kind: Kind, found: Path, secure: bool) -> S3Server:
    return S3Server.made(kind, found, secure=secure)


def s3a() -> Path:
    """The folder of what the engine needs to open buckets itself."""
    named = os.environ.get("SLUSSEN_S3A")
    folder = Path(named) if named else _house() / "s3a"
    if not list(folder.glob("hadoop-aws-*.jar")):
        missing("hadoop-aws is not installed: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return folder


@cache
def keycloak() -> Keycloak:
    """A Keycloak of the tests' own, the same one until they end."""
    named = os.environ.get("SLUSSEN_KEYCLOAK")
    folder = Path(named) if named else _house() / "keycloak"
    if not (folder / "bin/kc.sh").is_file() or shutil.which("java") is None:
        missing("Keycloak is not installed: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return Keycloak.made(folder)


def verapdf() -> list[str]:
    """The words that begin a call of veraPDF, which judges PDF/A and PDF/UA."""
    named = os.environ.get("SLUSSEN_VERAPDF")
    folder = Path(named) if named else _house() / "verapdf"
    java = shutil.which("java")
    if java is None or not list(folder.glob("greenfield-apps-*.jar")):
        missing("veraPDF is not installed, or Java is not: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return [java, "-cp", f"{folder}/*", "org.verapdf.apps.GreenfieldCliWrapper"]


def program(name: str, *, named_by: str) -> Path:
    """
    Looks at the variable, at what `make neighbours` installed, then on PATH.

    Where it is absent the test is skipped; with REQUIRE_NEIGHBOURS=1 it fails.
    """
    named = os.environ.get(named_by)
    if named:
        return Path(named)
    found = shutil.which(name, path=str(_house() / "bin")) or shutil.which(name)
    if found is None:
        missing(f"{name} is not installed: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return Path(found)


def _house() -> Path:
    """Where `make neighbours` puts what it installs."""
    return Path(os.environ.get("SLUSSEN_NEIGHBOURS", "~/.local/share/slussen/neighbours")).expanduser()
