"""What a server answers, read to its told end or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from spark_jobs.objects.errors import ObjectChanged, ObjectsUnreachable, ObjectUnfit
from spark_jobs.objects.files import partial_file, sync_folder, to_disk
from spark_jobs.objects.store import MOST
from spark_jobs.objects.upload import checksum

CHECKSUM = "x-amz-checksum-sha256"
_BLOCK = 1024 * 1024


def read_whole(response: BaseHTTPResponse, name: str) -> bytes:
    """Raises ObjectUnfit for more than MOST bytes, ObjectChanged where the server's own checksum says otherwise."""
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > MOST:
        response.close()
        raise ObjectUnfit(f"The object {name} is no file of reasonable size.")
    content = b"".join(blocks(response))
    made = response.headers.get(CHECKSUM, "")
    # With a hyphen it is a checksum of parts, and of another kind; papers have none.
    if made and "-" not in made and made != checksum(hashlib.sha256(content).digest()):
        raise ObjectChanged(f"The object {name} does not carry the digest it should.")
    return content


def receive(response: BaseHTTPResponse, name: str, path: Path, *, sha256: str) -> None:
    """Into a new file of mode 0600. Raises ObjectChanged where the digest differs, and leaves nothing then."""
    digest = hashlib.sha256()
    with partial_file(path, mode=0o600) as (file, partial):
        for block in blocks(response):
            digest.update(block)
            file.write(block)
        if digest.hexdigest() != sha256:
            raise ObjectChanged(f"The object {name} does not carry the digest it should.")
        to_disk(file)
        partial.rename(path)
    sync_folder(path.parent)


def blocks(response: BaseHTTPResponse) -> Iterator[bytes]:
    """The body to its told end. A connection that breaks in the middle is closed, not kept for the next call."""
    if "Content-Length" not in response.headers:
        response.close()
        raise ObjectsUnreachable("A server does not tell the size of an object: a cut answer could not be known.")
    try:
        while block := response.read(_BLOCK, decode_content=False):
            yield block
    except (HTTPError, OSError):
        response.close()
        raise
    response.release_conn()
