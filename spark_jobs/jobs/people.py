"""The people of a job: who the rows speak of, and what the registers know of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.storagelevel import StorageLevel

from catalog.model import Dataset
from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.sources.files import Source
from spark_jobs.sources.omop import read
from spark_jobs.transforms.consents import COLUMNS, standing
from spark_jobs.transforms.donations import DONATION, donors
from spark_jobs.transforms.exclusions import ExclusionKind, Registers
from spark_jobs.transforms.facts import FACTS
from spark_jobs.transforms.identities import by_person, known_numbers, linked, spellings, surely_by_person

_KEPT_ONCE = StorageLevel(useDisk=True, useMemory=True, useOffHeap=False, deserialized=True)
_KEPT_TWICE = StorageLevel(useDisk=True, useMemory=True, useOffHeap=False, deserialized=False, replication=2)


def rested(frame: DataFrame) -> DataFrame:
    """
    The frame computed once, in the engine's memory and, where it does not fit, in its encrypted scratch.

    Its plan ends here as well: a cached frame would carry the plans of all it was made from into every later question,
    and planning would soon take longer than the work. So it cannot be made again from what came before: in a cluster
    every part of it is kept by two workers, and one of them may die.
    """
    alone = str(frame.sparkSession.sparkContext.master).startswith("local")
    return frame.localCheckpoint(eager=True, storageLevel=_KEPT_ONCE if alone else _KEPT_TWICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """`links` by dataset: `row_key`, `person`, `resolved`. `known`: every number and its person."""

    links: Mapping[str, DataFrame]
    known: DataFrame
    registers: Registers
    residents: DataFrame


def identified(session: SparkSession, job: ExtractJob) -> People:
    """Everybody in the ordered datasets, resolved by the persons' register."""
    numbers = read(session, job.persons.source, "number", ("number", "person"))
    residents = read(session, job.persons.source, "resident", ("person", *FACTS))
    objections = _objections(session, job)
    protections = read(session, job.persons.source, "protection", ("person", "from_date", "to_date"))
    consents = _consents(session, job)
    donations = _donations(session, job)
    keys = {str(part.dataset.name): _keys(session, part.source) for part in job.datasets if part.dataset.person_key}
    columns = [
        numbers.select("number"),
        *(frame.select("person") for frame in (numbers, residents, objections, protections)),
        *(frame.select("person") for frame in (*consents, *donations)),
    ]
    forms = rested(
        spellings([*columns, *(frame.select("key") for frame in keys.values())], on=job.order.permit_issued_on)
    )
    known = rested(known_numbers(numbers, forms))
    return People(
        links={name: rested(linked(frame, known, forms, dataset=name)) for name, frame in keys.items()},
        known=known,
        registers=Registers(
            objections=by_person(objections, known, forms),
            protections=by_person(protections, known, forms),
            consents=next((_standing(frame, known, forms, job=job) for frame in consents), None),
            donors=next((_donors(frame, known, forms, job=job) for frame in donations), None),
        ),
        residents=by_person(residents, known, forms),
    )


def _keys(session: SparkSession, source: Source) -> DataFrame:
    key = source.dataset.person_key
    if key is None:
        raise AssertionError("a dataset without a person key links nobody")
    rows = read(session, source, key.table, (key.row_key, key.column))
    return rows.select(F.col(key.row_key).alias("row_key"), F.col(key.column).cast("string").alias("key"))


def _objections(session: SparkSession, job: ExtractJob) -> DataFrame:
    columns = ("number", "kind", "controller", "from_date", "to_date")
    return read(session, job.objections.source, "objection", columns).withColumnRenamed("number", "person")


def _consents(session: SparkSession, job: ExtractJob) -> list[DataFrame]:
    """The register's rows; none where the study does not rest on them."""
    if job.consents is None:
        return []
    return [read(session, job.consents.source, "consent", ("number", *COLUMNS)).withColumnRenamed("number", "person")]


def _standing(rows: DataFrame, known: DataFrame, forms: DataFrame, *, job: ExtractJob) -> DataFrame:
    claimed = surely_by_person(rows, known, forms)
    return standing(claimed, asked=job.asked_consent, withdrawn=ExclusionKind.WITHDRAWN.value)


def _donations(session: SparkSession, job: ExtractJob) -> list[DataFrame]:
    """The register's rows; none where nothing is donated."""
    if not job.donated:
        return []
    return [
        read(session, job.objections.source, "donation", ("number", *DONATION)).withColumnRenamed("number", "person")
    ]


def _donors(rows: DataFrame, known: DataFrame, forms: DataFrame, *, job: ExtractJob) -> DataFrame:
    return donors(surely_by_person(rows, known, forms), on=job.meaning.ordered_on)


def births(session: SparkSession, job: ExtractJob, people: People) -> list[DataFrame]:
    """`person`, `year`, `month`, `day`, `sex` from each dataset's table of persons."""
    return [_births(session, part.source, people) for part in job.datasets if part.dataset.name in people.links]


def _births(session: SparkSession, source: Source, people: People) -> DataFrame:
    key = source.dataset.person_key
    if key is None:
        raise AssertionError("a dataset without a person key describes nobody")
    described = _described(source.dataset, key.table)
    rows = read(session, source, key.table, (key.row_key, *described.values()))
    parts = {name: F.col(column) for name, column in described.items()}
    missing = F.lit(None)
    chosen = rows.select(
        F.col(key.row_key).alias("row_key"),
        *(parts.get(name, missing).cast("int").alias(name) for name in ("year", "month", "day")),
        parts.get("sex", missing).cast("string").alias("sex"),
    )
    return chosen.join(people.links[source.dataset.name], "row_key").select("person", "year", "month", "day", "sex")


def _described(dataset: Dataset, table: str) -> dict[str, str]:
    columns = {
        "year": "year_of_birth",
        "month": "month_of_birth",
        "day": "day_of_birth",
        "sex": "gender_concept_id",
    }
    return {name: column for name, column in columns.items() if column in dataset.tables[table].columns}
