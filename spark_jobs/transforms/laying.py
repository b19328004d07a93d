"""The sequence in which delivered rows lie: by pseudonym, so that the source's own sequence does not shine through."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from spark_jobs.transforms.columns import RANK


def parted(rows: DataFrame, *, parts: int, persons: int) -> DataFrame:
    """
    The rows in the parts that they will be written in, and not yet in sequence there; treatments come after it.

    Each part holds a range of pseudonyms, and the parts follow one another. A number that is on its way from task to
    task is a fourth of the pseudonym that it becomes.
    """
    if parts == 1 or RANK not in rows.columns:
        return rows.coalesce(1)
    # The persons are ranked by pseudonym, evenly, so nobody need look at the rows first to cut them into even parts.
    return rows.repartitionById(parts, (F.col(RANK) * parts / max(persons, 1)).cast("int"))


def laid(treated_rows: DataFrame) -> DataFrame:
    """
    The rows of each part in their final sequence, without the rank: by pseudonym, then by what else is delivered, so
    that the source's own sequence does not shine through.
    """
    columns = [name for name in treated_rows.columns if name != RANK]
    by = [RANK, *columns] if RANK in treated_rows.columns else columns
    return treated_rows.sortWithinPartitions(*by).select(*columns)
