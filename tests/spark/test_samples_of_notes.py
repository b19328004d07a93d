"""Notes drawn for a controller's steward: out of those that leave, chosen by nobody, sealed before they are seen."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import DataFrame, SparkSession

from catalog.loading import BUILT_IN
from pseudonymisation.code_key import CodeKey
from pseudonymisation.sealing import fingerprint
from spark_jobs import counts
from spark_jobs.errors import SettingsUnfit
from spark_jobs.jobs.reading_samples import OpenedSample, open_sample
from spark_jobs.papers.errors import PaperRefused
from spark_jobs.papers.paper import digest_of
from spark_jobs.papers.trust import TrustFile
from spark_jobs.transforms import sampling
from spark_jobs.transforms.sampling import RANKED, Steward, candidates, drawn
from spark_jobs.transforms.treatments import key_frame
from tests.spark.house import House
from tests.spark.test_masking_notes import facts, notes
from tests.spark.test_the_runner import COHORT, DATASETS, ordered

ASKED = 6
KEY = CodeKey.of_secret(bytes(range(32)), project="heart")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, region: Path, spark: SparkSession) -> House:
    root = tmp_path_factory.mktemp("sampled")
    shutil.copytree(region, root / "sources")
    return House.new(root, sources=root / "sources", descriptions=[BUILT_IN], session=spark, demo=True)


def with_notes(house: House, **changed: Any) -> Any:
    told = {"text_profile": "unmeasured", "note_sample": ASKED, "tables": ("note",), **changed}
    return ordered(house, cohort=COHORT, **told)


@pytest.fixture(scope="module")
def extracted(demo: House) -> House:
    """An extract of two controllers' notes, staged."""
    order = with_notes(demo)
    assert demo.order(order)["state"] == "extracted", demo.status(order.order)
    return demo


def sample_file(house: House, controller: str) -> bytes:
    return (house.settings.box / "out" / "o-1" / f"note-sample-{controller}.json").read_bytes()


def opened(house: House, controller: str, *, by: str | None = None) -> OpenedSample:
    assert house.settings.trust_file is not None
    trust = TrustFile.read(house.settings.trust_file)
    return open_sample(sample_file(house, controller), key=house.stewards[by or controller], trust=trust)


def left(house: House, controller: str) -> list[str]:
    folder = house.settings.staging / "o-1" / "rows" / controller / "note"
    texts = (pq.read_table(path)["note_text"].to_pylist() for path in folder.glob("*.parquet"))
    return [text for several in texts for text in several if text is not None]


@pytest.mark.parametrize("controller", DATASETS)
def test_a_sample_is_of_notes_that_leave_as_they_leave(extracted: House, controller: str) -> None:
    sample, leaving = opened(extracted, controller), left(extracted, controller)

    assert len(sample.notes) == sample.said.notes == ASKED
    assert sample.said.leaving == len(leaving) > ASKED
    assert not Counter(note.text for note in sample.notes) - Counter(leaving)
    assert {note.origin for note in sample.notes} == {f"{controller}.note.note_text"}
    assert any(note.masked for note in sample.notes)


def test_what_was_masked_is_told_at_its_place_with_the_words_that_stood_there(extracted: House) -> None:
    sample = opened(extracted, "norrmalm")
    source = next((extracted.settings.sources / "norrmalm").rglob("note*/*.parquet"), None)
    source = source or next((extracted.settings.sources / "norrmalm").rglob("note.parquet"))
    written = [text for text in pq.read_table(source)["note_text"].to_pylist() if text]

    for note in sample.notes:
        restored, end = "", 0
        for one in note.masked:
            restored, end = restored + note.text[end : one.start] + one.was, one.end
        assert restored + note.text[end:] in written


def test_the_manifest_tells_of_each_sample_and_its_file(extracted: House) -> None:
    told = {line.controller: line for line in extracted.manifest("o-1").note_samples}

    assert sorted(told) == sorted(DATASETS)
    for controller, line in told.items():
        public = extracted.stewards[controller].public_key().public_bytes_raw()
        assert line.sha256 == digest_of(sample_file(extracted, controller))
        assert (line.notes, line.leaving) == (ASKED, len(left(extracted, controller)))
        assert line.key == fingerprint(public)
    text = extracted.manifest("o-1").text
    assert sum(line.leaving for line in told.values()) == text.notes - text.withheld


