"""Of which kinds of objection projects are told: read from the policies, with suspicion."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.adapters.rules.objections import FILE, read_told_kinds
from gateway.domain.errors import Misconfigured
from gateway.words.language import Language
from gateway.words.objections import persons
from tests.architecture.reading import REPOSITORY

WRITTEN = (REPOSITORY / "policies" / FILE).read_text(encoding="utf-8")


def without_after(document: Any) -> None:
    del document["kinds"]["withdrawn_consent"]["after_delivery"]


def without_effect(document: Any) -> None:
    del document["kinds"]["withdrawn_consent"]["after_delivery"]["effect"]


def something_else(document: Any) -> None:
    document["kinds"]["withdrawn_consent"] = "told"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (without_after, "/kinds/withdrawn_consent/after_delivery"),
        (without_effect, "/kinds/withdrawn_consent/after_delivery/effect"),
        (something_else, "/kinds/withdrawn_consent"),
    ],
)
def test_a_table_that_is_not_in_its_form_stops_the_start(
    tmp_path: Path, spoil: Callable[[Any], None], place: str
) -> None:
    document = json.loads(WRITTEN)
    spoil(document)
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(Misconfigured, match=place):
        read_told_kinds(tmp_path)


def test_policies_without_the_table_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="nobody knows what an objection means"):
        read_told_kinds(tmp_path)


@pytest.mark.parametrize(
    ("at_least", "below", "sv", "en"),
    [
        (0, 10, "1 till 9 personer", "1 to 9 persons"),
        (10, 20, "10 till 19 personer", "10 to 19 persons"),
        (30, None, "minst 30 personer", "at least 30 persons"),
    ],
)
def test_whoever_is_told_of_is_at_least_one(at_least: int, below: int | None, sv: str, en: str) -> None:
    assert persons(at_least, below, Language.SV) == sv
    assert persons(at_least, below, Language.EN) == en
