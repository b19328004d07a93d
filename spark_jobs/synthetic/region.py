"""
Draws a synthetic region: chunk by chunk of residents, so that memory stays the same at any size.

Every chunk and every provider within it draws from a chance of its own, grown from the seed.
"""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from spark_jobs.errors import SettingsUnfit
from spark_jobs.synthetic.arrays import Chance
from spark_jobs.synthetic.consents import draw_consents
from spark_jobs.synthetic.digest import content_digest
from spark_jobs.synthetic.disease import draw_health
from spark_jobs.synthetic.folder import RegionFolder
from spark_jobs.synthetic.numbers import NumberPool
from spark_jobs.synthetic.people import draw_residents
from spark_jobs.synthetic.presence import draw_known, draw_reserves
from spark_jobs.synthetic.provider import Numbering, draw_chapter, draw_tables
from spark_jobs.synthetic.registers import draw_registers
from spark_jobs.synthetic.schemas import PROVIDERS
from spark_jobs.synthetic.staff import House, draw_house, write_house

RESIDENTS = 5_000
"""Residents at size 1, and in a chunk."""

SMALLEST, LARGEST = 0.01, 1_000
_POOL, _STAFF, _PEOPLE, _REGISTERS, _CARE, _CONSENTS = range(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionReport:
    """What was drawn: rows by "dataset.table", and the digest of all rows."""

    seed: int
    residents: int
    rows: Mapping[str, int]
    digest: str

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def draw_region(folder: Path, *, seed: int, size: float = 1) -> RegionReport:
    """
    A region of 5,000 residents times `size` in a new folder, whole or not at all; the same seed gives the same rows.

    Raises SettingsUnfit where the size is none or the folder is taken.
    """
    if not SMALLEST <= size <= LARGEST:
        raise SettingsUnfit(f"The size of a region lies between {SMALLEST} and {LARGEST}.", code="region-size-unfit")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsUnfit(f"{folder} is taken; a region is drawn into a new folder.", code="region-folder-taken")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    residents = round(RESIDENTS * size)
    rows = _Drawing(seed=seed, folder=RegionFolder(root=unfinished)).draw(residents)
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    return RegionReport(seed=seed, residents=residents, rows=rows, digest=content_digest(folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """One drawing on its way; `reserves` counts the reserve numbers given out so far."""

    seed: int
    folder: RegionFolder
    reserves: Counter[str] = field(default_factory=Counter)

    def draw(self, residents: int) -> Mapping[str, int]:
        houses = [draw_house(self._chance(_STAFF, place), name) for place, name in enumerate(PROVIDERS)]
        for house in houses:
            write_house(self.folder, house)
        pool = NumberPool(self._chance(_POOL))
        for chunk in range(-(-residents // RESIDENTS)):
            self._chunk(pool, houses, chunk=chunk, total=min(RESIDENTS, residents - chunk * RESIDENTS))
        return dict(self.folder.rows)

    def _chunk(self, pool: NumberPool, houses: list[House], *, chunk: int, total: int) -> None:
        chance = self._chance(_PEOPLE, chunk)
        people = draw_residents(chance, pool, total=total)
        health = draw_health(chance, people)
        reserve = draw_reserves(chance, people, health, before=self.reserves.total())
        self.reserves["given"] += int((reserve.number != 0).sum())
        for known, house in zip(draw_known(chance, people, health, reserve), houses, strict=True):
            first = self._numbering(house)
            care = self._chance(_CARE, chunk, known.place)
            chapter = draw_chapter(care, house, people, health, known, first=first)
            for table, columns in draw_tables(care, chapter, first=first).items():
                self.folder.write(house.name, table, columns, chunk=chunk)
        for (register, table), columns in draw_registers(self._chance(_REGISTERS, chunk), people, reserve).items():
            self.folder.write(register, table, columns, chunk=chunk)
        for (register, table), columns in draw_consents(self._chance(_CONSENTS, chunk), people).items():
            self.folder.write(register, table, columns, chunk=chunk)

    def _numbering(self, house: House) -> Numbering:
        """Ids run on from chunk to chunk, and each provider counts its own from 1."""
        return lambda table: self.folder.rows[f"{house.name}.{table}"] + 1

    def _chance(self, *place: int) -> Chance:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=place)))
