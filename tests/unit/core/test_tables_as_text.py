from datetime import date

import pytest

from tests.support.tables import drawn


def test_a_drawn_table_is_read_as_its_reader_would() -> None:
    rows = drawn("""
        person | code  | day        | note
        -------+-------+------------+-----
        1      | K92.2 | 2020-02-29 | -
        -2     | I85   | 2020-02-30 | late
    """)

    assert rows == [
        {"person": 1, "code": "K92.2", "day": date(2020, 2, 29), "note": None},
        {"person": -2, "code": "I85", "day": "2020-02-30", "note": "late"},
    ]


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="2 names"):
        drawn("a | b\n1")
