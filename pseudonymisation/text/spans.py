"""Stretches of a text that are to be masked: their union, and the text with other words in place of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Tag(StrEnum):
    """What a stretch is; the first of two that claim the same stretch with the same length wins."""

    IDENTITY_NUMBER = "IDENTITY_NUMBER"  # personal, coordination, interim and reserve numbers; LMA
    HSA_ID = "HSA_ID"
    STAFF_CODE = "STAFF_CODE"  # prescriber's and workplace codes, certificates
    ORGANISATION_NUMBER = "ORGANISATION_NUMBER"
    ACCOUNT = "ACCOUNT"  # IBAN, bankgiro, plusgiro, clearing and account
    PASSPORT = "PASSPORT"
    PLATE = "PLATE"
    EMAIL = "EMAIL"
    URL = "URL"
    PHONE = "PHONE"
    CASE_NUMBER = "CASE_NUMBER"  # accessions, referrals, samples, ledgers
    DEVICE = "DEVICE"
    PERSON = "PERSON"
    CARE_UNIT = "CARE_UNIT"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    ORGANISATION = "ORGANISATION"
    AGE = "AGE"
    DATE = "DATE"


SHOWN: Mapping[str, Mapping[Tag, str]] = {
    "sv": {
        Tag.IDENTITY_NUMBER: "PERSONNUMMER",
        Tag.HSA_ID: "HSA-ID",
        Tag.STAFF_CODE: "PERSONALKOD",
        Tag.ORGANISATION_NUMBER: "ORGANISATIONSNUMMER",
        Tag.ACCOUNT: "KONTO",
        Tag.PASSPORT: "PASS",
        Tag.PLATE: "REGISTRERINGSNUMMER",
        Tag.EMAIL: "E-POST",
        Tag.URL: "WEBBADRESS",
        Tag.PHONE: "TELEFON",
        Tag.CASE_NUMBER: "ÄRENDENUMMER",
        Tag.DEVICE: "APPARAT",
        Tag.PERSON: "PERSON",
        Tag.CARE_UNIT: "VÅRDENHET",
        Tag.ADDRESS: "ADRESS",
        Tag.PLACE: "PLATS",
        Tag.ORGANISATION: "ORGANISATION",
        Tag.AGE: "ÅLDER",
        Tag.DATE: "DATUM",
    },
    "en": {tag: tag.value.replace("_", " ") for tag in Tag},
}
"""What stands in a masked note, by its language."""


_RANK = {tag: rank for rank, tag in enumerate(Tag)}


class Span(NamedTuple):
    """From `start` up to, not including, `end`; `score` tells how sure its net is, and counts in reports alone."""

    start: int
    end: int
    tag: Tag
    score: float = 1.0


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


def replaced(text: str, spans: Sequence[Span], instead: Sequence[str]) -> str:
    """The text with each span's own words in its place. The spans are a union, so that no replacement meets another."""
    kept, end = list[str](), 0
    for span, words in zip(spans, instead, strict=True):
        kept += (text[end : span.start], words)
        end = span.end
    return "".join((*kept, text[end:]))


def moved(spans: Sequence[Span], instead: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each span's own words stand in what `replaced` gives."""
    further = 0
    for span, words in zip(spans, instead, strict=True):
        start = span.start + further
        yield start, start + len(words)
        further += len(words) - (span.end - span.start)


def _one(overlapping: Sequence[Span]) -> Span:
    if len(overlapping) == 1:
        return overlapping[0]
    longest = min(overlapping, key=lambda span: (span.start - span.end, _RANK[span.tag]))
    start, end = min(span.start for span in overlapping), max(span.end for span in overlapping)
    return Span(start, end, longest.tag, longest.score)
