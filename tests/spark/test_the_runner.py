"""The whole runner on a region of a hundred residents: what it carries out, and what it refuses."""

import base64
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from pseudonymisation.sealing import open_sealed
from spark_jobs.errors import PassRefused, StatementRefused
from spark_jobs.jobs import delivering
from spark_jobs.jobs.opening import question
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from tests.spark.house import KINDS, House
from tests.support.builders import objections

COHORT = {
    "title": "Persons with any diagnosis",
    "code_lists": {
        "any": {"system": "ICD-10-SE", "codes": [chr(letter) for letter in range(65, 91)], "match": "prefix"}
    },
    "entry": [{"table": "condition_occurrence", "column": "condition_source_value", "code_list": "any"}],
    "period": {"from": "1990-01-01", "to": "2026-12-31"},
}
NOBODY = {**COHORT, "code_lists": {"any": {"system": "ICD-10-SE", "codes": ["U99.9X"]}}}
TABLES = ("person", "condition_occurrence", "note")
DATASETS = ("norrmalm", "malarhojden")
BY_CONSENT = {"mode": "consent", "study": "2023-00000-01", "versions": ("2.0",)}


@pytest.fixture
def house(tmp_path: Path, region: Path, spark: SparkSession) -> House:
    """Its own copy of the region, so that a test may spoil it."""
    sources = tmp_path / "sources"
    shutil.copytree(region, sources)
    return House.new(tmp_path, sources=sources, descriptions=[BUILT_IN], session=spark)


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory, region: Path, spark: SparkSession) -> tuple[House, Any]:
    """One order carried out and delivered; of the third provider nothing was asked, and its folder is spoiled."""
    root = tmp_path_factory.mktemp("delivered")
    sources = root / "sources"
    shutil.copytree(region, sources)
    house = House.new(root, sources=sources, descriptions=[BUILT_IN], session=spark)
    order = ordered(house)
    file_of(house, "sankt-brita", "person").write_bytes(b"spoiled")
    assert house.order(order)["state"] == "extracted", house.status(order.order)
    assert house.deliver(order)["state"] == "delivered"
    return house, order


def ordered(house: House, **changed: Any) -> ExtractionOrder:
    wanted: dict[str, Any] = {"datasets": DATASETS, "cohort": COHORT, "tables": TABLES, **changed}
    order = house.extraction_order(**wanted)
    return order.model_copy(update={"period": order.period.model_validate({"from": "1900-01-01", "to": "2026-12-31"})})


def said(*controllers: str) -> tuple[dict[str, Any], ...]:
    """What an order says of every kind of objection at these controllers."""
    return tuple(asdict(one) for one in objections(*controllers))


WITHOUT_X04 = (*KINDS[:-1], "X05-no-consent")
UNDER_X01 = tuple(
    {**one, "exclusion": "X01-opted-out"} if one["objection"] == "withdrawn_consent" else one
    for one in said("norrmalm")
)


def small(house: House, **changed: Any) -> ExtractionOrder:
    return ordered(house, datasets=("norrmalm",), tables=("person",), **changed)


def file_of(house: House, dataset: str, table: str) -> Path:
    """The only file of a table of the drawn region."""
    folder = house.settings.sources / dataset
    return next(path for path in folder.rglob("*.parquet") if table in (path.stem, path.parent.name))


def _kind(kind: pa.DataType) -> str:
    names = {"int32": "integer", "int64": "integer", "double": "number", "date32[day]": "date"}
    return "datetime" if pa.types.is_timestamp(kind) else names.get(str(kind), str(kind))


@contextmanager
def plans_of(spark: SparkSession, engine_folder: Path) -> Iterator[list[str]]:
    """Every plan, as its event log tells it, of what the engine does meanwhile."""
    engine: Any = spark.sparkContext._jsc
    engine.sc().listenerBus().waitUntilEmpty(60_000)
    (log,) = [path for path in (engine_folder / "events").rglob("events_*") if path.is_file()]
    before = log.stat().st_size
    plans: list[str] = []
    yield plans
    engine.sc().listenerBus().waitUntilEmpty(60_000)
    with log.open("rb") as events:
        events.seek(before)
        told = [json.loads(line) for line in events]
    plans.extend(event["physicalPlanDescription"] for event in told if "physicalPlanDescription" in event)


