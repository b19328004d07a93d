"""Where the files of sources lie: in a folder that this machine sees, or in a bucket that a whole cluster reads."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from spark_jobs.objects.s3 import S3Objects

_AT_ONCE = 4 * 1024 * 1024
"""Bytes that are fetched at a time."""


class SourceFile(Protocol):
    """One file of rows. What cannot be read raises OSError."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of its path below the dataset's folder, its own name last."""
        ...

    @property
    def address(self) -> str:
        """What the engine reads it by."""
        ...

    def size(self) -> int:
        """Bytes."""
        ...

    def open(self) -> IO[bytes]:
        """To be read, and moved about in."""
        ...


class SourceFolder(Protocol):
    """The folder that a dataset's description names."""

    def files(self) -> Sequence[SourceFile]:
        """Every file in it and in the folders in it, without what engines hide there (`_SUCCESS`, `.crc`)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file that this process can open."""

    path: Path
    steps: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its path."""
        return str(self.path)

    def size(self) -> int:
        """As the file system says."""
        return self.path.stat().st_size

    def open(self) -> IO[bytes]:
        """The file itself."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFolder:
    """A folder of this machine, or of a disk that a cluster shares."""

    root: Path

    def files(self) -> Sequence[LocalFile]:
        """One level of folders deep: a table's own folder."""
        here = _listed(self.root)
        return [
            *(LocalFile(path=path, steps=(path.name,)) for path in here if path.is_file()),
            *(
                LocalFile(path=path, steps=(folder.name, path.name))
                for folder in here
                if folder.is_dir()
                for path in _listed(folder)
                if path.is_file()
            ),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketFile:
    """An object that the engine reads through S3A, and this process in parts."""

    place: S3Objects
    name: str
    steps: tuple[str, ...]
    length: int

    @property
    def address(self) -> str:
        """By bucket and key; which server that is stands in the engine's settings."""
        return f"s3a://{self.place.place.bucket}/{self.place.key(self.name)}"

    def size(self) -> int:
        """As the server listed it."""
        return self.length

    def open(self) -> IO[bytes]:
        """Some megabytes at a time."""
        return io.BufferedReader(_Parts(self), buffer_size=_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketFolder:
    """The steps in a bucket under which a dataset lies."""

    place: S3Objects
    under: str

    def files(self, *, deep: int = 2) -> Sequence[BucketFile]:
        """As the server lists them; `deep`: so many steps, the file's own name among them."""
        start = f"{self.under}/"
        found = []
        for listed in self.place.names(start):
            steps = tuple(listed.name.removeprefix(start).split("/"))
            if len(steps) <= deep and not any(step.startswith((".", "_")) for step in steps):
                found.append(BucketFile(place=self.place, name=listed.name, steps=steps, length=listed.size))
        return found


class _Parts(io.RawIOBase):
    """An object as a file that can be moved about in."""

    def __init__(self, file: BucketFile) -> None:
        self._file = file
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._file.length}[whence]
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        into = memoryview(buffer).cast("B")
        length = min(len(into), max(0, self._file.length - self._at))
        if length:
            into[:length] = self._file.place.part(self._file.name, offset=self._at, length=length)
            self._at += length
        return length


def _listed(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_"))))
    except OSError:
        return ()
