"""
Who is left out of whose rows, and why: kinds in a fixed order, each person counted once, under the first that applies.

What each kind of objection does to each controller's rows, the order says; whether only those are let in who have
consented; and which rows are donated, and theirs alone whose donation holds. Whatever is missing leaves a person out,
never in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from spark_jobs.papers.order import OrderedObjection
from spark_jobs.transforms.consents import GIVEN
from spark_jobs.transforms.identities import in_force


class ExclusionKind(StrEnum):
    """In the order in which they are counted, which is that of their names too."""

    UNRESOLVED = "X00-identity-unresolved"
    OPTED_OUT = "X01-opted-out"
    CARE_BLOCK = "X02-care-block"
    PROTECTED = "X03-protected-identity"
    WITHDRAWN = "X04-consent-withdrawn"
    NO_CONSENT = "X05-no-consent"
    NO_DONATION = "X06-no-donation"


class ObjectionKind(StrEnum):
    """Every kind of objection that the registers can tell of, in the words of the order."""

    EHDS_OPT_OUT = "ehds_opt_out"
    QUALITY_REGISTER = "quality_register_opt_out"
    CARE_BLOCK = "care_block"
    PROTECTED = "protected_identity"
    WITHDRAWN_CONSENT = "withdrawn_consent"
    WITHDRAWN_DONATION = "withdrawn_donation"


WRITTEN: Mapping[str, ObjectionKind] = {
    "opt_out": ObjectionKind.EHDS_OPT_OUT,
    "quality_register_opt_out": ObjectionKind.QUALITY_REGISTER,
    "care_block": ObjectionKind.CARE_BLOCK,
    "withdrawn_consent": ObjectionKind.WITHDRAWN_CONSENT,
    "withdrawn_donation": ObjectionKind.WITHDRAWN_DONATION,
}
"""How the register of objections writes each kind; protected identities stand in the persons' register."""

_OF_ONE_CONTROLLER = (ObjectionKind.CARE_BLOCK, ObjectionKind.QUALITY_REGISTER)
"""Where these name a controller, they concern its rows alone; all others concern everybody's rows."""


class Place(NamedTuple):
    """Rows that a person stays out of together: one controller's, and apart from them those that were donated."""

    controller: str
    donated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """
    By person: `objections` (person, kind, controller, days) and `protections` (person, days).

    `consents` (person, consent) where the study rests on each person's consent, else None. `donors` (person): whose
    donation holds, where rows are donated, else None.
    """

    objections: DataFrame
    protections: DataFrame
    consents: DataFrame | None = None
    donors: DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the order says of objections, and the days it counts by; `places` are those whose rows are read."""

    objections: Sequence[OrderedObjection]
    places: Sequence[Place]
    permitted_on: date
    ordered_on: date

    def at(self, controller: str) -> Column:
        """Under which exclusion an objection leaves its person out of that controller's rows, or null."""
        told = [one for one in self.objections if one.controller == controller]
        known = [F.when(self._counts(one), F.lit(one.exclusion)) for one in told]
        # An objection of a kind that nobody knows is an objection, and counts as the widest one.
        unknown = F.when(F.col("objection").isNull() & self._ever(), F.lit(ExclusionKind.OPTED_OUT.value))
        return F.coalesce(*known, unknown)

    def _counts(self, one: OrderedObjection) -> Column:
        concerned = concerns(one)
        counts = F.lit(False)
        if one.before_permit == "excluded":
            counts |= self._held(self.permitted_on)
        if one.before_extraction == "excluded":
            counts |= self._held(self.ordered_on) & self._since_the_permit()
        return F.coalesce(concerned & counts, F.lit(False))

    def _ever(self) -> Column:
        return self._held(self.permitted_on) | self._held(self.ordered_on)

    def _since_the_permit(self) -> Column:
        return F.col("from_date").isNull() | (F.col("from_date") > F.lit(self.permitted_on))

    def _held(self, on: date) -> Column:
        return in_force(F.col("from_date"), F.col("to_date"), on=on)


def concerns(one: OrderedObjection) -> Column:
    """Whether an objection is of that kind, and about that controller's rows."""
    concerned = F.col("objection") == one.objection
    if one.objection in _OF_ONE_CONTROLLER:
        named = F.trim("controller")
        concerned &= named.isNull() | named.isin("", one.controller)
    return concerned


def by_kind(objections: DataFrame) -> DataFrame:
    """The register's objections with `objection`, the kind in the words of the order; null where nobody knows it."""
    written = F.lower(F.trim("kind"))
    kinds = F.coalesce(*(F.when(written == word, F.lit(kind.value)) for word, kind in WRITTEN.items()))
    return objections.withColumn("objection", kinds).select("person", "objection", "controller", "from_date", "to_date")


