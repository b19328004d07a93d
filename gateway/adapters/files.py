"""Files that are there whole or not at all, and still there after the power went."""

import os
from pathlib import Path
from threading import get_ident


def write_whole(path: Path, content: bytes) -> None:
    """
    Under a temporary name first, to disk, then renamed, then the folder to disk: a reader sees the old file or the new
    one. The order matters: a rename that reaches the disk before the bytes would leave an empty file behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two writers of one file do not write into each other's bytes: each has a temporary name of its own.
    partial = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
