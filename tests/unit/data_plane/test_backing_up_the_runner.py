"""The runner's backup: what was lost stands again, and no destroyed secret does."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pseudonymisation.custody import Opening, Why
from pseudonymisation.text.corrections import Corrections
from pseudonymisation.wrapping import MasterKey
from spark_jobs.corrections import CorrectionsStore
from spark_jobs.custody import KeyRing, secret_file
from spark_jobs.errors import CodeKeyGone, SettingsUnfit
from spark_jobs.jobs.office import Office
from spark_jobs.jobs.safekeeping import Restored, back_up, restore
from spark_jobs.journal import Event
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import Status
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.settings import Settings
from spark_jobs.system import random_bytes
from tests.architecture.reading import REPOSITORY

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MASTER = MasterKey.new(chance=random_bytes)


def opening(project: str) -> Opening:
    return Opening(project=project, permit="sha256:" + "1" * 64, asked_by="sha256:" + "2" * 64, why=Why.EXTRACT)


@dataclass
class Machine:
    """A runner's folders; keys, backups and tombstones lie elsewhere than its work."""

    root: Path
    key: SigningKey = field(default_factory=SigningKey.new)

    def __post_init__(self) -> None:
        self.key.write(self.root / "keys" / "runner.key")
        line = f'"id": "{self.key.key_id}", "role": "runner", "public_key": "{self.key.public}"'
        days = '"from": "2026-01-01", "until": "2027-12-31"'
        (self.root / "keys" / "trust.json").write_text(f'{{"keys": [{{{line}, {days}}}]}}')
        self.settings = Settings(
            box=str(self.root / "box"),
            work=self.root / "work",
            catalog_folders=str(REPOSITORY / "tests" / "journey" / "descriptions"),
            built_in_catalog=False,
            key_file=self.root / "keys" / "runner.key",
            trust_file=self.root / "keys" / "trust.json",
            tombstones=self.root / "tombstones",
        )

    @property
    def office(self) -> Office:
        return Office.open(self.settings, clock=lambda: NOW)

    @property
    def ring(self) -> KeyRing:
        settings = self.settings
        return KeyRing(
            folder=settings.keyring,
            master=MASTER,
            journal=self.office.journal,
            chance=random_bytes,
            apart=settings.tombstones,
        )

    @property
    def corrections(self) -> CorrectionsStore:
        settings = self.settings
        return CorrectionsStore(
            folder=settings.corrections, master=MASTER, journal=self.office.journal, chance=random_bytes
        )

    def pseudonym(self, project: str) -> str:
        return self.ring.open(opening(project)).pseudonym("somebody", scope="person")

    def backup(self, name: str = "backup") -> Path:
        folder = self.root / name
        back_up(self.office, folder)
        return folder

    def lose(self) -> None:
        shutil.rmtree(self.settings.work)

    def restore(self, folder: Path) -> Restored:
        return restore(self.settings, folder, clock=lambda: NOW)

    def answer(self, order: str, kind: Kind, name: str, **said: object) -> SignedPaper:
        """A signed answer in the order box, resting on the journal as it stands."""
        paper = self.key.sign(kind, {**said, "order": order, "journal_head": self.office.journal.head()})
        self.office.box.answer(order, name, paper)
        return paper


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.office.journal.write(Event.ORDER_TAKEN, order="o-1")
    return made


def test_the_same_person_has_the_same_pseudonym_after_a_restore(machine: Machine) -> None:
    before = machine.pseudonym("p-1")
    folder = machine.backup()
    machine.lose()

    restored = machine.restore(folder)

    assert machine.pseudonym("p-1") == before
    assert (restored.tombstones, restored.orders_since, restored.secrets_lost) == (0, (), ())
    events = [entry.event for entry in machine.office.journal.entries()]
    assert events == ["order-taken", "secret-made", "secret-opened", "restored", "secret-opened"]


def test_what_stewards_corrected_stands_again_after_a_restore(machine: Machine) -> None:
    before = machine.corrections.add("north", Corrections.of(allow=["Brunnstad"]), by="steward-1")
    folder = machine.backup()
    machine.corrections.add("north", Corrections.of(allow=["Stenby"]), by="steward-1")
    machine.lose()

    machine.restore(folder)

    assert machine.corrections.of("north") == before
    assert not any(b"Brunnstad" in path.read_bytes() for path in folder.rglob("*.json"))


def test_nothing_is_restored_over_corrections_that_stand_on_another_disk(machine: Machine) -> None:
    machine.settings = machine.settings.model_copy(update={"text_corrections": machine.root / "apart"})
    machine.corrections.add("north", Corrections.of(allow=["Brunnstad"]), by="steward-1")
    folder = machine.backup()
    machine.lose()

    with pytest.raises(SettingsUnfit, match="Corrections stand"):
        machine.restore(folder)