def test_another_controllers_steward_and_another_signature_open_nothing(extracted: House) -> None:
    with pytest.raises(SettingsUnfit) as refusal:
        opened(extracted, "norrmalm", by="malarhojden")
    assert refusal.value.reason == "sample-not-opened"

    forged = json.loads(sample_file(extracted, "norrmalm"))
    forged["body"]["leaving"] += 1
    assert extracted.settings.trust_file is not None
    trust = TrustFile.read(extracted.settings.trust_file)
    with pytest.raises(PaperRefused, match="signature"):
        open_sample(json.dumps(forged).encode(), key=extracted.stewards["norrmalm"], trust=trust)


def test_no_word_of_a_note_lies_unsealed_among_what_the_runner_keeps(extracted: House) -> None:
    sample = opened(extracted, "norrmalm")
    words = {one.was for note in sample.notes for one in note.masked if len(one.was) > 9}
    lying = [path for path in extracted.root.rglob("*") if path.is_file()]
    kept = [path for path in lying if not path.is_relative_to(extracted.settings.sources)]

    assert words
    assert not [path for path in kept for word in words if word.encode() in path.read_bytes()]


def test_masked_notes_that_nobody_could_read_before_do_not_leave(demo: House) -> None:
    silent = with_notes(demo, order="o-2", note_sample=None)
    (demo.root / "stewards" / "norrmalm.pub").rename(demo.root / "norrmalm.pub")

    try:
        unread = demo.order(with_notes(demo, order="o-3", datasets=("norrmalm",)))
        without = demo.order(with_notes(demo, order="o-4", datasets=("norrmalm",), tables=("person",)))
    finally:
        (demo.root / "norrmalm.pub").rename(demo.root / "stewards" / "norrmalm.pub")

    assert (unread["state"], unread["code"]) == ("refused", "steward-unpinned")
    assert without["state"] == "extracted"
    assert demo.order(silent)["code"] == "note-sample-unsaid"


def test_withheld_notes_are_not_drawn_from(house_of_withheld: House) -> None:
    manifest = house_of_withheld.manifest("o-1")

    assert manifest.note_samples == ()
    assert not list((house_of_withheld.settings.box / "out" / "o-1").glob("note-sample-*"))


@pytest.fixture
def house_of_withheld(tmp_path: Path, region: Path, spark: SparkSession) -> House:
    shutil.copytree(region, tmp_path / "sources")
    house = House.new(tmp_path, sources=tmp_path / "sources", descriptions=[BUILT_IN], session=spark)
    order = ordered(house, datasets=("norrmalm",), tables=("note",), note_sample=ASKED)
    assert house.order(order)["state"] == "extracted"
    return house


# The drawing itself, on the notes of two persons: six can leave, of which two are the same, one is Norwegian.

STEWARD = Steward(order="o-1", controller="norrmalm", key=b"", size=3)


def offered(spark: SparkSession, order: str = "o-1") -> DataFrame:
    rows = notes(spark).crossJoin(key_frame(spark, KEY))
    return candidates(rows, "note_text", order=order, origin="norrmalm.note.note_text", surrogates=True)


def drawn_by(spark: SparkSession, steward: Steward, *, among: int, order: str = "o-1") -> tuple[bytes, int]:
    return counts.sealed_and_counted(drawn(offered(spark, order), facts(spark), among=among, steward=steward))


@pytest.fixture
def steward(extracted: House) -> Steward:
    return replace(STEWARD, key=extracted.stewards["norrmalm"].public_key().public_bytes_raw())


def test_the_same_notes_are_drawn_again_for_the_same_order_and_others_for_another(
    spark: SparkSession, steward: Steward
) -> None:
    ranks = {row[RANKED] for row in offered(spark).collect()}
    again = {row[RANKED] for row in offered(spark).collect()}
    other = {row[RANKED] for row in offered(spark, "o-2").collect()}

    assert ranks == again
    assert not ranks & other
    assert len(ranks) == 6  # a template that one person has twice is one


def test_a_note_that_is_withheld_gives_its_place_to_the_next(spark: SparkSession, steward: Steward) -> None:
    _, everything = drawn_by(spark, replace(steward, size=100), among=100)
    _, three = drawn_by(spark, steward, among=100)
    _, of_four = drawn_by(spark, replace(steward, size=100), among=4)

    assert everything == 6
    assert three == 3
    assert of_four in {3, 4}


def test_a_sample_that_is_too_large_is_not_sealed(monkeypatch: pytest.MonkeyPatch, steward: Steward) -> None:
    monkeypatch.setattr(sampling, "MOST_SEALED_BYTES", 1025)
    nothing = pa.RecordBatch.from_pylist([])

    (made,) = sampling._sealing(steward, model="")([nothing])

    assert made.column("sealed").to_pylist() == [b""]
