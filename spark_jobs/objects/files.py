"""Files that are there whole or not at all, and still there after the power went."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import IO

PARTIAL = ".partial"


def write_whole(path: Path, content: bytes) -> None:
    """
    The file holds all of this, or what it held before. Raises OSError.

    Under a temporary name first, to disk, then renamed, then the folder to disk. The order matters: a rename that
    reaches the disk before the bytes would leave an empty file behind.
    """
    with partial_file(path) as (file, partial):
        file.write(content)
        to_disk(file)
        partial.rename(path)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes, *, mode: int = 0o660) -> bool:
    """Whether this call made the file, whole: of two that try, one does. Raises OSError."""
    with partial_file(path, mode=mode) as (file, partial):
        file.write(content)
        to_disk(file)
        try:
            # A link, unlike a rename, is refused where the name is taken.
            os.link(partial, path)
        except FileExistsError:
            return False
        finally:
            partial.unlink()
    sync_folder(path.parent)
    return True


@contextmanager
def partial_file(path: Path, *, mode: int = 0o660) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside the path (its folder is made), under a name that no other writer has; gone if the block fails."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}{PARTIAL}")
    make_folder(path.parent)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file, partial
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def make_folder(folder: Path, *, mode: int = 0o777) -> None:
    """
    The folder stands; where this call made it, and those above it, their names are on disk when it returns.

    Raises OSError: NotADirectoryError where a file has that name. A file in a folder whose own name was lost is lost
    with it, however well it was written.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        try:
            folder.mkdir(mode=mode, exist_ok=True)
        except FileExistsError:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
        sync_folder(folder.parent)


def to_disk(file: IO[bytes]) -> None:
    """The bytes written so far are on disk when this returns."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The names in this folder are on disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
