"""
Notes drawn for a controller's steward: which ones nobody can foresee, and whoever has the key draws the same again.

Each note has a rank, the HMAC of order, place, person and text under a key of its own domain; drawn are those of the
lowest ranks among the notes that leave. They are masked once more, as they were on their way out, and sealed by the
task that did so: nothing of a note leaves it but sealed bytes.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pseudonymisation.sealing import public_key, seal
from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from spark_jobs.papers.note_samples import (
    MOST_SEALED_BYTES,
    MaskedStretch,
    NotesToRead,
    NoteToRead,
    sample_context,
)
from spark_jobs.system import random_bytes
from spark_jobs.transforms.columns import OFFSET, PERSON
from spark_jobs.transforms.facts import DRAWING_KEY, SURROGATE_KEY
from spark_jobs.transforms.treatments import coded

RANKED, ORIGIN, TEXT, SURROGATES = "__rank_of_note", "__origin", "__text", "__surrogates"
"""What a candidate is told by, beside its person and what is known of them."""

_ID_DIGITS = 12
"""Hexadecimal digits of a note's rank that are its name: two of a thousand agree once in some hundred million draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steward:
    """For whom it is drawn: of which order, of whose notes, sealed for which key; at most so many notes."""

    order: str
    controller: str
    key: bytes
    size: int


def candidates(rows: DataFrame, column: str, *, order: str, origin: str, surrogates: bool) -> DataFrame:
    """
    The notes of one column, each with its rank; `rows` have the person, the offset and the key frame beside them.

    What was never there is no note. Two notes of a person with the same words have one rank: either stands for both.
    """
    domain = DRAWING_KEY[0].removeprefix("inner_")
    message = F.concat_ws("|", F.lit(f"{order}|{origin}"), F.col(PERSON), F.col(column))
    key = [(F.col(name) if surrogates else F.lit(None).cast("binary")).alias(name) for name in SURROGATE_KEY]
    return rows.where(F.col(column).isNotNull()).select(
        coded(domain, message).alias(RANKED),
        F.lit(origin).alias(ORIGIN),
        F.lit(surrogates).alias(SURROGATES),
        F.col(column).alias(TEXT),
        F.col(PERSON),
        F.col(OFFSET),
        *key,
    )


def drawn(
    notes: DataFrame,
    facts: DataFrame,
    *,
    among: int,
    steward: Steward,
    model: str = "",
    correcting: Correcting = UNCORRECTED,
) -> DataFrame:
    """
    One row: `sealed`, and how many `notes` are in it: of the `among` lowest in rank, the first that leave.

    `sealed` is empty where it would be longer than a sample may be. `facts` is from `notes.facts_of`, and `correcting`
    what the notes that leave are masked by too: the steward reads them as they leave.
    """
    first = notes.orderBy(RANKED).limit(among)
    known = first.join(facts.withColumnRenamed("person", PERSON), PERSON, "left")
    # An engine runs no task over nothing; and a sample is one task's, whose memory alone ever held the notes.
    return known.repartition(1).mapInArrow(
        _sealing(steward, model=model, correcting=correcting), "sealed binary, notes long"
    )


def _sealing(
    steward: Steward, *, model: str, correcting: Correcting = UNCORRECTED
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def sealing(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = [row for batch in batches for row in batch.to_pylist()]
        rows.sort(key=lambda row: str(row[RANKED]))
        notes = tuple(islice(_read(rows, model=model, correcting=correcting), steward.size))
        content = NotesToRead(order=steward.order, controller=steward.controller, notes=notes)
        made = [_sealed(content, steward)], [len(notes)]
        yield pa.RecordBatch.from_arrays(
            [pa.array(made[0], pa.binary()), pa.array(made[1], pa.int64())], names=["sealed", "notes"]
        )

    return sealing


def _read(rows: Iterable[dict[str, object]], *, model: str, correcting: Correcting) -> Iterator[NoteToRead]:
    # The analyzer takes seconds to import: the task that masks needs it, the process that orders it does not.
    from spark_jobs.transforms.masking import masked_note

    for row in rows:
        text = str(row[TEXT])
        note = masked_note(text, row, surrogates=bool(row[SURROGATES]), model=model, correcting=correcting)
        if note is not None:
            stretches = (
                MaskedStretch(
                    start=place.masked_start,
                    end=place.masked_end,
                    tag=place.tag.value,
                    was=text[place.start : place.end],
                )
                for place in note.places
            )
            yield NoteToRead(
                id=str(row[RANKED])[:_ID_DIGITS], origin=str(row[ORIGIN]), text=note.text, masked=tuple(stretches)
            )


def _sealed(content: NotesToRead, steward: Steward) -> bytes:
    plain = zlib.compress(content.model_dump_json().encode())
    if len(plain) > MOST_SEALED_BYTES - 1024:
        return b""
    context = sample_context(steward.order, steward.controller)
    return seal(plain, for_key=public_key(steward.key), context=context, chance=random_bytes)
