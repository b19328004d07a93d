"""The two commands: notes are drawn into a file, and a file is measured."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from docs import text_figures
from pseudonymisation.text.measuring.mistakes import WARNING
from spark_jobs.cli import app


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["text", *map(str, words)])


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    path = tmp_path / "notes.jsonl"
    done = run("draw", path, "--notes", 6, "--seed", 2, "--persons", tmp_path / "persons.jsonl", "--against-lists")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("6 notes, ")
    assert "stand on no list" in done.stdout
    return path


def test_drawn_notes_are_measured_with_their_persons(drawn: Path, tmp_path: Path) -> None:
    table = run("evaluate", drawn, "--persons", tmp_path / "persons.jsonl")
    numbers = run("evaluate", drawn, "--persons", tmp_path / "persons.jsonl", "--json")

    assert (table.exit_code, numbers.exit_code) == (0, 0)
    assert table.stdout.startswith("6 notes, ")
    assert json.loads(numbers.stdout)["notes"] == 6
    assert "| measure | floor | aim |" in run("evaluate", drawn, "--markdown").stdout


def test_mistakes_are_written_only_where_asked_for_and_for_their_owner_alone(drawn: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.jsonl"
    missed = {"id": "1", "text": "mår bra", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}
    drawn.write_text(drawn.read_text("utf-8") + json.dumps(missed) + "\n", "utf-8")

    done = run("evaluate", drawn, "--errors", errors)
    again = run("evaluate", drawn, "--errors", errors)

    assert WARNING in done.stderr
    assert stat.S_IMODE(errors.stat().st_mode) == 0o600
    first = json.loads(errors.read_text("utf-8").splitlines()[0])
    assert {"note", "kind", "label", "before", "text", "after"} <= set(first)
    assert again.exit_code == 2
    assert again.stderr.startswith("errors-file-there: ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["draw", "out.jsonl", "--set", "third"], "--set is one of development, held-out."),
        (["draw", "out.jsonl", "--language", "fi"], "--language is one of sv, en."),
        (["draw", "no/out.jsonl", "--notes", "1"], "the file cannot be written"),
        (["evaluate", "no.jsonl"], "annotation-missing: no.jsonl: The file cannot be read."),
        (["evaluate", "no.jsonl", "--format", "xml"], "--format is one of jsonl, presidio, brat, conll."),
    ],
)
def test_what_is_wrong_ends_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)

    done = run(*words)

    assert done.exit_code == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_no_file_is_written_over(drawn: Path) -> None:
    before = drawn.read_bytes()

    done = run("draw", drawn, "--notes", 1)

    assert done.exit_code == 2
    assert drawn.read_bytes() == before


def test_the_page_of_figures_tells_each_half_and_what_the_figures_do_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_figures, "PAGE", tmp_path / "text-figures.md")
    monkeypatch.setattr(text_figures, "PUBLIC", tmp_path / "none")
    monkeypatch.setattr(text_figures, "SETS", (("held-out", "en"), ("development", "en")))

    text_figures.main(["1"])

    page = text_figures.PAGE.read_text("utf-8")
    assert "| Measure | Floor | Aim | held-out, en | development, en |" in page
    assert "| held-out | en | 8 | 1 |" in page
    assert "None lay beside the checkout" in page
    assert "## What these figures do not show" in page
    missed = page[page.index("## What was missed") : page.index("## Public notes")]
    assert missed.count("\n| ") > 3
