import json
import logging
import stat
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from gateway.cli import app as gateway_app
from pseudonymisation.errors import LineUnfit
from pseudonymisation.text import mask_texts
from spark_jobs.cli import app
from spark_jobs.jobs import masking_lines

PERSONS = [
    {
        "person_id": "p1",
        "names": ["Anna-Karin Lindqvist"],
        "numbers": ["190001012384"],
        "addresses": ["Sankt Eriksgatan 7 B, 112 34 Västra Frölunda"],
        "phones": ["070-174 06 05"],
    }
]
NOTES: Sequence[Mapping[str, Any]] = [
    {"id": "a", "text": "Anna Lindqvist från Frölunda söker, 08-123 456 78.", "person_id": "p1", "ward": "K72"},
    {"id": 2, "text": "Mår bra.", "person_id": "p9"},
    {"id": "c", "text": None},
    {"id": "d", "text": ""},
    {"id": "e", "text": "Å\N{SOFT HYPHEN} 08-123 456 78"},
]
EXPECTED: list[dict[str, Any]] = [
    {
        "id": "a",
        "text": "[PERSON 1] från [ADRESS 1] söker, [TELEFON 1].",
        "spans": [
            {"start": 0, "end": 14, "label": "PERSON", "score": 1.0},
            {"start": 20, "end": 28, "label": "ADDRESS", "score": 1.0},
            {"start": 36, "end": 49, "label": "PHONE", "score": 1.0},
        ],
    },
    {"id": 2, "text": "Mår bra.", "spans": []},
    {"id": "c", "withheld": "note-not-text"},
    {"id": "d", "text": "", "spans": []},
    {
        "id": "e",
        "text": "Å [TELEFON 1]",
        "spans": [{"start": 3, "end": 16, "label": "PHONE", "score": 1.0}],
    },
]


def lines(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return path


def mask(notes: Path, into: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["text", "mask", str(notes), str(into), "--language", "sv", *words])


def test_notes_are_masked_line_by_line_and_the_rate_is_told(tmp_path: Path) -> None:
    persons, into = lines(tmp_path / "persons.jsonl", PERSONS), tmp_path / "out.jsonl"

    done = mask(lines(tmp_path / "in.jsonl", NOTES), into, "--persons", str(persons))

    assert done.exit_code == 0, done.stderr
    assert [json.loads(line) for line in into.read_text("utf-8").splitlines()] == EXPECTED
    assert stat.S_IMODE(into.stat().st_mode) == 0o600
    assert "5 notes, " in done.stderr
    assert " notes/s, " in done.stderr
    assert "1 withheld (note-not-text 1)" in done.stderr
    assert "1 notes name a person who is not listed" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "persons.jsonl"]


def test_several_cores_give_the_same_lines_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking_lines, "_NOTES_AT_ONCE", 2)
    persons, into = lines(tmp_path / "persons.jsonl", PERSONS), tmp_path / "out.jsonl"

    done = mask(lines(tmp_path / "in.jsonl", NOTES), into, "--persons", str(persons), "--processes", "2")

    assert done.exit_code == 0, done.stderr
    assert [json.loads(line) for line in into.read_text("utf-8").splitlines()] == EXPECTED


def test_the_function_has_the_same_promise() -> None:
    assert list(mask_texts(NOTES, PERSONS, "sv")) == EXPECTED
    with pytest.raises(ValueError, match="sv and en"):
        list(mask_texts(NOTES, (), "no"))
    with pytest.raises(LineUnfit, match=r"\$\.id"):
        list(mask_texts([{"text": "mår bra"}]))


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({"text": "Lindqvist"}, "$.id"),
        ({"id": None, "text": "Lindqvist"}, "$.id"),
        ({"id": True, "text": "Lindqvist"}, "$.id"),
        ({"id": 1, "text": "Lindqvist", "person_id": []}, "$.person_id"),
        (["Lindqvist"], "$"),
    ],
)
def test_a_line_that_is_not_of_its_form_is_told_by_its_number_and_path_and_nothing_is_written(
    tmp_path: Path, row: object, where: str
) -> None:
    done = mask(lines(tmp_path / "in.jsonl", [NOTES[0], row]), tmp_path / "out.jsonl")

    assert done.exit_code == 33
    assert done.stderr.startswith("line-unfit: ")
    assert f"in.jsonl, line 2: The line is wrong at {where}:" in done.stderr
    assert "Lindqvist" not in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize("written", [b'{"id": 1', b'{"id": 1, "text": "\xff"}', b"[" * 100_000])
