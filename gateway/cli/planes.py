"""The two planes as processes: what each may see of the environment, and how the data plane's command is started."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

MINE = "SLUSSEN_"
THEIRS = "SLUSSEN_RUNNER_"


def gateway_environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Without anything of the data plane's."""
    seen = {name: value for name, value in os.environ.items() if not name.startswith(THEIRS)}
    return {**seen, **(settings or {})}


def runner_environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Without anything of the gateway's: no token, no key, no address of a store."""
    seen = {name: value for name, value in os.environ.items() if not name.startswith(MINE) or name.startswith(THEIRS)}
    return {**seen, **(settings or {})}


def shown(name: str) -> str:
    """The command as somebody who stands here would type it."""
    found, typed = Path(command(name)), Path(os.path.relpath(command(name)))
    return name if shutil.which(name) == str(found) else str(typed)


def command(name: str) -> str:
    """Where `slussen` or `slussen-runner` stands: beside this Python, or else on PATH."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name) or name
