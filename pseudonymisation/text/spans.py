"""Stretches of a text that are to be masked: their union, and the text with a tag in place of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tag(StrEnum):
    """What stands in a masked note; the first of two that claim the same stretch with the same length wins."""

    IDENTITY_NUMBER = "PERSONNUMMER"
    HSA_ID = "HSA-ID"
    EMAIL = "E-POST"
    PHONE = "TELEFON"
    NAME = "NAMN"
    ADDRESS = "ADRESS"
    DATE = "DATUM"


_RANK = {tag: rank for rank, tag in enumerate(Tag)}


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`."""

    start: int
    end: int
    tag: Tag


def union(spans: Iterable[Span]) -> list[Span]:
    """
    The same stretches with no overlap left, in the text's order.

    Overlapping ones become one, under the tag of the longest; ones that only touch stay two, so that three
    addresses in a row do not read as one.
    """
    joined: list[list[Span]] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if joined and span.start < end:
            joined[-1].append(span)
        else:
            joined.append([span])
        end = max(end, span.end)
    return [_one(overlapping) for overlapping in joined]


def replaced(text: str, spans: Sequence[Span]) -> str:
    """The text with `[TAG]` for each span. The spans are a union; from right to left, so that no place moves."""
    for span in reversed(spans):
        text = f"{text[: span.start]}[{span.tag}]{text[span.end :]}"
    return text


def _one(overlapping: Sequence[Span]) -> Span:
    longest = min(overlapping, key=lambda span: (span.start - span.end, _RANK[span.tag]))
    return Span(min(span.start for span in overlapping), max(span.end for span in overlapping), longest.tag)
