"""Whether a letter is what it says: offline, with a trust file, and without asking any gateway."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from gateway.adapters.letters.reading import Enclosed, enclosed
from gateway.adapters.letters.typesetting import Typst
from gateway.cli.endings import EXITS, end
from gateway.cli.telling import choose, say
from gateway.domain.chain import signed_on
from gateway.domain.errors import Invalid
from gateway.domain.letter import Behind, LetterKind
from gateway.words.language import Language
from gateway.words.letters import letter
from spark_jobs.papers.errors import KeyFileError, PaperError
from spark_jobs.papers.trust import TrustFile


def check_letter(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A letter, as it was sent.")],
    trust: Annotated[Path, typer.Option(help="The trust file with the keys that are believed.")],
) -> None:
    """
    Check a letter offline: its papers' signatures, and that exactly this letter is made from them.

    A letter that another version of the house has made is only told of: check it with that version.
    """
    content = file.read_bytes()
    try:
        found, believed = enclosed(content), TrustFile.read(trust)
        faults = _unbelieved(found, believed)
        same = not faults and _made_anew(found) == content
    except KeyFileError as fault:
        end("misconfigured", fault.sentence)
    except Invalid:
        end("invalid", choose(sv="Filen är inget brev från huset.", en="This file is no letter of the house."))
    for broken in faults:
        typer.secho(f"  {broken}", fg="red")
    if not same:
        _differs(found, faulty=bool(faults))
    for paper in found.papers:
        typer.echo(f"  {paper.kind:<18} {paper.digest}")
    typer.secho(choose(sv="Brevet är äkta och oförändrat.", en="The letter is genuine and unchanged."), fg="green")


def _unbelieved(found: Enclosed, trust: TrustFile) -> list[str]:
    faults = []
    for paper in found.papers:
        day = signed_on(paper)
        try:
            if day is None:
                raise PaperError("It does not say when it was signed.", code="signature-broken")
            trust.verify(paper, on=day)
        except PaperError as refused:
            faults.append(f"{paper.kind} {paper.digest}: {refused.sentence}")
    return faults


def _made_anew(found: Enclosed) -> bytes:
    papers = {paper.digest: paper for paper in found.papers}

    if found.language not in set(Language):
        raise Invalid("The letter is in no language of the house.", where="file", reason="no-letter")
    behind = Behind.gathered(found.papers[:1], papers.get)
    if behind.kind is LetterKind.REFUSAL:
        behind = Behind.gathered(found.papers, papers.get)
    return Typst().typeset(letter(behind, Language(found.language)))


def _differs(found: Enclosed, *, faulty: bool) -> None:
    if not faulty and found.version != version("slussen"):
        say(
            sv=f"Handlingarna håller. Brevet är gjort av version {found.version}: pröva det med den.",
            en=f"The papers hold. The letter was made by version {found.version}: check it with that one.",
        )
        raise typer.Exit(EXITS["chain-broken"])
    end("chain-broken", choose(sv="Brevet håller INTE.", en="The letter DOES NOT HOLD."))
