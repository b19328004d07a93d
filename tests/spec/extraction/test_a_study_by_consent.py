"""Where each person consents, permit and order carry it, and the data plane shows by which register it let them in."""

from dataclasses import replace
from typing import Any, cast

import pytest

from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.ethics import Consent, ConsentMode, EthicsApproval
from gateway.domain.facts import ALWAYS_ASKED, NO_CONSENT
from spark_jobs.papers.manifest import ExcludedPersons, UsedConsents
from spark_jobs.papers.order import ExtractionOrder
from tests.spec.decision.test_what_stops_a_permit import rules
from tests.support import builders
from tests.support.builders import COORDINATOR, ORDER, PROJECT, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World

BY_CONSENT = Consent(mode=ConsentMode.CONSENT, versions=("1.1", "2.0"))
WAIVED = Consent(mode=ConsentMode.WAIVED)
E09 = "E09-consent-checked"


def approved(consent: Consent | None = BY_CONSENT) -> EthicsApproval:
    return builders.ethics_approval(consent=consent)


def with_a_register() -> World:
    """The usual house, whose namespace has a register of consents as well."""
    entries = [*(builders.dataset(name) for name in builders.DATASETS), *builders.registers()]
    world = World(catalog=builders.catalog_of(*entries, builders.register("consents", "consents-register-1")))
    world.rules = cast(TableRules, rules())
    return world


def granted(world: World, approval: EthicsApproval | None = None) -> World:
    """Submitted, and granted by everybody."""
    project = world.opened(approval or approved())
    world.verified()
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        world.house.project.train(actor.id, on=builders.TODAY, until=builders.TODAY, by=COORDINATOR)
        world.house.project.accept_terms(version=builders.TERMS, by=actor)
    world.house.access_request.draft(project=project.id, application=builders.application(), by=RESEARCHER)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for controller in builders.DATASETS:
        world.review(controller)
    return world


def issued(world: World) -> World:
    granted(world).house.permit.issue(REQUEST)
    return world


def changed_to(world: World, consent: Consent) -> None:
    """The approval says otherwise from today."""
    with world.memory.work() as work:
        project = work.projects.get(PROJECT)
        work.projects.save(replace(project, ethics_approval=approved(consent)))
        work.commit(builders.entry())


def order_of(world: World) -> ExtractionOrder:
    return ExtractionOrder.of(world.memory.papers[world.extract().order])


def answered(world: World, **changed: Any) -> None:
    """The data plane has extracted; its manifest names what it used, but for what is changed."""
    paper = world.paper(world.extract().order)
    order = ExtractionOrder.of(paper)
    assert order.consent is not None
    told = builders.manifest_body(paper)
    snapshot = next(one.snapshot for one in order.registers if one.register_name == "consents")
    lacking = ExcludedPersons(kind=NO_CONSENT, persons=0, register_name="consents", snapshot=snapshot)
    used = {"study": order.consent.study, "versions": order.consent.versions, "snapshot": snapshot}
    consents = UsedConsents.model_validate({"register": "consents", **used, **changed})
    world.answer(world.extract(), consents=consents, exclusions=(*told.exclusions[:-1], lacking))
    world.house.extraction.follow(ORDER)


def test_permit_and_order_carry_mode_and_versions_and_the_order_names_study_and_register() -> None:
    world = issued(with_a_register())

    world.house.extraction.order(world.permit().id)

    permit, order = world.permit(), order_of(world)
    assert permit.consent == BY_CONSENT
    assert world.paper(permit.paper).body["consent"] == {"mode": "consent", "versions": ["1.1", "2.0"]}
    assert order.consent is not None
    assert order.consent.as_json() == {"mode": "consent", "study": "2025-01234", "versions": ["1.1", "2.0"]}
    assert [one.register_name for one in order.registers] == ["consents", "objections", "persons"]
    assert order.exclusions == (*ALWAYS_ASKED, NO_CONSENT)


