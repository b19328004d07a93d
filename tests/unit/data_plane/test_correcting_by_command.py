"""What stewards found wrong is shown, added and withdrawn by command, and tried out on files of notes."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pseudonymisation.wrapping import MasterKey, PassphraseCost
from spark_jobs.cli import app
from spark_jobs.cli.correction_words import WORDS
from spark_jobs.errors import CorrectionsUnfit
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import digest_of
from spark_jobs.system import random_bytes

PASSPHRASE = b"only for this test"
FOUND: Sequence[object] = [
    {"deny": "Brunkulla", "class": "PERSON"},
    {"deny": "röda  stugan", "class": "CARE_UNIT"},
    {"allow": "Brunnstad"},
]
SAMPLE = digest_of(b"a sample")
CONTROLLER = "norrmalm"
Command = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`slussen-runner text corrections`, with the passphrase handed over as operators hand it."""
    key = SigningKey.new()
    key.write(tmp_path / "runner.key")
    line = {"id": key.key_id, "role": "runner", "public_key": key.public, "from": "2020-01-01", "until": "2099-12-31"}
    (tmp_path / "trust.json").write_text(json.dumps({"keys": [line]}))
    master = MasterKey.new(chance=random_bytes)
    sealed = master.seal(passphrase=PASSPHRASE, chance=random_bytes, cost=PassphraseCost(n=2**14))
    (tmp_path / "master.json").write_bytes(sealed)
    for name, value in {
        "BOX": "box",
        "WORK": "work",
        "KEY_FILE": "runner.key",
        "TRUST_FILE": "trust.json",
        "MASTER_KEY_FILE": "master.json",
    }.items():
        monkeypatch.setenv(f"SLUSSEN_RUNNER_{name}", str(tmp_path / value))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def command(*words: object, passphrase: bytes = PASSPHRASE) -> Result:
        reads, writes = os.pipe()
        os.write(writes, passphrase)
        os.close(writes)
        typed = ["text", "corrections", *map(str, words), "--passphrase-fd", str(reads)]
        return CliRunner().invoke(app, typed)

    return command


