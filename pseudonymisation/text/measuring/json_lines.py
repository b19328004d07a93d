"""Our own form: one note a line, `{"id", "text", "spans", "terms", "person"}`; and one person a line."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, OTHER, PATIENT, AnnotatedNote, Facts, GoldSpan
from pseudonymisation.text.measuring.places import Place, text_of


def notes_of(path: Path, *, language: str) -> Iterator[AnnotatedNote]:
    """The notes of a file; `language` is of those that name none. Raises AnnotationUnreadable."""
    seen: set[str] = set()
    for place, record in _lines(path):
        note = _note(place, record, language)
        if note.id in seen:
            raise place.inside("id").wrong("Another note of this file has this id.", code="annotation-twice")
        seen.add(note.id)
        yield note


def persons_of(path: Path) -> Mapping[str, Facts]:
    """What is known of each person, by `person_id`. Raises AnnotationUnreadable."""
    persons: dict[str, Facts] = {}
    for place, record in _lines(path):
        person = _id(place, record, "person_id")
        if person in persons:
            raise place.inside("person_id").wrong("This person has a line before.", code="annotation-twice")
        persons[person] = _facts(place, record)
    return persons


def _lines(path: Path) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    # Not splitlines: a note may hold any of Unicode's line ends, and JSON lets them stand.
    for number, line in enumerate(text_of(path).split("\n"), start=1):
        if line.strip():
            place = Place(file=path).at(number)
            yield place, place.fields(place.parsed(line))


def _note(place: Place, record: Mapping[str, Any], language: str) -> AnnotatedNote:
    text = place.text(record, "text")
    person_id = _id(place, record, "person_id") if record.get("person_id") is not None else None
    person = record.get("person")
    return AnnotatedNote(
        id=_id(place, record, "id"),
        text=text,
        spans=tuple(_span(at, at.fields(item), len(text)) for at, item in place.items(record, "spans")),
        terms=tuple(
            at.stretch(at.fields(item), ("start", "end"), len(text)) for at, item in place.items(record, "terms")
        ),
        language=place.text(record, "language", default=language),
        person_id=person_id,
        person=_facts(place.inside("person"), place.inside("person").fields(person)) if person else NOTHING_KNOWN,
    )


def _span(place: Place, record: Mapping[str, Any], length: int) -> GoldSpan:
    start, end = place.stretch(record, ("start", "end"), length)
    role = place.text(record, "role", default=OTHER)
    if role not in (PATIENT, OTHER):
        raise place.inside("role").wrong(f"A role is {PATIENT} or {OTHER}.")
    optional = record.get("optional") is True
    return GoldSpan(start=start, end=end, label=place.text(record, "label"), role=role, optional=optional)


def _facts(place: Place, record: Mapping[str, Any]) -> Facts:
    return Facts(**{key: _texts(place, record, key) for key in ("names", "numbers", "addresses", "phones")})


def _texts(place: Place, record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = []
    for at, item in place.items(record, key):
        if not isinstance(item, str):
            raise at.wrong("A text is asked for here.")
        found.append(item)
    return tuple(found)


def _id(place: Place, record: Mapping[str, Any], key: str) -> str:
    """Ids are texts or whole numbers; as text they are compared."""
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return place.text(record, key)
