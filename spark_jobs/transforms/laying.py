"""The sequence in which delivered rows lie: by pseudonym, so that the source's own sequence does not shine through."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from spark_jobs.transforms.columns import RANK


def laid(treated_rows: DataFrame, *, parts: int, persons: int) -> DataFrame:
    """
    The rows in their final sequence: by pseudonym, then by what else is delivered, so that the source's own sequence
    does not shine through. Each part holds a range of pseudonyms, and the parts follow one another.
    """
    columns = [name for name in treated_rows.columns if name != RANK]
    if RANK not in treated_rows.columns:
        return treated_rows.repartition(1).sortWithinPartitions(*columns).select(*columns)
    # The persons are ranked by pseudonym, evenly, so nobody need look at the rows first to cut them into even parts.
    part = (F.col(RANK) * parts / max(persons, 1)).cast("int")
    return treated_rows.repartitionById(parts, part).sortWithinPartitions(RANK, *columns).select(*columns)
