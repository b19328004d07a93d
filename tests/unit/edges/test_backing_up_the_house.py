"""A backup as an operator makes it, the loss of everything, and what stands again afterwards."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway import wiring
from gateway.domain.audit import Event
from gateway.domain.errors import LedgerBroken, Misconfigured, NeighbourUnavailable
from spark_jobs.papers.backup import CONTENTS
from spark_jobs.papers.paper import digest_of
from tests.support import builders
from tests.support.machine import ANNA, Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine.new(tmp_path)
    made.opened("Bleeding")
    return made


def test_what_was_lost_stands_again_and_its_ledger_holds(machine: Machine) -> None:
    before = machine.events()
    folder = machine.backup()
    machine.lose(heads=True)

    contents, lost = wiring.restore(machine.settings, folder)

    assert lost is None
    assert machine.projects() == ["Bleeding"]
    assert machine.events() == [*before, Event.BACKUP_BEGUN, Event.HOUSE_RESTORED]
    assert (machine.verified().faults, machine.verified().lost) == ((), ())
    assert contents.sequence == len(before)


def test_documents_of_decisions_come_back_with_the_store(machine: Machine) -> None:
    digest = digest_of(b"a decision")
    with wiring.open_house(machine.settings) as house, house.desk.open_work() as work:
        work.documents.add(digest, b"a decision")
        work.commit(builders.entry())
    folder = machine.backup()
    machine.lose(heads=True)

    wiring.restore(machine.settings, folder)

    with wiring.open_house(machine.settings) as house, house.desk.open_work() as work:
        assert work.documents.get(digest) == b"a decision"


def test_the_house_goes_on_where_it_was(machine: Machine) -> None:
    folder = machine.backup()
    machine.lose()
    wiring.restore(machine.settings, folder)

    machine.opened("Fractures")

    assert sorted(machine.projects()) == ["Bleeding", "Fractures"]
    assert machine.verified().faults == ()


def test_a_backup_is_made_while_the_house_works(machine: Machine) -> None:
    with wiring.open_house(machine.settings) as house:
        folder = machine.backup()
        house.project.open(title="Fractures", principal="ki", by=ANNA)
    machine.lose(heads=True)

    wiring.restore(machine.settings, folder)

    assert machine.projects() == ["Bleeding"]
    assert machine.verified().faults == ()


def test_lines_that_only_the_heads_remember_are_named_by_number_and_stay_told(machine: Machine) -> None:
    folder = machine.backup()
    machine.opened("Fractures")
    newest = len(machine.events()) - 1
    machine.lose()

    contents, lost = wiring.restore(machine.settings, folder)

    assert lost is not None
    assert (lost.first, lost.last) == (contents.sequence + 1, newest)
    machine.opened("Burns")
    found = machine.verified()
    assert found.faults == ()
    (told,) = found.lost
    assert told.startswith(f"lines {lost.first} to {lost.last} were lost")


def test_a_line_that_is_changed_after_a_restore_is_found_as_ever(machine: Machine) -> None:
    folder = machine.backup()
    machine.opened("Fractures")
    machine.lose()
    wiring.restore(machine.settings, folder)
    last = len(machine.events()) - 1

    with sqlite3.connect(machine.settings.home / "gateway.db") as store:
        store.execute("UPDATE ledger SET digest = 'sha256:0' WHERE sequence = ?", (last,))

    faults = machine.verified().faults
    assert f"line {last} was changed after it was written." in faults
    assert f"line {last} is not the line that was signed as head." in faults


def test_a_store_that_is_put_back_by_hand_is_found_out_by_the_heads(machine: Machine) -> None:
    folder = machine.backup()
    machine.opened("Fractures")
    shutil.copyfile(folder / "store.sqlite3", machine.settings.home / "gateway.db")

    assert any("it was cut" in fault for fault in machine.verified().faults)


def test_a_backup_of_the_version_before_is_brought_to_the_newest_form(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.step_store_back(machine.settings)
    with monkeypatch.context() as before:
        before.setattr("gateway.wiring.backup.check_form", lambda engine: None)  # as the version before would not mind
        folder = machine.backup()
    machine.lose()

    contents, _ = wiring.restore(machine.settings, folder)

    assert contents.form != wiring.store_form(machine.settings).newest
    assert wiring.store_form(machine.settings).is_newest
    assert machine.projects() == ["Bleeding"]
    assert machine.verified().faults == ()


def test_nothing_is_restored_over_a_standing_store(machine: Machine) -> None:
    folder = machine.backup()
    machine.opened("Fractures")

    with pytest.raises(Misconfigured, match="nothing is restored over it"):
        wiring.restore(machine.settings, folder)

    assert sorted(machine.projects()) == ["Bleeding", "Fractures"]


def changed(folder: Path) -> None:
    store = folder / "store.sqlite3"
    content = bytearray(store.read_bytes())
    content[len(content) // 2] ^= 1
    store.write_bytes(content)


def left_out(folder: Path) -> None:
    next((folder / "heads").glob("*.json")).unlink()


def added(folder: Path) -> None:
    (folder / "heads" / "9999999999.json").write_bytes(b"{}")


def without_contents(folder: Path) -> None:
    (folder / CONTENTS).unlink()


def contents_of_another(folder: Path) -> None:
    path = folder / CONTENTS
    path.write_bytes(path.read_bytes().replace(b'"sequence":', b'"sequence":1', 1))


@pytest.mark.parametrize("spoil", [changed, left_out, added, without_contents, contents_of_another])
def test_a_backup_that_is_not_as_it_was_signed_is_not_restored(machine: Machine, spoil: Callable[[Path], None]) -> None:
    folder = machine.backup()
    machine.lose()
    spoil(folder)

    with pytest.raises(Misconfigured):
        wiring.restore(machine.settings, folder)

    assert not (machine.settings.home / "gateway.db").exists()


def test_a_backup_of_a_ledger_that_did_not_hold_is_not_restored(machine: Machine) -> None:
    with sqlite3.connect(machine.settings.home / "gateway.db") as store:
        store.execute("UPDATE ledger SET entry = replace(entry, 'house', 'mouse') WHERE sequence = 0")
    folder = machine.backup()
    machine.lose()

    with pytest.raises(LedgerBroken, match="line 0"):
        wiring.restore(machine.settings, folder)

    assert not (machine.settings.home / "gateway.db").exists()


def test_a_backup_signed_by_a_stranger_is_not_restored(machine: Machine, tmp_path: Path) -> None:
    stranger = Machine.new(tmp_path / "stranger")
    stranger.opened("Bleeding")
    folder = stranger.backup()
    machine.lose()

    with pytest.raises(Misconfigured, match="not in the trust file"):
        wiring.restore(machine.settings, folder)


def test_a_backup_is_never_written_over_another(machine: Machine) -> None:
    machine.backup()

    with pytest.raises(Misconfigured, match="exists already"):
        machine.backup()


def test_no_key_is_in_a_backup_and_it_is_for_its_owner_alone(machine: Machine) -> None:
    folder = machine.backup()

    private = json.loads((machine.root / "keys" / "gateway.key").read_bytes())["private"].encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"store.sqlite3", "trust.json", CONTENTS}
    assert not [path for path in files if private in path.read_bytes()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_backup_that_cannot_be_written_leaves_nothing(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(NeighbourUnavailable, match="cannot be written"):
        wiring.back_up(machine.settings, tmp_path / "file" / "backup")

    assert machine.verified().faults == ()


def test_outside_demo_mode_a_house_is_copied_and_put_back_though_its_rules_are_void(machine: Machine) -> None:
    machine.settings = machine.settings.model_copy(update={"demo": False, "rules": "opa"})
    with pytest.raises(Misconfigured, match="SLUSSEN_RULES_BUNDLE"):
        wiring.read_release(machine.settings)

    folder = machine.backup()
    machine.lose()
    _, lost = wiring.restore(machine.settings, folder)

    assert lost is None
    assert machine.projects() == ["Bleeding"]
    assert machine.verified().faults == ()


def test_a_house_that_was_put_back_opens_on_released_rules_alone(machine: Machine) -> None:
    folder = machine.backup()
    machine.lose()
    machine.settings = machine.settings.model_copy(update={"demo": False, "rules": "opa"})
    wiring.restore(machine.settings, folder)

    with pytest.raises(Misconfigured, match="SLUSSEN_OPA_URL"):
        machine.opened("Fractures")

    assert machine.projects() == ["Bleeding"]
