from typing import Any

from pyspark.sql import SparkSession

from catalog.cohort.definition import CohortDefinition
from spark_jobs.transforms.cohort.events import Rows
from spark_jobs.transforms.cohort.native import birth_of, cohort
from tests.spark.tables import rows, table

BASE: dict[str, Any] = {
    "title": "bleeding",
    "code_lists": {
        "bleed": {"system": "ICD-10-SE", "codes": ["k92.2", "I85"], "match": "prefix"},
        "drug": {"system": "ATC", "codes": ["B01AA03"]},
    },
    "entry": [{"table": "condition_occurrence", "column": "code", "code_list": "bleed"}],
    "period": {"from": "2020-01-01", "to": "2020-12-31"},
    "exclude": [{"table": "drug_exposure", "column": "code", "code_list": "drug", "when": "before_index"}],
}
EVENTS = """
row_key:bigint | day:date   | code:string
1              | 2020-03-01 | K922
1              | 2020-02-01 | k92.2
2              | 2019-12-31 | K92.2
3              | -          | K92.2
4              | 2020-12-31 | I85.9
5              | 2020-05-05 | K921
6              | 2020-06-01 | I85
7              | 2020-06-01 | I85
"""
DRUGS = """
row_key:bigint | day:date   | code:string
1              | 2020-02-01 | B01AA03
6              | 2020-05-31 | b01 aa03
7              | -          | B01AA03
4              | 2020-01-01 | B01AA031
"""
BIRTHS = """
person:string | year:int | month:int | day:int | sex:string
p1            | 2002     | 2         | 1       | 8507
p4            | 1950     | -         | -       | 8532
p6            | 2002     | 6         | 2       | 8507
p7            | -        | -         | -       | 8507
"""


def found(spark: SparkSession, **changed: Any) -> list[tuple[object, ...]]:
    definition = CohortDefinition.of({**BASE, **changed})
    frames = {"condition_occurrence": EVENTS, "drug_exposure": DRUGS}
    sources = [
        Rows(dataset="d", criterion=criterion, frame=table(spark, frames[criterion.table]))
        for criterion in definition.criteria()
    ]
    links = {"d": spark.createDataFrame([(key, f"p{key}") for key in range(1, 8)], "row_key bigint, person string")}
    births = birth_of([table(spark, BIRTHS)])
    return [(person, str(day)) for person, day in rows(cohort(definition, rows=sources, links=links, births=births))]


def test_the_index_is_the_earliest_match_inside_the_period_and_exclusions_come_before_it(spark: SparkSession) -> None:
    # 2 came before the period, 3 has no day, 5 another code, 6 the drug before, 7 the drug on a day nobody knows.
    assert found(spark) == [("p1", "2020-02-01"), ("p4", "2020-12-31")]


def test_an_exclusion_of_ever_leaves_out_whoever_had_it_at_any_time(spark: SparkSession) -> None:
    ever = [{**BASE["exclude"][0], "when": "ever"}]

    assert found(spark, exclude=ever) == [("p4", "2020-12-31")]


def test_age_counts_full_years_on_the_index_and_a_missing_birth_leaves_out(spark: SparkSession) -> None:
    lists = {"bleed": BASE["code_lists"]["bleed"]}

    # p1 turns 18 on the index itself; p6 on the day after; of p7 nobody knows.
    adults = found(spark, exclude=[], code_lists=lists, age_at_index={"from": 18, "to": 70})

    assert adults == [("p1", "2020-02-01"), ("p4", "2020-12-31")]


def test_sex_is_asked_as_an_omop_concept(spark: SparkSession) -> None:
    assert found(spark, sex=["8532"]) == [("p4", "2020-12-31")]
