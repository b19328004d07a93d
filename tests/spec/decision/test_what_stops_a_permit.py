"""Under the house's own rules: consent, recipients abroad and free text, from the submission to the permit."""

from dataclasses import replace
from functools import cache
from typing import cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Application, Status
from gateway.domain.errors import Refused
from gateway.domain.ethics import Consent, ConsentMode, EthicsApproval
from gateway.domain.judgement import Finding
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from tests.support import builders
from tests.support.builders import COORDINATOR, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World

ABROAD = "D04-recipient-in-reach"


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def drafted(application: Application, approval: EthicsApproval | None = None) -> World:
    """A draft whose people are trained and have accepted the terms."""
    world = World(rules=cast(TableRules, rules()))
    project = world.opened(approval)
    world.verified()
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        world.house.project.train(actor.id, on=builders.TODAY, until=builders.TODAY, by=COORDINATOR)
        world.house.project.accept_terms(version=builders.TERMS, by=actor)
    world.house.access_request.draft(project=project.id, application=application, by=RESEARCHER)
    return world


def decided(application: Application, approval: EthicsApproval | None = None) -> World:
    """Submitted, and granted by everybody."""
    world = drafted(application, approval)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for dataset in application.selection.datasets():
        world.review(dataset)
    return world


def from_norway() -> Application:
    application = builders.application()
    return replace(application, applicant=replace(application.applicant, country="NO"))


def test_a_recipient_abroad_waits_for_the_special_decision() -> None:
    world = decided(from_norway())

    with pytest.raises(Refused) as refused:
        world.house.permit.issue(REQUEST)

    assert refused.value.ruling.needs_judgement == {ABROAD}
    world.house.decision.judge(
        REQUEST, ground=ABROAD, finding=Finding.ACCEPTED, reasons="decided by each controller", by=COORDINATOR
    )
    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED


def test_an_approval_by_consent_stops_where_no_register_tells_who_gave_it() -> None:
    approval = builders.ethics_approval(consent=Consent(mode=ConsentMode.CONSENT, versions=("2.0",)))
    world = decided(builders.application(), approval)

    with pytest.raises(Refused, match="E09-consent-checked"):
        world.house.permit.issue(REQUEST)

    assert world.request().held_because == ("E09-consent-checked",)


def test_an_approval_of_which_nobody_wrote_how_persons_are_asked_stops() -> None:
    world = decided(builders.application(), builders.ethics_approval(consent=None))

    with pytest.raises(Refused, match="E09-consent-checked"):
        world.house.permit.issue(REQUEST)


@pytest.mark.parametrize(("profile", "submitted"), [(None, False), ("clinical-1", False), ("withhold", True)])
def test_free_text_needs_a_profile_that_is_measured_or_withholds_it(profile: str | None, submitted: bool) -> None:
    columns = (*builders.choices("alvik"), builders.choice("alvik", "note", "note_text"))
    asked = builders.application(selection=builders.selection(columns=columns), text_profile=profile)
    world = drafted(asked)

    ruling = world.house.access_request.check(REQUEST, by=RESEARCHER)

    assert ruling.missing == (frozenset() if submitted else {"M04-text-profile-chosen"})


def test_the_rules_are_told_what_the_catalog_says_of_each_criterion() -> None:
    world = World()
    cohort = builders.cohort(
        exclude=[
            {"table": "condition_occurrence", "column": "condition_source_value", "code_list": "bleed", "when": "ever"}
        ]
    )
    world.submitted(builders.application(selection=builders.selection(**cohort)))

    told = world.rules.facts(Question.SUBMIT)["access_request"]["criteria"]

    assert told == [{"table": "condition_occurrence", "column": "condition_source_value", "searchable": True}] * 2
