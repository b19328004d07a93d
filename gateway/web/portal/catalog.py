"""The catalog as pages: search and facets over datasets and variables, and each dataset with all it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from catalog.model import Catalog, Column, Dataset, Table, Words
from gateway.domain.errors import NotFound
from gateway.web.portal.basket import can_leave, picked
from gateway.web.portal.visit import Signed
from gateway.words.portal import PORTAL

router = APIRouter(include_in_schema=False)

SHOWN: Final = 60
Many = Annotated[tuple[str, ...], Query(max_length=50)]
Sought = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable that stands under the same names in one or several datasets."""

    table: Table
    column: Column
    datasets: tuple[Dataset, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """As forms write it, one for each dataset."""
        return tuple(f"{dataset.name}/{self.table.name}/{self.column.name}" for dataset in self.datasets)

    @property
    def leaves(self) -> bool:
        """Whether it can be delivered at all."""
        return can_leave(self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One value to narrow down by, and how many variables it would leave."""

    value: str
    label: Words
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is sought: words, all of them, in either language; and by which facets it is narrowed down."""

    words: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    sensitivity: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sought."""
        return not (self.words or self.dataset or self.group or self.sensitivity)

    def narrows(self, facet: str) -> bool:
        """Whether that facet was used."""
        return bool(getattr(self, facet))

    def finds(self, dataset: Dataset, table: Table, column: Column, *, but: str = "") -> bool:
        """Whether that variable is sought; `but`: that facet aside, to count what it would leave."""
        texts = _texts(dataset, table, column)
        return (
            all(word in texts for word in self.words)
            and (but == "dataset" or not self.dataset or dataset.name in self.dataset)
            and (but == "group" or not self.group or (table.group or "") in self.group)
            and (but == "sensitivity" or not self.sensitivity or column.sensitivity in self.sensitivity)
        )


@router.get("/catalog")
def search(visit: Signed, q: Sought = "", dataset: Many = (), group: Many = (), sensitivity: Many = ()) -> Response:
    """What there is; with a search, the variables that match."""
    catalog = visit.rooms.desk.catalog
    wish = Wish(words=tuple(q.lower().split()), dataset=dataset, group=group, sensitivity=sensitivity)
    found = [] if wish.is_empty else list(variables(catalog, wish))
    return visit.page(
        "catalog.html",
        q=q,
        wish=wish,
        found=found[:SHOWN],
        count=len(found),
        shown=SHOWN,
        datasets=list(catalog.selectable()),
        facets={name: list(_facet(catalog, wish, name)) for name in ("dataset", "group", "sensitivity")},
        there={one.path for one in picked(visit)},
    )


@router.get("/catalog/{name}")
def dataset(visit: Signed, name: str) -> Response:
    """One dataset with every table and variable. Raises NotFound; a register is not found here."""
    found = visit.rooms.desk.catalog.dataset(name)
    if found is None:
        raise NotFound("The catalog has no such dataset.")
    return visit.page("dataset.html", dataset=found, can_leave=can_leave, there={one.path for one in picked(visit)})


def variables(catalog: Catalog, wish: Wish) -> Iterator[Variable]:
    """Those that are sought, each once, in the order of the catalog."""
    found: dict[tuple[str, str], Variable] = {}
    for one, table, column in _all(catalog):
        if wish.finds(one, table, column):
            before = found.get((table.name, column.name))
            datasets = (*before.datasets, one) if before else (one,)
            found[table.name, column.name] = Variable(table=table, column=column, datasets=datasets)
    yield from found.values()


def _facet(catalog: Catalog, wish: Wish, name: str) -> Iterator[Facet]:
    counts: dict[str, set[tuple[str, str]]] = {}
    labels: dict[str, Words] = {}
    for one, table, column in _all(catalog):
        value = {"dataset": str(one.name), "group": table.group or "", "sensitivity": str(column.sensitivity)}[name]
        label = one.title if name == "dataset" else PORTAL.get(f"catalog.{name}_{value}")
        labels[value] = label or Words(sv=value, en=value)
        sought = counts.setdefault(value, set())
        if wish.finds(one, table, column, but=name):
            sought.add((table.name, column.name))
    for value, sought in counts.items():
        if value:
            chosen = value in getattr(wish, name)
            yield Facet(value=value, label=labels[value], count=len(sought), chosen=chosen)


def _all(catalog: Catalog) -> Iterator[tuple[Dataset, Table, Column]]:
    for one in catalog.selectable():
        for table in one.tables.values():
            for column in table.columns.values():
                yield one, table, column


def _texts(dataset: Dataset, table: Table, column: Column) -> str:
    texts: Iterable[str] = (
        dataset.name,
        dataset.title.sv,
        dataset.title.en,
        table.name,
        table.description.sv,
        table.description.en,
        column.name,
        column.description.sv,
        column.description.en,
        column.code_system or "",
    )
    return "\n".join(texts).lower()
