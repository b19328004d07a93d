"""The Arrow schemas of the region's tables, taken from the catalog's own descriptions: what is described is drawn."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from catalog.loading import BUILT_IN, load_description
from catalog.model import Dataset

PROVIDERS = ("norrmalm", "sankt-brita", "malarhojden")
REGISTERS = ("persons", "objections", "consents")

_TYPES: Mapping[str, pa.DataType] = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "string": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us"),
    "boolean": pa.bool_(),
}


@cache
def schemas(dataset: str) -> Mapping[str, pa.Schema]:
    """Every table of one described dataset or register, with its columns in the description's order."""
    return {name: _schema(described, name) for described in (_described(dataset),) for name in described.tables}


@cache
def folder_of(dataset: str) -> Path:
    """Where the dataset lies, relative to the region."""
    return Path(_described(dataset).location.folder)


@cache
def _described(dataset: str) -> Dataset:
    return load_description(BUILT_IN / f"{dataset}.yaml")


def _schema(described: Dataset, table: str) -> pa.Schema:
    columns = described.tables[table].columns
    return pa.schema([(name, _TYPES[column.datatype]) for name, column in columns.items()])
