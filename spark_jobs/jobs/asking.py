"""The rows that a cohort definition asks about, of the ordered datasets and of no other."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from catalog.cohort.definition import Criterion
from catalog.model import Dataset
from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.sources.files import Source
from spark_jobs.sources.omop import read
from spark_jobs.transforms.cohort.events import Rows
from spark_jobs.transforms.columns import day_of, row_key


def criteria_rows(session: SparkSession, job: ExtractJob) -> list[Rows]:
    """For each criterion, the rows of every ordered dataset that has its table and column."""
    return [
        _rows(session, part.source, criterion)
        for criterion in job.cohort.criteria()
        for part in job.datasets
        if _answers(part.dataset, criterion)
    ]


def _answers(dataset: Dataset, criterion: Criterion) -> bool:
    table = dataset.tables.get(criterion.table)
    return (
        table is not None
        and criterion.column in table.columns
        and table.date_column is not None
        and row_key(dataset, table) is not None
    )


def _rows(session: SparkSession, source: Source, criterion: Criterion) -> Rows:
    table = source.dataset.tables[criterion.table]
    key = row_key(source.dataset, table)
    if key is None or table.date_column is None:
        raise AssertionError("asked of a table that cannot answer")
    frame = read(session, source, table.name, (key, table.date_column, criterion.column))
    chosen = frame.select(
        F.col(key).alias("row_key"),
        day_of(F.col(table.date_column)).alias("day"),
        F.col(criterion.column).alias("code"),
    )
    return Rows(dataset=source.dataset.name, criterion=criterion, frame=chosen)
