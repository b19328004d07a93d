"""An application in the portal: one question on each page, saved as it goes; nothing that was typed is lost."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.domain.access_request import Status
from gateway.domain.audit import Event
from gateway.domain.ruling import Compared
from gateway.domain.session import IDLE
from gateway.ports.rules import Question
from gateway.web.portal.application_form import QUESTIONS
from gateway.web.portal.summary import MENDED_AT
from gateway.words.refusals import REFUSALS
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.fakes import Answer, World, refuse, ruling, silent

SCRIPT = "<script>alert(1)</script>"
PICKED = ["alvik/person/year_of_birth", "alvik/condition_occurrence/condition_source_value", "birka/note/note_text"]
WRITE = "/requests/request-1/write"
CARDS: dict[str, Any] = {
    "title": "Bleeding",
    "entry-1-place": "condition_occurrence.condition_source_value",
    "entry-1-codes": "K92.2\r\nk922, I85",
    "entry-1-match": "prefix",
    "exclude-1-place": "condition_occurrence.condition_source_value",
    "exclude-1-codes": "C16",
    "exclude-1-match": "exact",
    "exclude-1-when": "before_index",
    "cohort_from": "2019-01-01",
    "cohort_to": "2024-12-31",
    "age_from": "18",
    "sex": "8532",
}


def begun(world: World | None = None) -> Browser:
    """Anna with a draft from the approval and her basket."""
    world = world or World()
    world.opened()
    browser = Browser(world=world).be("anna")
    browser.post("/basket/add", {"pick": PICKED})
    browser.get("/projects/project-1/requests/new")
    answer = browser.post("/projects/project-1/requests/new", {"once": "one"})
    assert answer.headers["Location"] == f"{WRITE}/purpose"
    return browser


def revision(browser: Browser) -> str:
    return str(browser.world.request().revision)


def send(browser: Browser, question: str, fields: dict[str, Any], **more: Any) -> Any:
    return browser.post(f"{WRITE}/{question}", {"revision": revision(browser), **fields}, **more)


def revised(browser: Browser) -> int:
    return [entry.event for entry in browser.world.ledger].count(Event.REQUEST_REVISED)


def test_a_draft_begins_with_what_the_decision_and_the_basket_say() -> None:
    application = begun().world.request().application

    assert (application.investigator, application.expected_persons) == ("bo", 500)
    assert application.named_persons == ("anna",)
    assert [choice.dataset for choice in application.selection.columns] == ["alvik", "alvik", "birka"]
    assert application.selection.cohort["code_lists"]["entry_1"]["codes"] == ["K922"]
    assert application.declarations == ()


def test_a_draft_is_begun_once_however_often_the_form_is_sent() -> None:
    browser = begun()

    answer = browser.post("/projects/project-1/requests/new", {"once": "one"})

    assert answer.headers["Location"] == f"{WRITE}/purpose"
    assert [entry.event for entry in browser.world.ledger].count(Event.REQUEST_DRAFTED) == 1


def test_without_an_approval_or_a_basket_the_page_says_what_to_do_first() -> None:
    browser = Browser().be("anna")
    browser.world.house.project.open(title="Bleeding", principal="ki", by=builders.RESEARCHER)

    without = browser.get("/projects/project-1/requests/new")
    browser.world.house.project.record_approval(
        "project-1", approval=builders.ethics_approval(), by=builders.RESEARCHER
    )
    empty = browser.get("/projects/project-1/requests/new")

    assert "The ethics decision is needed first" in text_of(without.text)
    assert "The basket is empty" in text_of(empty.text)


@pytest.mark.parametrize("codes", ["", "ATC:B01", SCRIPT])
def test_where_the_decision_names_no_code_one_is_asked_for(codes: str) -> None:
    world = World()
    scope = builders.ethics_approval().scope
    world.opened(builders.ethics_approval(scope=replace(scope, population=())))
    browser = Browser(world=world).be("anna")
    browser.post("/basket/add", {"pick": PICKED})
    asked = browser.get("/projects/project-1/requests/new")

    wrong = browser.post("/projects/project-1/requests/new", {"once": "one", "codes": codes})
    right = browser.post("/projects/project-1/requests/new", {"once": "one", "codes": "ICD-10-SE:K92"})

    assert "Write one code at least" in text_of(asked.text)
    assert wrong.status_code == 422
    assert SCRIPT not in wrong.text
    assert right.headers["Location"].endswith("/write/purpose")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_has_a_page_in_both_languages(question: str, language: str) -> None:
    browser = begun()

    page = browser.get(f"{WRITE}/{question}", headers={"Accept-Language": language})

    assert page.status_code == 200
    assert page.text.count("<h1>") == 1
    assert f'name="revision" value="{revision(browser)}"' in page.text


def test_an_answer_is_saved_and_leads_to_the_next_question() -> None:
    browser = begun()

    answer = send(browser, "purpose", {"purpose": "53.1.f"})

    assert answer.headers["Location"] == f"{WRITE}/people"
    assert browser.world.request().application.kind.value == "care_development"


def test_the_last_answer_leads_to_the_summary_and_so_does_one_that_was_changed_there() -> None:
    browser = begun()

    last = send(browser, "declarations", {"declarations": ["54.a", "54.b", "made up"]})
    changed = send(browser, "size", {"expected_persons": "450", "back_to": "summary"})

    assert last.headers["Location"] == changed.headers["Location"] == "/requests/request-1/summary"
    assert browser.world.request().application.declarations == ("54.a", "54.b")


@pytest.mark.parametrize(
    ("question", "fields", "place"),
    [
        ("size", {"expected_persons": "many"}, "expected_persons"),
        ("people", {"investigator": "bo bo", "country": "SE", "applicant_kind": "university"}, "investigator"),
        ("people", {"investigator": "bo", "country": "Sverige", "applicant_kind": "university"}, "country"),
        ("people", {"investigator": "bo", "country": "SE", "applicant_kind": "club"}, "applicant_kind"),
        ("period", {"period_from": "2020-13-01", "period_to": "2021-01-01"}, "period_from"),
        ("period", {"period_from": "2022-01-01", "period_to": "2021-01-01"}, "period_to"),
        ("wanted", {"wanted_from": "", "wanted_until": "2021-01-01"}, "wanted_from"),
        ("format", {"format": "raw"}, "format"),
        ("format", {"format": "pseudonymised", "why_pseudonymised": "x" * 10_001}, "why_pseudonymised"),
        ("variables", {"here": PICKED, "remove": PICKED}, "columns"),
        ("cohort", {**CARDS, "title": ""}, "title"),
        ("cohort", {**CARDS, "age_from": "200"}, "age_from"),
        ("cohort", {**CARDS, "cohort_from": "soon"}, "cohort_from"),
        ("cohort", {**CARDS, "entry-1-codes": ""}, "entry"),
        ("cohort", {**CARDS, "entry-1-place": "person.person_source_value"}, "entry"),
    ],
)
def test_what_is_not_well_written_comes_back_to_its_field_and_nothing_is_saved(
    question: str, fields: dict[str, Any], place: str
) -> None:
    browser = begun()
    before = browser.world.request()

    answer = send(browser, question, fields)

    assert answer.status_code == 422, text_of(answer.text)
    assert f'href="#{place}"' in answer.text
    assert f'id="{place}"' in answer.text
    assert browser.world.request() == before


def test_the_same_answer_sent_twice_is_saved_once() -> None:
    browser = begun()
    at_first = revision(browser)

    answers = [browser.post(f"{WRITE}/size", {"revision": at_first, "expected_persons": "450"}) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [f"{WRITE}/variables"] * 2
    assert revised(browser) == 1


def test_of_two_tabs_the_second_is_shown_both_and_nothing_is_lost() -> None:
    browser = begun()
    read = revision(browser)
    browser.post(f"{WRITE}/size", {"revision": read, "expected_persons": "450"})

    conflict = browser.post(f"{WRITE}/size", {"revision": read, "expected_persons": "300", "go": "stay"})
    standing = browser.world.request().application.expected_persons
    mine = send(browser, "size", {"expected_persons": "300", "go": "stay"})

    assert conflict.status_code == 409
    assert "The request was changed on another page" in text_of(conflict.text)
    assert "450" in text_of(conflict.text)
    assert 'name="expected_persons" value="300"' in conflict.text
    assert f'name="revision" value="{int(read) + 1}"' in conflict.text
    assert (standing, mine.status_code) == (450, 303)
    assert browser.world.request().application.expected_persons == 300


def test_an_old_page_of_another_question_does_not_undo_what_was_saved_since() -> None:
    browser = begun()
    read = revision(browser)
    browser.post(f"{WRITE}/size", {"revision": read, "expected_persons": "450"})

    conflict = browser.post(f"{WRITE}/purpose", {"revision": read, "purpose": "53.1.f"})

    assert conflict.status_code == 409
    assert browser.world.request().application.expected_persons == 450
    assert "450" not in text_of(conflict.text)


def test_a_session_that_ends_in_the_middle_of_a_long_answer_loses_nothing() -> None:
    browser = begun()
    browser.get(f"{WRITE}/format")
    browser.world.clock.pass_by(IDLE + timedelta(minutes=1))
    typed = {"format": "pseudonymised", "why_pseudonymised": f"long {SCRIPT} " + "text " * 1500, "go": "stay"}

    ended = send(browser, "format", typed)
    arrived = browser.post("/sign-in/demo", {"chosen": "anna", "back": "/"})
    waiting = browser.get(arrived.headers["Location"])
    sent = send(browser, "format", typed)

    assert ended.headers["Location"].startswith("/sign-in")
    assert arrived.headers["Location"] == "/unsent"
    assert f'action="{WRITE}/format"' in waiting.text
    assert SCRIPT not in waiting.text
    assert sent.status_code == 303
    assert browser.world.request().application.why_pseudonymised == typed["why_pseudonymised"].strip()


def test_a_field_of_ten_megabytes_is_refused_with_a_page_that_says_what_to_do() -> None:
    browser = begun()

    answer = send(browser, "format", {"format": "pseudonymised", "why_pseudonymised": "x" * 10_000_000})

    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "what you wrote is still on the page" in text_of(answer.text)


def test_script_in_every_text_is_shown_as_text() -> None:
    browser = begun()
    send(browser, "cohort", {**CARDS, "title": SCRIPT, "entry-1-codes": f"K92\n{SCRIPT}"})
    why = {f"why:{path}": SCRIPT for path in PICKED}
    send(browser, "variables", {"here": PICKED, **why})
    send(browser, "format", {"format": "pseudonymised", "why_pseudonymised": SCRIPT, "text_profile": "withhold"})

    pages = [browser.get(f"{WRITE}/{question}") for question in QUESTIONS]
    pages += [browser.get(f"/requests/request-1/{page}") for page in ("summary", "withdraw", "write-json")]

    assert browser.world.request().application.why_pseudonymised == SCRIPT
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not [page for page in pages if SCRIPT in page.text]


def test_a_cohort_is_built_by_cards_and_read_as_a_sentence() -> None:
    browser = begun()

    answer = send(browser, "cohort", {**CARDS, "go": "stay"})
    page = browser.get(answer.headers["Location"])

    cohort = browser.world.request().application.selection.cohort
    assert cohort["code_lists"]["entry_1"] == {"system": "ICD-10-SE", "codes": ["k922", "I85"], "match": "prefix"}
    assert cohort["age_at_index"] == {"from": 18, "to": 130}
    assert cohort["sex"] == ["8532"]
    assert "aged 18–130 at index, sex female, without ICD-10-SE C16 before index." in text_of(page.text)
    assert "Personer med ICD-10-SE som börjar på" in text_of(page.text)


def test_a_card_is_added_and_another_taken_away() -> None:
    browser = begun()
    send(browser, "cohort", CARDS)

    more = {"entry-2-place": CARDS["entry-1-place"], "entry-2-codes": "K25", "entry-2-match": "exact"}
    send(browser, "cohort", {**CARDS, **more, "entry-1-remove": "yes", "exclude-1-remove": "yes"})

    cohort = browser.world.request().application.selection.cohort
    assert [listed["codes"] for listed in cohort["code_lists"].values()] == [["K25"]]
    assert cohort["exclude"] == []


def test_codes_are_looked_for_by_a_word_and_put_on_a_card_of_their_system() -> None:
    browser = begun()

    looked = send(browser, "cohort", {**CARDS, "go": "search", "search": "varicer & mer"})
    nothing = browser.get(looked.headers["Location"])
    page = browser.get(f"{WRITE}/cohort?search=varicer")
    found = {"found": ["ICD-10-SE:I850", "ATC:B01A", SCRIPT]}
    send(browser, "cohort", {**CARDS, **found, "found_into": "entry-1", "go": "stay"})
    onto_card = browser.world.request().application.selection.cohort
    send(browser, "cohort", {**CARDS, **found, "found_into": "exclude-new", "go": "stay"})
    as_another = browser.world.request().application.selection.cohort

    assert looked.headers["Location"] == f"{WRITE}/cohort?search=varicer%20%26%20mer#found"
    assert "Nothing was found" in text_of(nothing.text)
    assert "I850 Oesophageal varices with bleeding" in text_of(page.text)
    assert onto_card["code_lists"]["entry_1"]["codes"] == ["k922", "I85", "I850"]
    assert [listed["codes"] for name, listed in as_another["code_lists"].items()][1:] == [["C16"], ["I850"]]


def test_a_cohort_goes_out_as_json_and_comes_in_again() -> None:
    browser = begun()
    out = browser.get("/requests/request-1/cohort.json")
    cohort = {**json.loads(out.text), "title": "Another"}

    answer = browser.post(
        "/requests/request-1/write-json", {"revision": revision(browser), "cohort": json.dumps(cohort), "go": "stay"}
    )

    assert out.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Location"] == f"{WRITE}/cohort"
    assert browser.world.request().application.selection.cohort["title"] == "Another"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "null", '{"title": 1}', json.dumps({**builders.cohort(), SCRIPT: 1}), "[" * 100_000]
)
def test_json_that_is_no_cohort_changes_nothing(text: str) -> None:
    browser = begun()
    before = browser.world.request()

    answer = browser.post("/requests/request-1/write-json", {"revision": revision(browser), "cohort": text})

    assert answer.status_code == 422
    assert SCRIPT not in answer.text
    assert browser.world.request() == before


def test_variables_have_their_reason_and_their_form_and_can_be_removed() -> None:
    browser = begun()

    send(
        browser,
        "variables",
        {
            "here": PICKED,
            "remove": PICKED[2],
            f"treatment:{PICKED[0]}": "band",
            f"why:{PICKED[0]}": "Age matters.",
            "because_all": "Needed for the outcome.",
        },
    )

    columns = browser.world.request().application.selection.columns
    assert [(one.column, one.treatment, one.justification) for one in columns] == [
        ("condition_source_value", None, "Needed for the outcome."),
        ("year_of_birth", "band", "Age matters."),
    ]


def test_what_is_put_in_the_basket_later_joins_the_request() -> None:
    browser = begun()
    browser.post("/basket/add", {"pick": ["birka/person/year_of_birth"]})
    page = browser.get(f"{WRITE}/variables")

    browser.post("/requests/request-1/basket", {"revision": revision(browser), "go": "stay"})

    assert "Add the basket's variables (1)" in text_of(page.text)
    assert len(browser.world.request().application.selection.columns) == 4


def test_the_summary_tells_what_the_rules_miss_before_anybody_submits() -> None:
    browser = begun()
    browser.world.rules.answers["access_request/submit"] = refuse("E05-people-approved", "E03-started-in-time")

    page = browser.get("/requests/request-1/summary")

    assert "Cannot be submitted yet" in text_of(page.text)
    assert "E05-people-approved" in page.text
    assert page.text.count(f'href="{WRITE}/people?back_to=summary"') == 2
    assert 'action="/requests/request-1/submit"' not in page.text
    assert browser.world.request().status is Status.DRAFT


def test_every_ground_that_an_answer_may_find_is_one_of_the_rules_and_leads_to_a_question() -> None:
    assert set(MENDED_AT) <= set(REFUSALS)
    assert set(MENDED_AT.values()) <= set(QUESTIONS)


def test_the_summary_shows_what_the_ethics_decision_does_not_cover_and_what_is_needed_later() -> None:
    browser = begun()
    things = (
        Compared(kind="dataset", what="alvik", covered=True),
        Compared(kind="column", what=f"birka.note.{SCRIPT}", covered=False),
        Compared(kind="something new", what="7", covered=False),
    )
    later = frozenset({"E11-approval-verified"})
    browser.world.rules.answers[Question.SUBMIT] = lambda question, facts: ruling(
        question, compared=things, warnings=later
    )

    page = browser.get("/requests/request-1/summary")

    assert "Variable birka.note." in text_of(page.text)
    assert text_of(page.text).count("not covered") == 2
    assert "Covered (1)" in text_of(page.text)
    assert "Needed later" in text_of(page.text)
    assert "E11-approval-verified" in page.text
    assert 'action="/requests/request-1/submit"' in page.text
    assert SCRIPT not in page.text


@pytest.mark.parametrize("asked", [silent, refuse("E03-started-in-time")])
def test_a_summary_is_shown_whether_the_rules_answer_or_not(asked: Answer) -> None:
    browser = begun()
    browser.world.rules.answers[Question.SUBMIT] = asked

    page = browser.get("/requests/request-1/summary")

    assert page.status_code == 200
    assert "Bleeding" in text_of(page.text)
    assert 'action="/requests/request-1/submit"' not in page.text


def test_what_was_read_is_submitted_once() -> None:
    browser = begun()
    browser.get("/requests/request-1/summary")
    sent = {"revision": revision(browser)}

    answers = [browser.post("/requests/request-1/submit", sent) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == ["/requests/request-1"] * 2
    assert [entry.event for entry in browser.world.ledger].count(Event.REQUEST_SUBMITTED) == 1


def test_what_was_changed_since_the_summary_was_read_is_not_submitted() -> None:
    browser = begun()
    read = revision(browser)
    send(browser, "size", {"expected_persons": "450"})

    answer = browser.post("/requests/request-1/submit", {"revision": read})

    assert answer.status_code == 409
    assert "450" in text_of(answer.text)
    assert browser.world.request().status is Status.DRAFT


def test_a_submitted_request_is_not_written_in_from_an_old_page() -> None:
    browser = begun()
    browser.get(f"{WRITE}/size")
    old = revision(browser)
    browser.post("/requests/request-1/submit", {"revision": old})

    asked = browser.get(f"{WRITE}/size")
    answer = browser.post(f"{WRITE}/size", {"revision": old, "expected_persons": "450"})

    assert (asked.status_code, answer.status_code) == (409, 409)
    assert "not written in" in text_of(answer.text)
    assert browser.world.request().application.expected_persons == 500


def test_a_request_is_withdrawn_after_a_question_and_once() -> None:
    browser = begun()
    asked = browser.get("/requests/request-1/withdraw")

    answers = [browser.post("/requests/request-1/withdraw") for _ in range(2)]

    assert "it cannot be undone" in text_of(asked.text)
    assert [answer.headers["Location"] for answer in answers] == ["/requests/request-1"] * 2
    assert browser.world.request().status is Status.WITHDRAWN


def test_what_was_sent_back_is_written_on_with_the_reason_above() -> None:
    browser = begun()
    browser.post("/requests/request-1/submit", {"revision": revision(browser)})
    browser.world.house.access_request.send_back("request-1", because=f"Say more. {SCRIPT}", by=builders.COORDINATOR)

    page = browser.get(f"{WRITE}/size")

    assert "Say more." in text_of(page.text)
    assert SCRIPT not in page.text
    assert send(browser, "size", {"expected_persons": "450"}).status_code == 303


def test_a_request_of_others_and_a_question_that_nobody_asks_are_not_there() -> None:
    browser = begun()
    unknown = browser.get(f"{WRITE}/horoscope")
    browser.world.rules.answers["read"] = refuse("W02-within-reach")

    pages = [browser.get(path) for path in (f"{WRITE}/size", "/requests/request-1/summary")]

    assert unknown.status_code == 404
    assert [page.status_code for page in pages] == [404, 404]
    assert send(browser, "size", {"expected_persons": "450"}).status_code == 404
