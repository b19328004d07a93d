"""
The rules as one bundle: built by whoever releases them, signed by two stewards on machines of their own, checked.

A bundle is the same bytes wherever it is built from the same rules: a steward who has read them builds it too.
"""

from pathlib import Path
from typing import Annotated

import typer

from gateway.adapters.rules.bundle import read_bundle, write_bundle
from gateway.adapters.rules.releases import keep_bundle, papers_in, place_paper
from gateway.adapters.rules.seal import Seal
from gateway.adapters.system import SystemClock
from gateway.cli.operator import read_settings, told
from gateway.cli.telling import say
from gateway.domain.day import swedish_day
from gateway.domain.errors import Misconfigured
from gateway.domain.rules_release import ReleasePaper, released
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Kind, digest_of
from spark_jobs.papers.trust import TrustFile

BundleFile = Annotated[Path, typer.Argument(metavar="BUNDLE", help="A bundle that `build` made.")]
Releases = Annotated[
    Path | None,
    typer.Option("--releases", help="The folder of signed papers; `releases` beside the bundle by default."),
]


def build(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="The file to write.")],
    policies: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="A folder of policies; the house's by default.")
    ] = None,
    seal_key: Annotated[
        Path | None,
        typer.Option(help="The seal's key (P-256, PEM, mode 0600); its public half goes beside the bundle."),
    ] = None,
) -> None:
    """Build the bundle of the rules, without tests; the same bytes each time. Print its revision and its digest."""
    from gateway import wiring

    with told():
        seal = Seal.read(seal_key) if seal_key is not None else None
        bundle.parent.mkdir(parents=True, exist_ok=True)
        revision = write_bundle(policies or wiring.POLICIES, bundle, seal=seal)
        if seal is not None:
            (bundle.parent / "seal.pem").write_bytes(seal.public)
        typer.echo(f"{revision} {digest_of(bundle.read_bytes())}")


def sign(
    bundle: BundleFile,
    release: Annotated[int, typer.Option(min=1, help="The number of the release: one more than the last.")],
    steward: Annotated[str, typer.Option(help="Your name, as the trust file has it beside your key.")],
    key_file: Annotated[Path, typer.Option(help="Your own key (mode 0600), made by `slussen keys new --out`.")],
    releases: Releases = None,
) -> None:
    """
    Sign the bundle as one of two stewards, on a machine of your own; the paper is never written over another.

    A copy of the bundle is kept beside the paper, so that its rulings can be asked again later.
    """
    with told():
        found = read_bundle(bundle)
        body = ReleasePaper(
            release=release,
            revision=found.revision,
            bundle=found.digest,
            steward=steward,
            released_on=swedish_day(SystemClock().now()),
        )
        paper = SigningKey.read(key_file).sign(Kind.RULES_RELEASE, body.as_json())
        try:
            placed = place_paper(_beside(bundle, releases), paper)
        except FileExistsError:
            raise Misconfigured(f"This key has signed release {release} already: nothing was written.") from None
        keep_bundle(placed.parent, bundle, revision=found.revision, release=release)
        say(
            sv=f"Utgåva {release}, {found.revision}, undertecknad av {steward}: {placed}",
            en=f"Release {release}, {found.revision}, signed by {steward}: {placed}",
        )


def check(
    bundle: BundleFile,
    releases: Releases = None,
    trust: Annotated[Path | None, typer.Option(help="A trust file; the setting's own place by default.")] = None,
) -> None:
    """Tell whether two different listed stewards have signed this bundle, and whether it is as they signed it."""
    with told():
        found = read_bundle(bundle)
        settings = read_settings()
        release = released(
            papers_in(_beside(bundle, releases)),
            bundle=found.digest,
            revision=found.revision,
            trust=TrustFile.read(trust or settings.path(settings.trust_file, "trust.json")),
            on=swedish_day(SystemClock().now()),
        )
        names = release.stewards
        say(
            sv=f"Utgåva {release.number} håller, undertecknad av {' och '.join(names)}: {release.revision}",
            en=f"Release {release.number} holds, signed by {' and '.join(names)}: {release.revision}",
        )


def _beside(bundle: Path, releases: Path | None) -> Path:
    return releases if releases is not None else bundle.parent / "releases"
