"""A study that rests on each person's consent, carried out on the region: who comes out, and what stops it."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.synthetic.consents import STUDY
from tests.spark.house import KINDS, House
from tests.spark.test_objections_at_two_controllers import delivered_by, of_both
from tests.spark.test_the_runner import DATASETS, file_of, ordered, refused

CONSENT = {"mode": "consent", "study": STUDY, "versions": ("2.0",)}
COLUMNS = ("number", "study", "version", "given_on", "given_by", "withdrawn_on")
GOOD = (STUDY, "2.0", "2025-03-01", "person", None)

PLANTED: dict[str, Sequence[tuple[str | None, ...]]] = {
    "consents": [GOOD],
    "consents anew": [(STUDY, "1.0", "2023-05-05", "person", "2024-01-01"), GOOD],
    "in an older version": [(STUDY, "1.0", "2025-03-01", "person", None)],
    "on a day to come": [(STUDY, "2.0", "2026-11-21", "person", None)],
    "on no day": [(STUDY, "2.0", "this autumn", "person", None)],
    "to another study": [("2022-00000-01", *GOOD[1:])],
    "has withdrawn": [(*GOOD[:4], "2026-11-19")],
    "has withdrawn from everything": [GOOD, (None, None, None, None, "2026-01-01")],
}
IN, BACK = {"consents", "consents anew"}, {"has withdrawn", "has withdrawn from everything"}


@pytest.fixture
def house(tmp_path: Path, region: Path, spark: SparkSession) -> House:
    shutil.copytree(region, tmp_path / "sources")
    return House.new(tmp_path, sources=tmp_path / "sources", descriptions=[BUILT_IN], session=spark)


def by_consent(house: House, **changed: Any) -> ExtractionOrder:
    wanted: dict[str, Any] = {"tables": ("person",), "consent": CONSENT, "exclusions": (*KINDS, "X05-no-consent")}
    return ordered(house, **(wanted | changed))


def plant(house: House) -> dict[str, str]:
    """The register holds these consents of adults and no others, and nobody objects."""
    for register, table in (("objections", "objection"), ("persons", "protection")):
        pq.write_table(pq.read_table(file_of(house, register, table)).slice(0, 0), file_of(house, register, table))
    who = dict(zip(PLANTED, [person for person in of_both(house) if person < "2000"], strict=False))
    assert len(who) == len(PLANTED)
    written = [(who[name], *held) for name, rows in PLANTED.items() for held in rows]
    values = zip(*written, strict=True)
    columns = {name: pa.array(each, pa.string()) for name, each in zip(COLUMNS, values, strict=True)}
    pq.write_table(pa.table(columns), file_of(house, "consents", "consent"))
    return who


def test_exactly_those_come_out_whose_consent_holds_and_the_manifest_says_by_which_register(house: House) -> None:
    who = plant(house)
    order = by_consent(house, maximum_persons=len(BACK) + len(IN) + 20)

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    manifest = house.manifest("o-1")
    for controller in DATASETS:
        assert delivered_by(house, order, controller) == {who[name] for name in IN}
    counted = {line.kind: line for line in manifest.exclusions}
    assert counted["X04-consent-withdrawn"].persons == len(BACK)
    assert counted["X05-no-consent"].persons > len(PLANTED)
    assert manifest.cohort_persons > order.maximum_persons  # most of them are no persons of this study
    assert manifest.consents is not None
    snapshot = {one.register_name: one.snapshot for one in order.registers}["consents"]
    assert (manifest.consents.study, manifest.consents.versions) == (STUDY, ("2.0",))
    assert manifest.consents.snapshot == counted["X05-no-consent"].snapshot == snapshot


def test_what_the_region_draws_lets_some_in_and_leaves_some_out(house: House) -> None:
    order = by_consent(house, datasets=("norrmalm",), consent=CONSENT | {"versions": ("1.0", "2.0")})

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    counted = {line.kind: line.persons for line in house.manifest("o-1").exclusions}
    assert list(counted) == list(order.exclusions)
    assert counted["X05-no-consent"] > house.manifest("o-1").cohort_persons // 5
    assert house.manifest("o-1").delivered_persons > 0


def test_a_study_that_asks_nobody_reads_no_register_of_consents(house: House) -> None:
    order = ordered(house, datasets=("norrmalm",), tables=("person",))
    shutil.rmtree(house.settings.sources / "consents")

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    assert house.manifest("o-1").consents is None
    assert [line.kind for line in house.manifest("o-1").exclusions] == list(KINDS)


def test_a_register_that_the_order_does_not_name_stops_it(house: House) -> None:
    order = by_consent(house)
    without = tuple(one for one in order.registers if one.register_name != "consents")

    assert refused(house, order.model_copy(update={"registers": without})) == "register-missing"
    assert "consents" in house.status("o-1")["sentence"]


def gone(path: Path) -> None:
    shutil.rmtree(path.parent)


def rubbish(path: Path) -> None:
    path.write_bytes(b"no register")


def changed(path: Path) -> None:
    pq.write_table(pq.read_table(path).slice(1), path)


def a_column_less(path: Path) -> None:
    pq.write_table(pq.read_table(path).drop_columns(["withdrawn_on"]), path)


def another_type(path: Path) -> None:
    table = pq.read_table(path)
    place = table.column_names.index("given_on")
    pq.write_table(table.set_column(place, "given_on", pa.array([date(2025, 3, 1)] * table.num_rows)), path)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (gone, "table-missing"),
        (rubbish, "source-unfit"),
        (changed, "snapshot-changed"),
        (a_column_less, "column-missing"),
        (another_type, "column-type"),
    ],
)
def test_a_register_that_cannot_be_read_as_it_was_stops_the_order_and_nothing_is_written(
    house: House, spoil: Callable[[Path], None], code: str
) -> None:
    order = by_consent(house)
    spoil(file_of(house, "consents", "consent"))

    assert refused(house, order) == code

    assert "consents" in house.status("o-1")["sentence"]
    assert not (house.settings.box / "out" / "o-1" / "manifest.json").exists()


def test_where_nobody_has_consented_nobody_is_delivered(house: House) -> None:
    order = by_consent(house, consent=CONSENT | {"versions": ("9.9",)})

    assert refused(house, order) == "nobody-left"
