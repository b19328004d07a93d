"""
Treatments as expressions of the engine: pseudonyms and date offsets made once per job and joined, the rest in place.

The keys come in as data: one row, made by a task from a closure. A key written into an expression would stand in the
plan, where `explain`, the engine's page and its event log show it. `pseudonymisation.treatment` is the reference for
every value.
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F

from catalog.model import Dataset
from pseudonymisation.code_key import LONGEST_SHIFT_DAYS, PSEUDONYM_HEX_DIGITS, CodeKey
from pseudonymisation.plan import Plan
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import (
    Band,
    Drop,
    Keep,
    MaskText,
    Pseudonymise,
    ShiftDate,
    SurrogateText,
    Treatment,
    YearOnly,
)
from spark_jobs.transforms.columns import OFFSET, PSEUDONYM, RANK
from spark_jobs.transforms.values import banded, shifted

_BLOCK, _INNER, _OUTER = 64, 0x36, 0x5C
"""RFC 2104, part 2, for SHA-256."""


def key_frame(session: SparkSession, key: CodeKey) -> DataFrame:
    """One row with two binary columns per domain, `inner_<domain>` and `outer_<domain>`: what `coded` begins with."""
    blocks: dict[str, bytes] = {}
    for domain in Domain:
        secret = key.domain_key(domain.value)
        blocks[f"inner_{domain.value}"] = _block(secret, _INNER)
        blocks[f"outer_{domain.value}"] = _block(secret, _OUTER)
    schema = ", ".join(f"{name} binary" for name in blocks)

    def handed_over(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                columns = [pa.array([block], pa.binary()) for block in blocks.values()]
                yield pa.RecordBatch.from_arrays(columns, names=list(blocks))

    return F.broadcast(session.range(1, numPartitions=1).mapInArrow(handed_over, schema))


def coded(domain: str, message: Column) -> Column:
    """
    The HMAC-SHA-256 of the message under that domain's key, in lower-case hexadecimal; needs the key frame's columns.

    Written out as RFC 2104 does, H(K ⊕ opad, H(K ⊕ ipad, text)): the engine's own `hmac` looks its algorithm up again
    for each value, and takes more than twice as long.
    """
    inner = F.sha2(F.concat(F.col(f"inner_{domain}"), message.cast("binary")), 256)
    return F.sha2(F.concat(F.col(f"outer_{domain}"), F.unhex(inner)), 256)


def pseudonym(domain: str, message: Column) -> Column:
    """As `CodeKey.pseudonym`; null for null and for an empty text."""
    known = F.when(message != "", message)
    # Cut as bytes: a text is cut character by character.
    return F.substring(coded(domain, known).cast("binary"), 1, PSEUDONYM_HEX_DIGITS).cast("string")


def offset(person: Column) -> Column:
    """As `CodeKey.date_offset`."""
    first = F.conv(F.substring(coded(Domain.DATE_SHIFT.value, person), 1, 16), 16, 10).cast("decimal(20,0)")
    return (F.lit(1) + first % F.lit(LONGEST_SHIFT_DAYS)).cast("int")


def _block(secret: bytes, pad: int) -> bytes:
    # A secret shorter than SHA-256's block of 64 bytes is filled up with zeros.
    return bytes(byte ^ pad for byte in secret.ljust(_BLOCK, b"\0"))


def crosswalk(persons: DataFrame, keys: DataFrame) -> DataFrame:
    """
    `person`, its pseudonym, its date offset, and its rank among the pseudonyms, each person once.

    What else `persons` says of them (but the index date) stays beside them.
    """
    person, known = F.col("person"), [name for name in persons.columns if name != "index_date"]
    made = persons.select(*known).crossJoin(keys)
    coded_persons = made.select(
        *known, pseudonym(Domain.PERSON.value, person).alias(PSEUDONYM), offset(person).alias(OFFSET)
    )
    # One window over all persons is one task; the persons of an extract are few beside its rows.
    rank = F.row_number().over(Window.orderBy(PSEUDONYM)) - 1
    return coded_persons.withColumn(RANK, rank)


def within_dataset(domain: str, value: Column, *, dataset: str) -> Column:
    """
    The pseudonym of a value that means something inside one dataset only: a visit, a unit, a member of staff, a row.

    The dataset is part of the message, so that two providers' number 17 do not become one.
    """
    text = value.cast("string")
    return pseudonym(domain, F.when(text != "", F.concat(F.lit(f"{dataset}|"), text)))


def treat(rows: DataFrame, plan: Plan, dataset: Dataset) -> DataFrame:
    """
    The plan's columns, treated, in the order's sequence, and no column besides (but for the rank they are laid by).

    The closing `select` is the contract: a column nobody ordered cannot leave.
    """
    types = {name: column.datatype for name, column in dataset.tables[plan.table].columns.items()}
    columns = [
        treated(name, plan.columns[name], dataset=dataset.name, datatype=types[name]).alias(name)
        for name in plan.delivered
    ]
    rank = [F.col(RANK)] if RANK in rows.columns else []
    return rows.select(*rank, *columns)


def needs_keys(plan: Plan) -> bool:
    """Whether `treat` makes pseudonyms of others than persons, whose pseudonyms the crosswalk has."""
    return any(
        isinstance(each, Pseudonymise) and each.domain is not Domain.PERSON
        for each in (plan.columns[name] for name in plan.delivered)
    )


def unrepeated(plan: Plan) -> tuple[str, ...]:
    """The delivered columns of pseudonyms that hardly stand twice in a table: those of its rows and of visits."""
    return tuple(
        name
        for name in plan.delivered
        if isinstance(treatment := plan.columns[name], Pseudonymise) and treatment.domain in (Domain.ROW, Domain.VISIT)
    )


def treated(name: str, treatment: Treatment, *, dataset: str, datatype: str) -> Column:
    """The column after its treatment. Text comes masked from `notes` already."""
    column = F.col(name)
    match treatment:
        case Keep() | MaskText() | SurrogateText():
            return column
        case Pseudonymise(domain=domain):
            return (
                F.col(PSEUDONYM) if domain is Domain.PERSON else within_dataset(domain.value, column, dataset=dataset)
            )
        case YearOnly():
            return F.year(column)
        case Band(width=width, top=top):
            return banded(column, width=width, top=top)
        case ShiftDate():
            return shifted(column, datatype=datatype)
        case Drop():
            raise AssertionError("a dropped column is not among the delivered ones")
