"""Commands of a controller's steward, on the machine where the steward's key is; they need no runner."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spark_jobs.cli.endings import told
from spark_jobs.errors import SettingsUnfit
from spark_jobs.papers.keys import write_private
from spark_jobs.papers.trust import TrustFile
from spark_jobs.settings import Settings

if TYPE_CHECKING:
    from spark_jobs.jobs.reading_samples import OpenedSample

SHEET, FINDINGS, COUNTS, WORDS = "sample.html", "findings.txt", "counts.json", "corrections.jsonl"


class Language(StrEnum):
    """Those that the sheet is written in."""

    SV = "sv"
    EN = "en"


Sample = Annotated[Path, typer.Argument(metavar="FILE", help="The sealed sample, as the gateway handed it over.")]
Key = Annotated[Path, typer.Option(help="The steward's private key (`keys new-steward`).")]
Trust = Annotated[Path | None, typer.Option(help="The trust file that names the runner's key; else the settings' own.")]


def open_sample(
    sample: Sample,
    key: Key,
    trust: Trust = None,
    out: Annotated[
        Path | None, typer.Option(help="A folder for the sheet and a file to fill in; else it is printed.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of the sheet.")] = Language.SV,
) -> None:
    """Open a sample of masked notes and lay it out to be read, with what was masked."""
    from spark_jobs.jobs.reading_samples import as_page, as_text
    from spark_jobs.jobs.sample_findings import empty_lines

    with told():
        opened = _opened(sample, key, trust)
        if out is None:
            print("\n".join(as_text(opened, language.value)))
            return
        write_private(out / SHEET, as_page(opened, language.value).encode())
        write_private(out / FINDINGS, empty_lines(opened).encode())
        print(f"{opened.said.notes} notes of {opened.said.leaving}: {out / SHEET}, {out / FINDINGS}")


def sample_findings(
    findings: Annotated[Path, typer.Argument(metavar="FINDINGS", help="The filled in file of `open-sample`.")],
    of: Annotated[Path, typer.Option(help="The sealed sample that it is about.")],
    key: Key,
    out: Annotated[Path, typer.Option(help="A folder for the counts, and for the words that were found.")],
    trust: Trust = None,
) -> None:
    """
    Count what was found in a sample: the counts are for the gateway and hold no word of a note.

    The words go into a file of their own, which only this controller's steward and the runner may read.
    """
    from spark_jobs.jobs.sample_findings import correction_lines, counted, remarks_in
    from spark_jobs.papers.paper import canonical

    with told():
        opened = _opened(of, key, trust)
        try:
            written = findings.read_text("utf-8")
        except (OSError, ValueError):
            raise SettingsUnfit(f"The findings {findings} cannot be read.", code="file-unreadable") from None
        remarks = remarks_in(written, opened)
        found = counted(remarks, opened)
        write_private(out / COUNTS, canonical(found.as_json()))
        lines = correction_lines(remarks)
        if lines:
            write_private(out / WORDS, lines.encode())
        print(f"{found.looked_at} of {opened.said.notes} notes read, {found.with_a_miss} with something left in them")


def _opened(sample: Path, key: Path, trust: Path | None) -> "OpenedSample":
    from spark_jobs.jobs.reading_samples import open_sample, read_key

    try:
        content = sample.read_bytes()
    except OSError:
        raise SettingsUnfit(f"The sample {sample} cannot be read.", code="file-unreadable") from None
    believed = TrustFile.read(trust or Settings.read().needed("trust_file"))
    return open_sample(content, key=read_key(key), trust=believed)
