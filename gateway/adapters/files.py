"""Files that are there whole or not at all, and still there after the power went."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """
    Under a temporary name first, to disk, then renamed, then the folder to disk: a reader sees the old file or the new
    one. The order matters: a rename that reaches the disk before the bytes would leave an empty file behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
