"""Who is in a delivered extract, as its own files say: the pseudonyms of its persons, and nothing else of a row."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog.model import Dataset
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import Kind
from spark_jobs.errors import OrderRefused
from spark_jobs.papers.manifest import DeliveryNote, DeliveryNoteTable
from spark_jobs.transforms.columns import holds_everybody, row_key


def pseudonyms_of(dataset: str, described: Dataset | None, *, note: DeliveryNote, folder: Path) -> pa.Array:
    """
    The pseudonyms of all persons of whom a row of that dataset was delivered, each once.

    Raises OrderRefused where the files cannot tell of all of them: a table was ordered without its person's key.
    """
    found = [_read(folder, note, table, column) for table, column in _telling(dataset, described, note)]
    return pc.unique(pa.concat_arrays([pa.array([], pa.string()), *found])).drop_null()


def _telling(dataset: str, described: Dataset | None, note: DeliveryNote) -> Sequence[tuple[DeliveryNoteTable, str]]:
    delivered = [table for table in note.tables if table.dataset == dataset]
    for table in delivered:
        known = described.tables.get(table.table) if described else None
        column = _key(table)
        if described is not None and known is not None and column is not None and holds_everybody(described, known):
            # The table of persons has a row for each of them: nobody is added by the others.
            return [(table, column)]
    speaking = [table for table in delivered if _speaks_of_persons(described, table)]
    told = [(table, column) for table in speaking if (column := _key(table)) is not None]
    if len(told) != len(speaking):
        sentence = f"A table of {dataset} was delivered without the pseudonym of its person: who is in it is not known."
        raise OrderRefused(sentence, code="persons-unnamed")
    return told


def _key(table: DeliveryNoteTable) -> str | None:
    wanted = {"kind": Kind.PSEUDONYM.value, "domain": Domain.PERSON.value}
    return next((column.name for column in table.columns if column.treatment == wanted), None)


def _speaks_of_persons(described: Dataset | None, table: DeliveryNoteTable) -> bool:
    # A table that the catalog does not describe any more may speak of anybody.
    known = described.tables.get(table.table) if described else None
    return described is None or known is None or row_key(described, known) is not None


def _read(folder: Path, note: DeliveryNote, table: DeliveryNoteTable, column: str) -> pa.Array:
    under = f"{table.dataset}/{table.table}/"
    files = [folder / file.path for file in note.files if file.path.startswith(under)]
    each = [pc.unique(pq.read_table(path, columns=[column])[column].cast(pa.string())) for path in files]
    return pa.concat_arrays([pa.array([], pa.string()), *each])
