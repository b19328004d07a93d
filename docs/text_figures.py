"""
Masks drawn notes and writes what was found as docs/reference/text-figures.md: `make text-figures`.

    python docs/text_figures.py            fifty notes of each template
    python docs/text_figures.py 5          as many as that
"""

import csv
import gzip
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.drawing.page import DOCS, REPOSITORY, table
from docs.text_figures_words import DOES_NOT_SHOW, HEAD, MISSED
from pseudonymisation.text.gold.drawing import drawn_notes
from pseudonymisation.text.gold.templates import templates
from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, AnnotatedNote
from pseudonymisation.text.measuring.evaluating import Measured, Score, evaluate
from pseudonymisation.text.measuring.listed import listed_words
from pseudonymisation.text.measuring.masking import spans_of
from pseudonymisation.text.measuring.report import as_markdown
from pseudonymisation.text.measuring.tally import Mistake

PAGE = DOCS / "reference" / "text-figures.md"
SEED = 20_261
SETS = (("held-out", "sv"), ("held-out", "en"), ("development", "sv"))
PUBLIC = REPOSITORY.parent / "shared" / "data" / "notes_en"
SHOWN_OF_EACH = 4


@dataclass(slots=True)
class Missed:
    """What was missed, by class, with a few invented examples of it."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, note: AnnotatedNote, mistakes: Sequence[Mistake]) -> None:
        for each in mistakes:
            key = each.label if each.kind == "missed" else f"{each.label}, {each.kind}"
            self.counts[key] += 1
            found = self.examples.setdefault(key, [])
            shown = _shown(note.text, each)
            if len(found) < SHOWN_OF_EACH and shown not in found:
                found.append(shown)

    def rows(self) -> list[list[str]]:
        return [[key, str(count), "; ".join(self.examples[key])] for key, count in self.counts.most_common()]


def main(arguments: Sequence[str]) -> None:
    """Measures, writes the page, and says where."""
    each = int(arguments[0]) if arguments else 50
    spans_of("Mår bra.", NOTHING_KNOWN, "sv")  # what is built once is built before anything is timed
    missed = Missed()
    scores = {(half, language): _score(half, language, each, missed) for half, language in SETS}
    parts = [
        HEAD,
        _sets(each),
        "## Against floor and aim",
        _beside(list(scores.values())),
        *(f"## {half}, {language}\n\n{as_markdown(scores[half, language], level=3)}" for half, language in SETS[:2]),
        MISSED,
        table(["Class", "How often", "For instance"], missed.rows()),
        "## Public notes in English",
        _public(),
        DOES_NOT_SHOW,
    ]
    PAGE.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")
    print(f"docs/reference/{PAGE.name}")


def _score(half: str, language: str, each: int, missed: Missed) -> Score:
    drawn = drawn_notes(each * len(templates(half, language)), seed=SEED, half=half, language=language)
    told = {"told": missed.tell} if half == "development" else {}
    return evaluate(drawn, spans_of, known=listed_words(), **told)


def _sets(each: int) -> str:
    rows = [[half, language, str(len(templates(half, language))), str(each), str(SEED)] for half, language in SETS]
    return table(["Half", "Language", "Templates", "Notes of each", "Seed"], rows)


def _beside(scores: Sequence[Score]) -> str:
    head = ["Measure", "Floor", "Aim", *(f"{half}, {language}" for half, language in SETS)]
    rows = [_row([score.measured[place] for score in scores]) for place in range(len(scores[0].measured))]
    return table(head, rows)


def _row(found: Sequence[Measured]) -> list[str]:
    aim = found[0].aim
    sign = "under " if aim.at_most else ""
    return [aim.words, f"{sign}{aim.floor:.1%}", f"{sign}{aim.aim:.1%}", *map(_reached, found)]


def _reached(each: Measured) -> str:
    if each.share.reached is None:
        return "none there"
    low, high = each.share.bounds
    return f"{each.share.reached:.2%} ({low:.2%} to {high:.2%}) {each.verdict}"


def _shown(text: str, each: Mistake) -> str:
    """The words around it, in one line; drawn text, so that it may be shown."""
    before, after = text[max(0, each.start - 18) : each.start], text[each.end : each.end + 12]
    return " ".join(f"…{before}**{text[each.start : each.end]}**{after}…".replace("<", "&lt;").split())


def _public() -> str:
    if not PUBLIC.is_dir():
        return "None lay beside the checkout when this page was written."
    notes = list(_public_notes())
    started = time.perf_counter()
    masked = sum(span.end - span.start for note in notes for span in spans_of(note, NOTHING_KNOWN, "en") or ())
    took, total = time.perf_counter() - started, sum(map(len, notes))
    rate = f"{total / took / 1e6:.2f} million characters a second in one process of a shared machine"
    return (
        f"{len(notes)} notes that others wrote and published (ACI-BENCH, CC BY 4.0), {total:,} characters, nothing\n"
        f"known of the patients: {rate}, and {masked / total:.1%} of the\n"
        "characters masked. Nobody has marked what identifies in them: they say something of the speed and nothing of\n"
        "what was missed."
    )


def _public_notes() -> Iterator[str]:
    for path in sorted((PUBLIC / "aci_bench").glob("*.csv.gz")):
        rows = csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig")))
        yield from (row["note"] for row in rows if row.get("note"))


if __name__ == "__main__":
    main(sys.argv[1:])
