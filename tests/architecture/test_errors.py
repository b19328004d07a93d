"""Every error stands in a drawn tree, with a code of its own and, at a command line, an exit code of its own."""

import ast
import importlib
import inspect
import re
from types import ModuleType

import pytest

from tests.architecture.reading import PACKAGES, Source, sources, standing

TREES = (
    "gateway.domain.errors",
    "spark_jobs.errors",
    "spark_jobs.objects.errors",
    "spark_jobs.papers.errors",
    "catalog.errors",
    "pseudonymisation.errors",
)
BRANCH = re.compile(r"^(?P<trunk>[│├└─ ]*)(?P<name>[A-Z]\w+)")
STEP = 4
"""How many characters one level of the drawing takes."""


def drawn(docstring: str) -> set[tuple[str, str | None]]:
    """Every error of the drawing with the one it hangs on."""
    above: dict[int, str] = {}
    found: set[tuple[str, str | None]] = set()
    for line in docstring.splitlines():
        branch = BRANCH.match(line)
        if branch is None or not (branch["trunk"] or line.split()[0].endswith("Error")):
            continue
        depth = len(branch["trunk"]) // STEP
        above[depth] = branch["name"]
        found.add((branch["name"], above.get(depth - 1)))
    return found


def classes(module: ModuleType) -> dict[str, type[BaseException]]:
    """The errors a module defines itself."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, BaseException) and value.__module__ == module.__name__
    }


def written(module: ModuleType) -> set[tuple[str, str | None]]:
    """Every error of the module with the one it inherits from, None for the root."""
    own = classes(module)
    return {
        (name, error.__mro__[1].__name__ if error.__mro__[1].__name__ in own else None) for name, error in own.items()
    }


def errors_elsewhere(found: list[Source]) -> list[str]:
    """Classes that look like errors and stand outside the modules with a drawing."""
    return [
        f"{source.where}:{node.lineno} {node.name}"
        for source in found
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and any(is_error(base) for base in node.bases)
    ]


def is_error(base: ast.expr) -> bool:
    return isinstance(base, ast.Name | ast.Attribute) and ast.unparse(base).endswith(("Error", "Exception"))


@pytest.mark.parametrize("name", TREES)
def test_the_drawing_shows_every_error_where_it_hangs(name: str) -> None:
    module = importlib.import_module(name)

    assert drawn(module.__doc__ or "") == written(module)
    assert len(written(module)) >= 3


def test_no_error_is_defined_outside_a_drawing() -> None:
    outside = [source for source in sources(*PACKAGES) if source.name not in TREES]

    assert errors_elsewhere(outside) == []


@pytest.mark.parametrize("name", [name for name in TREES if not name.startswith("pseudonymisation")])
def test_every_error_has_a_code_of_its_own(name: str) -> None:
    """Those of `pseudonymisation` carry the code of the single case instead, given where they are raised."""
    own = classes(importlib.import_module(name))

    codes = {error: value.__dict__.get("code") for error, value in own.items()}

    assert all(isinstance(code, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes.values()), codes
    assert len(set(codes.values())) == len(codes)


def test_every_error_of_the_runner_has_an_exit_code_of_its_own() -> None:
    own = classes(importlib.import_module("spark_jobs.errors"))

    exits = [value.__dict__["exit_code"] for value in own.values()]

    assert len(set(exits)) == len(exits)
    assert 0 not in exits


def test_every_error_of_the_gateway_has_an_http_answer_an_exit_code_and_a_sentence_in_both_languages() -> None:
    standing("gateway/web/problems.py")
    from gateway.cli.endings import EXITS
    from gateway.web.problems import STATUSES
    from gateway.words.errors import ERRORS

    own = classes(importlib.import_module("gateway.domain.errors"))

    assert {error.__name__ for error in STATUSES} == set(own)
    assert all(400 <= status < 600 for status in STATUSES.values())
    for error in own.values():
        words, ends_with = ERRORS[error.__dict__["code"]], EXITS[error.__dict__["code"]]
        assert ends_with != 0
        assert all((words.title.sv, words.title.en, words.sentence.sv, words.sentence.en))
