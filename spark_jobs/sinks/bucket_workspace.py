"""
Workspaces in a bucket that the runner's credentials alone open.

    <workspace>/<delivery note's digest>/…      the files of one attempt to deliver
    <workspace>/delivery-note.json              last, created once: now the extract is delivered

Each attempt has a folder of its own, so of two that deliver at once neither writes over the other's files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from catalog.model import Catalog
from spark_jobs.errors import StagedChanged, StorageFailed
from spark_jobs.objects.errors import ObjectChanged, ObjectsUnreachable
from spark_jobs.objects.leave import leave_to_read
from spark_jobs.objects.private import private_folder
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.together import together
from spark_jobs.objects.upload import IN_ONE
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import DeliveredFile, DeliveryNote
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.sinks.failing import stored
from spark_jobs.sinks.rows import hex_of
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
class BucketWorkspaces:
    """
    `kept` is the same place, but what is created there the server keeps unchanged where it can. `local`: below it a
    workspace lies readable while a question is answered.
    """

    objects: S3Objects
    kept: S3Objects
    local: Path
    key: SigningKey
    catalog: Catalog

    def find(self, workspace: str) -> SignedPaper | None:
        """The delivery note of what lies in that workspace, or None. Raises StorageFailed."""
        with stored(f"The workspace {workspace} cannot be looked for."):
            content = self.objects.get(f"{workspace}/{NOTE}")
        return None if content is None else note_of(content, workspace)

    def place(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        """The delivery note, once everything it names lies in the workspace."""
        standing = self.find(note.workspace)
        if standing is None:
            standing = self._publish(staged, note)
        taken = standing_for(standing, note)
        with suppress(ObjectsUnreachable):
            self._remove_all_but(taken, note)
        return taken

    @contextmanager
    def opened(self, note: SignedPaper) -> Iterator[Path]:
        """Fetched by a credential that opens this workspace alone and not for long; gone when the block ends."""
        said = DeliveryNote.of(note)
        with private_folder(self.local) as folder, stored(f"The workspace {said.workspace} cannot be opened."):
            leave = leave_to_read(self.objects, f"{said.workspace}/{_folder(note.digest)}/")
            for file in said.files:
                target = folder / file.path
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                leave.fetch(file.path, target, sha256=hex_of(file))
            yield folder

    def orders(self, workspace: str) -> Sequence[SignedPaper]:
        """Those that were put up in the workspace, by their turn."""
        with stored(f"The workspace {workspace} cannot be read."):
            found = [listed.name for listed in self.objects.names(f"{workspace}/{ORDERS}/")]
            contents = [self.objects.get(name) for name in found]
        return [paper_of(content, workspace) for content in contents if content is not None]

    def put_up(self, workspace: str, *, turn: int, order: SignedPaper) -> None:
        """An object beside the delivery note; it is created once."""
        with stored(f"The workspace {workspace} cannot be written."):
            self.objects.put_new(f"{workspace}/{order_name(turn)}", order.to_json())

    def empty(self, note: SignedPaper) -> None:
        """Every version of every object, and uploads that never ended; then the bucket's versions are read."""
        said = DeliveryNote.of(note)
        with stored(f"The workspace {said.workspace} cannot be emptied."):
            for step in sorted(self._steps(said.workspace) | {_folder(note.digest)}):
                for large in (file for file in said.files if file.bytes > IN_ONE):
                    self.objects.abort(f"{said.workspace}/{step}/{large.path}")
                self.objects.purge(f"{said.workspace}/{step}/")
            refuse_rest(said.workspace, self._steps(said.workspace))

    def certificate(self, workspace: str) -> SignedPaper | None:
        """The one that lies there, or None."""
        with stored(f"The workspace {workspace} cannot be read."):
            content = self.objects.get(f"{workspace}/{CERTIFICATE}")
        return None if content is None else paper_of(content, workspace)

    def certify(self, workspace: str, certificate: SignedPaper) -> SignedPaper:
        """Kept unchanged where the server can, as the delivery note is."""
        with stored(f"The workspace {workspace} cannot be written."):
            self.kept.put_new(f"{workspace}/{CERTIFICATE}", certificate.to_json())
        return self.certificate(workspace) or certificate

    def _steps(self, workspace: str) -> set[str]:
        """What lies in the workspace in any version, but for what stays: the first step of each name."""
        found = self.objects.versions(f"{workspace}/")
        return {name.split("/")[1] for name in found} - set(STAYS)

    def _publish(self, staged: StagedExtract, note: DeliveryNote) -> SignedPaper:
        paper = self.key.sign(Kind.DELIVERY_NOTE, note.as_json())
        under = f"{note.workspace}/{_folder(paper.digest)}/"
        with stored(f"The workspace {note.workspace} cannot be written."):
            try:
                self._send(staged, note, under)
            except (OSError, StorageFailed):
                with suppress(ObjectsUnreachable):
                    self.objects.purge(under)
                raise
            # From here on nothing is taken back: the server may have published what it did not answer for.
            if self.kept.put_new(f"{note.workspace}/{NOTE}", paper.to_json()):
                return paper
        standing = self.find(note.workspace)
        if standing is None:
            raise StorageFailed(f"The workspace {note.workspace} cannot be written.")
        return standing

    def _send(self, staged: StagedExtract, note: DeliveryNote, under: str) -> None:
        # Before the rows: no object tells of an upload that was cut off; by these its folder is found.
        for name, content in beside_the_rows(staged, note, self.catalog).items():
            self.objects.put(under + name, content)
        together(lambda file: self._send_file(staged, file, under), note.files)

    def _send_file(self, staged: StagedExtract, file: DeliveredFile, under: str) -> None:
        try:
            staged.send(file, self.objects, under + file.path)
        except ObjectChanged:
            raise StagedChanged(f"The file {file.path} was changed on its way into the workspace.") from None

    def _remove_all_but(self, standing: SignedPaper, note: DeliveryNote) -> None:
        """Attempts that ended before they were published, and now never can be; and uploads that never ended."""
        workspace, published = note.workspace, _folder(standing.digest)
        steps = (listed.name.split("/") for listed in self.objects.names(f"{workspace}/"))
        for folder in {step[1] for step in steps if len(step) > 2}:
            for large in (file for file in note.files if file.bytes > IN_ONE):
                self.objects.abort(f"{workspace}/{folder}/{large.path}")
            if folder != published:
                self.objects.purge(f"{workspace}/{folder}/")


def _folder(digest: Digest) -> str:
    return digest.removeprefix("sha256:")[:32]
