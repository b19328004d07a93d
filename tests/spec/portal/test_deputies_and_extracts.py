"""A steward's own pages: who stands in for them, and where the extracts of their data are."""

import re
from html import unescape
from typing import Any

import pytest

from gateway.web.portal.paging import SHOWN
from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import DEPUTYSHIP, STEWARD_A
from tests.support.fakes import refuse
from tests.support.standing import LENT

NAMED: dict[str, Any] = {
    "controller": "alvik",
    "deputy": "dag",
    "from": "2026-11-22",
    "until": "2026-12-24",
    "because": "Away over the holidays.",
}


def alma() -> Browser:
    return Browser().be("alma")


def test_a_deputy_is_named_once_however_often_the_form_is_sent() -> None:
    browser = alma()
    browser.get("/deputies/new")
    form = {**NAMED, "once": "this very form"}

    answers = [browser.post("/deputies/new", form) for _ in range(2)]
    read = text_of(browser.get("/deputies").text)

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/deputies")}
    assert read.count("Away over the holidays.") == 1
    assert "Counts" in read


def test_a_deputyship_is_ended_with_its_reason_and_once() -> None:
    browser = alma()
    browser.post("/deputies/new", NAMED)

    without = browser.post(f"/deputies/{DEPUTYSHIP}/ending", {"because": ""})
    ended = browser.post(f"/deputies/{DEPUTYSHIP}/ending", {"because": "Back early."})
    again = browser.post(f"/deputies/{DEPUTYSHIP}/ending", {"because": "Once more."})

    assert (without.status_code, ended.status_code, again.status_code) == (422, 303, 409)
    assert "Once more." in again.text
    assert "Ended" in text_of(browser.get("/deputies").text)


def test_the_deputies_of_a_controller_are_read_a_page_at_a_time() -> None:
    browser = alma()
    for number in range(SHOWN + 1):
        browser.world.house.deputyship.name(**{**LENT, "deputy": f"d{number:03}"}, by=STEWARD_A)

    first = browser.get("/deputies")
    (address,) = re.findall(r'href="(/deputies\?[^"]+)" rel="next"', first.text)
    second = browser.get(unescape(address))

    shown = [set(re.findall(r">(d\d{3})<", page.text)) for page in (first, second)]
    assert [len(names) for names in shown] == [SHOWN, 1]
    assert not shown[0] & shown[1]


@pytest.mark.parametrize("wrong", [{"deputy": ""}, {"deputy": "alma"}, {"controller": ""}, {"from": "soon"}])
def test_a_deputyship_that_is_not_well_formed_comes_back(wrong: dict[str, str]) -> None:
    (place,) = wrong

    answer = alma().post("/deputies/new", {**NAMED, **wrong})

    assert answer.status_code == 422
    assert f'<a href="#{place}">' in answer.text
    assert "Away over the holidays." in answer.text


def test_what_the_rules_refuse_comes_back_with_what_was_typed() -> None:
    browser = alma()
    browser.world.rules.answers["name-deputy"] = refuse("D02-no-conflict-of-interest")

    answer = browser.post("/deputies/new", NAMED)

    assert answer.status_code == 403
    assert "Away over the holidays." in answer.text


def test_deputies_of_others_are_not_there() -> None:
    browser = alma()
    browser.post("/deputies/new", NAMED)
    browser.world.rules.answers["read-deputyships"] = refuse("W02-within-reach")

    assert "no deputies for you to see" in text_of(browser.get("/deputies").text)
    assert browser.get(f"/deputies/{DEPUTYSHIP}/ending").status_code == 404


def test_a_steward_sees_where_the_extracts_are_and_when_they_end() -> None:
    browser = Browser()
    browser.world.delivered()

    read = text_of(browser.be("alma").get("/extracts").text)

    assert "Bleeding" in read
    assert "Workspace: open" in read
    assert "31 October 2028" in read


def test_whoever_takes_part_in_a_project_finds_its_extracts_from_their_desk() -> None:
    browser = Browser()
    browser.world.delivered()

    desk = browser.be("anna").get("/").text
    another = browser.another().be("sten").get("/").text

    assert "Extracts and workspaces" in desk
    assert "Workspace: open" in text_of(browser.get("/extracts").text)
    assert "Extracts and workspaces" not in another


def test_an_extract_that_is_not_for_somebody_to_see_is_left_out() -> None:
    browser = Browser()
    browser.world.ordered()
    browser.be("alma")

    before = text_of(browser.get("/extracts").text)
    browser.world.rules.answers["read"] = refuse("W02-within-reach")

    assert "Ordered" in before
    assert "no extract for you to see" in text_of(browser.get("/extracts").text)
