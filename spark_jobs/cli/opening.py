"""What a command opens: the passphrase, the office, and a runner that beats."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from spark_jobs.errors import SettingsUnfit
from spark_jobs.settings import Settings

if TYPE_CHECKING:
    from spark_jobs.jobs.office import Office
    from spark_jobs.runner import Runner

Passphrase = Annotated[
    int | None,
    typer.Option("--passphrase-fd", help="An open file descriptor to read the master key's passphrase from."),
]


@contextmanager
def open_runner(passphrase_fd: int | None) -> "Iterator[Runner]":
    """A runner with everything it needs, for as long as the block runs. Raises RunnerError."""
    from spark_jobs.durable import remembered
    from spark_jobs.jobs.desk import Desk
    from spark_jobs.jobs.watching.watch import Watch
    from spark_jobs.runner import Runner

    settings = Settings.read()
    watch = Watch.of(settings)
    desk = Desk.open(settings, passphrase=passphrase_of(settings, passphrase_fd), clock=settings.clock, watch=watch)
    with watch.beating(), remembered(settings.work / "steps.db", runner=desk.office.own.name) as durable:
        yield Runner.of(desk, durable=durable)


def open_office() -> "Office":
    """What stands without a master key: journal, box, sources, workspaces. Raises RunnerError."""
    from spark_jobs.jobs.office import Office

    settings = Settings.read()
    return Office.open(settings, clock=settings.clock)


def passphrase_of(settings: Settings, given: int | None) -> bytes:
    """From the descriptor that was given, else from the settings' own. Raises SettingsUnfit."""
    descriptor = settings.passphrase_fd if given is None else given
    if descriptor is None:
        raise SettingsUnfit("The passphrase of the master key comes from --passphrase-fd, and none was given.")
    try:
        with os.fdopen(descriptor, "rb") as file:
            passphrase = file.read().rstrip(b"\r\n")
    except OSError:
        raise SettingsUnfit(f"The file descriptor {descriptor} cannot be read from.") from None
    if not passphrase:
        raise SettingsUnfit("The passphrase is empty.")
    return passphrase
