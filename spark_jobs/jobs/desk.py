"""What every job has at hand: settings, keys, pins, catalog, journal, and the places where things lie."""

import base64
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pyspark.sql import SparkSession

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from pseudonymisation.errors import PseudonymisationError
from pseudonymisation.sealing import public_key
from spark_jobs.box import OrderBox
from spark_jobs.custody import KeyRing, open_master_key
from spark_jobs.errors import CodeKeyGone, SettingsUnfit
from spark_jobs.journal import Journal
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import TrustFile
from spark_jobs.session import spark_session
from spark_jobs.settings import Settings
from spark_jobs.sinks.staging import Staging
from spark_jobs.sinks.workspace import Workspaces
from spark_jobs.system import Clock, day_of, random_bytes

Sessions = Callable[[str], AbstractContextManager[SparkSession]]
"""Gives the Spark session of a job of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every command of the data plane needs: its own key, whom it believes, its journal, the catalog."""

    settings: Settings
    key: SigningKey
    trust: TrustFile
    catalog: Catalog
    journal: Journal
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, *, clock: Clock) -> Self:
        """Raises SettingsUnfit without key or trust file, JournalBroken where the journal does not hold."""
        try:
            key = SigningKey.read(settings.needed("key_file"))
            trust = TrustFile.read(settings.needed("trust_file"))
            folders = ([BUILT_IN] if settings.built_in_catalog else []) + list(settings.extra_catalogs)
            catalog = load_catalog(folders)
        except (KeyFileError, CatalogError) as unfit:
            raise SettingsUnfit(unfit.sentence, code=unfit.code) from None
        journal = Journal(path=settings.journal, key=key, clock=clock)
        journal.mend()
        journal.verify(trust=trust, on=day_of(clock()))
        return cls(settings=settings, key=key, trust=trust, catalog=catalog, journal=journal, clock=clock)

    @property
    def box(self) -> OrderBox:
        """The order box."""
        return OrderBox(root=self.settings.box)

    @property
    def staging(self) -> Staging:
        """Finished extracts."""
        return Staging(root=self.settings.staging)

    @property
    def workspaces(self) -> Workspaces:
        """Delivered extracts."""
        return Workspaces(root=self.settings.workspace_root, key=self.key, catalog=self.catalog)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An office with what opens code keys and seals lists: only the process that carries out orders has it."""

    office: Office
    keyring: KeyRing
    pins: Mapping[str, bytes]
    sessions: Sessions

    @classmethod
    def open(cls, settings: Settings, *, passphrase: bytes, clock: Clock) -> Self:
        """Raises SettingsUnfit where a key, a pin or the passphrase is missing or wrong."""
        office = Office.open(settings, clock=clock)
        try:
            master = open_master_key(settings.needed("master_key_file"), passphrase=passphrase)
        except CodeKeyGone as gone:
            raise SettingsUnfit(gone.sentence, code="master-key") from None
        keyring = KeyRing(folder=settings.keyring, master=master, journal=office.journal, chance=random_bytes)
        pins = read_pins(settings.needed("controllers_file"))
        return cls(office=office, keyring=keyring, pins=pins, sessions=lambda job: spark_session(settings, job=job))


def read_pins(path: Path) -> dict[str, bytes]:
    """The controllers' public keys, by controller. Raises SettingsUnfit where one is no X25519 key."""
    try:
        pins = {name: base64.b64decode(text, validate=True) for name, text in json.loads(path.read_bytes()).items()}
        for raw in pins.values():
            public_key(raw)
    except OSError:
        raise SettingsUnfit(f"The controllers' keys cannot be read: there is no file {path}.") from None
    except (ValueError, TypeError, AttributeError, PseudonymisationError):
        raise SettingsUnfit(f"The file {path} is not JSON of controllers and X25519 keys in base64.") from None
    return pins
