"""Commands that measure the masking of text: drawing annotated notes, and holding what is masked against them."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pseudonymisation.errors import AnnotationUnreadable
from spark_jobs.cli.endings import told
from spark_jobs.errors import SettingsUnfit

Notes = Annotated[int, typer.Option(min=1, max=1_000_000, help="How many notes.")]
Language = Annotated[str, typer.Option(help="sv or en; of notes that name none.")]
Persons = Annotated[Path | None, typer.Option(help="What is known of each person, one a line.")]


def text_draw(
    out: Path,
    notes: Notes = 1000,
    seed: int = 1,
    half: Annotated[str, typer.Option("--set", help="development or held-out")] = "development",
    language: Annotated[str, typer.Option(help="sv or en")] = "sv",
    persons: Persons = None,
    against_lists: Annotated[bool, typer.Option(help="Tell how many names stand on none of our lists.")] = False,
) -> None:
    """Draw invented notes with every identifier marked: the same notes for the same seed and set."""
    from pseudonymisation.text.gold.drawing import drawn_notes
    from pseudonymisation.text.gold.unseen import against_lists as counted
    from pseudonymisation.text.measuring.listed import listed_words
    from pseudonymisation.text.measuring.writing import note_line, person_line

    with told(), _readable():
        _among(half, "--set", ("development", "held-out"))
        _among(language, "--language", ("sv", "en"))
        drawn = list(drawn_notes(notes, seed=seed, half=half, language=language))
        _write(out, (note_line(note, with_person=persons is None) for note in drawn))
        if persons is not None:
            _write(persons, map(person_line, drawn))
        print(f"{len(drawn)} notes, {sum(len(note.spans) for note in drawn)} identifiers")
        if against_lists:
            for label, (unlisted, there) in counted(drawn, listed_words()).items():
                print(f"{label}: {unlisted} of {there} stand on no list ({unlisted / there:.0%})")


def text_evaluate(
    files: list[Path],
    form: Annotated[str | None, typer.Option("--format", help="jsonl, presidio, brat or conll; else by name.")] = None,
    language: Language = "sv",
    persons: Persons = None,
    corrections: Annotated[
        Path | None, typer.Option(help='Lines {"deny": "words", "class": "PERSON"} or {"allow": "words"}.')
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="A new file for each mistake with the words around it.")] = None,
    markdown: Annotated[bool, typer.Option(help="Tables in Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Figures for machines.")] = False,
) -> None:
    """Mask annotated notes and tell how much of what should be masked was, beside floor and aim."""
    from pseudonymisation.text.correcting import UNCORRECTED, Correcting
    from pseudonymisation.text.measuring.evaluating import evaluate
    from pseudonymisation.text.measuring.json_lines import persons_of
    from pseudonymisation.text.measuring.listed import listed_words
    from pseudonymisation.text.measuring.masking import spans_of
    from pseudonymisation.text.measuring.mistakes import WARNING, MistakesFile
    from pseudonymisation.text.measuring.reading import FORMS, annotated
    from pseudonymisation.text.measuring.report import FORMATS
    from spark_jobs.jobs.lines import corrections_in

    with told(), _readable(), ExitStack() as open_files:
        if form is not None:
            _among(form, "--format", tuple(FORMS))
        _among(language, "--language", ("sv", "en"))
        known = persons_of(persons) if persons else None
        correcting = Correcting(corrections_in(corrections)) if corrections else UNCORRECTED
        # Read to the end before anything is masked: a fault in the last line must not cost the whole run.
        notes = list(annotated(files, form=form, language=language, persons=known))
        told_of = {}
        if errors is not None:
            told_of["told"] = open_files.enter_context(MistakesFile(errors)).write
            print(WARNING, file=sys.stderr)
        score = evaluate(notes, partial(spans_of, correcting=correcting), known=listed_words(), **told_of)
        print(FORMATS["json" if as_json else "markdown" if markdown else "table"](score))


@contextmanager
def _readable() -> Iterator[None]:
    """An annotation that cannot be read, as an error of the command line."""
    try:
        yield
    except AnnotationUnreadable as error:
        raise SettingsUnfit(error.sentence, code=error.code) from None


def _among(value: str, option: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise SettingsUnfit(f"{option} is one of {', '.join(known)}.")


def _write(path: Path, lines: Iterator[str]) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except FileExistsError:
        raise SettingsUnfit(f"{path}: a file lies there; none is overwritten.") from None
    except OSError:
        raise SettingsUnfit(f"{path}: the file cannot be written.") from None
