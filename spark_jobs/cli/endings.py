"""How a command ends: well, or with one sentence and the exit code of its error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from spark_jobs.errors import RunnerError, SettingsUnfit
from spark_jobs.papers.errors import PaperError


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
