"""Rules that no linter knows, each with its reason."""

import ast
from collections.abc import Iterator

from tests.architecture.reading import PACKAGES, Source, called, imported, sources, words_of

ROWS_LEAVE = frozenset({"collect", "show", "toPandas", "toArrow", "toLocalIterator"})
AVOIDED = frozenset({"util", "utils", "helper", "helpers", "manager", "common", "handle", "handler", "process"})
NAMED_BY_OTHERS = frozenset(
    {
        "process_bind_param",
        "process_result_value",
        "process_text",
        "process_batch",
        "handle_data",
        "handle_endtag",
        "handle_starttag",
    }
)
"""Methods that a library calls by these names."""

CHANCE = frozenset({"uuid1", "uuid4", "urandom"})
MOMENTS = frozenset({"now", "utcnow", "today"})
CLOCKS = ("datetime", "date", "time")


def escapes(source: Source) -> Iterator[str]:
    """Calls by which rows would leave the engine, or be printed."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name == "print" or ("." in name and name.rsplit(".", 1)[1] in ROWS_LEAVE):
                yield f"{source.where}:{node.lineno} {name}"


def reaches_for_time_or_chance(source: Source) -> Iterator[str]:
    """Calls and imports that make two runs differ."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            *before, last = called(node).split(".")
            if (
                last in CHANCE
                or (before and before[-1] in CLOCKS and last in MOMENTS)
                or (before, last) == (["time"], "time")
            ):
                yield f"{source.where}:{node.lineno} {called(node)}"
    for name, line in imported(source.tree):
        if name == "secrets" or name.startswith("secrets."):
            yield f"{source.where}:{line} import {name}"


def defined_names(source: Source) -> Iterator[tuple[str, int]]:
    """The module's own name, its functions and its classes."""
    yield source.name.rsplit(".", 1)[-1], 1
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno


def parsed(text: str) -> Source:
    return Source(path=next(sources("catalog")).path, tree=ast.parse(text))


def test_rows_leave_the_engine_through_one_module_and_nothing_is_printed() -> None:
    """A `show` left behind prints patients to a log; counts.py returns numbers, cli talks to a person."""
    written = [
        source
        for source in sources("spark_jobs")
        if not source.name.startswith(("spark_jobs.counts", "spark_jobs.cli"))
    ]

    found = [escape for source in written for escape in escapes(source)]

    assert len(written) > 10
    assert found == []


def test_the_rule_about_rows_sees_a_row_that_leaves() -> None:
    found = list(escapes(parsed("frame.where(x).show()\nrows = frame.collect()\nprint(rows)\nframe.select(x)")))

    assert [one.rsplit(" ", 1)[1] for one in found] == ["….show", "frame.collect", "print"]


def test_time_and_chance_come_in_as_arguments() -> None:
    """A core that asks the clock cannot be stopped by a test; each plane has one `system.py` that does."""
    written = [source for source in sources(*PACKAGES) if source.path.name != "system.py"]

    found = [reach for source in written for reach in reaches_for_time_or_chance(source)]

    assert len(written) > 20
    assert found == []


def test_the_rule_about_time_and_chance_sees_each_of_them() -> None:
    seen = [
        "datetime.now(UTC)",
        "dt.date.today()",
        "uuid4()",
        "uuid.uuid4()",
        "os.urandom(8)",
        "time.time()",
        "import secrets",
    ]

    found = list(reaches_for_time_or_chance(parsed("\n".join([*seen, "clock.now()"]))))

    assert len(found) == len(seen)


def test_words_to_avoid_are_no_names() -> None:
    """A name that says nothing becomes the place where everything is put."""
    written = list(sources(*PACKAGES, "deploy", "docs"))
    outside = [source for source in sources("tests") if not source.path.name.startswith("test_")]

    found = [
        f"{source.where}:{line} {name}"
        for source in (*written, *outside)
        for name, line in defined_names(source)
        if words_of(name) & AVOIDED and name not in NAMED_BY_OTHERS
    ]

    assert len(written) > 20
    assert found == []


def test_words_are_found_inside_names_but_not_inside_words() -> None:
    assert words_of("OrderManager") & AVOIDED == {"manager"}
    assert words_of("test_helpers") & AVOIDED == {"helpers"}
    assert words_of("subprocess_of") & AVOIDED == set()


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        source.where
        for source in sources(*PACKAGES)
        if not source.docstring and source.path.name != "__init__.py" and source.tree.body
    ]

    assert silent == []
