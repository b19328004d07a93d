"""A connection to an S3 server: the client, what it may try again, and what a failure is called here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import ParseError

import certifi
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError, MaxRetryError

from spark_jobs.objects.access import Access
from spark_jobs.objects.errors import ObjectsFull, ObjectsRefused, ObjectsUnreachable

TRIES_AGAIN = 4
"""How often a call that means the same each time is repeated, after 0, 0.4, 0.8 and 1.6 seconds."""

CONNECT_SECONDS = 10.0
"""A server that does not even take the call is not waited for as long as one that works on it."""

_FULL = frozenset({"XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded", "InsufficientStorage"})
_REFUSED = frozenset({"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"})
_NO_ROOM = 507
_FORBIDDEN = 403
_CODE = re.compile(r"[A-Za-z0-9.]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """
    `patient` repeats what may be repeated; `once` never does: a creation that was repeated could not tell who created.

    Neither follows a redirect, asks the environment for a proxy, or believes a certificate that the CA did not sign.
    """

    access: Access
    patient: Minio
    once: Minio

    @classmethod
    def of(cls, access: Access) -> Self:
        """Connects when it is first asked something."""
        return cls(access=access, patient=_client(access, tries=TRIES_AGAIN), once=_client(access, tries=0))


def pool(access: Access, *, tries: int) -> PoolManager:
    """Connections as this house makes them."""
    retries = Retry(
        total=tries,
        redirect=0,
        backoff_factor=0.2,
        status_forcelist=(500, 502, 503, 504),
        raise_on_redirect=False,
        raise_on_status=False,
        respect_retry_after_header=False,
    )
    return PoolManager(
        timeout=Timeout(connect=min(access.seconds, CONNECT_SECONDS), read=access.seconds),
        retries=retries,
        maxsize=10,
        cert_reqs="CERT_REQUIRED",
        ca_certs=str(access.ca_file) if access.ca_file else certifi.where(),
    )


def _client(access: Access, *, tries: int) -> Minio:
    return Minio(
        access.host,
        access_key=access.keys.access_key,
        secret_key=access.keys.secret_key,
        session_token=access.keys.session_token,
        secure=access.secure,
        region=access.region,
        http_client=pool(access, tries=tries),
    )


@contextmanager
def told(bucket: str) -> Iterator[None]:
    """
    Whatever goes wrong on the way to a server as one of ours.

    The client's own words are dropped: they quote the address, which may carry a signature, and the server's answer.
    """
    try:
        yield
    except ObjectsUnreachable:
        raise
    except S3Error as answer:
        raise _of_code(bucket, answer.code or "", answer.response.status if answer.response else 0) from None
    except ServerError as answer:
        raise _of_code(bucket, "", answer.status_code) from None
    except InvalidResponseError as answer:
        raise _of_code(bucket, "", answer._code) from None
    except MaxRetryError as failed:
        raise _unreachable(bucket, type(failed.reason).__name__) from None
    except (HTTPError, OSError) as failed:
        raise _unreachable(bucket, type(failed).__name__) from None
    except (MinioException, ParseError, ValueError):
        raise ObjectsUnreachable(f"What the server of the bucket {bucket} answers is no S3.") from None


def _unreachable(bucket: str, kind: str) -> ObjectsUnreachable:
    return ObjectsUnreachable(f"The server of the bucket {bucket} cannot be reached: {kind}.")


def _of_code(bucket: str, code: str, status: int) -> ObjectsUnreachable:
    told = code if _CODE.fullmatch(code) else f"HTTP {status}"
    if code in _FULL or status == _NO_ROOM:
        return ObjectsFull(f"The bucket {bucket} is full: {told}.")
    if code in _REFUSED or status == _FORBIDDEN:
        return ObjectsRefused(f"The bucket {bucket} does not open to these credentials: {told}.")
    return ObjectsUnreachable(f"The server of the bucket {bucket} answers {told}.")
