"""The rules, for whoever reads them: what they say of a request, and what they would say of rulings that were made."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.client import open_api
from gateway.cli.demo.engine import find_opa
from gateway.cli.endings import EXITS, end, tell_refusal
from gateway.cli.operator import DemoFolder, chosen_settings, looking_into, told
from gateway.cli.telling import choose, say, short, table
from gateway.domain.errors import NotFound
from spark_jobs.papers.paper import Digest, Kind, SignedPaper

if TYPE_CHECKING:
    from gateway.domain.replay import Replay
    from gateway.ports.rules import Rules
    from gateway.services.house import House


def explain(id: Annotated[str, typer.Argument(metavar="ID", help="An access request.")]) -> None:
    """What the rules say of a request now: every ground, found or missing, and each thing beside what is approved."""
    api = open_api()
    found = api.post("access-requests", id, "check")
    for ground in found["grounds"]:
        typer.secho(f"  {ground}", fg="green")
    for refusal in found["refusals"]:
        tell_refusal(refusal)
    table([(thing["kind"], thing["what"], thing["told"]) for thing in api.get("access-requests", id, "coverage")])
    if not found["allows"]:
        raise typer.Exit(EXITS["refused"])


def replay(
    ruling: Annotated[str | None, typer.Argument(help="The digest of a ruling, or its first digits.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every ruling that was kept.")] = False,
    policies: Annotated[
        Path | None, typer.Option("--with", exists=True, help="Other rules: a folder of policies, or a bundle.")
    ] = None,
    demo_home: DemoFolder = None,
) -> None:
    """
    Ask rulings that were made again, with the same facts, and tell which of them would now be another.

    Without --with the house's own rules are asked: the answer must be the same. Nothing is decided, nothing written.
    """
    if (ruling is None) is not every:
        end("usage", choose(sv="Ange en bedömning, eller --all.", en="Name a ruling, or --all."))
    with told(), looking_into(demo_home) as house, _asked(policies, demo_home) as rules:
        replays = [house.audit.replayed(paper, rules) for paper in _chosen(house, ruling)]
    differing = [one for one in replays if not one.same]
    for one in differing:
        _tell(one)
    turned = sum(one.turned for one in differing)
    say(
        sv=f"{len(replays)} bedömningar prövade på nytt: {len(differing)} annorlunda, varav {turned} vända.",
        en=f"{len(replays)} rulings asked again: {len(differing)} differ, {turned} of them turned.",
    )
    for (made_by, asked_of), times in sorted(Counter((one.made_by, one.asked_of) for one in replays).items()):
        say(
            sv=f"{times} gjorda av {made_by}, prövade av {asked_of}",
            en=f"{times} made by {made_by}, asked again of {asked_of}",
            indent=4,
        )
    if differing:
        raise typer.Exit(EXITS["ruling-differs"])


def _chosen(house: "House", ruling: str | None) -> Iterator[SignedPaper]:
    with house.desk.open_work() as work:
        if ruling is not None and len(ruling.removeprefix("sha256:")) == 64:
            yield work.papers.get(Digest(f"sha256:{ruling.removeprefix('sha256:')}"))
            return
        found = 0
        for paper in house.audit.rulings(work):
            if ruling is None or paper.digest.startswith(f"sha256:{ruling.removeprefix('sha256:')}"):
                found += 1
                yield paper
    if ruling is not None and not found:
        raise NotFound(f"There is no {Kind.RULING} under that digest.")


@contextmanager
def _asked(policies: Path | None, demo_home: Path | None) -> "Iterator[Rules]":
    from gateway import wiring

    with TemporaryDirectory(prefix="slussen-rules-") as scratch:
        own = wiring.own_policies(chosen_settings(demo_home))
        folder = wiring.policies_in(policies or own, scratch=Path(scratch))
        with wiring.rules_of(folder, opa=find_opa(), scratch=Path(scratch)) as rules:
            yield rules


def _tell(one: "Replay") -> None:
    yes, no = choose(sv="ja", en="yes"), choose(sv="nej", en="no")
    before, after = (yes if allowed else no for allowed in (one.allowed, one.allows))
    typer.secho(f"{short(one.ruling)}  {one.asked_on}  {one.question}: {before} → {after}", fg="red")
    for code in one.lost:
        typer.echo(f"    − {code}")
    for code in one.gained:
        typer.echo(f"    + {code}")
    if one.exclusions_differ:
        say(sv="andra slags undantag", en="other kinds of exclusion", indent=4)
