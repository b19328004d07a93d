"""The real neighbours that contract and journey tests talk to, where this machine has them."""

import os
import shutil
from pathlib import Path

from tests.support.missing import missing


def opa() -> Path:
    """The OPA server's program."""
    return program("opa", named_by="SLUSSEN_OPA")


def regal() -> Path:
    """Regal, which reads Rego for mistakes."""
    return program("regal", named_by="SLUSSEN_REGAL")


def program(name: str, *, named_by: str) -> Path:
    """
    Looks at the variable, at what `make neighbours` installed, then on PATH.

    Where it is absent the test is skipped; with REQUIRE_NEIGHBOURS=1 it fails.
    """
    named = os.environ.get(named_by)
    if named:
        return Path(named)
    home = Path(os.environ.get("SLUSSEN_NEIGHBOURS", "~/.local/share/slussen/neighbours")).expanduser()
    found = shutil.which(name, path=str(home / "bin")) or shutil.which(name)
    if found is None:
        missing(f"{name} is not installed: make neighbours", required_by="REQUIRE_NEIGHBOURS")
    return Path(found)