def refused(house: House, order: ExtractionOrder) -> str:
    status = house.order(order)
    assert status["state"] in {"refused", "failed"}, status
    assert not list(house.settings.staging.glob("*")), "something was staged"
    return str(status["code"])


def test_the_persons_add_up_and_every_exclusion_is_told(delivered: tuple[House, Any]) -> None:
    house, order = delivered

    manifest = house.manifest(order.order)

    assert [line.kind for line in manifest.exclusions] == list(order.exclusions)
    assert manifest.cohort_persons == manifest.delivered_persons + sum(line.persons for line in manifest.exclusions)
    assert manifest.delivered_persons > 20
    assert manifest.snapshots == {part.dataset: part.snapshot for part in order.datasets}


def test_the_rows_are_those_that_an_independent_query_finds(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    sources = house.settings.sources
    everybody = house.manifest(order.order)
    oracle = f"""
        WITH known AS (SELECT number, person FROM '{sources}/persons/number/*.parquet'),
        rows AS (
            SELECT 'norrmalm' AS dataset, c.*, p.person_source_value AS written
            FROM '{sources}/norrmalm/condition_occurrence/*.parquet' c
            JOIN '{sources}/norrmalm/person/*.parquet' p USING (person_id)
            UNION ALL BY NAME
            SELECT 'malarhojden' AS dataset, c.*, p.person_source_value AS written
            FROM '{sources}/malarhojden/condition_occurrence/*.parquet' c
            JOIN '{sources}/malarhojden/person/*.parquet' p USING (person_id)),
        asked AS (SELECT dataset, condition_start_date AS day, condition_source_value AS code, person
                  FROM rows LEFT JOIN known ON replace(written, '-', '') = number),
        two AS (SELECT unnest(['norrmalm', 'malarhojden']) AS dataset),
        out AS (
            SELECT k.person, dataset FROM '{sources}/objections/objection/*.parquet' o JOIN known k USING (number), two
            WHERE (o.kind <> 'care_block' OR o.controller IS NULL OR o.controller = dataset)
              AND coalesce(from_date, '1900-01-01') <= '2026-11-20' AND coalesce(to_date, '2099-01-01') >= '2026-11-20'
            UNION SELECT person, dataset FROM '{sources}/persons/protection/*.parquet', two
            WHERE coalesce(from_date, '1900-01-01') <= '2026-11-20'
              AND coalesce(to_date, '2099-01-01') >= '2026-11-20'),
        stays AS (FROM asked ANTI JOIN out USING (person, dataset)),
        cohort AS (SELECT DISTINCT person FROM stays
                   WHERE code IS NOT NULL AND day BETWEEN '1990-01-01' AND '2026-12-31' AND person IS NOT NULL)
        SELECT (SELECT count(*) FROM cohort),
               (SELECT count(*) FROM stays SEMI JOIN cohort USING (person)
                WHERE day IS NOT NULL AND dataset = 'norrmalm')
    """

    persons, rows = duckdb.connect(":memory:").execute(oracle).fetchall()[0]

    told = {(table.dataset, table.table): table.rows for table in everybody.tables}
    assert everybody.delivered_persons == persons
    assert told["norrmalm", "condition_occurrence"] == rows


def test_exactly_the_ordered_columns_leave_in_the_told_types(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    workspace = house.settings.workspace_root / "w-1"

    for table in house.manifest(order.order).tables:
        schema = pq.read_schema(workspace / table.dataset / table.table / "part-00000.parquet")

        assert schema.names == [column.name for column in table.columns]
        assert {column.name: _kind(schema.field(column.name).type) for column in table.columns} == {
            column.name: column.datatype.replace("text", "string") for column in table.columns
        }


def test_no_source_key_and_no_number_of_anybody_is_in_the_extract(delivered: tuple[House, Any]) -> None:
    house, _ = delivered
    workspace = house.settings.workspace_root / "w-1"
    numbers = set(pq.read_table(file_of(house, "persons", "number"))["number"].to_pylist())

    for file in workspace.rglob("*.parquet"):
        for column in pq.read_table(file).columns:
            assert not numbers & set(column.to_pylist())


def test_the_rows_lie_in_the_order_of_their_pseudonyms(delivered: tuple[House, Any]) -> None:
    house, _ = delivered

    rows = pq.read_table(house.settings.workspace_root / "w-1" / "norrmalm" / "condition_occurrence")["person_id"]

    assert rows.to_pylist() == sorted(rows.to_pylist())
    assert {len(pseudonym) for pseudonym in rows.to_pylist()} == {32}


def test_only_what_repeats_is_written_by_a_dictionary(delivered: tuple[House, Any]) -> None:
    house, _ = delivered
    file = house.settings.workspace_root / "w-1" / "norrmalm" / "condition_occurrence" / "part-00000.parquet"

    group = pq.read_metadata(file).row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    by_dictionary = {column.path_in_schema for column in columns if column.has_dictionary_page}

    assert by_dictionary >= {"person_id", "condition_source_value"}
    assert not by_dictionary & {"condition_occurrence_id", "visit_occurrence_id"}


def test_large_tables_lie_in_parts_that_follow_one_another_and_no_key_travels_with_their_rows(
    house: House, spark: SparkSession, engine_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "_SMALL_BYTES", 0)
    order = ordered(house, tables=("person", "condition_occurrence"))

    with plans_of(spark, engine_folder) as plans:
        assert house.order(order)["state"] == "extracted"

    exchanges = [part for plan in plans for part in plan.split("\n\n") if re.match(r"\(\d+\) Exchange", part)]
    assert any("__rank" in exchange for exchange in exchanges)
    assert any("inner_row" in plan for plan in plans)
    assert not any("inner_" in exchange for exchange in exchanges)
    assert house.deliver(order)["state"] == "delivered"
    rows = house.settings.workspace_root / "w-1" / "norrmalm" / "condition_occurrence"
    parts = [pq.read_table(part)["person_id"].to_pylist() for part in sorted(rows.glob("*.parquet"))]
    assert len(parts) > 1
    assert [person for part in parts for person in part] == sorted(person for part in parts for person in part)


def test_withheld_notes_are_counted(delivered: tuple[House, Any]) -> None:
    house, order = delivered

    text = house.manifest(order.order).text

    assert text.profile == "withhold"
    assert text.notes == text.withheld > 0


def test_only_the_controller_can_open_its_disclosure_list(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    folder = house.settings.box / "out" / order.order
    known = set(pq.read_table(file_of(house, "persons", "number"))["person"].to_pylist())

    paper = SignedPaper.from_json((folder / "disclosure-norrmalm.json").read_bytes())
    sealed = base64.b64decode(paper.body["sealed"])
    opened = open_sealed(sealed, key=house.controllers["norrmalm"], context=str(paper.body["context"]).encode())

    persons = json.loads(opened)
    told = {table.table: table.rows for table in house.manifest(order.order).tables if table.dataset == "norrmalm"}
    assert set(persons) <= known
    assert 0 < len(persons) <= told["person"]
    assert {each.sha256 for each in house.manifest(order.order).disclosure_lists} >= {paper.digest}
    with pytest.raises(Exception, match="sealed-not-opened"):
        open_sealed(sealed, key=house.controllers["malarhojden"], context=str(paper.body["context"]).encode())


def test_the_workspace_holds_rows_dictionary_readme_and_a_note_without_exact_counts(
    delivered: tuple[House, Any],
) -> None:
    house, order = delivered
    workspace = house.settings.workspace_root / "w-1"

    note = DeliveryNote.of(SignedPaper.from_json((workspace / "delivery-note.json").read_bytes()))

    assert sorted(path.name for path in workspace.iterdir()) == [
        "README.md",
        "delivery-note.json",
        "dictionary.csvw.json",
        "malarhojden",
        "norrmalm",
    ]
    assert note.manifest == house.manifest_paper(order.order).digest
    assert note.persons.at_least % 10 == 0
    assert "excl" not in (workspace / "delivery-note.json").read_text()


def test_an_order_presented_twice_is_one_job(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    before = house.manifest_paper(order.order).digest

    status = house.order(order)

    assert status["state"] == "extracted"
    assert house.manifest_paper(order.order).digest == before
    changed = order.model_copy(update={"maximum_persons": 5})
    assert house.order(changed)["code"] == "order-differs"


def test_a_delivery_presented_twice_is_one_delivery(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    confirmation = (house.settings.box / "out" / "d-1" / "confirmation.json").read_bytes()

    status = house.deliver(order)

    assert status["state"] == "delivered"
    assert (house.settings.box / "out" / "d-1" / "confirmation.json").read_bytes() == confirmation


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"manifest": digest_of(b"other")}, "manifest-differs"),
        ({"permit": digest_of(b"other")}, "permit-differs"),
        ({"project": "p-2"}, "permit-differs"),
        ({"order": "o-9"}, "extract-missing"),
    ],
)
def test_a_delivery_that_does_not_fit_its_extract_is_refused(
    delivered: tuple[House, Any], changed: dict[str, Any], code: str
) -> None:
    house, order = delivered

    status = house.deliver(order, id="d-2", workspace="w-2", changed=changed)

    assert (status["state"], status["code"]) == ("refused", code)
    assert not (house.settings.workspace_root / "w-2").exists()


def ask(house: House, asked: str, **changed: Any) -> Any:
    body = {
        "id": "pass-1",
        "workspace": "w-1",
        "permit": digest_of(b"a permit"),
        "permit_id": "T-1",
        "statement": digest_of(asked.encode()),
        "made_at": house.moment.isoformat(),
        "expires_at": (house.moment + timedelta(minutes=5)).isoformat(),
    } | changed
    signer = house.gateway
    paper = signer.sign(Kind.WORKSPACE_PASS, body)
    return question(paper, asked, house.runner().desk.office, limit=5)


def test_a_question_is_answered_over_views_of_one_and_of_all_datasets(delivered: tuple[House, Any]) -> None:
    house, order = delivered
    rows = {(table.dataset, table.table): table.rows for table in house.manifest(order.order).tables}

    one = ask(house, "SELECT count(*) FROM norrmalm.person")
    all_of_them = ask(house, "SELECT dataset, count(*) FROM person GROUP BY dataset ORDER BY dataset")

    assert one.rows == ((rows["norrmalm", "person"],),)
    assert dict(all_of_them.rows) == {name: rows[name, "person"] for name in DATASETS}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM '{sources}/norrmalm/person/*.parquet'",
        "SELECT * FROM read_text('{work}/keyring/*')",
        "SELECT * FROM read_text('{work}/staging/o-1/manifest.json')",
        "SELECT * FROM read_parquet('{workspaces}/w-1/../w-3/*.parquet')",
        "COPY (SELECT 1) TO '{workspaces}/w-1/out.csv'",
        "COPY (SELECT 1) TO '/tmp/out.csv'",
        "CREATE TABLE x AS SELECT 1",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "ATTACH '{workspaces}/w-1/x.db'",
        "INSTALL httpfs",
        "PRAGMA database_list",
        "SELECT * FROM nowhere",
        "not sql",
    ],
)
def test_a_question_reaches_nothing_but_its_workspace(delivered: tuple[House, Any], statement: str) -> None:
    house, _ = delivered
    (house.settings.workspace_root / "w-3").mkdir(exist_ok=True)
    asked = statement.format(
        sources=house.settings.sources, work=house.settings.work, workspaces=house.settings.workspace_root
    )

    with pytest.raises(StatementRefused):
        ask(house, asked)

    assert sorted(path.name for path in (house.settings.workspace_root / "w-1").glob("out*")) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"expires_at": "2026-11-20T09:29:59+00:00"}, "pass-hour"),
        ({"statement": digest_of(b"SELECT 2")}, "pass-statement"),
        ({"workspace": "w-9"}, "workspace-missing"),
        ({"permit_id": "T-2"}, "pass-permit"),
    ],
)
def test_a_pass_opens_one_workspace_for_one_question_at_its_hour(
    delivered: tuple[House, Any], changed: dict[str, Any], code: str
) -> None:
    house, _ = delivered

    with pytest.raises(PassRefused) as refusal:
        ask(house, "SELECT 1", **changed)

    assert refusal.value.reason == code


