"""Who is left out of whose rows: each kind of objection, at two controllers, by when it was made."""

from dataclasses import asdict
from datetime import date

import pytest
from pyspark.sql import DataFrame, SparkSession

from spark_jobs import counts
from spark_jobs.papers.order import OrderedObjection
from spark_jobs.transforms.exclusions import (
    ExclusionKind,
    Meaning,
    ObjectionKind,
    Place,
    Registers,
    counted,
    counted_at,
    flagged,
    found_without,
    kept,
    partly,
)
from tests.spark.tables import rows, table
from tests.support import builders

PERMITTED, ORDERED = date(2026, 11, 10), date(2026, 11, 20)
ALL = tuple(kind.value for kind in ExclusionKind)
TWO = ("malarhojden", "norrmalm")
PLACES = tuple(map(Place, TWO))


@pytest.fixture(scope="module")
def registers(spark: SparkSession) -> Registers:
    return Registers(
        objections=table(
            spark,
            """
            person:string | kind:string        | controller:string | from_date:date | to_date:date
            b             | opt_out            | -                 | 2020-01-01     | -
            c             | opt_out            | -                 | -              | -
            d             | opt_out            | -                 | 2020-01-01     | 2026-11-09
            e             | opt_out            | -                 | 2026-11-11     | -
            f             | care_block         | norrmalm          | 2020-01-01     | -
            g             | care_block         | elsewhere         | 2020-01-01     | -
            h             | care_block         | -                 | 2020-01-01     | -
            i             | something          | norrmalm          | 2026-11-15     | -
            j             | opt_out            | -                 | 2020-01-01     | -
            m             | care_block         | norrmalm          | 2026-11-20     | -
            n             | care_block         | norrmalm          | 2026-11-21     | -
            o             | quality_register_opt_out | malarhojden | 2026-11-15     | -
            p             | withdrawn_consent  | -                 | 2026-11-15     | -
            q             | withdrawn_donation | norrmalm          | 2026-11-15     | -
            r             | care_block         | malarhojden       | 2020-01-01     | 2026-11-09
            s             | Care_Block         | norrmalm          | 2020-01-01     | -
            s             | care_block         | malarhojden       | 2020-01-01     | -
            """,
        ),
        protections=table(
            spark,
            """
            person:string | from_date:date | to_date:date
            j             | 2020-01-01     | -
            k             | -              | -
            l             | 2020-01-01     | 2021-01-01
            f             | 2026-11-12     | -
            """,
        ),
    )


def meaning(*, changed: dict[tuple[str, str], dict[str, str]] | None = None) -> Meaning:
    """As the law has it, with nothing lifted at either controller but what is changed."""
    lawful = {ObjectionKind.EHDS_OPT_OUT.value: {"before_extraction": "may_stay"}}
    told = [
        asdict(one) | lawful.get(one.objection, {}) | (changed or {}).get((one.objection, one.controller), {})
        for one in builders.objections(*TWO)
    ]
    ordered = [OrderedObjection.model_validate(one) for one in told]
    return Meaning(objections=ordered, places=PLACES, permitted_on=PERMITTED, ordered_on=ORDERED)


def cohort(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(
        [(name, ORDERED) for name in "abcdefghijklmnopqrs"] + [("?x", ORDERED)], "person string, index_date date"
    )


def why(judged: DataFrame) -> dict[str, tuple[str | None, ...]]:
    """By person the first reason, if no rows are left, and the reason at each of the two controllers."""
    return {row[0]: tuple(code[:3] if code else None for code in row[2:]) for row in rows(judged)}


NOBODY = (None, None, None)


def test_each_kind_leaves_its_persons_out_of_exactly_the_rows_it_concerns(
    spark: SparkSession, registers: Registers
) -> None:
    judged = flagged(cohort(spark), registers, meaning=meaning())

    assert why(judged) == {
        "a": NOBODY,
        "b": ("X01", "X01", "X01"),
        "c": ("X01", "X01", "X01"),  # a missing first day leaves a person out
        "d": NOBODY,  # ended the day before the permit
        "e": NOBODY,  # an opt-out since the permit: it goes on
        "f": ("X02", "X03", "X02"),  # blocked at one, protected at both: counted under the first
        "g": NOBODY,  # blocked at a controller that is not asked
        "h": ("X02", "X02", "X02"),  # blocked everywhere
        "i": ("X01", "X01", "X01"),  # an objection nobody knows the kind of counts as the widest
        "j": ("X01", "X01", "X01"),  # protected as well, counted once
        "k": ("X03", "X03", "X03"),
        "l": NOBODY,
        "m": (None, None, "X02"),  # since the permit, on the day of the order
        "n": NOBODY,  # the day after the order
        "o": (None, "X01", None),  # a quality register's own opt-out
        "p": ("X04", "X04", "X04"),
        "q": ("X01", "X01", "X01"),
        "r": NOBODY,  # lifted before the permit
        "s": ("X02", "X02", "X02"),  # blocked at each of them
        "?x": ("X00", "X00", "X00"),
    }


def test_what_one_controller_lifted_is_lifted_in_its_rows_alone(spark: SparkSession, registers: Registers) -> None:
    stays = {"before_permit": "may_stay", "before_extraction": "may_stay"}
    lifted = {("protected_identity", "malarhojden"): stays, ("care_block", "norrmalm"): stays}

    found = why(flagged(cohort(spark), registers, meaning=meaning(changed=lifted)))

    assert found["f"] == (None, None, "X03")
    assert found["h"] == (None, "X02", None)
    assert found["k"] == (None, None, "X03")
    assert found["m"] == NOBODY
    assert found["s"] == (None, "X02", None)
    assert found["b"] == ("X01", "X01", "X01")
    assert found["?x"] == ("X00", "X00", "X00")


def test_what_stays_if_made_before_the_permit_is_still_left_out_if_made_since(
    spark: SparkSession, registers: Registers
) -> None:
    only_since = {("care_block", "norrmalm"): {"before_permit": "may_stay"}}

    found = why(flagged(cohort(spark), registers, meaning=meaning(changed=only_since)))

    assert (found["s"][2], found["m"][2]) == (None, "X02")


def test_the_counts_name_every_ordered_kind_and_add_up(spark: SparkSession, registers: Registers) -> None:
    judged = flagged(cohort(spark), registers, meaning=meaning())

    tally = counts.totals(judged, counted(ALL))
    behind = counted_at(ALL, PLACES)
    numbered = {str(place): measure for place, measure in enumerate(behind.values())}
    told = dict(zip(behind, counts.totals(judged, numbered).values(), strict=True))

    assert list(tally) == [*ALL, "delivered"]
    assert sum(tally.values()) == 20
    assert tally["delivered"] == counts.count(kept(judged))
    assert list(told) == [(controller, kind) for controller in TWO for kind in ALL]
    assert {key: persons for key, persons in told.items() if persons} == {
        ("malarhojden", "X01-opted-out"): 1,
        ("norrmalm", "X02-care-block"): 1,
    }


def test_whoever_is_in_the_cohort_only_by_rows_that_stay_behind_is_left_out(
    spark: SparkSession, registers: Registers
) -> None:
    judged = flagged(cohort(spark), registers, meaning=meaning())
    found = table(spark, "person:string | index_date:date\no | 2026-11-19")

    again = found_without(judged, found, PLACES)

    assert sorted(row[0] for row in rows(partly(judged, PLACES))) == ["m", "o"]
    assert {**why(judged), "m": ("X02", None, "X02")} == why(again)
    assert {row[0]: row[1] for row in rows(again)}["o"] == date(2026, 11, 19)
    assert counts.count(again) == counts.count(judged)
