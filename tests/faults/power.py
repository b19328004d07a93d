"""
What a loss of power may leave of a folder: every moment of some work, with whatever was not yet synced lost or torn.

While it records, each change of a name and each sync under the folder is a moment. For every file and folder it keeps
what was last synced beside what stands there now, and lays out, as folders of their own, what a disk might hold if the
power had gone just then. A disk that keeps more of it than these is one that was kinder.

A Python process tells of names before it changes them (audit events) and syncs by `os.fsync`, which is wrapped: so the
product is run as it is. What libraries in C write (SQLite, Arrow) is not seen between two moments, and not judged here.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

Inode = int
Disk = dict[str, tuple[int, bytes | None]]
"""By path: the mode and the bytes of a file, or None for a folder."""

_NAMES = frozenset({"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate"})
_listening: list["Recorder"] = []
_hooked: list[bool] = []


@dataclass
class Standing:
    """A file or folder, held open so that its number is given to no other."""

    mode: int
    content: bytes | dict[str, Inode]


@dataclass(frozen=True, slots=True)
class Left:
    """What one disk might hold, when the power went before that; `beside` is what the test keeps of that moment."""

    how: str
    before: str
    disk: Disk
    beside: Any

    def laid_out(self, folder: Path) -> None:
        """As files and folders."""
        folder.mkdir(parents=True)
        for name, (_, content) in self.disk.items():
            path = folder / name
            if content is None:
                path.mkdir(mode=0o700)
            else:
                path.write_bytes(content)
        for name, (mode, _) in sorted(self.disk.items(), reverse=True):
            (folder / name).chmod(mode)


@dataclass
class Recorder:
    """Of everything under `root`; what stands there when it begins counts as synced."""

    root: Path
    aside: Callable[[], Any] = lambda: None
    left: dict[str, Left] = field(default_factory=dict)
    _synced: dict[Inode, bytes | dict[str, Inode]] = field(default_factory=dict)
    _held: dict[Inode, int] = field(default_factory=dict)
    _busy: bool = False

    def moment(self, before: str) -> None:
        """The power may go here."""
        if self._busy:
            return
        self._busy = True
        try:
            now = self._now()
            for how, disk in (
                ("nothing but what was synced", self._laid(now, names=False, torn=False)),
                ("every name, and of the bytes what was synced", self._laid(now, names=True, torn=False)),
                ("every name, and of the bytes half of the rest", self._laid(now, names=True, torn=True)),
            ):
                self.left.setdefault(repr(sorted(disk.items())), Left(how, before, disk, self.aside()))
        finally:
            self._busy = False

    def sync(self, descriptor: int) -> None:
        """From now on this file, or the names in this folder, are on disk."""
        now = self._now()
        number = os.fstat(descriptor).st_ino
        if number in now:
            self._synced[number] = now[number].content

    def _laid(self, now: dict[Inode, Standing], *, names: bool, torn: bool) -> Disk:
        disk: Disk = {}

        def lay(folder: Inode, under: str) -> None:
            there = now[folder].content if names else self._synced.get(folder, {})
            assert isinstance(there, dict)
            for name, number in sorted(there.items()):
                standing, path = now[number], f"{under}{name}"
                if isinstance(standing.content, dict):
                    disk[path] = (standing.mode, None)
                    lay(number, f"{path}/")
                    continue
                synced = self._synced.get(number, b"")
                assert isinstance(synced, bytes)
                disk[path] = (standing.mode, _torn(synced, standing.content) if torn else synced)

        lay(self.root.stat().st_ino, "")
        return disk

    def _now(self) -> dict[Inode, Standing]:
        busy, self._busy = self._busy, True
        try:
            for path in (self.root, *self.root.rglob("*")):
                if path.is_file() or path.is_dir():
                    self._hold(path)
            return {number: _standing(held) for number, held in self._held.items()}
        finally:
            self._busy = busy

    def _hold(self, path: Path) -> None:
        if (number := path.stat().st_ino) not in self._held:
            self._held[number] = os.open(path, os.O_RDONLY)


@contextmanager
def recorded(root: Path, *, aside: Callable[[], Any] = lambda: None) -> Iterator[Recorder]:
    """Everything that is done in this process under that folder, until the block ends."""
    recorder = Recorder(root.resolve(), aside)
    recorder._synced.update({number: standing.content for number, standing in recorder._now().items()})
    synced = os.fsync

    def fsync(descriptor: Any) -> None:
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
        recorder.moment("a sync")
        synced(descriptor)
        recorder.sync(number)

    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_heard)
    _listening.append(recorder)
    try:
        with patch.object(os, "fsync", fsync):
            yield recorder
        recorder.moment("the end")
    finally:
        _listening.remove(recorder)
        for held in recorder._held.values():
            os.close(held)


def _heard(event: str, given: tuple[Any, ...]) -> None:
    if _listening and event in _NAMES:
        if event == "open" and not (isinstance(given[2], int) and given[2] & (os.O_CREAT | os.O_TRUNC)):
            return
        for recorder in _listening:
            if str(given[0]).startswith(str(recorder.root)):
                recorder.moment(f"{event} {Path(str(given[0])).name}")


def _standing(held: int) -> Standing:
    status = os.fstat(held)
    mode = stat.S_IMODE(status.st_mode)
    if stat.S_ISDIR(status.st_mode):
        return Standing(mode, {name: os.stat(name, dir_fd=held).st_ino for name in os.listdir(held)})
    return Standing(mode, os.pread(held, status.st_size, 0))


def _torn(synced: bytes, now: bytes) -> bytes:
    """What was added is there by half; what was written anew is its first half."""
    if now.startswith(synced):
        return synced + now[len(synced) : (len(synced) + len(now) + 1) // 2]
    return now[: len(now) // 2]
