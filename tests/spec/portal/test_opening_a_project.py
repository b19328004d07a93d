"""A study in the portal: opened, its ethics decisions written down step by step, their conditions taken on."""

from datetime import timedelta
from typing import Any

from gateway.adapters.documents.examining import PdfExaminer
from gateway.domain.audit import Event
from gateway.domain.session import IDLE
from spark_jobs.papers.paper import digest_of
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.fakes import World, refuse

SCRIPT = "<script>alert(1)</script>"
PDF = b"the decision's document"
LETTER = {"file": ("decision.pdf", PDF, "application/pdf")}
APPROVAL: dict[str, Any] = {
    "case_number": "2025-01234",
    "kind": "approval",
    "outcome": "approved",
    "decided_on": "2025-03-03",
    "legal_force_on": "2025-03-28",
    "started_on": "2025-06-01",
    "principals": "ki",
    "investigator": "bo",
    "named_persons": "anna\r\ncilla",
    "datasets": ["alvik", "birka"],
    "groups": ["demographics", "diagnoses"],
    "period_from": "2015-01-01",
    "period_to": "2025-12-31",
    "population": "ICD-10-SE:K922",
    "maximum_persons": "1 000",
    "consent_mode": "waived",
    "conditions": f"Only for bleeding.\r\nTell the board {SCRIPT}.",
    "document_title": "Beslut",
    "document_digest": builders.some_digest("the decision's document"),
}


def opened() -> Browser:
    browser = Browser().be("anna")
    browser.get("/projects/new")
    browser.post("/projects/new", {"title": "Bleeding", "principal": "ki", "once": "one"})
    return browser


def recorded() -> Browser:
    browser = opened()
    browser.post("/projects/project-1/approval", {**APPROVAL, "at": "summary"})
    return browser


def project(browser: Browser) -> Any:
    with browser.world.memory.work() as work:
        return work.projects.get("project-1")


def test_a_project_is_opened_and_tells_what_is_missing() -> None:
    browser = Browser().be("anna")
    browser.get("/projects/new")

    answer = browser.post("/projects/new", {"title": SCRIPT, "principal": "ki", "once": "one"})
    page = browser.get(answer.headers["Location"])

    assert (answer.status_code, answer.headers["Location"]) == (303, "/projects/project-1")
    assert "The ethics approval is missing" in text_of(page.text)
    assert 'href="/projects/project-1/approval"' in page.text
    assert SCRIPT not in page.text


def test_the_desk_leads_to_the_projects_that_one_takes_part_in() -> None:
    browser = opened()

    page = browser.get("/")
    another = browser.another().be("sten").get("/")

    assert '<a href="/projects/project-1">Bleeding</a>' in page.text
    assert 'href="/projects/new"' in page.text
    assert "/projects/project-1" not in another.text
    # Who decides on others' studies opens none.
    assert "/projects/new" not in browser.another().be("klara").get("/").text


def test_a_form_sent_twice_opens_one_project() -> None:
    browser = Browser().be("anna")
    browser.get("/projects/new")
    written = {"title": "Bleeding", "principal": "ki", "once": "one"}

    answers = [browser.post("/projects/new", written).headers["Location"] for _ in range(2)]

    assert answers == ["/projects/project-1"] * 2
    assert [entry.event for entry in browser.world.ledger].count(Event.PROJECT_OPENED) == 1


def test_a_form_that_lacks_something_comes_back_with_what_was_written() -> None:
    browser = Browser().be("anna")
    browser.get("/projects/new")

    answer = browser.post("/projects/new", {"title": "", "principal": SCRIPT, "once": "one"})

    assert answer.status_code == 422
    assert '<a href="#title">Fill this in.</a>' in answer.text
    assert "&lt;script&gt;" in answer.text
    assert SCRIPT not in answer.text


def test_a_decision_is_written_step_by_step_and_is_on_record_at_the_end_alone() -> None:
    browser = opened()
    written: dict[str, Any] = {}

    for step, names in (
        ("decision", ("case_number", "kind", "outcome", "decided_on", "legal_force_on", "started_on")),
        ("people", ("principals", "investigator", "named_persons")),
        ("scope", ("datasets", "groups", "period_from", "period_to", "population")),
        ("size", ("maximum_persons", "consent_mode")),
        ("conditions", ("conditions", "document_title", "document_digest")),
    ):
        written |= {name: APPROVAL[name] for name in names}
        answer = browser.post("/projects/project-1/approval", {**written, "at": step})
        assert answer.status_code == 200, text_of(answer.text)
    nothing_yet = project(browser).ethics_approval
    summary = text_of(browser.page)
    answer = browser.post("/projects/project-1/approval", {**written, "at": "summary"})

    assert nothing_yet is None
    assert "Does everything agree with the decision?" in summary
    assert answer.headers["Location"] == "/projects/project-1"
    approval = project(browser).ethics_approval
    assert (approval.maximum_persons, approval.named_persons) == (1000, ("anna", "cilla"))
    assert [one.id for one in approval.conditions] == ["condition-1", "condition-2"]


def test_a_step_that_lacks_something_is_shown_again_and_those_after_it_are_not_asked_for() -> None:
    browser = opened()

    answer = browser.post(
        "/projects/project-1/approval", {"at": "decision", "case_number": "7", "kind": "approval", "decided_on": "x"}
    )

    assert answer.status_code == 422
    assert "Write a day as 2026-11-22." in text_of(answer.text)
    assert "Choose one of the alternatives." in text_of(answer.text)
    assert 'href="#principals"' not in answer.text


