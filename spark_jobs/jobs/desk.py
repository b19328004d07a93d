"""What whoever carries out orders has beside the office: what opens code keys, the pins, and the engine."""

import base64
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Self

from pyspark.sql import SparkSession

from pseudonymisation.errors import PseudonymisationError
from pseudonymisation.sealing import public_key
from spark_jobs.corrections import CorrectionsStore
from spark_jobs.custody import KeyRing, open_master_key
from spark_jobs.errors import CodeKeyGone, SettingsUnfit
from spark_jobs.jobs.office import Office
from spark_jobs.jobs.watching.watch import Watch
from spark_jobs.session import spark_session
from spark_jobs.settings import PUBLIC, Settings
from spark_jobs.system import Clock, random_bytes

Sessions = Callable[[str], AbstractContextManager[SparkSession]]
"""Gives the Spark session of a job of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """
    An office with what opens code keys and seals lists: only the process that carries out orders has it.

    `stewards` are the public keys, by controller, for which samples of notes are sealed.
    """

    office: Office
    keyring: KeyRing
    pins: Mapping[str, bytes]
    stewards: Mapping[str, bytes]
    sessions: Sessions
    watch: Watch = field(default_factory=Watch)

    @classmethod
    def open(cls, settings: Settings, *, passphrase: bytes, clock: Clock, watch: Watch | None = None) -> Self:
        """Raises SettingsUnfit where a key, a pin or the passphrase is missing or wrong."""
        office = Office.open(settings, clock=clock)
        office.places.refuse_unfit()
        try:
            master = open_master_key(settings.needed("master_key_file"), passphrase=passphrase)
        except CodeKeyGone as gone:
            raise SettingsUnfit(gone.sentence, code="master-key") from None
        keyring = KeyRing(
            folder=settings.keyring,
            master=master,
            journal=office.journal,
            chance=random_bytes,
            apart=settings.tombstones,
        )
        pins = read_pins(settings.needed("controllers_file"))
        stewards = read_stewards(settings.stewards_folder)
        sessions = partial(spark_session, settings, own=office.own)
        return cls(office=office, keyring=keyring, pins=pins, stewards=stewards, sessions=sessions)

    @property
    def corrections(self) -> CorrectionsStore:
        """What the controllers' stewards corrected in the masking of notes."""
        return CorrectionsStore(
            folder=self.office.settings.corrections,
            master=self.keyring.master,
            journal=self.office.journal,
            chance=self.keyring.chance,
        )


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


def read_stewards(folder: Path | None) -> dict[str, bytes]:
    """The stewards' public keys, by controller; none where no folder is set. Raises SettingsUnfit."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise SettingsUnfit(f"The stewards' keys cannot be read: there is no folder {folder}.")
    return {path.name.removesuffix(PUBLIC): _steward(path) for path in sorted(folder.glob(f"*{PUBLIC}"))}


def _steward(path: Path) -> bytes:
    try:
        raw = base64.b64decode(path.read_bytes().strip(), validate=True)
        public_key(raw)
    except OSError:
        raise SettingsUnfit(f"The file {path} cannot be read.") from None
    except (ValueError, PseudonymisationError):
        raise SettingsUnfit(f"The file {path} is no X25519 key in base64.") from None
    return raw
