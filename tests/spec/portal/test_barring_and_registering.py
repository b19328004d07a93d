"""Who is barred, and who may be named: put on record by one, seen by many, each form done once."""

import re
from dataclasses import replace
from typing import Any

import pytest

from gateway.web.portal.paging import SHOWN
from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import BARRING, COORDINATOR
from tests.support.fakes import refuse
from tests.support.standing import BARRED

BAR: dict[str, Any] = {
    "kind": "person",
    "whom": "anna",
    "because": "Copied rows by hand.",
    "paragraph": "EHDS art. 63(3)",
    "from": "2026-11-22",
    "until": "2028-11-21",
}


def klara(browser: Browser | None = None) -> Browser:
    return (browser or Browser()).be("klara")


def recorded() -> Browser:
    browser = klara()
    answer = browser.post("/barrings/new", BAR)
    assert answer.status_code == 303, answer.text
    return browser


def test_a_barring_is_recorded_once_however_often_its_form_is_sent() -> None:
    browser = klara()
    browser.get("/barrings/new")
    form = {**BAR, "once": "this very form"}

    answers = [browser.post("/barrings/new", form) for _ in range(3)]
    read = text_of(browser.get("/barrings").text)

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, "/barrings")}
    assert read.count("Copied rows by hand.") == 1
    assert "Waits for confirmation" in read


def test_a_second_person_confirms_it_and_the_first_one_cannot() -> None:
    browser = recorded()

    offered = {who: browser.another().be(who).get("/barrings").text for who in ("klara", "alma")}
    own = browser.post(f"/barrings/{BARRING}/confirmation")
    other = browser.another().be("alma").post(f"/barrings/{BARRING}/confirmation")
    read = text_of(browser.get("/barrings").text)

    assert "Confirm the barring" in text_of(offered["alma"])
    assert "Confirm the barring" not in text_of(offered["klara"])
    assert own.status_code == 409
    assert "a second person does" in text_of(own.text)
    assert other.status_code == 303
    assert "In force" in read


def test_the_barrings_are_read_a_page_at_a_time_and_each_can_be_reached() -> None:
    browser = klara()
    for number in range(SHOWN + 1):
        browser.world.house.barring.bar(**{**BARRED, "whom": f"m{number:03}"}, by=replace(COORDINATOR, id="karin"))

    first = browser.get("/barrings")
    (address,) = re.findall(r'href="(/barrings\?after=[^"]+)" rel="next"', first.text)
    second = browser.get(address)

    shown = [set(re.findall(r">(m\d{3})", page.text)) for page in (first, second)]
    (last,) = re.findall(r"/barrings/([^/]+)/confirmation", second.text)
    assert [len(names) for names in shown] == [SHOWN, 1]
    assert not shown[0] & shown[1]
    assert 'rel="next"' not in second.text
    assert browser.get(f"/barrings/{last}/confirmation").status_code == 200


def test_a_barring_is_lifted_with_its_reason() -> None:
    browser = recorded()

    without = browser.post(f"/barrings/{BARRING}/lifting", {"because": ""})
    lifted = browser.post(f"/barrings/{BARRING}/lifting", {"because": "It was somebody else."})
    again = browser.post(f"/barrings/{BARRING}/lifting", {"because": "Once more."})

    assert (without.status_code, lifted.status_code, again.status_code) == (422, 303, 409)
    assert "Once more." in again.text
    assert "Lifted" in text_of(browser.get("/barrings").text)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"whom": ""}, "whom"),
        ({"until": "2026-01-01"}, "until"),
        ({"until": "2040-01-01"}, "until"),
        ({"kind": "dog"}, "kind"),
    ],
)
def test_a_barring_that_is_not_well_formed_is_told_at_its_place(wrong: dict[str, str], place: str) -> None:
    answer = klara().post("/barrings/new", {**BAR, **wrong})

    assert answer.status_code == 422
    assert "Copied rows by hand." in answer.text
    assert f'href="#{place}"' in answer.text or place == "until"


def test_what_the_rules_refuse_comes_back_with_what_was_typed() -> None:
    browser = klara()
    for verb in ("bar", "register-person"):
        browser.world.rules.answers[verb] = refuse("D02-no-conflict-of-interest")

    barred = browser.post("/barrings/new", BAR)
    person = browser.post("/people/new", {"id": "dora", "name": "Dora", "organisation": "ki"})

    assert (barred.status_code, person.status_code) == (403, 403)
    assert "Copied rows by hand." in barred.text
    assert "Dora" in person.text


@pytest.mark.parametrize("address", ["/barrings/barring-9/lifting", f"/barrings/{BARRING}/burn", "/people/burn"])
def test_what_is_not_there_is_not_there(address: str) -> None:
    assert recorded().get(address).status_code == 404


def test_a_person_is_registered_and_trained() -> None:
    browser = klara()

    registered = browser.post("/people/new", {"id": "dora", "name": "Dora", "organisation": "ki"})
    trained = browser.post("/people/training", {"id": "dora", "on": "2026-11-01", "until": "2027-10-31"})
    seen = browser.get(trained.headers["Location"])

    assert (registered.status_code, trained.status_code) == (303, 303)
    assert "On record." in text_of(seen.text)
    with browser.world.memory.work() as work:
        assert work.people.get("dora").training_on is not None


def test_training_that_ends_before_it_was_taken_is_told_at_its_field() -> None:
    browser = klara()
    browser.world.house.project.register("dora", name="Dora", organisation="ki", by=COORDINATOR)

    answer = browser.post("/people/training", {"id": "dora", "on": "2026-11-01", "until": "2026-10-01"})

    assert answer.status_code == 422
    assert '<a href="#until">' in answer.text


def test_a_person_who_is_on_record_already_is_not_registered_anew() -> None:
    browser = klara()
    browser.post("/people/new", {"id": "dora", "name": "Dora", "organisation": "ki"})

    answer = browser.post("/people/new", {"id": "dora", "name": "Another", "organisation": "ki"})

    assert answer.status_code == 409
    assert "Another" in answer.text


def test_whoever_may_not_is_offered_nothing() -> None:
    browser = klara()
    for verb in ("bar", "confirm-barring", "lift-barring", "register-person"):
        browser.world.rules.answers[verb] = refuse("W01-may-act")

    assert "Bar somebody" not in text_of(browser.get("/barrings").text)
    assert "cannot be done now" in text_of(browser.get("/barrings/new").text)
    assert "You cannot put people on record" in text_of(browser.get("/people").text)
