"""The disks that the house writes to: how much room is left, and whether two folders share one."""

import shutil
from pathlib import Path

from gateway.domain.errors import NeighbourUnavailable

MEGABYTE = 2**20


def free_megabytes(folder: Path) -> int:
    """On the disk on which this folder lies or would lie. Raises NeighbourUnavailable."""
    try:
        return shutil.disk_usage(_standing(folder)).free // MEGABYTE
    except OSError as failed:
        raise NeighbourUnavailable("disk", f"The disk of {folder} cannot be asked: {type(failed).__name__}.") from None


def need_room(folder: Path, *, megabytes: int) -> None:
    """Nothing where there is that much room. Raises NeighbourUnavailable."""
    free = free_megabytes(folder)
    if free < megabytes:
        raise NeighbourUnavailable("disk", f"The disk of {folder} has {free} MB left; {megabytes} are wanted.")


def share_a_disk(one: Path, other: Path) -> bool:
    """Whether the loss of one disk would take both folders."""
    try:
        return _standing(one).stat().st_dev == _standing(other).stat().st_dev
    except OSError:
        return False


def _standing(folder: Path) -> Path:
    # A folder that is not made yet lies on the disk of the nearest one above that is.
    folder = folder.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
