"""Evidence: trace the chain behind a permit, verify the ledger. Through the API, on the machine, or on papers alone."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import open_api
from gateway.cli.collecting import write_papers
from gateway.cli.endings import EXITS, end
from gateway.cli.operator import DemoFolder, looking_into, told
from gateway.cli.telling import choose, say, short, tongue
from gateway.domain.chain import Trace, trace
from gateway.words import chain as words
from spark_jobs.papers.errors import KeyFileError, PaperUnreadable
from spark_jobs.papers.paper import SignedPaper
from spark_jobs.papers.trust import TrustFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a trace found, wherever it was made: `links` are kind, digest and faults of each paper."""

    links: Sequence[tuple[str, str, Sequence[str]]]
    faults: Sequence[str]
    papers: Sequence[SignedPaper]

    @classmethod
    def of(cls, traced: Trace, papers: Sequence[SignedPaper]) -> "Evidence":
        """As the chain was traced here; papers in the order of the telling."""
        links = [(link.paper.kind.value, link.paper.digest, link.faults) for link in traced.links]
        return cls(links=links, faults=traced.faults, papers=[link.paper for link in traced.links])


def trace_chain(
    what: Annotated[str, typer.Argument(metavar="PERMIT|DIR", help="A permit; or, with --trust, a folder of papers.")],
    trust: Annotated[
        Path | None, typer.Option(help="Check a folder of papers against this trust file, offline.")
    ] = None,
    export: Annotated[Path | None, typer.Option(help="Write the chain's papers into this folder.")] = None,
    demo_home: DemoFolder = None,
) -> None:
    """
    Tell the chain behind a permit in sentences, and check it.

    Through the API where SLUSSEN_URL is set, else on this machine; with --trust on papers alone, without a gateway.
    """
    if trust is not None:
        found = _offline(Path(what), trust)
    elif "SLUSSEN_URL" in os.environ:
        found = _remote(what, whole=export is not None)
    else:
        found = _local(what, demo_home)
    _tell(found)
    if export is not None:
        write_papers(export, [json.loads(paper.to_json()) for paper in found.papers])
        say(sv=f"{len(found.papers)} handlingar skrivna till {export}.", en=f"{len(found.papers)} papers in {export}.")
    if found.faults:
        raise typer.Exit(EXITS["chain-broken"])


def verify_ledger(demo_home: DemoFolder = None) -> None:
    """
    Walk the ledger from its first line and hold it against every signed head.

    Through the API where SLUSSEN_URL is set, else on this machine. What follows the newest head is not protected.
    """
    counted = _verified_there() if "SLUSSEN_URL" in os.environ else _verified_here(demo_home)
    say(
        sv=f"{counted['lines']} rader, {counted['papers']} handlingar, {counted['heads']} signerade huvuden.",
        en=f"{counted['lines']} lines, {counted['papers']} papers, {counted['heads']} signed heads.",
    )
    for loss in counted["lost"]:
        typer.secho(f"  {loss}", fg="yellow")
    for fault in counted["faults"]:
        typer.secho(f"  {fault}", fg="red")
    if counted["faults"]:
        end("ledger-broken", choose(sv="Liggaren håller INTE.", en="The ledger DOES NOT HOLD."))
    typer.secho(choose(sv="Liggaren håller.", en="The ledger holds."), fg="green")


def _offline(folder: Path, trust_file: Path) -> Evidence:
    papers, unreadable = _papers_in(folder)
    try:
        traced = trace(papers, TrustFile.read(trust_file))
    except KeyFileError as fault:
        end("misconfigured", fault.sentence)
    found = Evidence.of(traced, papers)
    return Evidence(links=found.links, faults=[*unreadable, *found.faults], papers=found.papers)


def _papers_in(folder: Path) -> tuple[list[SignedPaper], list[str]]:
    files = sorted(folder.glob("*.json"))
    if not files:
        end("not-found", choose(sv=f"I {folder} ligger inga handlingar.", en=f"There are no papers in {folder}."))
    papers, unreadable = [], []
    for file in files:
        try:
            papers.append(SignedPaper.from_json(file.read_bytes()))
        except (PaperUnreadable, OSError) as broken:
            why = broken.sentence if isinstance(broken, PaperUnreadable) else "It cannot be opened."
            unreadable.append(f"{file.name}: {why}")
    return papers, unreadable


def _remote(permit: str, *, whole: bool) -> Evidence:
    api = open_api()
    found = api.get("permits", permit, "trace")
    papers = api.get("permits", permit, "papers") if whole else found["papers"]
    by_digest = {paper.digest: paper for paper in map(_paper, papers)}
    links = [(link["kind"], link["digest"], link["faults"]) for link in found["links"]]
    told_of = [by_digest[digest] for _, digest, _ in links if digest in by_digest]
    return Evidence(links=links, faults=found["faults"], papers=told_of)


def _paper(document: Any) -> SignedPaper:
    return SignedPaper.from_json(json.dumps(document).encode("utf-8"))


def _local(permit: str, demo_home: Path | None) -> Evidence:
    with told(), looking_into(demo_home) as house, house.desk.open_work() as work:
        return Evidence.of(*house.audit.traced(work, permit))


def _verified_there() -> dict[str, Any]:
    api, steps, after = open_api(), list[dict[str, Any]](), -1
    while after is not None:
        steps.append(api.post("ledger", "verify", after=after))
        after = steps[-1]["next"]
    return _together(steps)


def _verified_here(demo_home: Path | None) -> dict[str, Any]:
    with told(), looking_into(demo_home) as house:
        return _together([asdict(step) for step in house.audit.steps()])


def _together(steps: Sequence[dict[str, Any]]) -> dict[str, Any]:
    counts = {name: sum(step[name] for step in steps) for name in ("lines", "papers", "heads")}
    return counts | {name: [one for step in steps for one in step[name]] for name in ("faults", "lost")}


def _tell(found: Evidence) -> None:
    for sentence in words.told(found.papers, tongue()):
        typer.echo(sentence)
    typer.echo()
    holds, broken = choose(sv="håller", en="holds"), choose(sv="HÅLLER INTE", en="DOES NOT HOLD")
    by_link = {fault for _, _, faults in found.links for fault in faults}
    for fault in found.faults:
        if fault not in by_link:
            typer.secho(f"  {fault}", fg="red")
    for kind, digest, faults in found.links:
        typer.secho(f"  {(broken if faults else holds):<14}", fg="red" if faults else "green", nl=False)
        typer.echo(f"{kind:<19} {short(digest)}")
        for fault in faults:
            typer.echo(f"      {fault}")
    typer.echo()
    if found.faults:
        count = len(found.faults)
        sentence = choose(sv=f"Kedjan håller INTE: {count} fel.", en=f"The chain DOES NOT HOLD: {count} faults.")
        typer.secho(sentence, err=True, fg="red")
    else:
        typer.secho(choose(sv="Hela kedjan håller.", en="The whole chain holds."), fg="green")
