"""Who objects now to what was extracted then, on drawn tables: by kind, by controller, by when it was made."""

from dataclasses import asdict
from datetime import date

import pytest
from pyspark.sql import DataFrame, SparkSession

from pseudonymisation.code_key import SECRET_BYTES, CodeKey
from pseudonymisation.scope import Domain
from spark_jobs import counts
from spark_jobs.papers.order import OrderedObjection
from spark_jobs.transforms.exclusions import ExclusionKind, Meaning, Place
from spark_jobs.transforms.objecting import counted_by, found_in, raised, taken_back
from spark_jobs.transforms.treatments import key_frame
from tests.spark.tables import rows, table
from tests.support import builders

PERMITTED, ORDERED, TODAY = date(2026, 11, 10), date(2026, 11, 20), date(2026, 12, 10)
TWO = ("malarhojden", "norrmalm")
PLACES = tuple(map(Place, TWO))
QUALITY, CONSENT, DONATION = "quality_register_opt_out", "withdrawn_consent", "withdrawn_donation"


@pytest.fixture(scope="module")
def objections(spark: SparkSession) -> DataFrame:
    return table(
        spark,
        """
        person:string | kind:string              | controller:string | from_date:date | to_date:date
        a             | withdrawn_donation       | -                 | 2026-12-01     | -
        b             | quality_register_opt_out | norrmalm          | 2026-12-01     | -
        c             | quality_register_opt_out | -                 | 2026-12-01     | -
        d             | quality_register_opt_out | elsewhere         | 2026-12-01     | -
        e             | withdrawn_donation       | -                 | 2026-12-11     | -
        f             | withdrawn_donation       | -                 | 2026-11-25     | 2026-12-09
        g             | withdrawn_donation       | norrmalm          | 2026-01-01     | -
        h             | withdrawn_donation       | -                 | 2026-11-15     | -
        i             | withdrawn_donation       | -                 | -              | -
        j             | Withdrawn_Consent        | -                 | 2026-12-10     | -
        k             | opt_out                  | -                 | 2026-12-01     | -
        l             | care_block               | norrmalm          | 2026-12-01     | -
        m             | cold_feet                | -                 | 2026-12-01     | -
        """,
    )


def meaning(**of_donations: str) -> Meaning:
    """What an order said: everybody who objects is left out, but for donations as said here."""
    told = [asdict(one) | (of_donations if one.objection == DONATION else {}) for one in builders.objections(*TWO)]
    ordered = [OrderedObjection.model_validate(one) for one in told]
    return Meaning(objections=ordered, places=PLACES, permitted_on=PERMITTED, ordered_on=ORDERED)


def found(objections: DataFrame, said: Meaning, *kinds: str) -> set[tuple[str, str, str]]:
    return set(rows(raised(objections, meaning=said, kinds=kinds, on=TODAY)))


def both(person: str, kind: str) -> set[tuple[str, str, str]]:
    return {(person, kind, controller) for controller in TWO}


def test_what_counts_is_in_force_of_a_kind_that_was_asked_about_and_concerns_those_rows(objections: DataFrame) -> None:
    expected = set().union(
        *(both(person, DONATION) for person in "aghi"),
        both("c", QUALITY),
        both("j", CONSENT),
        {("b", QUALITY, "norrmalm")},
    )

    assert found(objections, meaning(), QUALITY, CONSENT, DONATION) == expected
    assert found(objections, meaning(), QUALITY) == {one for one in expected if one[1] == QUALITY}


@pytest.mark.parametrize(
    ("let_be", "left"),
    [
        ({"before_permit": "may_stay"}, "ah"),
        ({"before_extraction": "may_stay"}, "agi"),
        ({"before_permit": "may_stay", "before_extraction": "may_stay"}, "a"),
    ],
)
def test_what_the_order_let_be_is_no_news(objections: DataFrame, let_be: dict[str, str], left: str) -> None:
    assert {person for person, *_ in found(objections, meaning(**let_be), DONATION)} == set(left)


def test_a_consent_that_was_taken_back_concerns_every_controllers_rows(spark: SparkSession) -> None:
    consents = table(
        spark,
        """
        person:string | consent:string
        a             | given
        b             | X04-consent-withdrawn
        """,
    )

    back = taken_back(consents, controllers=TWO, withdrawn=ExclusionKind.WITHDRAWN.value)

    assert set(rows(back)) == both("b", CONSENT)


def test_they_are_found_by_any_number_they_ever_had_in_that_controllers_rows_alone(spark: SparkSession) -> None:
    key = CodeKey.of_secret(bytes(range(SECRET_BYTES)), project="p-1")
    inside = {"norrmalm": ("old-a", "b", "d"), "malarhojden": ("c",)}
    lines = [
        f"{place} | {key.pseudonym(one, scope=Domain.PERSON.value)}"
        for place, persons in inside.items()
        for one in persons
    ]
    extract = table(spark, "\n".join(["controller:string | pseudonym:string", *lines]))
    objecting = table(
        spark,
        f"""
        person:string | objection:string | controller:string
        a             | {DONATION}       | norrmalm
        a             | {DONATION}       | malarhojden
        a             | {CONSENT}        | norrmalm
        b             | {DONATION}       | malarhojden
        c             | {DONATION}       | malarhojden
        e             | {DONATION}       | norrmalm
        """,
    )
    known = table(
        spark,
        """
        number:string | person:string
        old-a         | a
        a             | a
        b             | b
        """,
    )

    told = found_in(extract, objecting, known=known, keys=key_frame(spark, key))

    assert set(rows(told)) == {("a", DONATION), ("a", CONSENT), ("c", DONATION)}
    assert counts.totals(told, counted_by((CONSENT, DONATION, QUALITY))) == {CONSENT: 1, DONATION: 2, QUALITY: 0}
