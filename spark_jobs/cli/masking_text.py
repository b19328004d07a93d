"""Commands on notes in files, where the notes lie: nothing of them leaves this machine or stands in a log."""

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spark_jobs.cli.endings import told
from spark_jobs.settings import Settings

if TYPE_CHECKING:
    from spark_jobs.jobs.masking_lines import Tally

_EVERY_SECONDS = 5.0


class Language(StrEnum):
    """Those that are read."""

    SV = "sv"
    EN = "en"


def text_mask(
    notes: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Lines {"id", "text", "person_id"?}.')],
    into: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="A new file, never one that is there.")],
    language: Annotated[Language, typer.Option(help="What the notes are written in.")],
    persons: Annotated[
        Path | None,
        typer.Option(help='Lines {"person_id", "names": [], "numbers": [], "addresses": [], "phones": []}.'),
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help='Lines {"deny": "words", "class": "PERSON"} or {"allow": "words"}.')
    ] = None,
    processes: Annotated[int, typer.Option(min=1, max=256, help="How many cores mask.")] = 1,
) -> None:
    """
    Mask a file of notes: {"id", "text", "spans"} for each, or {"id", "withheld"}.

    The text comes out masked. A span tells from where to where something stood in the text that came in, as what it
    was masked, and how surely.
    """
    with told():
        from pseudonymisation.text.correcting import UNCORRECTED, Correcting
        from spark_jobs.jobs.lines import corrections_in
        from spark_jobs.jobs.masking_lines import Masking, mask_file, persons_in

        masking = Masking(
            language=language.value,
            persons=persons_in(persons) if persons else {},
            model=Settings.read().text_model,
            correcting=Correcting(corrections_in(corrections)) if corrections else UNCORRECTED,
        )
        progress = _Progress()
        tally = mask_file(notes, into, masking, cores=processes, told=progress)
        progress.tell(tally)
        if tally.strangers:
            print(f"{tally.strangers} notes name a person who is not listed", file=sys.stderr)


class _Progress:
    """A line on the error stream now and then: counts and rates, no word of a note."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def __call__(self, tally: "Tally") -> None:
        if time.monotonic() - self._told >= _EVERY_SECONDS:
            self.tell(tally)

    def tell(self, tally: "Tally") -> None:
        """How it stands."""
        self._told = time.monotonic()
        seconds = max(self._told - self._began, 0.001)
        withheld = ", ".join(f"{code} {count}" for code, count in sorted(tally.withheld.items()))
        print(
            f"{tally.notes} notes, {tally.notes / seconds:.0f} notes/s, {tally.characters / seconds:.0f} characters/s, "
            f"{sum(tally.withheld.values())} withheld{f' ({withheld})' if withheld else ''}",
            file=sys.stderr,
        )
