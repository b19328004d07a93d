"""Who is in an extract, as its own files tell by their pseudonyms; where they cannot tell, that is said."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog.loading import BUILT_IN, load_catalog
from spark_jobs.errors import OrderRefused
from spark_jobs.papers.manifest import DeliveredColumn, DeliveredFile, DeliveryNote, DeliveryNoteTable, RoundedCount
from spark_jobs.papers.paper import digest_of
from spark_jobs.sinks.persons import pseudonyms_of

PERSON = {"kind": "pseudonym", "domain": "person"}
VISIT = {"kind": "pseudonym", "domain": "visit"}
NORRMALM = load_catalog([BUILT_IN]).dataset("norrmalm")

Tables = Mapping[str, Mapping[str, Any]]


def delivered(folder: Path, tables: Mapping[str, Sequence[Sequence[str | None]]], treatments: Tables) -> DeliveryNote:
    """Each table in as many files as it has lists of pseudonyms."""
    files = []
    for table, parts in tables.items():
        for number, pseudonyms in enumerate(parts):
            path = f"norrmalm/{table}/part-{number:05d}.parquet"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            columns = {column: pa.array(pseudonyms, pa.string()) for column in treatments[table]}
            pq.write_table(pa.table(columns), folder / path)
            files.append(DeliveredFile(path=path, bytes=1, sha256=digest_of(path.encode())))
    return DeliveryNote(
        order="o-1",
        permit_id="T-1",
        project="p-1",
        manifest=digest_of(b"a manifest"),
        workspace="w-1",
        persons=RoundedCount.rounded(20, threshold=10),
        tables=tuple(
            DeliveryNoteTable(
                dataset="norrmalm",
                table=table,
                rows=RoundedCount.rounded(20, threshold=10),
                columns=tuple(
                    DeliveredColumn(name=column, datatype="string", treatment=treatment)
                    for column, treatment in treatments[table].items()
                ),
            )
            for table in tables
        ),
        files=tuple(files),
        text="withhold",
        delivered_at=datetime(2026, 11, 20, tzinfo=UTC),
    )


def test_the_table_of_persons_tells_of_everybody_and_the_others_need_not(tmp_path: Path) -> None:
    note = delivered(
        tmp_path,
        {"condition_occurrence": [["x", "y"]], "person": [["a", "b"], ["b", None]]},
        {"condition_occurrence": {"condition_occurrence_id": VISIT}, "person": {"person_id": PERSON}},
    )

    found = pseudonyms_of("norrmalm", NORRMALM, note=note, folder=tmp_path)

    assert sorted(found.to_pylist()) == ["a", "b"]


def test_without_it_every_table_of_events_is_read(tmp_path: Path) -> None:
    note = delivered(
        tmp_path,
        {"condition_occurrence": [["a", "b"]], "visit_occurrence": [["b", "c"]]},
        {"condition_occurrence": {"person_id": PERSON}, "visit_occurrence": {"person_id": PERSON}},
    )

    found = pseudonyms_of("norrmalm", NORRMALM, note=note, folder=tmp_path)

    assert sorted(found.to_pylist()) == ["a", "b", "c"]


@pytest.mark.parametrize("described", [True, False])
def test_a_table_of_events_without_its_person_is_refused_even_where_another_has_it(
    tmp_path: Path, described: bool
) -> None:
    note = delivered(
        tmp_path,
        {"condition_occurrence": [["a", "b"]], "visit_occurrence": [["b", "c"]]},
        {"condition_occurrence": {"person_id": PERSON}, "visit_occurrence": {"visit_occurrence_id": VISIT}},
    )

    with pytest.raises(OrderRefused) as refused:
        pseudonyms_of("norrmalm", NORRMALM if described else None, note=note, folder=tmp_path)

    assert refused.value.reason == "persons-unnamed"
    assert "norrmalm" in refused.value.sentence


def test_a_dataset_of_which_nothing_was_delivered_holds_nobody(tmp_path: Path) -> None:
    note = delivered(tmp_path, {"person": [["a"]]}, {"person": {"person_id": PERSON}})

    assert pseudonyms_of("malarhojden", None, note=note, folder=tmp_path).to_pylist() == []
