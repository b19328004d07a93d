"""The documents say what the code says: drawn pages are current, nothing lacks its place, no link is dead."""

import importlib
import re
from pathlib import Path

import pytest

from docs import draw
from docs.drawing.commands import walk
from docs.drawing.errors import PACKAGES_WITH_ERRORS, errors_of
from docs.drawing.lifecycle import tables_of_steps
from tests.architecture.reading import REPOSITORY, standing

DOCS = REPOSITORY / "docs"
BEHIND = {
    "reference/commands.md": ("gateway/cli/__init__.py", "spark_jobs/cli/__init__.py"),
    "reference/settings.md": ("gateway/settings.py",),
    "reference/refusals.md": ("gateway/words/refusals/__init__.py",),
}
"""What a drawn page is drawn from, where it may not be written yet."""


def wait_for(page: str) -> None:
    for path in BEHIND.get(page, ()):
        standing(path)


def documents() -> list[Path]:
    return [*sorted(DOCS.rglob("*.md")), *sorted(REPOSITORY.glob("*.md"))]


def in_headings_and_rows(page: str) -> str:
    """What can be found by skimming: headings, and the first cell of a row."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if line.startswith(("#", "| ")))


@pytest.mark.parametrize("page", sorted(draw.PAGES))
def test_a_drawn_page_is_current(page: str) -> None:
    wait_for(page)

    assert (DOCS / page).exists(), "make draw"
    assert (DOCS / page).read_text(encoding="utf-8") == draw.PAGES[page](), "make draw"


def test_every_status_stands_in_its_table_of_steps() -> None:
    found = tables_of_steps()

    assert len(found) >= 2
    for known in found.values():
        statuses = set(type(next(iter(known))))
        assert set(known) == statuses
        assert set().union(*known.values()) <= statuses


@pytest.mark.parametrize("module", ["gateway.settings", "spark_jobs.settings"])
def test_every_setting_has_a_meaning_and_a_row(module: str) -> None:
    wait_for("reference/settings.md")
    known = importlib.import_module(module).Settings
    rows = in_headings_and_rows("reference/settings.md")

    assert len(known.model_fields) >= 5
    assert [name for name, field in known.model_fields.items() if not field.description] == []
    assert [
        name for name in known.model_fields if f"{known.model_config['env_prefix']}{name}".upper() not in rows
    ] == []


def test_every_command_says_what_it_does_and_has_a_row() -> None:
    import typer

    wait_for("reference/commands.md")
    rows = in_headings_and_rows("reference/commands.md")
    found = [
        (f"{program} {name}", command)
        for program, module in (("slussen", "gateway.cli"), ("slussen-runner", "spark_jobs.cli"))
        for name, command in walk(typer.main.get_command(importlib.import_module(module).app))
    ]

    assert len(found) >= 15
    assert [name for name, command in found if not command.help] == []
    assert [name for name, _ in found if f"`{name}`" not in rows] == []


def test_every_code_of_the_rules_has_a_heading() -> None:
    wait_for("reference/refusals.md")
    rules = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "policies").rglob("*.rego"))
    headings = in_headings_and_rows("reference/refusals.md")

    codes = set(re.findall(r'"([A-Z]\d\d-[a-z-]+)"', rules))

    assert len(codes) >= 16
    assert sorted(code for code in codes if f"## {code}" not in headings) == []


def test_every_event_has_a_row() -> None:
    from gateway.domain.audit import Event as LedgerEvent
    from spark_jobs.journal import Event as JournalEvent

    rows = in_headings_and_rows("reference/events.md")

    events = [*LedgerEvent, *JournalEvent]

    assert len(events) > 30
    assert [event for event in events if f"| `{event}` |" not in rows] == []


@pytest.mark.parametrize("package", PACKAGES_WITH_ERRORS)
def test_every_error_has_a_row(package: str) -> None:
    rows = in_headings_and_rows("reference/errors.md")

    own = errors_of(package)

    assert len(own) >= 3
    assert [error.__name__ for error in own if f"| {error.__name__} |" not in rows] == []


def test_no_link_leads_nowhere() -> None:
    dead = [
        f"{document.relative_to(REPOSITORY)}: {target}"
        for document in documents()
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if not target.startswith(("http", "mailto:")) and not (document.parent / target).exists()
    ]

    assert len(documents()) > 20
    assert dead == []


@pytest.mark.parametrize(("page", "at_least"), [("security-properties.md", 30), ("faults.md", 15)])
def test_every_file_and_test_that_these_pages_name_exists(page: str, at_least: int) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")

    named = set(
        re.findall(r"`((?:gateway|spark_jobs|pseudonymisation|catalog|policies|tests|deploy)/[\w./*-]+)`", text)
    )

    assert len(named) >= at_least
    assert sorted(path for path in named if not list(REPOSITORY.glob(path))) == []


def test_every_place_that_the_glossary_names_exists() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")

    named = set(re.findall(r"`((?:gateway|spark_jobs|pseudonymisation|catalog)/[\w/]+)`", text))

    assert len(named) >= 15
    assert sorted(place for place in named if not list(REPOSITORY.glob(f"{place}.*"))) == []


def test_decision_records_are_numbered_without_a_gap_and_name_what_lost() -> None:
    records = sorted((DOCS / "adr").glob("*.md"))

    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert [record.name for record in records if "**What lost.**" not in record.read_text(encoding="utf-8")] == []


def commands_in(text: str) -> set[str]:
    """What the guides tell a reader to type."""
    return set(re.findall(r"\b(slussen(?:-runner)?(?: [a-z][a-z-]+){1,3})", text))


def test_every_command_in_a_guide_exists() -> None:
    wait_for("reference/commands.md")
    known = set(re.findall(r"`(slussen[^`]*)`", in_headings_and_rows("reference/commands.md")))

    told = {
        (document.name, command)
        for document in [*(DOCS / "guide").glob("*.md"), REPOSITORY / "README.md"]
        for command in commands_in("\n".join(code_of(document.read_text(encoding="utf-8"))))
    }

    assert len(told) >= 10
    assert sorted((name, command) for name, command in told if not any(exists(command, one) for one in known)) == []


def code_of(text: str) -> list[str]:
    """Indented lines and what stands between single back quotes."""
    return [line for line in text.splitlines() if line.startswith("    ")] + re.findall(r"`([^`\n]+)`", text)


def exists(told: str, known: str) -> bool:
    """`slussen trace permit` is the command `slussen trace` with an argument; `slussen keys` is no command."""
    return told == known or told.startswith(f"{known} ")
