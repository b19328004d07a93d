"""The form of presidio-research: a list of samples, or one a line, each with `full_text` and `spans`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pseudonymisation.text.measuring.annotated import AnnotatedNote, GoldSpan
from pseudonymisation.text.measuring.labels import class_of, role_of
from pseudonymisation.text.measuring.places import Place, text_of


def notes_of(path: Path, *, language: str) -> Iterator[AnnotatedNote]:
    """The samples of a file, numbered from 1 where they carry no id. Raises AnnotationUnreadable."""
    for number, (place, sample) in enumerate(_samples(path), start=1):
        text = place.text(sample, "full_text")
        spans = tuple(_span(at, at.fields(item), len(text)) for at, item in place.items(sample, "spans"))
        name = sample.get("sample_id")
        yield AnnotatedNote(id=str(number if name is None else name), text=text, spans=spans, language=language)


def _samples(path: Path) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    text, place = text_of(path), Place(file=path)
    if text.lstrip().startswith("["):
        for number, sample in enumerate(place.parsed(text)):
            at = place.inside(number)
            yield at, at.fields(sample)
        return
    for line, written in enumerate(text.split("\n"), start=1):
        if written.strip():
            yield place.at(line), place.at(line).fields(place.at(line).parsed(written))


def _span(place: Place, record: Mapping[str, Any], length: int) -> GoldSpan:
    start, end = place.stretch(record, ("start_position", "end_position"), length)
    label = place.text(record, "entity_type")
    return GoldSpan(start=start, end=end, label=class_of(label), role=role_of(label))
