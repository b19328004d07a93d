"""How a command ends: one table of exit codes, and one clear sentence on the way out."""

from collections.abc import Mapping
from typing import Any, NoReturn

import typer

from gateway.cli.telling import tongue
from gateway.words.errors import ERRORS
from gateway.words.language import said

EXITS: Mapping[str, int] = {
    "ledger-broken": 1,
    "chain-broken": 1,
    "ruling-differs": 1,
    "usage": 2,
    "invalid": 3,
    "precondition-required": 3,
    "too-large": 3,
    "refused": 4,
    "not-found": 5,
    "method-not-allowed": 5,
    "step-refused": 6,
    "stale": 7,
    "not-signed-in": 8,
    "neighbour-unavailable": 9,
    "unreachable": 9,
    "rules-void": 12,
    "rules-not-kept": 13,
    "misconfigured": 10,
    "extract-failed": 11,
    "gateway": 70,
}
"""By code. 0 is success; what the data plane's command ends with is handed on as it is."""


def end(code: str, sentence: str | None = None) -> NoReturn:
    """Say why on standard error, and end with the code's number."""
    typer.secho(sentence or said(ERRORS[code].sentence, tongue()), err=True, fg="red")
    raise typer.Exit(EXITS[code])


def end_with(answer: Mapping[str, Any]) -> NoReturn:
    """End as a problem document of the API says: the sentence, then each refusal or place with what to do now."""
    code = str(answer.get("code", "gateway"))
    refusals = answer.get("refusals", ())
    title = str(answer.get("title", code)) if refusals else str(answer.get("detail", code))
    where = f" ({answer['where']})" if "where" in answer else ""
    typer.secho(f"{title}{where}", err=True, fg="red")
    for refusal in refusals:
        tell_refusal(refusal, err=True)
    for place in answer.get("places", ()):
        typer.echo(f"  {place}", err=True)
    raise typer.Exit(EXITS.get(code, EXITS["gateway"]))


def tell_refusal(refusal: Mapping[str, str], *, err: bool = False) -> None:
    """One missing ground in four lines: code, sentence, paragraph, what to do now."""
    typer.secho(f"  {refusal['code']}", err=err, bold=True)
    typer.echo(f"    {refusal['sentence']}", err=err)
    typer.secho(f"    {refusal['paragraph']}", err=err, dim=True)
    typer.echo(f"    → {refusal['next_step']}", err=err)
