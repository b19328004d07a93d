"""
Every setting of the data plane, with its meaning and its safe default; each can be given as `SLUSSEN_RUNNER_<NAME>`.

Defaults are safe, not convenient: keys, pins and trust have none, and the runner does not start without them.
"""

from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from spark_jobs.errors import SettingsUnfit


class Settings(BaseSettings):
    """Read from the environment; a value that does not fit stops the start."""

    model_config = SettingsConfigDict(env_prefix="SLUSSEN_RUNNER_", frozen=True, extra="ignore")

    box: Path = Field(Path("var/box"), description="The order box: orders come in here, answers go out.")
    sources: Path = Field(Path("var/sources"), description="Where described folders lie that are not absolute.")
    work: Path = Field(Path("var/runner"), description="The runner's own folder: journal, keyring, staging, scratch.")
    workspaces: Path | None = Field(
        None, description="Where workspaces are placed; `workspaces` below `work` if unset."
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
    spark_master: str = Field("local[*]", description="The Spark master that jobs run on.")
    driver_memory: str = Field("2g", pattern=r"^\d+[mg]$", description="Memory of Spark's own process.")
    java_options: str = Field(
        "", description="More options for Spark's Java; -XX:TieredStopAtLevel=1 starts quicker and works slower."
    )
    shuffle_partitions: int | None = Field(None, ge=1, description="Parts of a shuffle; one per core if unset.")
    demo: bool = Field(False, description="Only for invented people: lets free text out whose masking is unmeasured.")
    small_count_threshold: int = Field(
        10, ge=3, description="The smallest total told to a researcher; an order may raise it, never lower it."
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
    def extra_catalogs(self) -> tuple[Path, ...]:
        """The folders of descriptions beside the built-in ones."""
        return tuple(Path(folder) for folder in self.catalog_folders.split(":") if folder)

    @property
    def journal(self) -> Path:
        """The runner's journal."""
        return self.work / "journal" / "journal.jsonl"

    @property
    def keyring(self) -> Path:
        """The projects' wrapped secrets."""
        return self.work / "keyring"

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
