"""
All nets on one core, against stock Presidio on the same notes in the same run.

Stock Presidio is what it is without a model: a blank Swedish pipeline, its default recognizers and the two Swedish ones
that it has. It finds and does not replace; ours finds, with what is known of each person, looks again, and writes the
masked note.
"""

import argparse
import logging
import os
import statistics
import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pyarrow.parquet as pq
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SlimSpacyNlpEngine
from presidio_analyzer.predefined_recognizers import SeOrganisationsnummerRecognizer, SePersonnummerRecognizer

from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from tests.bench.extract import region_of
from tests.bench.yardstick import Figure, full, in_turn, ratio
from tests.support.people import FAMILY_NAMES, GIVEN_NAMES, STREETS

FLOOR, AIM = 5, 10
FULL, SHORT = 2_000, 300


def main() -> None:
    """The region's notes, each with a person of whom everything is known."""
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--notes", type=int, default=FULL if full() else SHORT)
    chosen.add_argument("--runs", type=int, default=3)
    asked = chosen.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    notes = notes_of(region_of(1), asked.notes)
    characters, stock = sum(map(len, notes)), stock_presidio()
    ours, theirs = in_turn(lambda: masked(notes), lambda: analysed(stock, notes), times=asked.runs)
    Figure(
        what=f"mask {len(notes):,} notes ({characters / 1e6:.2f} Mchar), all nets, one core, {asked.runs} runs in turn",
        yardstick="stock Presidio finding in the same notes: blank `sv` pipeline, its default and Swedish recognizers",
        measured=f"{statistics.median(ours):.2f} s ({characters / statistics.median(ours) / 1e6:.2f} Mchar/s)",
        reference=f"{statistics.median(theirs):.2f} s ({characters / statistics.median(theirs) / 1e6:.2f} Mchar/s)",
        ratio=round(1 / ratio(ours, theirs), 1),
        aim=f"{AIM} times faster, {FLOOR} at least",
    ).keep("text")


def notes_of(region: Path, most: int) -> list[str]:
    """The first so many texts of the region's notes."""
    tables = (pq.read_table(path, columns=["note_text"]) for path in sorted(region.rglob("note/*.parquet")))
    texts = (text for table in tables for text in table["note_text"].to_pylist() if text)
    return list(islice(texts, most))


def stock_presidio() -> AnalyzerEngine:
    """As its documentation builds it where no model is, with nothing fetched."""
    # Its recognizer of e-mail would try to fetch a list from the network, and wait for it.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    registry = RecognizerRegistry(supported_languages=["sv"])
    registry.load_predefined_recognizers(languages=["sv"])
    for recognizer in (SePersonnummerRecognizer, SeOrganisationsnummerRecognizer):
        registry.add_recognizer(recognizer(supported_language="sv"))
    engine = SlimSpacyNlpEngine(models=[{"lang_code": "sv", "model_name": "blank:sv"}], auto_download=False)
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["sv"])


def analysed(stock: AnalyzerEngine, notes: list[str]) -> None:
    """Every note, one at a time, as it is done in its own Spark examples."""
    for note in notes:
        stock.analyze(note, language="sv")


def masked(notes: list[str]) -> None:
    """Every note, with its own person; four notes of a person come together."""
    for place, note in enumerate(notes):
        if not isinstance(mask_note(note, _person(place // 4)), MaskedNote):
            raise AssertionError("a note of the region is not masked")


def _person(place: int) -> KnownPerson:
    return KnownPerson(
        given_name=GIVEN_NAMES[place % len(GIVEN_NAMES)],
        family_name=FAMILY_NAMES[place // 7 % len(FAMILY_NAMES)],
        numbers=(f"19{place % 100:02d}0100{place % 10_000:04d}",),
        street=STREETS[place % len(STREETS)],
        postcode="98499",
        city="Västra Frölunda",
        phone=f"070-174 {place % 100:02d} 05",
        email="anna@example.se",
    )


if __name__ == "__main__":
    main()
