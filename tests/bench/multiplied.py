"""
GiBleed many times over, as its README says: every replica has persons and rows of its own, and every count is so many
times the original. Rows go from file to file; none of them is held.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

TABLES: Mapping[str, tuple[str, ...]] = {
    "person": (),
    "observation_period": ("observation_period_id",),
    "visit_occurrence": ("visit_occurrence_id", "preceding_visit_occurrence_id"),
    "condition_occurrence": ("condition_occurrence_id", "visit_occurrence_id"),
    "drug_exposure": ("drug_exposure_id", "visit_occurrence_id"),
    "measurement": ("measurement_id", "visit_occurrence_id"),
    "procedure_occurrence": ("procedure_occurrence_id", "visit_occurrence_id"),
    "observation": ("observation_id", "visit_occurrence_id"),
}
"""The described tables, and the columns in each that number its rows and visits."""

# The largest person of the source is 5,343, the largest event 355,951; an event of 0 or none stays what it is.
MACROS = """
SET preserve_insertion_order = false;
SET memory_limit = '2GB';
CREATE OR REPLACE MACRO pid(p, k) AS p + k * 10000;
CREATE OR REPLACE MACRO eid(e, k) AS CASE WHEN e IS NULL OR e = 0 THEN e ELSE e + k * 1000000 END;
"""

REGISTERS: Mapping[str, str] = {
    "gibleed-persons/number": "SELECT number, number AS person FROM people",
    "gibleed-persons/protection": """
        SELECT number AS person, 'sekretessmarkering' AS kind, DATE '2020-01-01' AS from_date, NULL::DATE AS to_date
        FROM people WHERE person_id % 500 = 1""",
    "gibleed-persons/resident": """
        SELECT number AS person, '' AS given_name, '' AS family_name, '' AS street, '' AS postcode, '' AS city,
        '' AS phone, '' AS email FROM people WHERE false""",
    "gibleed-objections/objection": """
        SELECT number, 'opt_out' AS kind, NULL::VARCHAR AS controller, DATE '2020-01-01' AS from_date,
        NULL::DATE AS to_date FROM people WHERE person_id % 500 = 2""",
    "gibleed-objections/donation": """
        SELECT number, DATE '2020-01-01' AS from_date, NULL::DATE AS to_date, 1::BIGINT AS version
        FROM people WHERE false""",
}
"""What the runner asks of everybody: of a thousand persons, two are protected and two have opted out."""


def replicas_for(engine: duckdb.DuckDBPyConnection, parquet: Path, *, rows: int) -> int:
    """How many replicas hold at least so many rows."""
    return -(-rows // sum(_count(engine, f"'{parquet / table}.parquet'") for table in TABLES))


def multiplied(engine: duckdb.DuckDBPyConnection, parquet: Path, sources: Path, *, replicas: int) -> int:
    """So many replicas below `sources`, with the registers that know their persons; how many persons there are."""
    engine.execute(MACROS)
    engine.execute(f"CREATE OR REPLACE TEMP TABLE k AS SELECT range::BIGINT AS k FROM range({replicas})")
    for table, numbered in TABLES.items():
        fresh = ["pid(person_id, k) AS person_id", *(f"eid({column}, k) AS {column}" for column in numbered)]
        if table == "person":
            fresh.append("person_source_value || '-' || k AS person_source_value")
        rows = f"SELECT t.* REPLACE ({', '.join(fresh)}) FROM '{parquet / table}.parquet' t, k"
        _write(engine, rows, sources / "gibleed" / table)
    people = f"SELECT person_id, person_source_value AS number FROM '{sources}/gibleed/person/*.parquet'"
    engine.execute(f"CREATE OR REPLACE TEMP VIEW people AS {people}")
    for register, rows in REGISTERS.items():
        _write(engine, rows, sources / register)
    return _count(engine, "people")


def _write(engine: duckdb.DuckDBPyConnection, rows: str, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    engine.execute(f"COPY ({rows}) TO '{folder}' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '128MB')")


def _count(engine: duckdb.DuckDBPyConnection, rows: str) -> int:
    found = engine.execute(f"SELECT count(*) FROM {rows}").fetchone()
    if found is None:
        raise AssertionError("a count that answers nothing")
    return int(found[0])
