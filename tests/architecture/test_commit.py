"""There is no commit without an audit entry: the shape of every `commit` says so."""

import ast

import pytest

from tests.architecture.reading import Source, sources, standing


def commits(found: list[Source]) -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{source.where}:{node.lineno}", node)
        for source in found
        for owner in ast.walk(source.tree)
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.name == "commit"
    ]


def demands_an_entry(commit: ast.FunctionDef) -> bool:
    """An entry by position, with its type named and without a default."""
    by_position = commit.args.posonlyargs[1:]
    return (
        bool(by_position)
        and not commit.args.defaults
        and all(ast.unparse(given.annotation or ast.Constant(None)) == "AuditEntry" for given in by_position)
    )


def test_every_commit_of_a_unit_of_work_demands_an_entry() -> None:
    standing("gateway/adapters/sql/unit_of_work.py")
    standing("tests/support/fakes.py")

    found = commits([*sources("gateway/ports", "gateway/adapters"), *sources("tests/support")])

    assert len(found) >= 3
    assert [where for where, commit in found if not demands_an_entry(commit)] == []


@pytest.mark.parametrize(
    "signature",
    [
        "def commit(self): ...",
        "def commit(self, entry: AuditEntry): ...",
        "def commit(self, entry: AuditEntry | None = None, /): ...",
        "def commit(self, entry: Any, /): ...",
        "def commit(self, *entries: AuditEntry): ...",
    ],
)
def test_a_commit_that_could_go_without_is_seen(signature: str) -> None:
    function = ast.parse(signature).body[0]

    assert isinstance(function, ast.FunctionDef)
    assert not demands_an_entry(function)