def test_what_is_no_json_in_utf8_is_told_by_its_number(tmp_path: Path, written: bytes) -> None:
    notes = tmp_path / "in.jsonl"
    notes.write_bytes(b"\n" + written + b"\n")

    done = mask(notes, tmp_path / "out.jsonl")

    assert done.exit_code == 33
    assert done.stderr.startswith("line-not-json: ")
    assert "line 2: " in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([{"person_id": "p1", "names": "Lindqvist"}], "line-unfit", "$.names"),
        ([{"person_id": "p1", "phones": ["08", 7]}], "line-unfit", "$.phones[1]"),
        ([{"names": ["Lindqvist"]}], "line-unfit", "$.person_id"),
        ([*PERSONS, *PERSONS], "person-listed-twice", "line 2"),
    ],
)
def test_persons_that_are_not_of_their_form_are_told(
    tmp_path: Path, rows: Sequence[object], code: str, where: str
) -> None:
    persons = lines(tmp_path / "persons.jsonl", rows)

    done = mask(lines(tmp_path / "in.jsonl", NOTES), tmp_path / "out.jsonl", "--persons", str(persons))

    assert done.exit_code == 33
    assert done.stderr.startswith(f"{code}: ")
    assert where in done.stderr


def test_a_file_that_is_there_is_never_overwritten_and_one_that_is_not_there_is_not_read(tmp_path: Path) -> None:
    notes, into = lines(tmp_path / "in.jsonl", NOTES), tmp_path / "out.jsonl"
    into.write_text("mine")

    taken, missing = mask(notes, into), mask(tmp_path / "no.jsonl", tmp_path / "other.jsonl")

    assert (taken.exit_code, missing.exit_code) == (2, 2)
    assert taken.stderr.startswith("file-exists: ")
    assert missing.stderr.startswith("file-unreadable: ")
    assert into.read_text() == "mine"
    assert not (tmp_path / "other.jsonl").exists()


def test_a_model_that_is_not_there_stops_before_the_first_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUSSEN_RUNNER_TEXT_MODEL", "/no/such/folder")

    done = mask(lines(tmp_path / "in.jsonl", NOTES), tmp_path / "out.jsonl")

    assert done.exit_code == 2
    assert done.stderr.startswith("model-unfit: ")


def test_no_word_of_a_note_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    mask(lines(tmp_path / "in.jsonl", NOTES), tmp_path / "out.jsonl")

    assert "Lindqvist" not in caplog.text


def test_the_gateways_command_hands_its_words_to_the_data_plane_and_keeps_its_settings_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def run(words: list[str], *, env: dict[str, str], check: bool) -> Any:
        started.append((words, env))
        return subprocess.CompletedProcess(words, 33)

    monkeypatch.setenv("SLUSSEN_TOKEN", "secret")
    monkeypatch.setenv("SLUSSEN_RUNNER_TEXT_MODEL", "sv_tiny")
    monkeypatch.setattr("gateway.cli.text.subprocess.run", run)

    done = CliRunner().invoke(gateway_app, ["text", "mask", "in.jsonl", "out.jsonl", "--language", "sv", "--help"])

    words, env = started[0]
    assert done.exit_code == 33
    assert words[1:] == ["text", "mask", "in.jsonl", "out.jsonl", "--language", "sv", "--help"]
    assert words[0].endswith("slussen-runner")
    assert "SLUSSEN_TOKEN" not in env
    assert env["SLUSSEN_RUNNER_TEXT_MODEL"] == "sv_tiny"