def test_two_projects_pseudonyms_do_not_join(house: House) -> None:
    first = ordered(house, datasets=("norrmalm",), tables=("person",))
    second = first.model_copy(update={"order": "o-2", "project": "p-2"})

    states = [house.order(order)["state"] for order in (first, second)]

    assert states == ["extracted", "extracted"]
    tables = [pq.read_table(house.settings.staging / name / "rows" / "norrmalm" / "person") for name in ("o-1", "o-2")]
    pseudonyms = [set(table["person_id"].to_pylist()) for table in tables]
    assert len(pseudonyms[0]) == len(pseudonyms[1])
    assert not pseudonyms[0] & pseudonyms[1]
    plain = [table.drop_columns(["person_id"]).to_pylist() for table in tables]
    assert plain[0] != plain[1]


# Bad input, item by item.


def test_a_source_that_lacks_an_ordered_column_is_named(house: House) -> None:
    order = small(house)
    path = file_of(house, "norrmalm", "person")
    pq.write_table(pq.read_table(path).drop_columns(["gender_concept_id"]), path)

    code = refused(house, order)

    assert code == "column-missing"
    assert "norrmalm.person" in house.status(order.order)["sentence"]
    assert "gender_concept_id" in house.status(order.order)["sentence"]


def test_a_column_of_another_type_is_named(house: House) -> None:
    order = small(house)
    path = file_of(house, "norrmalm", "person")
    table = pq.read_table(path)
    place = table.schema.get_field_index("year_of_birth")
    pq.write_table(table.set_column(place, "year_of_birth", table["year_of_birth"].cast(pa.string())), path)

    assert refused(house, order) == "column-type"


