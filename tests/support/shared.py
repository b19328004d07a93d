"""Public data and standards that lie beside the checkout and are never copied into it."""

from pathlib import Path

from tests.support.missing import missing

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def shared(path: str) -> Path:
    """The file or folder under `../shared`. Where it is absent the test is skipped; with REQUIRE_SHARED=1 it fails."""
    found = SHARED / path
    if not found.exists():
        missing(f"../shared/{path} is not there", required_by="REQUIRE_SHARED")
    return found
