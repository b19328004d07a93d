"""Small disks, which fill up."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of its own, in memory, of a few kilobytes."""

    folder: Path

    def fill(self) -> None:
        """Not one byte more fits."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                return

    def free(self) -> None:
        """Room again."""
        (self.folder / "ballast").unlink()


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[SmallDisk]:
    """Mounted on the folder as long as the block runs; by root alone, else the test is skipped."""
    if os.geteuid() != 0:
        pytest.skip("a small disk is mounted by root alone")
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={kilobytes}k,mode=0700"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=False, capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
