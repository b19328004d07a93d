"""Masking as a task does it: each text with what the register tells of its person. Imported in the tasks alone."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, WithheldNote, mask_note
from pseudonymisation.text.surrogates import Surrogates
from pseudonymisation.text.tagging import TAGGED, Writing
from spark_jobs.transforms.columns import OFFSET
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS, SURROGATE_KEY

Persons = Sequence[Mapping[str, object]]
Texts = Sequence[str | None]


def masked_texts(
    texts: Texts, persons: Persons, *, surrogates: bool, model: str, correcting: Correcting = UNCORRECTED
) -> tuple[list[str | None], list[str | None], list[int], list[int]]:
    """
    Each text masked, None where there is none and where it is withheld; and why it is withheld, None where it is not;
    and how much of it is masked, and how much is not, by the corrections alone.

    A text that one person has twice, as templates are, is looked at once; it is held no longer than its batch.
    """
    met: dict[tuple[str, KnownPerson], MaskedNote | WithheldNote] = {}
    masked, codes, added, lifted = list[str | None](), list[str | None](), list[int](), list[int]()
    for text, (known, writing) in zip(texts, _told(persons, surrogates=surrogates), strict=True):
        if text is None:
            note = None
        else:
            note = met.get((text, known)) or mask_note(text, known, writing=writing, model=model, correcting=correcting)
            met[text, known] = note
        masked.append(note.text if isinstance(note, MaskedNote) else None)
        codes.append(note.code if isinstance(note, WithheldNote) else None)
        added.append(note.added if isinstance(note, MaskedNote) else 0)
        lifted.append(note.lifted if isinstance(note, MaskedNote) else 0)
    return masked, codes, added, lifted


def masked_note(
    text: str, person: Mapping[str, object], *, surrogates: bool, model: str, correcting: Correcting = UNCORRECTED
) -> MaskedNote | None:
    """The note as it leaves, with the places of what was masked; None where it is withheld."""
    ((known, writing),) = _told([person], surrogates=surrogates)
    note = mask_note(text, known, writing=writing, model=model, correcting=correcting)
    return note if isinstance(note, MaskedNote) else None


def _told(persons: Persons, *, surrogates: bool) -> list[tuple[KnownPerson, Writing]]:
    """For each row what is known of its person, made once for rows that follow one another."""
    told: list[tuple[KnownPerson, Writing]] = []
    for place, person in enumerate(persons):
        if place and person == persons[place - 1]:
            told.append(told[-1])
        else:
            told.append((_known(person), _surrogates(person) if surrogates else TAGGED))
    return told


def _known(person: Mapping[str, object]) -> KnownPerson:
    given, family, street, postcode, city, phone, email = (str(person[FACT + fact] or "") for fact in FACTS)
    numbers = person[NUMBERS]
    return KnownPerson(
        given_name=given,
        family_name=family,
        numbers=tuple(sorted(numbers)) if isinstance(numbers, list) else (),
        street=street,
        postcode=postcode,
        city=city,
        phone=phone,
        email=email,
    )


def _surrogates(person: Mapping[str, object]) -> Surrogates:
    inner, outer = (person[name] for name in SURROGATE_KEY)
    offset = person[OFFSET]
    if not isinstance(inner, bytes) or not isinstance(outer, bytes):
        raise AssertionError("surrogates are made with a key")
    return Surrogates(code=_coder(inner, outer), offset_days=offset if isinstance(offset, int) else None)


def _coder(inner: bytes, outer: bytes) -> Callable[[str], bytes]:
    """The HMAC-SHA-256 under the key of which these are the blocks, as RFC 2104 has it and as pseudonyms are made."""

    def code(message: str) -> bytes:
        within = hashlib.sha256(inner + message.encode(errors="surrogatepass")).digest()
        return hashlib.sha256(outer + within).digest()

    return code