def test_a_source_that_changed_since_its_snapshot_is_not_read(house: House) -> None:
    order = small(house)
    path = file_of(house, "norrmalm", "person")
    pq.write_table(pq.read_table(path).slice(1), path)

    assert refused(house, order) == "snapshot-changed"


def test_corrupt_parquet_is_told_without_a_word_from_it(house: House) -> None:
    order = small(house)
    file_of(house, "norrmalm", "person").write_bytes(b"PAR1 Anna Lind PAR1")

    assert refused(house, order) == "source-unfit"
    assert "Anna" not in str(house.status(order.order))


def test_parquet_whose_pages_are_corrupt_stops_the_job(house: House) -> None:
    path = file_of(house, "norrmalm", "person")
    content = bytearray(path.read_bytes())
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    path.write_bytes(bytes(content))
    order = small(house)

    assert refused(house, order) in {"source-unreadable", "engine-failed"}


def test_a_broken_signature_a_changed_byte_and_an_unknown_key_are_refused(house: House) -> None:
    order = small(house)
    paper = house.gateway.sign(Kind.EXTRACTION_ORDER, order.as_json())
    stranger = SigningKey.new().sign(Kind.EXTRACTION_ORDER, order.as_json())
    cases = {
        "signature-broken": replace(paper, signature=bytes(64)).to_json(),
        "key-unknown": stranger.to_json(),
        "key-role": house.runner_key.sign(Kind.EXTRACTION_ORDER, order.as_json()).to_json(),
    }

    for code, content in cases.items():
        house.put_bytes(content, name="o-1")
        house.runner().run_once()
        assert house.status("o-1")["code"] == code
    house.put_bytes(paper.to_json().replace(b'"maximum_persons":1000000', b'"maximum_persons":1000001'), name="o-1")
    house.runner().run_once()
    assert house.status("o-1")["code"] == "signature-broken"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"valid_until": "2026-11-19"}, "order-past"),
        ({"made_at": "2026-11-21T09:31:00Z"}, "order-future"),
        ({"permit_issued_on": "2026-11-22"}, "order-future"),
        ({"exclusions": ("X00-identity-unresolved", "X99-unheard-of")}, "exclusion-unknown"),
        ({"exclusions": ("X01-opted-out",)}, "exclusion-lifted"),
        ({"exclusions": ("X00-identity-unresolved", "X01-opted-out")}, "exclusion-lifted"),
        ({"ordered_on": None}, "objection-unsaid"),
        ({"objections": ()}, "objection-unsaid"),
        ({"objections": said("norrmalm")[1:]}, "objection-unsaid"),
        ({"objections": said("norrmalm", "malarhojden")}, "objection-unsaid"),
        ({"objections": (*said("norrmalm"), said("norrmalm")[0])}, "objection-unsaid"),
        ({"objections": (*said("norrmalm"), said("norrmalm")[0] | {"objection": "unheard"})}, "objection-unknown"),
        ({"consent": None}, "consent-unsaid"),
        ({"exclusions": (*KINDS, "X05-no-consent")}, "consent-unsaid"),
        ({"consent": BY_CONSENT}, "consent-unsaid"),
        ({"consent": BY_CONSENT, "exclusions": WITHOUT_X04, "objections": UNDER_X01}, "exclusion-lifted"),
        ({"consent": BY_CONSENT, "exclusions": (*KINDS, "X05-no-consent"), "registers": ()}, "register-missing"),
        ({"consent": BY_CONSENT | {"versions": (" ",)}, "exclusions": (*KINDS, "X05-no-consent")}, "consent-unsaid"),
        ({"registers": ()}, "register-missing"),
        ({"text_profile": "unmeasured"}, "text-unmeasured"),
        ({"treatments": {"person.person_source_value": {"kind": "keep"}}}, "direct-identifier-keep"),
        ({"treatments": {"person.person_id": {"kind": "pseudonym", "domain": "visit"}}}, "domain-differs"),
    ],
)
def test_what_may_not_be_ordered_is_refused_before_anything_is_opened(
    house: House, changed: dict[str, Any], code: str
) -> None:
    assert refused(house, small(house, **changed)) == code
    assert not house.settings.keyring.exists()


