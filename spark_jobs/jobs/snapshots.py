"""Snapshot papers: made for a dataset, laid in the box, and held against the source before each extraction."""

from spark_jobs.errors import SettingsUnfit, SourceUnfit
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.keeping import keep
from spark_jobs.papers.manifest import Snapshot
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.sources.files import Source
from spark_jobs.sources.snapshot import snapshot


def publish(name: str, office: Office) -> SignedPaper:
    """The signed snapshot of a dataset or register as it stands, laid in the box. Raises SourceUnfit."""
    entry = next((entry for entry in office.catalog.entries.values() if entry.name == name), None)
    if entry is None:
        raise SettingsUnfit(f"The catalog has no dataset or register {name}.", code="dataset-unknown")
    found = snapshot(Source.of(entry, sources=office.sources), clock=office.clock)
    paper = office.key.sign(Kind.SNAPSHOT, found.as_json())
    _keep(paper, office)
    office.journal.write(Event.SNAPSHOT_READ, dataset=name, content=found.content, snapshot=paper.digest)
    office.box.answer("snapshots", f"{name}.json", paper)
    return paper


def as_permitted(source: Source, *, permitted: str, office: Office) -> None:
    """
    Nothing, when the source is still what was permitted: by its content, or by a snapshot paper of ours of that digest.

    Raises SourceUnfit. Every byte is read, since a file's date and size can stand while its rows change.
    """
    found = snapshot(source, clock=office.clock)
    paper = _kept(Digest(permitted), office)
    content = Snapshot.of(paper).content if paper else permitted
    office.journal.write(Event.SNAPSHOT_READ, dataset=found.dataset, content=found.content, permitted=permitted)
    if content != found.content or (paper and Snapshot.of(paper).dataset != found.dataset):
        sentence = f"The source {found.dataset} is not the snapshot that was permitted."
        raise SourceUnfit(sentence, code="snapshot-changed")


def _keep(paper: SignedPaper, office: Office) -> None:
    keep(office.settings.work / "snapshots" / _name(paper.digest), paper.to_json())


def _kept(digest: Digest, office: Office) -> SignedPaper | None:
    path = office.settings.work / "snapshots" / _name(digest)
    return SignedPaper.from_json(path.read_bytes()) if path.is_file() else None


def _name(digest: Digest) -> str:
    return digest.removeprefix("sha256:") + ".json"