def flagged(cohort: DataFrame, registers: Registers, *, meaning: Meaning) -> DataFrame:
    """
    The cohort with a column per place (`left_out_at`): why the person's rows there stay behind, or null.

    `excluded` is the first reason of them all where nowhere any rows are left, else null.
    """
    known, lacking = _beside_consents(cohort.join(_left_out(registers, meaning), "person", "left"), registers.consents)
    known, ungiven = _beside_donors(known, registers.donors)
    unresolved = F.when(F.col("person").startswith("?"), F.lit(ExclusionKind.UNRESOLVED.value))
    # The least of them is the first in the order of counting; a null is none of them.
    at = {
        name: F.coalesce(unresolved, F.least(F.col(name), lacking, *([ungiven] if place.donated else [])))
        for name, place in zip(_columns(meaning.places), meaning.places, strict=True)
    }
    return _judged(known.withColumns(at), meaning.places)


def left_out_at(places: Sequence[Place], place: Place) -> str:
    """The column that says why a person's rows at that place stay behind."""
    return _columns(places)[list(places).index(place)]


def partly(flagged_cohort: DataFrame, places: Sequence[Place]) -> DataFrame:
    """The persons whose rows are left out at some places and not at others."""
    somewhere = reduce(Column.__or__, (F.col(name).isNotNull() for name in _columns(places)))
    return flagged_cohort.where(F.col("excluded").isNull() & somewhere)


def found_without(flagged_cohort: DataFrame, found: DataFrame, places: Sequence[Place]) -> DataFrame:
    """
    The same once those who are partly left out were searched for in the rest of their rows (`found`) alone.

    Whoever is not found there is left out everywhere: being in the cohort would tell what the rows left behind say.
    """
    some = partly(flagged_cohort, places).drop("index_date").join(found, "person", "left")
    lost = F.col("index_date").isNull()
    first = F.array_min(F.array(*map(F.col, _columns(places))))
    some = some.withColumn("excluded", F.when(lost, first)).select(*flagged_cohort.columns)
    others = flagged_cohort.join(some.select("person"), "person", "left_anti")
    return others.unionByName(some)


def counted(kinds: Sequence[str]) -> dict[str, Column]:
    """One measure per ordered kind, in the fixed order, for `counts.totals`; `delivered` is everybody else."""
    measures = {kind.value: (F.col("excluded") == kind.value) for kind in ExclusionKind if kind.value in kinds}
    measures["delivered"] = F.col("excluded").isNull()
    return {name: F.when(measure, 1).otherwise(0) for name, measure in measures.items()}


def counted_at(kinds: Sequence[str], places: Sequence[Place]) -> dict[tuple[str, str], Column]:
    """By controller and ordered kind: of those delivered, whose rows there, or some of them, stay behind for it."""
    delivered = F.col("excluded").isNull()
    at: dict[str, list[Column]] = {}
    for name, place in zip(_columns(places), places, strict=True):
        at.setdefault(place.controller, []).append(F.col(name))
    return {
        (controller, kind.value): F.when(delivered & F.array_contains(F.array(*reasons), kind.value), 1).otherwise(0)
        for controller, reasons in at.items()
        for kind in ExclusionKind
        if kind.value in kinds
    }


def kept(flagged_cohort: DataFrame) -> DataFrame:
    """The persons of whom rows are left somewhere, with the columns that say where none are."""
    return flagged_cohort.where("excluded is null").drop("excluded")


def _beside_consents(known: DataFrame, consents: DataFrame | None) -> tuple[DataFrame, Column]:
    """The same beside the consents, and why whoever has none stays out of every row; nothing where nobody is asked."""
    if consents is None:
        return known, F.lit(None).cast("string")
    lacking = F.when(F.col("consent") == GIVEN, None)
    without = F.coalesce(F.col("consent"), F.lit(ExclusionKind.NO_CONSENT.value))
    return known.join(consents, "person", "left"), lacking.otherwise(without)


def _beside_donors(known: DataFrame, donors: DataFrame | None) -> tuple[DataFrame, Column]:
    """The same beside the donors, and why whoever is none stays out of donated rows: everybody, where none is told."""
    nothing_given = F.lit(ExclusionKind.NO_DONATION.value)
    if donors is None:
        return known, nothing_given
    given = donors.select("person", F.lit(True).alias("donor"))
    return known.join(given, "person", "left"), F.when(F.col("donor").isNull(), nothing_given)


def _judged(known: DataFrame, places: Sequence[Place]) -> DataFrame:
    at = [F.col(name) for name in _columns(places)]
    everywhere = reduce(Column.__and__, (column.isNotNull() for column in at))
    excluded = F.when(everywhere, F.array_min(F.array(*at)))
    return known.select("person", "index_date", excluded.alias("excluded"), *at)


def _left_out(registers: Registers, meaning: Meaning) -> DataFrame:
    """One line per person who objects in any way, with the first reason at each controller."""
    objections = by_kind(registers.objections)
    protected = registers.protections.withColumn("objection", F.lit(ObjectionKind.PROTECTED.value))
    every = objections.unionByName(
        protected.withColumn("controller", F.lit(None).cast("string")).select(*objections.columns)
    )
    at = zip(_columns(meaning.places), meaning.places, strict=True)
    reasons = every.select("person", *(meaning.at(place.controller).alias(name) for name, place in at))
    return reasons.groupBy("person").agg(*(F.min(name).alias(name) for name in _columns(meaning.places)))


def _columns(places: Sequence[Place]) -> list[str]:
    # By number and not by name: a controller's name may hold what a column's may not.
    return [f"left_out_at_{number}" for number in range(len(places))]
