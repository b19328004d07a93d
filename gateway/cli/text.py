"""Commands on notes are the data plane's: the words that were typed are handed to it, and no note passes here."""

import subprocess

import typer

from gateway.cli.planes import command, runner_environment

AS_TYPED = {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False}
"""Whatever follows is the other command's, its options and its help too."""


def text(typed: typer.Context) -> None:
    """Mask notes in files, and measure what that is worth: `slussen-runner text`."""
    # The gateway's own settings and token stay behind.
    done = subprocess.run([command("slussen-runner"), "text", *typed.args], env=runner_environment(), check=False)
    raise typer.Exit(done.returncode)
