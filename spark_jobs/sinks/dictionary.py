"""The data dictionary of a workspace: CSV on the Web metadata (W3C), in Swedish and English."""

import json
from collections.abc import Mapping
from typing import Any

from catalog.model import Catalog, Words
from spark_jobs.papers.manifest import DeliveredColumn, DeliveredTable, Manifest

_DATATYPES: Mapping[str, str] = {
    "integer": "integer",
    "number": "double",
    "string": "string",
    "text": "string",
    "boolean": "boolean",
    "date": "date",
    "datetime": "dateTime",
}


def dictionary(manifest: Manifest, catalog: Catalog) -> bytes:
    """Every delivered table and column with its meaning and its treatment; no count."""
    tables = [_table(table, catalog) for table in manifest.tables]
    document = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}], "tables": tables}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: DeliveredTable, catalog: Catalog) -> dict[str, Any]:
    dataset = catalog.dataset(table.dataset)
    described = dataset.tables.get(table.table) if dataset else None
    return {
        "url": f"{table.dataset}/{table.table}/",
        "dc:title": f"{table.dataset}.{table.table}",
        "dc:description": _words(described.description if described else None),
        "tableSchema": {
            "columns": [_column(column, table, catalog) for column in table.columns],
        },
    }


def _column(column: DeliveredColumn, table: DeliveredTable, catalog: Catalog) -> dict[str, Any]:
    dataset = catalog.dataset(table.dataset)
    described = dataset.column(table.table, column.name) if dataset else None
    entry: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": _DATATYPES.get(column.datatype, "string"),
        "dc:description": _words(described.description if described else None),
        "slussen:treatment": column.treatment,
    }
    if described and described.code_system:
        entry["slussen:codeSystem"] = described.code_system
    return entry


def _words(words: Words | None) -> list[dict[str, str]]:
    if words is None:
        return []
    return [{"@value": words.sv, "@language": "sv"}, {"@value": words.en, "@language": "en"}]
