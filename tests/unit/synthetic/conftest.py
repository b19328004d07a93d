"""One region of the usual size for all tests that only look at it, asked in SQL."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from spark_jobs.synthetic.region import RegionReport, draw_region

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RegionReport]:
    folder = tmp_path_factory.mktemp("drawn") / "region"
    return folder, draw_region(folder, seed=2026)


@pytest.fixture(scope="session")
def ask(drawn: tuple[Path, RegionReport]) -> Ask:
    """Every table under its name, those of the care providers as <provider>.<table> and together as all_<table>."""
    folder, _ = drawn
    house = duckdb.connect()
    together: dict[str, list[str]] = {}
    for table in sorted(path for path in folder.glob("*/*") if path.is_dir()):
        house.execute(f'create schema if not exists "{table.parent.name}"')
        name = f'"{table.parent.name}"."{table.name}"'
        house.execute(f"create view {name} as select * from read_parquet('{table}/*.parquet')")
        together.setdefault(table.name, []).append(f"select '{table.parent.name}' as house, * from {name}")
    for table_name, parts in together.items():
        house.execute(f'create view "all_{table_name}" as {" union all ".join(parts)}')
    return lambda question: house.execute(question).fetchall()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Drawing a region of the usual size takes seconds: `make quick` leaves this chapter to `make test`."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.region)
