"""The rules, for whoever reads them: what they say of a request, and what they would say of rulings that were made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.client import open_api
from gateway.cli.demo.engine import find_opa
from gateway.cli.endings import EXITS, end, tell_refusal
from gateway.cli.operator import DemoFolder, chosen_settings, looking_into, told
from gateway.cli.telling import choose, say, short, table
from gateway.domain.errors import NeighbourUnavailable, NotFound
from spark_jobs.papers.paper import Digest, Kind, SignedPaper

if TYPE_CHECKING:
    from gateway.domain.replay import Replay
    from gateway.ports.rules import Rules
    from gateway.services.house import House
    from gateway.wiring import KeptRules


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

    Without --with each is asked of the rules that made it, where a bundle of them is kept beside the house's own or
    among its releases: the answer must be the same. Where they are not kept the present rules are asked, and what they
    say is counted apart: facts that they ask for may not have been told then. Nothing is decided, nothing written.
    """
    if (ruling is None) is not every:
        end("usage", choose(sv="Ange en bedömning, eller --all.", en="Name a ruling, or --all."))
    with told(), looking_into(demo_home) as house, _asked(policies, demo_home) as (rules, kept):
        replays = [_replayed(house, paper, rules, kept) for paper in _chosen(house, ruling)]
    apart = [one for one in replays if kept is not None and one.other_policies]
    asked = [one for one in replays if kept is None or not one.other_policies]
    differing = [one for one in asked if not one.same]
    for one in differing:
        _tell(one)
    turned = sum(one.turned for one in differing)
    say(
        sv=f"{len(asked)} bedömningar prövade på nytt: {len(differing)} annorlunda, varav {turned} vända.",
        en=f"{len(asked)} rulings asked again: {len(differing)} differ, {turned} of them turned.",
    )
    if kept is not None:
        _tell_apart(apart, kept)
    for (made_by, asked_of), times in sorted(Counter((one.made_by, one.asked_of) for one in replays).items()):
        say(
            sv=f"{times} gjorda av {made_by}, prövade av {asked_of}",
            en=f"{times} made by {made_by}, asked again of {asked_of}",
            indent=4,
        )
    if differing:
        raise typer.Exit(EXITS["ruling-differs"])
    if not all(one.same for one in apart):
        raise typer.Exit(EXITS["rules-not-kept"])


def _replayed(house: "House", paper: SignedPaper, rules: "Rules", kept: "KeptRules | None") -> "Replay":
    """Asked of the rules that made it; of the others where those are not kept, or give no answer of today's form."""
    of_its_day = None if kept is None else kept.by(str(paper.body["policy"]))
    if of_its_day is not None:
        with suppress(NeighbourUnavailable):
            return house.audit.replayed(paper, of_its_day)
    return house.audit.replayed(paper, rules)


def _tell_apart(apart: "Sequence[Replay]", kept: "KeptRules") -> None:
    for revision in sorted({one.policies for one in apart}):
        theirs = [one for one in apart if one.policies == revision]
        differ, turned = sum(not one.same for one in theirs), sum(one.turned for one in theirs)
        lies_here = revision in kept.policies
        say(
            sv=f"{len(theirs)} gjorda av reglerna {revision}, "
            + ("som ingen motor här svarar efter" if lies_here else "som inte finns kvar här")
            + f"; de nuvarande tillfrågades: {differ} annorlunda, varav {turned} vända.",
            en=f"{len(theirs)} made by rules of {revision}, "
            + ("by which no engine here answers" if lies_here else "which are not kept here")
            + f"; asked the present ones: {differ} differ, {turned} of them turned.",
        )
        for one in theirs:
            if not one.same:
                _tell(one)


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
def _asked(policies: Path | None, demo_home: Path | None) -> "Iterator[tuple[Rules, KeptRules | None]]":
    """The rules that are named, alone; else the house's own, and those of other days that are kept."""
    from gateway import wiring

    settings, opa = chosen_settings(demo_home), find_opa()
    with TemporaryDirectory(prefix="slussen-rules-") as scratch, ExitStack() as stack:
        folder = wiring.policies_in(policies or wiring.own_policies(settings), scratch=Path(scratch))
        rules = stack.enter_context(wiring.rules_of(folder, opa=opa, scratch=Path(scratch)))
        kept = wiring.kept_rules(settings, opa=opa, scratch=Path(scratch), present=rules)
        yield rules, None if policies else stack.enter_context(kept)


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
