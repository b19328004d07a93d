"""
A short leave to read under one prefix: a passing credential, or signed addresses where a server gives no such.

Whoever holds it reads those objects until it ends; it lists nothing, writes nothing, and opens no neighbour's prefix.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import ParseError

from minio.credentials.providers import AssumeRoleProvider
from minio.error import MinioException

from spark_jobs.objects.access import BucketPlace, Keys
from spark_jobs.objects.errors import ObjectsRefused
from spark_jobs.objects.reading import receive
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.server import TRIES_AGAIN, Server, pool, told
from spark_jobs.system import now

LASTS = timedelta(hours=1)
"""The shortest that the client asks for; what is meant to end sooner, the policy ends."""

_OK = 200


class Leave(Protocol):
    """Reads under its prefix and nowhere else."""

    def fetch(self, name: str, path: Path, /, *, sha256: str) -> None:
        """As a place of objects fetches. Raises ObjectsRefused once the leave has ended."""
        ...


def leave_to_read(objects: S3Objects, under: str, *, lasts: timedelta = LASTS) -> Leave:
    """The narrowest that the server gives, for the names that begin with these steps. Raises ObjectsUnreachable."""
    keys = passing_keys(objects, under, lasts=lasts)
    if keys is None:
        return SignedAddresses(objects=objects, under=under, ends=now() + lasts)
    place = BucketPlace(bucket=objects.place.bucket, prefix=objects.place.prefix + under)
    return S3Objects(server=Server.of(replace(objects.server.access, keys=keys)), place=place)


def passing_keys(objects: S3Objects, under: str, *, lasts: timedelta) -> Keys | None:
    """A credential that may get what lies under these steps, until then; None where the server has none to give."""
    access = objects.server.access
    asked = AssumeRoleProvider(
        sts_endpoint=f"{'https' if access.secure else 'http'}://{access.host}",
        access_key=access.keys.access_key,
        secret_key=access.keys.secret_key,
        policy=json.dumps(_policy(objects.place.bucket, objects.place.prefix + under, ends=now() + lasts)),
        region=access.region,
        http_client=pool(access, tries=TRIES_AGAIN),
    )
    with told(objects.place.bucket):
        try:
            given = asked.retrieve()
        except (ValueError, ParseError, MinioException):
            # An answer, but no credential: a server without STS, or one that gives these keys none.
            return None
    return Keys(access_key=given.access_key, secret_key=given.secret_key, session_token=given.session_token)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAddresses:
    """Each object by an address that the server opens until then, signed by keys that stay here."""

    objects: S3Objects
    under: str
    ends: datetime

    def fetch(self, name: str, path: Path, /, *, sha256: str) -> None:
        """By its address, without any credential."""
        with told(self.objects.place.bucket):
            asking = pool(self.objects.server.access, tries=TRIES_AGAIN)
            response = asking.urlopen("GET", self.address(name), preload_content=False)
            if response.status != _OK:
                response.close()
                raise ObjectsRefused(f"The address of a file was not opened: HTTP {response.status}.")
            receive(response, name, path, sha256=sha256)

    def address(self, name: str) -> str:
        """Good for what is left of the leave. Raises ObjectsRefused where nothing is."""
        left = self.ends - now()
        if left < timedelta(seconds=1):
            raise ObjectsRefused("The leave to read this workspace has ended.")
        return self.objects.server.patient.presigned_get_object(
            self.objects.place.bucket, self.objects.key(self.under + name), expires=left
        )


def _policy(bucket: str, prefix: str, *, ends: datetime) -> dict[str, object]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": [f"arn:aws:s3:::{bucket}/{prefix}*"],
                "Condition": {"DateLessThan": {"aws:CurrentTime": ends.strftime("%Y-%m-%dT%H:%M:%SZ")}},
            }
        ],
    }
