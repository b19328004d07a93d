"""What the commands on corrections open and look at first: the store, a controller that is there, who corrects."""

import re

from spark_jobs.correction_file import LONGEST_NAME
from spark_jobs.corrections import CorrectionsStore
from spark_jobs.custody import open_master_key
from spark_jobs.errors import CodeKeyGone, SettingsUnfit
from spark_jobs.jobs.office import Office
from spark_jobs.papers.paper import DIGEST_PATTERN, Digest
from spark_jobs.settings import Settings
from spark_jobs.system import random_bytes


def open_store(settings: Settings, controller: str, *, passphrase: bytes) -> CorrectionsStore:
    """
    The corrections of all controllers, of which this is one.

    Raises SettingsUnfit for one that the catalog does not name, as its corrections would never be used, and where
    key, passphrase or trust file are missing or wrong.
    """
    office = Office.open(settings, clock=settings.clock)
    if controller not in office.catalog.controllers():
        sentence = "The catalog names no such controller: write the name as it stands there."
        raise SettingsUnfit(sentence, code="controller-unknown")
    try:
        master = open_master_key(settings.needed("master_key_file"), passphrase=passphrase)
    except CodeKeyGone as gone:
        raise SettingsUnfit(gone.sentence, code="master-key") from None
    return CorrectionsStore(folder=settings.corrections, master=master, journal=office.journal, chance=random_bytes)


def name_in(by: str) -> str:
    """Who corrects. Raises SettingsUnfit for a name that cannot be kept or shown."""
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise SettingsUnfit(f"--by names who corrects, in at most {LONGEST_NAME} characters.", code="by-unfit")
    return name


def digest_in(sample: str | None) -> Digest | None:
    """The sample that was checked, if one is named. Raises SettingsUnfit for what is no digest."""
    if sample is not None and not re.fullmatch(DIGEST_PATTERN, sample):
        raise SettingsUnfit("--sample is a digest: sha256: and 64 hexadecimal digits.", code="sample-unfit")
    return None if sample is None else Digest(sample)
