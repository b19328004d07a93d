"""A folder as a place for objects: what one machine, or a disk that several share, needs."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from spark_jobs.objects.errors import ObjectChanged, ObjectsFull, ObjectsUnreachable, ObjectUnfit
from spark_jobs.objects.files import make_folder, partial_file, sync_folder, to_disk, write_new, write_whole
from spark_jobs.objects.store import MOST, Listed, checked

_BLOCK = 4 * 1024 * 1024
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderObjects:
    """
    Names are paths below `root`, which must stand: an empty folder where a disk was would look like an empty place.

    With `made`, the root is made where it lacks: for a place that nobody else prepares.
    """

    root: Path
    made: bool = False

    def prove(self) -> None:
        """A file system links a name once."""

    def get(self, name: str, /) -> bytes | None:
        with self._told():
            return _bytes_of(self._path(name))

    def put(self, name: str, content: bytes, /) -> None:
        with self._told():
            write_whole(self._in_its_folder(name), content)

    def put_new(self, name: str, content: bytes, /) -> bool:
        with self._told():
            return write_new(self._in_its_folder(name), content)

    def names(self, under: str = "", /) -> Sequence[Listed]:
        folder = under.rpartition("/")[0]
        with self._told():
            found = _files(self._path(folder) if folder else self.root)
            named = ((path.relative_to(self.root).as_posix(), path) for path in found)
            listed = (_listed(name, path) for name, path in named if name.startswith(under))
            return sorted((one for one in listed if one is not None), key=_by_name)

    def move(self, name: str, to: str, /) -> None:
        with self._told():
            target = self._in_its_folder(to)
            try:
                self._path(name).rename(target)
            except FileNotFoundError:
                return
            sync_folder(target.parent)
            sync_folder(self._path(name).parent)

    def remove(self, name: str, /) -> None:
        with self._told():
            self._path(name).unlink(missing_ok=True)

    def send(self, path: Path, name: str, /, *, sha256: str) -> None:
        with self._told():
            target = self._in_its_folder(name)
            _copy(path, target, sha256=sha256)
            sync_folder(target.parent)

    def fetch(self, name: str, path: Path, /, *, sha256: str) -> None:
        with self._told():
            _copy(self._path(name), path, sha256=sha256)

    def _path(self, name: str) -> Path:
        return self.root / checked(name)

    def _in_its_folder(self, name: str) -> Path:
        path = self._path(name)
        make_folder(path.parent)
        return path

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            if self.made:
                make_folder(self.root, mode=0o700)
            # Asked each time: where a disk is gone, a search in it finds nothing and tells of no error.
            if not self.root.is_dir():
                raise NotADirectoryError(self.root)
            yield
        except ObjectsUnreachable:
            raise
        except OSError as failed:
            kind = ObjectsFull if failed.errno in _NO_ROOM else ObjectsUnreachable
            raise kind(f"The folder {self.root} cannot be used: {_told(failed)}.") from None


def _told(failed: OSError) -> str:
    return os.strerror(failed.errno) if failed.errno else type(failed).__name__


def _bytes_of(path: Path) -> bytes | None:
    try:
        # A link or a pipe could make the reader read, or wait for, what nobody gave it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError:
        raise ObjectUnfit(f"The file {path.name} cannot be opened.") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST:
            raise ObjectUnfit(f"The file {path.name} is no file of reasonable size.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _listed(name: str, path: Path) -> Listed | None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        # Moved on between the look into the folder and the look at the file.
        return None
    return Listed(name=name, size=status.st_size, at=datetime.fromtimestamp(status.st_mtime, UTC))


def _by_name(listed: Listed) -> str:
    return listed.name


def _copy(source: Path, target: Path, *, sha256: str) -> None:
    digest = hashlib.sha256()
    with source.open("rb") as read, partial_file(target, mode=0o600) as (file, partial):
        while block := read.read(_BLOCK):
            digest.update(block)
            file.write(block)
        if digest.hexdigest() != sha256:
            raise ObjectChanged(f"The file {target.name} does not carry the digest it should.")
        to_disk(file)
        partial.rename(target)
    sync_folder(target.parent)
