"""CoNLL's form: a word and its BIO label a line, an empty line between notes; words are joined by one space."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pseudonymisation.text.measuring.annotated import AnnotatedNote, GoldSpan
from pseudonymisation.text.measuring.labels import class_of, role_of
from pseudonymisation.text.measuring.places import Place, text_of


class _Word(NamedTuple):
    text: str
    prefix: str
    label: str


def notes_of(path: Path, *, language: str) -> Iterator[AnnotatedNote]:
    """The notes of a file, numbered from 1. Raises AnnotationUnreadable."""
    for number, words in enumerate(_notes(path), start=1):
        yield _note(str(number), words, language)


def _notes(path: Path) -> Iterator[list[_Word]]:
    words: list[_Word] = []
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        written = line.strip("\r")
        if written.strip() and not written.startswith(("-DOCSTART-", "# ")):
            words.append(_word(Place(file=path).at(number), written))
        elif words and not written.strip():
            yield words
            words = []
    if words:
        yield words


def _word(place: Place, line: str) -> _Word:
    columns = line.split("\t") if "\t" in line else line.split(" ")
    prefix, _, label = columns[-1].strip().partition("-")
    if len(columns) < 2 or not columns[0].strip():
        raise place.wrong("A line is a word, white space, and its label.")
    if prefix not in ("B", "I", "O") or (prefix == "O") != (label == ""):
        raise place.wrong("A label is O, B-LABEL or I-LABEL.")
    return _Word(columns[0].strip(), prefix, label)


def _note(name: str, words: Sequence[_Word], language: str) -> AnnotatedNote:
    spans: list[GoldSpan] = []
    at, before = 0, ""
    for word in words:
        end = at + len(word.text)
        if word.prefix == "I" and word.label == before:
            spans[-1] = _span(spans[-1].start, end, word.label)
        elif word.label:
            spans.append(_span(at, end, word.label))
        at, before = end + 1, word.label
    return AnnotatedNote(id=name, text=" ".join(word.text for word in words), spans=tuple(spans), language=language)


def _span(start: int, end: int, label: str) -> GoldSpan:
    return GoldSpan(start=start, end=end, label=class_of(label), role=role_of(label))
