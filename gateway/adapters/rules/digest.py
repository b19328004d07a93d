"""
Which policies these are: one digest over every rule and every number that can decide.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path


def policy_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that decide, by their path in the folder, in a fixed order: rules and data, no tests, no schemas."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _decides(path)}
    yield from sorted(found.items())


def policy_digest(folder: Path) -> str:
    """The digest of the policies in a folder; the same on every machine, whatever else lies beside them."""
    listing = [[name, hashlib.sha256(path.read_bytes()).hexdigest()] for name, path in policy_files(folder)]
    written = json.dumps(listing, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _decides(path: Path) -> bool:
    if not path.is_file():
        return False
    rule = path.suffix == ".rego" and not path.stem.endswith("_test")
    return rule or path.name == "data.json"
