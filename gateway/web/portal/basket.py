"""The basket: variables picked in the catalog, kept while the session lasts, on their way to an application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from catalog.model import Catalog, Column, Dataset, Table
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, see

router = APIRouter(include_in_schema=False)

KEPT_AS: Final = "basket"
MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """One variable of one dataset. `path` is how it is written in a form: `dataset/table/column`."""

    dataset: Dataset
    table: Table
    column: Column

    @property
    def path(self) -> str:
        """As forms and the session write it."""
        return f"{self.dataset.name}/{self.table.name}/{self.column.name}"


def picked(visit: Visit) -> Sequence[Picked]:
    """What is in the basket, in the order of the catalog; what the catalog lacks by now is left out."""
    return find(visit.kept(KEPT_AS, ()), visit.rooms.desk.catalog)


def find(paths: Iterable[str], catalog: Catalog) -> Sequence[Picked]:
    """Those of the paths that name a variable which can be delivered at all."""
    found = {one.path: one for one in (_found(path, catalog) for path in paths) if one is not None}
    return [found[path] for path in sorted(found)]


def can_leave(column: Column) -> bool:
    """Whether there is a form in which it may be delivered."""
    return any(treatment["kind"] != "drop" for treatment in column.treatments)


@router.get("/basket")
def show(visit: Signed) -> Response:
    """What was picked, by dataset."""
    chosen = picked(visit)
    datasets = {one.dataset.name: one.dataset for one in chosen}
    by_dataset = [(dataset, [one for one in chosen if one.dataset is dataset]) for dataset in datasets.values()]
    return visit.page("basket.html", by_dataset=by_dataset, count=len(chosen))


@router.post("/basket/add")
def add(form: Posted) -> Response:
    """Those that were ticked, beside what is there."""
    visit = form.visit
    # One tick stands for the same variable of several datasets.
    ticked = [path for paths in form.all("pick") for path in paths.split()]
    new = find(ticked, visit.rooms.desk.catalog)
    there = {one.path for one in picked(visit)}
    visit.keep(KEPT_AS, sorted({*there, *(one.path for one in new)})[:MOST])
    return see("/basket")


@router.post("/basket/remove")
def remove(form: Posted) -> Response:
    """One of them."""
    left = [one.path for one in picked(form.visit) if one.path not in form.all("pick")]
    form.visit.keep(KEPT_AS, left or None)
    return see("/basket")


@router.post("/basket/empty")
def empty(form: Posted) -> Response:
    """All of them."""
    form.visit.keep(KEPT_AS, None)
    return see("/basket")


def _found(path: str, catalog: Catalog) -> Picked | None:
    names = path.split("/")
    dataset = catalog.dataset(names[0])
    if dataset is None or len(names) != 3:
        return None
    table, column = dataset.tables.get(names[1]), dataset.column(names[1], names[2])
    if table is None or column is None or not can_leave(column):
        return None
    return Picked(dataset=dataset, table=table, column=column)
