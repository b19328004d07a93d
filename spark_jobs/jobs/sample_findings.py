"""
What a steward found in a sample of masked notes: written line by line beside the notes, counted for the gateway.

    3f2a91c04d77 ok
    8c01e5b2aa90 missed PERSON Kajsa
    8c01e5b2aa90 wrong Crohn

The counts hold no word of a note and may go to the gateway. The words, which a later masking learns from, stay with the
steward and the runner.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pseudonymisation.text.spans import Tag
from spark_jobs.errors import LinesUnfit
from spark_jobs.jobs.reading_samples import OpenedSample
from spark_jobs.papers.note_samples import FoundInNotes, MissedOfClass, NoteToRead

OK, MISSED, WRONG = "ok", "missed", "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One line: of which note, what was found there, of which class, in which words; print shows no word."""

    note: str
    verdict: str
    tag: str = ""
    words: str = field(default="", repr=False)


def empty_lines(sample: OpenedSample) -> str:
    """A file to fill in: a line for each note, on which nothing is said yet, and how to say it."""
    head = (
        "# id ok | id missed CLASS words | id wrong words\n"
        "# Flera rader om samma anteckning går bra. En rad utan ord är en anteckning som ingen har läst.\n"
        "# Several lines of one note are fine. A line without a word is a note that nobody has read.\n"
        f"# CLASS: {' '.join(tag.value for tag in Tag)}\n"
    )
    return head + "".join(f"{note.id}\n" for note in sample.notes)


def remarks_in(written: str, sample: OpenedSample) -> Sequence[Remark]:
    """
    What the lines say. Raises LinesUnfit with the line's number, and no word of it: note-unknown, verdict-unknown,
    class-unknown, words-elsewhere (what was missed stands in the masked text; what was wrong was masked).
    """
    notes = {note.id: note for note in sample.notes}
    found = []
    for number, line in enumerate(written.splitlines(), start=1):
        parts = [] if line.lstrip().startswith("#") else line.split(maxsplit=1)
        if len(parts) < 2:
            if parts and parts[0] not in notes:
                raise _unfit(number, "it names no note of this sample.", "note-unknown")
            continue
        note = notes.get(parts[0])
        if note is None:
            raise _unfit(number, "it names no note of this sample.", "note-unknown")
        found.append(_remark(number, note, parts[1].strip()))
    return found


def counted(remarks: Sequence[Remark], sample: OpenedSample) -> FoundInNotes:
    """The counts: notes that were read, those in which something was missed, and how often, by class."""
    missed = [one for one in remarks if one.verdict == MISSED]
    times = Counter(one.tag for one in missed)
    return FoundInNotes(
        sample=sample.digest,
        looked_at=len({one.note for one in remarks}),
        with_a_miss=len({one.note for one in missed}),
        missed=tuple(MissedOfClass(tag=tag.value, times=times[tag.value]) for tag in Tag if times[tag.value]),
        wrongly_masked=sum(one.verdict == WRONG for one in remarks),
    )


def correction_lines(remarks: Sequence[Remark]) -> str:
    """The same as lines for whoever keeps the controller's corrections; nothing where there is none."""
    forms = ({which: words} | ({"class": tag} if tag else {}) for which, tag, words in words_of(remarks))
    return "".join(json.dumps(form, ensure_ascii=False) + "\n" for form in forms)


def words_of(remarks: Sequence[Remark]) -> Iterator[tuple[str, str, str]]:
    """Each word once: `deny` with its class where it was missed, `allow` where it was masked wrongly."""
    told = [
        ("deny", one.tag, one.words) if one.verdict == MISSED else ("allow", "", one.words)
        for one in remarks
        if one.verdict != OK
    ]
    yield from dict.fromkeys(told)


def _remark(number: int, note: NoteToRead, said: str) -> Remark:
    verdict, _, rest = said.partition(" ")
    if verdict == OK and not rest.strip():
        return Remark(note=note.id, verdict=OK)
    if verdict == MISSED:
        tag, _, words = rest.strip().partition(" ")
        if tag not in set(Tag):
            raise _unfit(number, "it names no class of identifier.", "class-unknown")
        if not words.strip() or words.strip() not in note.text:
            raise _unfit(number, "its words do not stand in the masked note.", "words-elsewhere")
        return Remark(note=note.id, verdict=MISSED, tag=tag, words=words.strip())
    if verdict == WRONG:
        words = rest.strip()
        if not words or not any(words in one.was for one in note.masked):
            raise _unfit(number, "its words were not masked in that note.", "words-elsewhere")
        return Remark(note=note.id, verdict=WRONG, words=words)
    raise _unfit(number, "it says neither ok, missed nor wrong.", "verdict-unknown")


def _unfit(number: int, sentence: str, code: str) -> LinesUnfit:
    return LinesUnfit(f"Line {number} of the findings: {sentence}", code=code)
