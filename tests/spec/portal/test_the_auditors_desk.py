"""The auditor's desk without JavaScript: questions, evidence, verification, exports, spot checks."""

import json
import re
from dataclasses import replace

import pytest
from httpx import Response

from gateway.domain.audit import Event
from gateway.web.portal.audit import SHOWN_OF_ONE
from spark_jobs.papers.paper import digest_of
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.builders import PERMIT
from tests.support.fakes import World, refuse

PAGES = ("/audit", "/audit/verify", "/audit/exports", "/audit/spot-checks", f"/audit/permits/{PERMIT}")


def auditor(language: str = "en") -> Browser:
    world = World()
    world.delivered()
    return Browser(world=world, language=language).be("gustav")


def follow(browser: Browser, answer: Response) -> str:
    """The text of the page that a form led to."""
    place = answer.headers["Location"]
    return text_of(browser.get(place).text)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_there_for_an_auditor_in_both_languages(page: str, language: str) -> None:
    answer = auditor(language).get(page)

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert 'href="/audit"' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_there_for_anybody_else(page: str) -> None:
    browser = auditor().another().be("anna")
    verbs = ("read-ledger", "verify", "export-ledger", "read-spot-checks", "draw-spot-check")
    browser.world.rules.answers.update({verb: refuse("W01-may-act", "W02-within-reach") for verb in verbs})

    answer = browser.get(page)

    assert answer.status_code == 404
    assert 'href="/audit"' not in answer.text


def test_the_empty_form_asks_nothing_and_a_question_is_one_line_however_often_it_is_looked_at() -> None:
    browser = auditor()
    lines = len(browser.world.ledger)
    browser.get("/audit")
    assert len(browser.world.ledger) == lines

    asked = browser.get("/audit", params={"actor": "anna", "way": "did", "project": ""})
    place = asked.headers["Location"]
    shown = [text_of(browser.get(place).text) for _ in range(3)]

    assert asked.status_code == 303
    assert len(browser.world.ledger) == lines + 1
    assert browser.world.ledger[-1].because == ("actor:anna", "way:did")
    assert "An access request was submitted." in shown[0]
    assert "As the ledger stood when you asked" in shown[2]
    assert 'value="anna"' in browser.page


def test_a_long_answer_has_pages() -> None:
    browser = auditor()
    for _ in range(60):
        browser.world.house.project.read("project-1", by=builders.RESEARCHER)
    place = browser.get("/audit", params={"event": "project.read"}).headers["Location"]
    browser.get(place)
    lines = len(browser.world.ledger)

    (following,) = re.findall(r'href="(/audit\?[^"]+)" rel="next"', browser.page)
    browser.get(following.replace("&amp;", "&"))

    assert browser.page.count("<tr id=") == 10
    assert len(browser.world.ledger) == lines


def test_what_cannot_be_asked_is_said_beside_its_field_and_nothing_is_lost() -> None:
    browser = auditor("sv")

    answer = browser.get("/audit", params={"from": "i går", "actor": "<script>", "project": "project-1"})
    turned = browser.get("/audit", params={"from": "2026-02-01", "until": "2026-01-01"})

    assert (answer.status_code, turned.status_code) == (422, 422)
    assert "Skriv dagen som 2026-11-22." in text_of(answer.text)
    assert "<script>" not in answer.text.replace('<script src="', "")
    assert 'value="project-1"' in answer.text
    assert "Datumen står i fel ordning." in text_of(turned.text)
    assert browser.get("/audit", params={"actor": "nobody", "asked": "x"}).status_code == 303
    assert browser.get("/audit", params={"actor": "nobody", "asked": "1"}).status_code == 404


def test_an_answer_of_nothing_says_so() -> None:
    browser = auditor()

    place = browser.get("/audit", params={"actor": "nobody"}).headers["Location"]

    assert "No line of the ledger answers that." in text_of(browser.get(place).text)


def test_everything_of_a_permit_is_told_and_what_does_not_hold_stands_first() -> None:
    browser = auditor()
    whole = text_of(browser.get(f"/audit/permits/{PERMIT}").text)
    line = browser.world.memory.ledger[4]
    browser.world.memory.ledger[4] = replace(line, entry=replace(line.entry, because=("x",)))

    broken = text_of(browser.get(f"/audit/permits/{PERMIT}").text)

    assert "The rules were asked on 2026-11-22 about" in whole
    assert "No signed head protects the ledger yet." in whole
    assert "Does not hold" not in whole
    assert "line 4 was changed after it was written." in broken
    assert browser.get("/audit/permits/permit-9").status_code == 404


