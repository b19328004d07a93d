"""
Who objects now to what was extracted then: of those in the extract, whom its order would leave out of the same rows.

Whoever is in a controller's rows did not object to them when they were made, or the order let the objection be.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import reduce

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pseudonymisation.scope import Domain
from spark_jobs.papers.order import OrderedObjection
from spark_jobs.transforms.exclusions import Meaning, ObjectionKind, by_kind, concerns
from spark_jobs.transforms.identities import in_force
from spark_jobs.transforms.treatments import pseudonym


def raised(objections: DataFrame, *, meaning: Meaning, kinds: Collection[str], on: date) -> DataFrame:
    """
    `person`, `objection`, `controller`: who objects on that day, in one of these kinds, to whose rows of the extract.

    `objections` are the register's, by person; `meaning` is what the extract's own order said of them. An objection
    that the order let be, and that stood then, is none.
    """
    standing = by_kind(objections).where(in_force(F.col("from_date"), F.col("to_date"), on=on))
    each = [
        standing.where(concerns(one) & ~_let_be(one, meaning)).select(
            "person", F.lit(one.objection).alias("objection"), F.lit(one.controller).alias("controller")
        )
        for one in meaning.objections
        if one.objection in kinds
    ]
    return reduce(DataFrame.unionByName, each)


def taken_back(consents: DataFrame, *, controllers: Sequence[str], withdrawn: str) -> DataFrame:
    """The same for consents that stand as `withdrawn`: each concerns the rows of every controller."""
    persons = consents.where(F.col("consent") == withdrawn)
    return concerning(persons, kind=ObjectionKind.WITHDRAWN_CONSENT, controllers=controllers)


def concerning(persons: DataFrame, *, kind: ObjectionKind, controllers: Sequence[str]) -> DataFrame:
    """The same for persons whose word on the rows of these controllers holds no more."""
    rows = F.explode(F.array(*map(F.lit, controllers))).alias("controller")
    return persons.select("person", F.lit(kind.value).alias("objection"), rows)


def found_in(extract: DataFrame, objecting: DataFrame, *, known: DataFrame, keys: DataFrame) -> DataFrame:
    """
    `person`, `objection`, each once: those objecting whose pseudonym is in that controller's rows of the `extract`.

    `extract` has `controller` and `pseudonym`. A person's number may be another now than when the extract was made:
    every number that is theirs is looked for (`known`).
    """
    own = objecting.withColumn("number", F.col("person"))
    others = objecting.join(known.select("person", "number"), "person")
    told = own.unionByName(others.select(*own.columns)).distinct().crossJoin(keys)
    coded = told.select(
        "person", "objection", "controller", pseudonym(Domain.PERSON.value, F.col("number")).alias("pseudonym")
    )
    return coded.join(extract, ["controller", "pseudonym"], "left_semi").select("person", "objection").distinct()


def counted_by(kinds: Collection[str]) -> dict[str, Column]:
    """One measure per kind, for `counts.totals`."""
    return {kind: F.when(F.col("objection") == kind, 1).otherwise(0) for kind in sorted(kinds)}


def _let_be(one: OrderedObjection, meaning: Meaning) -> Column:
    begun = F.col("from_date")
    # Without a first day it held always, as it did when the order was carried out.
    before = begun.isNull() | (begun <= F.lit(meaning.permitted_on))
    then = F.when(before, one.before_permit == "may_stay")
    return F.coalesce(then.when(begun <= F.lit(meaning.ordered_on), one.before_extraction == "may_stay"), F.lit(False))
