"""Places a staged extract in a workspace: files, dictionary, README and delivery note, published last and at once."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from catalog.model import Catalog
from spark_jobs.box import sync_folder, write_whole
from spark_jobs.errors import OrderRefused, StorageFailed
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import DeliveredFile, DeliveryNote, Manifest
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.sinks.dictionary import dictionary
from spark_jobs.sinks.readme import readme
from spark_jobs.sinks.staging import PARTIAL, StagedExtract, digest_of_file, sync_tree

NOTE, DICTIONARY, README = "delivery-note.json", "dictionary.csvw.json", "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspaces:
    """The folder of all workspaces. Each appears whole, or not at all."""

    root: Path
    key: SigningKey
    catalog: Catalog

    def find(self, workspace: str) -> SignedPaper | None:
        """The delivery note of what lies in that workspace, or None."""
        path = self.root / workspace / NOTE
        return SignedPaper.from_json(path.read_bytes()) if path.is_file() else None

    def place(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        """
        The delivery note, once everything it names lies in the workspace.

        The same extract again is the same delivery. Raises OrderRefused where something else lies there already.
        """
        standing = self.find(note.workspace)
        if standing is not None:
            if DeliveryNote.of(standing).manifest != note.manifest:
                sentence = f"The workspace {note.workspace} holds another extract."
                raise OrderRefused(sentence, code="workspace-taken")
            return standing
        return self._publish(staged, note)

    def _publish(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        partial = self.root / f"{PARTIAL}{note.workspace}"
        paper = self.key.sign(Kind.DELIVERY_NOTE, note.as_json())
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(mode=0o700)
            for file in note.files:
                _copy(staged.rows / file.path, partial / file.path, file)
            manifest = Manifest.of(staged.manifest())
            write_whole(partial / DICTIONARY, dictionary(manifest, self.catalog))
            write_whole(partial / README, readme(note))
            write_whole(partial / NOTE, paper.to_json())
            sync_tree(partial)
            partial.rename(self.root / note.workspace)
            sync_folder(self.root)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            raise StorageFailed(f"The workspace {note.workspace} cannot be written.") from None
        except StorageFailed:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return paper


def refuse_changed(staged: StagedExtract, manifest: Manifest) -> None:
    """Raises StorageFailed where a staged file is not the one that the manifest names."""
    found = {path.relative_to(staged.rows).as_posix() for path in staged.rows.rglob("*") if path.is_file()}
    if found != {file.path for file in manifest.files}:
        raise StorageFailed("The staged extract has other files than its manifest.", code="staged-changed")
    for file in manifest.files:
        if digest_of_file(staged.rows / file.path) != file.sha256:
            raise StorageFailed(f"The staged file {file.path} was changed.", code="staged-changed")


def _copy(source: Path, target: Path, file: DeliveredFile) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(source, target)
    # Read-only: a workspace is read, and what is made in it goes elsewhere.
    target.chmod(0o400)
    if digest_of_file(target) != file.sha256:
        raise StorageFailed(f"The file {file.path} was changed on its way into the workspace.", code="staged-changed")
