"""Whoever answers for a biobank: the samples that are asked for, and one decision on their use."""

import pytest

from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import BIOBANK, REQUEST, catalog_with_samples
from tests.support.fakes import World, refuse

PAGE = f"/requests/{REQUEST}/samples/{BIOBANK.number}"


def before_hedda() -> Browser:
    world = World(catalog=catalog_with_samples())
    browser = Browser(world=world)
    world.submitted()
    return browser.be("hedda")


def test_the_list_holds_what_waits_for_whoever_answers_for_the_biobank() -> None:
    browser = before_hedda()

    page = browser.get("/samples")

    assert f'href="{PAGE}"' in page.text
    assert "To be decided" in text_of(page.text)


def test_what_is_not_for_somebody_to_see_is_left_out() -> None:
    browser = before_hedda()
    browser.world.rules.answers["read-samples"] = refuse("W02-within-reach")

    assert "No request is about samples" in text_of(browser.get("/samples").text)
    assert browser.get(PAGE).status_code == 404


def test_the_page_says_what_is_asked_for_and_what_a_no_means() -> None:
    read = text_of(before_hedda().get(PAGE).text)

    assert "Samples of biobank 914" in read
    assert "reconsiders" in read


@pytest.mark.parametrize(("outcome", "told"), [("granted", "may be used"), ("refused", "reconsider")])
def test_a_decision_is_made_once_and_then_seen(outcome: str, told: str) -> None:
    browser = before_hedda()
    browser.get(PAGE)
    form = {"outcome": outcome, "reasons": "It was weighed.", "once": "this very form"}

    answers = [browser.post(PAGE, form) for _ in range(2)]
    read = text_of(browser.get(PAGE).text)

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, PAGE)] * 2
    assert told in read
    assert "by hedda" in read
    assert [entry.event.value for entry in browser.world.ledger].count("samples.decided") == 1


def test_a_refused_decision_comes_back_with_its_reasons() -> None:
    browser = before_hedda()
    browser.world.rules.answers["decision/samples"] = refuse("B02-refusal-reasoned")

    answer = browser.post(PAGE, {"outcome": "refused", "reasons": "A long reason."})

    assert answer.status_code == 403
    assert "A long reason." in answer.text


def test_the_second_decision_is_told_that_there_is_one_and_keeps_what_was_written() -> None:
    browser = before_hedda()
    browser.world.decide_samples()

    answer = browser.post(PAGE, {"outcome": "refused", "reasons": "I would have said no."})

    assert answer.status_code == 409
    assert "I would have said no." in answer.text


def test_a_form_without_an_outcome_is_asked_for_it() -> None:
    answer = before_hedda().post(PAGE, {"outcome": "", "reasons": "A long reason."})

    assert answer.status_code == 422
    assert '<a href="#outcome">' in answer.text


def test_another_biobank_is_not_there() -> None:
    assert before_hedda().get(f"/requests/{REQUEST}/samples/1").status_code == 404
