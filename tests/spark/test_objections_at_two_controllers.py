"""Persons planted with each kind of objection, at two controllers: exactly who is left out of whose rows."""

import base64
import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from pseudonymisation.sealing import open_sealed
from spark_jobs.papers.paper import SignedPaper
from tests.spark.house import House
from tests.spark.test_the_runner import COHORT, DATASETS, file_of, ordered, said

BEFORE, PERMITTED, SINCE = date(2026, 1, 1), date(2026, 11, 10), date(2026, 11, 11)
STAYS = {"before_permit": "may_stay", "before_extraction": "may_stay"}
BOTH, NOBODYS = {"norrmalm", "malarhojden"}, set[str]()

PLANTED: Mapping[str, tuple[tuple[str, str | None, date], set[str]]] = {
    "opted out before the permit": (("opt_out", None, BEFORE), NOBODYS),
    "opted out since": (("opt_out", None, SINCE), BOTH),
    "of a quality register, since": (("quality_register_opt_out", "norrmalm", SINCE), {"malarhojden"}),
    "blocked where it counts": (("care_block", "norrmalm", BEFORE), {"malarhojden"}),
    "blocked where a steward keeps": (("care_block", "malarhojden", BEFORE), BOTH),
    "blocked everywhere": (("care_block", None, SINCE), {"malarhojden"}),
    "protected": (("protected", None, BEFORE), {"malarhojden"}),
    "consent withdrawn since": (("withdrawn_consent", None, SINCE), NOBODYS),
    "donation withdrawn since": (("withdrawn_donation", None, SINCE), NOBODYS),
    "of a kind that nobody knows": (("moved", "norrmalm", SINCE), NOBODYS),
    "without any objection": (("care_block", "sankt-brita", BEFORE), BOTH),
}
"""What stands in the registers, and whose rows are delivered where Mälarhöjden keeps the blocked and the protected."""


@pytest.fixture(scope="module")
def carried_out(
    tmp_path_factory: pytest.TempPathFactory, region: Path, spark: SparkSession
) -> tuple[House, Any, Mapping[str, str]]:
    """One order of two controllers' rows, carried out; and who was planted with what."""
    root = tmp_path_factory.mktemp("objections")
    shutil.copytree(region, root / "sources")
    house = House.new(root, sources=root / "sources", descriptions=[BUILT_IN], session=spark)
    who = dict(zip(PLANTED, of_both(house), strict=False))
    assert len(who) == len(PLANTED)
    plant(house, who)
    lifted = {("malarhojden", "care_block"), ("malarhojden", "protected_identity")}
    told = [
        one
        | (STAYS if (one["controller"], one["objection"]) in lifted else {})
        | ({"before_extraction": "may_stay"} if one["objection"] == "ehds_opt_out" else {})
        for one in said(*DATASETS)
    ]
    order = ordered(house, tables=("person", "condition_occurrence"), objections=told, permit_issued_on=PERMITTED)
    assert house.order(order)["state"] == "extracted", house.status(order.order)
    return house, order, who


def of_both(house: House) -> list[str]:
    """Persons of whom both datasets have rows that the cohort asks for."""
    sources = house.settings.sources
    found = [
        f"""
        SELECT n.person FROM '{sources}/{dataset}/condition_occurrence/*.parquet' c
        JOIN '{sources}/{dataset}/person/*.parquet' p USING (person_id)
        JOIN '{sources}/persons/number/*.parquet' n ON replace(p.person_source_value, '-', '') = n.number
        WHERE condition_start_date BETWEEN '1990-01-01' AND '2026-12-31' AND condition_source_value IS NOT NULL
        """
        for dataset in DATASETS
    ]
    persons = duckdb.connect(":memory:").execute(" INTERSECT ".join(found)).fetchall()
    return sorted(person for (person,) in persons)


