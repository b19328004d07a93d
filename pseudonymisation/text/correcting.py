"""
A controller's corrections on one note: denied words are masked beside what the nets find, allowed ones are let be.

Denied words are looked up, word by word, in one table of the forms of all entries; how many there are does not count.
An allowed entry lifts what would be masked only where it is the whole of it, and where nothing but nets that guess
asked for it: no number and no format, nothing of the person whose note it is, no date, nothing that is denied.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

from pseudonymisation.text.corrections import LONGEST_ENTRY, NO_CORRECTIONS, PIECE, Corrections, allowance
from pseudonymisation.text.letters import Word
from pseudonymisation.text.numbering import Found
from pseudonymisation.text.spans import Span, Tag, union
from pseudonymisation.text.tagging import TAGGED, Writing

if TYPE_CHECKING:
    from pseudonymisation.text.reading import Reading

GUESSED = frozenset({Tag.PERSON, Tag.CARE_UNIT, Tag.PLACE, Tag.ORGANISATION})
"""What nets find by lists, shapes of words and the words around them; everything else has a form of its own."""


class Corrected(NamedTuple):
    """What is to be masked; which of it holds denied words, how often no net had found them; how much was let be."""

    spans: list[Span]
    denied: frozenset[Span] = frozenset()
    added: int = 0
    lifted: int = 0


def written(found: Sequence[Found], corrected: Corrected, writing: Writing, language: str) -> list[str]:
    """What takes the place of each; of what holds denied words, a tag: a surrogate may keep some of the words."""
    instead = writing.instead(found, language)
    if not corrected.denied or writing is TAGGED:
        return instead
    tags = TAGGED.instead(found, language)
    return [
        tag if span in corrected.denied else words
        for span, words, tag in zip(corrected.spans, instead, tags, strict=True)
    ]


class Correcting:
    """Made once for a controller, asked for each note of its."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections

    def spans(self, reading: "Reading", start: int = 0) -> Iterator[Span]:
        """Where denied words stand in a text that begins at that place of the whole; all places are the whole's."""
        if not self._forms:
            return
        begins, forms, text = self._begins, self._forms, reading.plain
        pieces = list(_pieces(text)) if self._with_numbers else reading.words
        for at, first in enumerate(pieces):
            for length in begins.get(first.plain, ()):
                stretch = pieces[at : at + length]
                tag = forms.get(tuple(piece.plain for piece in stretch))
                if tag is not None and _hang_together(text, stretch):
                    yield Span(start + first.start, start + stretch[-1].end, tag)

    def applied(self, text: str, guessed: Iterable[Span], known: Iterable[Span], denied: Sequence[Span]) -> Corrected:
        """
        The union of all hits without what is allowed.

        `guessed` are the hits of the nets that know nobody, of which those with a form stay whatever is allowed;
        `known` is what is known of the person; `denied` is what `spans` gave.
        """
        if not self._corrections:
            return Corrected(union(chain(guessed, known)))
        hits, certain = list(guessed), list(known)
        before = union((*hits, *certain))
        spans = union((*hits, *certain, *denied)) if denied else before
        certain += (hit for hit in hits if hit.tag not in GUESSED)
        stays = {spans[at] for at in _inside(spans, (*certain, *denied))}
        kept = [span for span in spans if span in stays or not self._is_allowed(text, span)]
        found = union(denied)
        return Corrected(
            spans=kept,
            denied=frozenset(spans[at] for at in _inside(spans, denied)),
            added=len(found) - _covered(before, found),
            lifted=len(spans) - len(kept),
        )

    def _is_allowed(self, text: str, span: Span) -> bool:
        if span.end - span.start > LONGEST_ENTRY:
            return False
        return allowance(text[span.start : span.end]) in self._corrections.allowed

    @cached_property
    def _forms(self) -> Mapping[tuple[str, ...], Tag]:
        """Each denied entry's pieces, and those of its genitive."""
        denied = self._corrections.denied
        return {(*pieces[:-1], pieces[-1] + "s"): tag for pieces, tag in denied.items()} | dict(denied)

    @cached_property
    def _begins(self) -> Mapping[str, tuple[int, ...]]:
        """How many pieces the entries have that begin with this one."""
        found: dict[str, set[int]] = {}
        for pieces in self._forms:
            found.setdefault(pieces[0], set()).add(len(pieces))
        return {first: tuple(sorted(lengths)) for first, lengths in found.items()}

    @cached_property
    def _with_numbers(self) -> bool:
        return any(piece.isdecimal() for pieces in self._corrections.denied for piece in pieces)


UNCORRECTED = Correcting(NO_CORRECTIONS)

_PIECES = re.compile(f"({PIECE.pattern})")


def _pieces(plain_text: str) -> Iterator[Word]:
    """Words and numbers, as `letters.words` cuts out words alone."""
    parts = _PIECES.split(plain_text)  # every second is a piece
    ends = list(accumulate(map(len, parts)))
    return map(tuple.__new__, repeat(Word), zip(ends[0::2], ends[1::2], parts[1::2], strict=False))


def _hang_together(plain_text: str, stretch: Sequence[Word]) -> bool:
    """Whether nothing stands between the pieces but what parts words, and no more of it than an entry may hold."""
    gaps = (plain_text[one.end : other.start] for one, other in pairwise(stretch))
    return all(len(gap) <= LONGEST_ENTRY and not any(map(str.isalnum, gap)) for gap in gaps)


def _inside(spans: Sequence[Span], others: Iterable[Span]) -> Iterator[int]:
    """In which of the spans, by their numbers, each of the others lies; they are the union of these and more."""
    starts = [span.start for span in spans]
    return (bisect_right(starts, other.start) - 1 for other in others)


def _covered(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """How many of the others lie whole in one of the spans."""
    places = zip(_inside(spans, others), others, strict=True)
    return sum(at >= 0 and other.end <= spans[at].end for at, other in places)
