"""
`slussen-runner`: the data plane's command line. This page is the list of every command.

Each is thin: it reads settings, calls one verb, and tells what came of it. It imports what it opens when it opens it:
whoever makes a key must not wait for an engine to load.
"""

from importlib.metadata import version
from typing import Annotated

import typer

from spark_jobs.cli import (
    asking,
    correcting_text,
    keeping,
    making,
    masking_text,
    measuring_text,
    reading_samples,
    running,
)
from spark_jobs.jobs.watching.logs import WORDS

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The data plane: rows, never a person's request.",
)
keys = typer.Typer(no_args_is_help=True, help="Keys of this side; none is ever overwritten.")
region = typer.Typer(no_args_is_help=True, help="A synthetic region of invented people.")
workspace = typer.Typer(no_args_is_help=True, help="Delivered extracts.")
text = typer.Typer(no_args_is_help=True, help="Free text: masking it, and measuring how well.")
corrections = typer.Typer(no_args_is_help=True, help="What stewards found wrong in masked notes, by controller.")
buckets = typer.Typer(no_args_is_help=True, help="Where extracts and workspaces lie, if not in folders.")

app.command("serve")(running.serve)
app.command("once")(running.once)
app.command("health")(running.health)
app.command("doctor")(running.doctor)

app.command("snapshot")(keeping.snapshot)
app.command("verify-journal")(keeping.verify_journal)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)

keys.command("new")(making.keys_new)
keys.command("new-controller")(making.keys_new_controller)
keys.command("new-steward")(making.keys_new_steward)
app.add_typer(keys, name="keys")
region.command("draw")(making.region_draw)
app.add_typer(region, name="region")
buckets.command("make")(making.buckets_make)
app.add_typer(buckets, name="buckets")

text.command("mask")(masking_text.text_mask)
text.command("draw")(measuring_text.text_draw)
text.command("evaluate")(measuring_text.text_evaluate)
corrections.command("show")(correcting_text.corrections_show)
corrections.command("add")(correcting_text.corrections_add)
corrections.command("withdraw")(correcting_text.corrections_withdraw)
text.add_typer(corrections, name="corrections")
app.add_typer(text, name="text")

app.command("open-sample")(reading_samples.open_sample)
app.command("sample-findings")(reading_samples.sample_findings)

workspace.command("query")(asking.workspace_query)
app.add_typer(workspace, name="workspace")


def main() -> None:
    """The command line; every error of ours is one sentence and its own exit code."""
    WORDS.speak()
    app()


@app.callback(invoke_without_command=True)
def root(
    shown: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> None:
    """The data plane: rows, never a person's request."""
    if shown:
        print(version("slussen"))
        raise typer.Exit
