from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[[str], list[tuple[Any, ...]]]
NUMBER = "replace(person_source_value, '-', '')"
PERSONS_WITH_TWO = "(select person from persons.number group by 1 having count(*) > 1)"


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("a person without a number", "all_person where person_source_value is null"),
        ("a birth day that is missing", "all_person where day_of_birth is null and birth_datetime is null"),
        ("a sex that is missing", "all_person where gender_source_value is null and gender_concept_id = 0"),
        ("a number with a dash", "all_person where person_source_value like '%-%'"),
        ("a number without a dash", "all_person where person_source_value not like '%-%'"),
        ("a stay that ends before it begins", "all_visit_occurrence where visit_end_date < visit_start_date"),
        ("a visit without an hour", "all_visit_occurrence where visit_start_datetime is null"),
        ("a diagnosis without its code", "all_condition_occurrence where condition_source_value is null"),
        ("a diagnosis that hangs on no visit", "all_condition_occurrence where visit_occurrence_id is null"),
        ("a drug without its prescriber", "all_drug_exposure where provider_id is null"),
        ("a result in words", "all_measurement where value_as_number is null and value_source_value is not null"),
        ("a result below what can be measured", "all_measurement where operator_concept_id = 4171756"),
        ("a result without its unit", "all_measurement where unit_source_value is null"),
        (
            "a fact recorded after death",
            "all_condition_occurrence join all_death using (house, person_id) where condition_start_date > death_date",
        ),
        (
            "a fact recorded long after its visit",
            "all_measurement m join all_visit_occurrence v using (house, visit_occurrence_id)"
            " where m.measurement_date > v.visit_end_date + 60",
        ),
        ("a confidentiality mark", "persons.protection where kind = 'sekretessmarkering' and to_date is null"),
        ("a hidden registration", "persons.protection where kind = 'skyddad_folkbokforing' and to_date is null"),
        ("a protection that ended", "persons.protection where to_date is not null"),
        ("a resident without an address", "persons.resident where street is null"),
        ("an opt-out", "objections.objection where kind = 'opt_out' and controller is null"),
        ("a block at one provider", "objections.objection where kind = 'care_block' and controller is not null"),
        ("a block at every provider", "objections.objection where kind = 'care_block' and controller is null"),
        ("an objection without its first day", "objections.objection where from_date is null"),
        ("an objection that ended", "objections.objection where to_date is not null"),
        ("a donation", "objections.donation where to_date is null"),
        ("a donation withdrawn", "objections.donation where to_date is not null"),
    ],
)
def test_there_is_such_disorder(what: str, where: str, ask: Ask) -> None:
    [(found,)] = ask(f"select count(*) from {where}")

    assert found > 0, what


def test_a_coordination_number_that_became_a_personal_number_is_linked_to_it(ask: Ask) -> None:
    pairs = ask(
        "select number, person from persons.number where substr(number, 7, 2)::int > 60 and number not like '99%'"
    )

    assert len(pairs) >= 30
    assert all(int(old[6:8]) - 60 == int(new[6:8]) and old[:6] == new[:6] for old, new in pairs)


@pytest.mark.parametrize(
    ("knows", "condition"),
    [
        ("only the earlier number", "not now and before"),
        ("only the number of now", "now and not before"),
        ("both, as two persons", "now and before"),
    ],
)
def test_of_persons_with_two_numbers_some_provider_knows(knows: str, condition: str, ask: Ask) -> None:
    [(found,)] = ask(
        f"select count(*) from (select bool_or(number = person) as now, bool_or(number <> person) as before"
        f" from all_person join persons.number n on n.number = {NUMBER}"
        f" where person in {PERSONS_WITH_TWO} and number not like '99%' group by house, person) where {condition}"
    )

    assert found >= 3, knows


def test_both_rows_of_one_person_at_one_provider_have_visits_of_their_own(ask: Ask) -> None:
    [(split,)] = ask(
        f"select count(*) from (select house, person from all_person join persons.number n on n.number = {NUMBER}"
        " semi join all_visit_occurrence using (house, person_id) group by 1, 2 having count(distinct person_id) = 2)"
    )

    assert split >= 10


def test_some_reserve_numbers_are_linked_and_some_are_not(ask: Ask) -> None:
    reserve = f"(select {NUMBER} as number from all_person where person_source_value like '99%')"

    [(linked, unlinked)] = ask(
        f"select count(n.person), count(*) - count(n.person) from {reserve} left join persons.number n using (number)"
    )

    assert linked >= 20
    assert unlinked >= 8


def test_a_few_residents_are_unknown_to_the_register_of_persons(ask: Ask) -> None:
    [(unknown,)] = ask(
        f"select count(distinct {NUMBER}) from all_person anti join persons.number n on n.number = {NUMBER}"
        " where person_source_value not like '99%'"
    )

    assert 5 <= unknown <= 50


def test_some_objections_name_an_earlier_number(ask: Ask) -> None:
    [(earlier,)] = ask(
        "select count(*) from (from objections.objection select number"
        " union all from objections.donation select number)"
        " join persons.number n using (number) where n.person <> number"
    )

    assert earlier > 0


def test_everyone_protected_is_in_the_register(ask: Ask) -> None:
    assert ask("select count(*) from persons.protection anti join persons.resident using (person)") == [(0,)]
