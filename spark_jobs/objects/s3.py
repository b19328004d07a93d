"""A bucket as a place for objects, on any S3 server; through the `minio` client, which keeps to plain S3."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from minio import Minio
from minio.commonconfig import CopySource
from minio.error import S3Error
from urllib3 import BaseHTTPResponse

from spark_jobs.objects.access import Access, BucketPlace
from spark_jobs.objects.clearing import abort_uploads, remove_all, versions
from spark_jobs.objects.errors import CreationIgnored, ObjectChanged, ObjectsUnreachable
from spark_jobs.objects.reading import CHECKSUM, blocks, read_whole, receive
from spark_jobs.objects.server import Server, told
from spark_jobs.objects.store import Listed, checked
from spark_jobs.objects.upload import IN_ONE, checksum, send_in_parts
from spark_jobs.system import random_bytes

PROBES = "probe/"
"""Where the server is tried."""

_GONE = frozenset({"NoSuchKey", "NoSuchVersion"})
_STANDS = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})


@dataclass(slots=True)
class _Proved:
    """What was found out once."""

    creates_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Objects:
    """
    Names are keys below the place's prefix.

    Nothing that a server says of an object is believed without a digest: an entity tag is never one.
    """

    server: Server
    place: BucketPlace
    created: Callable[[], dict[str, str]] = dict
    """Headers for what is created once: how long the server shall keep it unchanged."""
    _proved: _Proved = field(default_factory=_Proved, repr=False, compare=False)

    @classmethod
    def of(cls, place: BucketPlace, access: Access) -> Self:
        """Nothing is asked yet."""
        return cls(server=Server.of(access), place=place)

    def get(self, name: str, /) -> bytes | None:
        key = self.key(name)
        with self._told():
            response = _or_none(lambda: self._open(key))
            return None if response is None else read_whole(response, name)

    def put(self, name: str, content: bytes, /) -> None:
        key = self.key(name)
        with self._told():
            self._put(self._client, key, content)

    def put_new(self, name: str, content: bytes, /) -> bool:
        self.prove()
        return self._create(name, content, self.created())

    def names(self, under: str = "", /) -> Sequence[Listed]:
        start = self.place.prefix + under
        with self._told():
            listed = list(self._client.list_objects(self.place.bucket, prefix=start, recursive=True))
            found = [self._listed(one.object_name or "", one, start) for one in listed]
            return sorted((one for one in found if one is not None), key=lambda one: one.name)

    def move(self, name: str, to: str, /) -> None:
        source, target = self.key(name), self.key(to)
        with self._told():
            copied = _or_none(
                lambda: self._client.copy_object(self.place.bucket, target, CopySource(self.place.bucket, source))
            )
            if copied is not None:
                self._client.remove_object(self.place.bucket, source)

    def remove(self, name: str, /) -> None:
        key = self.key(name)
        with self._told():
            self._client.remove_object(self.place.bucket, key)

    def send(self, path: Path, name: str, /, *, sha256: str) -> None:
        key, size = self.key(name), path.stat().st_size
        if size > IN_ONE:
            with self._told():
                expected = send_in_parts(self._client, self.place.bucket, key, path, sha256=sha256)
        else:
            content, expected = path.read_bytes(), _of_hex(sha256)
            if _of(content) != expected:
                raise ObjectChanged(f"The file {path.name} does not carry the digest it should.")
            with self._told():
                self._put(self._client, key, content, made=expected)
        self.require(name, sha256=sha256, size=size, expected=expected)

    def fetch(self, name: str, path: Path, /, *, sha256: str) -> None:
        key = self.key(name)
        with self._told():
            receive(self._open(key), name, path, sha256=sha256)

    # ---- what only a bucket needs -----------------------------------------------------------------------------------

    def key(self, name: str) -> str:
        """What the object is called in its bucket. Raises ValueError for a name that is none."""
        return self.place.prefix + checked(name)

    def prove(self) -> None:
        """
        Asked once: of two creations of one name the second must be refused.

        Raises CreationIgnored where a server lets it pass: then nothing may be created here, since two would think
        themselves the one. Raises ObjectsUnreachable where nobody answers; it is asked again next time.
        """
        if self._proved.creates_once:
            return
        name = f"{PROBES}{random_bytes(8).hex()}"
        try:
            first, second = (self._create(name, content, {}) for content in (b"first", b"second"))
        finally:
            self._forget(name)
        if not first or second:
            raise CreationIgnored(
                f"The server of the bucket {self.place.bucket} ignores If-None-Match: what is there it writes over."
            )
        self._proved.creates_once = True

    def _forget(self, name: str) -> None:
        """A probe: with its versions for who may list them, and without for who may not."""
        for take_away in (self.purge, self.remove):
            with suppress(ObjectsUnreachable):
                take_away(name)
                return

    def copy(self, source: "S3Objects", name: str, to: str, *, sha256: str, size: int) -> None:
        """From another bucket of the same server, which moves the bytes itself; held against the digest afterwards."""
        key, origin = self.key(to), CopySource(source.place.bucket, source.key(name))
        with self._told():
            # The server is asked to make the checksum anew: a copied one would tell of the origin's bytes.
            self._client.copy_object(self.place.bucket, key, origin, metadata={"x-amz-checksum-algorithm": "SHA256"})
        self.require(to, sha256=sha256, size=size, expected=_of_hex(sha256))

    def require(self, name: str, *, sha256: str, size: int, expected: str) -> None:
        """
        Nothing, when that object carries that digest: by the checksum the server made of it, or else read back.

        Raises ObjectChanged, and then the object is gone.
        """
        with self._told():
            stat = self._client.stat_object(
                self.place.bucket, self.key(name), extra_headers={"x-amz-checksum-mode": "ENABLED"}
            )
            made = str((stat.metadata or {}).get(CHECKSUM, ""))
            if stat.size == size and (made == expected or self._read_back(name) == sha256):
                return
        self.purge(name)
        raise ObjectChanged(f"The object {name} does not carry the digest it should.")

    def part(self, name: str, *, offset: int, length: int) -> bytes:
        """So many bytes of an object, from there on. Raises ObjectsUnreachable for fewer."""
        key = self.key(name)
        with self._told():
            response = self._client.get_object(self.place.bucket, key, offset=offset, length=length)
            try:
                content = bytes(response.read())
            finally:
                response.close()
                response.release_conn()
        if len(content) != length:
            raise ObjectsUnreachable(f"The server of the bucket {self.place.bucket} answered with too little.")
        return content

    def purge(self, under: str) -> None:
        """
        Everything whose name begins so is gone, with all its versions.

        Raises ObjectsUnreachable where something stays: what the server was told to keep unchanged does.
        """
        with self._told():
            remove_all(self._client, self.place.bucket, self.place.prefix + under)

    def versions(self, under: str) -> list[str]:
        """The names of which any version lies there, a removed one's too; each once, sorted."""
        with self._told():
            start, prefix = self.place.prefix + under, self.place.prefix
            found = versions(self._client, self.place.bucket, start)
            return sorted({key.removeprefix(prefix) for key, _ in found})

    def abort(self, name: str) -> None:
        """Uploads of that name that never ended are gone with their parts."""
        key = self.key(name)
        with self._told():
            abort_uploads(self._client, self.place.bucket, key)

    @property
    def _client(self) -> Minio:
        return self.server.patient

    def _told(self) -> AbstractContextManager[None]:
        return told(self.place.bucket)

    def _open(self, key: str) -> BaseHTTPResponse:
        return self._client.get_object(
            self.place.bucket, key, request_headers={"x-amz-checksum-mode": "ENABLED", "Accept-Encoding": "identity"}
        )

    def _put(
        self,
        client: Minio,
        key: str,
        content: bytes,
        *,
        made: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`made`: the checksum, where it was just made of this very content."""
        # Not through put_object: it takes no condition, and would make parts of what is meant to be one.
        sent: dict[str, Any] = {"Content-Type": "application/octet-stream", CHECKSUM: made or _of(content)}
        client._execute("PUT", self.place.bucket, key, body=content, headers=sent | dict(headers or {}))

    def _create(self, name: str, content: bytes, headers: dict[str, str]) -> bool:
        key = self.key(name)
        try:
            with self._told():
                try:
                    self._put(self.server.once, key, content, headers={"If-None-Match": "*", **headers})
                except S3Error as refused:
                    if refused.code not in _STANDS:
                        raise
                    return False
        except ObjectsUnreachable:
            # The answer may have been lost and not the call: what lies there tells.
            if self.get(name) == content:
                return True
            raise
        return True

    def _listed(self, key: str, one: Any, start: str) -> Listed | None:
        if not key.startswith(start):
            raise ObjectsUnreachable(f"The server of the bucket {self.place.bucket} lists what was not asked for.")
        name = key.removeprefix(self.place.prefix)
        try:
            checked(name)
        except ValueError:
            # Laid there by somebody else: none of our names, and in a folder it would be hidden too.
            return None
        return Listed(name=name, size=one.size or 0, at=one.last_modified or datetime.fromtimestamp(0, UTC))

    def _read_back(self, name: str) -> str:
        digest = hashlib.sha256()
        for block in blocks(self._open(self.key(name))):
            digest.update(block)
        return digest.hexdigest()


def _or_none(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except S3Error as answer:
        if answer.code in _GONE:
            return None
        raise


def _of(content: bytes) -> str:
    return checksum(hashlib.sha256(content).digest())


def _of_hex(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode("ascii")
