"""
A backup's list of contents, signed by the plane that made it: every file with its digest, and where its chain stood.

Whoever restores it holds each file against the list, and the list against a trust file that did not come with it.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from spark_jobs.papers.body import Body, Count, DigestText, Moment
from spark_jobs.papers.errors import PaperRefused, PaperUnreadable
from spark_jobs.papers.keys import SigningKey, write_private
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile

CONTENTS = "contents.json"
_BLOCK = 4 * 1024 * 1024


class StoredFile(Body):
    """One file of a backup; the path is below its folder."""

    path: str
    bytes: Count
    sha256: DigestText


class Contents(Body):
    """`sequence` and `head` name the last line of the ledger, or entry of the journal, that is surely in the copy."""

    made_at: Moment
    slussen: str
    form: str
    sequence: Count
    head: DigestText
    catalog: DigestText
    files: tuple[StoredFile, ...]


def seal(folder: Path, *, key: SigningKey, kind: Kind, said: dict[str, object]) -> Contents:
    """Signs what lies in the folder, and lays the list beside it. `said` is everything but the files."""
    contents = Contents.model_validate({**said, "files": list(_files(folder))})
    write_private(folder / CONTENTS, key.sign(kind, contents.as_json()).to_json())
    return contents


def opened(folder: Path, *, kind: Kind, trust: TrustFile) -> Contents:
    """
    The list, once it is believed and every file is as it says.

    Raises PaperUnreadable where there is none, PaperRefused for a signature, a file that is changed, lost or added.
    """
    try:
        paper = SignedPaper.from_json((folder / CONTENTS).read_bytes())
    except OSError:
        raise PaperUnreadable(f"In {folder} lies no {CONTENTS}: this is no backup, or not a whole one.") from None
    contents = Contents.of(paper)
    if paper.kind is not kind:
        raise PaperRefused(f"This is a {paper.kind}, not a {kind}.", code="paper-kind")
    trust.verify(paper, on=contents.made_at.date())
    expected = {file.path: file for file in contents.files}
    found = {file.path: file for file in _files(folder)}
    for path in sorted(expected.keys() | found.keys()):
        if expected.get(path) != found.get(path):
            raise PaperRefused(f"The file {path} of the backup is not as it was signed.", code="backup-changed")
    return contents


def digest_of_files(folder: Path) -> Digest:
    """One digest for all files below the folder, names included."""
    told = "\n".join(f"{file.sha256} {file.path}" for file in _files(folder))
    return Digest("sha256:" + hashlib.sha256(told.encode()).hexdigest())


def _files(folder: Path) -> Iterator[StoredFile]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise PaperRefused(f"The file {name} of the backup is a link.", code="backup-changed")
        if path.is_file() and name != CONTENTS:
            yield StoredFile(path=name, bytes=path.stat().st_size, sha256=_digest(path))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return "sha256:" + digest.hexdigest()
