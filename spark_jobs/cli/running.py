"""Commands that carry out orders, and that say how it stands with what carries them out."""

import platform
import signal
import threading
import time
from importlib.metadata import version

import typer

from spark_jobs.cli.endings import told
from spark_jobs.cli.opening import Passphrase, open_runner
from spark_jobs.errors import SettingsUnfit
from spark_jobs.settings import Settings
from spark_jobs.system import now
from spark_jobs.watching.findings import State


def serve(passphrase_fd: Passphrase = None) -> None:
    """Carry out orders until told to stop; an order that was begun is finished first."""
    with told(), open_runner(passphrase_fd) as runner:
        stop = threading.Event()
        for told_to_stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told_to_stop, lambda *_: stop.set())
        runner.run_forever(stop)


def once(passphrase_fd: Passphrase = None) -> None:
    """Carry out the orders that wait, and end."""
    with told(), open_runner(passphrase_fd) as runner:
        runner.recover()
        print(f"{runner.run_once()} answered")


def health() -> None:
    """Whether a runner of this machine or container is well: exits with 0, or with 1 and what is wrong."""
    from spark_jobs.jobs.watching.watch import health

    with told():
        well, sentence = health(Settings.read(), steady=time.monotonic())
    print(sentence)
    raise typer.Exit(0 if well else 1)


def doctor() -> None:
    """What the runner needs, and whether it is there: ok, warn or missing, and what to do."""
    from spark_jobs.jobs.examining import examined

    print(f"slussen {version('slussen')}, Python {platform.python_version()}")
    with told():
        settings = Settings.read()
    states = []
    for finding in examined(settings, clock=now, also={}):
        print(finding)
        states.append(finding.state)
    raise typer.Exit(SettingsUnfit.exit_code if State.MISSING in states else 0)
