"""
Opens a project's code key for the length of one job.

The secret is random, made with the project's first order, and rests wrapped by the master key. Where the journal says
that one was made and none lies there, nothing is made in its place: other pseudonyms would go out under the same name.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pseudonymisation.code_key import SECRET_BYTES, CodeKey
from pseudonymisation.custody import Opening
from pseudonymisation.errors import NotOpened, PseudonymisationError, SecretDestroyed
from pseudonymisation.key_files import tombstone
from pseudonymisation.wrapping import Chance, MasterKey
from spark_jobs.errors import CodeKeyGone, StorageFailed
from spark_jobs.journal import Entry, Event, Journal
from spark_jobs.keeping import keep
from spark_jobs.objects.files import make_folder, write_new

VERSION = 1
"""Secrets are not rotated yet; the version is bound into the wrapping so that they can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """
    The custody of code keys: every opening is in the journal before the key is handed out.

    `apart`: where each tombstone is kept as well, on another disk, so that no restore revives a destroyed secret.
    """

    folder: Path
    master: MasterKey
    journal: Journal
    chance: Chance
    apart: Path | None = None

    @contextmanager
    def opened(self, opening: Opening) -> Iterator[CodeKey]:
        """The key, for as long as the block runs. Raises CodeKeyGone."""
        with self.open(opening) as key:
            yield key

    def open(self, opening: Opening, /) -> CodeKey:
        """The project's code key, made with its first order. Raises CodeKeyGone where it is destroyed or lost."""
        path = self._path(opening.project)
        known = {entry.event for entry in self.journal.entries() if _is_of(entry, opening.project)}
        if Event.SECRET_DESTROYED in known or (self.apart is not None and (self.apart / path.name).exists()):
            # Asked before the file: one that came back from somewhere must not open.
            raise CodeKeyGone(f"The code key of {opening.project} was destroyed.", code="code-key-destroyed")
        made = bool(known & {Event.SECRET_MADE, Event.SECRET_LOST})
        if not path.exists():
            if made:
                sentence = f"The code key of {opening.project} was made before and is lost: no new one takes its place."
                raise CodeKeyGone(sentence, code="code-key-lost")
            self._make(path, opening.project)
        if not made:
            # Before the key is handed out: no pseudonym leaves under a secret that the journal does not know.
            self._note(Event.SECRET_MADE, opening)
        try:
            key = self.master.unwrap(path.read_bytes(), project=opening.project)
        except SecretDestroyed:
            raise CodeKeyGone(f"The code key of {opening.project} was destroyed.", code="code-key-destroyed") from None
        except (NotOpened, OSError):
            raise CodeKeyGone(f"The code key of {opening.project} cannot be opened with this master key.") from None
        self._note(Event.SECRET_OPENED, opening)
        return key

    def destroy(self, opening: Opening, /) -> None:
        """Leaves a tombstone where the secret was: its pseudonyms can never be made again."""
        path = self._path(opening.project)
        self._note(Event.SECRET_DESTROYED, opening)
        stone = tombstone(project=opening.project, version=VERSION, destroyed_at=self.journal.clock())
        if self.apart is not None:
            keep(self.apart / path.name, stone)
        if path.exists():
            _overwrite(path)
        keep(path, stone)

    def _make(self, path: Path, project: str) -> None:
        secret = self.chance(SECRET_BYTES)
        _create(path, self.master.wrap(secret, project=project, version=VERSION, chance=self.chance))

    def _note(self, event: Event, opening: Opening) -> None:
        self.journal.write(
            event, project=opening.project, permit=opening.permit, asked_by=opening.asked_by, why=opening.why.value
        )

    def _path(self, project: str) -> Path:
        return self.folder / secret_file(project)


def secret_file(project: str) -> str:
    """The name of the file in which a project's secret rests."""
    # Two names that differ only where a file system looks away would share a file; their digests do not.
    return hashlib.sha256(project.encode()).hexdigest()[:32] + ".key.json"


def open_master_key(path: Path, *, passphrase: bytes) -> MasterKey:
    """The runner's master key. Raises CodeKeyGone where passphrase or file is wrong."""
    try:
        return MasterKey.open(path.read_bytes(), passphrase=passphrase)
    except OSError:
        raise CodeKeyGone(f"There is no master key at {path}: make one with `keys new`.") from None
    except PseudonymisationError:
        raise CodeKeyGone(f"The master key {path} does not open with this passphrase.") from None


def _is_of(entry: Entry, project: str) -> bool:
    return entry.about.get("project") == project


def _create(path: Path, content: bytes) -> None:
    """Create if absent, whole or not at all: of two that try, one wins and the other reads the winner's."""
    try:
        make_folder(path.parent, mode=0o700)
        write_new(path, content, mode=0o600)
    except OSError:
        raise StorageFailed(f"The key file {path.name} cannot be written.") from None


def _overwrite(path: Path) -> None:
    """Zeros over the wrapped secret, as well as the file system lets us."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
