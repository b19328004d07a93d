"""Where the runner's things lie, as its settings say: in folders of this machine, or in buckets it alone can open."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from catalog.model import Catalog
from spark_jobs.box import OrderBox
from spark_jobs.engine import on_one_machine
from spark_jobs.errors import SettingsUnfit
from spark_jobs.objects.access import Access, BucketPlace
from spark_jobs.objects.errors import AccessUnfit, CreationIgnored, ObjectsUnreachable
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.objects.opening import below, kept, open_bucket, open_place
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.store import Objects
from spark_jobs.papers.keys import SigningKey
from spark_jobs.settings import Settings
from spark_jobs.sinks.bucket_rows import WrittenByWorkers
from spark_jobs.sinks.bucket_staging import BucketStaging
from spark_jobs.sinks.bucket_workspace import BucketWorkspaces
from spark_jobs.sinks.folder_staging import FolderStaging
from spark_jobs.sinks.folder_workspace import FolderWorkspaces
from spark_jobs.sinks.staging import Staging
from spark_jobs.sinks.workspace import Workspaces
from spark_jobs.sources.files import Sources

BOX, STAGING, WORKSPACES = "order box", "staging", "workspaces"
"""What lies in a bucket, in the words an operator reads."""

_PREFIX = "SLUSSEN_RUNNER_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every method raises SettingsUnfit where a bucket is named and what opens it is not fit."""

    settings: Settings

    def box(self) -> OrderBox:
        """The order box."""
        with _told():
            return OrderBox(place=open_place(self.settings.box_bucket or self.settings.box, self._access, made=True))

    def sources(self) -> Sources:
        """Where described folders lie that are not absolute."""
        bucket = self._bucket(self.settings.sources_bucket)
        return bucket or self.settings.sources

    def leases(self) -> Objects:
        """Where the runners of one box tell each other which orders they hold: beside what they stage."""
        bucket = self._bucket(self.settings.staging_bucket, "leases")
        return bucket or FolderObjects(root=self.settings.work / "leases", made=True)

    def staging(self) -> Staging:
        """Finished extracts."""
        bucket = self._bucket(self.settings.staging_bucket, "staging")
        if bucket is None:
            return FolderStaging(root=self.settings.staging)
        return BucketStaging(
            place=bucket,
            kept=kept(bucket, days=self.settings.s3_keep_days),
            local=self.settings.staging,
            by_workers=None if on_one_machine(self.settings) else WrittenByWorkers,
        )

    def workspaces(self, *, key: SigningKey, catalog: Catalog) -> Workspaces:
        """Delivered extracts."""
        bucket = self._bucket(self.settings.workspaces_bucket, "workspaces")
        if bucket is None:
            return FolderWorkspaces(root=self.settings.workspace_root, key=key, catalog=catalog)
        return BucketWorkspaces(
            objects=bucket,
            kept=kept(bucket, days=self.settings.s3_keep_days),
            local=self.settings.work / "opened",
            key=key,
            catalog=catalog,
        )

    def buckets(self) -> Mapping[str, S3Objects]:
        """Every bucket that the settings name, by what lies in it."""
        named = {
            BOX: self._bucket(self.settings.box_bucket),
            STAGING: self._bucket(self.settings.staging_bucket, "staging"),
            WORKSPACES: self._bucket(self.settings.workspaces_bucket, "workspaces"),
        }
        return {name: bucket for name, bucket in named.items() if bucket is not None}

    @property
    def lease_prefix(self) -> str | None:
        """Under which steps of the staging bucket leases lie."""
        written = self.settings.staging_bucket
        return below(BucketPlace.of(written), "leases").prefix if written else None

    def refuse_unfit(self) -> None:
        """Raises SettingsUnfit where a server would write over what stands. One that is away is asked again later."""
        for name, bucket in self.buckets().items():
            try:
                bucket.prove()
            except CreationIgnored as unfit:
                raise SettingsUnfit(f"The {name} cannot lie there. {unfit.sentence}", code=unfit.code) from None
            except ObjectsUnreachable:
                continue

    def _bucket(self, written: str | None, step: str | None = None) -> S3Objects | None:
        if written is None:
            return None
        with _told():
            place = BucketPlace.of(written)
            return open_bucket(below(place, step) if step else place, self._access())

    def _access(self) -> Access:
        settings = self.settings
        return Access.of(
            endpoint=settings.s3_endpoint,
            region=settings.s3_region,
            ca_file=settings.s3_ca_file,
            credentials_file=settings.s3_credentials_file,
            seconds=settings.s3_timeout_seconds,
            demo=settings.demo,
            named=lambda name: _PREFIX + name.upper(),
        )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except AccessUnfit as unfit:
        raise SettingsUnfit(unfit.sentence) from None
