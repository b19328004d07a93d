"""
Every setting of the data plane, with its meaning and its safe default; each can be given as `SLUSSEN_RUNNER_<NAME>`.

Defaults are safe, not convenient: keys, pins and trust have none, and the runner does not start without them.
"""

from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from spark_jobs.errors import SettingsUnfit
from spark_jobs.system import Clock, behind, now

BUCKET = r"^s3://[a-z0-9][a-z0-9-]+(/.*)?$"
"""How a bucket is written; what stands behind it is read where it is opened."""


PUBLIC = ".pub"
"""How the file of a steward's public key ends; before it stands the controller."""


class Settings(BaseSettings):
    """Read from the environment; a value that does not fit stops the start."""

    model_config = SettingsConfigDict(env_prefix="SLUSSEN_RUNNER_", frozen=True, extra="ignore")

    box: Path = Field(
        Path("var/box"), description="The order box, a folder or `s3://bucket/prefix`: orders come in, answers go out."
    )
    sources: Path = Field(Path("var/sources"), description="Where described folders lie that are not absolute.")
    work: Path = Field(Path("var/runner"), description="The runner's own folder: journal, keyring, staging, scratch.")
    workspaces: Path | None = Field(
        None, description="Where workspaces are placed; `workspaces` below `work` if unset."
    )
    staging_bucket: str | None = Field(
        None, pattern=BUCKET, description="`s3://bucket/prefix` where extracts and leases lie; in `work` if unset."
    )
    sources_bucket: str | None = Field(
        None, pattern=BUCKET, description="`s3://bucket/prefix` where sources lie, in place of the folder."
    )
    workspaces_bucket: str | None = Field(
        None, pattern=BUCKET, description="`s3://bucket/prefix` where workspaces are placed, in place of the folder."
    )
    s3_endpoint: str | None = Field(
        None, description="The S3 server of the buckets, `https://host:port`; without TLS in demo mode or on loopback."
    )
    s3_region: str = Field("us-east-1", description="The region that the S3 server says it is in.")
    s3_ca_file: Path | None = Field(None, description="Who signed the S3 server's certificate; public CAs if unset.")
    s3_credentials_file: Path | None = Field(
        None, description="JSON (mode 0600) with `access_key` and `secret_key`, which open the runner's buckets."
    )
    s3_timeout_seconds: float = Field(
        30.0, gt=0, description="After this long without a byte, a call to the S3 server counts as unanswered."
    )
    s3_keep_days: int = Field(
        365, ge=0, description="How long the S3 server keeps manifests and delivery notes unchanged, where it can."
    )
    catalog_folders: str = Field("", description="Folders of descriptions beside the built-in ones, parted by ':'.")
    built_in_catalog: bool = Field(True, description="Whether the built-in descriptions are part of the catalog.")
    key_file: Path | None = Field(None, description="The runner's own signing key (`slussen-runner keys new`).")
    master_key_file: Path | None = Field(None, description="The sealed master key that wraps the projects' secrets.")
    passphrase_fd: int | None = Field(None, description="The open file descriptor that the passphrase is read from.")
    trust_file: Path | None = Field(None, description="Whose signatures are believed, placed by an operator.")
    controllers_file: Path | None = Field(
        None, description="Pins: JSON, controller → its X25519 public key in base64. Never taken from an order."
    )
    stewards_folder: Path | None = Field(
        None,
        description="Pins: a file `<controller>.pub` with the key that its steward opens samples of masked notes by "
        "(`slussen-runner keys new-steward`). Without it no notes of that controller leave. Never taken from an order.",
    )
    spark_master: str = Field("local[*]", description="The Spark master that jobs run on.")
    driver_host: str = Field("127.0.0.1", description="Where a cluster's workers reach the runner; loopback if unset.")
    spark_secret_file: Path | None = Field(
        None,
        description="File (mode 0600) with the cluster's secret; on any master but `local` none starts without.",
    )
    s3a_jars: Path | None = Field(
        None, description="Folder of hadoop-aws and what it needs, at the same path on every worker of a cluster."
    )
    s3a_profile_file: Path | None = Field(
        None, description="Credentials file (mode 0600, profile `slussen`) by which the engine opens buckets; likewise."
    )
    executor_memory: str = Field("1g", pattern=r"^\d+[mg]$", description="Memory of each of a cluster's workers.")
    driver_memory: str = Field("2g", pattern=r"^\d+[mg]$", description="Memory of Spark's own process.")
    java_options: str = Field(
        "", description="More options for Spark's Java; -XX:TieredStopAtLevel=1 starts quicker and works slower."
    )
    shuffle_partitions: int | None = Field(None, ge=1, description="Parts of a shuffle; one per core if unset.")
    text_model: str = Field(
        "",
        description="A model of names beside our nets, if any: a folder or an installed package for spaCy, or "
        "`transformers:` and a folder. It is read from each machine that masks, and never downloaded.",
    )
    text_corrections: Path | None = Field(
        None,
        description="Folder of the controllers' corrections of the masking, sealed by the master key; `corrections` "
        "below `work` if unset.",
    )
    demo: bool = Field(False, description="Only for invented people: lets free text out whose masking is unmeasured.")
    demo_days_behind: int = Field(
        0, ge=0, le=31, description="Demo mode only: the runner's clock stands so many days behind the machine's."
    )
    small_count_threshold: int = Field(
        10, ge=3, description="The smallest total told to a researcher; an order may raise it, never lower it."
    )
    longest_job_hours: float = Field(
        24.0, gt=0, description="An order that is in hand for longer is told as trouble by `slussen-runner health`."
    )
    least_free_mb: int = Field(2048, ge=1, description="With less room on the disk of `work` the doctor says so.")
    metrics_folder: Path | None = Field(
        None, description="Folder of node-exporter's textfile collector; no numbers are written where it is unset."
    )
    traces_endpoint: str | None = Field(
        None, description="Where spans go: the whole address of an OTLP/HTTP collector; none are kept if unset."
    )
    tombstones: Path | None = Field(
        None,
        description="A folder apart that keeps the tombstones of destroyed secrets, so that no restore revives one.",
    )
    attempts: int = Field(
        3, ge=1, description="How often an order is begun, by runners that die or while a trouble lasts, and no more."
    )
    retry_seconds: float = Field(30.0, gt=0, description="How long an order rests whose trouble may pass.")
    lease_seconds: float = Field(
        60.0, gt=0, description="How long a runner's sign of life may stand still before another takes its order over."
    )
    poll_seconds: float = Field(1.0, gt=0, description="How often the order box is looked into.")

    @classmethod
    def read(cls) -> Self:
        """The settings of this process. Raises SettingsUnfit, naming the setting and not its value."""
        try:
            return cls()
        except ValidationError as broken:
            first = broken.errors(include_input=False, include_url=False)[0]
            name = "_".join(str(step) for step in first["loc"]).upper()
            raise SettingsUnfit(f"The setting SLUSSEN_RUNNER_{name} is wrong: {first['msg']}.") from None

    @property
    def clock(self) -> Clock:
        """By which the runner acts. Raises SettingsUnfit for one that stands behind outside demo mode."""
        if not self.demo_days_behind:
            return now
        if not self.demo:
            raise SettingsUnfit(
                "A clock that stands behind is for the demo alone: unset SLUSSEN_RUNNER_DEMO_DAYS_BEHIND."
            )
        return behind(timedelta(days=self.demo_days_behind))

    @property
    def extra_catalogs(self) -> tuple[Path, ...]:
        """The folders of descriptions beside the built-in ones."""
        return tuple(Path(folder) for folder in self.catalog_folders.split(":") if folder)

    @property
    def box_bucket(self) -> str | None:
        """The bucket that `box` names, if it is no folder: as a path it has lost one of its slashes."""
        written = str(self.box)
        return f"s3://{written.removeprefix('s3:/')}" if written.startswith("s3:/") else None

    @property
    def journal(self) -> Path:
        """The runner's journal."""
        return self.work / "journal" / "journal.jsonl"

    @property
    def keyring(self) -> Path:
        """The projects' wrapped secrets."""
        return self.work / "keyring"

    @property
    def corrections(self) -> Path:
        """What the controllers' stewards corrected in the masking of notes."""
        return self.text_corrections or self.work / "corrections"

    @property
    def staging(self) -> Path:
        """Finished extracts that wait for delivery."""
        return self.work / "staging"

    @property
    def scratch(self) -> Path:
        """Spark's encrypted scratch, one folder per job, swept on start."""
        return self.work / "scratch"

    @property
    def workspace_root(self) -> Path:
        """Where workspaces are placed."""
        return self.workspaces or self.work / "workspaces"

    def needed(self, name: str) -> Path:
        """A path without which nothing starts. Raises SettingsUnfit where it is unset."""
        path = getattr(self, name)
        if not isinstance(path, Path):
            raise SettingsUnfit(f"The setting SLUSSEN_RUNNER_{name.upper()} is not set: the runner does not start.")
        return path
