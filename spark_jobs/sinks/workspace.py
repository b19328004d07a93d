"""
Where extracts are delivered: files, dictionary, README and delivery note, published last and at once.

A folder or a bucket; in both, the same extract again is the same delivery.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from catalog.model import Catalog
from spark_jobs.errors import OrderRefused, StorageFailed
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.manifest import DeliveryNote, Manifest
from spark_jobs.papers.paper import SignedPaper
from spark_jobs.sinks.dictionary import dictionary
from spark_jobs.sinks.readme import readme
from spark_jobs.sinks.staging import StagedExtract

NOTE, DICTIONARY, README = "delivery-note.json", "dictionary.csvw.json", "README.md"


class Workspaces(Protocol):
    """All workspaces. Each appears whole, or not at all."""

    def find(self, workspace: str) -> SignedPaper | None:
        """The delivery note of what lies in that workspace, or None. Raises StorageFailed."""
        ...

    def place(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        """
        The delivery note, once everything it names lies in the workspace, each file with the digest it names.

        The same extract again is the same delivery. Raises OrderRefused where something else lies there already, and
        StorageFailed where it cannot be placed; then nothing is published.
        """
        ...

    def opened(self, note: SignedPaper) -> AbstractContextManager[Path]:
        """A folder with the files of that workspace, to be read until the block ends. Raises StorageFailed."""
        ...


def standing_for(standing: SignedPaper, note: DeliveryNote) -> SignedPaper:
    """What stands there, when it is that extract. Raises OrderRefused for another."""
    if DeliveryNote.of(standing).manifest != note.manifest:
        raise OrderRefused(f"The workspace {note.workspace} holds another extract.", code="workspace-taken")
    return standing


def beside_the_rows(staged: StagedExtract, note: DeliveryNote, catalog: Catalog) -> Mapping[str, bytes]:
    """What a researcher finds beside the tables."""
    return {DICTIONARY: dictionary(Manifest.of(staged.manifest()), catalog), README: readme(note)}


def note_of(content: bytes, workspace: str) -> SignedPaper:
    """The delivery note. Raises StorageFailed for what is none."""
    try:
        return SignedPaper.from_json(content)
    except PaperError:
        raise StorageFailed(f"The delivery note of {workspace} is no paper.", code="workspace-changed") from None


def refuse_changed(staged: StagedExtract, manifest: Manifest) -> None:
    """Raises StagedChanged where a staged file is not the one that the manifest names."""
    staged.refuse_changed(manifest)
