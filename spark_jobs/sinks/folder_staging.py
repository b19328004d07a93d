"""Staging in a folder: what one machine needs. A partial folder; the last step is to rename it."""

import errno
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spark_jobs.errors import StagedChanged, StorageFailed
from spark_jobs.objects.errors import ObjectChanged
from spark_jobs.objects.files import sync_folder, write_whole
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.manifest import DeliveredFile, Manifest
from spark_jobs.papers.paper import SignedPaper
from spark_jobs.sinks.failing import stored
from spark_jobs.sinks.rows import LocalRows, digest_of_file, hex_of, sweep_partials, sync_tree
from spark_jobs.sinks.staging import LISTS, MANIFEST, ORDER, ROWS, SAMPLES, SealedPapers, Stale

_TAKEN = frozenset({errno.ENOTEMPTY, errno.EEXIST})


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStagedExtract:
    """A folder named by the order."""

    folder: Path

    @property
    def rows(self) -> Path:
        """Where the tables lie."""
        return self.folder / ROWS

    def manifest(self) -> SignedPaper:
        """The manifest as it was signed."""
        return SignedPaper.from_json((self.folder / MANIFEST).read_bytes())

    def order(self) -> SignedPaper:
        """The order that it was made for."""
        return SignedPaper.from_json((self.folder / ORDER).read_bytes())

    def sealed(self) -> SealedPapers:
        """The disclosure lists and the samples of notes."""
        return SealedPapers(lists=self._papers(LISTS), samples=self._papers(SAMPLES))

    def refuse_changed(self, manifest: Manifest) -> None:
        """By names and by digests: every byte is read."""
        found = {path.relative_to(self.rows).as_posix() for path in self.rows.rglob("*") if path.is_file()}
        if found != {file.path for file in manifest.files}:
            raise StagedChanged("The staged extract has other files than its manifest.")
        for file in manifest.files:
            if digest_of_file(self.rows / file.path) != file.sha256:
                raise StagedChanged(f"The staged file {file.path} was changed.")

    def fetch(self, file: DeliveredFile, path: Path) -> None:
        """Copied, and held against its digest where it arrived."""
        shutil.copyfile(self.rows / file.path, path)
        if digest_of_file(path) != file.sha256:
            raise ObjectChanged(f"The file {file.path} was changed on its way.")

    def send(self, file: DeliveredFile, place: S3Objects, name: str) -> None:
        """Sent, and held against its digest."""
        place.send(self.rows / file.path, name, sha256=hex_of(file))

    def _papers(self, under: str) -> Mapping[str, SignedPaper]:
        found = sorted((self.folder / under).glob("*.json"))
        return {path.stem: SignedPaper.from_json(path.read_bytes()) for path in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStaging:
    """One folder per order."""

    root: Path

    def find(self, order: str) -> FolderStagedExtract | None:
        """The finished extract of that order, or None."""
        folder = self.root / order
        return FolderStagedExtract(folder=folder) if (folder / MANIFEST).is_file() else None

    def begin(self, order: str, token: int = 0) -> "FolderPartialExtract":
        """An empty partial extract; what was begun under the same token is gone."""
        local = LocalRows.begin(self.root, order, token)
        return FolderPartialExtract(folder=local.folder, finished=self.root / order)

    def discard(self, order: str) -> None:
        """The folder of the rows."""
        rows = self.root / order / ROWS
        with stored(f"The staged rows of {order} cannot be removed."):
            if rows.exists():
                shutil.rmtree(rows)
                sync_folder(rows.parent)

    def sweep(self, stale: Stale) -> None:
        """Remove what was begun and is stale."""
        sweep_partials(self.root, stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPartialExtract(LocalRows):
    """The folder that becomes the extract."""

    finished: Path

    def finish(self, manifest: SignedPaper, sealed: SealedPapers, *, order: SignedPaper) -> FolderStagedExtract:
        """From now on the extract is there, whole: a folder is renamed onto no other that holds something."""
        with stored(f"The extract {self.finished.name} cannot be staged."):
            for name, paper in sealed.by_place().items():
                write_whole(self.folder / name, paper.to_json())
            write_whole(self.folder / ORDER, order.to_json())
            write_whole(self.folder / MANIFEST, manifest.to_json())
            sync_tree(self.folder)
            # Last: a sweep takes the folder away whole, and what was written since would stand in a new one.
            self.require(Manifest.of(manifest).files)
            self._publish()
            sync_folder(self.finished.parent)
        return FolderStagedExtract(folder=self.finished)

    def _publish(self) -> None:
        try:
            self.folder.rename(self.finished)
        except OSError as failed:
            if failed.errno not in _TAKEN:
                raise
            sentence = f"Another runner has staged {self.finished.name} first."
            raise StorageFailed(sentence, code="published-elsewhere") from None
