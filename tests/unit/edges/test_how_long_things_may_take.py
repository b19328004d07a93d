"""The lengths that lie among the policies are read with suspicion: the house opens with all of them, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.adapters.rules.deadlines import FILE, read_terms
from gateway.domain.deadline import Duty
from gateway.domain.errors import Misconfigured
from gateway.words.deadlines import BEGINS, DESKS, DUTIES, LENGTHS, STATES
from tests.architecture.reading import REPOSITORY

POLICIES = REPOSITORY / "policies"
WRITTEN = (POLICIES / FILE).read_text(encoding="utf-8")


def without_one(document: Any) -> None:
    del document["terms"]["decision"]


def unknown_duty(document: Any) -> None:
    document["terms"]["coffee"] = document["terms"]["decision"]


def as_text(document: Any) -> None:
    document["terms"]["decision"]["length"] = "3"


def nothing(document: Any) -> None:
    document["terms"]["decision"]["length"] = 0


def unknown_unit(document: Any) -> None:
    document["terms"]["decision"]["unit"] = "moons"


def more_than_asked(document: Any) -> None:
    document["terms"]["decision"]["extra"] = 1


def without_paragraph(document: Any) -> None:
    document["terms"]["decision"]["paragraph"] = ""


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (without_one, "says nothing of decision"),
        (unknown_duty, "/terms/coffee"),
        (as_text, "/terms/decision/length"),
        (nothing, "/terms/decision/length"),
        (unknown_unit, "/terms/decision/unit"),
        (more_than_asked, "/terms/decision/extra"),
        (without_paragraph, "/terms/decision/paragraph"),
    ],
)
def test_a_length_that_is_not_in_its_form_stops_the_start(
    tmp_path: Path, spoil: Callable[[Any], None], place: str
) -> None:
    document = json.loads(WRITTEN)
    spoil(document)
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(Misconfigured, match=place):
        read_terms(tmp_path)


def test_policies_without_lengths_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="nobody knows how long"):
        read_terms(tmp_path)


def test_every_duty_has_its_length_and_its_words() -> None:
    terms = read_terms(POLICIES)

    assert set(terms) == set(DUTIES) == set(BEGINS) == set(Duty)
    assert {term.desk for term in terms.values()} == set(DESKS)
    assert {term.unit for term in terms.values()} == set(LENGTHS)
    assert len(STATES) == 4