def plant(house: House, who: Mapping[str, str]) -> None:
    """The registers hold these objections and no others."""
    rows = [(who[name], *held) for name, (held, _) in PLANTED.items()]
    objecting = [row for row in rows if row[1] != "protected"]
    numbers, kinds, controllers, days = zip(*objecting, strict=True)
    nothing = [None] * len(objecting)
    written(house, "objections", "objection", numbers, kinds, controllers, days, nothing)
    protected = [row[0] for row in rows if row[1] == "protected"]
    written(house, "persons", "protection", protected, person=True)


def written(house: House, register: str, table: str, *columns: Any, person: bool = False) -> None:
    path = file_of(house, register, table)
    schema = pq.read_table(path).schema
    if person:
        filled = {"person": columns[0], "from_date": [BEFORE] * len(columns[0])}
    else:
        filled = dict(zip(("number", "kind", "controller", "from_date", "to_date"), columns, strict=True))
    size = len(columns[0])
    arrays = [pa.array(list(filled.get(field.name, [None] * size)), field.type) for field in schema]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)


def delivered_by(house: House, order: Any, controller: str) -> set[str]:
    """Whose rows left, as that controller alone can read it."""
    folder = house.settings.box / "out" / order.order
    paper = SignedPaper.from_json((folder / f"disclosure-{controller}.json").read_bytes())
    sealed, context = base64.b64decode(paper.body["sealed"]), str(paper.body["context"]).encode()
    return set(json.loads(open_sealed(sealed, key=house.controllers[controller], context=context)))


def test_each_controllers_rows_leave_of_exactly_those_whose_objections_do_not_concern_them(
    carried_out: tuple[House, Any, Mapping[str, str]],
) -> None:
    house, order, who = carried_out

    lists = {controller: delivered_by(house, order, controller) for controller in DATASETS}

    left = {name: {controller for controller in DATASETS if who[name] in lists[controller]} for name in PLANTED}
    assert left == {name: expected for name, (_, expected) in PLANTED.items()}


def test_the_manifest_counts_each_person_once_and_says_whose_rows_stay_behind(
    carried_out: tuple[House, Any, Mapping[str, str]],
) -> None:
    house, order, _ = carried_out

    manifest = house.manifest(order.order)

    assert {line.kind: line.persons for line in manifest.exclusions[1:]} == {
        "X01-opted-out": 3,
        "X02-care-block": 0,
        "X03-protected-identity": 0,
        "X04-consent-withdrawn": 1,
    }
    assert len(manifest.left_behind) == 10
    assert {(line.controller, line.kind): line.persons for line in manifest.left_behind if line.persons} == {
        ("norrmalm", "X01-opted-out"): 1,
        ("norrmalm", "X02-care-block"): 2,
        ("norrmalm", "X03-protected-identity"): 1,
    }


def test_whoever_the_cohort_finds_only_in_rows_that_stay_behind_is_left_out(
    carried_out: tuple[House, Any, Mapping[str, str]],
) -> None:
    house, _, who = carried_out
    path = file_of(house, "norrmalm", "condition_occurrence")
    persons = pq.read_table(file_of(house, "norrmalm", "person"))
    blocked = who["blocked where it counts"]
    named = [text.replace("-", "") if text else text for text in persons["person_source_value"].to_pylist()]
    numbers = pq.read_table(file_of(house, "persons", "number"))
    aliases = {n for n, p in zip(*(numbers[c].to_pylist() for c in ("number", "person")), strict=True) if p == blocked}
    own = {id for id, text in zip(persons["person_id"].to_pylist(), named, strict=True) if text in aliases}
    rows = pq.read_table(path)
    codes = [
        "Q99PLANT" if person in own else code
        for person, code in zip(rows["person_id"].to_pylist(), rows["condition_source_value"].to_pylist(), strict=True)
    ]
    place = rows.column_names.index("condition_source_value")
    pq.write_table(rows.set_column(place, rows.schema.field(place), pa.array(codes, pa.string())), path)
    only = {**COHORT, "code_lists": {"any": {"system": "ICD-10-SE", "codes": ["Q99PLANT"]}}}

    order = ordered(house, tables=("person",), cohort=only).model_copy(update={"order": "o-2"})

    assert house.order(order)["code"] == "nobody-left"
