"""Extracts drawn for the tests of staging and delivery: files of rows that nobody was needed for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from minio.error import S3Error

from spark_jobs.objects.access import BucketPlace
from spark_jobs.objects.clearing import versions
from spark_jobs.objects.making import make_bucket
from spark_jobs.objects.opening import below, kept
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.server import Server
from spark_jobs.papers.manifest import DeliveredFile, DeliveryNote, Manifest, RoundedCount
from spark_jobs.papers.paper import Kind
from spark_jobs.sinks.bucket_staging import BucketPartialExtract, BucketStaging
from spark_jobs.sinks.bucket_workspace import BucketWorkspaces
from spark_jobs.sinks.folder_staging import FolderPartialExtract, FolderStaging
from spark_jobs.sinks.folder_workspace import FolderWorkspaces
from spark_jobs.sinks.staging import SealedPapers, StagedExtract
from tests.support import builders
from tests.support.builders import NOW, RUNNER_KEY
from tests.support.s3 import S3Server, policy

ORDER = builders.GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, builders.order_body().as_json())
ROWS = {
    "alvik/condition_occurrence/part-00000.parquet": b"treated rows of alvik" * 100,
    "birka/person/part-00000.parquet": b"treated rows of birka" * 50,
}
SEALED = SealedPapers(
    lists={"alvik": RUNNER_KEY.sign(Kind.DISCLOSURE_LIST, {"controller": "alvik", "sealed": "c2VhbGVk"})},
    samples={"birka": RUNNER_KEY.sign(Kind.NOTE_SAMPLE, {"controller": "birka", "sealed": "c2VhbGVkIHRvbw=="})},
)
"""What is sealed is not what these tests ask."""

Stagings = FolderStaging | BucketStaging
Partial = FolderPartialExtract | BucketPartialExtract


@dataclass(kw_only=True)
class Store:
    """Staging and workspaces in one kind of place, and everything that lies in it."""

    staging: Stagings
    workspaces: FolderWorkspaces | BucketWorkspaces
    root: Path
    server: S3Server | None = None
    buckets: tuple[BucketPlace, ...] = ()

    @classmethod
    def in_folders(cls, root: Path) -> "Store":
        catalog = builders.catalog_of(builders.dataset("alvik"), builders.dataset("birka"))
        return cls(
            staging=FolderStaging(root=root / "staging"),
            workspaces=FolderWorkspaces(root=root / "workspaces", key=RUNNER_KEY, catalog=catalog),
            root=root,
        )

    @classmethod
    def in_buckets(cls, root: Path, server: S3Server, *, port: int | None = None, seconds: float = 5.0) -> "Store":
        """Made as an operator makes them, opened by the runner's own credentials, through this port."""
        staging, workspaces = server.named("staging"), server.named("workspaces")
        for place in (staging, workspaces):
            make_bucket(S3Objects.of(place, server.access()), keeps=True)
        may = policy("runner", staging=staging.bucket, workspaces=workspaces.bucket)
        keys = server.user(may) if server.kind == "minio" else server.root
        connection = Server.of(server.access(keys, port=port, seconds=seconds))
        staged = S3Objects(server=connection, place=below(staging, "staging"))
        delivered = S3Objects(server=connection, place=below(workspaces, "workspaces"))
        catalog = builders.catalog_of(builders.dataset("alvik"), builders.dataset("birka"))
        return cls(
            staging=BucketStaging(place=staged, kept=kept(staged, days=1), local=root / "staging"),
            workspaces=BucketWorkspaces(
                objects=delivered, kept=kept(delivered, days=1), local=root / "opened", key=RUNNER_KEY, catalog=catalog
            ),
            root=root,
            server=server,
            buckets=(staging, workspaces),
        )

    def begin(self, token: int = 0, rows: Mapping[str, bytes] = ROWS) -> Partial:
        """A partial extract with these files in it."""
        partial = self.staging.begin("o-1", token)
        for name, content in rows.items():
            path = partial.folder / "rows" / name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
        return partial

    def stage(self, token: int = 0, rows: Mapping[str, bytes] = ROWS) -> StagedExtract:
        """Begun and finished."""
        partial = self.begin(token, rows)
        try:
            return finish(partial)
        finally:
            partial.abandon()

    def lies_there(self) -> list[str]:
        """Every file, and every version of every object."""
        local = [path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()]
        return sorted([*local, *(name for name, _ in self._objects())])

    def holds(self, content: bytes) -> bool:
        """Whether these bytes lie anywhere, in any version."""
        local = (path.read_bytes() for path in self.root.rglob("*") if path.is_file())
        return any(content in found for found in (*local, *(found for _, found in self._objects())))

    def _objects(self) -> Iterator[tuple[str, bytes]]:
        """By name in its bucket, as the root sees it; a mark of deletion is empty."""
        if self.server is None:
            return
        client = self.server.client()
        for place in self.buckets:
            for name, version in list(versions(client, place.bucket, "")):
                try:
                    yield name, client.get_object(place.bucket, name, version_id=version).data
                except S3Error:
                    yield f"{name} (deleted)", b""


def finish(
    partial: Partial, *, tables: str = "the same", files: tuple[DeliveredFile, ...] | None = None
) -> StagedExtract:
    """With a manifest of what it holds, or held; `tables` tells two extracts apart."""
    files = partial.files() if files is None else files
    manifest = builders.manifest_body(
        ORDER, order="o-1", files=files, engine={"spark": "4", "made": tables}, disclosure_lists=()
    )
    return partial.finish(RUNNER_KEY.sign(Kind.MANIFEST, manifest.as_json()), SEALED, order=ORDER)


def note(staged: StagedExtract, *, workspace: str = "w-1", seconds: int = 0) -> DeliveryNote:
    """What the runner would sign for that workspace; `seconds` later than another."""
    paper = staged.manifest()
    return DeliveryNote(
        order="o-1",
        permit_id="T-1",
        project="p-1",
        manifest=paper.digest,
        workspace=workspace,
        persons=RoundedCount.rounded(385, threshold=10),
        tables=(),
        files=Manifest.of(paper).files,
        text="withhold",
        delivered_at=NOW + timedelta(seconds=seconds),
    )
