"""A donated dataset is asked for where its controller uses such data, and the order says by which register they are."""

import shutil
from dataclasses import replace
from typing import Any, cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.domain.errors import Invalid, Refused
from gateway.domain.facts import ALWAYS_ASKED, NO_DONATION
from spark_jobs.papers.manifest import UsedDonations
from tests.policy.cases import POLICIES
from tests.policy.test_objections import say
from tests.spec.decision.test_what_stops_a_permit import rules
from tests.spec.extraction.test_a_study_by_consent import WAIVED, approved, granted, order_of
from tests.support import builders
from tests.support.builders import ORDER, REQUEST
from tests.support.fakes import TableRules, World

D12 = "D12-donated-data-used"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedRules:
    """The rules where Alvik has said that donated data are used."""
    folder = tmp_path_factory.mktemp("used") / "policies"
    shutil.copytree(POLICIES, folder)
    say(folder, {"alvik": {**builders.PARAMETERS.strictest.as_json(), "donated_data": "used"}})
    return EmbeddedRules(folder, demo=True)


def with_donations(ruling: EmbeddedRules) -> World:
    """The usual house, in which Alvik's rows were donated."""
    world = World(catalog=builders.catalog_with_donations())
    world.rules = cast(TableRules, ruling)
    return world


def ordered(ruling: EmbeddedRules) -> World:
    world = granted(with_donations(ruling), approved(WAIVED))
    world.house.permit.issue(REQUEST)
    world.house.extraction.order(world.permit().id)
    return world


def answered(world: World, **changed: Any) -> None:
    """The data plane has extracted; its manifest names the donated dataset and the register, if not changed."""
    told = builders.manifest_body(world.paper(world.extract().order)).exclusions[-1]
    used = {"datasets": ("alvik",), "register": told.register_name, "snapshot": told.snapshot}
    world.answer(world.extract(), donations=UsedDonations.model_validate(used | changed))
    world.house.extraction.follow(ORDER)


def test_what_its_controller_has_not_opened_is_not_submitted() -> None:
    world = with_donations(rules())

    with pytest.raises(Refused) as refused:
        granted(world, approved(WAIVED))

    assert refused.value.because == (D12,)
    assert world.request().status is Status.DRAFT


def test_the_order_names_the_register_of_the_donated_dataset_and_counts_those_without_a_donation(
    used: EmbeddedRules,
) -> None:
    order = order_of(ordered(used))

    told = {one.dataset: one.donation_register for one in order.datasets}
    assert told == {"alvik": "objections", "birka": None, "cedra": None}
    assert order.exclusions == (*ALWAYS_ASKED, NO_DONATION)


def test_a_controller_that_takes_its_word_back_holds_the_order(used: EmbeddedRules) -> None:
    world = granted(with_donations(used), approved(WAIVED))
    world.house.permit.issue(REQUEST)
    world.rules = cast(TableRules, rules())

    with pytest.raises(Refused, match=D12):
        world.house.extraction.order(world.permit().id)

    assert world.permit().held_because == (D12,)


def test_without_a_register_of_donations_nothing_is_ordered(used: EmbeddedRules) -> None:
    world = granted(with_donations(used), approved(WAIVED))
    world.house.permit.issue(REQUEST)
    entries = dict(world.catalog.entries)
    register = entries[builders.DatasetName("objections")]
    entries[register.name] = replace(register, tables={})
    world.catalog = replace(world.catalog, entries=entries)

    with pytest.raises(Invalid) as fault:
        world.house.extraction.order(world.permit().id)

    assert fault.value.reason == "register-missing"
    assert world.memory.nouns["extracts"] == {}


def test_what_was_read_of_donors_alone_is_delivered(used: EmbeddedRules) -> None:
    world = ordered(used)
    answered(world)

    assert world.house.delivery.deliver(ORDER).progress is Progress.DELIVERING


@pytest.mark.parametrize(
    "changed",
    [{"datasets": ("birka",)}, {"register": "persons"}, {"snapshot": builders.some_digest("another")}],
    ids=["another dataset", "another register", "another snapshot"],
)
def test_what_was_read_otherwise_is_held(used: EmbeddedRules, changed: dict[str, Any]) -> None:
    world = ordered(used)
    answered(world, **changed)

    with pytest.raises(Refused, match=D12):
        world.house.delivery.deliver(ORDER)

    assert world.extract().held_because == (D12,)
