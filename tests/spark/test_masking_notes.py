"""Notes in the engine: masked as the reference masks them, with the keys and offsets of the tables, and counted."""

import hmac
from datetime import date, timedelta

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from pseudonymisation.code_key import CodeKey
from pseudonymisation.scope import Domain
from pseudonymisation.text import mask
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.surrogates import Surrogates
from spark_jobs import counts
from spark_jobs.transforms import masking
from spark_jobs.transforms.columns import PERSON
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS
from spark_jobs.transforms.notes import masked, measures
from spark_jobs.transforms.treatments import crosswalk, key_frame
from tests.support.people import personal_number

KEY = CodeKey.of_secret(bytes(range(32)), project="heart")
ONE, OTHER = personal_number(date(1953, 4, 9)), personal_number(date(1931, 12, 24))
NORWEGIAN = (
    "Pasienten er en kvinne som ble innlagt på grunn av brystsmerter. Hun har ikke hatt feber, men er noe tungpusten. "
    "Det ble tatt EKG ved ankomst og blodprøver uten funn."
)
TEMPLATE = "Anna Lindqvist kallas till besök 2023-04-12."
TEXTS = {ONE: (TEMPLATE, TEMPLATE, "Lindqvists dotter ringer.", None), OTHER: (TEMPLATE, NORWEGIAN, "Mår bra.", "")}
KNOWN = {
    ONE: KnownPerson(given_name="Anna", family_name="Lindqvist", numbers=(ONE,)),
    OTHER: KnownPerson(numbers=(OTHER,)),
}


def facts(spark: SparkSession) -> DataFrame:
    rows = [(person, [person], *(getattr(KNOWN[person], fact) or None for fact in FACTS)) for person in (ONE, OTHER)]
    columns = ", ".join(f"{FACT}{fact} string" for fact in FACTS)
    return spark.createDataFrame(rows, f"person string, {NUMBERS} array<string>, {columns}")


def notes(spark: SparkSession) -> DataFrame:
    """Each person's notes, and what the crosswalk says."""
    rows = [(person, place, text) for person, texts in TEXTS.items() for place, text in enumerate(texts)]
    walk = crosswalk(spark.createDataFrame([(ONE,), (OTHER,)], "person string"), key_frame(spark, KEY))
    there = spark.createDataFrame(rows, "person string, place int, note_text string")
    return there.join(walk, "person").withColumnRenamed("person", PERSON)


def expected(person: str, text: str | None) -> str | None:
    secret = KEY.domain_key(Domain.SURROGATE)
    writing = Surrogates(
        code=lambda message: hmac.digest(secret, message.encode(), "sha256"), offset_days=KEY.date_offset(person)
    )
    note = mask_note(text, KNOWN[person], writing=writing) if text is not None else None
    return note.text if isinstance(note, MaskedNote) else None


def test_surrogates_and_offsets_in_notes_are_those_of_the_reference_and_of_the_tables(spark: SparkSession) -> None:
    made = masked(
        notes(spark), ["note_text"], facts(spark), parts=2, surrogates=["note_text"], keys=key_frame(spark, KEY)
    )

    written = {(row[PERSON], row["place"]): row["note_text"] for row in made.collect()}

    assert written == {
        (person, place): expected(person, text) for person, texts in TEXTS.items() for place, text in enumerate(texts)
    }
    moved = date(2023, 4, 12) - timedelta(days=KEY.date_offset(ONE))
    assert str(written[ONE, 0]).endswith(f"kallas till besök {moved}.")
    assert "Lindqvist" not in str(written[ONE, 0])


def test_withheld_notes_are_counted_by_their_code(spark: SparkSession) -> None:
    made = masked(notes(spark), ["note_text"], facts(spark), parts=2)

    told = counts.totals(made, measures(["note_text"]))

    assert {name: number for name, number in told.items() if number} == {"notes": 7, "withheld": 1, "note-language": 1}
    ones = made.where((F.col(PERSON) == ONE) & F.col("note_text").contains("[PERSON 1]"))
    assert ones.count() == 3


def test_a_text_that_a_person_has_twice_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def counted(text: str, known: KnownPerson, **named: object) -> MaskedNote:
        looked_at.append(text)
        note = mask.mask_note(text, known)
        assert isinstance(note, MaskedNote)
        return note

    monkeypatch.setattr(masking, "mask_note", counted)
    person = {NUMBERS: [ONE], **{FACT + fact: None for fact in FACTS}}
    another = {**person, NUMBERS: [OTHER]}

    texts, codes, *_ = masking.masked_texts(
        [TEMPLATE, TEMPLATE, None, TEMPLATE], [person, person, person, another], surrogates=False, model=""
    )

    assert looked_at == [TEMPLATE, TEMPLATE]
    assert texts[0] == texts[1] == texts[3] != TEMPLATE
    assert (texts[2], codes) == (None, [None] * 4)
