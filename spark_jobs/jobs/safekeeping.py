"""
The runner's backup: its journal, the wrapped secrets, the sealed corrections, the papers it answers by. Never a row,
never a key that opens.

Staging is left out: an extract that was not delivered is made anew from its order. Workspaces are the researchers'
rooms, and the operator's disk keeps them. The signing key and the master key are kept apart from every backup: who
holds a backup and the master key can make pseudonyms.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pseudonymisation.key_files import is_tombstone, tombstone
from spark_jobs.corrections import locked
from spark_jobs.custody import VERSION, secret_file
from spark_jobs.errors import JournalBroken, SettingsUnfit, StorageFailed
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Entry, Event, Journal
from spark_jobs.keeping import keep
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.whole import copy_for_owner, new_folder
from spark_jobs.papers.backup import Contents, opened, seal
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of
from spark_jobs.papers.trust import TrustFile
from spark_jobs.settings import Settings
from spark_jobs.system import Clock, day_of

FORM = "slussen-runner-backup/1"
JOURNAL, KEYRING, CORRECTIONS = "journal.jsonl", "keyring", "corrections"
PAPERS = ("snapshots", "deliveries")
ANSWERS = frozenset({Kind.STATUS, Kind.MANIFEST, Kind.CONFIRMATION})
"""Answers in the order box that name the head of the journal which they rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What stands again, and what is known to be lost: orders answered, and secrets made, after the backup."""

    contents: Contents
    tombstones: int
    orders_since: tuple[str, ...]
    secrets_lost: tuple[str, ...]


def back_up(office: Office, folder: Path) -> Contents:
    """
    Into a new folder, with a signed list; the runner may be working.

    The journal is copied before the secrets: a secret that the journal does not know yet is known again when it is
    opened next, while one that the journal knows and nobody holds would be lost for good.
    """
    settings = office.settings
    try:
        with new_folder(folder) as into:
            # Under their lock: the journal says which version of the corrections stands, and no other is believed.
            with locked(settings.corrections):
                head, count = _copy_journal(office.journal, into / JOURNAL)
                for path in sorted(settings.corrections.glob("[!.]*.json")):
                    copy_for_owner(path, into / CORRECTIONS / path.name)
            for name in (KEYRING, *PAPERS):
                for path in sorted((settings.work / name).glob("[!.]*.json")):
                    copy_for_owner(path, into / name / path.name)
            said = {"made_at": office.clock(), "slussen": version("slussen"), "form": FORM, "sequence": count}
            catalog = digest_of("\n".join(sorted(map(str, office.catalog.entries))).encode())
            return seal(into, key=office.key, kind=Kind.RUNNER_BACKUP, said={**said, "head": head, "catalog": catalog})
    except FileExistsError:
        raise SettingsUnfit(f"The folder {folder} exists already: a backup is never written over another.") from None
    except OSError as failed:
        raise StorageFailed(f"The backup cannot be written: {type(failed).__name__}.") from None


def restore(settings: Settings, folder: Path, *, clock: Clock) -> Restored:
    """
    The runner's own folder as it was, where none stands. A destroyed secret stays destroyed.

    Raises SettingsUnfit over a standing journal or keyring, PaperRefused for a backup that is not as it was signed.
    """
    key = SigningKey.read(settings.needed("key_file"))
    trust = TrustFile.read(settings.needed("trust_file"))
    contents = opened(folder, kind=Kind.RUNNER_BACKUP, trust=trust)
    _refuse_standing(settings)
    copied = Journal(path=folder / JOURNAL, key=key, clock=clock)
    copied.verify(trust=trust, on=day_of(clock()))
    stones = _put_back(settings, folder, list(copied.entries()), clock)
    office = Office.open(settings, clock=clock)
    return _told(office, contents, stones)


def _copy_journal(journal: Journal, target: Path) -> tuple[Digest, int]:
    journal.head()  # raises where its last entry cannot be read
    copy_for_owner(journal.path, target)
    copied = Journal(path=target, key=journal.key, clock=journal.clock)
    copied.mend()
    return copied.head(), sum(1 for _ in copied.entries())


def _refuse_standing(settings: Settings) -> None:
    if settings.journal.exists() or any(settings.keyring.glob("*.json")):
        sentence = f"A journal or a keyring stands in {settings.work}: nothing is restored over it. Move it away."
        raise SettingsUnfit(sentence)
    if any(settings.corrections.glob("*.json")):
        sentence = f"Corrections stand in {settings.corrections}: nothing is restored over them. Move them away."
        raise SettingsUnfit(sentence)


def _put_back(settings: Settings, folder: Path, entries: list[Entry], clock: Clock) -> int:
    ended = {str(entry.about["project"]) for entry in entries if entry.event is Event.SECRET_DESTROYED}
    stones = {
        secret_file(project): tombstone(project=project, version=VERSION, destroyed_at=clock()) for project in ended
    }
    stones |= _stones_apart(settings)
    try:
        for name in PAPERS:
            _copy_folder(folder / name, settings.work / name)
        for path in sorted((folder / CORRECTIONS).glob("*.json")):
            copy_for_owner(path, settings.corrections / path.name)
        for path in sorted((folder / KEYRING).glob("*.json")):
            if path.name not in stones:
                copy_for_owner(path, settings.keyring / path.name)
        for name, stone in stones.items():
            keep(settings.keyring / name, stone)
        # Last: without a journal nothing starts, so that half a restore is never worked with.
        copy_for_owner(folder / JOURNAL, settings.journal)
    except OSError as failed:
        shutil.rmtree(settings.keyring, ignore_errors=True)
        for path in settings.corrections.glob("*.json"):
            path.unlink(missing_ok=True)
        raise StorageFailed(f"The backup cannot be put back: {type(failed).__name__}.") from None
    return len(stones)


def _stones_apart(settings: Settings) -> dict[str, bytes]:
    if settings.tombstones is None:
        return {}
    found = {path.name: path.read_bytes() for path in settings.tombstones.glob("*.json")}
    return {name: content for name, content in found.items() if is_tombstone(content)}


def _copy_folder(source: Path, target: Path) -> None:
    for path in sorted(source.glob("*.json")):
        if not (target / path.name).exists():
            copy_for_owner(path, target / path.name)


def _told(office: Office, contents: Contents, stones: int) -> Restored:
    known = set(office.journal.digests())
    since, projects = set(), set()
    for order, paper in _answers(office):
        if str(paper.body.get("journal_head")) not in known:
            since.add(order)
            if paper.kind is Kind.CONFIRMATION:
                keep(office.settings.work / "deliveries" / f"{order}.json", paper.to_json())
        if paper.kind is Kind.MANIFEST:
            projects.add(str(paper.body.get("project")))
    lost = sorted(project for project in projects if not (office.settings.keyring / secret_file(project)).exists())
    for project in lost:
        # Without this entry the next order would make a second secret, and other pseudonyms under the same name.
        office.journal.write(Event.SECRET_LOST, project=project)
    office.journal.write(Event.RESTORED, backup=contents.head, orders_since=len(since), secrets_lost=len(lost))
    return Restored(contents=contents, tombstones=stones, orders_since=tuple(sorted(since)), secrets_lost=tuple(lost))


def _answers(office: Office) -> Iterator[tuple[str, SignedPaper]]:
    """What this runner ever answered, as it lies in the order box; what is not believed is passed over."""
    try:
        for listed in office.box.place.names("out/"):
            content = office.box.place.get(listed.name) if listed.name.endswith(".json") else None
            paper = _believed(content, office)
            if paper is not None and paper.kind in ANSWERS:
                yield listed.name.split("/")[1], paper
    except ObjectsUnreachable as silent:
        raise JournalBroken(f"What was lost cannot be told without the order box: {silent.sentence}") from None


def _believed(content: bytes | None, office: Office) -> SignedPaper | None:
    try:
        paper = SignedPaper.from_json(content or b"")
        office.trust.verify(paper, on=day_of(office.clock()))
    except PaperError:
        return None
    return paper
