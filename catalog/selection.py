"""
Everything that is asked for: cohort, columns and period, always named against the catalog.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from catalog.cohort.definition import CohortDefinition, Criterion
from catalog.errors import SelectionFault
from catalog.model import Catalog, Column, ControllerId, Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column that is asked for, what shall happen to it (`treatment`: a kind, or None for the default), and why."""

    dataset: str
    table: str
    column: str
    justification: str
    treatment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Cohort, columns and the period of the rows (both days inside)."""

    cohort: Mapping[str, Any]
    columns: tuple[ColumnChoice, ...]
    period_from: date
    period_to: date

    def datasets(self) -> tuple[str, ...]:
        """The datasets that columns are asked of, sorted."""
        return tuple(sorted({choice.dataset for choice in self.columns}))

    def only(self, datasets: Sequence[str]) -> Self:
        """The same selection with the columns of these datasets alone: it can only become narrower."""
        kept = tuple(choice for choice in self.columns if choice.dataset in datasets)
        return type(self)(cohort=self.cohort, columns=kept, period_from=self.period_from, period_to=self.period_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenColumn:
    """A choice that the catalog knows: the described column and the treatment that applies."""

    choice: ColumnChoice
    dataset: Dataset
    described: Column
    group: str
    treatment: Mapping[str, Any]


def resolve(selection: Selection, catalog: Catalog) -> tuple[ChosenColumn, ...]:
    """
    Every choice with its description.

    Raises SelectionFault at the first choice that names an unknown dataset, table or column, a treatment that the
    column does not allow, or a column twice; and for datasets that do not link.
    """
    chosen = tuple(
        _chosen(choice, catalog, where=f"/columns/{index}") for index, choice in enumerate(selection.columns)
    )
    _each_once(selection.columns)
    _one_namespace(chosen)
    check_cohort(selection.cohort, list(_datasets(chosen)))
    return chosen


def controllers(chosen: Sequence[ChosenColumn]) -> tuple[ControllerId, ...]:
    """Whose rows are asked for, sorted."""
    return tuple(sorted({column.dataset.controller.id for column in chosen}))


def check_cohort(document: Mapping[str, Any], datasets: Sequence[Dataset]) -> CohortDefinition:
    """
    The definition, named against these datasets: each criterion's column exists in one of them at least, is no free
    text or direct identifier, may be searched (patientdatalagen 2:8) and holds codes of the list's system.
    Raises SelectionFault with the JSON path.
    """
    definition = CohortDefinition.of(document)
    for part, criteria in (("entry", definition.entry), ("exclude", definition.exclude)):
        for index, criterion in enumerate(criteria):
            _check_criterion(definition, criterion, datasets, where=f"/cohort/{part}/{index}")
    return definition


def _check_criterion(
    definition: CohortDefinition, criterion: Criterion, datasets: Sequence[Dataset], *, where: str
) -> None:
    described = [dataset.column(criterion.table, criterion.column) for dataset in datasets]
    columns = [column for column in described if column is not None]
    named = f"{criterion.table}.{criterion.column}"
    if not columns:
        raise SelectionFault(f"No chosen dataset has the column {named}.", where=where, reason="unknown-column")
    system = definition.code_lists[criterion.code_list].system
    for column in columns:
        if not column.searchable:
            raise SelectionFault(f"The column {named} may not be searched by.", where=where, reason="search-prohibited")
        if column.code_system != system:
            sentence = f"The column {named} does not hold codes of {system}."
            raise SelectionFault(sentence, where=where, reason="code-system")
    if not any(_dated(dataset, criterion) for dataset in datasets):
        raise SelectionFault(
            f"Rows of {criterion.table} have no date, so they give no index.", where=where, reason="no-date"
        )


def _dated(dataset: Dataset, criterion: Criterion) -> bool:
    table = dataset.tables.get(criterion.table)
    return table is not None and table.date_column is not None


def _chosen(choice: ColumnChoice, catalog: Catalog, *, where: str) -> ChosenColumn:
    dataset = catalog.dataset(choice.dataset)
    if dataset is None:
        raise SelectionFault(
            f"The catalog has no dataset {choice.dataset}.", where=f"{where}/dataset", reason="unknown-dataset"
        )
    described = dataset.column(choice.table, choice.column)
    if described is None:
        raise SelectionFault(
            f"The dataset {choice.dataset} has no column {choice.table}.{choice.column}.",
            where=f"{where}/column",
            reason="unknown-column",
        )
    treatment = described.treatment(choice.treatment)
    group = dataset.tables[choice.table].group
    if treatment is None or group is None:
        allowed = ", ".join(str(allowed["kind"]) for allowed in described.treatments)
        raise SelectionFault(
            f"The column {choice.table}.{choice.column} allows {allowed} and no other treatment.",
            where=f"{where}/treatment",
            reason="treatment-not-allowed",
        )
    return ChosenColumn(choice=choice, dataset=dataset, described=described, group=group, treatment=treatment)


def _each_once(choices: Sequence[ColumnChoice]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for index, choice in enumerate(choices):
        name = (choice.dataset, choice.table, choice.column)
        if name in seen:
            raise SelectionFault(
                f"The column {'.'.join(name)} is asked for twice.", where=f"/columns/{index}", reason="column-twice"
            )
        seen.add(name)


def _one_namespace(chosen: Sequence[ChosenColumn]) -> None:
    if not chosen:
        raise SelectionFault("No column is asked for.", where="/columns", reason="no-column")
    if len({column.dataset.namespace for column in chosen}) > 1:
        raise SelectionFault(
            "The datasets belong to different namespaces, and persons of different namespaces do not link.",
            where="/columns",
            reason="namespaces-differ",
        )


def _datasets(chosen: Sequence[ChosenColumn]) -> Iterator[Dataset]:
    yield from {column.dataset.name: column.dataset for column in chosen}.values()
