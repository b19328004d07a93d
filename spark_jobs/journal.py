"""
The runner's own journal: one signed entry per line, each with the digest of the one before it.

The head travels with every status and manifest, so the gateway's ledger holds what this file must still say.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from spark_jobs.errors import JournalBroken, StorageFailed
from spark_jobs.objects.files import make_folder, sync_folder
from spark_jobs.papers.body import Body, Count, DigestText, Moment
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile
from spark_jobs.system import Clock

GENESIS = Digest("sha256:" + "0" * 64)
"""What the first entry follows."""


class Event(StrEnum):
    """What the runner writes down."""

    ORDER_TAKEN = "order-taken"
    ORDER_PUT_BACK = "order-put-back"
    ORDER_REFUSED = "order-refused"
    ORDER_FAILED = "order-failed"
    SNAPSHOT_READ = "snapshot-read"
    SECRET_MADE = "secret-made"
    SECRET_OPENED = "secret-opened"
    SECRET_DESTROYED = "secret-destroyed"
    SECRET_LOST = "secret-lost"
    CORRECTIONS_CHANGED = "corrections-changed"
    RESTORED = "restored"
    EXTRACT_STAGED = "extract-staged"
    DELIVERED = "delivered"
    WORKSPACE_CLOSED = "workspace-closed"
    WORKSPACE_OPENED = "workspace-opened"
    WORKSPACE_EMPTIED = "workspace-emptied"
    OBJECTIONS_COUNTED = "objections-counted"
    PASS_USED = "pass-used"
    PASS_REFUSED = "pass-refused"
    SET_ASIDE = "set-aside"


class Entry(Body):
    """One line. `about` names papers, projects and datasets: never a person, never a key."""

    sequence: Count
    previous: DigestText
    at: Moment
    event: Event
    about: dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Append only. Several processes of the runner may write to it: each entry is written under a lock."""

    path: Path
    key: SigningKey
    clock: Clock

    def write(self, event: Event, /, **about: str | int) -> Digest:
        """The entry is on disk when this returns its digest: the new head. Raises StorageFailed: then it is not."""
        with self._locked() as file:
            last = _last(file)
            entry = Entry(sequence=last[0] + 1, previous=last[1], at=self.clock(), event=event, about=about)
            paper = self.key.sign(Kind.JOURNAL_ENTRY, entry.as_json())
            self._append(file, paper.to_json() + b"\n")
            return paper.digest

    def once(self, event: Event, /, **about: str | int) -> Digest:
        """The digest of the entry that says exactly this: the one that stands there, or else a new one."""
        standing = next((paper for paper in self._papers() if _says(paper, event, about)), None)
        return standing.digest if standing else self.write(event, **about)

    def head(self) -> Digest:
        """The digest of the last entry."""
        with self._locked() as file:
            return _last(file)[1]

    def entries(self) -> Iterator[Entry]:
        """Every entry, first to last."""
        return map(Entry.of, self._papers())

    def digests(self) -> Iterator[Digest]:
        """The digest of every entry, first to last: each was the head once."""
        return (paper.digest for paper in self._papers())

    def holds(self, event: Event, matching: Callable[[Entry], bool]) -> bool:
        """Whether such an entry was ever written."""
        return any(entry.event is event and matching(entry) for entry in self.entries())

    def verify(self, *, trust: TrustFile, on: date) -> None:
        """
        Nothing, when every entry follows the one before it and bears a believed signature.

        Raises JournalBroken at the first that does not. `on` is today: an entry's key must be valid on its own day.
        """
        previous, sequence = GENESIS, 0
        for number, line in enumerate(self.path.read_bytes().splitlines() if self.path.exists() else (), start=1):
            try:
                paper = SignedPaper.from_json(line)
                entry = Entry.of(paper)
                trust.verify(paper, on=min(entry.at.date(), on))
            except PaperError as broken:
                raise JournalBroken(f"The journal breaks at entry {number}: {broken.reason}.") from None
            if paper.kind is not Kind.JOURNAL_ENTRY or entry.previous != previous or entry.sequence != sequence + 1:
                raise JournalBroken(f"The journal breaks at entry {number}: it does not follow the one before it.")
            previous, sequence = paper.digest, entry.sequence

    def mend(self) -> None:
        """Cut off a last line that was never finished: it was never on disk whole, so no head was given out for it."""
        with self._locked() as file:
            file.seek(0)
            whole = file.read().rfind(b"\n") + 1
            file.truncate(whole)

    def _papers(self) -> Iterator[SignedPaper]:
        if self.path.exists():
            with self.path.open("rb") as file:
                yield from map(SignedPaper.from_json, file)

    def _append(self, file: IO[bytes], line: bytes) -> None:
        end = file.seek(0, os.SEEK_END)
        try:
            written = 0
            while written < len(line):
                written += file.write(line[written:])
            os.fsync(file.fileno())
        except OSError:
            # Half a line would break the chain for whoever reads next, in this very process.
            with suppress(OSError):
                os.ftruncate(file.fileno(), end)
            raise StorageFailed(f"The journal {self.path} cannot be written.", code="journal-full") from None

    @contextmanager
    def _locked(self) -> Iterator[IO[bytes]]:
        try:
            make_folder(self.path.parent, mode=0o700)
            stood = self.path.exists()
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            if not stood:
                # Its bytes are synced with each entry; its name, once: a journal without one would be begun anew.
                sync_folder(self.path.parent)
        except OSError:
            raise StorageFailed(f"The journal {self.path} cannot be opened.") from None
        # Not buffered: what a full disk did not take must not be tried again when the file is closed.
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def _says(paper: SignedPaper, event: Event, about: Mapping[str, str | int]) -> bool:
    return (paper.body["event"], paper.body["about"]) == (event.value, about)


def _last(file: IO[bytes]) -> tuple[int, Digest]:
    """Sequence and digest of the last entry: read from the end, since a journal grows for years."""
    line = _last_line(file)
    if not line:
        return 0, GENESIS
    try:
        paper = SignedPaper.from_json(line)
        return Entry.of(paper).sequence, paper.digest
    except PaperError:
        raise JournalBroken("The last entry of the journal cannot be read.") from None


def _last_line(file: IO[bytes]) -> bytes:
    end, size, tail = file.seek(0, os.SEEK_END), 4096, b""
    while end and tail.rstrip(b"\n").count(b"\n") == 0:
        start = max(0, end - size)
        file.seek(start)
        tail = file.read(end - start)
        if start == 0:
            break
        size *= 2
    lines: list[Any] = tail.rstrip(b"\n").rsplit(b"\n", 1)
    return bytes(lines[-1])
