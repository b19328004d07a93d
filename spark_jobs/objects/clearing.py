"""What is taken out of a bucket leaves nothing there: no older version, and no part of an upload that never ended."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote_plus
from xml.etree import ElementTree

from minio import Minio
from minio.deleteobjects import DeleteObject

from spark_jobs.objects.errors import ObjectsUnreachable

_MOST = "1000"


def remove_all(client: Minio, bucket: str, start: str) -> None:
    """Every version of every object whose key begins so. Raises ObjectsUnreachable where one stays."""
    doomed = [DeleteObject(key, version) for key, version in versions(client, bucket, start)]
    failed = list(client.remove_objects(bucket, doomed)) if doomed else []
    if failed:
        raise ObjectsUnreachable(f"{len(failed)} objects in the bucket {bucket} cannot be removed.")


def abort_uploads(client: Minio, bucket: str, key: str) -> None:
    """Uploads of that very key that never ended are gone, and their parts with them."""
    # By the whole key: some servers list no upload under anything shorter.
    for upload in client._list_multipart_uploads(bucket, prefix=key).uploads:
        if upload.object_name == key and upload.upload_id:
            client._abort_multipart_upload(bucket, key, upload.upload_id)


def versions(client: Minio, bucket: str, start: str) -> Iterator[tuple[str, str | None]]:
    """Keys with the versions of each. Not by the client's own listing: some servers' times are too fine for it."""
    marker: Mapping[str, str] = {}
    while True:
        asked = {"versions": "", "prefix": start, "delimiter": "", "max-keys": _MOST, "encoding-type": "url"}
        answer = client._execute("GET", bucket, query_params={**asked, **marker})
        # As the client itself reads whatever its server answers; the parser bounds what entities may grow to.
        page = ElementTree.fromstring(answer.data)  # noqa: S314  (no document from outside: our own S3 server's listing)
        for entry in page:
            if _plain(entry.tag) in {"Version", "DeleteMarker"}:
                yield _one(entry, bucket, start)
        if _text(page, "IsTruncated") != "true":
            return
        marker = _next(page)
        if not marker:
            raise ObjectsUnreachable(f"The server of the bucket {bucket} does not list to the end.")


def _one(entry: ElementTree.Element, bucket: str, start: str) -> tuple[str, str | None]:
    key = unquote_plus(_text(entry, "Key"))
    if not key.startswith(start):
        raise ObjectsUnreachable(f"The server of the bucket {bucket} lists what was not asked for.")
    return key, _text(entry, "VersionId") or None


def _next(page: ElementTree.Element) -> Mapping[str, str]:
    told = {"key-marker": _text(page, "NextKeyMarker"), "version-id-marker": _text(page, "NextVersionIdMarker")}
    return {name: unquote_plus(value) for name, value in told.items() if value}


def _text(element: ElementTree.Element, name: str) -> str:
    return next((child.text or "" for child in element if _plain(child.tag) == name), "")


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
