"""
The whole chain on public OMOP rows, held against DuckDB over the same files as an independent oracle.

GiBleed has 2,694 persons; 479 had a gastrointestinal haemorrhage (192671).
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog.model import Catalog, ControllerId
from catalog.selection import ColumnChoice, Selection
from gateway.domain.access_request import Applicant, ApplicantKind, Application
from gateway.domain.actor import Role
from gateway.domain.case_number import CaseNumber
from gateway.domain.delivery import Progress
from gateway.domain.disclosure_review import Answer, Capacity, Finding, Outcome, Said
from gateway.domain.ethics import (
    ApprovalKind,
    ApprovalOutcome,
    ApprovedScope,
    Consent,
    ConsentMode,
    Document,
    EthicsApproval,
)
from gateway.ports.clock import swedish_day
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.paper import digest_of
from tests.journey.planes import Planes, both_planes
from tests.support import builders
from tests.support.shared import shared

DESCRIPTIONS = Path(__file__).parent / "descriptions"
BLEED, CELECOXIB, DICLOFENAC = "192671", "1118084", "1124300"
OPTED_OUT, BLOCKED, PROTECTED, UNKNOWN = 5, 4, 3, 2
FIRST, LAST = date(1900, 1, 1), date(2026, 12, 31)

HOSPITAL = ControllerId("gibleed-hospital")
DOCUMENT = digest_of(b"the decision")
ANNA = builders.somebody("anna", Role.RESEARCHER, "ki")
STEWARD = builders.somebody("sven", Role.STEWARD, "gibleed", controllers=(HOSPITAL,))
COORDINATOR = builders.somebody("klara", Role.COORDINATOR, "region")
AUDITOR = builders.somebody("gustav", Role.AUDITOR, "region")


@pytest.fixture(scope="module")
def parquet() -> Path:
    return shared("data/omop_gibleed/parquet")


@pytest.fixture(scope="module")
def planes(parquet: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planes]:
    root = tmp_path_factory.mktemp("gibleed")
    sources = root / "sources"
    sources.mkdir()
    (sources / "gibleed").symlink_to(parquet)
    _registers(sources, parquet)
    with both_planes(root, sources=sources, descriptions=[DESCRIPTIONS]) as both:
        yield both


@pytest.mark.parametrize(
    ("table", "column", "code", "persons"),
    [
        ("condition_occurrence", "condition_concept_id", BLEED, 479),
        ("drug_exposure", "drug_concept_id", CELECOXIB, 1844),
        ("drug_exposure", "drug_concept_id", DICLOFENAC, 850),
    ],
)
def test_cohort_and_every_delivered_table_are_those_of_the_oracle(
    planes: Planes, parquet: Path, table: str, column: str, code: str, persons: int
) -> None:
    cohort = _cohort(table, column, code)

    permit, manifest = _study(planes, cohort)

    with duckdb.connect() as oracle:
        assert manifest.cohort_persons == persons == _persons(oracle, parquet, table, column, code)
        kept = _kept(oracle, parquet, planes.runner_settings.sources, table, column, code)
        assert manifest.delivered_persons == kept
        counted = {excluded.kind: excluded.persons for excluded in manifest.exclusions}
        assert sum(counted.values()) == persons - kept
        for delivered in manifest.tables:
            expected = _rows(oracle, parquet, delivered.table)
            assert (delivered.table, delivered.rows) == (delivered.table, expected)
    traced, _ = planes.house.audit.chain(permit, by=AUDITOR)
    assert traced.faults == ()
    assert planes.house.audit.verify(by=AUDITOR).faults == ()


def test_no_source_key_is_found_in_a_delivered_file(planes: Planes, parquet: Path) -> None:
    permit, manifest = _study(planes, _cohort("condition_occurrence", "condition_concept_id", BLEED))

    workspace = planes.runner_settings.workspace_root / f"workspace-{permit}"

    with duckdb.connect() as oracle:
        ids = {
            str(row[0])
            for row in oracle.execute(f"SELECT person_source_value FROM '{parquet}/person.parquet'").fetchall()
        }
        for file in manifest.files:
            rows = pq.read_table(workspace / file.path)
            for name in rows.column_names:
                values = set(map(str, rows.column(name).to_pylist()))
                assert not values & ids
                assert not (name.endswith("_id") and "concept" not in name and any(value.isdigit() for value in values))


def _study(planes: Planes, cohort: dict[str, Any]) -> tuple[str, Manifest]:
    """Asked for, decided, ordered, extracted, delivered."""
    house = planes.house
    today = swedish_day(house.desk.clock.now())
    _trained(planes, today)
    project = house.project.open(title="Bleeding", principal="ki", by=ANNA)
    house.project.record_approval(project.id, approval=_approval(today), by=ANNA)
    house.project.verify_approval(project.id, case_number="2025-04127", document=DOCUMENT, by=COORDINATOR)
    request = house.access_request.draft(
        project=project.id, application=_application(cohort, today, house.desk.catalog), by=ANNA
    )
    house.access_request.submit(request.id, by=ANNA)
    finding = Finding(
        outcome=Outcome.GRANTED,
        reasons="No harm.",
        units=1,
        capacity=Capacity.HEAD_OF_OPERATIONS,
        answers=_assessed(planes, request.id),
    )
    house.decision.review(request.id, controller=HOSPITAL, finding=finding, by=STEWARD)
    planes.walk()
    permit = house.permit.of_request(request.id, by=ANNA)[0]
    extract = house.extraction.extracts_of(permit.id, by=ANNA)[0]
    assert extract.progress is Progress.DELIVERED, extract.because
    return permit.id, house.extraction.attrition(extract.id, by=AUDITOR)


def _assessed(planes: Planes, request: str) -> tuple[Answer, ...]:
    """Every point that the steward signs: nobody in this data is a patient."""
    sheet = planes.house.decision.sheet(request, controller=HOSPITAL, by=STEWARD)
    signed = [point.id for point in sheet.points if point.signed]
    return tuple(Answer(point=point, answer=Said.YES, reason=f"{point}: the persons are invented.") for point in signed)


def _trained(planes: Planes, today: date) -> None:
    room = planes.house.project
    with planes.house.desk.open_work() as work:
        if work.people.find(id="anna"):
            return
    room.register("anna", name="Anna", organisation="ki", by=COORDINATOR)
    room.train("anna", on=today, until=today.replace(year=today.year + 1), by=COORDINATOR)
    room.accept_terms(version=planes.house.desk.terms_version, by=ANNA)


def _approval(today: date) -> EthicsApproval:
    return EthicsApproval(
        case_number=CaseNumber.parse("2025-04127"),
        kind=ApprovalKind.APPROVAL,
        outcome=ApprovalOutcome.APPROVED,
        decided_on=today.replace(year=today.year - 1, day=1),
        legal_force_on=today.replace(year=today.year - 1, day=2),
        immediate_effect=False,
        started_on=None,
        principals=("ki",),
        investigator="anna",
        scope=ApprovedScope(
            datasets=("gibleed",),
            groups=(
                "demographics",
                "observation_periods",
                "visits",
                "diagnoses",
                "medication",
                "measurements",
                "procedures",
                "observations",
            ),
            period_from=FIRST,
            period_to=LAST,
            population=tuple(f"OMOP:{code}" for code in (BLEED, CELECOXIB, DICLOFENAC)),
        ),
        maximum_persons=2694,
        consent=Consent(mode=ConsentMode.WAIVED),
        documents=(Document(title="Beslut", digest=DOCUMENT),),
    )


def _application(cohort: dict[str, Any], today: date, catalog: Catalog) -> Application:
    dataset = catalog.dataset("gibleed")
    assert dataset is not None
    columns = tuple(
        ColumnChoice(dataset="gibleed", table=table.name, column=column.name, justification="The study needs it.")
        for table in dataset.tables.values()
        for column in table.columns.values()
        if column.treatments[0]["kind"] != "drop"
    )
    return Application(
        applicant=Applicant(id="anna", organisation="ki", kind=ApplicantKind.UNIVERSITY, country="SE"),
        investigator="anna",
        named_persons=("anna",),
        purpose="53.1.e",
        declarations=("54.a", "54.b", "54.c", "54.d", "54.e"),
        expected_persons=2000,
        format="pseudonymised",
        why_pseudonymised="Rows of one person are followed over time.",
        wanted_from=today,
        wanted_until=today.replace(year=today.year + 2, day=1),
        selection=Selection(cohort=cohort, columns=columns, period_from=FIRST, period_to=LAST),
    )


def _cohort(table: str, column: str, code: str) -> dict[str, Any]:
    return {
        "title": "Persons with one code",
        "code_lists": {"codes": {"system": "OMOP", "codes": [code], "match": "exact"}},
        "entry": [{"table": table, "column": column, "code_list": "codes"}],
        "period": {"from": FIRST.isoformat(), "to": LAST.isoformat()},
    }


def _registers(sources: Path, parquet: Path) -> None:
    """Everybody is known but two; five have opted out, four have a block, three are protected."""
    with duckdb.connect() as read:
        bleed = f"SELECT person_id FROM '{parquet}/condition_occurrence.parquet' WHERE condition_concept_id = {BLEED}"
        people = f"SELECT person_source_value FROM '{parquet}/person.parquet'"
        inside = [row[0] for row in read.execute(f"{people} WHERE person_id IN ({bleed}) ORDER BY 1").fetchall()]
        everybody = [row[0] for row in read.execute(f"{people} ORDER BY 1").fetchall()]
    opted, rest = inside[:OPTED_OUT], inside[OPTED_OUT:]
    blocked, rest = rest[:BLOCKED], rest[BLOCKED:]
    protected, rest = rest[:PROTECTED], rest[PROTECTED:]
    known = sorted(set(everybody) - set(rest[:UNKNOWN]))
    days = date(2020, 1, 1)
    objections: list[tuple[Any, ...]] = [(number, "opt_out", None, days, None) for number in opted]
    objections += [(number, "care_block", "gibleed-hospital", days, None) for number in blocked]
    _write(sources / "gibleed-persons" / "number.parquet", NUMBER, [(number, number) for number in known])
    _write(
        sources / "gibleed-persons" / "protection.parquet",
        PROTECTION,
        [(number, "sekretessmarkering", days, None) for number in protected],
    )
    _write(sources / "gibleed-persons" / "resident.parquet", RESIDENT, [])
    _write(sources / "gibleed-objections" / "objection.parquet", OBJECTION, objections)
    _write(sources / "gibleed-objections" / "donation.parquet", DONATION, [])


NUMBER = pa.schema([("number", pa.string()), ("person", pa.string())])
PROTECTION = pa.schema(
    [("person", pa.string()), ("kind", pa.string()), ("from_date", pa.date32()), ("to_date", pa.date32())]
)
RESIDENT = pa.schema(
    [
        (name, pa.string())
        for name in ("person", "given_name", "family_name", "street", "postcode", "city", "phone", "email")
    ]
)
OBJECTION = pa.schema(
    [
        ("number", pa.string()),
        ("kind", pa.string()),
        ("controller", pa.string()),
        ("from_date", pa.date32()),
        ("to_date", pa.date32()),
    ]
)
DONATION = pa.schema(
    [("number", pa.string()), ("from_date", pa.date32()), ("to_date", pa.date32()), ("version", pa.int64())]
)


def _write(path: Path, schema: pa.Schema, rows: list[tuple[Any, ...]]) -> None:
    path.parent.mkdir(exist_ok=True)
    columns = [[row[place] for row in rows] for place in range(len(schema))]
    pq.write_table(pa.table(columns, schema=schema), path)


def _persons(oracle: duckdb.DuckDBPyConnection, parquet: Path, table: str, column: str, code: str) -> int:
    found = oracle.execute(
        f"SELECT count(DISTINCT e.person_id) FROM '{parquet}/{table}.parquet' e "
        f"JOIN '{parquet}/person.parquet' p USING (person_id) WHERE e.{column} = {code}"
    ).fetchone()
    assert found is not None
    return int(found[0])


def _kept(oracle: duckdb.DuckDBPyConnection, parquet: Path, sources: Path, table: str, column: str, code: str) -> int:
    """The persons who are left, in the oracle's own words; kept as a table for the counts that follow."""
    oracle.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE kept AS
        SELECT DISTINCT p.person_id
        FROM '{parquet}/{table}.parquet' e JOIN '{parquet}/person.parquet' p USING (person_id)
        WHERE e.{column} = {code}
          AND p.person_source_value IN (SELECT number FROM '{sources}/gibleed-persons/number.parquet')
          AND p.person_source_value NOT IN (SELECT number FROM '{sources}/gibleed-objections/objection.parquet')
          AND p.person_source_value NOT IN (SELECT person FROM '{sources}/gibleed-persons/protection.parquet')
        """
    )
    found = oracle.execute("SELECT count(*) FROM kept").fetchone()
    assert found is not None
    return int(found[0])


def _rows(oracle: duckdb.DuckDBPyConnection, parquet: Path, table: str) -> int:
    found = oracle.execute(
        f"SELECT count(*) FROM '{parquet}/{table}.parquet' WHERE person_id IN (FROM kept)"
    ).fetchone()
    assert found is not None
    return int(found[0])
