"""A sample on its steward's own machine: opened with one key, laid out without scripts, counted without words."""

import base64
import json
import os
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from typer.testing import CliRunner, Result

from pseudonymisation.sealing import fingerprint, seal
from spark_jobs.cli import app
from spark_jobs.errors import LinesUnfit, SettingsUnfit
from spark_jobs.jobs.desk import read_stewards
from spark_jobs.jobs.reading_samples import OpenedSample, as_page, as_text, open_sample, read_key
from spark_jobs.jobs.sample_findings import correction_lines, counted, empty_lines, remarks_in
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.note_samples import MaskedStretch, NoteSample, NotesToRead, NoteToRead, sample_context
from spark_jobs.papers.paper import Kind, digest_of
from spark_jobs.papers.trust import KeyRole, TrustedKey, TrustFile

RUNNER, STEWARD = SigningKey.new(), X25519PrivateKey.generate()
TRUST = TrustFile(
    keys=(
        TrustedKey(
            id=RUNNER.key_id,
            role=KeyRole.RUNNER,
            public_key=RUNNER.public,
            valid_from=date(2026, 1, 1),
            valid_until=date(2027, 12, 31),
        ),
    )
)
NOTES = (
    NoteToRead(
        id="3f2a91c04d77",
        origin="norrmalm.note.note_text",
        text="[PERSON 1] söker <akut>. Dottern Kajsa ringer.",
        masked=(MaskedStretch(start=0, end=10, tag="PERSON", was="Anna Lindqvist"),),
    ),
    NoteToRead(
        id="8c01e5b2aa90",
        origin="norrmalm.note.note_text",
        text="Känd [PERSON 1]-sjukdom.",
        masked=(MaskedStretch(start=5, end=15, tag="PERSON", was="Crohn"),),
    ),
    NoteToRead(id="aa11bb22cc33", origin="norrmalm.note.note_text", text="Mår bra.", masked=()),
)


def sealed(
    notes: tuple[NoteToRead, ...] = NOTES, *, kind: Kind = Kind.NOTE_SAMPLE, order: str = "o-1", **changed: object
) -> bytes:
    """A sample as the runner makes one."""
    plain = NotesToRead(order="o-1", controller="norrmalm", notes=notes).model_dump_json().encode()
    content = seal(
        zlib.compress(plain),
        for_key=STEWARD.public_key(),
        context=sample_context("o-1", "norrmalm"),
        chance=os.urandom,
    )
    body = NoteSample(
        order=order,
        permit=digest_of(b"a permit"),
        permit_id="T-1",
        project="p-1",
        controller="norrmalm",
        key=fingerprint(STEWARD.public_key().public_bytes_raw()),
        notes=len(notes),
        leaving=400,
        sealed=base64.b64encode(content).decode(),
        drawn_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    )
    return RUNNER.sign(kind, body.model_copy(update=changed).as_json()).to_json()


def opened() -> OpenedSample:
    return open_sample(sealed(), key=STEWARD, trust=TRUST)


def test_its_steward_opens_it_and_whoever_holds_another_key_is_told_whose_it_is() -> None:
    with pytest.raises(SettingsUnfit, match="norrmalm") as refusal:
        open_sample(sealed(), key=X25519PrivateKey.generate(), trust=TRUST)

    assert opened().notes == NOTES
    assert refusal.value.reason == "sample-not-opened"


@pytest.mark.parametrize(
    "content",
    [
        sealed(kind=Kind.DISCLOSURE_LIST),
        sealed(order="o-2"),
        sealed(controller="malarhojden"),
        sealed(notes=NOTES[:2], sealed=base64.b64encode(b"nothing").decode()),
    ],
    ids=["another kind", "another order", "another controller", "no seal"],
)
def test_what_is_not_what_its_paper_says_is_not_opened(content: bytes) -> None:
    with pytest.raises(SettingsUnfit) as refusal:
        open_sample(content, key=STEWARD, trust=TRUST)

    assert refusal.value.reason == "sample-not-opened"
    assert "Kajsa" not in refusal.value.sentence


def test_fewer_notes_than_its_paper_says_are_not_read() -> None:
    told = NoteSample.of(RUNNER.sign(Kind.NOTE_SAMPLE, json.loads(sealed())["body"]))
    fewer = RUNNER.sign(Kind.NOTE_SAMPLE, told.model_copy(update={"notes": 4}).as_json()).to_json()

    with pytest.raises(SettingsUnfit, match="not what the paper says"):
        open_sample(fewer, key=STEWARD, trust=TRUST)


def test_the_sheet_has_each_note_with_what_was_masked_and_runs_nothing() -> None:
    page, text = as_page(opened(), "sv"), "\n".join(as_text(opened(), "en"))

    assert "<mark>[PERSON 1]</mark> söker &lt;akut&gt;" in page
    assert "Anna Lindqvist" in page
    assert "<script" not in page
    assert "http" not in page
    assert "[PERSON 1] ← Anna Lindqvist (PERSON)" in text
    assert "Nothing is masked." in text


