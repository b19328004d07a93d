"""What is decided on a permit after it was issued: its extension, its revocation, and asking the rules again."""

from datetime import timedelta

from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import PERMIT, RESEARCHER
from tests.support.fakes import refuse

PAGE = f"/permits/{PERMIT}"


def before_klara() -> Browser:
    browser = Browser()
    browser.world.issued()
    return browser.be("klara")


def asked(browser: Browser) -> None:
    until = browser.world.permit().valid_until + timedelta(days=90)
    browser.world.house.permit.ask_extension(PERMIT, until=until, because="Follow-up takes longer.", by=RESEARCHER)


def test_a_permit_is_revoked_once_with_its_reasons() -> None:
    browser = before_klara()
    browser.get(f"{PAGE}/term/revocation")
    form = {"because": "Rows were copied.", "once": "this very form"}

    answers = [browser.post(f"{PAGE}/term/revocation", form) for _ in range(2)]
    late = browser.post(f"{PAGE}/term/revocation", {"because": "Again."})

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, PAGE)] * 2
    assert browser.world.permit().revocation is not None
    assert late.status_code == 409
    assert "Again." in late.text


def test_a_revocation_without_a_reason_is_asked_for_it() -> None:
    answer = before_klara().post(f"{PAGE}/term/revocation", {"because": ""})

    assert answer.status_code == 422
    assert '<a href="#because">' in answer.text


def test_what_the_rules_refuse_comes_back_with_what_was_typed() -> None:
    browser = before_klara()
    browser.world.rules.answers["revoke"] = refuse("D02-no-conflict-of-interest")

    answer = browser.post(f"{PAGE}/term/revocation", {"because": "Rows were copied."})

    assert answer.status_code == 403
    assert "Rows were copied." in answer.text


def test_an_extension_that_is_asked_for_is_decided_with_its_reasons_beside_it() -> None:
    browser = before_klara()
    asked(browser)

    page = browser.get(f"{PAGE}/term/extension")
    answer = browser.post(f"{PAGE}/term/extension", {"outcome": "granted", "because": "It is needed."})

    assert "Follow-up takes longer." in page.text
    assert answer.status_code == 303
    assert browser.world.permit().extended


def test_without_one_there_is_nothing_to_decide() -> None:
    browser = before_klara()

    page = browser.get(f"{PAGE}/term/extension")
    answer = browser.post(f"{PAGE}/term/extension", {"outcome": "granted", "because": "It is needed."})

    assert "This cannot be done now" in text_of(page.text)
    assert answer.status_code == 409


def test_what_is_held_is_asked_about_again() -> None:
    browser = before_klara()
    browser.world.rules.answers["extraction/order"] = refuse("T01-permit-valid")
    browser.world.house.round()

    answer = browser.post(f"{PAGE}/term/ask-again")

    assert answer.status_code == 303
    assert browser.world.permit().held_because == ()


def test_a_step_of_no_house_is_not_there() -> None:
    assert before_klara().get(f"{PAGE}/term/burn").status_code == 404
