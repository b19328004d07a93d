"""Where a bucket is, and which credentials open it: read from settings and files, never from the environment."""

import ipaddress
import json
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from spark_jobs.objects.errors import AccessUnfit
from spark_jobs.objects.store import checked

_SCHEME = "s3://"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_LONGEST_FILE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketPlace:
    """A bucket, and the steps under which our names begin in it."""

    bucket: str
    prefix: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Written as `s3://bucket/prefix`. Raises AccessUnfit."""
        bucket, _, prefix = text.removeprefix(_SCHEME).partition("/")
        prefix = prefix.strip("/")
        if not text.startswith(_SCHEME) or not _BUCKET.fullmatch(bucket):
            raise AccessUnfit("A bucket is written as s3://bucket/prefix: small letters, digits and hyphens.")
        try:
            return cls(bucket=bucket, prefix=checked(prefix) + "/" if prefix else "")
        except ValueError as unfit:
            raise AccessUnfit(f"The prefix of the bucket {bucket} is no name: {unfit}.") from None

    def __str__(self) -> str:
        return f"{_SCHEME}{self.bucket}/{self.prefix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The two halves of an S3 credential, and the token of a passing one. The secret halves never show."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls, path: Path) -> Self:
        """JSON with `access_key` and `secret_key`, for its owner's eyes alone (0600). Raises AccessUnfit."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LONGEST_FILE:
                raise AccessUnfit(f"The file {path} is no file of credentials.")
            if status.st_mode & 0o077:
                raise AccessUnfit(f"The file {path} may be read by others: its mode must be 0600.")
            told = json.loads(path.read_bytes())
            return cls(access_key=_text(told["access_key"]), secret_key=_text(told["secret_key"]))
        except OSError:
            raise AccessUnfit(f"The file of credentials {path} cannot be read.") from None
        except (ValueError, KeyError, TypeError) as unfit:
            if isinstance(unfit, AccessUnfit):
                raise
            raise AccessUnfit(f"The file {path} is not JSON with access_key and secret_key.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One S3 server and one credential for it."""

    host: str
    secure: bool
    region: str
    ca_file: Path | None
    keys: Keys
    seconds: float
    """After this long without an answer, and without a byte of one, a call counts as unanswered."""

    @classmethod
    def of(
        cls,
        *,
        endpoint: str | None,
        region: str,
        ca_file: Path | None,
        credentials_file: Path | None,
        seconds: float,
        demo: bool,
        named: Callable[[str], str],
    ) -> Self:
        """
        Raises AccessUnfit, naming the setting (`named` tells how it is called here).

        Without TLS only over loopback or in demo mode: orders are signed, but rows must not travel readable.
        """
        if endpoint is None:
            raise AccessUnfit(f"A bucket was named: name its server in {named('s3_endpoint')}.")
        if credentials_file is None:
            raise AccessUnfit(f"A bucket was named: name its credentials in {named('s3_credentials_file')}.")
        if ca_file is not None and not ca_file.is_file():
            raise AccessUnfit(f"There is no file {ca_file}, which {named('s3_ca_file')} names.")
        address = _address(endpoint, named("s3_endpoint"))
        secure = address[0] == "https"
        if not secure and not demo and not _loopback(address[1]):
            raise AccessUnfit(f"{named('s3_endpoint')} must begin with https: nothing may travel readable.")
        return cls(
            host=_host(address[1], address[2]),
            secure=secure,
            region=region,
            ca_file=ca_file,
            keys=Keys.read(credentials_file),
            seconds=seconds,
        )


def _address(endpoint: str, setting: str) -> tuple[str, str, int]:
    try:
        address = urlsplit(endpoint)
        port = address.port
    except ValueError:
        address, port = urlsplit(""), None
    plain = not (address.path.strip("/") or address.query or address.fragment or address.username or address.password)
    if address.scheme not in {"http", "https"} or not address.hostname or not plain:
        raise AccessUnfit(f"{setting} is written as https://host:port, without anything before or after it.")
    return address.scheme, address.hostname, port or (443 if address.scheme == "https" else 80)


def _host(name: str, port: int) -> str:
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(told: Any) -> str:
    if not isinstance(told, str) or not told:
        raise TypeError("no text")
    return told
