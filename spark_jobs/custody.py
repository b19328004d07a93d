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
from spark_jobs.box import sync_folder, write_whole
from spark_jobs.errors import CodeKeyGone, StorageFailed
from spark_jobs.journal import Entry, Event, Journal

VERSION = 1
"""Secrets are not rotated yet; the version is bound into the wrapping so that they can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """The custody of code keys: every opening is in the journal before the key is handed out."""

    folder: Path
    master: MasterKey
    journal: Journal
    chance: Chance

    @contextmanager
    def opened(self, opening: Opening) -> Iterator[CodeKey]:
        """The key, for as long as the block runs. Raises CodeKeyGone."""
        with self.open(opening) as key:
            yield key

    def open(self, opening: Opening, /) -> CodeKey:
        """The project's code key, made with its first order. Raises CodeKeyGone where it is destroyed or lost."""
        path = self._path(opening.project)
        made = self.journal.holds(Event.SECRET_MADE, lambda entry: _is_of(entry, opening.project))
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
        if path.exists():
            _overwrite(path)
        write_whole(path, stone)

    def _make(self, path: Path, project: str) -> None:
        secret = self.chance(SECRET_BYTES)
        _create(path, self.master.wrap(secret, project=project, version=VERSION, chance=self.chance))

    def _note(self, event: Event, opening: Opening) -> None:
        self.journal.write(
            event, project=opening.project, permit=opening.permit, asked_by=opening.asked_by, why=opening.why.value
        )

    def _path(self, project: str) -> Path:
        # Two names that differ only where a file system looks away would share a file; their digests do not.
        return self.folder / (hashlib.sha256(project.encode()).hexdigest()[:32] + ".key.json")


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
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
        sync_folder(path.parent)
    except OSError:
        raise StorageFailed(f"The key file {path.name} cannot be written.") from None


def _overwrite(path: Path) -> None:
    """Zeros over the wrapped secret, as well as the file system lets us."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
