from datetime import date

from pyspark.sql import DataFrame, SparkSession

from spark_jobs.transforms.identities import known_numbers, linked, spellings
from tests.spark.tables import rows, table
from tests.support.people import coordination_number

COORDINATION = coordination_number(date(1970, 1, 1))
ON = date(2026, 11, 20)


def links(spark: SparkSession, keys: DataFrame, numbers: DataFrame) -> list[tuple[object, ...]]:
    forms = spellings([keys.select("key"), numbers.select("number"), numbers.select("person")], on=ON)
    return rows(linked(keys, known_numbers(numbers, forms), forms, dataset="d"))


def test_a_person_with_two_numbers_becomes_one(spark: SparkSession) -> None:
    numbers = table(
        spark,
        f"""
        number:string | person:string
        197001002384  | 197001002384
        {COORDINATION} | 197001002384
        """,
    )
    keys = table(
        spark,
        f"""
        row_key:bigint | key:string
        1              | 19700100-2384
        2              | {COORDINATION}
        """,
    )

    found = links(spark, keys, numbers)

    assert found == [(1, "197001002384", True), (2, "197001002384", True)]


def test_whom_the_register_does_not_know_is_counted_and_never_resolved(spark: SparkSession) -> None:
    numbers = table(spark, "number:string | person:string\n197001002384 | 197001002384")
    keys = table(
        spark,
        """
        row_key:bigint | key:string
        1              | 198001002392
        2              | 198001002392
        3              | -
        """,
    )

    found = links(spark, keys, numbers)

    assert found == [(1, "?198001002392", False), (2, "?198001002392", False), (3, "?d|3", False)]


def test_a_number_of_two_persons_and_a_row_of_two_persons_are_nobodys(spark: SparkSession) -> None:
    numbers = table(
        spark,
        """
        number:string | person:string
        197001002384  | 197001002384
        197001002384  | 198001002392
        198001002392  | 198001002392
        199001002390  | 199001002390
        """,
    )
    keys = table(
        spark,
        """
        row_key:bigint | key:string
        1              | 197001002384
        2              | 198001002392
        2              | 199001002390
        """,
    )

    found = links(spark, keys, numbers)

    assert found == [(1, "?197001002384", False), (2, "?d|2", False)]


def test_keys_that_are_no_swedish_numbers_resolve_by_the_register_alone(spark: SparkSession) -> None:
    numbers = table(spark, "number:string | person:string\nabc-1 | abc-1")
    keys = table(spark, "row_key:bigint | key:string\n1 | abc-1 \n2 | abc-2")

    found = links(spark, keys, numbers)

    assert found == [(1, "abc-1", True), (2, "?abc-2", False)]
