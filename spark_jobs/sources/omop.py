"""
Any folder of OMOP tables, and any register: Parquet, CSV or gzip CSV, read as the catalog describes it.

What comes out has the described columns that were asked for, in the described types, and no others.
"""

from collections.abc import Iterable

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spark_jobs.sources.files import Source
from spark_jobs.sources.schema import DESCRIBED, columns_found, header, named


def read(session: SparkSession, source: Source, table: str, columns: Iterable[str]) -> DataFrame:
    """
    These columns of the table, lazily. Raises SourceUnfit before a row is read where the files are not as described;
    a row that turns out otherwise later stops the job.
    """
    wanted = tuple(dict.fromkeys(columns))
    names = named(source, table, wanted)
    frame = (
        _parquet(session, source, table)
        if source.dataset.location.format == "parquet"
        else _csv(session, source, table)
    )
    types = {column: source.dataset.tables[table].columns[column].datatype for column in wanted}
    return frame.select(*(_as_described(F.col(f"`{names[column]}`"), types[column]).alias(column) for column in wanted))


def _as_described(column: Column, described: str) -> Column:
    kind = DESCRIBED[described]
    return column if isinstance(kind, T.StringType) else column.cast(kind)


def _parquet(session: SparkSession, source: Source, table: str) -> DataFrame:
    schema = T.StructType(
        [
            T.StructField(name, _spark_type(kind))
            for name, kind in columns_found(source, table).items()
            if kind is not None and _readable(kind)
        ]
    )
    return session.read.schema(schema).parquet(*_paths(source, table))


def _csv(session: SparkSession, source: Source, table: str) -> DataFrame:
    described = source.dataset.tables[table].columns
    by_name = {name.lower(): column.datatype for name, column in described.items()}
    names = header(source.files(table)[0])
    schema = T.StructType([T.StructField(name, DESCRIBED[by_name.get(name.lower(), "string")]) for name in names])
    text = any(column.datatype == "text" for column in described.values())
    reader = session.read.schema(schema).options(
        header=True,
        # A row that does not fit stops the job: a null in its place would be a wrong row.
        mode="FAILFAST",
        encoding="UTF-8",
        quote='"',
        escape='"',
        nullValue="",
        # Only a table of notes has line breaks inside its fields; every other can be read in parts.
        multiLine=text,
    )
    return reader.csv(list(_paths(source, table)))


def _paths(source: Source, table: str) -> tuple[str, ...]:
    # Spark reads a path as a pattern: signs of a pattern in a folder's name are to be taken as they stand.
    return tuple(
        "".join(f"\\{sign}" if sign in "{}[]*?\\" else sign for sign in file.address) for file in source.files(table)
    )


def _readable(kind: pa.DataType) -> bool:
    try:
        _spark_type(kind)
    except KeyError:
        return False
    return True


def _spark_type(kind: pa.DataType) -> T.DataType:
    """The type in which Spark reads a Parquet column that arrow reads in that one. Raises KeyError for nested types."""
    if pa.types.is_dictionary(kind):
        return _spark_type(kind.value_type)
    if pa.types.is_decimal(kind):
        return T.DecimalType(kind.precision, kind.scale)
    if pa.types.is_timestamp(kind):
        return T.TimestampType() if kind.tz else T.TimestampNTZType()
    return _PARQUET[str(kind)]


_PARQUET: dict[str, T.DataType] = {
    "int8": T.ByteType(),
    "int16": T.ShortType(),
    "int32": T.IntegerType(),
    "int64": T.LongType(),
    "uint8": T.ShortType(),
    "uint16": T.IntegerType(),
    "uint32": T.LongType(),
    "float": T.FloatType(),
    "double": T.DoubleType(),
    "string": T.StringType(),
    "large_string": T.StringType(),
    "string_view": T.StringType(),
    "bool": T.BooleanType(),
    "date32[day]": T.DateType(),
    "date64[ms]": T.DateType(),
}
