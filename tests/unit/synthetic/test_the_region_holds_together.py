from collections.abc import Callable
from typing import Any

import pytest

from spark_jobs.synthetic.schemas import PROVIDERS

Ask = Callable[[str], list[tuple[Any, ...]]]
FACTS = ("condition_occurrence", "drug_exposure", "measurement", "procedure_occurrence", "note")
BLEEDS = "substr(condition_source_value, 1, 3) in ('K92', 'K25', 'K26', 'I85')"
NUMBER = "replace(person_source_value, '-', '')"


@pytest.mark.parametrize("house", PROVIDERS)
@pytest.mark.parametrize("table", [*FACTS, "visit_occurrence", "observation_period", "death"])
def test_every_row_is_of_a_person_its_provider_knows(ask: Ask, house: str, table: str) -> None:
    strangers = ask(f'select count(*) from "{house}".{table} anti join "{house}".person using (person_id)')

    assert strangers == [(0,)]


@pytest.mark.parametrize("house", PROVIDERS)
@pytest.mark.parametrize("table", FACTS)
def test_a_visit_that_is_named_exists_and_is_the_same_persons(ask: Ask, house: str, table: str) -> None:
    broken = ask(
        f'select count(*) from "{house}".{table} f left join "{house}".visit_occurrence v using (visit_occurrence_id)'
        " where f.visit_occurrence_id is not null and v.person_id is distinct from f.person_id"
    )

    assert broken == [(0,)]


@pytest.mark.parametrize("house", PROVIDERS)
@pytest.mark.parametrize("table", [*FACTS, "visit_occurrence", "person"])
def test_staff_and_units_that_are_named_exist(ask: Ask, house: str, table: str) -> None:
    nobody = ask(
        f'select count(*) from "{house}".{table} anti join "{house}".provider using (provider_id)'
        " where provider_id is not null"
    )

    assert nobody == [(0,)]


@pytest.mark.parametrize("house", PROVIDERS)
@pytest.mark.parametrize("table", [*FACTS, "visit_occurrence", "observation_period", "person"])
def test_each_provider_counts_its_own_rows_from_one(ask: Ask, house: str, table: str) -> None:
    [(first, last, total, different)] = ask(
        f'select min({table}_id), max({table}_id), count(*), count(distinct {table}_id) from "{house}".{table}'
    )

    assert (first, last, different) == (1, total, total)


def test_most_residents_are_known_to_several_providers(ask: Ask) -> None:
    [(several, everyone)] = ask(
        "select count(*) filter (n > 1), count(*) from"
        f" (select {NUMBER} as number, count(distinct house) n from all_person group by 1)"
    )

    assert several / everyone > 0.5


def test_a_person_has_different_ids_at_different_providers(ask: Ask) -> None:
    [(same, shared)] = ask(
        "select count(*) filter (a.person_id = b.person_id), count(*) from norrmalm.person a"
        " join malarhojden.person b on replace(a.person_source_value, '-', '')"
        " = replace(b.person_source_value, '-', '')"
    )

    assert shared > 1_000
    assert same / shared < 0.01


def test_eight_to_ten_in_a_hundred_have_bled(ask: Ask) -> None:
    [(bled,)] = ask(
        f"select count(distinct {NUMBER}) from all_condition_occurrence join all_person using (house, person_id)"
        f" where {BLEEDS}"
    )

    assert 400 <= bled <= 520


def test_diseases_go_with_their_drugs_and_results(ask: Ask) -> None:
    [(anticoagulated, fibrillating)] = ask(
        "select count(distinct (house, person_id)) filter (drug_source_value like 'B01A%'),"
        " count(distinct (house, person_id))"
        " from all_condition_occurrence left join all_drug_exposure using (house, person_id)"
        " where condition_source_value like 'I48%'"
    )
    [(diabetic, others)] = ask(
        "select avg(value_as_number) filter (d.person_id is not null),"
        " avg(value_as_number) filter (d.person_id is null)"
        " from all_measurement m left join (select distinct house, person_id from all_condition_occurrence"
        " where condition_source_value like 'E11%') d using (house, person_id)"
        " where measurement_source_value = 'NPU02192'"
    )

    assert anticoagulated / fibrillating > 0.6
    assert diabetic > others + 1


def test_nobody_is_seen_before_birth_or_after_death(ask: Ask) -> None:
    early = ask(
        "select count(*) from all_visit_occurrence v join all_person using (house, person_id)"
        " where visit_start_date < birth_datetime::date"
    )
    late = ask(
        "select count(*) from all_visit_occurrence v join all_death using (house, person_id)"
        " where visit_start_date > death_date"
    )

    assert early == late == [(0,)]


def test_codes_have_the_forms_of_their_systems(ask: Ask) -> None:
    odd = ask(
        "select count(*) from (select condition_source_value c from all_condition_occurrence"
        " where not regexp_full_match(condition_source_value, '[A-Z][0-9]{3,4}')"
        " union all select drug_source_value from all_drug_exposure"
        " where not regexp_full_match(drug_source_value, '[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}')"
        " union all select measurement_source_value from all_measurement"
        " where not regexp_full_match(measurement_source_value, 'NPU[0-9]{5}')"
        " union all select procedure_source_value from all_procedure_occurrence"
        " where not regexp_full_match(procedure_source_value, '[A-Z]{2}[A-Z0-9][0-9]{2}'))"
    )

    assert odd == [(0,)]


def test_there_are_about_two_notes_for_each_resident(ask: Ask) -> None:
    kinds: dict[str, int] = dict(ask("select note_source_value, count(*) from all_note group by 1"))

    assert set(kinds) == {"anteckning", "epikris", "remiss", "telefonkontakt"}
    assert 8_000 <= sum(kinds.values()) <= 13_000


def test_no_note_has_an_open_field(ask: Ask) -> None:
    assert ask("select count(*) from all_note where note_text like '%{%' or note_title like '%{%'") == [(0,)]
