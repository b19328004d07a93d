"""The folder in which the stewards' papers lie, one file per steward and release, and the bundles that they signed."""

from collections.abc import Sequence
from pathlib import Path

from gateway.domain.errors import RulesVoid
from gateway.domain.rules_release import ReleasePaper
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import Digest, SignedPaper


def papers_in(folder: Path) -> Sequence[SignedPaper]:
    """
    Every paper in the folder, in the order of the files' names; other files are none.

    Raises RulesVoid (rules-unsigned) where there is no folder, or where a paper in it cannot be read.
    """
    try:
        return [SignedPaper.from_json(file.read_bytes()) for file in sorted(folder.glob("*.json"))]
    except PaperUnreadable as broken:
        sentence = f"A paper among the releases in {folder} cannot be read: {broken.sentence}"
        raise RulesVoid(sentence, reason="rules-unsigned") from None
    except OSError:
        sentence = f"The releases of rules in {folder} cannot be read: place there what the stewards signed."
        raise RulesVoid(sentence, reason="rules-unsigned") from None


def keep_bundle(folder: Path, bundle: Path, *, revision: Digest, release: int) -> Path:
    """Lays the bundle itself beside the papers on it: what it ruled can be asked again when other rules rule."""
    file = folder / f"{release:04}-{revision.removeprefix('sha256:')[:12]}.tar.gz"
    file.write_bytes(bundle.read_bytes())
    return file


def place_paper(folder: Path, paper: SignedPaper) -> Path:
    """Lays a steward's paper into the folder under its release and key. Raises FileExistsError: never over another."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{ReleasePaper.of(paper).release:04}-{paper.key_id.replace(':', '-')}.json"
    with file.open("xb") as opened:
        opened.write(paper.to_json())
    return file
