"""Free text on its way out: masked with what is known of the person, or withheld. Never passed on as it stands."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from pseudonymisation.text.correcting import UNCORRECTED, Correcting
from pseudonymisation.text.withholding import WITHHELD
from spark_jobs.transforms.columns import OFFSET, PERSON
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS, SURROGATE_KEY

NOTED, CODE = "__noted_", "__code_"
"""By column: whether there was a text at all, and why it is withheld; both can then be counted."""

CORRECTED = ("__added_", "__lifted_")
"""By column: how much in the text is masked, and how much is not, by the corrections of its controller alone."""


def withheld(rows: DataFrame, texts: Sequence[str]) -> DataFrame:
    """The rows with none of their texts, and with the columns that tell where there was one."""
    return noted(rows, texts).withColumns({name: F.lit(None).cast("string") for name in texts})


def masked(
    rows: DataFrame,
    texts: Sequence[str],
    facts: DataFrame,
    *,
    parts: int,
    surrogates: Collection[str] = (),
    keys: DataFrame | None = None,
    model: str = "",
    correcting: Correcting = UNCORRECTED,
) -> DataFrame:
    """
    The rows with their texts masked, and with the columns that tell where there was one and why it is withheld.

    `facts` is from `facts_of`; a person of whom the register tells nothing is masked by shape alone. Those texts that
    are among `surrogates` need the person's offset beside them, and `keys`, the key frame. `correcting` holds the
    corrections of the rows' controller: tasks are handed them as they are handed keys, and no plan shows them.
    """
    known = rows.join(facts.withColumnRenamed("person", PERSON), PERSON, "left")
    # Notes lie in few large parts, and masking is slow: every core gets some, and one person's notes stay together.
    spread = noted(known, texts).repartition(parts, PERSON).sortWithinPartitions(PERSON)
    # Keys are joined where they are used: a note that is on its way between tasks takes none along.
    beside = spread.crossJoin(keys.select(*SURROGATE_KEY)) if surrogates and keys else spread
    made = {*texts, *(CODE + name for name in texts)}
    schema = T.StructType(
        [T.StructField(field.name, T.StringType()) if field.name in made else field for field in beside.schema.fields]
    )
    masker = _masker(tuple(texts), surrogates=frozenset(surrogates), model=model, correcting=correcting)
    passed = beside.mapInArrow(masker, schema)
    return passed.drop(NUMBERS, *(FACT + fact for fact in FACTS), *SURROGATE_KEY)


def facts_of(residents: DataFrame, known: DataFrame) -> DataFrame:
    """`person`, what the register tells of them, and every number they have had; each person once."""
    numbers = known.groupBy("person").agg(F.collect_set("number").alias(NUMBERS))
    told = residents.groupBy("person").agg(*(F.max(fact).alias(FACT + fact) for fact in FACTS))
    return numbers.join(told, "person", "left")


def _masker(
    texts: tuple[str, ...], *, surrogates: frozenset[str], model: str, correcting: Correcting
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    told = [NUMBERS, *(FACT + fact for fact in FACTS), *((OFFSET, *SURROGATE_KEY) if surrogates else ())]

    def mask(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # The analyzer takes seconds to import: the tasks that mask need it, the process that orders them does not.
        from spark_jobs.transforms.masking import masked_texts

        for batch in batches:
            persons = batch.select(told).to_pylist()
            columns = {name: batch.column(name) for name in batch.schema.names}
            for name in texts:
                made = masked_texts(
                    columns[name].to_pylist(),
                    persons,
                    surrogates=name in surrogates,
                    model=model,
                    correcting=correcting,
                )
                columns |= {
                    column: pa.array(values, kind) for (column, kind), values in zip(_made(name), made, strict=True)
                }
            yield pa.RecordBatch.from_pydict(columns)

    return mask


def _made(name: str) -> list[tuple[str, pa.DataType]]:
    """What `masked_texts` gives for a column, in its order."""
    return [(name, pa.string()), (CODE + name, pa.string()), *((each + name, pa.int64()) for each in CORRECTED)]


def noted(rows: DataFrame, texts: Sequence[str]) -> DataFrame:
    """The rows with the columns that tell where there is a text; none is withheld yet."""
    there = {NOTED + name: F.col(name).isNotNull() for name in texts}
    codes = {CODE + name: F.lit(None).cast("string") for name in texts}
    corrected = {each + name: F.lit(0).cast("long") for each in CORRECTED for name in texts}
    return rows.withColumns({**there, **codes, **corrected})


def measures(texts: Sequence[str]) -> Mapping[str, Column]:
    """How many texts there were, how many of them are not delivered, for which code how many; what was corrected."""
    there = [F.col(NOTED + name).cast("long") for name in texts]
    gone = [(F.col(NOTED + name) & F.col(name).isNull()).cast("long") for name in texts]
    by_code = {code: _sum([F.col(CODE + name).eqNullSafe(code).cast("long") for name in texts]) for code in WITHHELD}
    added, lifted = (_sum([F.col(each + name) for name in texts]) for each in CORRECTED)
    return {"notes": _sum(there), "withheld": _sum(gone), "added": added, "lifted": lifted, **by_code}


def _sum(columns: Sequence[Column]) -> Column:
    total = F.lit(0).cast("long")
    for column in columns:
        total = total + column
    return total
