"""
Samples of masked notes: drawn by the runner, sealed for a controller's steward, who reads them before it is delivered.

Between the planes goes the sealed paper alone. What is inside it, `NotesToRead`, is opened where the steward's key is.
"""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from spark_jobs.papers.body import Body, Count, DigestText, Moment, Name

CLASSES = (
    "IDENTITY_NUMBER",
    "HSA_ID",
    "STAFF_CODE",
    "ORGANISATION_NUMBER",
    "ACCOUNT",
    "PASSPORT",
    "PLATE",
    "EMAIL",
    "URL",
    "PHONE",
    "CASE_NUMBER",
    "DEVICE",
    "PERSON",
    "CARE_UNIT",
    "ADDRESS",
    "PLACE",
    "ORGANISATION",
    "AGE",
    "DATE",
)
"""What may be left in a note, or masked in it: those of `pseudonymisation.text.spans.Tag`, in their order."""

MOST_NOTES = 1000
"""Nobody reads more of them."""

MOST_SEALED_BYTES = 8 * 1024 * 1024
"""Of what is sealed; as a paper it still fits into the order box."""


class NoteSample(Body):
    """
    A controller's sample, as it travels: how many `notes` were drawn, of how many that are `leaving`, and the seal.

    `key`: the name of the public key that it is sealed for. `sealed` is base64; whoever relays it cannot open it.
    """

    order: Name
    permit: DigestText
    permit_id: Name
    project: Name
    controller: Name
    key: Name
    notes: Count
    leaving: Count
    sealed: Annotated[str, Field(max_length=MOST_SEALED_BYTES * 4 // 3 + 4, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]
    drawn_at: Moment


class MaskedStretch(Body):
    """From where to where in the masked text other words stand, of which class, and what stood there."""

    start: Count
    end: Count
    tag: Name
    was: str


class NoteToRead(Body):
    """One masked note under a name that means nothing elsewhere, and where it is from (`dataset.table.column`)."""

    id: Name
    origin: str
    text: str
    masked: tuple[MaskedStretch, ...]


class NotesToRead(Body):
    """What is sealed."""

    order: Name
    controller: Name
    notes: tuple[NoteToRead, ...]


def sample_context(order: str, controller: str) -> bytes:
    """What a sealed sample is bound to: under another order's or controller's name it does not open."""
    return f"note-sample\n{order}\n{controller}".encode()


def _a_class(tag: str) -> str:
    # Nothing but a class of the list: a word out of a note must not reach the gateway under the name of one.
    if tag not in CLASSES:
        raise PydanticCustomError("class-unknown", "There is no such class of identifier")
    return tag


class MissedOfClass(Body):
    """How often something of one class was left in the notes that were read."""

    tag: Annotated[str, AfterValidator(_a_class)]
    times: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]


class FoundInNotes(Body):
    """
    What a steward found in a sample, in numbers alone: notes that were read, and those with something left in them.

    `sample` is the digest of the sealed paper's file.
    """

    sample: DigestText
    looked_at: Count
    with_a_miss: Count
    missed: tuple[MissedOfClass, ...] = ()
    wrongly_masked: Count = 0
