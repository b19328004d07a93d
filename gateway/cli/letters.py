"""Letters about a request or a permit, fetched as files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import open_api
from gateway.cli.endings import end
from gateway.cli.telling import choose, say, short, table, tongue
from gateway.domain.letter import ABOUT_PERMITS, LetterKind
from gateway.words.language import Language

Subject = Annotated[str, typer.Argument(metavar="ID", help="An access request or a permit.")]


def letters(id: Subject) -> None:
    """Which letters there are about a request or a permit."""
    found = open_api().get("permits" if id.startswith("permit-") else "access-requests", id, "letters")
    if not found:
        say(sv="Det finns inget brev ännu.", en="There is no letter yet.")
    table([_row(one) for one in found], indent=0)


def letter(
    id: Subject,
    kind: Annotated[LetterKind, typer.Argument(help="Which letter, as `slussen letters` names it.")],
    to: Annotated[Path, typer.Option(help="A new file.")],
    of: Annotated[str, typer.Option(help="The controller or biobank whose decision it is about.")] = "",
    language: Annotated[Language | None, typer.Option(help="sv or en; that of the command line by default.")] = None,
) -> None:
    """Fetch a letter: PDF/A-3, with the signed papers that it was made from inside."""
    api, chosen = open_api(), (language or tongue()).value
    if kind in ABOUT_PERMITS:
        made = api.fetch_whole("permits", id, "letters", kind, language=chosen)
    else:
        made = api.fetch_whole("access-requests", id, "letters", kind, of=of, language=chosen)
    save(to, made)
    say(sv=f"Brevet ligger i {to}.", en=f"The letter lies in {to}.")


def save(path: Path, content: bytes) -> None:
    """A new file, or the end."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        end("invalid", choose(sv=f"Filen {path} finns redan.", en=f"The file {path} exists already."))
    except OSError:
        end("invalid", choose(sv=f"Filen {path} går inte att skriva.", en=f"The file {path} cannot be written."))


def _row(one: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    return one["kind"], one["of"] or "–", one["on"], short(one["paper"]), one["told"]
