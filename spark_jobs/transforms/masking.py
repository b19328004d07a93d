"""Masking as a task does it: each text with what the register tells of its person. Imported in the tasks alone."""

from collections.abc import Mapping, Sequence

from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS


def masked_texts(texts: Sequence[str | None], persons: Sequence[Mapping[str, object]]) -> list[str | None]:
    """Each text masked; None where there is none and where it is withheld."""
    return [_masked(text, _known(person)) for text, person in zip(texts, persons, strict=True)]


def _known(person: Mapping[str, object]) -> KnownPerson:
    told = {fact: str(person[FACT + fact] or "") for fact in FACTS}
    numbers = person[NUMBERS]
    return KnownPerson(numbers=tuple(sorted(numbers)) if isinstance(numbers, list) else (), **told)


def _masked(text: str | None, person: KnownPerson) -> str | None:
    if text is None:
        return None
    note = mask_note(text, person)
    return note.text if isinstance(note, MaskedNote) else None
