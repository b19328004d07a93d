"""Letters and documents over HTTP: saved as files, never shown; what is handed in is counted as it comes."""

from collections.abc import Iterator
from typing import Any

import pytest

from gateway.adapters.documents.examining import PdfExaminer
from spark_jobs.papers.paper import digest_of
from tests.spec.api.calling import Caller
from tests.support import builders
from tests.support import written_about as written
from tests.support.builders import PERMIT, PROJECT, REQUEST
from tests.support.fakes import World, refuse

LETTER = b"the decision's document"
PLACE = f"/projects/{PROJECT}/documents/{digest_of(LETTER)}"


@pytest.fixture
def call() -> Caller:
    world = World()
    world.drafted()
    return Caller(world)


def test_letters_are_listed_in_words_and_fetched_as_files() -> None:
    call = Caller(written.revoked())

    listed = call.get(f"/permits/{PERMIT}/letters", headers={"Accept-Language": "sv"}).json()
    answer = call.get(f"/permits/{PERMIT}/letters/revocation?language=en")

    assert [(one["kind"], one["told"]) for one in listed] == [
        ("permit", "Tillstånd"),
        ("revocation", "Återkallelse av tillstånd"),
    ]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="revocation-{PERMIT}.en.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"Your permit is revoked" in answer.content


def test_the_letter_about_a_part_names_whose_it_is() -> None:
    call = Caller(written.part_refused())

    listed = call.get(f"/access-requests/{REQUEST}/letters").json()
    answer = call.get(f"/access-requests/{REQUEST}/letters/decision?of=alvik", headers={"Accept-Language": "sv"})

    assert [(one["kind"], one["of"], one["on"]) for one in listed] == [("decision", "alvik", "2026-11-22")]
    assert "Vår del av din begäran avslås" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/access-requests/{REQUEST}/letters/return", 404),
        (f"/access-requests/{REQUEST}/letters/decision?of=birka", 404),
        (f"/access-requests/{REQUEST}/letters/unheard-of", 422),
        (f"/access-requests/{REQUEST}/letters/decision?of=%3Cscript%3E", 422),
        ("/permits/permit-9/letters/permit", 404),
    ],
)
def test_a_letter_that_is_not_there_is_told_as_such(path: str, status: int) -> None:
    assert Caller(written.part_refused()).get(path).status_code == status


def test_a_document_is_handed_in_and_saved_again(call: Caller) -> None:
    kept = call("PUT", PLACE, content=LETTER)
    again = call("PUT", PLACE, content=LETTER)
    answer = call.get(PLACE, by="klara")

    assert (kept.status_code, again.json()) == (200, kept.json())
    assert [one["kept"] for one in call.get(f"/projects/{PROJECT}/documents").json()] == [True]
    assert answer.content == LETTER
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert call.get(f"/access-requests/{REQUEST}/documents/{digest_of(LETTER)}", by="alma").content == LETTER


def test_a_document_beyond_the_limit_is_refused_by_what_it_says_and_by_what_it_is(call: Caller) -> None:
    most = call.world.most_document_bytes

    def in_pieces() -> Iterator[bytes]:
        for _ in range(most):
            yield b"x" * 1024

    assert call("PUT", PLACE, content=b"x" * (most + 1)).status_code == 413
    answer = call("PUT", PLACE, content=in_pieces())
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_nobody_hands_in_anything_unknown(call: Caller) -> None:
    assert call("PUT", PLACE, content=LETTER, by=None).status_code == 401


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "document-digest"), (b"%PDF-1.7 other", "document-digest"), (LETTER, "document-type")],
)
def test_what_is_no_such_document_is_told_why(content: bytes, reason: str, call: Caller) -> None:
    call.world.examiner = PdfExaminer()

    answer = Caller(call.world)("PUT", PLACE, content=content)

    assert (answer.status_code, answer.json()["reason"]) == (422, reason)


@pytest.mark.parametrize("digest", ["sha256:1", "../../etc/passwd", "md5:" + "0" * 32])
def test_a_digest_in_another_form_is_no_document(digest: str, call: Caller) -> None:
    answer: Any = call("PUT", f"/projects/{PROJECT}/documents/{digest}", content=LETTER)

    assert answer.status_code in {404, 405, 422}


def test_a_stranger_finds_no_document(call: Caller) -> None:
    call.world.rules.answers["read"] = refuse("W02-within-reach")

    assert call.get(PLACE, by=builders.STRANGER.id).status_code == 404
