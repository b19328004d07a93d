"""Workspaces in a folder: what one machine needs."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalog.model import Catalog
from spark_jobs.errors import StagedChanged
from spark_jobs.objects.errors import ObjectChanged
from spark_jobs.objects.files import make_folder, sync_folder, write_whole
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import DeliveredFile, DeliveryNote
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.sinks.failing import stored
from spark_jobs.sinks.rows import PARTIAL, sync_tree
from spark_jobs.sinks.staging import StagedExtract
from spark_jobs.sinks.workspace import (
    CERTIFICATE,
    NOTE,
    ORDERS,
    STAYS,
    beside_the_rows,
    note_of,
    order_name,
    paper_of,
    refuse_rest,
    standing_for,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderWorkspaces:
    """One folder per workspace."""

    root: Path
    key: SigningKey
    catalog: Catalog

    def find(self, workspace: str) -> SignedPaper | None:
        """The delivery note of what lies in that workspace, or None."""
        path = self.root / workspace / NOTE
        return note_of(path.read_bytes(), workspace) if path.is_file() else None

    def place(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        """The delivery note, once everything it names lies in the workspace."""
        standing = self.find(note.workspace)
        return self._publish(staged, note) if standing is None else standing_for(standing, note)

    @contextmanager
    def opened(self, note: SignedPaper) -> Iterator[Path]:
        """The workspace itself."""
        yield self.root / DeliveryNote.of(note).workspace

    def orders(self, workspace: str) -> Sequence[SignedPaper]:
        """Those that were put up in the workspace, by their turn."""
        with stored(f"The workspace {workspace} cannot be read."):
            found = sorted((self.root / workspace / ORDERS).glob("*.json"))
            return [paper_of(path.read_bytes(), workspace) for path in found]

    def put_up(self, workspace: str, *, turn: int, order: SignedPaper) -> None:
        """A file beside the rows."""
        self._put_new(workspace, order_name(turn), order)

    def empty(self, note: SignedPaper) -> None:
        """Removed, and the folder read afterwards."""
        workspace = DeliveryNote.of(note).workspace
        folder = self.root / workspace
        with stored(f"The workspace {workspace} cannot be emptied."):
            shutil.rmtree(self.root / f"{PARTIAL}{workspace}", ignore_errors=True)
            for path in sorted(folder.iterdir()):
                if path.is_dir() and path.name not in STAYS:
                    shutil.rmtree(path)
                elif path.name not in STAYS:
                    path.unlink(missing_ok=True)
            sync_folder(folder)
            refuse_rest(workspace, {path.name for path in folder.iterdir()} - set(STAYS))

    def certificate(self, workspace: str) -> SignedPaper | None:
        """The one that lies there, or None."""
        path = self.root / workspace / CERTIFICATE
        return paper_of(path.read_bytes(), workspace) if path.is_file() else None

    def certify(self, workspace: str, certificate: SignedPaper) -> SignedPaper:
        """A file beside the delivery note."""
        self._put_new(workspace, CERTIFICATE, certificate)
        return self.certificate(workspace) or certificate

    def _put_new(self, workspace: str, name: str, paper: SignedPaper) -> None:
        path = self.root / workspace / name
        with stored(f"The workspace {workspace} cannot be written."):
            if not path.exists():
                write_whole(path, paper.to_json())

    def _publish(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        partial = self.root / f"{PARTIAL}{note.workspace}"
        paper = self.key.sign(Kind.DELIVERY_NOTE, note.as_json())
        try:
            with stored(f"The workspace {note.workspace} cannot be written."):
                make_folder(self.root, mode=0o700)
                shutil.rmtree(partial, ignore_errors=True)
                partial.mkdir(mode=0o700)
                for file in note.files:
                    _copy(staged, file, partial / file.path)
                for name, content in {**beside_the_rows(staged, note, self.catalog), NOTE: paper.to_json()}.items():
                    write_whole(partial / name, content)
                sync_tree(partial)
                partial.rename(self.root / note.workspace)
                sync_folder(self.root)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return paper


def _copy(staged: StagedExtract, file: DeliveredFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        staged.fetch(file, target)
    except ObjectChanged:
        sentence = f"The file {file.path} was changed on its way into the workspace."
        raise StagedChanged(sentence) from None
    # Read-only: a workspace is read, and what is made in it goes elsewhere.
    target.chmod(0o400)
