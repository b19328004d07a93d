"""
Which policies these are: one digest over every rule and every number that can decide.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from spark_jobs.papers.paper import Digest


def policy_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that decide, by their path in the folder, in a fixed order: rules and data, no tests, no schemas."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    yield from sorted((name, path) for name, path in found.items() if decides(name))


def policy_digest(folder: Path) -> Digest:
    """The digest of the policies in a folder; the same on every machine, whatever else lies beside them."""
    return digest_of_policies((name, path.read_bytes()) for name, path in policy_files(folder))


def digest_of_policies(files: Iterable[tuple[str, bytes]]) -> Digest:
    """The digest of policies by name and content, in the order of their names."""
    listing = [[name, hashlib.sha256(content).hexdigest()] for name, content in files]
    written = json.dumps(listing, separators=(",", ":"), ensure_ascii=True)
    return Digest(f"sha256:{hashlib.sha256(written.encode()).hexdigest()}")


def decides(name: str) -> bool:
    """Whether a file of that name is a rule or a number that rules are decided by."""
    path = PurePosixPath(name)
    rule = path.suffix == ".rego" and not path.stem.endswith("_test")
    return rule or path.name == "data.json"
