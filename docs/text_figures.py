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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.drawing.page import DOCS, REPOSITORY, table
from docs.text_figures_words import DOES_NOT_SHOW, HEAD, MISSED
from pseudonymisation.text.gold.drawing import drawn_notes
from pseudonymisation.text.gold.templates import templates
from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, AnnotatedNote
from pseudonymisation.text.measuring.bounds import clustered_bounds
from pseudonymisation.text.measuring.evaluating import Score, Share, evaluate
from pseudonymisation.text.measuring.listed import listed_words
from pseudonymisation.text.measuring.masking import spans_of
from pseudonymisation.text.measuring.report import as_markdown, percent
from pseudonymisation.text.measuring.tally import Mistake
from pseudonymisation.text.spans import Span

PAGE = DOCS / "reference" / "text-figures.md"
SEED = 20_262
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
    runs = {(half, language): _run(half, language, each, missed) for half, language in SETS}
    parts = [
        HEAD,
        _sets(each),
        "## Against floor and aim",
        _beside(list(runs.values())),
        *(
            f"## {half}, {language}\n\n{as_markdown(runs[half, language].whole, level=3)}"
            for half, language in SETS[:2]
        ),
        MISSED,
        table(["Class", "How often", "For instance"], missed.rows()),
        "## Public notes in English",
        _public(),
        DOES_NOT_SHOW,
    ]
    PAGE.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")
    print(f"docs/reference/{PAGE.name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The score of a half and a language, and that of each of its templates."""

    whole: Score
    of_templates: Sequence[Score]


def _run(half: str, language: str, each: int, missed: Missed) -> Run:
    known = templates(half, language)
    notes = list(drawn_notes(each * len(known), seed=SEED, half=half, language=language))
    found = {note.id: spans_of(note.text, note.person, language) for note in notes}
    told = {"told": missed.tell} if half == "development" else {}
    return Run(
        whole=_score(notes, found, **told),
        of_templates=[_score(notes[place :: len(known)], found) for place in range(len(known))],
    )


def _score(notes: Sequence[AnnotatedNote], found: Mapping[str, list[Span] | None], **told: Any) -> Score:
    waiting = iter(notes)
    return evaluate(notes, lambda *_: found[next(waiting).id], known=listed_words(), **told)


def _sets(each: int) -> str:
    rows = [[half, language, str(len(templates(half, language))), str(each), str(SEED)] for half, language in SETS]
    return table(["Half", "Language", "Templates", "Notes of each", "Seed"], rows)


def _beside(runs: Sequence[Run]) -> str:
    head = ["Measure", "Floor", "Aim", *(f"{half}, {language}" for half, language in SETS)]
    return table(head, [_row(runs, place) for place in range(len(runs[0].whole.measured))])


def _row(runs: Sequence[Run], place: int) -> list[str]:
    aim = runs[0].whole.measured[place].aim
    sign = "under " if aim.at_most else ""
    return [aim.words, f"{sign}{percent(aim.floor)}", f"{sign}{percent(aim.aim)}", *(_cell(run, place) for run in runs)]


def _cell(run: Run, place: int) -> str:
    """What was reached, and between which shares the true one lies if one template is like another."""
    measured, shares = run.whole.measured[place], [score.measured[place].share for score in run.of_templates]
    if measured.share.reached is None:
        return "none there"
    low, high = clustered_bounds([_pair(share) for share in shares])
    return f"{percent(measured.share.reached)} ({percent(low)} to {percent(high)}) {measured.verdict}"


def _pair(share: Share) -> tuple[int, int]:
    return share.found, share.total


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