def file_of(tmp_path: Path, rows: Sequence[object], name: str = "found.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return path


def test_what_was_added_is_shown_by_numbers_version_and_change(run: Command, tmp_path: Path) -> None:
    before = run("show", CONTROLLER)
    added = run("add", CONTROLLER, file_of(tmp_path, FOUND), "--by", "steward-1", "--sample", SAMPLE)
    shown = run("show", CONTROLLER)

    assert [each.exit_code for each in (before, added, shown)] == [0, 0, 0], added.output
    assert before.stdout == f"{CONTROLLER} has no corrections.\n"
    assert shown.stdout == added.stdout
    assert f"{CONTROLLER}: 2 entries always masked, 1 let be; version sha256:" in shown.stdout
    assert "steward-1: 3 added, 0 withdrawn\n" in shown.stdout
    assert f"after the sample {SAMPLE}" in shown.stdout
    assert not any(word in shown.output for word in ("kulla", "stugan", "Brunnstad"))


def test_the_words_are_shown_only_where_they_are_asked_for_with_a_warning(run: Command, tmp_path: Path) -> None:
    run("add", CONTROLLER, file_of(tmp_path, FOUND), "--by", "steward-1")

    shown = run("show", CONTROLLER, "--words")

    listed = [json.loads(line) for line in shown.stdout.splitlines() if line.startswith("{")]
    assert listed == [FOUND[0], {"deny": "röda stugan", "class": "CARE_UNIT"}, FOUND[2]]
    assert "names of persons" in shown.stderr


def test_what_was_shown_can_be_withdrawn_and_what_stands_is_not_added_twice(run: Command, tmp_path: Path) -> None:
    file = file_of(tmp_path, FOUND)
    run("add", CONTROLLER, file, "--by", "steward-1")

    again = run("add", CONTROLLER, file, "--by", "steward-1")
    gone = run("withdraw", CONTROLLER, file_of(tmp_path, FOUND[:1], "gone.jsonl"), "--by", "steward-2")

    assert "nothing was changed" in again.stderr
    assert gone.exit_code == 0
    assert "1 entries always masked, 1 let be" in gone.stdout
    assert "steward-2: 0 added, 1 withdrawn" in gone.stdout


def test_it_answers_in_swedish_where_that_is_asked_for(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", CONTROLLER, file_of(tmp_path, FOUND), "--by", "steward-1")

    asked = run("show", CONTROLLER, "--lang", "sv")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")

    assert f"{CONTROLLER}: 2 uttryck maskeras alltid, 1 lämnas; version sha256:" in asked.stdout
    assert run("show", CONTROLLER).stdout == asked.stdout
    assert all(set(said) == {"sv", "en"} and all(said.values()) for said in WORDS.values())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"deny": "Brun\u0007kulla", "class": "PERSON"}, "correction-unseen"),
        ({"deny": "Brunkulla", "class": "NAMN"}, "correction-class"),
        ({"deny": "Brunkulla" * 10, "class": "PERSON"}, "correction-long"),
        ({"allow": "Brunkulla 7"}, "correction-number"),
        ({"allow": "B"}, "correction-short"),
        ({"Brunkulla": "deny"}, "correction-form"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_code_without_its_words_and_nothing_is_added(
    run: Command, tmp_path: Path, row: object, code: str
) -> None:
    done = run("add", CONTROLLER, file_of(tmp_path, [FOUND[2], row]), "--by", "steward-1")

    assert done.exit_code == 33
    assert done.stderr.startswith(f"{code}: ")
    assert "found.jsonl, line 2: " in done.stderr
    assert not any(word in done.output for word in ("kulla", "NAMN"))
    assert run("show", CONTROLLER).stdout.endswith("has no corrections.\n")


def test_more_than_a_controller_may_have_are_refused(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spark_jobs.jobs.lines.MOST_ENTRIES", 2)

    done = run("add", CONTROLLER, file_of(tmp_path, FOUND), "--by", "steward-1")

    assert done.exit_code == 33
    assert done.stderr.startswith("corrections-many: ")
    assert "line 3" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "nowhere"), "controller-unknown"),
        (("add", CONTROLLER, "no.jsonl", "--by", "s"), "file-unreadable"),
        (("add", CONTROLLER, "no.jsonl", "--by", "\x1b[2J"), "by-unfit"),
        (("withdraw", CONTROLLER, "no.jsonl", "--by", " "), "by-unfit"),
        (("add", CONTROLLER, "no.jsonl", "--by", "s", "--sample", "sha256:1"), "sample-unfit"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(run: Command, words: Sequence[str], code: str) -> None:
    done = run(*words)

    assert done.exit_code == 2
    assert done.stderr.startswith(f"{code}: ")


def test_another_passphrase_opens_nothing_and_a_spoiled_file_is_told(run: Command, tmp_path: Path) -> None:
    run("add", CONTROLLER, file_of(tmp_path, FOUND), "--by", "steward-1")

    wrong = run("show", CONTROLLER, passphrase=b"another")
    next((tmp_path / "work" / "corrections").glob("*.json")).unlink()
    spoiled = run("show", CONTROLLER)

    assert (wrong.exit_code, wrong.stderr.split(":")[0]) == (2, "master-key")
    assert (spoiled.exit_code, spoiled.stderr.split(":")[0]) == (CorrectionsUnfit.exit_code, "corrections-differ")


@pytest.mark.parametrize("cores", [1, 2])
def test_a_file_of_notes_is_masked_with_corrections_to_try_them_out(tmp_path: Path, cores: int) -> None:
    notes = file_of(tmp_path, [{"id": 1, "text": "det var brunkullas väska i röda stugan"}], "notes.jsonl")
    into, found = tmp_path / "out.jsonl", file_of(tmp_path, FOUND)
    more = ["--language", "sv", "--corrections", str(found), "--processes", str(cores)]

    done = CliRunner().invoke(app, ["text", "mask", str(notes), str(into), *more])

    assert done.exit_code == 0, done.output
    assert json.loads(into.read_text("utf-8"))["text"] == "det var [PERSON 1] väska i [VÅRDENHET 1]"


def test_annotated_notes_are_measured_with_corrections_to_try_them_out(tmp_path: Path) -> None:
    text = "det var brunkulla som kom"
    line = {"id": "one", "text": text, "spans": [{"start": 8, "end": 17, "label": "PERSON"}]}
    notes, found = file_of(tmp_path, [line], "notes.jsonl"), file_of(tmp_path, FOUND)

    def missed(*more: str) -> str:
        done = CliRunner().invoke(app, ["text", "evaluate", str(notes), "--json", *more])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert missed() != missed("--corrections", str(found))
    assert json.loads(missed("--corrections", str(found)))["notes"] == 1
