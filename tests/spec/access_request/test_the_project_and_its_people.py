"""One study under one approval; and the people whom a request may name."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid, NotFound, Refused, Stale
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR, RESEARCHER, STRANGER, TERMS
from tests.support.fakes import World, refuse


def test_whoever_opens_a_project_is_its_first_member() -> None:
    world = World()

    project = world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)

    assert project.members == ("anna",)
    assert world.ledger[-1].event == "project.opened"


def test_everybody_finds_the_projects_they_take_part_in_and_a_coordinator_all() -> None:
    world = World()
    for title, by in (("Bleeding", RESEARCHER), ("Falls", STRANGER)):
        world.house.project.open(title=title, principal="ki", by=by)

    own = world.house.project.list(after=None, limit=10, by=RESEARCHER)
    every = world.house.project.list(after=None, limit=10, by=COORDINATOR)
    rest = world.house.project.list(after="project-1", limit=10, by=COORDINATOR)

    assert [project.title for project in own] == ["Bleeding"]
    assert [project.title for project in every] == ["Bleeding", "Falls"]
    assert [project.title for project in rest] == ["Falls"]
    assert world.ledger[-1].event == "project.listed"


def test_a_project_that_the_rules_do_not_let_somebody_read_is_left_out_of_the_list() -> None:
    world = World()
    world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)
    world.rules.answers["read"] = refuse("W02-within-reach")

    assert world.house.project.list(after=None, limit=10, by=RESEARCHER) == []


def test_an_approval_on_record_is_a_paper_that_keeps_the_number_as_it_was_written() -> None:
    world = World()
    project = world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)
    approval = builders.ethics_approval(case_number=CaseNumber.parse("Dnr 2025–01234"))

    recorded = world.house.project.record_approval(project.id, approval=approval, by=COORDINATOR)

    paper = world.paper(recorded.ethics_paper)
    assert paper.kind is Kind.ETHICS_APPROVAL
    assert (paper.body["raw_case_number"], paper.body["case_number"]) == ("Dnr 2025–01234", "2025-01234")
    assert (paper.body["recorded_by"], paper.body["recorded_on"]) == ("klara", "2026-11-22")
    assert world.ledger[-1].papers == (recorded.ethics_paper,)


def test_a_correction_of_the_approval_is_a_paper_of_its_own() -> None:
    world = World()
    project = world.opened()

    corrected = world.house.project.record_approval(
        project.id, approval=builders.ethics_approval(maximum_persons=600), by=RESEARCHER
    )

    assert corrected.ethics_paper != project.ethics_paper
    assert world.paper(project.ethics_paper).body["maximum_persons"] == 500
    assert corrected.revision == project.revision + 1


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"legal_force_on": date(2025, 3, 2)}, "ethics_approval/legal_force_on"),
        ({"started_on": date(2025, 3, 2)}, "ethics_approval/started_on"),
        (
            {"scope": replace(builders.ethics_approval().scope, period_to=date(2014, 12, 31))},
            "ethics_approval/scope/period/to",
        ),
    ],
)
def test_days_in_the_wrong_order_are_a_slip_of_the_pen(wrong: dict[str, object], where: str) -> None:
    with pytest.raises(Invalid) as fault:
        builders.ethics_approval(**wrong)

    assert (fault.value.reason, fault.value.where) == ("dates-order", where)


@pytest.mark.parametrize("nobody", [0, -1])
def test_an_approval_of_nobody_is_none(nobody: int) -> None:
    with pytest.raises(Invalid, match="nobody"):
        builders.ethics_approval(maximum_persons=nobody)


def test_a_project_is_read_by_whom_the_rules_let_and_the_looking_is_kept() -> None:
    world = World()
    project = world.opened()
    world.house.project.read(project.id, by=RESEARCHER)
    world.rules.answers["read"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.project.read(project.id, by=STRANGER)

    assert world.memory.events()[-2:] == ["project.read", "verb.refused"]


def test_a_person_is_registered_once() -> None:
    world = World()
    world.house.project.register("disa", name="Disa", organisation="ki", by=COORDINATOR)

    with pytest.raises(Stale):
        world.house.project.register("disa", name="Another", organisation="ki", by=COORDINATOR)

    assert world.memory.nouns["people"]["disa"].name == "Disa"


def test_training_is_recorded_with_its_days() -> None:
    world = World()
    world.house.project.register("disa", name="Disa", organisation="ki", by=COORDINATOR)

    trained = world.house.project.train("disa", on=date(2026, 1, 1), until=date(2027, 1, 1), by=COORDINATOR)

    assert trained == world.memory.nouns["people"]["disa"]
    assert trained.training_valid_until == date(2027, 1, 1)
    assert world.ledger[-1].event == "person.trained"


def test_training_that_ends_before_it_was_taken_is_refused() -> None:
    with pytest.raises(Invalid) as fault:
        World().house.project.train("disa", on=date(2026, 1, 2), until=date(2026, 1, 1), by=COORDINATOR)

    assert fault.value.reason == "dates-order"


def test_somebody_who_is_not_on_record_cannot_be_trained() -> None:
    with pytest.raises(NotFound):
        World().house.project.train("disa", on=date(2026, 1, 1), until=date(2027, 1, 1), by=COORDINATOR)


def test_terms_are_accepted_by_each_for_themselves_on_the_day() -> None:
    world = World()
    world.opened()

    accepted = world.house.project.accept_terms(version=TERMS, by=RESEARCHER)

    assert (accepted.id, accepted.terms_version, accepted.terms_accepted_on) == ("anna", TERMS, builders.TODAY)
    assert world.ledger[-1].event == "person.terms_accepted"


def test_only_the_terms_in_force_are_accepted() -> None:
    world = World()
    world.opened()

    with pytest.raises(Invalid, match=TERMS) as fault:
        world.house.project.accept_terms(version="2019-1", by=RESEARCHER)

    assert fault.value.reason == "terms-version"
