"""What is no entry is not read as one."""

from typing import Any

import pytest

from gateway.domain.audit import entry_json, entry_of
from tests.support.builders import entry


@pytest.mark.parametrize(
    "wrong",
    [
        {"because": "X"},
        {"papers": None},
        {"acting_as": {}},
        {"event": "something.else"},
        {"at": "yesterday"},
        {"at": 5},
    ],
    ids=str,
)
def test_a_field_of_another_shape_makes_no_entry(wrong: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        entry_of({**entry_json(entry()), **wrong})


@pytest.mark.parametrize("field", sorted(entry_json(entry())))
def test_a_missing_field_makes_no_entry(field: str) -> None:
    document = {name: value for name, value in entry_json(entry()).items() if name != field}

    with pytest.raises(KeyError):
        entry_of(document)