def test_a_cohort_of_nobody_fails(house: House) -> None:
    assert refused(house, small(house, cohort=NOBODY)) == "cohort-empty"


def test_a_cohort_larger_than_approved_stops_before_anything_is_written(house: House) -> None:
    assert refused(house, small(house, maximum_persons=3)) == "cohort-too-large"


RUBBISH = {"o-x": b"not json", "o-y": b"{}", "---": b"\x00", "o-z": b'{"kind":"permit"}'}


def test_rubbish_in_the_box_is_set_aside_and_stops_nothing(house: House) -> None:
    for name, content in RUBBISH.items():
        house.put_bytes(content, name=name)
    (house.settings.box / "in" / "folder.json").mkdir()
    (house.settings.box / "in" / "link.json").symlink_to("/etc/passwd")

    house.runner().run_once()

    assert house.status("o-x")["code"] == "paper-unreadable"
    # An empty folder is nothing that lies there, in a bucket or here: it is passed over.
    assert {"o-x.json", "link.json"} <= {path.name for path in (house.settings.box / "aside").iterdir()}
    house.runner()  # starts again, its journal whole


def test_rows_of_a_controller_without_a_pinned_key_are_not_read(house: House) -> None:
    assert house.settings.controllers_file is not None
    house.settings.controllers_file.write_text("{}")

    assert refused(house, small(house)) == "controller-unpinned"
    assert not house.settings.keyring.exists()


