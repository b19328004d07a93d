"""From the persons who are left to the treated tables and the sealed lists of whose rows went into them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Self

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from catalog.model import Dataset, Table
from pseudonymisation.treatment import MaskText
from pseudonymisation.treatment_forms import to_json
from spark_jobs import counts
from spark_jobs.jobs.admission import DatasetJob, ExtractJob, TableJob
from spark_jobs.jobs.people import KEPT, People
from spark_jobs.papers.manifest import DeliveredColumn, DeliveredTable
from spark_jobs.papers.paper import canonical
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.sources.omop import read
from spark_jobs.transforms.columns import PERSON, needed, of_persons, row_key, within
from spark_jobs.transforms.disclosure import disclosed, sealed_list
from spark_jobs.transforms.laying import laid
from spark_jobs.transforms.notes import facts_of, masked, measures, withheld
from spark_jobs.transforms.treatments import crosswalk, needs_keys, treat
from spark_jobs.transforms.values import described_as

_PART_BYTES = 64 * 1024 * 1024
_SMALL_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Notes among the delivered rows, and how many of them were withheld."""

    notes: int
    withheld: int


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
        walk = crosswalk(persons, keys).persist(KEPT)
        size = counts.count(walk)
        who = {
            name: links.where("resolved").join(walk, "person").drop("resolved").persist(KEPT)
            for name, links in people.links.items()
        }
        return cls(session=session, job=job, people=people, keys=keys, who=who, persons=size)

    def write(self, into: PartialExtract) -> tuple[tuple[DeliveredTable, ...], Counted]:
        """Every ordered table, treated and laid in order."""
        strangers = self._strangers()
        written, notes, withheld = [], 0, 0
        for part, table in self._tables():
            texts = self._write(part, table, into)
            notes, withheld = notes + texts.notes, withheld + texts.withheld
            name = (part.dataset.name, table.table.name)
            written.append(_told(part, table, rows=into.rows(*name), strangers=strangers.get(_label(*name), 0)))
        return tuple(written), Counted(notes=notes, withheld=withheld)

    def sealed_lists(self, pins: Mapping[str, bytes]) -> dict[str, bytes]:
        """By controller, the persons of whom a row was delivered, sealed for that controller."""
        lists = {}
        for controller in self.job.controllers:
            own = [part for part in self.job.datasets if part.dataset.controller.id == controller]
            persons = disclosed([frame for part in own for frame in self._disclosed_by(part)])
            context = disclosure_context(self.job.order.order, controller)
            lists[controller] = counts.sealed(sealed_list(persons, for_key=pins[controller], context=context))
        return lists

    def _tables(self) -> Iterator[tuple[DatasetJob, TableJob]]:
        return ((part, table) for part in self.job.datasets for table in part.tables)

    def _write(self, part: DatasetJob, table: TableJob, into: PartialExtract) -> Counted:
        rows, texts = self._rows(part, table), _texts(table)
        ask = None
        if texts:
            rows, ask = counts.observed(self._texts_treated(rows, texts), measures(texts))
        treated = laid(treat(rows, table.plan, part.dataset), parts=_parts(part, table), persons=self.persons)
        into.write(treated, dataset=part.dataset.name, table=table.table.name)
        return Counted(**ask()) if ask else Counted(notes=0, withheld=0)

    def _rows(self, part: DatasetJob, table: TableJob) -> DataFrame:
        columns = needed(part.dataset, table.table, table.plan.delivered)
        rows = within(read(self.session, part.source, table.table.name, columns), table.table, self.job.order.period)
        key = row_key(part.dataset, table.table)
        found = of_persons(rows, self._who(part, table), key=key) if key else rows
        return found.crossJoin(self.keys) if needs_keys(table.plan) else found

    def _who(self, part: DatasetJob, table: TableJob) -> DataFrame:
        """Whose rows leave; the person stays beside the row only where a note is masked with what is known of them."""
        who = self.who[part.dataset.name]
        return who.withColumnRenamed("person", PERSON) if _texts(table) else who.drop("person")

    def _texts_treated(self, rows: DataFrame, texts: tuple[str, ...]) -> DataFrame:
        if self.job.order.text_profile == "withhold":
            return withheld(rows, texts)
        facts = facts_of(self.people.residents, self.people.known)
        return masked(rows, texts, facts, parts=2 * (os.cpu_count() or 1))

    def _strangers(self) -> dict[str, int]:
        """By table, the rows behind which nobody could be found."""
        frames = [frame for part, table in self._tables() if (frame := self._unlinked(part, table)) is not None]
        labels = [_label(part.dataset.name, table.table.name) for part, table in self._tables()]
        if not frames:
            return {}
        measures = {label: (F.col("label") == label).cast("long") for label in labels}
        return counts.totals(reduce(DataFrame.unionByName, frames), measures)

    def _unlinked(self, part: DatasetJob, table: TableJob) -> DataFrame | None:
        key = row_key(part.dataset, table.table)
        if key is None:
            return None
        rows = read(self.session, part.source, table.table.name, (key,)).withColumnRenamed(key, "row_key")
        strangers = rows.join(self.people.links[part.dataset.name], "row_key", "left_anti")
        return strangers.select(F.lit(_label(part.dataset.name, table.table.name)).alias("label"))

    def _disclosed_by(self, part: DatasetJob) -> Iterator[DataFrame]:
        """Frames with the column `person`, together everybody of whom a row of this dataset was delivered."""
        who = self.who.get(part.dataset.name)
        if who is None:
            return
        if any(_holds_everybody(part.dataset, table.table) for table in part.tables):
            # The table of persons has a row for each of them: nobody is added by the others.
            yield who.select("person")
            return
        for table in part.tables:
            key = row_key(part.dataset, table.table)
            if key:
                columns = needed(part.dataset, table.table, ())
                rows = read(self.session, part.source, table.table.name, columns)
                yield of_persons(within(rows, table.table, self.job.order.period), who, key=key).select("person")


def disclosure_context(order: str, controller: str) -> bytes:
    """What a sealed list is bound to: opened under another order's or controller's name, it does not open."""
    return canonical({"controller": controller, "order": order})


def _holds_everybody(dataset: Dataset, table: Table) -> bool:
    return dataset.person_key is not None and table.name == dataset.person_key.table and table.date_column is None


def _texts(table: TableJob) -> tuple[str, ...]:
    return tuple(name for name in table.plan.delivered if isinstance(table.plan.columns[name], MaskText))


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


def _label(dataset: str, table: str) -> str:
    return f"{dataset}.{table}"


def _parts(part: DatasetJob, table: TableJob) -> int:
    """A few files per table, and work for every core where there is enough of it."""
    size = sum(path.stat().st_size for path in part.source.files(table.table.name))
    if size < _SMALL_BYTES:
        return 1
    return max(os.cpu_count() or 1, -(-size // _PART_BYTES))
