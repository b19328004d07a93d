"""Annotated notes and their persons as JSON lines, in our own form."""

import json
from dataclasses import asdict
from typing import Any

from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, AnnotatedNote


def note_line(note: AnnotatedNote, *, with_person: bool) -> str:
    """One line; the person's facts in it, or only their id, where they have a line of their own."""
    record: dict[str, Any] = {
        "id": note.id,
        "text": note.text,
        "language": note.language,
        "spans": [_span(asdict(span)) for span in note.spans],
        "terms": [{"start": start, "end": end} for start, end in note.terms],
    }
    if note.person_id is not None:
        record["person_id"] = note.person_id
    if with_person and note.person != NOTHING_KNOWN:
        record["person"] = asdict(note.person)
    return json.dumps(record, ensure_ascii=False)


def person_line(note: AnnotatedNote) -> str:
    """What is known of the person of a note."""
    return json.dumps({"person_id": note.person_id, **asdict(note.person)}, ensure_ascii=False)


def _span(span: dict[str, Any]) -> dict[str, Any]:
    """`optional` stands only where it is true."""
    if not span["optional"]:
        del span["optional"]
    return span
