"""The doors between packages hold, none is forgotten, and each gives way when it is forced."""

import os
import shutil
import subprocess
import sys
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import Contract, api
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

from tests.architecture.reading import PACKAGES, REPOSITORY, not_there, standing

KINDS: dict[str, type[Contract]] = {
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "protected": ProtectedContract,
    "independence": IndependenceContract,
    "acyclic_siblings": AcyclicSiblingsContract,
}

FORCED = [
    ("planes", "pseudonymisation", "spark_jobs.papers.paper"),
    ("planes", "catalog", "gateway.domain"),
    ("planes", "spark_jobs", "gateway.domain"),
    ("planes", "pseudonymisation", "catalog.model"),
    ("gateway", "gateway.domain", "gateway.ports"),
    ("gateway", "gateway.ports", "gateway.services"),
    ("gateway", "gateway.services", "gateway.adapters"),
    ("gateway", "gateway.adapters", "gateway.web"),
    ("gateway", "gateway.web", "gateway.adapters"),
    ("gateway", "gateway.web", "gateway.wiring"),
    ("gateway", "gateway.wiring", "gateway.cli"),
    ("data-plane", "spark_jobs.papers", "spark_jobs.journal"),
    ("data-plane", "spark_jobs.jobs", "spark_jobs.runner"),
    ("data-plane", "spark_jobs.transforms", "spark_jobs.jobs"),
    ("data-plane", "spark_jobs.errors", "spark_jobs.papers"),
    ("core", "gateway.domain", "fastapi"),
    ("core", "gateway.ports", "sqlalchemy"),
    ("core", "gateway.services", "httpx"),
    ("core", "pseudonymisation", "pandas"),
    ("core", "catalog", "typer"),
    ("no-rows", "gateway.services", "pyspark"),
    ("no-rows", "gateway.cli", "duckdb"),
    ("no-rows", "gateway.domain", "pseudonymisation"),
    ("no-web", "spark_jobs.runner", "httpx"),
    ("no-web", "pseudonymisation", "fastapi"),
    ("no-web", "catalog", "sqlalchemy"),
    ("no-spark", "pseudonymisation", "pyspark"),
    ("clients", "gateway.cli.applicant", "gateway.wiring"),
    ("clients", "gateway.cli.officer", "gateway.services"),
    ("neighbours", "gateway.adapters", "gateway.services"),
    ("wiring", "gateway.cli.officer", "gateway.wiring"),
    ("tables", "gateway.adapters.rules", "gateway.adapters.sql"),
    ("papers", "gateway.services", "spark_jobs.box"),
    ("papers", "gateway.cli.demo", "spark_jobs.synthetic"),
    ("code-keys", "spark_jobs.runner", "pseudonymisation.code_key"),
    ("stages", "gateway.services.decision", "gateway.services.extraction"),
    ("circles", "catalog.model", "catalog.loading"),
]
"""Which door, who comes through it, and where to: each of these must be stopped."""


@cache
def configured() -> dict[str, Any]:
    return api.read_configuration(str(REPOSITORY / "pyproject.toml"))


@cache
def contracts() -> dict[str, Contract]:
    session = configured()["session_options"]
    return {
        options["id"]: KINDS[options["type"]](options["name"], session, options)
        for options in configured()["contracts_options"]
    }


@cache
def as_it_stands() -> grimp.ImportGraph:
    roots = configured()["session_options"]["root_packages"]
    return grimp.build_graph(
        *roots, include_external_packages=True, cache_dir=str(REPOSITORY / ".cache" / "import_linter")
    )


def modules_in(folder: str) -> set[str]:
    """The modules and packages directly inside a package, by their names there."""
    inside = standing(folder).iterdir()
    return {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def listed(contract: str, option: str) -> set[str]:
    for options in configured()["contracts_options"]:
        if options["id"] == contract:
            return set(options[option])
    pytest.fail(f"pyproject.toml has no contract {contract}")


@pytest.mark.parametrize("door", sorted(contracts()))
def test_the_door_holds(door: str) -> None:
    checked = contracts()[door].check(deepcopy(as_it_stands()), verbose=False)

    assert checked.kept, f"make doors tells which import breaks: {contracts()[door].name}"


@pytest.mark.parametrize(("door", "importer", "where_to"), FORCED)
def test_a_forced_door_is_noticed(door: str, importer: str, where_to: str) -> None:
    graph = deepcopy(as_it_stands())
    for name in {importer, where_to} - graph.modules:
        if name.split(".")[0] in PACKAGES:
            not_there(name)
        graph.add_module(name, is_squashed=True)

    graph.add_import(importer=importer, imported=where_to, line_number=1, line_contents=f"import {where_to}")

    assert not contracts()[door].check(graph, verbose=False).kept


def test_every_door_is_forced_at_least_once() -> None:
    assert {door for door, _, _ in FORCED} >= set(contracts())
    assert len(contracts()) >= 12


def test_the_command_that_ci_runs_notices_a_real_file(tmp_path: Path) -> None:
    roots = configured()["session_options"]["root_packages"]
    for root in roots:
        shutil.copytree(REPOSITORY / root, tmp_path / root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    (tmp_path / "catalog" / "shortcut.py").write_text("import fastapi\n", encoding="utf-8")

    told = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert "catalog.shortcut -> fastapi" in told.stdout
    assert "The core knows no framework BROKEN" in told.stdout
    assert "The data plane knows no web BROKEN" in told.stdout


def test_every_package_stands_behind_the_doors() -> None:
    written = {name for name in PACKAGES if (REPOSITORY / name / "__init__.py").exists()}

    assert set(configured()["session_options"]["root_packages"]) == written


BENEATH = {"act", "desk", "equipment", "holding", "house", "looking", "order", "verification"}


def test_every_stage_stands_in_the_independence_contract() -> None:
    """`house` lists the rooms and knows them all; what they work at, or are looked at through, knows none."""
    stages = modules_in("gateway/services") - BENEATH

    assert listed("stages", "modules") == {f"gateway.services.{stage}" for stage in stages}
    assert len(stages) >= 4


def test_of_the_data_plane_all_but_what_both_planes_share_is_protected() -> None:
    rooms = modules_in("spark_jobs") - {"papers", "objects", "watching"}
    standing("gateway/services")

    assert listed("papers", "protected_modules") == {f"spark_jobs.{room}" for room in rooms}
    assert len(rooms) >= 10


def test_the_configuration_names_no_door_that_is_left_ajar() -> None:
    """`ignore_imports` would let one import through for ever; there is none."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

    ajar = [contract["id"] for contract in settings["contracts"] if "ignore_imports" in contract]

    assert ajar == []
