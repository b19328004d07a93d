"""Folders that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spark_jobs.objects.files import PARTIAL, make_folder, sync_folder


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """
    A folder of mode 0700 to write into, which bears its name and is on disk once the block has ended well.

    Raises FileExistsError where something bears that name; if the block fails, nothing is left.
    """
    if folder.exists():
        raise FileExistsError(folder)
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    shutil.rmtree(partial, ignore_errors=True)
    make_folder(partial.parent)
    partial.mkdir(mode=0o700)
    try:
        yield partial
        for path in partial.rglob("*"):
            _to_disk(path)
        _to_disk(partial)
        partial.rename(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def copy_for_owner(source: Path, target: Path) -> None:
    """The same bytes in a file of mode 0600, its folder made where it lacks. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as write:
        shutil.copyfileobj(read, write)
        write.flush()
        os.fsync(write.fileno())


def _to_disk(path: Path) -> None:
    if path.is_dir():
        sync_folder(path)
    elif path.is_file():
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
