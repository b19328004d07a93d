"""
`slussen-runner`: the data plane's command line. Thin: it reads settings, calls one verb, and tells what came of it.

A command imports what it opens when it opens it: whoever makes a key must not wait for an engine to load.
"""

import json
import os
import platform
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pseudonymisation.wrapping import MasterKey
from spark_jobs.errors import RunnerError, SettingsUnfit
from spark_jobs.jobs.watching.logs import WORDS
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.keys import SigningKey, write_private
from spark_jobs.papers.paper import SignedPaper
from spark_jobs.settings import Settings
from spark_jobs.system import now, random_bytes

if TYPE_CHECKING:
    from spark_jobs.jobs.office import Office
    from spark_jobs.runner import Runner
    from spark_jobs.sinks.questions import Answer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The data plane: rows, never a person's request.",
)
keys = typer.Typer(no_args_is_help=True, help="Keys of this side; none is ever overwritten.")
region = typer.Typer(no_args_is_help=True, help="A synthetic region of invented people.")
workspace = typer.Typer(no_args_is_help=True, help="Delivered extracts.")
app.add_typer(keys, name="keys")
app.add_typer(region, name="region")
app.add_typer(workspace, name="workspace")
buckets = typer.Typer(no_args_is_help=True, help="Where extracts and workspaces lie, if not in folders.")
app.add_typer(buckets, name="buckets")

Passphrase = Annotated[
    int | None,
    typer.Option("--passphrase-fd", help="An open file descriptor to read the master key's passphrase from."),
]


def main() -> None:
    """The command line; every error of ours is one sentence and its own exit code."""
    WORDS.speak()
    app()


@contextmanager
def told() -> Iterator[None]:
    """Errors of ours as a sentence on the error stream, and their exit code."""
    try:
        yield
    except RunnerError as error:
        print(f"{error.reason}: {error.sentence}", file=sys.stderr)
        raise typer.Exit(error.exit_code) from None
    except PaperError as error:
        print(f"{error.reason}: {error.sentence}", file=sys.stderr)
        raise typer.Exit(SettingsUnfit.exit_code) from None


@app.callback(invoke_without_command=True)
def root(
    shown: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> None:
    """The data plane: rows, never a person's request."""
    if shown:
        print(version("slussen"))
        raise typer.Exit


@keys.command("new")
def keys_new(passphrase_fd: Passphrase = None) -> None:
    """Make the runner's signing key and, sealed by the passphrase, its master key; print the fingerprint."""
    with told():
        settings = Settings.read()
        passphrase = _passphrase(settings, passphrase_fd)
        key = SigningKey.new()
        key.write(settings.needed("key_file"))
        sealed = MasterKey.new(chance=random_bytes).seal(passphrase=passphrase, chance=random_bytes)
        write_private(settings.needed("master_key_file"), sealed)
        print(f"{key.key_id} {key.public}")


@keys.command("new-controller")
def keys_new_controller(folder: Path, controllers: list[str]) -> None:
    """Make controllers' own keys for sealed lists, for trying out: a real controller makes its own, elsewhere."""
    with told():
        for controller in controllers:
            key = X25519PrivateKey.generate()
            write_private(folder / f"{controller}.x25519", key.private_bytes_raw())
            print(f"{controller} {_base64(key.public_key().public_bytes_raw())}")


@app.command()
def serve(passphrase_fd: Passphrase = None) -> None:
    """Carry out orders until told to stop; an order that was begun is finished first."""
    with told(), _runner(passphrase_fd) as runner:
        stop = threading.Event()
        for told_to_stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told_to_stop, lambda *_: stop.set())
        runner.run_forever(stop)


@app.command()
def once(passphrase_fd: Passphrase = None) -> None:
    """Carry out the orders that wait, and end."""
    with told(), _runner(passphrase_fd) as runner:
        runner.recover()
        print(f"{runner.run_once()} answered")


@app.command()
def health() -> None:
    """Whether a runner of this machine or container is well: exits with 0, or with 1 and what is wrong."""
    from spark_jobs.jobs.watching.watch import health

    with told():
        well, sentence = health(Settings.read(), steady=time.monotonic())
    print(sentence)
    raise typer.Exit(0 if well else 1)


@app.command()
def snapshot(datasets: list[str]) -> None:
    """Sign a snapshot of each dataset or register as it stands, and lay it in the order box."""
    from spark_jobs.jobs.snapshots import publish

    with told():
        office = _office()
        for dataset in datasets:
            paper = publish(dataset, office)
            rows = sum(table["rows"] for table in paper.body["tables"])
            print(f"{dataset} {paper.digest} {rows} rows")


