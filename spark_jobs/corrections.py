"""
What the stewards corrected in the masking of notes, by controller: sealed by the master key, versioned by digest.

The words may be names, so that nothing of them rests readable. Which version stands is what the journal says: where it
knows one and another lies there, or none, nothing is masked without it. What was denied must not come back silently.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from pseudonymisation.errors import NotOpened
from pseudonymisation.text.corrections import NO_CORRECTIONS, Corrections
from pseudonymisation.wrapping import Chance, MasterKey
from spark_jobs.correction_file import Change, Content
from spark_jobs.errors import CorrectionsUnfit, StorageFailed
from spark_jobs.journal import Event, Journal
from spark_jobs.keeping import keep
from spark_jobs.objects.files import make_folder, sync_folder
from spark_jobs.papers.paper import Digest, canonical, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCorrections:
    """A controller's corrections as they stand, and their version: the digest of the sealed file, None without any."""

    controller: str
    digest: Digest | None = None
    corrections: Corrections = field(default=NO_CORRECTIONS, repr=False)
    changes: tuple[Change, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsStore:
    """The files of all controllers in one folder. Several processes may change them: one does at a time."""

    folder: Path
    master: MasterKey
    journal: Journal
    chance: Chance

    def of(self, controller: str) -> KeptCorrections:
        """The controller's corrections, empty where there never were any. Raises CorrectionsUnfit, StorageFailed."""
        with locked(self.folder):
            return _kept(*self._read(controller))

    def add(
        self, controller: str, corrections: Corrections, *, by: str, sample: Digest | None = None
    ) -> KeptCorrections:
        """
        These corrections beside those that stand, as one change by that person, after that sample if after one.

        `corrections` comes from `Corrections.of`, which refuses what no entry can be; `by` has 1 to 200 characters.
        What stands already is not added again, and where nothing is new nothing changes: whoever does not know whether
        it was done may do it again. Of words that are denied under another class, the new one counts. Returns what
        stands then, on disk and in the journal (which names controller, digest and numbers, neither words nor who).
        Raises CorrectionUnfit where there would be too many, CorrectionsUnfit where what stands cannot be read,
        StorageFailed.
        """
        with locked(self.folder):
            was, digest = self._read(controller)
            return self._write(was, was.corrections.joined(corrections), by=by, sample=sample, follows=digest)

    def withdraw(self, controller: str, corrections: Corrections, *, by: str) -> KeptCorrections:
        """
        What stands without these; their words are kept no longer, only how many went, when and by whom.

        Where none of them stands, nothing changes. Raises CorrectionsUnfit, StorageFailed.
        """
        with locked(self.folder):
            was, digest = self._read(controller)
            return self._write(was, was.corrections.without(corrections), by=by, sample=None, follows=digest)

    def _write(
        self, was: Content, wanted: Corrections, *, by: str, sample: Digest | None, follows: Digest | None
    ) -> KeptCorrections:
        words = was.changed(wanted)
        added = sum(word.change == len(was.changes) for word in words)
        withdrawn = was.gone(words)
        if not (added or withdrawn):
            return _kept(was, follows)
        at = self.journal.clock()
        change = Change(at=at, by=by, sample=sample, added=added, withdrawn=withdrawn, follows=follows)
        now = Content(controller=was.controller, changes=(*was.changes, change), words=words)
        sealed = self.master.wrap_corrections(canonical(now.as_json()), controller=now.controller, chance=self.chance)
        digest = digest_of(sealed)
        standing, coming = self._paths(now.controller)
        # The journal says which of the two stands: whoever dies between two of these steps has lost nothing.
        keep(coming, sealed)
        numbers = {"deny": len(wanted.deny), "allow": len(wanted.allow)}
        self.journal.write(Event.CORRECTIONS_CHANGED, controller=now.controller, digest=digest, **numbers)
        _move(coming, standing)
        return _kept(now, digest)

    def _read(self, controller: str) -> tuple[Content, Digest | None]:
        """What stands by the journal, and its digest. Of a change that died before its last step, that is done here."""
        digest = self._said(controller)
        standing, coming = self._paths(controller)
        if digest is None and not standing.exists():
            return Content(controller=controller), None
        found = {digest_of(content): path for path in (coming, standing) if (content := _bytes(path)) is not None}
        if digest is None or digest not in found:
            sentence = (
                f"The corrections of {controller} are lost, or not those that the journal names: bring them back."
            )
            raise CorrectionsUnfit(sentence, code="corrections-differ")
        if found[digest] == coming:
            _move(coming, standing)
        try:
            opened = self.master.unwrap_corrections(standing.read_bytes(), controller=controller)
            return Content.model_validate_json(opened), digest
        except (NotOpened, ValidationError, OSError):
            raise CorrectionsUnfit(f"The corrections of {controller} cannot be opened with this master key.") from None

    def _said(self, controller: str) -> Digest | None:
        """The version that stands, as the journal says it."""
        said = [entry.about for entry in self.journal.entries() if entry.event is Event.CORRECTIONS_CHANGED]
        return next((Digest(str(one["digest"])) for one in reversed(said) if one["controller"] == controller), None)

    def _paths(self, controller: str) -> tuple[Path, Path]:
        """Where what stands lies, and where what is to stand next is laid first."""
        # Two names that differ only where a file system looks away would share a file; their digests do not.
        name = hashlib.sha256(controller.encode()).hexdigest()[:32]
        return self.folder / f"{name}.json", self.folder / f"{name}.next.json"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else reads or changes the corrections of this folder meanwhile. Raises StorageFailed."""
    try:
        make_folder(folder, mode=0o700)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise StorageFailed(f"The corrections in {folder} cannot be opened.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _kept(content: Content, digest: Digest | None) -> KeptCorrections:
    return KeptCorrections(
        controller=content.controller, digest=digest, corrections=content.corrections, changes=content.changes
    )


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise CorrectionsUnfit(f"The file {path} cannot be read.") from None


def _move(coming: Path, standing: Path) -> None:
    try:
        coming.rename(standing)
        sync_folder(standing.parent)
    except OSError:
        raise StorageFailed(f"The file {standing} cannot be written.") from None
