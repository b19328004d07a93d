"""A sample of masked notes on the pages: at its steward's desk, saved sealed, told of in numbers by a plain form."""

from typing import Any

import pytest

from gateway.domain.audit import Event
from tests.spec.api.calling import Caller
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders, standing
from tests.support.builders import ORDER
from tests.support.fakes import World

PAGE = f"/extracts/{ORDER}/note-checks/alvik"
OTHERS = ("anna", builders.STEWARD_B.id, builders.COORDINATOR.id)


def before_alma(world: World | None = None, *, language: str = "en") -> Browser:
    browser = Browser(world=world or standing.standing("note sample", "drawn"), language=language).be("alma")
    browser.get(PAGE)
    return browser


def form(world: World, **changed: str) -> dict[str, str]:
    sample = world.note_check().sample
    return {"sample": sample, "looked_at": "50", "with_a_miss": "0", "once": "this very form", **changed}


def test_a_sample_waits_at_its_stewards_desk_and_at_nobody_elses() -> None:
    world = standing.standing("note sample", "drawn")

    mine = Browser(world=world).be("alma").get("/")
    theirs = [Browser(world=world).be(who).get("/") for who in OTHERS]

    assert f'href="{PAGE}"' in mine.text
    assert "A sample waits for you: 50 masked notes to read before a delivery" in text_of(mine.text)
    assert not [page for page in theirs if PAGE in page.text]


def test_the_page_says_how_it_is_read_and_asks_for_numbers_alone() -> None:
    read = text_of(before_alma().get(PAGE).text)

    assert "slussen-runner open-sample" in read
    assert "Never write a word of a note here" in read
    assert "10.00 %" in read


def test_what_was_found_is_recorded_once_and_then_seen() -> None:
    browser = before_alma()
    typed = form(browser.world, with_a_miss="1", **{"missed:PERSON": "2"}, wrongly_masked="3")

    answers = [browser.post(PAGE, typed) for _ in range(2)]
    read = text_of(browser.get(PAGE).text)

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, PAGE)] * 2
    assert "Read, within the limit" in read
    assert "9.14 %" in read
    assert [entry.event for entry in browser.world.ledger].count(Event.NOTES_CHECKED) == 1
    found = browser.world.note_check().checked
    assert found is not None
    assert ([(one.tag, one.times) for one in found.missed], found.wrongly_masked) == ([("PERSON", 2)], 3)


def test_a_share_beyond_the_limit_says_that_the_delivery_is_stopped_and_what_to_do_in_swedish_too() -> None:
    browser = before_alma(language="sv")

    browser.post(PAGE, form(browser.world, with_a_miss="2", **{"missed:DATE": "2"}))
    read = text_of(browser.get(PAGE).text)

    assert "Leveransen stoppas" in read
    assert "12,07 %" in read
    assert "Maskeringen rättas" in read


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"looked_at": "51"}, "looked_at"),
        ({"looked_at": ""}, "looked_at"),
        ({"with_a_miss": "1"}, "missed"),
        ({"with_a_miss": "minus one"}, "with_a_miss"),
        ({"missed:PERSON": "Kajsa"}, "missed"),
    ],
    ids=str,
)
def test_a_form_that_cannot_be_comes_back_with_what_was_typed_and_names_its_field(
    typed: dict[str, str], field: str
) -> None:
    browser = before_alma()

    answer = browser.post(PAGE, form(browser.world, **typed))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert browser.world.note_check().checked is None


def test_the_sealed_file_is_saved_by_its_steward_and_is_not_there_for_others() -> None:
    world = standing.standing("note sample", "drawn")

    saved = Browser(world=world).be("alma").get(f"{PAGE}/sample")
    refused = [Browser(world=world).be(who).get(f"{PAGE}/sample") for who in OTHERS]

    assert saved.content == world.box.note_samples[ORDER, "alvik"].to_json()
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{ORDER}-alvik.sample.json"'
    assert {answer.status_code for answer in refused} == {404}


def test_whoever_reads_the_extract_sees_how_it_stands_rounded_and_no_form() -> None:
    world = standing.standing("note sample", "read")
    browser = Browser(world=world).be("anna")

    extract, page = text_of(browser.get(f"/extracts/{ORDER}").text), browser.get(PAGE)

    assert "Samples of masked notes" in extract
    assert "50 / 50" in extract
    assert "810" in text_of(page.text).replace("\xa0", " ")
    assert "812" not in text_of(page.text)
    assert 'name="looked_at"' not in page.text
    assert browser.get(f"/extracts/{ORDER}/note-checks/birka").status_code == 404


def test_the_api_takes_the_counts_and_tells_how_it_stands() -> None:
    world = standing.standing("note sample", "drawn")
    alma, anna = Caller(world), Caller(world)
    counts: dict[str, Any] = {"sample": world.note_check().sample, "looked_at": 50, "with_a_miss": 0}

    before = anna.get(f"/extracts/{ORDER}").json()["note_checks"]
    made = alma.post(f"/extracts/{ORDER}/note-checks/alvik", counts, by="alma")
    word = alma.post(
        f"/extracts/{ORDER}/note-checks/alvik",
        {**counts, "with_a_miss": 1, "missed": [{"tag": "Kajsa", "times": 1}]},
        by="alma",
    )

    assert [(one["state"], one["looked_at"], one["leaving_at_least"]) for one in before] == [("waiting", None, 810)]
    assert (made.status_code, made.json()["state"], made.json()["miss_at_most"]) == (201, "in_order", 582)
    assert (word.status_code, word.json()["reason"]) == (422, "class-unknown")
    assert "Kajsa" not in word.text
