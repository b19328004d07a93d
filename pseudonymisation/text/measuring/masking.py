"""The one door through which a measurement asks the text step; whoever changes the step changes this and no more."""

from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.measuring.annotated import Facts
from pseudonymisation.text.spans import Span


def spans_of(text: str, person: Facts, language: str, correcting: Correcting = UNCORRECTED) -> list[Span] | None:
    """What the text step masks of a note, places in the note as it was given; None where it withholds the note."""
    note = mask_note(text, known_person(person), language=language, correcting=correcting)
    if not isinstance(note, MaskedNote):
        return None
    return [Span(place.start, place.end, place.tag, place.score) for place in note.places]


def known_person(facts: Facts) -> KnownPerson:
    """The facts as they are handed to the step."""
    return KnownPerson(names=facts.names, numbers=facts.numbers, addresses=facts.addresses, phones=facts.phones)
