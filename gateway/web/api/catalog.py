"""The catalog: what may be asked for, how sensitive it is, and how it may leave. Registers are not shown."""

from datetime import date

from fastapi import APIRouter

from catalog.model import Column, Dataset, Table
from gateway.domain.errors import NotFound
from gateway.web.api.wire import After, BothLanguages, Id, Limit, Wire
from gateway.web.context import Caller, Rooms

router = APIRouter(prefix="/catalog", tags=["catalog"])


class ColumnOut(Wire):
    """`treatments`: what may happen to it on its way out; the first is the default."""

    name: str
    description: BothLanguages
    datatype: str
    sensitivity: str
    treatments: tuple[str, ...]
    code_system: str | None
    search_prohibited: bool

    @classmethod
    def of(cls, column: Column) -> "ColumnOut":
        """As the catalog describes it."""
        return cls(
            name=column.name,
            description=BothLanguages(sv=column.description.sv, en=column.description.en),
            datatype=column.datatype,
            sensitivity=column.sensitivity.value,
            treatments=tuple(str(treatment["kind"]) for treatment in column.treatments),
            code_system=column.code_system,
            search_prohibited=column.search_prohibited,
        )


class TableOut(Wire):
    """`group` is what an ethics approval names."""

    name: str
    description: BothLanguages
    group: str | None
    date_column: str | None
    columns: tuple[ColumnOut, ...]

    @classmethod
    def of(cls, table: Table) -> "TableOut":
        """As the catalog describes it."""
        return cls(
            name=table.name,
            description=BothLanguages(sv=table.description.sv, en=table.description.en),
            group=table.group,
            date_column=table.date_column,
            columns=tuple(ColumnOut.of(column) for column in table.columns.values()),
        )


class UseOut(Wire):
    """A term of use in the Data Use Ontology (GA4GH), with what it lists, or for how many months."""

    code: str
    terms: tuple[str, ...]
    months: int | None


class BiobankOut(Wire):
    """From whose samples a dataset comes: the biobank's number, and the body that runs it."""

    number: str
    body: str


class DatasetOut(Wire):
    """One controller's body of records."""

    dataset: str
    title: BothLanguages
    description: BothLanguages
    controller: str
    controller_name: str
    namespace: str
    model: str
    synthetic: bool
    checked_on: date | None
    uses: tuple[UseOut, ...]
    biobank: BiobankOut | None
    health_categories: tuple[str, ...]
    donated: bool

    @classmethod
    def of(cls, dataset: Dataset) -> "DatasetOut":
        """As the catalog describes it."""
        return cls(**_about(dataset))


class DatasetWithTables(DatasetOut):
    """The same with every table and column."""

    tables: tuple[TableOut, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> "DatasetWithTables":
        """As the catalog describes it."""
        return cls(**_about(dataset), tables=tuple(TableOut.of(table) for table in dataset.tables.values()))


class DatasetPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[DatasetOut, ...]
    next: str | None


@router.get("/datasets")
def list_datasets(actor: Caller, rooms: Rooms, after: After = None, limit: Limit = 50) -> DatasetPage:
    """What there is, in the order of the names."""
    names = [dataset for dataset in rooms.desk.catalog.selectable() if after is None or dataset.name > after]
    page = names[:limit]
    more = str(page[-1].name) if len(names) > limit else None
    return DatasetPage(items=tuple(DatasetOut.of(dataset) for dataset in page), next=more)


@router.get("/datasets/{dataset}")
def show_dataset(dataset: Id, actor: Caller, rooms: Rooms) -> DatasetWithTables:
    """One dataset with its columns."""
    found = rooms.desk.catalog.dataset(dataset)
    if found is None:
        raise NotFound("The catalog has no such dataset.")
    return DatasetWithTables.of(found)


def _about(dataset: Dataset) -> dict[str, object]:
    return {
        "dataset": dataset.name,
        "title": BothLanguages(sv=dataset.title.sv, en=dataset.title.en),
        "description": BothLanguages(sv=dataset.description.sv, en=dataset.description.en),
        "controller": dataset.controller.id,
        "controller_name": dataset.controller.name,
        "namespace": dataset.namespace,
        "model": dataset.model,
        "synthetic": dataset.synthetic,
        "checked_on": dataset.checked_on,
        "biobank": BiobankOut(number=bank.number, body=bank.body) if (bank := dataset.biobank) else None,
        "uses": tuple(UseOut(code=use.code, terms=use.terms, months=use.months) for use in dataset.uses),
        "health_categories": dataset.health_categories,
        "donated": dataset.donated,
    }
