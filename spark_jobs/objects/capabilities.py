"""What a bucket can do, found out by asking and trying; nothing is guessed from a server's name."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from minio.error import MinioException, S3Error

from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.leave import passing_keys
from spark_jobs.objects.reading import CHECKSUM
from spark_jobs.objects.s3 import PROBES, S3Objects
from spark_jobs.objects.server import told
from spark_jobs.system import random_bytes

_ENCRYPTION = "x-amz-server-side-encryption"
_REACHED = frozenset({"AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """
    `creates_once` must be; without the others this house does without, and says so.

    `private`: no policy of the bucket lets anybody in beside those whom their own credentials do.
    """

    creates_once: bool
    private: bool
    checksums: bool
    encryption: bool
    versioning: bool
    locks: bool
    passing_credentials: bool

    @classmethod
    def of(cls, objects: S3Objects) -> Self:
        """Raises ObjectsUnreachable."""
        objects.prove()
        made = _probed(objects)
        return cls(
            creates_once=True,
            private=not _has_policy(objects),
            checksums=CHECKSUM in made,
            encryption=_ENCRYPTION in made,
            versioning=_answers(objects, lambda: _versioned(objects)),
            locks=locks(objects),
            passing_credentials=passing_keys(objects, PROBES, lasts=timedelta(minutes=1)) is not None,
        )

    def lacking(self, *, keeps: bool) -> tuple[str, ...]:
        """What this bucket does not have, in words; with `keeps`, papers in it are meant to stay unchanged."""
        told = {
            "it has a policy that lets others in": self.private,
            "no checksums, so that files are read back": self.checksums,
            "no encryption by its server, so that its disks must be encrypted": self.encryption,
            "no versioning": self.versioning or not keeps,
            "no object lock": self.locks or not keeps,
            "no passing credentials, so that addresses are signed": self.passing_credentials or not keeps,
        }
        return tuple(words for words, has in told.items() if not has)


def locks(objects: S3Objects) -> bool:
    """Whether the bucket keeps an object unchanged when it is told to. Raises ObjectsUnreachable."""
    return _answers(objects, lambda: b"<ObjectLockEnabled>Enabled" in _asked(objects, "object-lock"))


def _probed(objects: S3Objects) -> set[str]:
    """The headers of an object that was just put there."""
    name = f"{PROBES}{random_bytes(8).hex()}"
    objects.put(name, b"probe")
    try:
        with told(objects.place.bucket):
            stat = objects.server.patient.stat_object(
                objects.place.bucket, objects.key(name), extra_headers={"x-amz-checksum-mode": "ENABLED"}
            )
            return {header.lower() for header in stat.metadata or {}}
    finally:
        with suppress(ObjectsUnreachable):
            objects.purge(name)


def _has_policy(objects: S3Objects) -> bool:
    return _answers(objects, lambda: b'"Statement"' in _asked(objects, "policy"))


def _versioned(objects: S3Objects) -> bool:
    return objects.server.patient.get_bucket_versioning(objects.place.bucket).status == "Enabled"


def _asked(objects: S3Objects, what: str) -> bytes:
    return objects.server.patient._execute("GET", objects.place.bucket, query_params={what: ""}).data


def _answers(objects: S3Objects, ask: Callable[[], bool]) -> bool:
    """The answer; a server that answers that it knows no such thing has none."""
    with told(objects.place.bucket):
        try:
            return ask()
        except S3Error as answer:
            if answer.code in _REACHED:
                raise
            return False
        except MinioException:
            return False
