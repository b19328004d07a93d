"""
Description files become the catalog. A bad file stops the start, with file, line and reason.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from catalog.cohort.definition import normal_code
from catalog.errors import DescriptionFault
from catalog.model import (
    ALLOWED,
    Biobank,
    Catalog,
    Column,
    Controller,
    ControllerId,
    Dataset,
    DatasetKind,
    DatasetName,
    Location,
    PersonKey,
    Sensitivity,
    Table,
    Use,
    Words,
)

BUILT_IN = Path(__file__).parent / "datasets"
"""The descriptions that come with the house."""

DISEASE = "DUO:0000007"
"""The term of use that lists diseases, as `SYSTEM:CODE`."""

DEFAULT_BAND = 5
"""The width of a band whose description names none: five years, or five of the column's unit."""

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader; the compiled one where the library has it."""

SCHEMA = Path(__file__).parent / "schema" / "dataset.schema.json"


def load_catalog(folders: Iterable[Path] = (BUILT_IN,)) -> Catalog:
    """
    Every `*.yaml` in these folders, as one catalog.

    Raises DescriptionFault at the first fault: a file that is no YAML, does not fit the schema, offers a treatment that
    its sensitivity does not allow, takes a name that is taken, or is donated where no register tells by whom.
    """
    entries: dict[DatasetName, Dataset] = {}
    for path in _files(folders):
        dataset = load_description(path)
        if dataset.name in entries:
            raise DescriptionFault(f"{path}:1: the name {dataset.name} is taken by another description.")
        entries[dataset.name] = dataset
    _one_name_per_controller(entries.values())
    _one_body_per_biobank(entries.values())
    catalog = Catalog(entries=entries)
    _donations_are_told(catalog)
    return catalog


def load_description(path: Path) -> Dataset:
    """One file, checked. Raises DescriptionFault."""
    node, document = _read(path)
    faults = sorted(_validator().iter_errors(document), key=lambda fault: (-len(fault.absolute_path), str(fault.path)))
    if faults:
        fault = jsonschema.exceptions.best_match(faults) or faults[0]
        reason = "a register has nothing of the kind." if fault.validator == "not" else fault.message
        raise _fault(path, node, list(fault.absolute_path), reason)
    for steps, reason in _contradictions(document):
        raise _fault(path, node, steps, reason)
    return _dataset(document)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise DescriptionFault(f"{folder}: there is no such folder of descriptions.")
        yield from sorted(folder.glob("*.yaml"))


def _read(path: Path) -> tuple[yaml.Node, dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, Loader=LOADER)
        document = yaml.load(text, Loader=LOADER)  # noqa: S506  both loaders are safe ones
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise DescriptionFault(f"{path}:{line}: this is not YAML: {broken.problem}.") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as broken:
        raise DescriptionFault(f"{path}:1: this file cannot be read as YAML: {type(broken).__name__}.") from None
    if node is None or not isinstance(document, dict):
        raise DescriptionFault(f"{path}:1: a description is a mapping, and this file holds none.")
    try:
        _no_repeats(path, node)
    except RecursionError:
        raise DescriptionFault(f"{path}:1: this description contains itself.") from None
    return node, document


def _no_repeats(path: Path, node: yaml.Node) -> None:
    # YAML readers keep the last of two equal keys in silence: a column described twice would lose a sensitivity.
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise DescriptionFault(f"{path}:{key.start_mark.line + 1}: {key.value} is described twice.")
            seen.add(key.value)
            _no_repeats(path, value)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _no_repeats(path, item)


@cache
def _validator() -> jsonschema.protocols.Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def _fault(path: Path, node: yaml.Node, steps: Sequence[str | int], reason: str) -> DescriptionFault:
    where = "/" + "/".join(str(step) for step in steps)
    return DescriptionFault(f"{path}:{_line(node, steps)}: at {where}: {reason}")


def _line(node: yaml.Node, steps: Sequence[str | int]) -> int:
    line = node.start_mark.line + 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                return line
            key, node = found
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _contradictions(document: Mapping[str, Any]) -> Iterator[tuple[list[str], str]]:
    """What a schema cannot say: sensitivity against treatments, names that point nowhere."""
    for table_name, table in document["tables"].items():
        for column_name, column in table["columns"].items():
            steps = ["tables", table_name, "columns", column_name]
            allowed = ALLOWED[Sensitivity(column["sensitivity"])]
            for treatment in column.get("treatments", ()):
                kind = treatment if isinstance(treatment, str) else "band"
                if kind not in allowed:
                    yield (
                        [*steps, "treatments"],
                        f"a column of sensitivity {column['sensitivity']} may not offer {kind}.",
                    )
                if kind == "pseudonym" and "domain" not in column:
                    yield steps, "a column that offers pseudonym names its domain."
        if table.get("date_column") not in {None, *table["columns"]}:
            yield ["tables", table_name, "date_column"], "the date column is not among the table's columns."
    yield from _person_key_faults(document)
    try:
        _day(document.get("checked_on"))
    except ValueError:
        yield ["checked_on"], "there is no such day."


def _person_key_faults(document: Mapping[str, Any]) -> Iterator[tuple[list[str], str]]:
    key = document.get("person_key")
    if key is None:
        return
    table = document["tables"].get(key["table"])
    if table is None:
        yield ["person_key", "table"], "the table of the person key is not described."
        return
    for field in ("row_key", "column"):
        if key[field] not in table["columns"]:
            yield ["person_key", field], "the column of the person key is not described."


def _one_name_per_controller(datasets: Iterable[Dataset]) -> None:
    seen: dict[ControllerId, Controller] = {}
    for dataset in datasets:
        if seen.setdefault(dataset.controller.id, dataset.controller) != dataset.controller:
            raise DescriptionFault(f"{dataset.name}: the controller {dataset.controller.id} is described in two ways.")


def _one_body_per_biobank(datasets: Iterable[Dataset]) -> None:
    seen: dict[str, Biobank] = {}
    for dataset in datasets:
        if dataset.biobank and seen.setdefault(dataset.biobank.number, dataset.biobank) != dataset.biobank:
            raise DescriptionFault(f"{dataset.name}: biobank {dataset.biobank.number} is described in two ways.")


def _donations_are_told(catalog: Catalog) -> None:
    for dataset in catalog.selectable():
        if dataset.donated and catalog.donations(dataset.namespace) is None:
            sentence = (
                f"{dataset.name}: it is donated, and no register of objections in {dataset.namespace} has donations."
            )
            raise DescriptionFault(sentence)


def _dataset(document: Mapping[str, Any]) -> Dataset:
    key = document.get("person_key")
    controller = document["controller"]
    return Dataset(
        name=DatasetName(document["dataset"]),
        kind=DatasetKind(document["kind"]),
        title=Words(**document["title"]),
        description=Words(**document["description"]),
        controller=Controller(id=ControllerId(controller["id"]), name=controller["name"], kind=controller["kind"]),
        namespace=document["namespace"],
        synthetic=document["synthetic"],
        model=document["model"],
        location=Location(**document["location"]),
        person_key=PersonKey(**key) if key else None,
        tables={name: _table(name, table) for name, table in document["tables"].items()},
        uses=tuple(_use(use) for use in document.get("uses", ())),
        checked_on=_day(document.get("checked_on")),
        biobank=Biobank(**biobank) if (biobank := document.get("biobank")) else None,
        health_categories=tuple(document.get("health_categories", ())),
        donated=document.get("donated", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _use(use: Mapping[str, Any]) -> Use:
    # A disease is written as boards write it (K92.2) and compared as registers do (K922).
    terms = tuple(_disease(term) if use["code"] == DISEASE else term for term in use.get("terms", ()))
    return Use(code=use["code"], terms=terms, months=use.get("months"))


def _disease(term: str) -> str:
    system, _, code = term.partition(":")
    return f"{system}:{normal_code(code)}"


def _table(name: str, table: Mapping[str, Any]) -> Table:
    return Table(
        name=name,
        description=Words(**table["description"]),
        group=table.get("group"),
        date_column=table.get("date_column"),
        columns={column: _column(column, body) for column, body in table["columns"].items()},
    )


def _column(name: str, column: Mapping[str, Any]) -> Column:
    return Column(
        name=name,
        description=Words(**column["description"]),
        datatype=column["datatype"],
        sensitivity=Sensitivity(column["sensitivity"]),
        treatments=tuple(_treatment(treatment, column) for treatment in column.get("treatments", ())),
        code_system=column.get("code_system"),
        search_prohibited=column.get("search_prohibited", False),
    )


def _treatment(treatment: str | Mapping[str, Any], column: Mapping[str, Any]) -> dict[str, Any]:
    match treatment:
        case "pseudonym":
            return {"kind": "pseudonym", "domain": column["domain"]}
        case "band":
            return {"kind": "band", "width": DEFAULT_BAND}
        case str():
            return {"kind": treatment}
        case _:
            return {"kind": "band", **treatment["band"]}
