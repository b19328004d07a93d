import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from stdnum import luhn

from pseudonymisation.identity import Kind, parse
from spark_jobs.synthetic.arrays import year_month_day
from spark_jobs.synthetic.numbers import NumberPool, coordination_number, personal_number, reserve_number, written

Ask = Callable[[str], list[tuple[Any, ...]]]


def of_nobody(number: str) -> bool:
    """Of the kind published for tests, visibly invalid, or a reserve number."""
    if number.startswith("99"):
        return bool(luhn.is_valid(number[4:]))
    if number[6:8] in {"00", "60"}:
        return True
    return number[8:11] in {"238", "239"} and bool(luhn.is_valid(number[2:]))


@pytest.mark.parametrize(
    ("born", "female", "number"),
    [("1990-01-01", True, "199001012385"), ("1990-01-01", False, "199001012393")],
)
def test_a_number_carries_the_published_serial_of_its_sex(born: str, number: str, female: bool) -> None:
    day = np.array([(date.fromisoformat(born) - date(1970, 1, 1)).days])

    drawn = str(personal_number(day, female=np.array([female]))[0])

    assert drawn == number
    assert parse(drawn).checked


def test_a_coordination_number_is_sixty_days_later_and_has_its_own_check_digit() -> None:
    personal = personal_number(np.array([0, 5_000]), female=np.array([True, False]))

    earlier = [str(number) for number in coordination_number(personal)]

    assert [parse(number).kind for number in earlier] == [Kind.COORDINATION, Kind.COORDINATION]
    assert all(parse(number).checked for number in earlier)


def test_a_reserve_number_tells_sex_and_year_and_passes_its_check() -> None:
    drawn = reserve_number(np.array([2019, 2024]), np.array([7, 8]), female=np.array([True, False])).astype(str)

    assert [number[:6] for number in drawn] == ["992019", "992024"]
    assert [int(number[10]) % 2 for number in drawn] == [0, 1]
    assert all(parse(number).kind is Kind.RESERVE and parse(number).checked for number in drawn)


def test_when_a_year_has_no_day_left_the_numbers_have_day_00_and_stay_unlike() -> None:
    pool = NumberPool(np.random.default_rng(1))
    many = 3_000

    birth, numbers = pool.draw(female=np.ones(many, np.bool_), year=np.full(many, 1980))

    text = [str(number) for number in numbers]
    assert len(set(text)) == many
    assert sum(number[6:8] == "00" for number in text) == many - 365
    assert {parse(number).kind for number in text} == {Kind.PERSONAL, Kind.INVALID}
    assert set(year_month_day(birth)[0].tolist()) == {1980}


def test_numbers_are_written_with_and_without_a_dash() -> None:
    number = np.array([198001012384, 198001012384])

    assert written(number, dashed=np.array([True, False])).tolist() == ["19800101-2384", "198001012384"]


def test_every_number_of_the_region_is_nobodys(ask: Ask) -> None:
    every = ask(
        "select person_source_value from all_person where person_source_value is not null"
        " union all select number from persons.number union all select person from persons.number"
        " union all select person from persons.resident union all select person from persons.protection"
        " union all select number from objections.objection union all select number from objections.donation"
    )

    assert all(of_nobody(number.replace("-", "")) for (number,) in every)
    assert not [number for (number,) in every if number[6:8] == "00" and not number.startswith("99")]


def test_every_number_in_a_note_is_its_patients_own(ask: Ask) -> None:
    shape = re.compile(r"(?<![\d-])(\d{2})?(\d{6})( - |[-+ ]|)(\d{4})(?![\d-])")

    for text, number in ask(
        "select note_text, replace(person_source_value, '-', '') from all_note n join all_person p"
        " using (house, person_id) where person_source_value is not null"
    ):
        for _, day, _, last in shape.findall(text):
            assert f"{day}{last}" == number[2:]


def test_sexes_and_ages_are_as_in_a_population(ask: Ask) -> None:
    rows = ask("select substr(number, 11, 1)::int % 2, substr(number, 1, 4)::int from persons.number")

    sexes = Counter(sex for sex, _ in rows)
    old = sum(1905 < year <= 1960 for _, year in rows) / len(rows)
    assert 0.46 < sexes[1] / len(rows) < 0.54
    assert 0.2 < old < 0.4