def test_a_secret_destroyed_after_the_backup_does_not_come_back_to_life(machine: Machine) -> None:
    machine.pseudonym("p-1")
    older = machine.backup()
    machine.ring.destroy(opening("p-1"))
    machine.lose()

    restored = machine.restore(older)

    assert restored.tombstones == 1
    with pytest.raises(CodeKeyGone) as gone:
        machine.pseudonym("p-1")
    assert gone.value.reason == "code-key-destroyed"


def test_a_secret_destroyed_before_the_backup_stays_so_without_tombstones_apart(machine: Machine) -> None:
    machine.pseudonym("p-1")
    wrapped = (machine.settings.keyring / secret_file("p-1")).read_bytes()
    machine.ring.destroy(opening("p-1"))
    folder = machine.backup()
    machine.lose()
    shutil.rmtree(machine.root / "tombstones")

    machine.restore(folder)
    (machine.settings.keyring / secret_file("p-1")).write_bytes(wrapped)

    with pytest.raises(CodeKeyGone) as gone:
        machine.pseudonym("p-1")
    assert gone.value.reason == "code-key-destroyed"


def test_a_keyring_put_back_by_hand_revives_nothing(machine: Machine) -> None:
    machine.pseudonym("p-1")
    older = machine.backup()
    machine.ring.destroy(opening("p-1"))

    for path in (older / "keyring").iterdir():
        shutil.copyfile(path, machine.settings.keyring / path.name)
    shutil.copyfile(older / "journal.jsonl", machine.settings.journal)

    with pytest.raises(CodeKeyGone) as gone:
        machine.pseudonym("p-1")
    assert gone.value.reason == "code-key-destroyed"


def test_orders_that_were_answered_since_are_named(machine: Machine) -> None:
    folder = machine.backup()
    machine.office.journal.write(Event.ORDER_TAKEN, order="o-2")
    status = Status(order="o-2", sequence=1, state="taken", at=NOW, journal_head=machine.office.journal.head())
    machine.office.box.answer("o-2", "0001-status.json", machine.key.sign(Kind.STATUS, status.as_json()))
    machine.lose()

    assert machine.restore(folder).orders_since == ("o-2",)


def test_a_secret_made_since_is_lost_and_none_takes_its_place(machine: Machine) -> None:
    folder = machine.backup()
    machine.pseudonym("p-2")
    machine.answer("o-2", Kind.MANIFEST, "manifest.json", project="p-2")
    machine.lose()

    restored = machine.restore(folder)

    assert restored.secrets_lost == ("p-2",)
    with pytest.raises(CodeKeyGone) as gone:
        machine.pseudonym("p-2")
    assert gone.value.reason == "code-key-lost"


def test_a_confirmation_given_since_is_given_again_as_it_was(machine: Machine) -> None:
    folder = machine.backup()
    machine.office.journal.write(Event.DELIVERED, order="o-1", delivery="d-1")
    confirmation = machine.answer("d-1", Kind.CONFIRMATION, "confirmation.json")
    machine.lose()

    machine.restore(folder)

    kept = machine.settings.work / "deliveries" / "d-1.json"
    assert kept.read_bytes() == confirmation.to_json()


def test_an_answer_that_somebody_else_signed_is_passed_over(machine: Machine) -> None:
    folder = machine.backup()
    forged = SigningKey.new().sign(Kind.MANIFEST, {"project": "p-9", "journal_head": "sha256:0"})
    machine.office.box.answer("o-9", "manifest.json", forged)
    machine.lose()

    restored = machine.restore(folder)

    assert (restored.orders_since, restored.secrets_lost) == ((), ())


def test_nothing_is_restored_over_a_standing_journal(machine: Machine) -> None:
    folder = machine.backup()
    machine.office.journal.write(Event.ORDER_TAKEN, order="o-2")

    with pytest.raises(SettingsUnfit, match="nothing is restored over it"):
        machine.restore(folder)

    assert [entry.about["order"] for entry in machine.office.journal.entries()] == ["o-1", "o-2"]


def a_changed_entry(folder: Path) -> None:
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"o-1", b"o-7"))


def a_secret_of_another(folder: Path) -> None:
    (folder / "keyring" / secret_file("p-7")).write_bytes(b"{}")


@pytest.mark.parametrize("spoil", [a_changed_entry, a_secret_of_another])
def test_a_backup_that_is_not_as_it_was_signed_is_not_restored(machine: Machine, spoil: Callable[[Path], None]) -> None:
    machine.pseudonym("p-1")
    folder = machine.backup()
    machine.lose()
    spoil(folder)

    with pytest.raises(PaperError) as refused:
        machine.restore(folder)

    assert refused.value.reason == "backup-changed"
    assert not machine.settings.journal.exists()
    assert not machine.settings.keyring.exists()


def test_no_key_that_opens_is_in_a_backup(machine: Machine) -> None:
    machine.pseudonym("p-1")
    (machine.settings.staging / "o-1" / "rows").mkdir(parents=True)
    (machine.settings.staging / "o-1" / "rows" / "part.parquet").write_bytes(b"rows")

    folder = machine.backup()

    names = {path.relative_to(folder).parts[0] for path in folder.rglob("*")}
    assert names == {"contents.json", "journal.jsonl", "keyring"}
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
