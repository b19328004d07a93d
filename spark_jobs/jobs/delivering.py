"""From the persons who are left to the treated tables and the sealed lists of whose rows went into them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.withholding import WITHHELD
from pseudonymisation.treatment import SurrogateText
from pseudonymisation.treatment_forms import to_json
from spark_jobs import counts
from spark_jobs.jobs.admission import DatasetJob, ExtractJob, TableJob
from spark_jobs.jobs.people import People, rested
from spark_jobs.papers.manifest import DeliveredColumn, DeliveredTable
from spark_jobs.papers.paper import canonical
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.sources.omop import read
from spark_jobs.transforms.columns import (
    PERSON,
    PSEUDONYM,
    beside_persons,
    holds_everybody,
    needed,
    of_those_who_leave,
    row_key,
    strangers,
    within,
)
from spark_jobs.transforms.disclosure import disclosed, sealed_list
from spark_jobs.transforms.exclusions import left_out_at
from spark_jobs.transforms.laying import laid, parted
from spark_jobs.transforms.notes import facts_of, masked, measures, withheld
from spark_jobs.transforms.treatments import crosswalk, needs_keys, treat, unrepeated
from spark_jobs.transforms.values import described_as

_PART_BYTES = 64 * 1024 * 1024
_SMALL_BYTES = 4 * 1024 * 1024
_AT_ONCE = 3
"""Tables written at the same time: while one is planned or committed, the cores work on another."""

_FEW_ENOUGH = 1_000_000
"""Persons, at about a hundred bytes each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """
    Notes among the delivered rows, how many of them were withheld, and for which code how many.

    `added` and `lifted`: by controller, what its corrections alone masked and let be.
    """

    notes: int
    withheld: int
    by_code: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)
    lifted: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, measured: Mapping[str, int], controller: str) -> Self:
        """Of a table's measures; a table without texts has none."""
        return cls(
            notes=measured.get("notes", 0),
            withheld=measured.get("withheld", 0),
            by_code={code: measured[code] for code in WITHHELD if measured.get(code)},
            added={controller: measured.get("added", 0)},
            lifted={controller: measured.get("lifted", 0)},
        )

    @classmethod
    def together(cls, several: Sequence[Self]) -> Self:
        """Of several tables."""
        return cls(
            notes=sum(each.notes for each in several),
            withheld=sum(each.withheld for each in several),
            by_code=_summed(each.by_code for each in several),
            added=_summed(each.added for each in several),
            lifted=_summed(each.lifted for each in several),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """`who` by dataset: `row_key`, `person`, pseudonym, offset and rank of the persons who are left."""

    session: SparkSession
    job: ExtractJob
    people: People
    keys: DataFrame
    who: Mapping[str, DataFrame]
    persons: int

    @classmethod
    def of(cls, *, session: SparkSession, job: ExtractJob, people: People, persons: DataFrame, keys: DataFrame) -> Self:
        """The crosswalk is made here, once, and lives in the engine's memory and encrypted scratch alone."""
        walk = rested(crosswalk(persons, keys))
        who = {
            str(part.dataset.name): _held(rested(_who(people.links[part.dataset.name], walk, job=job, part=part)))
            for part in job.datasets
            if part.dataset.name in people.links
        }
        size = counts.count(walk)
        return cls(session=session, job=job, people=people, keys=keys, who=who, persons=size)

    def write(self, into: PartialExtract) -> tuple[tuple[DeliveredTable, ...], Mapping[str, Counted]]:
        """Every ordered table, treated and laid in order; and what was counted of each controller's notes."""
        tables = [(part, table) for part in self.job.datasets for table in part.tables]
        with ThreadPoolExecutor(_AT_ONCE) as several:
            # Texts take longest, so they begin first, and the other tables are written meanwhile.
            begun = {
                place: several.submit(self._write, *tables[place], into)
                for place in sorted(range(len(tables)), key=lambda place: not tables[place][1].texts)
            }
            told = [begun[place].result() for place in range(len(tables))]
        owners = [str(part.dataset.controller.id) for part, _ in tables]
        notes = {
            owner: Counted.together([counted for mine, (_, counted) in zip(owners, told, strict=True) if mine == owner])
            for owner in sorted(set(owners))
        }
        return tuple(table for table, _ in told), notes

    def sealed_lists(self, pins: Mapping[str, bytes]) -> dict[str, bytes]:
        """By controller, the persons of whom a row was delivered, sealed for that controller."""
        lists = {}
        for controller in self.job.controllers:
            own = [part for part in self.job.datasets if part.dataset.controller.id == controller]
            persons = disclosed([frame for part in own for frame in self._disclosed_by(part)])
            context = disclosure_context(self.job.order.order, controller)
            lists[controller] = counts.sealed(sealed_list(persons, for_key=pins[controller], context=context))
        return lists

    def correcting(self, controller: str) -> Correcting:
        """What that controller's stewards corrected in the masking of its notes."""
        corrected = self.job.corrections.get(controller)
        return Correcting(corrected.corrections) if corrected else UNCORRECTED

    def with_keys(self, part: DatasetJob, table: TableJob) -> DataFrame:
        """The rows that leave of one table, as they were read, beside their persons and the key frame."""
        rows, _ = self._rows(part, table)
        return rows.crossJoin(self.keys)

    @property
    def _cores(self) -> int:
        """Those of the engine, wherever they are."""
        return self.session.sparkContext.defaultParallelism

    def _write(self, part: DatasetJob, table: TableJob, into: PartialExtract) -> tuple[DeliveredTable, Counted]:
        rows, unlinked = self._rows(part, table)
        texts = table.texts
        rows, counted = counts.observed(self._masked(rows, part, table), measures(texts)) if texts else (rows, dict)
        rows = parted(rows, parts=_parts(part, table, cores=self._cores), persons=self.persons)
        # Keys are joined where they are used: a row that is on its way between tasks takes none along.
        with_keys = rows.crossJoin(self.keys) if needs_keys(table.plan) else rows
        treated = laid(treat(with_keys, table.plan, part.dataset))
        name = (part.dataset.name, table.table.name)
        into.write(treated, dataset=name[0], table=name[1], unrepeated=unrepeated(table.plan))
        told = _told(part, table, rows=into.rows(*name), strangers=unlinked().get("strangers", 0))
        return told, Counted.of(counted(), part.dataset.controller.id)

    def _rows(self, part: DatasetJob, table: TableJob) -> tuple[DataFrame, Callable[[], dict[str, int]]]:
        columns = needed(part.dataset, table.table, table.plan.delivered)
        rows = read(self.session, part.source, table.table.name, columns)
        unlinked: Callable[[], dict[str, int]] = dict
        key = row_key(part.dataset, table.table)
        if key:
            beside = beside_persons(rows, self._who(part, table), key=key)
            watched, unlinked = counts.observed(beside, {"strangers": strangers()})
            rows = of_those_who_leave(watched)
        return within(rows, table.table, self.job.order.period), unlinked

    def _who(self, part: DatasetJob, table: TableJob) -> DataFrame:
        """Whose rows leave; the person stays beside the row only where a note is masked with what is known of them."""
        who = self.who[part.dataset.name]
        return who.withColumnRenamed("person", PERSON) if table.texts else who.drop("person")

    def _masked(self, rows: DataFrame, part: DatasetJob, table: TableJob) -> DataFrame:
        texts = table.texts
        if self.job.order.text_profile == "withhold":
            return withheld(rows, texts)
        return masked(
            rows,
            texts,
            facts_of(self.people.residents, self.people.known),
            parts=2 * self._cores,
            surrogates=[name for name in texts if isinstance(table.plan.columns[name], SurrogateText)],
            keys=self.keys,
            model=self.job.text_model,
            correcting=self.correcting(part.dataset.controller.id),
        )

    def _disclosed_by(self, part: DatasetJob) -> Iterator[DataFrame]:
        """Frames with the column `person`, together everybody of whom a row of this dataset was delivered."""
        who = self.who.get(part.dataset.name)
        if who is None:
            return
        if any(holds_everybody(part.dataset, table.table) for table in part.tables):
            # The table of persons has a row for each of them: nobody is added by the others.
            yield who.where(F.col(PSEUDONYM).isNotNull()).select("person")
            return
        for table in part.tables:
            key = row_key(part.dataset, table.table)
            if key:
                columns = needed(part.dataset, table.table, ())
                rows = read(self.session, part.source, table.table.name, columns)
                beside = beside_persons(within(rows, table.table, self.job.order.period), who, key=key)
                yield of_those_who_leave(beside).select("person")


def disclosure_context(order: str, controller: str) -> bytes:
    """What a sealed list is bound to: opened under another order's or controller's name, it does not open."""
    return canonical({"controller": controller, "order": order})


def _held(everybody: DataFrame) -> DataFrame:
    """
    Held by every worker at once, where they are few enough: rows then stay where they were read until they are treated.

    The engine by itself would learn how few they are only after it had shuffled the rows to meet them.
    """
    return F.broadcast(everybody) if counts.count(everybody) <= _FEW_ENOUGH else everybody


def _who(links: DataFrame, walk: DataFrame, *, job: ExtractJob, part: DatasetJob) -> DataFrame:
    """Everybody of the dataset; beside them what the crosswalk says of those whose rows at its place leave."""
    reasons = [left_out_at(job.places, place) for place in job.places]
    stays_behind = left_out_at(job.places, part.place)
    leaving = walk.where(F.col(stays_behind).isNull()).drop(*reasons)
    return links.join(leaving, "person", "left").drop("resolved")


def _summed(several: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in several:
        total.update(each)
    return dict(total)


def _told(part: DatasetJob, table: TableJob, *, rows: int, strangers: int) -> DeliveredTable:
    columns = tuple(
        DeliveredColumn(
            name=name,
            datatype=described_as(table.table.columns[name].datatype, table.plan.columns[name]),
            treatment=to_json(table.plan.columns[name]),
        )
        for name in table.plan.delivered
    )
    return DeliveredTable(
        dataset=part.dataset.name, table=table.table.name, rows=rows, rows_without_person=strangers, columns=columns
    )


def _parts(part: DatasetJob, table: TableJob, *, cores: int) -> int:
    """A few files per table, and work for every core where there is enough of it."""
    size = sum(file.size() for file in part.source.files(table.table.name))
    if size < _SMALL_BYTES:
        return 1
    return max(cores, -(-size // _PART_BYTES))
