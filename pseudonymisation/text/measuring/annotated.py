"""A note of which somebody has said what must be masked, and what must not."""

from dataclasses import dataclass, field

PATIENT, OTHER = "patient", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpan:
    """
    What must be masked, from `start` up to, not including, `end`; the least that must be gone.

    `role` tells the patient's own from others'. What is `optional` may be masked and may stay: it counts neither way.
    """

    start: int
    end: int
    label: str
    role: str = OTHER
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the person before the note is read; print shows none of it."""

    names: tuple[str, ...] = field(default=(), repr=False)
    numbers: tuple[str, ...] = field(default=(), repr=False)
    addresses: tuple[str, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)


NOTHING_KNOWN = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedNote:
    """A note, its gold spans, and the medical terms that are to stay; print does not show the text."""

    id: str
    text: str = field(repr=False)
    spans: tuple[GoldSpan, ...] = ()
    terms: tuple[tuple[int, int], ...] = ()
    language: str = "sv"
    person_id: str | None = None
    person: Facts = NOTHING_KNOWN
