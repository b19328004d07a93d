"""
Column → treatment for one table of a selection; it refuses what nobody told it of.

The catalog's word on each column comes in as plain data. What is refused here is refused whatever the catalog
allows: a direct identifier kept, a key that would stay a key, text that would pass unmasked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from pseudonymisation.errors import PlanRefused
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import Drop, Keep, Kind, Means, Pseudonymise, ShiftDate, SurrogateText, Treatment, Value


class Sensitivity(StrEnum):
    """How a column could point at a person; the names that the catalog uses."""

    DIRECT_IDENTIFIER = "direct_identifier"
    INDIRECT_IDENTIFIER = "indirect_identifier"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    DATE = "date"
    KEY = "key"
    PLAIN = "plain"


_ALL = frozenset(Kind)
_EVER_ALLOWED: Mapping[Sensitivity, frozenset[Kind]] = {
    **dict.fromkeys(Sensitivity, _ALL),
    Sensitivity.DIRECT_IDENTIFIER: _ALL - {Kind.KEEP},
    Sensitivity.KEY: frozenset({Kind.PSEUDONYM, Kind.DROP}),
    Sensitivity.FREE_TEXT: frozenset({Kind.MASK_TEXT, Kind.SURROGATE_TEXT, Kind.DROP}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownColumn:
    """What the catalog says of a column: how sensitive it is, the treatments it allows, the domain of its names."""

    sensitivity: Sensitivity
    allows: frozenset[Kind]
    domain: Domain | None = None


@dataclass(frozen=True, slots=True)
class TreatedRow:
    """A row that has been through a plan, and goes through no second one; print does not show its values."""

    values: Mapping[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One table's columns in the order's sequence, each with a treatment that goes with it."""

    table: str
    columns: Mapping[str, Treatment]
    true_dates: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: str, *, ordered: Sequence[tuple[str, Treatment]], known: Mapping[str, KnownColumn]) -> Self:
        """The plan as ordered, or PlanRefused with the code and column of what does not go together."""
        if not ordered:
            raise PlanRefused("plan-empty", f"Nothing is ordered of {table}.")
        columns: dict[str, Treatment] = {}
        for name, treatment in ordered:
            if name in columns:
                raise PlanRefused("column-treated-twice", f"{table}.{name} is ordered twice.")
            if name not in known:
                raise PlanRefused("column-unknown", f"The plan was told of no column {table}.{name}.")
            _refuse_what_does_not_go(f"{table}.{name}", treatment, known[name])
            columns[name] = treatment
        dates = [name for name in columns if known[name].sensitivity is Sensitivity.DATE]
        kept = tuple(name for name in dates if isinstance(columns[name], Keep))
        plan = cls(table=table, columns=columns, true_dates=kept)
        refuse_true_dates_beside_shifted([plan])
        return plan

    @property
    def delivered(self) -> tuple[str, ...]:
        """The columns that leave, in the order's sequence."""
        return tuple(name for name, treatment in self.columns.items() if not isinstance(treatment, Drop))

    def treat(self, row: Mapping[str, Value] | TreatedRow, *, means: Means) -> TreatedRow:
        """The row's delivered columns, treated, and no other: the reference for the engine's own transforms."""
        if isinstance(row, TreatedRow):
            raise PlanRefused("row-treated-twice", f"A row of {self.table} was treated already.")
        if any(name not in row for name in self.columns):
            raise PlanRefused("column-missing", f"A row of {self.table} lacks an ordered column.")
        return TreatedRow({name: self.columns[name].apply(row[name], means) for name in self.delivered})


def refuse_true_dates_beside_shifted(plans: Sequence[Plan]) -> None:
    """
    PlanRefused where one of the plans keeps dates as they are and one of them shifts dates, in columns or in notes.

    One true date beside the shifted one of the same event gives the person's offset, and with it every date;
    so this is asked of all tables of an order together.
    """
    shifting = any(
        isinstance(treatment, ShiftDate | SurrogateText) for plan in plans for treatment in plan.columns.values()
    )
    kept = [f"{plan.table}.{name}" for plan in plans for name in plan.true_dates]
    if shifting and kept:
        raise PlanRefused("date-kept-beside-shifted", f"{kept[0]} would tell how far the other dates moved.")


def _refuse_what_does_not_go(name: str, treatment: Treatment, column: KnownColumn) -> None:
    if treatment.kind not in _EVER_ALLOWED[column.sensitivity]:
        raise PlanRefused(
            f"{column.sensitivity.value.replace('_', '-')}-{treatment.kind.value.replace('_', '-')}",
            f"{name} is a column of sensitivity {column.sensitivity}: {treatment.kind} is never allowed for it.",
        )
    if treatment.kind not in column.allows:
        raise PlanRefused("treatment-not-allowed", f"The catalog does not allow {treatment.kind} for {name}.")
    if isinstance(treatment, Pseudonymise) and treatment.domain is not column.domain:
        raise PlanRefused("domain-differs", f"The catalog names another domain for {name} than {treatment.domain}.")