def test_a_case_number_of_no_known_form_is_told_at_its_field() -> None:
    browser = opened()

    answer = browser.post("/projects/project-1/approval", {**APPROVAL, "case_number": "7", "at": "summary"})

    assert answer.status_code == 422
    assert 'href="#case_number"' in answer.text
    assert "What was decided?" in text_of(answer.text)


def test_the_decisions_pdf_is_handed_in_with_it_and_its_fingerprint_is_computed() -> None:
    browser = opened()
    browser.get("/projects/project-1/approval")
    written = {**APPROVAL, "at": "summary", "document_digest": ""}

    answer = browser.post("/projects/project-1/approval", written, files=LETTER)

    assert answer.headers["Location"] == "/projects/project-1"
    (document,) = project(browser).ethics_approval.documents
    assert document.digest == digest_of(PDF)
    assert browser.world.memory.documents == {digest_of(PDF): PDF}


def test_a_file_that_is_no_pdf_is_told_at_its_field_and_nothing_is_on_record() -> None:
    browser = opened()
    browser.world.examiner = PdfExaminer()
    browser = browser.another().be("anna")
    browser.get("/projects/project-1/approval")

    answer = browser.post("/projects/project-1/approval", {**APPROVAL, "at": "summary"}, files=LETTER)

    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert 'name="maximum_persons" value="1 000"' in answer.text
    assert (project(browser).ethics_approval, browser.world.memory.documents) == (None, {})


def test_a_document_that_is_named_and_not_chosen_is_asked_for() -> None:
    browser = opened()

    answer = browser.post("/projects/project-1/approval", {**APPROVAL, "at": "summary", "document_digest": ""})

    assert answer.status_code == 422
    assert '<a href="#file">Fill this in.</a>' in answer.text


def test_a_decision_that_is_recorded_twice_is_one_paper() -> None:
    browser = recorded()

    browser.post("/projects/project-1/approval", {**APPROVAL, "at": "summary"})

    assert [entry.event for entry in browser.world.ledger].count(Event.APPROVAL_RECORDED) == 1


def test_what_is_on_record_stands_in_the_form_that_corrects_it() -> None:
    browser = recorded()

    page = browser.get("/projects/project-1/approval")

    assert 'value="2025-01234"' in page.text
    assert 'name="maximum_persons" value="1000"' in page.text


def test_a_condition_is_taken_on_once_and_a_correction_leaves_its_name() -> None:
    browser = recorded()
    taken = {"case_number": "2025-01234", "condition": "condition-2"}

    for _ in range(2):
        answer = browser.post("/projects/project-1/acknowledgements", taken)
    page = browser.get("/projects/project-1")
    fewer = {**APPROVAL, "conditions": f"Tell the board {SCRIPT}.\nAnother.", "at": "summary"}
    browser.post("/projects/project-1/approval", fewer)

    assert answer.headers["Location"] == "/projects/project-1#conditions"
    assert text_of(page.text).count("Taken upon the project") == 1
    assert SCRIPT not in page.text
    assert [one.id for one in project(browser).ethics_approval.conditions] == ["condition-2", "condition-1"]


def test_an_amendment_stands_beside_the_decision_it_changes() -> None:
    browser = recorded()
    browser.get("/projects/project-1/amendment")
    written = {
        "at": "summary",
        "case_number": "2025-01234-02",
        "amends": "2025-01234",
        "outcome": "approved",
        "decided_on": "2026-01-12",
        "legal_force_on": "2026-02-05",
        "maximum_persons": "1200",
    }

    first = browser.post("/projects/project-1/amendment", written)
    unlinked = browser.post("/projects/project-1/amendment", {**written, "amends": "2024-00001"})

    assert first.headers["Location"] == "/projects/project-1"
    assert project(browser).approval_on(builders.TODAY).maximum_persons == 1200
    assert unlinked.status_code == 422
    assert 'href="#amends"' in unlinked.text


def test_a_session_that_ends_in_the_middle_of_a_decision_loses_nothing() -> None:
    browser = opened()
    browser.get("/projects/project-1/approval")
    browser.world.clock.pass_by(IDLE + timedelta(minutes=1))

    browser.post("/projects/project-1/approval", {**APPROVAL, "at": "conditions"})
    browser.post("/sign-in/demo", {"chosen": "anna", "back": "/"})
    page = browser.get("/unsent")
    again = browser.post("/projects/project-1/approval", {**APPROVAL, "at": "conditions"})

    assert 'action="/projects/project-1/approval"' in page.text
    assert 'name="at" value="conditions"' in page.text
    assert 'name="population" value="ICD-10-SE:K922"' in page.text
    assert "Does everything agree" in text_of(again.text)


def test_a_project_of_others_is_not_there() -> None:
    world = World()
    world.opened()
    world.rules.answers["read"] = refuse("W02-within-reach")
    browser = Browser(world=world).be("sten")

    for path in ("/projects/project-1", "/projects/project-1/approval", "/projects/project-1/amendment"):
        assert browser.get(path).status_code == 404
    assert browser.post("/projects/project-1/approval", {**APPROVAL, "at": "summary"}).status_code == 404


def test_the_project_shows_its_requests_and_offers_what_the_rules_allow() -> None:
    world = World()
    world.drafted()
    browser = Browser(world=world).be("anna")

    offered = browser.get("/projects/project-1")
    world.rules.answers["draft"] = refuse("W01-may-act")
    looked = browser.get("/projects/project-1")

    assert 'href="/requests/request-1"' in offered.text
    assert "Write a new request" in text_of(offered.text)
    assert "Write a new request" not in text_of(looked.text)