def test_findings_become_counts_without_words_and_corrections_for_the_runner() -> None:
    written = "# said\n3f2a91c04d77 missed PERSON Kajsa\n3f2a91c04d77 missed PERSON Kajsa\n8c01e5b2aa90 wrong Crohn\n"

    sample = opened()
    remarks = remarks_in(written + "aa11bb22cc33 ok\n", sample)
    found = counted(remarks, sample)

    assert (found.looked_at, found.with_a_miss, found.wrongly_masked) == (3, 1, 1)
    assert [(one.tag, one.times) for one in found.missed] == [("PERSON", 2)]
    assert found.sample == sample.digest
    assert "Kajsa" not in json.dumps(found.as_json())
    assert "Kajsa" not in repr(remarks)
    assert [json.loads(line) for line in correction_lines(remarks).splitlines()] == [
        {"deny": "Kajsa", "class": "PERSON"},
        {"allow": "Crohn"},
    ]


def test_a_note_without_a_word_is_a_note_that_nobody_has_read() -> None:
    found = counted(remarks_in(empty_lines(opened()) + "aa11bb22cc33 ok\n", opened()), opened())

    assert (found.looked_at, found.with_a_miss) == (1, 0)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ffffffffffff ok", "note-unknown"),
        ("ffffffffffff", "note-unknown"),
        ("aa11bb22cc33 fine", "verdict-unknown"),
        ("aa11bb22cc33 ok indeed", "verdict-unknown"),
        ("3f2a91c04d77 missed NAME Kajsa", "class-unknown"),
        ("3f2a91c04d77 missed PERSON Kajsa-Stina", "words-elsewhere"),
        ("3f2a91c04d77 missed PERSON", "words-elsewhere"),
        ("8c01e5b2aa90 wrong Bechterew", "words-elsewhere"),
        ("8c01e5b2aa90 wrong", "words-elsewhere"),
    ],
)
def test_a_line_that_says_nothing_is_named_by_its_number_and_not_by_its_words(line: str, code: str) -> None:
    with pytest.raises(LinesUnfit, match="Line 2 of the findings") as refusal:
        remarks_in(f"aa11bb22cc33 ok\n{line}\n", opened())

    assert refusal.value.reason == code
    assert "Kajsa" not in refusal.value.sentence


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_by_command_from_a_new_key_to_counts(tmp_path: Path) -> None:
    made = typed("keys", "new-steward", str(tmp_path), "norrmalm")
    key = tmp_path / "norrmalm.steward"
    trust, sample = tmp_path / "trust.json", tmp_path / "sample.json"
    trust.write_text(TRUST.model_dump_json(by_alias=True))
    key.unlink()
    key.write_bytes(STEWARD.private_bytes_raw())
    key.chmod(0o600)
    sample.write_bytes(sealed())
    by = ("--key", str(key), "--trust", str(trust))

    printed = typed("open-sample", str(sample), *by, "--language", "en")
    laid = typed("open-sample", str(sample), *by, "--out", str(tmp_path / "sheet"))
    findings = tmp_path / "sheet" / "findings.txt"
    findings.write_text(findings.read_text().replace("8c01e5b2aa90\n", "8c01e5b2aa90 wrong Crohn\n"))
    count = ("sample-findings", str(findings), "--of", str(sample), *by, "--out", str(tmp_path / "counted"))
    done, again = typed(*count), typed(*count)

    assert made.output.startswith("norrmalm x25519:")
    assert "Anna Lindqvist" in printed.output
    assert laid.exit_code == 0, laid.output
    assert (tmp_path / "sheet" / "sample.html").stat().st_mode & 0o777 == 0o600
    assert done.output.startswith("1 of 3 notes read, 0 with something left")
    assert json.loads((tmp_path / "counted" / "counts.json").read_bytes())["wrongly_masked"] == 1
    assert json.loads((tmp_path / "counted" / "corrections.jsonl").read_bytes()) == {"allow": "Crohn"}
    assert again.exit_code != 0


def test_a_key_that_others_can_read_or_that_is_none_is_not_used(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(STEWARD.private_bytes_raw())
    key.chmod(0o640)

    with pytest.raises(SettingsUnfit, match="0600"):
        read_key(key)
    key.write_bytes(b"short")
    with pytest.raises(SettingsUnfit, match="no steward's key"):
        read_key(key)
    with pytest.raises(SettingsUnfit, match="cannot be read"):
        read_key(tmp_path / "missing")


def test_the_runner_reads_its_stewards_keys_from_its_own_folder_alone(tmp_path: Path) -> None:
    public = STEWARD.public_key().public_bytes_raw()
    (tmp_path / "norrmalm.pub").write_bytes(base64.b64encode(public) + b"\n")

    assert read_stewards(None) == {}
    assert read_stewards(tmp_path) == {"norrmalm": public}
    (tmp_path / "other.pub").write_text("no key")
    with pytest.raises(SettingsUnfit, match=r"other\.pub"):
        read_stewards(tmp_path)
    with pytest.raises(SettingsUnfit, match="no folder"):
        read_stewards(tmp_path / "missing")
    assert replace(opened(), notes=()).notes == ()
