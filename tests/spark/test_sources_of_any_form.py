"""A folder of tables is a dataset by description alone: Parquet, CSV and gzip CSV give the same rows."""

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from catalog.model import Location
from spark_jobs.errors import SourceUnfit
from spark_jobs.jobs.faults import ENGINE_ERRORS, told
from spark_jobs.sources.files import Source
from spark_jobs.sources.omop import read
from tests.spark.tables import rows
from tests.support import builders

COLUMNS = ("person_id", "condition_source_value", "condition_start_date")
ROWS = pa.table(
    {
        "Person_ID": pa.array([1, 2, None], pa.int64()),
        "CONDITION_SOURCE_VALUE": ["K922", 'I48, "persisting"', None],
        "condition_start_date": pa.array([date(2020, 2, 29), None, date(1999, 12, 31)], pa.date32()),
        "never_described": ["a", "b", "c"],
    }
)


def source(folder: Path, form: str) -> Source:
    alvik = builders.dataset("alvik")
    table = alvik.tables["condition_occurrence"]
    numbered = {**table.columns, "person_id": replace(table.columns["person_id"], datatype="integer")}
    tables = {**alvik.tables, "condition_occurrence": replace(table, columns=numbered)}
    described = replace(alvik, location=Location(folder=str(folder), format=form), tables=tables)
    return Source.of(described, sources=folder)


def written(folder: Path, form: str) -> Path:
    if form == "parquet":
        pq.write_table(ROWS, folder / "condition_occurrence.parquet")
        return folder
    plain = folder / "Condition_Occurrence.csv"
    pc.write_csv(ROWS, plain)
    if form == "csv.gz":
        plain.with_suffix(".csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
        plain.unlink()
    return folder


@pytest.mark.parametrize("form", ["parquet", "csv", "csv.gz"])
def test_every_form_gives_the_described_columns_in_the_described_types(
    spark: SparkSession, tmp_path: Path, form: str
) -> None:
    found = read(spark, source(written(tmp_path, form), form), "condition_occurrence", COLUMNS)

    assert found.columns == list(COLUMNS)
    assert rows(found) == rows(
        spark.createDataFrame(
            [(1, "K922", date(2020, 2, 29)), (2, 'I48, "persisting"', None), (None, None, date(1999, 12, 31))],
            "person_id bigint, condition_source_value string, condition_start_date date",
        )
    )


@pytest.mark.parametrize("form", ["csv", "csv.gz"])
def test_a_line_that_does_not_fit_stops_the_job_and_is_not_quoted(
    spark: SparkSession, tmp_path: Path, form: str
) -> None:
    bad = "person_id,condition_source_value,condition_start_date\n19121200-1212,K922,2020-01-01\n"
    content = bad.encode()
    name = f"condition_occurrence.{form}"
    (tmp_path / name).write_bytes(gzip.compress(content) if form == "csv.gz" else content)
    unfit = source(tmp_path, form)
    frame = read(spark, unfit, "condition_occurrence", COLUMNS)

    with pytest.raises(ENGINE_ERRORS) as stopped:
        rows(frame)

    assert "19121200" not in str(told(stopped.value, [unfit]))


def test_a_csv_that_lacks_an_ordered_column_is_named(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "condition_occurrence.csv").write_text("person_id,condition_start_date\n1,2020-01-01\n")

    with pytest.raises(SourceUnfit, match=r"alvik\.condition_occurrence .*condition_source_value"):
        read(spark, source(tmp_path, "csv"), "condition_occurrence", COLUMNS)
