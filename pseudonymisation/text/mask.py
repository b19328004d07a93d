"""One note in, one masked note out, or none: whatever goes wrong, the note is withheld with a code and never passed."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pseudonymisation.errors import NoteTooSlow
from pseudonymisation.text.correcting import UNCORRECTED, Correcting, written
from pseudonymisation.text.engine import analyzer
from pseudonymisation.text.known_person import KnownPerson, KnownPersonRecognizer
from pseudonymisation.text.languages import readable_as
from pseudonymisation.text.numbering import Found
from pseudonymisation.text.parting import parts
from pseudonymisation.text.reading import LANGUAGES, Reading
from pseudonymisation.text.spans import Span, Tag, moved, replaced
from pseudonymisation.text.tagging import TAGGED, Writing
from pseudonymisation.text.tidying import Tidied, tidied

LONGEST_NOTE = 5_000_000
LONGEST_SECONDS = 20.0
"""For each part of a hundred thousand characters; most notes are one."""


class Place(NamedTuple):
    """A stretch of the note as it came, and from where to where its other words stand in the masked text."""

    start: int
    end: int
    tag: Tag
    score: float
    masked_start: int
    masked_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedNote:
    """
    The note with other words in place of what was found; print does not show it.

    `places` leads back into the note: it is for whoever checks a sample of notes, and is delivered to nobody.
    `added` and `lifted`: how many stretches are masked, and how many are not, by the controller's corrections alone.
    """

    text: str = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    added: int = 0
    lifted: int = 0

    @property
    def tags(self) -> Mapping[Tag, int]:
        """How many stretches of each kind."""
        return Counter(place.tag for place in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldNote:
    """A note that does not leave, and why: one of `withholding.WITHHELD`."""

    code: str


class _Part(NamedTuple):
    start: int
    reading: Reading
    languages: tuple[str, ...]


def mask_note(
    text: object,
    known: KnownPerson,
    *,
    language: str = LANGUAGES[0],
    writing: Writing = TAGGED,
    model: str = "",
    correcting: Correcting = UNCORRECTED,
    timer: Callable[[], float] = time.monotonic,
) -> MaskedNote | WithheldNote:
    """
    The note with everything masked that shape, word lists or knowledge of the person find; it never raises.

    `language` is the one that it is said to be written in; `correcting` is what the note's controller has corrected.
    Letters are composed and invisible characters left out first. A note that is no text, longer than five million
    characters, slower than 20 seconds for each hundred thousand, in a language that nobody here reads, or that still
    shows the person after masking, is withheld.
    """
    if not isinstance(text, str):
        return WithheldNote(code="note-not-text")
    if len(text) > LONGEST_NOTE:
        return WithheldNote(code="note-too-long")
    try:
        return _masked(tidied(text), known, language, writing, model, correcting, _Clock(timer, len(text)))
    except NoteTooSlow:
        return WithheldNote(code="note-too-slow")
    except Exception:  # whatever it is, its message could hold the text: it is neither passed on nor written
        return WithheldNote(code="note-failed")


class _Clock:
    """Raises once the note has had its time."""

    def __init__(self, timer: Callable[[], float], length: int) -> None:
        self._timer = timer
        self._until = timer() + LONGEST_SECONDS * (1 + length // 100_000)

    def __call__(self) -> None:
        if self._timer() > self._until:
            raise NoteTooSlow("note-too-slow", "A note has had its time.")


def _masked(
    note: Tidied,
    known: KnownPerson,
    language: str,
    writing: Writing,
    model: str,
    correcting: Correcting,
    clock: _Clock,
) -> MaskedNote | WithheldNote:
    read = _read(note.text, language, clock)
    if not all(part.languages for part in read):
        return WithheldNote(code="note-language")
    persons = [list(_of_the_person(part, known)) for part in read]
    others = (span for part in read for span in _of_anybody(part, model))
    denied = [span for part in read for span in correcting.spans(part.reading, part.start)]
    corrected = correcting.applied(note.text, others, chain(*persons), denied)
    spans = corrected.spans
    if any(found and _shows(part, spans, known) for part, found in zip(read, persons, strict=True)):
        return WithheldNote(code="note-residue")
    found = [Found(span.tag, note.text[span.start : span.end]) for span in spans]
    instead = written(found, corrected, writing, read[0].languages[0])
    masked = MaskedNote(
        text=replaced(note.text, spans, instead),
        places=_places(note, spans, instead),
        added=corrected.added,
        lifted=corrected.lifted,
    )
    clock()
    return masked


def _read(text: str, language: str, clock: _Clock) -> list[_Part]:
    """Each part of the text, and the languages as which it is to be read."""
    read = []
    for start, stretch in parts(text):
        reading = Reading(stretch, language, look_at_the_clock=clock)
        read.append(_Part(start, reading, readable_as(reading, language, LANGUAGES)))
    return read


def _of_the_person(part: _Part, known: KnownPerson) -> Iterator[Span]:
    """What is known of the note's person and stands there, at its places in the whole text."""
    if known != _NOBODY:
        for language in part.languages:
            for span in _net(known, language).spans(part.reading.read_in(language)):
                yield _further(span, part.start)
        part.reading.look_at_the_clock()


def _of_anybody(part: _Part, model: str) -> Iterator[Span]:
    """What all nets of the part's languages find."""
    for language in part.languages:
        found = analyzer(model).spans(part.reading.read_in(language))
        yield from found if part.start == 0 else (_further(span, part.start) for span in found)


def _further(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.tag, span.score)


def _shows(part: _Part, spans: Sequence[Span], known: KnownPerson) -> bool:
    """Whether the person is still found in what is left of the part; the tags' own words are not the person's."""
    end = part.start + len(part.reading.text)
    inside = [span for span in spans if span.start < end and span.end > part.start]
    rest = part.reading.without([(max(0, span.start - part.start), span.end - part.start) for span in inside])
    return any(any(_net(known, language).spans(rest)) for language in part.languages)


def _places(note: Tidied, spans: Sequence[Span], instead: Sequence[str]) -> tuple[Place, ...]:
    came = (note.as_it_came(span) for span in spans)
    return tuple(
        Place(span.start, span.end, span.tag, span.score, start, end)
        for span, (start, end) in zip(came, moved(spans, instead), strict=True)
    )


_NOBODY = KnownPerson()


@lru_cache(maxsize=64)
def _net(known: KnownPerson, language: str) -> KnownPersonRecognizer:
    """A person's net is made once for their notes, which come together."""
    return KnownPersonRecognizer(known, language)
