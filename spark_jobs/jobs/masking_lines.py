"""A file of notes masked into another, on one core or several; the other is there whole or not at all."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import IO

from pseudonymisation.errors import ModelUnfit
from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.engine import analyzer
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.persons import known_of
from pseudonymisation.text.rows import NOBODY, NoteLine, masked_line, note_of
from spark_jobs.errors import LinesUnfit, SettingsUnfit, StorageFailed
from spark_jobs.jobs.lines import lines_in
from spark_jobs.objects.files import partial_file, sync_folder, to_disk

_NOTES_AT_ONCE, _CHARACTERS_AT_ONCE = 500, 1_000_000
"""Of notes that are handed to a core together; one note may be longer."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """How far the work has come; `withheld` by code."""

    notes: int = 0
    characters: int = 0
    strangers: int = 0
    withheld: dict[str, int] = field(default_factory=dict)

    def count(self, note: NoteLine, line: Mapping[str, object], *, known: bool) -> None:
        """One note more."""
        self.notes += 1
        self.characters += len(note.text) if isinstance(note.text, str) else 0
        self.strangers += not known
        if "withheld" in line:
            code = str(line["withheld"])
            self.withheld[code] = self.withheld.get(code, 0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """How notes are masked: as which language, with whose names, with which model and corrections beside our nets."""

    language: str
    persons: Mapping[str, KnownPerson] = field(repr=False)
    model: str = ""
    correcting: Correcting = field(default=UNCORRECTED, repr=False)

    def known(self, note: NoteLine) -> KnownPerson:
        """What is known of the note's person."""
        return self.persons.get(note.person_id or "", NOBODY)

    def lines(self, notes: Sequence[NoteLine]) -> list[dict[str, object]]:
        """The notes' lines, in their order."""
        return [self._line(note) for note in notes]

    def _line(self, note: NoteLine) -> dict[str, object]:
        return masked_line(note, self.known(note), language=self.language, model=self.model, correcting=self.correcting)


def persons_in(path: Path) -> dict[str, KnownPerson]:
    """The persons of a file, by id. Raises LinesUnfit, for one who is listed twice as well, and SettingsUnfit."""
    persons: dict[str, KnownPerson] = {}
    for number, (person, known) in lines_in(path, known_of):
        if person in persons:
            raise LinesUnfit(f"{path}, line {number}: the person was listed before.", code="person-listed-twice")
        persons[person] = known
    return persons


def mask_file(
    notes: Path, into: Path, masking: Masking, *, cores: int, told: Callable[[Tally], None] = lambda _: None
) -> Tally:
    """
    The notes of the one file masked into the other, line by line in the same order; `told` hears how far it is.

    Raises LinesUnfit, SettingsUnfit, StorageFailed; then the other file is not there.
    """
    if into.exists():
        raise SettingsUnfit(f"The file {into} exists already and is never overwritten.", code="file-exists")
    try:
        analyzer(masking.model)
    except ModelUnfit as unfit:
        raise SettingsUnfit(unfit.sentence, code=unfit.code) from None
    tally = Tally()
    with _new_file(into) as file, _workers(masking, cores) as worked:
        for batch, lines in worked(_batches(note for _, note in lines_in(notes, note_of))):
            for note, line in zip(batch, lines, strict=True):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                tally.count(note, line, known=note.person_id is None or note.person_id in masking.persons)
            told(tally)
    return tally


def _batches(notes: Iterable[NoteLine]) -> Iterator[list[NoteLine]]:
    batch, characters = list[NoteLine](), 0
    for note in notes:
        batch.append(note)
        characters += len(note.text) if isinstance(note.text, str) else 0
        if len(batch) == _NOTES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    try:
        with partial_file(path, mode=0o600) as (file, partial):
            yield file
            to_disk(file)
            # A link, unlike a rename, is refused where the name is taken.
            os.link(partial, path)
            partial.unlink()
        sync_folder(path.parent)
    except FileExistsError:
        raise SettingsUnfit(f"The file {path} exists already and is never overwritten.", code="file-exists") from None
    except OSError as failed:
        raise StorageFailed(f"The file {path} cannot be written: {type(failed).__name__}.") from None


Worked = Callable[[Iterator[list[NoteLine]]], Iterator[tuple[list[NoteLine], list[dict[str, object]]]]]


@contextmanager
def _workers(masking: Masking, cores: int) -> Iterator[Worked]:
    if cores == 1:
        yield lambda batches: ((batch, masking.lines(batch)) for batch in batches)
        return
    # Started anew and not copied: a copy would hold whatever locks this process's threads held.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_begin, initargs=(masking,)) as pool:
        yield lambda batches: _in_order(pool, batches, ahead=2 * cores)


def _in_order(
    pool: ProcessPoolExecutor, batches: Iterator[list[NoteLine]], *, ahead: int
) -> Iterator[tuple[list[NoteLine], list[dict[str, object]]]]:
    """Some batches ahead and no more, so that a file of any size is never held whole."""
    begun: list[tuple[list[NoteLine], Future[list[dict[str, object]]]]] = []
    try:
        while True:
            begun += [(batch, pool.submit(_lines, batch)) for batch in islice(batches, ahead - len(begun))]
            if not begun:
                return
            batch, lines = begun.pop(0)
            yield batch, lines.result()
    except BrokenProcessPool:
        raise StorageFailed("A process that masked notes has died: there may be too little memory.") from None


_own: list[Masking] = []
"""Of a worker: what it masks by, handed over once."""


def _begin(masking: Masking) -> None:
    _own[:] = [masking]


def _lines(notes: Sequence[NoteLine]) -> list[dict[str, object]]:
    return _own[0].lines(notes)
