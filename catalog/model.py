"""
The catalog as values: datasets and registers, their tables and columns, and how sensitive each is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NewType

DatasetName = NewType("DatasetName", str)
ControllerId = NewType("ControllerId", str)


class Sensitivity(StrEnum):
    """How a column could point to a person."""

    DIRECT_IDENTIFIER = "direct_identifier"
    INDIRECT_IDENTIFIER = "indirect_identifier"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    DATE = "date"
    KEY = "key"
    PLAIN = "plain"


ALLOWED: Mapping[Sensitivity, frozenset[str]] = {
    Sensitivity.DIRECT_IDENTIFIER: frozenset({"drop", "pseudonym"}),
    Sensitivity.INDIRECT_IDENTIFIER: frozenset({"keep", "drop", "pseudonym", "year_only", "band", "shift_date"}),
    Sensitivity.SENSITIVE: frozenset({"keep", "drop", "band"}),
    Sensitivity.FREE_TEXT: frozenset({"drop", "mask_text", "surrogate_text"}),
    Sensitivity.DATE: frozenset({"drop", "year_only", "shift_date"}),
    Sensitivity.KEY: frozenset({"drop", "pseudonym"}),
    Sensitivity.PLAIN: frozenset({"keep", "drop", "band"}),
}
"""What a description may offer at most: a direct identifier is never kept, a source key never leaves."""


class DatasetKind(StrEnum):
    """A register is read by the runner alone: it can never be selected, and nobody is asked for a part of it."""

    DATASET = "dataset"
    REGISTER = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same text in Swedish and English."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`treatments`: the JSON forms a request may choose among, the first is the default; none in a register."""

    name: str
    description: Words
    datatype: str
    sensitivity: Sensitivity
    treatments: tuple[Mapping[str, Any], ...]
    code_system: str | None
    search_prohibited: bool

    @property
    def searchable(self) -> bool:
        """Whether persons may be sought by it: no direct identifier, no free text, nothing prohibited (PDL 2:8)."""
        never = {Sensitivity.DIRECT_IDENTIFIER, Sensitivity.FREE_TEXT}
        return not self.search_prohibited and self.sensitivity not in never

    def treatment(self, kind: str | None = None) -> Mapping[str, Any] | None:
        """The allowed treatment of that kind (the default where none is named), or None."""
        if kind is None:
            return self.treatments[0] if self.treatments else None
        return next((treatment for treatment in self.treatments if treatment["kind"] == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`group` is the variable group that an ethics approval names; `date_column` tells when a row happened."""

    name: str
    description: Words
    group: str | None
    date_column: str | None
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where the runner finds the rows: a folder, relative to its sources or absolute, and their format."""

    folder: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKey:
    """Rows name a person by `row_key`; `table` holds, for each row key, the namespace's own name of that person."""

    table: str
    row_key: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """Who answers in law for the rows: a public authority or a private care provider."""

    id: ControllerId
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """
    A term of use in the Data Use Ontology: what the code lists (places, institutions, diseases …), or for how long.
    """

    code: str
    terms: tuple[str, ...] = ()
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Biobank:
    """
    From whose samples a dataset comes: the biobank's number in the register of biobanks, and the body that runs it.

    Whoever answers for it decides on the samples (biobankslag 2023:38, 5:13), beside the controller of the rows.
    """

    number: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """
    One controller's body of data under one description. Only datasets of one namespace link.

    `checked_on`: when its controller last found the description accurate and up to date (EHDS 60(3)).
    `biobank` is None for one that comes from nobody's samples.
    `health_categories`: of which kinds its data are (EHDS art. 51(1)); where none is said, nobody knows.
    `donated`: its rows were given to research, and are read of those alone whose donation holds.
    """

    name: DatasetName
    kind: DatasetKind
    title: Words
    description: Words
    controller: Controller
    namespace: str
    synthetic: bool
    model: str
    location: Location
    person_key: PersonKey | None
    tables: Mapping[str, Table]
    uses: tuple[Use, ...] = ()
    checked_on: date | None = None
    biobank: Biobank | None = None
    health_categories: tuple[str, ...] = ()
    donated: bool = False

    def column(self, table: str, column: str) -> Column | None:
        """The described column, or None."""
        described = self.tables.get(table)
        return described.columns.get(column) if described else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything that is described, by name."""

    entries: Mapping[DatasetName, Dataset]

    def selectable(self) -> Iterator[Dataset]:
        """The datasets, without the registers, in the order of their names."""
        return (entry for _, entry in sorted(self.entries.items()) if entry.kind is DatasetKind.DATASET)

    def dataset(self, name: str) -> Dataset | None:
        """A selectable dataset, or None: a register is not found here."""
        entry = self.entries.get(DatasetName(name))
        return entry if entry and entry.kind is DatasetKind.DATASET else None

    def registers(self, namespace: str) -> tuple[Dataset, ...]:
        """The registers of a namespace, in the order of their names."""
        entries = (entry for _, entry in sorted(self.entries.items()))
        return tuple(e for e in entries if e.kind is DatasetKind.REGISTER and e.namespace == namespace)

    def donations(self, namespace: str) -> Dataset | None:
        """The register of objections that tells who in this namespace has donated, or None."""
        found = (entry for entry in self.registers(namespace) if entry.model.startswith("objections-register-"))
        return next((entry for entry in found if _tells_of_donations(entry)), None)

    def namespaces_with(self, model: str) -> list[str]:
        """The namespaces that have a register of this model, sorted."""
        return sorted({entry.namespace for entry in self.entries.values() if entry.model == model})

    def controllers(self) -> Mapping[ControllerId, Controller]:
        """Every controller of a selectable dataset."""
        return {dataset.controller.id: dataset.controller for dataset in self.selectable()}


def _tells_of_donations(register: Dataset) -> bool:
    donation = register.tables.get("donation")
    return donation is not None and {"number", "from_date", "to_date", "version"} <= donation.columns.keys()
