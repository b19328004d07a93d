from datetime import date

import pytest
from pyspark.sql import DataFrame, SparkSession

from spark_jobs import counts
from spark_jobs.transforms.exclusions import ExclusionKind, Registers, counted, flagged, kept
from tests.spark.tables import rows, table

ON = date(2026, 11, 20)
ALL = tuple(kind.value for kind in ExclusionKind)


@pytest.fixture(scope="module")
def registers(spark: SparkSession) -> Registers:
    return Registers(
        objections=table(
            spark,
            """
            person:string | kind:string | controller:string | from_date:date | to_date:date
            b             | opt_out     | -                 | 2020-01-01     | -
            c             | opt_out     | -                 | -              | -
            d             | opt_out     | -                 | 2020-01-01     | 2026-11-19
            e             | opt_out     | -                 | 2026-11-21     | -
            f             | care_block  | norrmalm          | 2020-01-01     | -
            g             | care_block  | elsewhere         | 2020-01-01     | -
            h             | care_block  | -                 | 2020-01-01     | -
            i             | something   | -                 | 2020-01-01     | -
            j             | opt_out     | -                 | 2020-01-01     | -
            """,
        ),
        protections=table(
            spark,
            """
            person:string | from_date:date | to_date:date
            j             | 2020-01-01     | -
            k             | -              | -
            l             | 2020-01-01     | 2021-01-01
            """,
        ),
    )


def cohort(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(
        [(name, ON) for name in "abcdefghijkl"] + [("?x", ON)], "person string, index_date date"
    )


def test_each_person_is_left_out_once_under_the_first_kind_that_applies(
    spark: SparkSession, registers: Registers
) -> None:
    judged = flagged(cohort(spark), registers, kinds=ALL, controllers=["norrmalm"], on=ON)

    found = {person: kind for person, _, kind in rows(judged)}

    assert found == {
        "a": None,
        "b": "X01-opted-out",
        "c": "X01-opted-out",  # a missing first day leaves a person out
        "d": None,  # ended the day before
        "e": None,  # begins tomorrow
        "f": "X02-care-block",
        "g": None,  # blocked at a controller that is not asked
        "h": "X02-care-block",  # blocked everywhere
        "i": "X01-opted-out",  # an objection nobody knows the kind of is an objection
        "j": "X01-opted-out",  # protected as well, counted once
        "k": "X03-protected-identity",
        "l": None,
        "?x": "X00-identity-unresolved",
    }


def test_the_counts_name_every_ordered_kind_and_add_up(spark: SparkSession, registers: Registers) -> None:
    judged = flagged(cohort(spark), registers, kinds=ALL, controllers=[], on=ON)

    tally = counts.totals(judged, counted(ALL))

    assert list(tally) == [*ALL, "delivered"]
    assert sum(tally.values()) == 13
    assert tally["delivered"] == counts.count(kept(judged))


def test_a_kind_that_a_ground_lifted_is_not_asked(spark: SparkSession, registers: Registers) -> None:
    judged = flagged(cohort(spark), registers, kinds=ALL[:1], controllers=["norrmalm"], on=ON)

    tally = counts.totals(judged, counted(ALL[:1]))

    assert tally == {"X00-identity-unresolved": 1, "delivered": 12}
