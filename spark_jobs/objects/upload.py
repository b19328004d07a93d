"""A large file on its way into a bucket: in parts, each with its SHA-256, and the whole held against its own."""

import base64
import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from minio import Minio

from spark_jobs.objects.errors import ObjectChanged, ObjectsUnreachable
from spark_jobs.objects.server import told

IN_ONE = 64 * 1024 * 1024
"""Up to so many bytes a file goes in one call: the server's checksum of it is then its digest, as papers name it."""

PART = 16 * 1024 * 1024
"""Bytes of one part; S3 takes ten thousand of them."""

MOST_PARTS = 10_000
AT_ONCE = 3
"""Parts that travel at the same time: so many times PART is held in memory."""

_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def checksum(digest: bytes) -> str:
    """A digest as S3 writes it."""
    return base64.b64encode(digest).decode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A part that the server holds: the tag it gave for it, and the digest we made of it."""

    number: int
    etag: str
    digest: bytes


def send_in_parts(client: Minio, bucket: str, key: str, path: Path, *, sha256: str) -> str:
    """
    The checksum that the server must tell of the finished object: that of its parts' checksums, and how many.

    Nothing is left of an upload that fails. Raises ObjectChanged where the file is not the one of that digest: that is
    known before the upload is completed, so the object never stands.
    """
    upload = client._create_multipart_upload(bucket, key, {"x-amz-checksum-algorithm": "SHA256"})
    try:
        whole = hashlib.sha256()
        parts = list(_sent(client, bucket, key, upload, path, whole))
        if whole.hexdigest() != sha256:
            raise ObjectChanged(f"The file {path.name} does not carry the digest it should.")
        _complete(client, bucket, key, upload, parts)
    except BaseException:
        with suppress(ObjectsUnreachable), told(bucket):
            client._abort_multipart_upload(bucket, key, upload)
        raise
    return f"{checksum(hashlib.sha256(b''.join(part.digest for part in parts)).digest())}-{len(parts)}"


def _sent(client: Minio, bucket: str, key: str, upload: str, path: Path, whole: "hashlib._Hash") -> Iterator[Sent]:
    size = part_size(path.stat().st_size)
    waiting: deque[Future[Sent]] = deque()
    with path.open("rb") as file, ThreadPoolExecutor(max_workers=AT_ONCE) as travelling:
        number = 0
        while block := file.read(size):
            number += 1
            whole.update(block)
            if len(waiting) == AT_ONCE:
                yield waiting.popleft().result()
            waiting.append(travelling.submit(_send_part, client, bucket, key, upload, number, block))
        yield from (part.result() for part in waiting)


def _send_part(client: Minio, bucket: str, key: str, upload: str, number: int, block: bytes) -> Sent:
    digest = hashlib.sha256(block).digest()
    headers = {"x-amz-checksum-sha256": checksum(digest)}
    etag = client._upload_part(bucket, key, block, dict(headers), upload, number)
    return Sent(number=number, etag=etag, digest=digest)


def _complete(client: Minio, bucket: str, key: str, upload: str, parts: list[Sent]) -> None:
    """With each part's checksum, which the client's own completion leaves out and servers ask for."""
    body = Element("CompleteMultipartUpload", xmlns=_NAMESPACE)
    for part in parts:
        entry = SubElement(body, "Part")
        SubElement(entry, "PartNumber").text = str(part.number)
        SubElement(entry, "ETag").text = f'"{part.etag}"'
        SubElement(entry, "ChecksumSHA256").text = checksum(part.digest)
    response = client._execute(
        "POST",
        bucket,
        key,
        body=tostring(body),
        headers={"Content-Type": "application/xml"},
        query_params={"uploadId": upload},
    )
    # S3 may begin its answer with 200 and tell of a failure in the body.
    if b"<Error>" in response.data or b"CompleteMultipartUploadResult" not in response.data:
        raise ObjectsUnreachable(f"The server of the bucket {bucket} did not complete an upload.")


def part_size(size: int) -> int:
    """PART, or what keeps a very large file within the number of parts that S3 takes."""
    return max(PART, -(-size // MOST_PARTS))
