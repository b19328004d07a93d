"""BRAT's standoff form: `name.txt` holds the text, `name.ann` beside it what was marked."""

import re
from collections.abc import Iterator
from pathlib import Path

from pseudonymisation.text.measuring.annotated import AnnotatedNote, GoldSpan
from pseudonymisation.text.measuring.labels import class_of, role_of
from pseudonymisation.text.measuring.places import Place, text_of

_MARK = re.compile(r"T\d+\t(?P<label>[^\s\t]+) (?P<parts>\d+ \d+(?:;\d+ \d+)*)\t")
_TERM = "TERM"


def notes_of(path: Path, *, language: str) -> Iterator[AnnotatedNote]:
    """The one note of an `.ann` file, its id the file's name. Raises AnnotationUnreadable."""
    text = text_of(path.with_suffix(".txt"))
    marks = [mark for place, line in _marks(path) for mark in _spans(place, line, text)]
    yield AnnotatedNote(
        id=path.stem,
        text=text,
        spans=tuple(span for span in marks if span.label != _TERM),
        terms=tuple((span.start, span.end) for span in marks if span.label == _TERM),
        language=language,
    )


def _marks(path: Path) -> Iterator[tuple[Place, str]]:
    """Lines of marked text alone: relations, events, attributes and notes mark nothing."""
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        if line.startswith("T"):
            yield Place(file=path).at(number), line


def _spans(place: Place, line: str, text: str) -> Iterator[GoldSpan]:
    """A mark of several parts becomes as many spans."""
    mark = _MARK.match(line)
    if not mark:
        raise place.wrong("A mark is written `T1<tab>LABEL start end<tab>text`.")
    for part in mark["parts"].split(";"):
        start, end = map(int, part.split())
        place.stretch({"start": start, "end": end}, ("start", "end"), len(text))
        yield GoldSpan(start=start, end=end, label=class_of(mark["label"]), role=role_of(mark["label"]))
