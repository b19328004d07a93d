"""
One study by four people in four windows, from the basket to the delivered extract, on a drawn region and a real engine.

The researcher has a phone without script, in English; the principal investigator a desk and script, in English; the
coordinator a desk without script, in Swedish; the steward a desk and script, in Swedish.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from catalog.model import ControllerId
from gateway.adapters.system import SystemClock
from gateway.domain.actor import Role
from gateway.domain.delivery import Progress
from gateway.main import create_app
from gateway.ports.clock import swedish_day
from gateway.web.portal.application_form import DECLARATIONS
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.signing_in import Arrived
from gateway.web.portal.visit import Portal
from gateway.wiring import open_demo_issuer, open_identity, open_sessions
from tests.journey.planes import Planes, both_planes
from tests.support.browsers import DESK, PHONE, be, chromium, too_wide, violations, window
from tests.support.builders import somebody
from tests.support.pdf import pdf
from tests.support.served import answering

PROVIDER = ControllerId("norrmalm")
ANNA = somebody("anna", Role.RESEARCHER, "ki")
TURE = somebody("ture", Role.RESEARCHER, "ki")
KLARA = somebody("klara", Role.COORDINATOR, "region")
ALMA = somebody("alma", Role.STEWARD, "norrmalm", controllers=(PROVIDER,))
AUDITOR = somebody("gustav", Role.AUDITOR, "region")
PEOPLE = (ANNA, TURE, KLARA, ALMA)
POPULATION = ("E11", "I10", "I48", "J44", "K92")
COLUMNS = ("person/year_of_birth", "condition_occurrence/condition_source_value")


@dataclass(frozen=True, kw_only=True)
class Four:
    """Each in a window of their own."""

    researcher: Page
    investigator: Page
    coordinator: Page
    steward: Page


@pytest.fixture
def planes(region: Path, tmp_path: Path) -> Iterator[Planes]:
    with both_planes(tmp_path, sources=region, descriptions=[]) as both:
        yield both


@pytest.fixture
def address(planes: Planes) -> Iterator[str]:
    settings = planes.gateway_settings
    open_demo_issuer(settings)
    ways = (OneClick.among([Arrived(actor=one, name=one.id.title()) for one in PEOPLE], demo=True),)
    with open_sessions(settings) as sessions:
        app = create_app(planes.house, open_identity(settings), portal=Portal(sessions=sessions, ways=ways))
        with answering(app) as found:
            yield found


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def four(browser: Browser, address: str) -> Iterator[Four]:
    with ExitStack() as windows:

        def seat(who: str, *, language: str, script: bool, size: dict[str, int]) -> Page:
            opened = window(browser, address, size=size, language=language, java_script_enabled=script)
            return be(windows.enter_context(opened).new_page(), who)

        yield Four(
            researcher=seat("anna", language="en", script=False, size=PHONE),
            investigator=seat("ture", language="en", script=True, size=DESK),
            coordinator=seat("klara", language="sv", script=False, size=DESK),
            steward=seat("alma", language="sv", script=True, size=DESK),
        )


def test_from_the_basket_to_the_delivered_extract(four: Four, planes: Planes) -> None:
    _put_people_on_record(four.coordinator)
    for page in (four.researcher, four.investigator):
        _accept_the_terms(page)
    _fill_the_basket(four.researcher)
    project = _open_a_project(four.researcher)
    request = _write_the_request(four.researcher, project)
    _verify_the_approval(four.coordinator, request)
    _submit(four.researcher, request)
    _decide(four.steward, request)
    _sees(four.coordinator, request, "Beviljad")

    planes.walk()

    delivered = planes.house.extraction.extracts_of(_permit(planes, request), by=AUDITOR)
    assert [one.progress for one in delivered] == [Progress.DELIVERED]
    for page in (four.researcher, four.investigator):
        _opens_the_workspace(page, request)
    for page in (four.investigator, four.steward):
        page.goto(f"/requests/{request}")
        assert (violations(page), too_wide(page)) == ([], [])
    assert planes.house.audit.verify(by=AUDITOR).faults == ()


def _put_people_on_record(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "sv"
    today = _today()
    for who in ("anna", "ture"):
        page.goto("/people/new")
        _fill(page, id=who, name=who.title(), organisation="ki")
        _send(page)
        page.goto("/people/training")
        _fill(page, id=who, on=_day(today), until=_day(today + timedelta(days=365)))
        _send(page)
        assert page.get_by_text("antecknat", exact=False).first.is_visible()


def _accept_the_terms(page: Page) -> None:
    page.goto("/terms")
    _send(page)
    assert page.get_by_text("You have accepted", exact=False).first.is_visible()


def _fill_the_basket(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(f"/catalog/{PROVIDER}")
    for column in COLUMNS:
        page.locator(f"input[value='{PROVIDER}/{column}']").check()
    page.get_by_role("button", name="Put in the basket").first.click()
    assert page.get_by_role("heading", name="Basket").is_visible()


def _open_a_project(page: Page) -> str:
    page.goto("/projects/new")
    _fill(page, title="Long illness and its course", principal="ki")
    _send(page)
    project = page.url.split("#", maxsplit=1)[0]
    today = _today()
    page.goto(f"{project}/approval")
    _tick(page, kind="approval", outcome="approved")
    decided, final = _day(today - timedelta(days=60)), _day(today - timedelta(days=30))
    _fill(page, case_number="2026-01234", decided_on=decided, legal_force_on=final)
    _send(page)
    _fill(page, principals="ki", investigator="ture", named_persons="anna")
    _send(page)
    _tick(page, datasets=PROVIDER)
    for group in ("demographics", "diagnoses"):
        _tick(page, groups=group)
    coded = "\n".join(f"ICD-10-SE:{code}" for code in POPULATION)
    _fill(page, period_from="2015-01-01", period_to="2025-12-31", population=coded)
    _send(page)
    _tick(page, consent_mode="waived")
    _fill(page, maximum_persons="5000")
    _send(page)
    _fill(page, document_title="The decision")
    _send(page)
    decision = FilePayload(name="decision.pdf", mimeType="application/pdf", buffer=pdf())
    page.locator("main input[type='file']").set_input_files(decision)
    _send(page)
    return project


def _write_the_request(page: Page, project: str) -> str:
    page.goto(f"{project}/requests/new")
    _send(page)
    request = page.url.split("/requests/")[1].split("/")[0]
    asked = page.url.rsplit("/", maxsplit=1)[1]
    while asked != "summary":
        if asked == "size":
            _fill(page, expected_persons="500")
        if asked == "variables":
            _fill(page, because_all="Needed for the outcome.")
        if asked == "format":
            _fill(page, why_pseudonymised="The same person is followed over the years.")
        if asked == "wanted":
            _fill(page, wanted_from=_day(_today()), wanted_until=_day(_today() + timedelta(days=365)))
        if asked == "declarations":
            for code in DECLARATIONS:
                _tick(page, declarations=code)
        page.get_by_role("button", name="Save and go on").click()
        asked = page.url.split("#")[0].rsplit("/", maxsplit=1)[1]
    return request


def _verify_the_approval(page: Page, request: str) -> None:
    page.goto(f"/requests/{request}/ethics/verification")
    page.locator("select[name='document']").select_option(index=1)
    _send(page)
    assert page.url.endswith(f"/requests/{request}/ethics")


def _submit(page: Page, request: str) -> None:
    page.goto(f"/requests/{request}/summary")
    page.get_by_role("button", name="Submit the request").click()
    _sees(page, request, "Submitted")
    assert page.get_by_text("Norrmalm", exact=False).first.is_visible()


def _decide(page: Page, request: str) -> None:
    page.goto("/")
    page.locator(
        f"main a[href='/requests/{request}/review/{PROVIDER}'], main a[href='/requests/{request}']"
    ).first.click()
    page.goto(f"/requests/{request}/review/{PROVIDER}")
    for answer in page.locator("input[name^='answer.'][value='yes']").all():
        answer.check()
    for reason in page.locator("textarea[name^='reason.']").all():
        reason.fill("Personerna är påhittade, och ingen kan kännas igen.")
    _tick(page, outcome="granted")
    _fill(page, reasons="Ingen skada syns.", units="1")
    page.locator("select[name='capacity']").select_option("head_of_operations")
    _send(page)
    expect(page.locator("#decide")).to_have_count(0)
    assert page.get_by_text("Beviljad", exact=False).first.is_visible()


def _sees(page: Page, request: str, status: str) -> None:
    page.goto(f"/requests/{request}")
    assert page.get_by_text(status, exact=False).first.is_visible(), page.locator("main").inner_text()


def _permit(planes: Planes, request: str) -> str:
    (permit,) = planes.house.permit.of_request(request, by=AUDITOR)
    return permit.id


def _opens_the_workspace(page: Page, request: str) -> None:
    page.goto(f"/requests/{request}")
    page.locator("main a[href^='/workspaces/']").first.click()
    assert page.get_by_role("heading", name="Workspace", exact=True).is_visible()
    page.locator("main a[href^='/extracts/']").first.click()
    assert page.get_by_text("year_of_birth").first.is_visible()


def _fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"main [name='{name}']").fill(text)


def _tick(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main input[name='{name}'][value='{value}']").check()


def _send(page: Page) -> None:
    """By the form's own button, and no error comes back."""
    page.locator("main form p.buttons button.button:not(.button--quiet)").first.click()
    page.wait_for_load_state()
    errors = page.locator("#errors")
    assert errors.count() == 0, errors.first.inner_text()


def _today() -> date:
    return swedish_day(SystemClock().now())


def _day(on: date) -> str:
    return on.isoformat()
