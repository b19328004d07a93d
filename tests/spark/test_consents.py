"""Whose consent holds: version, day, who gave it, what was taken back; and nobody else, however the rows lie."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.sql import DataFrame, SparkSession

from spark_jobs.transforms.consents import COLUMNS, AskedConsent, standing
from spark_jobs.transforms.exclusions import ExclusionKind, Meaning, Place, Registers, flagged
from spark_jobs.transforms.identities import known_numbers, spellings, surely_by_person
from tests.spark.tables import rows, table
from tests.support.people import coordination_number, personal_number

ON = date(2026, 11, 20)
STUDY = "2023-00000-01"
ASKED = AskedConsent(study=STUDY, versions=("1.1", "2.0"), on=ON)
ADULT = personal_number(date(1970, 5, 5))
SCHEMA = (
    "person string, study string, version string, given_on string, given_by string, withdrawn_on string, sure boolean"
)

Row = tuple[str | None, ...]


def row(**changed: str | None) -> Row:
    """A consent of an adult to this study that holds, but for what is changed."""
    held: dict[str, str | None] = {
        "person": ADULT,
        "study": STUDY,
        "version": "2.0",
        "given_on": "2025-03-01",
        "given_by": "person",
        "withdrawn_on": None,
    }
    return tuple((held | changed)[name] for name in ("person", *COLUMNS))


def register(spark: SparkSession, held: Sequence[Row], *, sure: bool = True) -> DataFrame:
    return spark.createDataFrame([(*one, sure) for one in held], SCHEMA)


def found(spark: SparkSession, *held: Row, sure: bool = True, asked: AskedConsent = ASKED) -> dict[Any, Any]:
    """By person what stands there: `given`, or that it was taken back."""
    return dict(rows(standing(register(spark, held, sure=sure), asked=asked, withdrawn="withdrawn")))


def each(spark: SparkSession, cases: Mapping[str, Row | Sequence[Row]]) -> dict[str, str | None]:
    """Each case asked of an adult of its own, all in one question."""
    held: list[Row] = []
    born = {case: personal_number(date(1950, 1, 1) + timedelta(days=place)) for place, case in enumerate(cases)}
    for case, written in cases.items():
        several = [written] if isinstance(written, tuple) else written
        held += [(born[case], *one[1:]) for one in several]
    told = found(spark, *held)
    return {case: told.get(person) for case, person in born.items()}


def test_a_consent_holds_in_an_accepted_version_given_by_the_day_of_the_order(spark: SparkSession) -> None:
    told = each(
        spark,
        {
            "as it should be": row(),
            "an earlier version that is accepted too": row(version=" 1.1 "),
            "given on the day itself": row(given_on="2026-11-20"),
            "the case number as people write it": row(study="Dnr: 2023–00000–01"),
            "two rows, one of them good": [row(version="0.9"), row()],
        },
    )

    assert set(told.values()) == {"given"}


def test_silence_and_doubt_are_no_consent(spark: SparkSession) -> None:
    told = each(
        spark,
        {
            "another version": row(version="3.0"),
            "no version": row(version=None),
            "the day after": row(given_on="2026-11-21"),
            "no day": row(given_on=None),
            "a day that nobody can read": row(given_on="in spring"),
            "a day that does not exist": row(given_on="2025-02-30"),
            "a day with an hour": row(given_on="2025-03-01T10:00"),
            "given by nobody": row(given_by=None),
            "given by somebody else": row(given_by="next of kin"),
            "given by guardians though of age": row(given_by="guardians"),
            "another study": row(study="2022-00000-01"),
            "another decision on this study": row(study="2023-00000-02"),
            "no study": row(study=None),
        },
    )

    assert set(told.values()) == {None}


def test_what_was_taken_back_since_or_perhaps_is_taken_back(spark: SparkSession) -> None:
    told = each(
        spark,
        {
            "later": [row(), row(withdrawn_on="2025-09-01")],
            "in the same row": row(withdrawn_on="2025-09-01"),
            "the same day": [row(), row(withdrawn_on="2025-03-01")],
            "from a day to come": row(withdrawn_on="2027-01-01"),
            "on a day that nobody can read": [row(), row(withdrawn_on="recently")],
            "of no study": [row(), row(study=" ", given_on=None, withdrawn_on="2025-09-01")],
            "of another decision on this study": [row(), row(study="2023-00000-02", withdrawn_on="2025-09-01")],
            "of the study without a suffix": [row(), row(study="2023-00000", withdrawn_on="2025-09-01")],
            "of a study that nobody can read": [row(), row(study="the one on bleeding", withdrawn_on="2025-09-01")],
            "of another version of this study": [row(), row(version="0.9", withdrawn_on="2025-09-01")],
            "in a row that says it was before it was given": row(withdrawn_on="2024-01-01"),
        },
    )

    assert set(told.values()) == {"withdrawn"}


def test_a_new_consent_after_the_withdrawal_holds_and_another_studys_withdrawal_is_its_own(spark: SparkSession) -> None:
    told = each(
        spark,
        {
            "given again": [row(given_on="2024-01-01", withdrawn_on="2024-06-01"), row()],
            "another study's": [row(), row(study="2022-00000-01", withdrawn_on="2025-09-01")],
        },
    )

    assert set(told.values()) == {"given"}


@pytest.mark.parametrize(
    ("born", "given_on", "by", "holds"),
    [
        (date(2010, 6, 1), "2025-06-01", "person", True),  # fifteen that day
        (date(2010, 6, 1), "2025-05-31", "person", False),
        (date(2010, 6, 1), "2025-05-31", "guardians", False),  # she is sixteen now, and nobody asked her
        (date(2010, 6, 1), "2025-06-01", "guardians", True),  # from fifteen, where she does not understand
        (date(2011, 11, 21), "2024-01-01", "guardians", True),  # fifteen tomorrow
        (date(2011, 11, 20), "2024-01-01", "guardians", False),  # fifteen today
        (date(2008, 11, 21), "2025-01-01", "guardians", True),  # of age tomorrow
        (date(2008, 11, 20), "2025-01-01", "guardians", False),  # of age today
        (date(2012, 1, 1), "2025-01-01", "person", False),
        (date(2012, 1, 1), "2011-12-31", "guardians", False),  # before the birth
        (date(2008, 2, 29), "2023-02-28", "person", True),
    ],
)
def test_who_may_give_it_follows_from_the_age_that_day_and_today(
    spark: SparkSession, born: date, given_on: str, by: str, holds: bool
) -> None:
    expected = "given" if holds else None

    for person in (personal_number(born), coordination_number(born)):
        told = found(spark, row(person=person, given_on=given_on, given_by=by))

        assert told.get(person) == expected


def test_an_age_that_the_number_does_not_tell_surely_is_in_doubt(spark: SparkSession) -> None:
    numbers = {
        "197000002384": "given",  # day and month unknown, and of age in any case
        "201100002384": None,  # somewhere around fifteen
        "197013012384": None,
        "99200000001X": None,
        "995501012384": None,
        "197001452384": None,
    }

    told = found(spark, *(row(person=person) for person in numbers))

    assert {person: told.get(person) for person in numbers} == numbers


def test_a_number_that_is_not_surely_one_persons_gives_no_consent_and_may_take_it_back(spark: SparkSession) -> None:
    assert found(spark, row(), sure=False) == {}
    assert found(spark, row(withdrawn_on="2025-09-01"), sure=False) == {ADULT: "withdrawn"}


def test_a_consent_under_an_earlier_number_is_the_persons_own(spark: SparkSession) -> None:
    earlier = coordination_number(date(1970, 5, 5))
    numbers = table(spark, f"number:string | person:string\n{ADULT} | {ADULT}\n{earlier} | {ADULT}\n1 | 2\n1 | 3")
    held = register(spark, [row(person=earlier), row(person="1"), row(person=None)]).drop("sure")
    forms = spellings([frame.select(name) for frame, name in ((numbers, "number"), (held, "person"))], on=ON)

    claimed = surely_by_person(held, known_numbers(numbers, forms), forms)

    assert sorted(rows(claimed.select("person", "sure")), key=repr) == [("1", False), (ADULT, True), (None, False)]


def test_whoever_has_none_is_left_out_of_every_row_under_the_first_reason(spark: SparkSession) -> None:
    controllers = ("malarhojden", "norrmalm")
    nobody = table(spark, "person:string | kind:string | controller:string | from_date:date | to_date:date")
    objecting = table(
        spark,
        "person:string | kind:string | controller:string | from_date:date | to_date:date\nd | other | - | - | -",
    )
    consents = table(
        spark,
        """
        person:string | consent:string
        a             | given
        b             | X04-consent-withdrawn
        d             | X04-consent-withdrawn
        """,
    )
    cohort = spark.createDataFrame([(name, ON) for name in "abcd"] + [("?x", ON)], "person string, index_date date")
    meaning = Meaning(objections=(), places=tuple(map(Place, controllers)), permitted_on=ON, ordered_on=ON)
    registers = Registers(
        objections=objecting, protections=nobody.select("person", "from_date", "to_date"), consents=consents
    )

    judged = {one[0]: one[2:] for one in rows(flagged(cohort, registers, meaning=meaning))}

    out = {kind: (kind.value,) * 3 for kind in ExclusionKind}
    assert judged == {
        "a": (None, None, None),
        "b": out[ExclusionKind.WITHDRAWN],
        "c": out[ExclusionKind.NO_CONSENT],
        "d": out[ExclusionKind.OPTED_OUT],
        "?x": out[ExclusionKind.UNRESOLVED],
    }


# ---- whatever stands in the register ---------------------------------------------------------------------------------

PERSONS = [personal_number(date(year, 11, day)) for year in (1960, 2008, 2010, 2011, 2015) for day in (19, 20, 21)]
DAYS = [None, "", "2010-01-01", "2023-11-20", "2025-11-20", "2026-11-20", "2026-11-21", "x", "2025-13-01", "20251120"]
WRITTEN = st.tuples(
    st.sampled_from(PERSONS),
    st.sampled_from([STUDY, STUDY, STUDY, "2022-00000-01", None, ""]),
    st.sampled_from(["2.0", "1.1", "1.1", "9", None]),
    st.sampled_from(DAYS),
    st.sampled_from(["person", "guardians", " Person", None, "both"]),
    st.sampled_from([None, None, None, None, *DAYS]),
)


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def consents(person: str, held: Sequence[Row]) -> bool:
    """The act, told once more: is there a consent that nothing speaks against?"""
    born = date(int(person[:4]), int(person[4:6]), int(person[6:8]))

    def age(on: date) -> int:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    mine = [one for one in held if one[0] == person]
    back = [one[5] for one in mine if one[5] and (one[1] == STUDY or not one[1])]
    for _, study, version, given_on, by, withdrawn_on in mine:
        day = day_of(given_on)
        if study != STUDY or version not in ASKED.versions or withdrawn_on or day is None or day > ON or day < born:
            continue
        own = (by or "").strip().lower() == "person" and age(day) >= 15
        theirs = by == "guardians" and (age(ON) < 15 or (age(day) >= 15 and age(ON) < 18))
        if (own or theirs) and all((when := day_of(text)) is not None and when < day for text in back):
            return True
    return False


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(held=st.lists(WRITTEN, min_size=1, max_size=120), seed=st.integers(0, 10**6))
def test_nobody_without_a_valid_consent_is_let_in_whatever_the_order_of_the_rows(
    spark: SparkSession, held: list[Row], seed: int
) -> None:
    shuffled = Random(seed).sample(held, len(held))

    told = found(spark, *held)

    assert {person for person, consent in told.items() if consent == "given"} == {
        person for person in PERSONS if consents(person, held)
    }
    assert found(spark, *shuffled) == told


def test_a_column_more_changes_nothing(spark: SparkSession) -> None:
    held = register(spark, [row(), row(person=PERSONS[0], version="9")])

    wider = held.selectExpr("'x' as extra", "*", "true as consent")

    assert rows(standing(wider, asked=ASKED, withdrawn="withdrawn")) == [(ADULT, "given")]
