"""Each page on which something is decided, in both languages: one heading, no hole, and nothing written runs."""

import re

import pytest

from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.builders import PERMIT, REQUEST
from tests.support.fakes import World

SCRIPT = "<script>alert(1)</script>"
PAGES = (
    "/",
    "/coordination",
    "/samples",
    "/extracts",
    "/barrings",
    "/barrings/new",
    "/deputies",
    "/deputies/new",
    "/people",
    "/people/new",
    "/people/training",
    f"/requests/{REQUEST}/review/alvik",
    f"/requests/{REQUEST}/coordination",
    *(f"/requests/{REQUEST}/coordination/{step}" for step in ("return", "prolongation", "judgement", "publication")),
    f"/requests/{REQUEST}/ethics",
    *(f"/requests/{REQUEST}/ethics/{step}" for step in ("verification", "decision-against")),
    f"/permits/{PERMIT}/term/revocation",
)


def study() -> World:
    world = World()
    world.issued(builders.application(why_pseudonymised=SCRIPT))
    return world


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_its_language_and_no_hole(path: str, language: str) -> None:
    page = Browser(world=study(), language=language).be("klara").get(path)

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert len(re.findall("<h1", page.text)) == 1
    assert "None" not in text_of(page.text)
    assert SCRIPT not in page.text


@pytest.mark.parametrize("path", PAGES[1:])
def test_nobody_reads_one_before_signing_in(path: str) -> None:
    assert Browser(world=study()).get(path).headers["Location"].startswith("/sign-in?back=%2F")


def test_a_script_in_a_refused_form_comes_back_as_text() -> None:
    browser = Browser(world=study()).be("klara")

    answer = browser.post("/barrings/new", {"because": SCRIPT, "whom": f'"{SCRIPT}'})

    assert answer.status_code == 422
    assert SCRIPT not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
