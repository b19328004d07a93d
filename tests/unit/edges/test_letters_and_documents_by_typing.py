"""Letters and documents by typing: listed, fetched into a new file, handed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from spark_jobs.papers.paper import digest_of
from tests.support import written_about as written
from tests.support.builders import PERMIT, PROJECT, REQUEST
from tests.support.fakes import World
from tests.unit.edges.test_the_command_line import Typed

LETTER = b"the decision's document"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    with capture_logs():
        yield Typed(monkeypatch)


def test_letters_are_listed_and_one_is_fetched(typed: Typed, tmp_path: Path) -> None:
    typed.use(written.part_refused())

    listed = typed("letters", REQUEST).stdout
    fetched = typed("letter", REQUEST, "decision", "--of", "alvik", "--language", "sv", "--to", str(tmp_path / "a.pdf"))

    assert listed.startswith("decision  alvik  2026-11-22  ")
    assert fetched.exit_code == 0, fetched.stderr
    assert "avslås" in (tmp_path / "a.pdf").read_text("utf-8")


def test_a_permits_letter_is_fetched_in_the_language_of_the_command_line(typed: Typed, tmp_path: Path) -> None:
    typed.use(written.issued())

    fetched = typed("letter", PERMIT, "permit", "--to", str(tmp_path / "permit.pdf"))

    assert fetched.stdout == f"The letter lies in {tmp_path / 'permit.pdf'}.\n"
    assert "Permit to use health data" in (tmp_path / "permit.pdf").read_text("utf-8")
    assert typed("letters", PERMIT).stdout.startswith("permit  ")


def test_a_request_without_letters_says_so(typed: Typed) -> None:
    world = World()
    world.submitted()
    typed.use(world)

    assert typed("letters", REQUEST).stdout == "There is no letter yet.\n"


def test_no_file_is_written_over(typed: Typed, tmp_path: Path) -> None:
    typed.use(written.issued())
    (tmp_path / "permit.pdf").write_text("mine")

    fetched = typed("letter", PERMIT, "permit", "--to", str(tmp_path / "permit.pdf"))

    assert (fetched.exit_code, (tmp_path / "permit.pdf").read_text()) == (3, "mine")
    assert typed("letter", PERMIT, "permit", "--to", str(tmp_path / "no" / "permit.pdf")).exit_code == 3


def test_a_document_is_handed_in_listed_and_saved(typed: Typed, tmp_path: Path) -> None:
    world = World()
    world.drafted()
    typed.use(world)
    (tmp_path / "in.pdf").write_bytes(LETTER)
    before = typed("documents", PROJECT).stdout

    kept = typed("keep-document", PROJECT, str(tmp_path / "in.pdf"))
    saved = typed("document", PROJECT, digest_of(LETTER), "--to", str(tmp_path / "out.pdf"))

    assert "not handed in" in before
    assert kept.stdout == "The document is kept.\n"
    assert "not handed in" not in typed("documents", PROJECT).stdout
    assert (saved.exit_code, (tmp_path / "out.pdf").read_bytes()) == (0, LETTER)
    assert typed("document", REQUEST, digest_of(LETTER), "--to", str(tmp_path / "b.pdf"), by="alma").exit_code == 0


def test_a_file_that_no_decision_names_is_refused_by_typing(typed: Typed, tmp_path: Path) -> None:
    world = World()
    world.drafted()
    typed.use(world)
    (tmp_path / "in.pdf").write_bytes(b"another")

    assert typed("keep-document", PROJECT, str(tmp_path / "in.pdf")).exit_code == 3
