"""The check of masked notes by typing: a sealed sample is saved, and what its reader found is recorded."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import open_api
from gateway.cli.endings import end
from gateway.cli.letters import save
from gateway.cli.telling import choose, say
from gateway.words.language import Language
from gateway.words.note_checks import share

ExtractId = Annotated[str, typer.Argument(metavar="EXTRACT", help="An extract.")]
Controller = Annotated[str, typer.Argument(help="Whose notes.")]


def note_sample(
    extract: ExtractId, controller: Controller, to: Annotated[Path, typer.Option(help="A new file.")]
) -> None:
    """Save the sealed sample of a controller's masked notes; its steward opens it (`slussen-runner open-sample`)."""
    save(to, open_api().fetch_whole("extracts", extract, "note-checks", controller, "sample"))
    say(
        sv=f"Läsprovet ligger i {to}. Öppna det där nyckeln finns: slussen-runner open-sample {to} --key …",
        en=f"The sample lies in {to}. Open it where the key is: slussen-runner open-sample {to} --key …",
    )


def check_notes(
    extract: ExtractId,
    controller: Controller,
    counts: Annotated[Path, typer.Argument(help="The counts that `slussen-runner sample-findings` made.")],
) -> None:
    """Record what was found in a controller's sample: numbers alone, never a word of a note."""
    found = open_api().post("extracts", extract, "note-checks", controller, body=_counts(counts))
    tell(found)


def tell(found: dict[str, Any]) -> None:
    """How one controller's sample stands."""
    if found["looked_at"] is None:
        say(
            sv=f"{found['controller']}: {found['notes']} maskerade anteckningar väntar på att läsas.",
            en=f"{found['controller']}: {found['notes']} masked notes wait to be read.",
            indent=2,
        )
        return
    swedish = choose(sv=Language.SV.value, en=Language.EN.value) == Language.SV.value
    bound, limit = share(found["miss_at_most"], swedish=swedish), share(found["highest_miss"], swedish=swedish)
    say(
        sv=f"{found['controller']}: {found['looked_at']} maskerade anteckningar lästa, något kvar i "
        f"{found['with_a_miss']}; högst {bound} av alla (gräns {limit}).",
        en=f"{found['controller']}: {found['looked_at']} masked notes read, something left in "
        f"{found['with_a_miss']}; {bound} of all at most (limit {limit}).",
        indent=2,
    )


def _counts(path: Path) -> dict[str, Any]:
    try:
        written = json.loads(path.read_bytes())
    except (OSError, ValueError):
        written = None
    if not isinstance(written, dict):
        end("invalid", choose(sv=f"Filen {path} har inga antal.", en=f"The file {path} holds no counts."))
    return written
