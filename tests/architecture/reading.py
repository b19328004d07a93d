"""Reads the code as text and as trees, for rules about the code itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("gateway", "spark_jobs", "pseudonymisation", "catalog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Python file: where it stands, how it is imported, what it says."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        parts = self.path.relative_to(REPOSITORY).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def where(self) -> str:
        return str(self.path.relative_to(REPOSITORY))

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.tree) or ""


def sources(*folders: str) -> Iterator[Source]:
    """Every Python file under the folders, in the order of their paths."""
    for folder in folders:
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            yield Source(path=path, tree=ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def standing(path: str) -> Path:
    """The path, which must be there: a rule about something that is not there would pass without having looked."""
    found = REPOSITORY / path
    if not found.exists():
        not_there(path)
    return found


def not_there(what: str) -> NoReturn:
    """Fails the rule; whoever moves a module moves its rule along."""
    pytest.fail(f"{what} is not there: has it moved?")


def called(node: ast.Call) -> str:
    """The dotted name of what is called, as it is written: `datetime.now`, `frame.collect`, `print`."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    """A name or a chain of attributes as text; what stands before the chain, where it is no name, as `…`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{dotted(value)}.{attribute}"
        case _:
            return "…"


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every imported name with its line: `import a.b` gives `a.b`, `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from ((f"{module}.{alias.name}", node.lineno) for alias in names)


def words_of(name: str) -> frozenset[str]:
    """`OrderBox` and `order_box` alike: order, box."""
    return frozenset(part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))
