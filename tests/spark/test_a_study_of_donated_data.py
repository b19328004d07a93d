"""A study over a donated dataset, carried out on the region: whose rows come out of it, and what stops it."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from spark_jobs.papers.order import ExtractionOrder
from tests.spark.house import KINDS, NOW, House
from tests.spark.test_objections_at_two_controllers import delivered_by, of_both
from tests.spark.test_the_runner import file_of, ordered, refused
from tests.spark.test_who_objects_after_an_extract import ask, asked, told_by

NO_DONATION = "X06-no-donation"
DONATED, OTHER = "malarhojden", "norrmalm"
GAVE = date(2025, 3, 1)

PLANTED: dict[str, Sequence[tuple[date | None, date | None, int | None]]] = {
    "gave": [(GAVE, None, 2)],
    "gave anew": [(date(2020, 1, 1), date(2022, 1, 1), 1), (GAVE, None, 2)],
    "withdraws tomorrow": [(GAVE, date(2026, 11, 21), 2)],
    "gives tomorrow": [(date(2026, 11, 21), None, 2)],
    "has withdrawn today": [(GAVE, date(2026, 11, 20), 2)],
    "has withdrawn another row": [(GAVE, None, 2), (date(2024, 1, 1), date(2026, 1, 1), 1)],
    "gave on no day": [(None, None, 2)],
    "gave in no version": [(GAVE, None, None)],
    "never gave": [],
}
IN = {"gave", "gave anew", "withdraws tomorrow"}


def descriptions(root: Path, **changed: Any) -> Path:
    """Those of the house; the donated dataset says so, and what else is changed."""
    folder = shutil.copytree(BUILT_IN, root / "descriptions")
    path = folder / f"{DONATED}.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), "donated": True, **changed}), "utf-8")
    return folder


def opened(root: Path, region: Path, spark: SparkSession, **changed: Any) -> House:
    shutil.copytree(region, root / "sources")
    return House.new(root, sources=root / "sources", descriptions=[descriptions(root, **changed)], session=spark)


@pytest.fixture
def house(tmp_path: Path, region: Path, spark: SparkSession) -> House:
    return opened(tmp_path, region, spark)


def donated(house: House, **changed: Any) -> ExtractionOrder:
    wanted: dict[str, Any] = {"tables": ("person",), "exclusions": (*KINDS, NO_DONATION)}
    return ordered(house, **(wanted | changed))


def plant(house: House) -> dict[str, str]:
    """The register holds these donations and no others, and nobody objects."""
    for register, table in (("objections", "objection"), ("persons", "protection")):
        pq.write_table(pq.read_table(file_of(house, register, table)).slice(0, 0), file_of(house, register, table))
    who = dict(zip(PLANTED, of_both(house), strict=False))
    assert len(who) == len(PLANTED)
    held = [(who[name], *row) for name, gave in PLANTED.items() for row in gave]
    path = file_of(house, "objections", "donation")
    schema = pq.read_schema(path)
    values = dict(zip(("number", "from_date", "to_date", "version"), zip(*held, strict=True), strict=True))
    pq.write_table(pa.Table.from_arrays([pa.array(values[one.name], one.type) for one in schema], schema=schema), path)
    return who


def test_exactly_those_come_out_whose_donation_holds_and_the_manifest_says_by_which_register(house: House) -> None:
    who = plant(house)
    order = donated(house, datasets=(DONATED,))

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    manifest = house.manifest("o-1")
    assert delivered_by(house, order, DONATED) == {who[name] for name in IN}
    (line,) = [line for line in manifest.exclusions if line.kind == NO_DONATION]
    snapshot = {one.register_name: one.snapshot for one in order.registers}["objections"]
    assert manifest.delivered_persons == len(IN)
    assert line.persons >= len(PLANTED) - len(IN)
    assert (line.register_name, line.snapshot) == ("objections", snapshot)
    assert manifest.donations is not None
    assert manifest.donations.as_json() == {"datasets": [DONATED], "register": "objections", "snapshot": snapshot}


def test_another_controllers_rows_leave_of_those_who_gave_nothing_too(house: House) -> None:
    who = plant(house)
    order = donated(house)

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    manifest = house.manifest("o-1")
    assert delivered_by(house, order, DONATED) == {who[name] for name in IN}
    assert delivered_by(house, order, OTHER) >= set(who.values())
    behind = {(one.controller, one.kind): one.persons for one in manifest.left_behind if one.persons}
    assert behind == {(DONATED, NO_DONATION): manifest.delivered_persons - len(IN)}


def test_so_do_the_other_rows_of_the_same_controller(tmp_path: Path, region: Path, spark: SparkSession) -> None:
    own = yaml.safe_load((BUILT_IN / f"{OTHER}.yaml").read_text("utf-8"))["controller"]
    house = opened(tmp_path, region, spark, controller=own)
    who = plant(house)
    order = donated(house)

    assert house.order(order)["state"] == "extracted", house.status("o-1")

    manifest = house.manifest("o-1")
    persons = {one.dataset: one.rows for one in manifest.tables}
    assert persons[DONATED] == len(IN)
    assert delivered_by(house, order, OTHER) >= set(who.values())
    assert persons[OTHER] >= len(PLANTED)
    behind = {(one.controller, one.kind): one.persons for one in manifest.left_behind if one.persons}
    assert behind == {(OTHER, NO_DONATION): manifest.delivered_persons - len(IN)}


def test_an_order_that_is_silent_on_donations_is_refused(house: House) -> None:
    order = donated(house, datasets=(DONATED,))
    for register in (None, "persons"):
        told = tuple(one.model_copy(update={"donation_register": register}) for one in order.datasets)

        assert refused(house, order.model_copy(update={"datasets": told})) == "donation-unsaid"


@pytest.mark.parametrize(
    ("dataset", "exclusions"), [(DONATED, KINDS), (OTHER, (*KINDS, NO_DONATION))], ids=["uncounted", "nothing given"]
)
def test_an_order_that_counts_otherwise_than_it_says_is_refused(
    house: House, dataset: str, exclusions: tuple[str, ...]
) -> None:
    assert refused(house, donated(house, datasets=(dataset,), exclusions=exclusions)) == "donation-unsaid"


def test_an_order_that_calls_donated_what_is_not_is_refused(house: House) -> None:
    order = donated(house, datasets=(OTHER,))
    told = tuple(one.model_copy(update={"donation_register": "objections"}) for one in order.datasets)

    assert refused(house, order.model_copy(update={"datasets": told})) == "donation-unsaid"


def test_donations_that_changed_since_their_snapshot_stop_the_order(house: House) -> None:
    order = donated(house, datasets=(DONATED,))
    path = file_of(house, "objections", "donation")
    pq.write_table(pq.read_table(path).slice(1), path)

    assert refused(house, order) == "snapshot-changed"


def test_where_nobody_has_given_nobody_is_delivered(house: House) -> None:
    path = file_of(house, "objections", "donation")
    pq.write_table(pq.read_table(path).slice(0, 0), path)

    assert refused(house, donated(house, datasets=(DONATED,))) == "nobody-left"


def test_a_donation_that_was_withdrawn_since_is_told_to_whoever_has_the_rows(house: House) -> None:
    who = plant(house)
    order = donated(house, datasets=(DONATED,))
    assert house.order(order)["state"] == "extracted", house.status("o-1")
    assert house.deliver(order)["state"] == "delivered"
    house.moment = NOW + timedelta(days=20)

    status, notice = ask(house, asked(order))

    assert status["state"] == "told"
    assert list(told_by(notice)) == ["withdrawn_donation"]
    assert who["withdraws tomorrow"] not in f"{status} {notice}"
