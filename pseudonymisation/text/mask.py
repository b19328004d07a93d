"""One note in, one masked note out, or none: whatever goes wrong, the note is withheld with a code and never passed."""

import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pseudonymisation.text.engine import analyzer
from pseudonymisation.text.known_person import KnownPerson, KnownPersonRecognizer
from pseudonymisation.text.reading import LANGUAGES, Reading
from pseudonymisation.text.spans import Span, Tag, replaced, union

LONGEST_NOTE = 100_000
LONGEST_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedNote:
    """The note with tags in place of what was found, and how many of each; print does not show the text."""

    text: str = field(repr=False)
    tags: Mapping[Tag, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldNote:
    """A note that does not leave, and why: note-not-text, note-too-long, note-too-slow, note-residue, note-failed."""

    code: str


def mask_note(
    text: str, known: KnownPerson, *, timer: Callable[[], float] = time.monotonic
) -> MaskedNote | WithheldNote:
    """
    The note with everything masked that shape or knowledge of the person finds; it never raises.

    Letters are composed and invisible characters left out first. A note that is no text, longer than 100 000
    characters, slower than 20 seconds, or that still shows the person after masking, is withheld.
    """
    if not isinstance(text, str):
        return WithheldNote(code="note-not-text")
    if len(text) > LONGEST_NOTE:
        return WithheldNote(code="note-too-long")
    try:
        return _masked(_tidy(text), known, timer)
    except Exception:  # whatever it is, its message could hold the text: it is neither passed on nor written
        return WithheldNote(code="note-failed")


def _masked(text: str, known: KnownPerson, timer: Callable[[], float]) -> MaskedNote | WithheldNote:
    started = timer()
    net = _net(known)
    found = analyzer().analyze(text=text, language=LANGUAGES[0], ad_hoc_recognizers=[net])
    spans = union(Span(each.start, each.end, Tag(each.entity_type), each.score) for each in found)
    masked = replaced(text, spans)
    if any(net.spans(Reading(_without_tags(text, spans), LANGUAGES[0]))):
        return WithheldNote(code="note-residue")
    if timer() - started > LONGEST_SECONDS:
        return WithheldNote(code="note-too-slow")
    return MaskedNote(text=masked, tags=Counter(span.tag for span in spans))


@lru_cache(maxsize=64)
def _net(known: KnownPerson) -> KnownPersonRecognizer:
    """A person's net is made once for their notes, which come together."""
    return KnownPersonRecognizer(known)


def _tidy(text: str) -> str:
    """Composed letters, and no invisible characters, which would stand inside a number without being seen."""
    composed = unicodedata.normalize("NFC", text)
    invisible = [sign for sign in set(composed) if unicodedata.category(sign) == "Cf"]
    return composed.translate(dict.fromkeys(map(ord, invisible))) if invisible else composed


def _without_tags(text: str, spans: list[Span]) -> str:
    """What is left of the text itself; the tags' own words are not the person's."""
    for span in reversed(spans):
        text = f"{text[: span.start]}[]{text[span.end :]}"
    return text