@app.command("verify-journal")
def verify_journal() -> None:
    """Check the runner's journal from its first entry; print its head."""
    with told():
        office = _office()
        print(f"{sum(1 for _ in office.journal.entries())} entries, head {office.journal.head()}")


@app.command("backup")
def backup(folder: Path) -> None:
    """Copy journal, wrapped secrets and papers into a new folder, with a signed list; no key that opens is in it."""
    from spark_jobs.jobs.safekeeping import back_up

    with told():
        made = back_up(_office(), folder)
        print(f"{len(made.files)} files, the journal up to entry {made.sequence}, {made.head}")


@app.command("restore")
def restore(folder: Path) -> None:
    """Put a backup back where no journal stands, and name what was answered or made since; no destroyed key revives."""
    from spark_jobs.jobs.safekeeping import restore

    with told():
        done = restore(Settings.read(), folder, clock=now)
        print(f"as of {done.contents.made_at.isoformat(timespec='seconds')}, {done.tombstones} tombstones stand")
        for order in done.orders_since:
            print(f"answered since, and not in the backup: {order}")
        for project in done.secrets_lost:
            print(f"its code key is lost, and none takes its place: {project}")


@region.command("draw")
def region_draw(folder: Path, seed: int = 1, size: float = 1.0) -> None:
    """Draw a region into a new folder: the same rows for the same seed and size."""
    from spark_jobs.synthetic.region import draw_region

    with told():
        report = draw_region(folder, seed=seed, size=size)
        print(f"{report.residents} residents, {report.total} rows, {report.digest}")


@workspace.command("query")
def workspace_query(
    pass_file: Path,
    statement: str,
    form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
) -> None:
    """Ask one question in the workspace that the pass opens."""
    from spark_jobs.jobs.opening import question

    with told():
        answer = question(_paper(pass_file), statement, _office(), limit=limit)
        _TELL.get(form, _as_table)(answer)


@buckets.command("make")
def buckets_make() -> None:
    """Make the buckets that the settings name: private, and encrypted and versioned where the server can."""
    from spark_jobs.jobs.buckets import make_buckets

    with told():
        for made, can in make_buckets(Settings.read()):
            print(made)
            for name, has in asdict(can).items():
                print(f"  {'yes' if has else 'no ':<3} {name.replace('_', ' ')}")


@app.command()
def doctor() -> None:
    """What the runner needs, and whether it is there: ok, warn or missing, and what to do."""
    from spark_jobs.jobs.examining import Health, examined

    print(f"slussen {version('slussen')}, Python {platform.python_version()}")
    with told():
        settings = Settings.read()
    states = []
    for finding in examined(settings, clock=now, also={}):
        print(finding)
        states.append(finding.health)
    raise typer.Exit(SettingsUnfit.exit_code if Health.MISSING in states else 0)


@contextmanager
def _runner(passphrase_fd: int | None) -> "Iterator[Runner]":
    from spark_jobs.durable import remembered
    from spark_jobs.jobs.desk import Desk
    from spark_jobs.jobs.watching.watch import Watch
    from spark_jobs.runner import Runner

    settings = Settings.read()
    watch = Watch.of(settings)
    desk = Desk.open(settings, passphrase=_passphrase(settings, passphrase_fd), clock=now, watch=watch)
    with watch.beating(), remembered(settings.work / "steps.db", runner=desk.office.own.name) as durable:
        yield Runner.of(desk, durable=durable)


def _office() -> "Office":
    from spark_jobs.jobs.office import Office

    return Office.open(Settings.read(), clock=now)


def _passphrase(settings: Settings, given: int | None) -> bytes:
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


def _paper(path: Path) -> SignedPaper:
    try:
        return SignedPaper.from_json(path.read_bytes())
    except OSError:
        raise SettingsUnfit(f"The file {path} cannot be read.") from None


def _base64(raw: bytes) -> str:
    import base64

    return base64.b64encode(raw).decode("ascii")


def _as_json(answer: "Answer") -> None:
    rows = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _as_csv(answer: "Answer") -> None:
    import csv

    lines = csv.writer(sys.stdout)
    lines.writerow(answer.columns)
    lines.writerows(answer.rows)


def _as_table(answer: "Answer") -> None:
    cells = [answer.columns, *([_cell(value) for value in row] for row in answer.rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(answer.columns))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"({len(answer.rows)} rows{', and more' if answer.cut else ''})")


def _cell(value: Any) -> str:
    text = "" if value is None else str(_plain(value))
    return text.replace("\n", " ")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


_TELL: dict[str, Callable[["Answer"], None]] = {"json": _as_json, "csv": _as_csv, "table": _as_table}
