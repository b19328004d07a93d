"""A place of objects opened by how it is written in the settings: a folder, or a bucket."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from spark_jobs.objects.access import Access, BucketPlace
from spark_jobs.objects.capabilities import locks
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.store import Objects
from spark_jobs.system import now

_MODE = "GOVERNANCE"


def open_place(where: Path | str, access: Callable[[], Access], *, made: bool = False) -> Objects:
    """A folder by its path, a bucket by its text; a folder needs no access. Raises AccessUnfit."""
    if isinstance(where, Path):
        return FolderObjects(root=where, made=made)
    return open_bucket(BucketPlace.of(where), access())


@cache
def open_bucket(place: BucketPlace, access: Access) -> S3Objects:
    """The same one for the same words: its connections, and what it found out about its server, are used again."""
    return S3Objects.of(place, access)


def below(place: BucketPlace, step: str) -> BucketPlace:
    """A part of a place, for one kind of thing."""
    return replace(place, prefix=f"{place.prefix}{step}/")


def kept(objects: S3Objects, *, days: int) -> S3Objects:
    """The same place; what is created once there the server keeps unchanged for so long, where its bucket can."""
    return replace(objects, created=Keeping(objects=objects, lasts=timedelta(days=days))) if days else objects


@dataclass(slots=True, kw_only=True)
class Keeping:
    """Headers of an object lock, or none; the bucket is asked once."""

    objects: S3Objects
    lasts: timedelta
    _locks: bool | None = None

    def __call__(self) -> dict[str, str]:
        """Raises ObjectsUnreachable where the bucket cannot be asked: nothing is created first and kept later."""
        if self._locks is None:
            self._locks = locks(self.objects)
        if not self._locks:
            return {}
        until = (now() + self.lasts).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"x-amz-object-lock-mode": _MODE, "x-amz-object-lock-retain-until-date": until}
