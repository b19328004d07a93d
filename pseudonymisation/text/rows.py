"""Notes as lines, `{"id", "text", "person_id"}`, in; the same lines masked, or withheld with a code, out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.fields import line_of, name_in
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.persons import known_of
from pseudonymisation.text.reading import LANGUAGES

NOBODY = KnownPerson()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note as its line tells it; print does not show the text."""

    id: object
    text: object = field(repr=False)
    person_id: str | None = None


def note_of(line: object) -> NoteLine:
    """
    The note of a line. What the line holds beside `id`, `text` and `person_id` is left out.

    Raises LineUnfit with the JSON path. A `text` that is none is no fault of the line: its note is withheld.
    """
    told = line_of(line)
    name_in(told, "id")
    person = name_in(told, "person_id") if told.get("person_id") is not None else None
    return NoteLine(id=told["id"], text=told.get("text"), person_id=person)


def masked_line(
    note: NoteLine, known: KnownPerson, *, language: str, model: str = "", correcting: Correcting = UNCORRECTED
) -> dict[str, object]:
    """
    `{"id", "text", "spans"}`: the masked text, and where in the text that came what was masked, as what, how surely.

    `{"id", "withheld"}` where the note does not leave: no text, and why.
    """
    masked = mask_note(note.text, known, language=language, model=model, correcting=correcting)
    if not isinstance(masked, MaskedNote):
        return {"id": note.id, "withheld": masked.code}
    spans = [
        {"start": place.start, "end": place.end, "label": place.tag.value, "score": round(place.score, 3)}
        for place in masked.places
    ]
    return {"id": note.id, "text": masked.text, "spans": spans}


def mask_rows(
    notes: Iterable[Mapping[str, object]], persons: Iterable[Mapping[str, object]] = (), language: str = LANGUAGES[0]
) -> Iterator[dict[str, object]]:
    """
    A line for each line, in the same order; notes of persons who are not listed are masked by what anybody can see.

    Raises LineUnfit for a line that is not of its form, ValueError for a language that is not read here.
    """
    if language not in LANGUAGES:
        raise ValueError(f"Notes are read in {' and '.join(LANGUAGES)}.")
    known = dict(map(known_of, persons))
    for line in notes:
        note = note_of(line)
        yield masked_line(note, known.get(note.person_id or "", NOBODY), language=language)
