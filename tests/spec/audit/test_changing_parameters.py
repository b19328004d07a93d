"""What a controller says changes by two stewards' signatures, in order, and leaves its line."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import Misconfigured
from spark_jobs.papers.errors import PaperRefused, PaperUnreadable
from spark_jobs.papers.paper import Kind, canonical
from spark_jobs.papers.parameters import Parameters, SignedChange
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support import builders
from tests.support.builders import ALVIK_KEY, BIRKA_KEY, PARAMETERS, RULES_KEY, STEWARDS_TRUST, parameter_change
from tests.support.fakes import World


def changed(**changes: Any) -> Parameters:
    return PARAMETERS.changed(parameter_change(**changes), STEWARDS_TRUST)


def reason(parameters: Parameters, trust: TrustFile = STEWARDS_TRUST) -> str:
    with pytest.raises(PaperRefused) as refused:
        parameters.verify(trust)
    return refused.value.reason


def why_not(signed: SignedChange, trust: TrustFile = STEWARDS_TRUST) -> str:
    with pytest.raises(PaperRefused) as refused:
        PARAMETERS.changed(signed, trust)
    return refused.value.reason


def test_whoever_has_said_nothing_is_asked_as_strictly_as_can_be() -> None:
    said = PARAMETERS.said_by("alvik")

    PARAMETERS.verify(STEWARDS_TRUST)
    assert (said.care_block, said.donated_data, said.counts) == ("exclude", "not_used", "closed")
    assert said.small_cell_threshold == 10
    assert set(said.extra_safeguards) == {"HGPD", "HPML", "WELA", "EINS"}


def test_two_stewards_change_what_one_controller_says_and_nobody_elses() -> None:
    parameters = changed()

    parameters.verify(STEWARDS_TRUST)
    assert parameters.version == 1
    assert parameters.said_by("alvik").care_block == "human_decides"
    assert parameters.said_by("birka") == PARAMETERS.strictest


def test_changes_follow_on_one_another() -> None:
    first = changed()
    second = parameter_change(RULES_KEY, BIRKA_KEY, standing=first, controller="birka", said={"counts": "open"})

    parameters = first.changed(second, STEWARDS_TRUST)

    parameters.verify(STEWARDS_TRUST)
    assert Parameters.read(parameters.to_json()) == parameters
    assert (parameters.version, parameters.said_by("birka").counts) == (2, "open")


def test_two_stewards_of_the_rules_may_sign_as_well() -> None:
    other = builders.signing_key("Ruben's, who keeps the rules too")
    pinned = builders.pinned(other, KeyRole.RULES, holder="ruben")
    trust = TrustFile(keys=(*STEWARDS_TRUST.keys, pinned))

    assert PARAMETERS.changed(parameter_change(RULES_KEY, other), trust).version == 1


SECOND_KEY = builders.signing_key("another one of Rut's")
UNNAMED_KEY = builders.signing_key("whose nobody wrote down")
MORE_TRUST = TrustFile(
    keys=(
        *STEWARDS_TRUST.keys,
        builders.pinned(SECOND_KEY, KeyRole.RULES, holder="rut"),
        builders.pinned(UNNAMED_KEY, KeyRole.CONTROLLER, controller="alvik"),
    )
)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((RULES_KEY,), "signatures-two"),
        ((RULES_KEY, ALVIK_KEY, BIRKA_KEY), "signatures-two"),
        ((RULES_KEY, RULES_KEY), "signed-twice"),
        ((RULES_KEY, SECOND_KEY), "signed-twice"),
        ((RULES_KEY, UNNAMED_KEY), "holder-unnamed"),
        ((RULES_KEY, BIRKA_KEY), "controller-differs"),
        ((RULES_KEY, builders.FOREIGN_KEY), "key-unknown"),
        ((RULES_KEY, builders.GATEWAY_KEY), "key-role"),
    ],
)
def test_a_change_that_two_different_stewards_have_not_signed_changes_nothing(keys: Any, expected: str) -> None:
    assert why_not(parameter_change(*keys), MORE_TRUST) == expected


def test_an_unsigned_change_changes_nothing() -> None:
    signed = parameter_change().model_copy(update={"papers": ()})

    assert why_not(signed) == "signatures-two"


def test_a_key_counts_on_the_day_of_the_change_alone() -> None:
    late = parameter_change(on="2028-01-01")

    assert why_not(late) == "key-day"


def test_a_signature_of_another_kind_or_on_another_change_is_none() -> None:
    signed = parameter_change()
    of_another_kind = RULES_KEY.sign(Kind.RULING, signed.change.as_json())
    other = parameter_change(because="Something else.")

    spoilt = signed.model_copy(update={"papers": (signed.papers[0], json.loads(of_another_kind.to_json()))})
    borrowed = signed.model_copy(update={"papers": other.papers})

    assert why_not(spoilt) == "paper-kind"
    assert why_not(borrowed) == "change-differs"


def test_a_broken_signature_is_none() -> None:
    signed = parameter_change()
    papers = (signed.papers[0], {**signed.papers[1], "signature": signed.papers[0]["signature"]})

    assert why_not(signed.model_copy(update={"papers": papers})) == "signature-broken"


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"follows": builders.some_digest("other parameters")}], ids=["number", "digest"]
)
def test_a_change_of_other_parameters_than_these_does_not_follow(changes: Any) -> None:
    assert why_not(parameter_change(**changes)) == "change-out-of-order"


def test_an_older_change_does_not_follow_on_a_newer() -> None:
    first = changed()
    yesterday = (builders.TODAY - timedelta(days=1)).isoformat()

    with pytest.raises(PaperRefused, match="does not follow"):
        first.changed(parameter_change(), STEWARDS_TRUST)
    with pytest.raises(PaperRefused, match="does not follow"):
        first.changed(parameter_change(standing=first, on=yesterday), STEWARDS_TRUST)


def test_parameters_that_were_edited_afterwards_are_not_believed() -> None:
    signed, open_counts = changed(), {"counts": "open"}
    said = signed.said_by("alvik").model_copy(update=open_counts)

    assert reason(signed.model_copy(update={"controllers": {"alvik": said}})) == "parameters-edited"
    assert reason(signed.model_copy(update={"controllers": {}})) == "parameters-edited"
    assert reason(signed.model_copy(update={"version": 2})) == "parameters-edited"
    assert reason(PARAMETERS.model_copy(update={"controllers": {"alvik": said}})) == "parameters-edited"
    loose = PARAMETERS.strictest.model_copy(update=open_counts)
    assert reason(PARAMETERS.model_copy(update={"strictest": loose})) == "parameters-edited"


def test_parameters_whose_changes_were_cut_or_edited_are_not_believed() -> None:
    signed = changed()
    (only,) = signed.changes
    edited = only.model_copy(update={"change": only.change.model_copy(update={"because": "No reason."})})

    assert reason(signed.model_copy(update={"changes": ()})) == "parameters-edited"
    assert reason(signed.model_copy(update={"changes": (edited,)})) == "change-differs"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"care_block": "include"}, "care_block"),
        ({"small_cell_threshold": 2}, "small_cell_threshold"),
        ({"small_cell_threshold": "10"}, "small_cell_threshold"),
        ({"extra_safeguards": ["NONE"]}, "extra_safeguards"),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_not_in_the_form_is_refused_at_its_place(said: Any, where: str) -> None:
    document = parameter_change().as_json()
    document["change"]["parameters"] |= said

    with pytest.raises(PaperUnreadable, match=where):
        SignedChange.read(canonical(document))


@pytest.mark.parametrize("data", [b"", b"[]", b'{"version": 0, "version": 1}', b"{}"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(PaperUnreadable):
        Parameters.read(data)


# ---- the house -------------------------------------------------------------------------------------------------------


def test_the_house_tells_of_each_change_once_and_keeps_its_papers() -> None:
    world = World(parameters=changed(), trust=STEWARDS_TRUST)

    world.house.ledger.same_parameters()
    world.house.ledger.same_parameters()

    (entry,) = [entry for entry in world.ledger if entry.event is Event.PARAMETERS_CHANGED]
    assert (entry.subject, entry.actor) == ("alvik", "house")
    assert [world.paper(digest).body["controller"] for digest in entry.papers] == ["alvik", "alvik"]


def test_the_house_tells_of_all_changes_since_it_last_stood() -> None:
    first = changed()
    second = first.changed(parameter_change(standing=first, said={"counts": "open"}), STEWARDS_TRUST)
    third = second.changed(parameter_change(standing=second, said={"counts": "closed"}), STEWARDS_TRUST)
    world = World(parameters=first, trust=STEWARDS_TRUST)
    world.house.ledger.same_parameters()

    world.parameters = third
    world.house.ledger.same_parameters()

    told = [entry.papers for entry in world.ledger if entry.event is Event.PARAMETERS_CHANGED]
    assert told == [tuple(paper.digest for paper in one.signatures()) for one in third.changes]


def test_a_house_whose_parameters_nobody_changed_says_nothing() -> None:
    world = World()

    world.house.ledger.same_parameters()

    assert world.ledger == []


def test_parameters_older_than_those_the_house_worked_by_stop_it() -> None:
    world = World(parameters=changed(), trust=STEWARDS_TRUST)
    world.house.ledger.same_parameters()

    world.parameters = PARAMETERS
    with pytest.raises(Misconfigured, match="older"):
        world.house.ledger.same_parameters()
    world.parameters = changed(because="Another line of changes.")
    with pytest.raises(Misconfigured, match="older"):
        world.house.ledger.same_parameters()


def test_the_papers_of_a_change_hold_when_the_ledger_is_verified() -> None:
    world = World(parameters=changed(), trust=STEWARDS_TRUST)
    world.house.ledger.same_parameters()

    verification = world.house.audit.verify(by=builders.AUDITOR)

    assert (verification.faults, verification.papers) == ((), 2)


def test_the_strictest_threshold_of_the_permits_controllers_is_ordered() -> None:
    said = {"small_cell_threshold": 25, "care_block": "exclude"}
    world = World(parameters=changed(said=said), trust=STEWARDS_TRUST)

    extract = world.ordered(refusing=["birka"])

    assert world.paper(extract.order).body["small_count_threshold"] == 25


def test_a_controller_cannot_lower_what_the_house_and_the_others_say() -> None:
    world = World(parameters=changed(said={"small_cell_threshold": 3}), trust=STEWARDS_TRUST)

    assert world.house.desk.threshold(["alvik"]) == 10
    assert replace(world.house.desk, small_count_threshold=3).threshold(["alvik"]) == 3
    assert replace(world.house.desk, small_count_threshold=3).threshold(["alvik", "birka"]) == 10


def test_a_change_says_its_day() -> None:
    assert parameter_change().change.on == date(2026, 11, 22)
