"""Which form a file of annotated notes has, and its notes; each with what is known of its person."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pseudonymisation.text.measuring import brat, conll, json_lines, presidio_research
from pseudonymisation.text.measuring.annotated import AnnotatedNote, Facts
from pseudonymisation.text.measuring.places import Place
from pseudonymisation.text.reading import LANGUAGES

FORMS: Mapping[str, Callable[..., Iterator[AnnotatedNote]]] = {
    "jsonl": json_lines.notes_of,
    "presidio": presidio_research.notes_of,
    "brat": brat.notes_of,
    "conll": conll.notes_of,
}
_BY_ENDING = {
    ".jsonl": "jsonl", ".json": "presidio", ".ann": "brat", ".txt": "brat", ".conll": "conll", ".bio": "conll",
    ".iob": "conll",
}  # fmt: skip


def annotated(
    paths: Sequence[Path], *, form: str | None = None, language: str = "sv", persons: Mapping[str, Facts] | None = None
) -> Iterator[AnnotatedNote]:
    """
    The notes of all files, in their order; a folder stands for the BRAT files in it.

    Raises AnnotationUnreadable, also where a note names a person of whom `persons` tells nothing: what is measured
    without the facts that were promised would measure something else.
    """
    for path in _files(paths):
        place = Place(file=path)
        read = FORMS.get(form or _BY_ENDING.get(path.suffix, ""))
        if read is None:
            raise place.wrong(f"The form is one of {', '.join(FORMS)}; say which.", code="annotation-form-unknown")
        for note in read(path.with_suffix(".ann") if read is brat.notes_of else path, language=language):
            yield _known(_spoken(note, place), persons, place)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        marks = sorted(path.glob("*.ann"))
        if not marks:
            raise Place(file=path).wrong("No .ann file lies in this folder.", code="annotation-missing")
        yield from marks


def _spoken(note: AnnotatedNote, place: Place) -> AnnotatedNote:
    if note.language not in LANGUAGES:
        raise place.wrong(f"A note's language is one of {', '.join(LANGUAGES)}.", code="annotation-language")
    return note


def _known(note: AnnotatedNote, persons: Mapping[str, Facts] | None, place: Place) -> AnnotatedNote:
    if persons is None or note.person_id is None:
        return note
    if note.person_id not in persons:
        raise place.wrong("A note names a person who is not among the persons.", code="annotation-person-unknown")
    return replace(note, person=persons[note.person_id])