def test_a_study_that_asks_nobody_names_no_register_of_consents() -> None:
    world = with_a_register()
    granted(world, approved(WAIVED)).house.permit.issue(REQUEST)

    world.house.extraction.order(world.permit().id)

    order = order_of(world)
    assert order.consent is not None
    assert order.consent.mode == "waived"
    assert [one.register_name for one in order.registers] == ["objections", "persons"]
    assert NO_CONSENT not in order.exclusions


@pytest.mark.parametrize("versions", [(), (" ",)])
def test_without_a_version_that_is_accepted_there_is_no_permit(versions: tuple[str, ...]) -> None:
    world = granted(with_a_register(), approved(Consent(mode=ConsentMode.CONSENT, versions=versions)))

    with pytest.raises(Refused, match=E09):
        world.house.permit.issue(REQUEST)

    assert world.request().status is Status.SUBMITTED


def test_a_version_that_is_accepted_no_longer_holds_the_order() -> None:
    world = issued(with_a_register())
    changed_to(world, Consent(mode=ConsentMode.CONSENT, versions=("2.0", "3.0")))

    with pytest.raises(Refused, match=E09):
        world.house.extraction.order(world.permit().id)

    assert world.permit().held_because == (E09,)


def test_what_the_permit_asked_for_is_asked_for_though_consent_was_waived_since() -> None:
    world = issued(with_a_register())
    changed_to(world, WAIVED)

    world.house.extraction.order(world.permit().id)

    order = order_of(world)
    assert order.consent is not None
    assert (order.consent.mode, order.exclusions) == ("consent", (*ALWAYS_ASKED, NO_CONSENT))


def test_a_permit_from_before_consent_was_kept_follows_an_approval_that_waives_it() -> None:
    world = with_a_register()
    granted(world, approved(WAIVED)).house.permit.issue(REQUEST)
    with world.memory.work() as work:
        work.permits.save(replace(work.permits.get(world.permit().id), consent=None))
        work.commit(builders.entry())

    world.house.extraction.order(world.permit().id)

    order = order_of(world)
    assert order.consent is not None
    assert order.consent.mode == "waived"


def test_where_nothing_says_how_persons_are_asked_nothing_is_ordered() -> None:
    world = World()
    permit = world.issued()
    with world.memory.work() as work:
        project = work.projects.get(PROJECT)
        work.projects.save(replace(project, ethics_approval=approved(None)))
        work.permits.save(replace(work.permits.get(permit.id), consent=None))
        work.commit(builders.entry())

    with pytest.raises(StepRefused, match="how persons are asked"):
        world.house.extraction.order(permit.id)


def test_a_register_of_consents_without_a_snapshot_stops_the_order_by_its_own_name() -> None:
    world = issued(with_a_register())
    del world.box.published["consents"]

    with pytest.raises(Invalid) as fault:
        world.house.extraction.order(world.permit().id)

    assert fault.value.reason == "consent-register-missing"
    assert world.memory.nouns["extracts"] == {}
    assert world.ledger[-1].because == ("consent-register-missing",)


def test_what_was_made_by_the_register_is_delivered() -> None:
    world = issued(with_a_register())
    world.house.extraction.order(world.permit().id)
    answered(world)

    assert world.house.delivery.deliver(ORDER).progress is Progress.DELIVERING


@pytest.mark.parametrize(
    "changed",
    [{"study": "2025-99999"}, {"versions": ("0.1",)}, {"register": "objections"}],
    ids=["another study's", "another version", "another register"],
)
def test_what_was_made_by_another_register_study_or_version_is_held(changed: dict[str, Any]) -> None:
    world = issued(with_a_register())
    world.house.extraction.order(world.permit().id)
    answered(world, **changed)

    with pytest.raises(Refused, match=E09):
        world.house.delivery.deliver(ORDER)

    assert world.extract().held_because == (E09,)


def test_what_was_made_without_the_register_is_held() -> None:
    world = issued(with_a_register())
    world.house.extraction.order(world.permit().id)
    world.answer(world.extract())
    world.house.extraction.follow(ORDER)

    with pytest.raises(Refused, match=E09):
        world.house.delivery.deliver(ORDER)

    assert world.extract().held_because == (E09,)
