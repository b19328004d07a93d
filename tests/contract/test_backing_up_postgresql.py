"""The same backup and restore where the store is a PostgreSQL server."""

import os
from pathlib import Path

import pytest

from gateway import wiring
from gateway.domain.errors import Misconfigured
from tests.support.machine import Machine
from tests.support.neighbours import postgresql


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    # The programs beside the server are of its version, which those on the path need not be.
    monkeypatch.setenv("PATH", f"{postgresql().binaries}{os.pathsep}{os.environ['PATH']}")
    made = Machine.new(tmp_path, database=postgresql().fresh())
    made.opened("Bleeding")
    return made


def on_an_empty_server(machine: Machine) -> None:
    """The database is gone, and another one stands in its place."""
    machine.settings = machine.settings.model_copy(update={"database": postgresql().fresh()})


def test_what_was_lost_stands_again_and_the_lost_lines_are_named(machine: Machine) -> None:
    folder = machine.backup()
    machine.opened("Fractures")
    newest = len(machine.events()) - 1
    on_an_empty_server(machine)

    contents, lost = wiring.restore(machine.settings, folder)

    assert machine.projects() == ["Bleeding"]
    assert lost is not None
    assert (lost.first, lost.last) == (contents.sequence + 1, newest)
    machine.opened("Burns")
    assert machine.verified().faults == ()


def test_nothing_is_restored_over_a_standing_store(machine: Machine) -> None:
    folder = machine.backup()

    with pytest.raises(Misconfigured, match="nothing is restored over it"):
        wiring.restore(machine.settings, folder)


def test_a_backup_of_one_kind_of_store_is_not_restored_into_another(machine: Machine, tmp_path: Path) -> None:
    folder = machine.backup()
    machine.settings = machine.settings.model_copy(update={"database": f"sqlite:///{tmp_path}/store.db"})

    with pytest.raises(Misconfigured, match="another kind of store"):
        wiring.restore(machine.settings, folder)


def test_a_password_reaches_the_servers_programs_through_a_file(machine: Machine) -> None:
    server = postgresql()
    by_address = machine.settings.database or ""
    name = by_address.partition("@/")[2].partition("?")[0]
    account = by_address.partition("://")[2].partition("@")[0]
    machine.settings = machine.settings.model_copy(
        update={
            "database": f"postgresql+psycopg://{account}@127.0.0.1:{server.port}/{name}",
            "database_password_file": server.password_file,
        }
    )

    folder = machine.backup()

    assert (folder / "store.pgdump").stat().st_size > 1000
