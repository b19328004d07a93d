"""Looking is an act; and what is not for somebody to see is not in the list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from gateway.domain.access_request import Status
from gateway.domain.actor import Actor, Role
from gateway.domain.errors import NeighbourUnavailable, NotFound, Refused
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from tests.support import builders
from tests.support.builders import RESEARCHER, STRANGER
from tests.support.fakes import World, allow, refuse, ruling, silent


def test_reading_a_request_leaves_an_entry() -> None:
    world = World()
    draft = world.drafted()

    read = world.house.access_request.read(draft.id, by=RESEARCHER)

    assert read == draft
    assert (world.ledger[-1].event, world.ledger[-1].actor) == ("access_request.read", "anna")


def test_a_reader_who_may_not_read_sees_nothing_and_is_seen() -> None:
    world = World()
    draft = world.drafted()
    world.rules.answers["read"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.access_request.read(draft.id, by=STRANGER)

    assert (world.ledger[-1].event, world.ledger[-1].actor) == ("verb.refused", "sten")


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        World().house.access_request.read("request-9", by=RESEARCHER)


def three_drafts() -> World:
    world = World()
    project = world.opened()
    for _ in range(3):
        world.house.access_request.draft(project=project.id, application=builders.application(), by=RESEARCHER)
    return world


def only(*ids: str) -> Mapping[Question | str, Any]:
    def answer(question: Question, facts: Mapping[str, Any]) -> Ruling:
        return allow(question, facts) if facts["access_request"]["id"] in ids else ruling(question, missing=("W02",))

    return {"read": answer}


def test_a_list_shows_only_what_may_be_read() -> None:
    world = three_drafts()
    world.rules.answers.update(only("request-1", "request-3"))

    seen = world.house.access_request.list(after=None, limit=10, by=RESEARCHER)

    assert [request.id for request in seen] == ["request-1", "request-3"]
    assert (world.ledger[-1].event, world.ledger[-1].project) == ("access_request.listed", None)


def test_a_list_is_turned_page_by_page() -> None:
    world = three_drafts()
    room = world.house.access_request

    first = room.list(after=None, limit=2, by=RESEARCHER)
    second = room.list(after=first[-1].id, limit=2, by=RESEARCHER)

    assert [request.id for request in first] == ["request-1", "request-2"]
    assert [request.id for request in second] == ["request-3"]


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (RESEARCHER, ["request-1", "request-2"]),
        (STRANGER, ["request-3"]),
        (builders.STEWARD_A, ["request-1"]),
        (builders.STEWARD_B, ["request-2", "request-3"]),
        (builders.COORDINATOR, ["request-1", "request-2", "request-3"]),
        (builders.AUDITOR, ["request-1", "request-2", "request-3"]),
        (replace(STRANGER, id="olle", roles=(Role.OPERATOR,)), []),
        (replace(RESEARCHER, roles=(Role.RESEARCHER, Role.STEWARD), controllers=builders.STEWARD_B.controllers), None),
    ],
)
def test_the_house_looks_only_where_the_rules_could_let_somebody_read(reader: Actor, seen: list[str] | None) -> None:
    world = three_of_two_projects()
    world.rules.asked.clear()

    found = world.house.access_request.list(after=None, limit=10, by=reader)

    wanted = ["request-1", "request-2", "request-3"] if seen is None else seen
    assert [request.id for request in found] == wanted
    assert [facts["access_request"]["id"] for _, facts in world.rules.asked] == wanted


def three_of_two_projects() -> World:
    """Anna asks of alvik and of birka, Sten of birka, each in a project of their own."""
    world = World()
    room = world.house
    for number, (actor, name) in enumerate([(RESEARCHER, "alvik"), (RESEARCHER, "birka"), (STRANGER, "birka")]):
        if number != 1:
            project = room.project.open(title="Bleeding", principal="ki", by=actor)
        applicant = replace(builders.application().applicant, id=actor.id)
        asked = builders.application(
            applicant=applicant,
            investigator=actor.id,
            named_persons=(actor.id,),
            selection=builders.selection(name),
        )
        room.access_request.draft(project=project.id, application=asked, by=actor)
    return world


def test_a_page_is_filled_beyond_what_may_not_be_read() -> None:
    world = three_drafts()
    world.rules.answers.update(only("request-3"))

    seen = world.house.access_request.list(after=None, limit=1, by=RESEARCHER)

    assert [request.id for request in seen] == ["request-3"]


def test_a_request_that_the_catalog_no_longer_describes_is_left_out_of_the_list() -> None:
    world = three_drafts()
    world.catalog = builders.catalog_of(builders.dataset("alvik"))

    seen = world.house.access_request.list(after=None, limit=10, by=RESEARCHER)

    assert list(seen) == []


def test_silent_rules_make_no_list() -> None:
    world = three_drafts()
    world.rules.answers["read"] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.access_request.list(after=None, limit=10, by=RESEARCHER)


def test_whoever_waits_is_told_the_status_alone() -> None:
    world = World()
    request = world.submitted()
    lines = len(world.ledger)

    status = world.house.access_request.status_of(request.id)

    assert status is Status.SUBMITTED
    assert len(world.ledger) == lines
