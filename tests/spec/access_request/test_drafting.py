"""A researcher drafts an access request; until it is submitted it may be written anew."""

from dataclasses import replace

import pytest

from catalog.selection import ColumnChoice
from gateway.domain.access_request import Status
from gateway.domain.errors import Invalid, NotFound, Refused, Stale, StepRefused
from gateway.ports.rules import Question
from tests.support import builders
from tests.support.builders import RESEARCHER, STRANGER
from tests.support.fakes import World, refuse


def test_a_draft_is_written_in_a_project_and_leaves_its_entry() -> None:
    world = World()

    draft = world.drafted()

    assert draft.status is Status.DRAFT
    assert draft.version == 1
    assert world.request() == draft
    assert world.ledger[-1].event == "access_request.drafted"
    assert world.ledger[-1].project == draft.project


def test_whoever_is_named_becomes_a_member_of_the_project() -> None:
    world = World()

    draft = world.drafted(builders.application(named_persons=("anna", "disa")))

    assert world.house.project.read(draft.project, by=RESEARCHER).members == ("anna", "bo", "disa")


def test_who_applies_is_who_is_signed_in_whatever_the_body_says() -> None:
    world = World()
    by_another = replace(builders.application().applicant, id="the-minister", organisation="government")

    draft = world.drafted(builders.application(applicant=by_another))

    assert (draft.application.applicant.id, draft.application.applicant.organisation) == ("anna", "ki")


@pytest.mark.parametrize(
    ("columns", "reason", "where"),
    [
        ((builders.choice("nowhere", "person", "person_id"),), "unknown-dataset", "/columns/0/dataset"),
        ((builders.choice("alvik", "person", "shoe_size"),), "unknown-column", "/columns/0/column"),
        ((builders.choice("persons", "number", "number"),), "unknown-dataset", "/columns/0/dataset"),
        ((), "no-column", "/columns"),
    ],
)
def test_a_draft_names_only_what_the_catalog_has(columns: tuple[ColumnChoice, ...], reason: str, where: str) -> None:
    world = World()

    with pytest.raises(Invalid) as fault:
        world.drafted(builders.application(selection=builders.selection(columns=columns)))

    assert (fault.value.reason, fault.value.where) == (reason, where)
    assert world.memory.nouns["access_requests"] == {}
    assert world.ledger[-1].because == (reason,)


def test_nobody_drafts_in_a_project_of_others() -> None:
    world = World()
    project = world.opened()
    world.rules.answers["draft"] = refuse("W02-within-reach")

    with pytest.raises(Refused, match="W02-within-reach"):
        world.house.access_request.draft(project=project.id, application=builders.application(), by=STRANGER)

    assert world.memory.nouns["access_requests"] == {}
    assert world.ledger[-1].actor == STRANGER.id


def test_a_project_that_is_not_there_takes_no_draft() -> None:
    world = World()

    with pytest.raises(NotFound):
        world.house.access_request.draft(project="project-9", application=builders.application(), by=RESEARCHER)


def test_a_draft_is_written_anew_by_whoever_read_it_last() -> None:
    world = World()
    draft = world.drafted()
    shorter = builders.application(expected_persons=50)

    revised = world.house.access_request.revise(draft.id, application=shorter, revision=draft.revision, by=RESEARCHER)

    assert revised == world.request()
    assert revised.application.expected_persons == 50
    assert revised.version == 1


def test_a_revision_is_answered_with_the_number_that_the_next_one_needs() -> None:
    world = World()
    draft = world.drafted()
    room = world.house.access_request

    first = room.revise(draft.id, application=draft.application, revision=draft.revision, by=RESEARCHER)
    second = room.revise(draft.id, application=draft.application, revision=first.revision, by=RESEARCHER)

    assert (first.revision, second.revision) == (1, 2)


def test_a_revision_names_newcomers_members() -> None:
    world = World()
    draft = world.drafted()
    with_disa = builders.application(named_persons=("disa",))

    world.house.access_request.revise(draft.id, application=with_disa, revision=draft.revision, by=RESEARCHER)

    assert "disa" in world.house.project.read(draft.project, by=RESEARCHER).members


def test_two_who_write_at_once_do_not_overwrite_each_other() -> None:
    world = World()
    draft = world.drafted()
    room = world.house.access_request
    room.revise(draft.id, application=builders.application(expected_persons=1), revision=0, by=RESEARCHER)

    with pytest.raises(Stale):
        room.revise(draft.id, application=builders.application(expected_persons=2), revision=0, by=RESEARCHER)

    assert world.request().application.expected_persons == 1
    assert world.ledger[-1].because == ("stale",)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.DECIDED, Status.REFUSED, Status.WITHDRAWN])
def test_what_was_submitted_is_not_written_in(status: Status) -> None:
    world = World()
    draft = world.drafted()
    world.memory.nouns["access_requests"][draft.id] = replace(draft, status=status)

    with pytest.raises(StepRefused):
        world.house.access_request.revise(draft.id, application=draft.application, revision=0, by=RESEARCHER)

    assert world.request().status is status


def test_the_rules_say_beforehand_what_they_would_say_and_nothing_changes() -> None:
    world = World()
    draft = world.drafted()
    world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    ruling = world.house.access_request.check(draft.id, by=RESEARCHER)

    assert ruling.missing == {"E03-started-in-time"}
    assert world.request() == draft
    assert world.ledger[-1].because == ("E03-started-in-time",)
