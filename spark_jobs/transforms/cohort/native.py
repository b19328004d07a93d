"""The native cohort definition, told in Spark: entry, index, age, sex, exclusions, in that order."""

from collections.abc import Mapping, Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from catalog.cohort.definition import Ages, CohortDefinition, Exclusion, When
from spark_jobs.transforms.cohort.events import Rows, matching, union


def cohort(
    definition: CohortDefinition, *, rows: Sequence[Rows], links: Mapping[str, DataFrame], births: DataFrame
) -> DataFrame:
    """
    `person`, `index_date`, each person once.

    `rows` holds the ordered datasets' rows for every criterion, and nobody else's; `births` is from `birth_of`.
    """
    entered = index_of(definition, rows=rows, links=links)
    described = entered.join(births, "person", "left").where(_asked_for(definition))
    kept = described.select("person", "index_date")
    for exclusion in definition.exclude:
        kept = _without(kept, exclusion, definition, rows=rows, links=links)
    return kept


def index_of(definition: CohortDefinition, *, rows: Sequence[Rows], links: Mapping[str, DataFrame]) -> DataFrame:
    """Each person's earliest matching day inside the period. A row without a day enters nobody."""
    entries = [
        matching(found, definition.code_lists[found.criterion.code_list], links=links)
        for found in rows
        if found.criterion in definition.entry
    ]
    inside = F.col("day").between(F.lit(definition.period.start), F.lit(definition.period.end))
    return union(entries).where(inside).groupBy("person").agg(F.min("day").alias("index_date"))


def birth_of(persons: Sequence[DataFrame]) -> DataFrame:
    """
    `person`, `birth`, `sexes` from the datasets' tables of persons (`person`, `year`, `month`, `day`, `sex`).

    Where only the year is known the birth counts as 1 July; of several dates, the earliest counts.
    """
    halfway = F.try_to_date(F.format_string("%04d-07-01", "year"), "yyyy-MM-dd")
    # A day that does not exist (30 February) is no birth: whoever has none is left out where an age is asked for.
    exact = F.try_to_date(F.format_string("%04d-%02d-%02d", "year", "month", "day"), "yyyy-MM-dd")
    born = F.when(F.col("month").isNull() | F.col("day").isNull(), halfway).otherwise(exact)
    each = union([*persons]).select("person", born.alias("birth"), F.col("sex").cast("string").alias("sex"))
    return each.groupBy("person").agg(F.min("birth").alias("birth"), F.collect_set("sex").alias("sexes"))


def _asked_for(definition: CohortDefinition) -> Column:
    """A person whose birth or sex is not known is left out where it is asked for."""
    wanted = F.lit(True)
    if definition.age_at_index:
        wanted = wanted & F.coalesce(_aged(definition.age_at_index), F.lit(False))
    if definition.sex:
        sexes = F.array(*(F.lit(sex) for sex in definition.sex))
        wanted = wanted & F.coalesce(F.arrays_overlap("sexes", sexes), F.lit(False))
    return wanted


def _aged(ages: Ages) -> Column:
    index, birth = F.col("index_date"), F.col("birth")
    birthday_ahead = (F.month(index) * 100 + F.day(index)) < (F.month(birth) * 100 + F.day(birth))
    years = F.year(index) - F.year(birth) - F.when(birthday_ahead, 1).otherwise(0)
    return years.between(ages.start, ages.end)


def _without(
    kept: DataFrame,
    exclusion: Exclusion,
    definition: CohortDefinition,
    *,
    rows: Sequence[Rows],
    links: Mapping[str, DataFrame],
) -> DataFrame:
    found = [
        matching(each, definition.code_lists[exclusion.code_list], links=links)
        for each in rows
        if each.criterion == exclusion
    ]
    events = union(found).withColumnRenamed("person", "other")
    same = F.col("person") == F.col("other")
    if exclusion.when is When.BEFORE_INDEX:
        # A row without a day may have been before: silence leaves a person out, never in.
        same = same & (F.col("day").isNull() | (F.col("day") < F.col("index_date")))
    return kept.join(events, same, "left_anti")