def test_notes_leave_masked_in_the_demo_and_the_manifest_says_that_nobody_measured_it(
    tmp_path: Path, region: Path, spark: SparkSession
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(region, sources)
    demo = House.new(tmp_path, sources=sources, descriptions=[BUILT_IN], session=spark, demo=True)
    order = ordered(demo, datasets=("norrmalm",), tables=("note",), text_profile="unmeasured", note_sample=3)

    assert demo.order(order)["state"] == "extracted", demo.status(order.order)

    manifest = demo.manifest(order.order)
    folder = demo.settings.staging / order.order / "rows" / "norrmalm" / "note"
    notes = [text for path in folder.glob("*.parquet") for text in pq.read_table(path)["note_text"].to_pylist() if text]
    known = duckdb.connect(":memory:").execute(
        f"SELECT number FROM '{sources}/persons/number/*.parquet' UNION "
        f"SELECT email FROM '{sources}/persons/resident/*.parquet' WHERE email IS NOT NULL"
    )
    told = {row[0] for row in known.fetchall()}
    assert manifest.text.profile == "unmeasured"
    assert manifest.text.notes == len(notes) + manifest.text.withheld > 0
    assert manifest.text.withheld == sum(manifest.text.withheld_by.values())
    assert any("[PERSON 1]" in note for note in notes)
    assert not {value for value in told if any(value in note or value[2:8] + "-" + value[8:] in note for note in notes)}


def test_a_person_who_qualifies_through_a_refusing_controllers_rows_alone_is_not_found(house: House) -> None:
    planted(house, "sankt-brita", code="Q99PLANT")
    only_planted = {**COHORT, "code_lists": {"any": {"system": "ICD-10-SE", "codes": ["Q99PLANT"]}}}
    without = ordered(house, datasets=DATASETS, tables=("person",), cohort=only_planted)

    assert refused(house, without) == "cohort-empty"

    granted = ordered(house, datasets=(*DATASETS, "sankt-brita"), tables=("person",), cohort=only_planted)
    granted = granted.model_copy(update={"order": "o-2"})
    assert house.order(granted)["state"] == "extracted", house.status("o-2")
    assert house.manifest("o-2").cohort_persons == 1


def planted(house: House, dataset: str, *, code: str) -> None:
    """One dated row of that code, of a person of the dataset whom the registers know and nothing leaves out."""
    sources = house.settings.sources
    free = duckdb.connect(":memory:").execute(
        f"""
        WITH number AS (FROM '{sources}/persons/number/*.parquet'),
        held AS (SELECT n.person FROM '{sources}/objections/objection/*.parquet' o JOIN number n USING (number)
                 UNION SELECT person FROM '{sources}/persons/protection/*.parquet')
        SELECT p.person_id FROM '{sources}/{dataset}/person/*.parquet' p
        JOIN number n ON replace(p.person_source_value, '-', '') = n.number
        WHERE n.person NOT IN (FROM held)
        """
    )
    persons = {row[0] for row in free.fetchall()}
    path = file_of(house, dataset, "condition_occurrence")
    rows = pq.read_table(path)
    dated = zip(rows["person_id"].to_pylist(), rows["condition_start_date"].to_pylist(), strict=True)
    place = next(place for place, (person, day) in enumerate(dated) if person in persons and day is not None)
    codes = rows["condition_source_value"].to_pylist()
    codes[place] = code
    column = rows.column_names.index("condition_source_value")
    pq.write_table(rows.set_column(column, rows.schema.field(column), pa.array(codes, pa.string())), path)
