"""Whose donation holds on a day, and out of whose rows everybody else stays."""

from datetime import date

import pytest
from pyspark.sql import DataFrame, SparkSession

from spark_jobs import counts
from spark_jobs.transforms.donations import donors, given_up
from spark_jobs.transforms.exclusions import ExclusionKind, Meaning, Place, Registers, counted_at, flagged
from tests.spark.tables import rows, table

ON = date(2026, 11, 20)
PLACES = (Place("malarhojden"), Place("malarhojden", donated=True), Place("norrmalm"))


def test_a_donation_in_doubt_is_none(spark: SparkSession) -> None:
    register = table(
        spark,
        """
        person:string       | sure:int | from_date:date | to_date:date | version:int
        gave                | 1        | 2025-03-01     | -            | 2
        today               | 1        | 2026-11-20     | -            | 2
        until tomorrow      | 1        | 2025-03-01     | 2026-11-21   | 2
        anew                | 1        | 2020-01-01     | 2022-01-01   | 1
        anew                | 1        | 2022-01-02     | -            | 2
        tomorrow            | 1        | 2026-11-21     | -            | 2
        back today          | 1        | 2025-03-01     | 2026-11-20   | 2
        back in another row | 1        | 2025-03-01     | -            | 2
        back in another row | 0        | -              | 2025-03-01   | -
        back for good       | 1        | 2022-01-01     | -            | 2
        back for good       | 1        | 2020-01-01     | 2022-01-01   | 1
        no day              | 1        | -              | -            | 2
        no version          | 1        | 2025-03-01     | -            | -
        perhaps another     | 0        | 2025-03-01     | -            | 2
        -                   | 1        | 2025-03-01     | -            | 2
        """,
    ).selectExpr("person", "sure = 1 AS sure", "from_date", "to_date", "version")

    found = {person for (person,) in rows(donors(register, on=ON))}

    assert found == {"gave", "today", "until tomorrow", "anew", None}


def test_who_gave_then_and_gives_no_more_has_given_up(spark: SparkSession) -> None:
    register = table(
        spark,
        """
        person:string | sure:int | from_date:date | to_date:date | version:int
        gives still   | 1        | 2025-03-01     | -            | 2
        back since    | 1        | 2025-03-01     | 2026-12-01   | 2
        back before   | 1        | 2025-03-01     | 2026-11-01   | 2
        gave since    | 1        | 2026-11-25     | 2026-12-01   | 2
        gave anew     | 1        | 2025-03-01     | 2026-12-01   | 2
        gave anew     | 1        | 2026-12-05     | -            | 2
        """,
    ).selectExpr("person", "sure = 1 AS sure", "from_date", "to_date", "version")

    assert rows(given_up(register, since=ON, on=date(2026, 12, 10))) == [("back since",)]


def cohort(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame([(name, ON) for name in ("a", "b", "c", "?x")], "person string, index_date date")


def registers(spark: SparkSession, gave: DataFrame | None) -> Registers:
    columns = "person:string | kind:string | controller:string | from_date:date | to_date:date"
    objecting = table(spark, f"{columns}\nc | care_block | malarhojden | 2020-01-01 | -")
    nobody = objecting.limit(0).select("person", "from_date", "to_date")
    return Registers(objections=objecting, protections=nobody, donors=gave)


@pytest.mark.parametrize("told", [True, False], ids=["by the register", "by nobody"])
def test_whoever_gave_nothing_stays_out_of_the_donated_rows_and_of_no_others(spark: SparkSession, told: bool) -> None:
    gave = table(spark, "person:string\na\nc") if told else None
    meaning = Meaning(objections=(), places=PLACES, permitted_on=ON, ordered_on=ON)

    judged = flagged(cohort(spark), registers(spark, gave), meaning=meaning)

    why = {row[0]: tuple(code[:3] if code else None for code in row[2:]) for row in rows(judged)}
    assert why == {
        "a": (None, None, None if told else "X06", None),
        "b": (None, None, "X06", None),
        "c": (None, None, None if told else "X06", None),
        "?x": ("X00", "X00", "X00", "X00"),
    }


def test_a_controller_is_told_once_of_both_kinds_of_its_rows(spark: SparkSession) -> None:
    meaning = Meaning(objections=(), places=PLACES, permitted_on=ON, ordered_on=ON)
    judged = flagged(cohort(spark), registers(spark, table(spark, "person:string\na")), meaning=meaning)

    measures = counted_at([kind.value for kind in ExclusionKind], PLACES)
    numbered = {str(place): measure for place, measure in enumerate(measures.values())}
    told = dict(zip(measures, counts.totals(judged, numbered).values(), strict=True))

    assert {key: persons for key, persons in told.items() if persons} == {("malarhojden", "X06-no-donation"): 2}
