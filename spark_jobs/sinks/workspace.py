"""
Where extracts are delivered: files, dictionary, README and delivery note, published last and at once.

A folder or a bucket; in both, the same extract again is the same delivery.
"""

from collections.abc import Collection, Mapping, Sequence
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
ORDERS, CERTIFICATE = "orders", "deletion-certificate.json"
STAYS = (NOTE, ORDERS, CERTIFICATE)
"""What an emptied workspace still holds: papers, and nothing of a person."""


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

    def orders(self, workspace: str) -> Sequence[SignedPaper]:
        """The orders about that workspace that were put up in it, by their turn. Raises StorageFailed."""
        ...

    def put_up(self, workspace: str, *, turn: int, order: SignedPaper) -> None:
        """That order stands in the workspace from now on; one of the same turn stays. Raises StorageFailed."""
        ...

    def empty(self, note: SignedPaper) -> None:
        """All that lies there is gone but STAYS, each version of it. Raises StorageFailed where something is left."""
        ...

    def certificate(self, workspace: str) -> SignedPaper | None:
        """The deletion certificate that lies in it, or None. Raises StorageFailed."""
        ...

    def certify(self, workspace: str, certificate: SignedPaper) -> SignedPaper:
        """The certificate that lies there from now on: of two, the first. Raises StorageFailed."""
        ...


def order_name(turn: int) -> str:
    """Where an order stands in its workspace; sorted by name they are in their turn."""
    return f"{ORDERS}/{turn:06d}.json"


def paper_of(content: bytes, workspace: str) -> SignedPaper:
    """A paper that lies in a workspace. Raises StorageFailed for what is none."""
    try:
        return SignedPaper.from_json(content)
    except PaperError:
        raise StorageFailed(f"What lies in {workspace} as a paper is none.", code="workspace-changed") from None


def refuse_rest(workspace: str, rest: Collection[str]) -> None:
    """Raises StorageFailed where something lies there still; it says how much, and names nothing."""
    if rest:
        sentence = f"The workspace {workspace} is not empty: {len(rest)} files lie there still."
        raise StorageFailed(sentence, code="workspace-not-empty")


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