def test_a_long_story_of_a_permit_goes_on_behind_a_link_and_says_so() -> None:
    browser = auditor()
    for _ in range(SHOWN_OF_ONE):
        browser.world.house.permit.read(PERMIT, by=builders.AUDITOR)

    first = browser.get(f"/audit/permits/{PERMIT}").text
    (following,) = re.findall(rf'href="(/audit/permits/{PERMIT}\?after=[0-9]+)#entries"', first)
    second = browser.get(following).text

    assert "More lines follow on the next page, and are checked there." in text_of(first)
    assert first.count('<tr id="line-') == SHOWN_OF_ONE
    assert "More lines follow" not in text_of(second)
    shown = re.findall(r'<tr id="line-([0-9]+)"', first + second)
    assert len(shown) == len(set(shown)) > SHOWN_OF_ONE


def test_the_ledger_is_verified_step_by_step_and_the_page_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = auditor()
    room = type(browser.world.house.audit)
    whole = room.verify
    monkeypatch.setattr(room, "verify", lambda self, *, after, by: whole(self, after=after, limit=12, by=by))

    first = follow(browser, browser.post("/audit/verify"))
    second = follow(browser, browser.post("/audit/verify", {"on": "1"}))
    over = follow(browser, browser.post("/audit/verify", {"on": "1"}))
    browser.world.memory.unreadable = {2}
    anew = follow(browser, browser.post("/audit/verify"))

    assert "So far it holds 12 lines" in first
    assert "Go on after line 11" in first
    assert "The ledger holds" in second
    assert "So far it holds 12 lines" in over
    assert "The ledger does not hold" in anew
    assert "line 2 is no entry any more." in anew


def test_an_answer_is_exported_and_fetched_with_its_note() -> None:
    browser = auditor()
    browser.get(browser.get("/audit", params={"actor": "anna"}).headers["Location"])

    made = browser.post("/audit/exports", {"actor": "anna", "form": "fhir"})
    told = follow(browser, made)
    file = browser.get(f"{made.headers['Location']}/file")
    note = json.loads(browser.get(f"{made.headers['Location']}/note").text)

    assert "actor:anna" in told
    assert note["body"]["content"] == digest_of(file.content)
    assert file.headers["content-type"] == "application/fhir+ndjson"
    assert "attachment" in file.headers["content-disposition"]
    assert "Export, line" in text_of(browser.get("/audit/exports").text)
    assert browser.post("/audit/exports", {"from": "never", "form": "csv"}).status_code == 422
    assert browser.get("/audit/exports/1").status_code == 404


def test_a_spot_check_is_drawn_remarked_on_and_signed_off() -> None:
    browser = auditor()
    browser.get("/audit/spot-checks")
    wrong = browser.post("/audit/spot-checks", {"of": "lines", "size": "many"})
    nothing = browser.post("/audit/spot-checks", {"of": "permits", "size": "2", "from": "2030-01-01"})
    place = browser.post("/audit/spot-checks", {"of": "lines", "size": "1"}).headers["Location"]
    browser.get(place)
    (item,) = re.findall(r'name="item" value="(\d+)"', browser.page)

    silent = browser.post(f"{place}/remarks", {"item": item, "verdict": "question", "note": ""})
    noted = follow(browser, browser.post(f"{place}/remarks", {"item": item, "verdict": "question", "note": "who?"}))
    empty = browser.post(f"{place}/sign-off", {"conclusion": " "})
    signed = follow(browser, browser.post(f"{place}/sign-off", {"conclusion": "asked <b>and</b> answered"}))

    assert [answer.status_code for answer in (wrong, nothing, silent, empty)] == [422] * 4
    assert "Write a number from 1 to 500." in text_of(wrong.text)
    assert "There is nothing of that to draw" in text_of(nothing.text)
    assert "a question who?" in noted
    assert "asked <b>and</b> answered" in signed
    assert browser.post(f"{place}/remarks", {"item": item, "verdict": "in_order"}).status_code == 409
    assert "Signed off" in text_of(browser.get("/audit/spot-checks").text)


def test_permits_are_drawn_too_and_lead_to_everything_of_them() -> None:
    browser = auditor()
    browser.get("/audit/spot-checks")

    place = browser.post("/audit/spot-checks", {"of": "permits", "size": "1"}).headers["Location"]

    assert f'href="/audit/permits/{PERMIT}"' in browser.get(place).text
    assert f'href="{place}"' in browser.get("/").text


def test_a_form_from_elsewhere_draws_and_exports_nothing() -> None:
    browser = auditor()
    foreign = {"Origin": "https://elsewhere.test", "Sec-Fetch-Site": "cross-site"}

    for path in ("/audit/exports", "/audit/spot-checks", "/audit/verify"):
        assert browser.post(path, {"size": "1"}, headers=foreign).status_code == 403

    assert not {Event.LEDGER_EXPORTED, Event.SPOT_CHECK_DRAWN, Event.LEDGER_VERIFIED} & {
        entry.event for entry in browser.world.ledger
    }
