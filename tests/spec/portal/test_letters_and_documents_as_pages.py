"""Letters and documents in the portal: listed on a page, saved as files, handed in by a form of one's own."""

from typing import Any

import pytest

from gateway.adapters.documents.examining import PdfExaminer
from spark_jobs.papers.paper import digest_of
from tests.spec.portal.browsing import Browser, text_of
from tests.support import written_about as written
from tests.support.builders import PERMIT, PROJECT, REQUEST
from tests.support.fakes import World

LETTER = b"the decision's document"
PAGE = f"/projects/{PROJECT}/documents"


@pytest.fixture
def browser() -> Browser:
    world = World()
    world.drafted()
    found = Browser(world=world)
    found.get("/sign-in")
    found.be("anna")
    found.get(PAGE)
    return found


def hand_in(browser: Browser, content: bytes, **more: Any) -> Any:
    return browser.post(PAGE, files={"file": ("beslut.pdf", content, "text/html")}, **more)


def test_the_letters_of_a_permit_are_listed_and_fetched_in_both_languages() -> None:
    browser = Browser(world=written.revoked(), language="sv")
    browser.get("/sign-in")
    browser.be("anna")

    listed = browser.get(f"/permits/{PERMIT}/letters")
    swedish = browser.get(f"/permits/{PERMIT}/letters/revocation?of=&language=sv")
    english = browser.get(f"/permits/{PERMIT}/letters/revocation?of=&language=en")

    assert "Återkallelse av tillstånd" in text_of(listed.text)
    assert f"/permits/{PERMIT}/letters" in browser.get(f"/permits/{PERMIT}").text
    assert swedish.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in swedish.headers["Content-Security-Policy"]
    assert b"Your permit is revoked" in english.content


def test_the_letters_of_a_request_name_the_controller() -> None:
    browser = Browser(world=written.part_refused())
    browser.get("/sign-in")
    browser.be("anna")

    listed = browser.get(f"/requests/{REQUEST}/letters")

    assert "Alvik" in text_of(listed.text)
    assert browser.get(f"/requests/{REQUEST}/letters/decision?of=alvik&language=en").status_code == 200
    assert browser.get(f"/requests/{REQUEST}/letters/return").status_code == 404


def test_a_document_is_handed_in_by_a_form_and_saved(browser: Browser) -> None:
    answer = hand_in(browser, LETTER)
    page = browser.get(PAGE)

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert "Kept" in text_of(page.text)
    saved = browser.get(f"{PAGE}/{digest_of(LETTER)}")
    assert (saved.content, saved.headers["Content-Type"]) == (LETTER, "application/pdf")


@pytest.mark.parametrize(("content", "told"), [(b"", "not empty"), (b"another", "not attached")])
def test_why_a_document_is_not_taken_stands_on_the_page(browser: Browser, content: bytes, told: str) -> None:
    answer = hand_in(browser, content)

    assert answer.status_code == 422
    assert told in text_of(answer.text)


def test_what_only_calls_itself_a_pdf_is_told_as_such(browser: Browser) -> None:
    browser.world.examiner = PdfExaminer()
    strict = browser.another()
    strict.get("/sign-in")
    strict.be("anna")
    strict.get(PAGE)

    answer = hand_in(strict, LETTER)

    assert (answer.status_code, "no PDF" in text_of(answer.text)) == (422, True)


def test_a_file_beyond_the_limit_is_refused(browser: Browser) -> None:
    most = browser.world.most_document_bytes

    assert hand_in(browser, b"x" * (most + 1)).status_code == 413
    assert hand_in(browser, b"x" * (most + 64 * 1024)).status_code == 413


def test_a_form_from_elsewhere_or_without_its_token_keeps_nothing(browser: Browser) -> None:
    elsewhere = hand_in(browser, LETTER, headers={"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"})
    browser.page = ""
    tokenless = hand_in(browser, LETTER)

    assert (elsewhere.status_code, tokenless.status_code) == (403, 403)
    assert browser.world.memory.documents == {}


def test_whoever_is_not_signed_in_hands_in_nothing(browser: Browser) -> None:
    stranger = browser.another()

    answer = hand_in(stranger, LETTER)

    assert answer.status_code in {303, 401, 403}
    assert browser.world.memory.documents == {}
