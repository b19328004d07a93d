"""
Who is left out and why: kinds in a fixed order, each person counted once, under the first that applies.

Whatever is missing leaves a person out, never in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from spark_jobs.transforms.identities import in_force


class ExclusionKind(StrEnum):
    """In the order in which they are asked."""

    UNRESOLVED = "X00-identity-unresolved"
    OPTED_OUT = "X01-opted-out"
    CARE_BLOCK = "X02-care-block"
    PROTECTED = "X03-protected-identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """By person: `objections` (person, kind, controller, days) and `protections` (person, days)."""

    objections: DataFrame
    protections: DataFrame


def flagged(
    cohort: DataFrame, registers: Registers, *, kinds: Collection[str], controllers: Collection[str], on: date
) -> DataFrame:
    """The cohort with the column `excluded`: the first kind among `kinds` that applies to the person, or null."""
    objections = _objections(registers.objections, controllers=controllers, on=on)
    protections = _protections(registers.protections, on=on)
    known = cohort.join(objections, "person", "left").join(protections, "person", "left")
    conditions = {
        ExclusionKind.UNRESOLVED: F.col("person").startswith("?"),
        ExclusionKind.OPTED_OUT: _yes("opted_out"),
        ExclusionKind.CARE_BLOCK: _yes("blocked"),
        ExclusionKind.PROTECTED: _yes("protected"),
    }
    asked = [F.when(conditions[kind], F.lit(kind.value)) for kind in ExclusionKind if kind.value in kinds]
    return known.select("person", "index_date", F.coalesce(*asked, F.lit(None).cast("string")).alias("excluded"))


def counted(kinds: Collection[str]) -> dict[str, Column]:
    """One measure per ordered kind, in the fixed order, for `counts.totals`; `delivered` is everybody else."""
    measures = {kind.value: (F.col("excluded") == kind.value) for kind in ExclusionKind if kind.value in kinds}
    measures["delivered"] = F.col("excluded").isNull()
    return {name: F.when(measure, 1).otherwise(0) for name, measure in measures.items()}


def kept(flagged_cohort: DataFrame) -> DataFrame:
    """The persons to whom no kind applies."""
    return flagged_cohort.where("excluded is null").select("person", "index_date")


def _objections(objections: DataFrame, *, controllers: Collection[str], on: date) -> DataFrame:
    held = objections.where(in_force(F.col("from_date"), F.col("to_date"), on=on))
    blocks = F.coalesce(F.lower(F.trim("kind")) == "care_block", F.lit(False))
    ours = F.col("controller").isNull() | reduce(
        Column.__or__, (F.trim("controller") == controller for controller in controllers), F.lit(False)
    )
    # An objection of a kind that we do not know is an objection: it counts as the widest one.
    flags = held.select("person", (~blocks).alias("opted_out"), (blocks & ours).alias("blocked"))
    return flags.groupBy("person").agg(F.max("opted_out").alias("opted_out"), F.max("blocked").alias("blocked"))


def _protections(protections: DataFrame, *, on: date) -> DataFrame:
    held = protections.where(in_force(F.col("from_date"), F.col("to_date"), on=on))
    return held.select("person").distinct().withColumn("protected", F.lit(True))


def _yes(flag: str) -> Column:
    return F.coalesce(F.col(flag), F.lit(False))
