"""Every column that comes with the house says what it is and how sensitive, and nothing that names a person is kept."""

from collections.abc import Iterator
from typing import Any

import yaml

from tests.architecture.reading import REPOSITORY, standing

DATASETS = REPOSITORY / "catalog" / "datasets"
SENSITIVITIES = frozenset(
    {"direct_identifier", "indirect_identifier", "sensitive", "free_text", "date", "key", "plain"}
)


def columns() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every column as it is written, before the catalog's own reading could mend it."""
    for path in sorted(DATASETS.glob("*.yaml")):
        described = yaml.safe_load(path.read_text(encoding="utf-8"))
        for table, about in described["tables"].items():
            for column, facts in about["columns"].items():
                yield f"{path.name} {table}.{column}", facts


def test_every_column_has_a_sensitivity_and_a_description_in_both_languages() -> None:
    standing("catalog/datasets")
    found = list(columns())

    silent = [
        where
        for where, facts in found
        if facts.get("sensitivity") not in SENSITIVITIES
        or not all((facts.get("description") or {}).get(language) for language in ("sv", "en"))
    ]

    assert len(found) > 100
    assert silent == []


def test_no_direct_identifier_source_key_or_free_text_may_be_kept() -> None:
    kept = [
        where
        for where, facts in columns()
        if facts["sensitivity"] in {"direct_identifier", "key", "free_text"}
        and any("keep" in str(treatment) for treatment in facts.get("treatments", ()))
    ]

    assert kept == []
