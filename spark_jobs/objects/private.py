"""A folder for one reader, for as long as it reads; what a reader that died left behind, the next one removes."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOCK = ".reader"


@contextmanager
def private_folder(root: Path) -> Iterator[Path]:
    """A new folder of mode 0700 below the root; gone when the block ends. Raises OSError."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_private(root)
    folder = Path(tempfile.mkdtemp(dir=root))
    # Held for as long as the reader lives, and let go by its death: so nobody sweeps under a living reader.
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep_private(root: Path) -> None:
    """Remove the folders whose readers are gone."""
    for folder in root.glob("*"):
        with suppress(OSError):
            lock = os.open(folder / _LOCK, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)
