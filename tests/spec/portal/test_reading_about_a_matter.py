"""What a researcher reads: status first, then whose turn it is, then what has happened; and nothing of others."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

import pytest

from gateway.domain.access_request import STEPS
from gateway.domain.delivery import PROGRESS_STEPS
from gateway.domain.workspace import WORKSPACE_STEPS
from gateway.ports.rules import Question
from gateway.web.portal.drawing import drawn
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.builders import COORDINATOR, ORDER, PERMIT, PROJECT, REQUEST, RESEARCHER, WORKSPACE
from tests.support.fakes import World, refuse

SCRIPT = "<script>alert(1)</script>"
PAGES = (
    "/",
    "/catalog",
    "/catalog/alvik",
    "/basket",
    f"/projects/{PROJECT}",
    f"/requests/{REQUEST}",
    f"/permits/{PERMIT}",
    f"/extracts/{ORDER}",
    f"/workspaces/{WORKSPACE}",
)


def delivered() -> World:
    world = World()
    world.delivered()
    return world


def read(world: World, path: str, *, by: str = "anna", language: str = "en") -> str:
    answer = Browser(world=world, language=language).be(by).get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_reads_a_page_before_signing_in(path: str) -> None:
    answer = Browser(world=delivered()).get(path)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?back=%2F")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_has_one_heading_its_language_and_no_hole(path: str, language: str) -> None:
    page = Browser(world=delivered(), language=language).be("anna").get(path)

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert len(re.findall("<h1", page.text)) == 1
    assert "None" not in text_of(page.text)
    assert re.findall(r"\{\w*\}", text_of(page.text)) == []


@pytest.mark.parametrize("path", PAGES[4:])
def test_what_is_of_others_is_not_there(path: str) -> None:
    world = delivered()
    world.rules.answers["read"] = refuse("W02-within-reach")
    browser = Browser(world=world).be("sten")

    theirs, nobodys = browser.get(path), browser.get(f"{path}9")

    assert theirs.status_code == nobodys.status_code == 404
    assert "Nothing here" in text_of(theirs.text)


def test_a_register_is_not_in_the_catalog() -> None:
    assert Browser().be("anna").get("/catalog/persons").status_code == 404


def test_a_draft_waits_for_whoever_may_submit_it() -> None:
    world = World()
    world.drafted()

    mine = read(world, f"/requests/{REQUEST}")
    others = World()
    others.drafted()
    others.rules.answers["submit"] = refuse("W01-may-act")
    theirs = read(others, f"/requests/{REQUEST}", by=COORDINATOR.id)

    assert "We are waiting for you" in mine
    assert "We are waiting for the applicant" in theirs


def test_a_submitted_request_says_which_care_providers_have_it_since_when_and_until_when() -> None:
    world = World()
    world.submitted()
    world.review("birka")

    told = read(world, f"/requests/{REQUEST}").replace("\xa0", " ")

    assert "We are waiting for Alvik, Cedra since 22 November 2026 By 22 February 2027" in told
    assert "Slussen issues the permit for what was granted" in told


def test_what_is_held_says_which_rule_by_which_paragraph_and_what_to_do() -> None:
    world = World()
    world.decided()
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")
    with pytest.raises(Exception, match="E03"):
        world.house.permit.issue(REQUEST)

    told = read(world, f"/requests/{REQUEST}")

    assert "The ethics approval has lapsed" in told
    assert "E03-started-in-time" in told
    assert "2003:460" in told
    assert "If the research did start in time" in told


def test_what_was_sent_back_says_why() -> None:
    world = World()
    world.submitted()
    world.house.access_request.send_back(REQUEST, because="say which ward", by=COORDINATOR)

    told = read(world, f"/requests/{REQUEST}")

    assert "What needs completing say which ward" in told


def test_a_matter_that_is_over_waits_for_nobody() -> None:
    world = World()
    world.submitted()
    world.house.access_request.withdraw(REQUEST, by=RESEARCHER)

    assert "Nobody needs to do anything more" in read(world, f"/requests/{REQUEST}")


def test_the_history_tells_what_happened_as_sentences() -> None:
    told = read(delivered(), f"/requests/{REQUEST}")

    history = told.split("What has happened", 1)[1]
    for sentence in ("was drafted", "was submitted", "Alvik: granted", "permit was issued", "delivery was receipted"):
        assert sentence in history


def test_the_extract_tells_rounded_numbers_and_every_variable() -> None:
    told = read(delivered(), f"/extracts/{ORDER}")

    assert "People in the extract 380 to 389" in told
    assert "alvik.condition_occurrence.condition_source_value" in told


def test_an_open_workspace_says_how_a_question_is_asked() -> None:
    assert f"slussen workspace query {PERMIT}" in read(delivered(), f"/workspaces/{WORKSPACE}")


def test_a_script_that_somebody_wrote_is_shown_and_not_run() -> None:
    world = World()
    application = replace(builders.application(), named_persons=(SCRIPT,), why_pseudonymised=SCRIPT)
    world.submitted(application)
    world.review("birka", replace(builders.REFUSES, reasons=SCRIPT))
    world.house.access_request.send_back(REQUEST, because=SCRIPT, by=COORDINATOR)
    browser = Browser(world=world).be("anna")

    pages = [browser.get(path).text for path in ("/", f"/requests/{REQUEST}", f"/projects/{PROJECT}")]

    assert all(SCRIPT not in page for page in pages)
    assert "&lt;script&gt;" in pages[1]


def test_the_desk_tells_what_waits_and_every_request() -> None:
    world = World()
    world.submitted()

    told = read(world, "/")

    assert "Bleeding" in told
    assert "Nothing is waiting for you just now" in told
    assert "Waiting for others" in told


def test_a_steward_finds_what_waits_at_their_own_desk() -> None:
    world = World()
    world.submitted()

    told = read(world, "/", by=builders.STEWARDS["birka"].id)

    mine = told.split("Waiting for you", 1)[1].split("Access requests", 1)[0]
    assert "Decide the controller's part" in mine
    assert "Birka" in mine
    assert "Cedra" not in mine


def test_an_empty_desk_says_where_to_begin() -> None:
    assert "Begin in the catalog" in read(World(), "/")


def test_the_catalog_is_searched_in_both_languages_and_narrowed_down() -> None:
    browser = Browser().be("anna")

    found = text_of(browser.get("/catalog?q=year_of_birth").text)
    narrowed = text_of(browser.get("/catalog?q=person&sensitivity=key&dataset=birka").text)
    nothing = text_of(browser.get("/catalog?q=unicorn").text)

    assert "person.year_of_birth" in found
    assert "1 variable" in found
    assert "person.person_id" in narrowed
    assert "year_of_birth" not in narrowed
    assert "No variable matches" in nothing


def test_variables_are_picked_and_put_back() -> None:
    browser = Browser().be("anna")
    browser.get("/catalog?q=year_of_birth")

    added = browser.post("/basket/add", {"pick": "alvik/person/year_of_birth birka/person/year_of_birth"})
    basket = browser.get("/basket")
    browser.post("/basket/remove", {"pick": "alvik/person/year_of_birth"})
    left = browser.get("/basket")
    browser.post("/basket/empty")

    assert (added.status_code, added.headers["Location"]) == (303, "/basket")
    assert "Variables: 2. Datasets: 2." in text_of(basket.text)
    assert "Variables: 1. Datasets: 1." in text_of(left.text)
    assert "The basket is empty" in text_of(browser.get("/basket").text)


@pytest.mark.parametrize("path", ["", "alvik", "alvik/person/nothing", "persons/person/identity", "a/b/c/d", "../x/y"])
def test_what_the_catalog_lacks_is_not_put_in_the_basket(path: str) -> None:
    browser = Browser().be("anna")

    browser.post("/basket/add", {"pick": path})

    assert "The basket is empty" in text_of(browser.get("/basket").text)


def test_two_browsers_of_the_same_person_have_each_their_basket() -> None:
    first = Browser().be("anna")
    second = first.another().be("anna")

    first.post("/basket/add", {"pick": "alvik/person/year_of_birth"})

    assert "The basket is empty" in text_of(second.get("/basket").text)


@pytest.mark.parametrize("steps", [STEPS, PROGRESS_STEPS, WORKSPACE_STEPS], ids=["request", "extract", "workspace"])
def test_a_drawing_has_every_state_in_a_place_of_its_own_and_every_step(
    steps: Mapping[StrEnum, frozenset[StrEnum]],
) -> None:
    for at in steps:
        drawing = drawn(steps, at=at)

        assert {box.state for box in drawing.boxes} == set(steps)
        assert len({(box.x, box.y) for box in drawing.boxes}) == len(steps)
        assert len(drawing.arrows) == sum(len(following - {state}) for state, following in steps.items())
        assert set(drawing.following) == steps[at] - {at}


def test_the_drawing_is_told_as_text() -> None:
    world = World()
    world.submitted()

    told = read(world, f"/requests/{REQUEST}")

    assert "Now: Submitted. From here: Sent back, Decided, Refused, Withdrawn." in told
