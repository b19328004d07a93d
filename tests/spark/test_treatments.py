import math
from datetime import date, datetime
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from pseudonymisation.code_key import CodeKey
from pseudonymisation.treatment import Band, Means, ShiftDate, YearOnly
from spark_jobs.transforms.columns import OFFSET, PSEUDONYM, RANK
from spark_jobs.transforms.treatments import crosswalk, key_frame, treated, within_dataset
from tests.spark.tables import rows

SECRET = bytes(range(32))
PERSONS = ["197001002384", "198001002392", "å-1", "abc"]


@pytest.fixture
def key() -> CodeKey:
    return CodeKey.of_secret(SECRET, project="p-1")


def test_the_crosswalk_is_the_code_keys_own_pseudonyms_and_offsets(spark: SparkSession, key: CodeKey) -> None:
    persons = spark.createDataFrame([(person,) for person in PERSONS], "person string")

    walk = rows(crosswalk(persons, key_frame(spark, key)).select("person", PSEUDONYM, OFFSET, RANK))

    assert {row[0]: row[1:3] for row in walk} == {
        person: (key.pseudonym(person, scope="person"), key.date_offset(person)) for person in PERSONS
    }
    by_rank = [row[1] for row in sorted(walk, key=lambda row: row[3])]
    assert by_rank == sorted(by_rank)


def test_the_same_number_of_two_datasets_gets_two_pseudonyms(spark: SparkSession, key: CodeKey) -> None:
    frame = spark.createDataFrame([(17, ""), (None, None)], "visit bigint, empty string").crossJoin(
        key_frame(spark, key)
    )

    found = rows(
        frame.select(
            within_dataset("visit", F.col("visit"), dataset="a"),
            within_dataset("visit", F.col("visit"), dataset="b"),
            within_dataset("visit", F.col("empty"), dataset="a"),
        )
    )

    assert (key.pseudonym("a|17", scope="visit"), key.pseudonym("b|17", scope="visit"), None) in found
    assert (None, None, None) in found


NUMBERS = [0, 4, 5, 44, 89, 90, 130, -1, None]
FRACTIONS = [0.0, 4.99, 5.0, 89.9, 90.0, -0.5, math.nan, None]
DAYS = [date(2020, 1, 1), date(1850, 1, 1), date(1849, 12, 31), date(2098, 12, 31), date(9999, 12, 31), None]
TIMES = [datetime.fromisoformat("2020-03-01T23:59:58"), datetime.fromisoformat("9999-12-31T01:02:03"), None]


@pytest.mark.parametrize(
    ("treatment", "kind", "values"),
    [
        (Band(width=5, top=90), "bigint", NUMBERS),
        (Band(width=5, top=90), "double", FRACTIONS),
        (YearOnly(), "date", DAYS),
        (YearOnly(), "timestamp", TIMES),
        (ShiftDate(), "date", DAYS),
        (ShiftDate(), "timestamp", TIMES),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_each_treatment_is_the_reference_value_for_value(
    spark: SparkSession, treatment: Any, kind: str, values: list[Any]
) -> None:
    frame = spark.createDataFrame([(place, value) for place, value in enumerate(values)], f"place int, value {kind}")
    frame = frame.withColumn(OFFSET, F.lit(100))

    datatype = "date" if kind == "date" else "datetime"
    after = treated("value", treatment, dataset="d", datatype=datatype).alias("value")
    found = dict(rows(frame.select("place", after)))

    means = Means(offset_days=100)
    assert [found[place] for place in range(len(values))] == [treatment.apply(value, means) for value in values]
