"""What a controller's stewards corrected is done to its notes in the engine, and shown by nothing."""

import contextlib
import io
import re
import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession

from catalog.loading import BUILT_IN
from pseudonymisation.text.correcting import Correcting
from pseudonymisation.text.corrections import Corrections
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from spark_jobs import counts
from spark_jobs.transforms.columns import PERSON
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS
from spark_jobs.transforms.notes import masked, measures
from tests.spark.house import House
from tests.spark.test_keys_stay_hidden import _readable, _told_to_the_end, files
from tests.spark.test_samples_of_notes import opened
from tests.spark.test_the_runner import COHORT, ordered
from tests.support.people import personal_number

ONE = personal_number(date(1953, 4, 9))
WORDS = ("Brunkulla", "Stenskvätta", "Brunnstad")
FOUND = Corrections.of(deny=[("brunkulla", "PERSON"), ("stenskvätta", "CARE_UNIT")], allow=["Brunnstad"])
TEXTS = ("det var brunkullas väska", "Kontaktperson är Brunnstad sedan dess.", "Mår bra.", None)


def notes(spark: SparkSession) -> DataFrame:
    rows = [(ONE, place, text) for place, text in enumerate(TEXTS)]
    return spark.createDataFrame(rows, f"{PERSON} string, place int, note_text string")


def facts(spark: SparkSession) -> DataFrame:
    columns = ", ".join(f"{FACT}{fact} string" for fact in FACTS)
    row = (ONE, [ONE], *(None for _ in FACTS))
    return spark.createDataFrame([row], f"person string, {NUMBERS} array<string>, {columns}")


def expected(text: str | None) -> str | None:
    note = mask_note(text, KnownPerson(numbers=(ONE,)), correcting=Correcting(FOUND)) if text is not None else None
    return note.text if isinstance(note, MaskedNote) else None


def test_notes_are_corrected_as_the_reference_corrects_them_and_what_was_corrected_is_counted(
    spark: SparkSession,
) -> None:
    made = masked(notes(spark), ["note_text"], facts(spark), parts=2, correcting=Correcting(FOUND))

    assert {row["place"]: row["note_text"] for row in made.collect()} == dict(enumerate(map(expected, TEXTS)))
    told = counts.totals(made, measures(["note_text"]))
    assert {name: number for name, number in told.items() if number} == {"notes": 3, "added": 1, "lifted": 1}


def test_the_words_stand_in_no_plan_no_log_and_no_file(
    spark: SparkSession, engine_folder: Path, tmp_path: Path
) -> None:
    rows = notes(spark).where("place = 2")
    many = FOUND.joined(Corrections.of(deny=[(f"brunkulla {number}", "PERSON") for number in range(3_000)]))
    made = masked(rows, ["note_text"], facts(spark), parts=2, correcting=Correcting(many))
    plan = io.StringIO()

    with contextlib.redirect_stdout(plan):
        made.explain("extended")
    made.write.parquet(str(tmp_path / "out"))

    assert "mapInArrow" in plan.getvalue() or "MapInArrow" in plan.getvalue()
    _told_to_the_end(spark)
    events = files(engine_folder / "events")
    assert any(b"MapInArrow" in path.read_bytes() for path in events)
    left = [content for path in (*events, *files(tmp_path)) if (content := _readable(path)) is not None]
    shown = [plan.getvalue().encode(), *left]
    assert not any(word.lower().encode() in content.lower() for word in WORDS for content in shown)


def test_each_controllers_notes_are_masked_by_its_own_corrections_and_the_manifest_tells_which(
    tmp_path: Path, region: Path, spark: SparkSession
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(region, sources)
    demo = House.new(tmp_path, sources=sources, descriptions=[BUILT_IN], session=spark, demo=True)
    dataset = demo.catalog.dataset("norrmalm")
    assert dataset is not None
    kept = demo.runner().desk.corrections.add(
        dataset.controller.id, Corrections.of(deny=[("och", "ORGANISATION")], allow=["Ek"]), by="steward-1"
    )
    order = ordered(demo, datasets=("norrmalm", "malarhojden"), tables=("note",), text_profile="unmeasured")

    assert demo.order(order)["state"] == "extracted", demo.status(order.order)

    (told,) = demo.manifest(order.order).text.corrections
    assert (told.controller, told.digest, told.denied, told.allowed) == (dataset.controller.id, kept.digest, 1, 1)
    assert told.added == len(re.findall(r"\[ORGANISATION \d+\]", " ".join(texts(demo, "norrmalm")))) > 0
    assert not any(re.search(r"\boch\b", text, re.IGNORECASE) for text in texts(demo, "norrmalm"))
    assert any(re.search(r"\boch\b", text) for text in texts(demo, "malarhojden"))
    # What its steward reads before the delivery is what leaves.
    sample = opened(demo, "norrmalm")
    assert {note.text for note in sample.notes} <= set(texts(demo, "norrmalm"))


def texts(house: House, dataset: str) -> list[str]:
    folder = house.settings.staging / "o-1" / "rows" / dataset / "note"
    found = [text for path in folder.glob("*.parquet") for text in pq.read_table(path)["note_text"].to_pylist()]
    return [text for text in found if text]


def test_corrections_that_are_not_what_the_journal_says_stop_the_job_before_it_begins(
    tmp_path: Path, region: Path, spark: SparkSession
) -> None:
    demo = House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=spark, demo=True)
    dataset = demo.catalog.dataset("norrmalm")
    assert dataset is not None
    store = demo.runner().desk.corrections
    store.add(dataset.controller.id, FOUND, by="steward-1")
    next(store.folder.glob("*.json")).write_bytes(b"{}")
    order = demo.extraction_order(
        datasets=("norrmalm",), cohort=COHORT, tables=("person", "note"), text_profile="unmeasured"
    )

    status = demo.order(order)

    assert (status["state"], status["code"]) == ("failed", "corrections-differ")
    assert "kulla" not in status["sentence"]
    assert not list(demo.settings.staging.glob("*"))


def test_where_notes_are_withheld_no_corrections_are_asked_for(
    tmp_path: Path, region: Path, spark: SparkSession
) -> None:
    house = House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=spark)
    order = ordered(house, datasets=("norrmalm",), tables=("note",))

    assert house.order(order)["state"] == "extracted", house.status(order.order)

    assert house.manifest(order.order).text.corrections == ()
    assert not house.settings.corrections.exists()
