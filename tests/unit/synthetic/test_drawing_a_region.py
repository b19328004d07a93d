from pathlib import Path

import pyarrow.parquet as pq
import pytest

from spark_jobs.errors import SettingsUnfit
from spark_jobs.synthetic.digest import content_digest
from spark_jobs.synthetic.region import RegionReport, draw_region
from spark_jobs.synthetic.schemas import PROVIDERS, REGISTERS, folder_of, schemas

SMALL = 0.05


def test_the_same_seed_gives_the_same_rows_and_another_seed_gives_others(tmp_path: Path) -> None:
    first = draw_region(tmp_path / "first", seed=1, size=SMALL)

    again = draw_region(tmp_path / "again", seed=1, size=SMALL)
    other = draw_region(tmp_path / "other", seed=2, size=SMALL)

    assert again == first
    assert other.digest != first.digest


def test_the_digest_is_of_the_rows_and_not_of_their_files_or_order(tmp_path: Path) -> None:
    digest = draw_region(tmp_path / "region", seed=1, size=SMALL).digest
    part = tmp_path / "region" / "norrmalm" / "measurement" / "part-00000.parquet"
    table = pq.read_table(part)

    pq.write_table(table.slice(100).sort_by([("measurement_id", "descending")]), part.with_name("z.parquet"))
    pq.write_table(table.slice(0, 100), part, compression="none")

    assert content_digest(tmp_path / "region") == digest


def test_one_changed_value_changes_the_digest(tmp_path: Path) -> None:
    digest = draw_region(tmp_path / "region", seed=1, size=SMALL).digest
    part = tmp_path / "region" / "persons" / "number" / "part-00000.parquet"
    table = pq.read_table(part)

    pq.write_table(table.slice(1), part)

    assert content_digest(tmp_path / "region") != digest


def test_the_usual_size_has_about_half_a_million_rows(drawn: tuple[Path, RegionReport]) -> None:
    _, report = drawn

    assert report.residents == 5_000
    assert 450_000 <= report.total <= 550_000


def test_a_second_chunk_goes_on_where_the_first_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spark_jobs.synthetic.region.RESIDENTS", 200)

    report = draw_region(tmp_path / "region", seed=1, size=2.5)

    ids = pq.read_table(tmp_path / "region" / "norrmalm" / "person", columns=["person_id"]).column(0).to_pylist()
    numbers = pq.read_table(tmp_path / "region" / "persons" / "number", columns=["number"]).column(0).to_pylist()
    assert report.residents == 500
    assert len(list((tmp_path / "region" / "norrmalm" / "person").iterdir())) == 3
    assert sorted(ids) == list(range(1, len(ids) + 1))
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("dataset", [*PROVIDERS, *REGISTERS])
def test_every_described_table_has_exactly_the_described_columns(
    dataset: str, drawn: tuple[Path, RegionReport]
) -> None:
    folder, report = drawn

    for table, schema in schemas(dataset).items():
        parts = list((folder / folder_of(dataset) / table).glob("*.parquet"))
        assert [pq.read_schema(part).equals(schema) for part in parts] == [True]
        assert report.rows[f"{dataset}.{table}"] > 0


@pytest.mark.parametrize("size", [0, -1, 1_001, float("nan")])
def test_a_size_that_is_none_is_refused(size: float, tmp_path: Path) -> None:
    with pytest.raises(SettingsUnfit, match="between") as refused:
        draw_region(tmp_path / "region", seed=1, size=size)

    assert refused.value.reason == "region-size-unfit"
    assert not (tmp_path / "region").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(SettingsUnfit, match="taken"):
        draw_region(tmp_path, seed=1, size=SMALL)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_drawing_that_stops_half_way_leaves_no_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("spark_jobs.synthetic.region.draw_registers", stop)

    with pytest.raises(KeyboardInterrupt):
        draw_region(tmp_path / "region", seed=1, size=SMALL)

    assert not (tmp_path / "region").exists()
