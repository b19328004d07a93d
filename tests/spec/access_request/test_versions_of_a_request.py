"""Whoever looks at a request that came back sees what changed since the version that was sent back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gateway.domain import bodies
from gateway.domain.access_request import Application
from gateway.domain.errors import Refused
from gateway.domain.versions import Change, changes
from gateway.words.versions import FIELDS
from tests.support import builders
from tests.support.builders import COORDINATOR, RESEARCHER
from tests.support.fakes import World, refuse

BEFORE = builders.application()
SELECTION = BEFORE.selection


def between(before: Application, now: Application) -> list[tuple[str, str, str | None, str | None]]:
    """Each change as kind, place, what was and what is now."""
    written = bodies.application(before)
    found = changes(written, bodies.application(now), kinds=tuple(written))
    return [(change.kind, change.what, change.was, change.now) for change in found]


def test_what_is_the_same_is_no_change() -> None:
    assert between(BEFORE, builders.application()) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"expected_persons": 300}, [("expected_persons", "", "400", "300")]),
        ({"named_persons": ("anna", "cia")}, [("named_persons", "", '["anna"]', '["anna", "cia"]')]),
        ({"text_profile": "withhold"}, [("text_profile", "", None, "withhold")]),
        (
            {"selection": replace(SELECTION, period_to=date(2023, 12, 31))},
            [("period", "to", "2024-12-31", "2023-12-31")],
        ),
    ],
    ids=["persons", "people", "profile", "period"],
)
def test_a_change_tells_what_was_and_what_is_now(changed: dict[str, Any], told: list[Any]) -> None:
    assert between(BEFORE, replace(BEFORE, **changed)) == told


def test_a_column_is_told_by_its_name_wherever_it_stands_in_the_list() -> None:
    first, second, *others = SELECTION.columns
    fewer = replace(BEFORE, selection=replace(SELECTION, columns=(*others, replace(second, justification="another"))))
    gone, anew = (f"{one.dataset}.{one.table}.{one.column}" for one in (first, second))

    told = between(BEFORE, fewer)

    assert (("columns", f"{gone}/justification", first.justification, None)) in told
    assert (("columns", f"{anew}/justification", second.justification, "another")) in told
    assert {what.split("/")[0] for _, what, _, _ in told} == {gone, anew}
    assert between(fewer, BEFORE) == [(kind, what, now, was) for kind, what, was, now in told]


def test_without_a_column_all_that_were_are_gone() -> None:
    nothing = {**bodies.application(BEFORE), "columns": []}

    found = changes(bodies.application(BEFORE), nothing, kinds=["columns"])

    assert {change.now for change in found if change.what} == {None}
    assert Change(kind="columns", what="", was=None, now="[]") in found


def test_a_criterion_of_the_cohort_is_told_by_its_place() -> None:
    written = bodies.application(BEFORE)
    entry = [{**written["cohort"]["entry"][0], "code_list": "another"}]
    other = {**written, "cohort": {**written["cohort"], "entry": entry}}

    (change,) = changes(written, other, kinds=tuple(written))

    assert (change.kind, change.what, change.now) == ("cohort", "entry/0/code_list", "another")


def test_every_field_of_an_application_has_its_words() -> None:
    assert set(FIELDS) == set(bodies.application(BEFORE))


def test_a_request_that_was_not_sent_back_has_no_earlier_version() -> None:
    world = World()
    request = world.submitted()

    assert world.house.access_request.versions(request.id, by=COORDINATOR) is None
    assert world.ledger[-1].event == "access_request.read"


def test_the_present_version_stands_beside_the_one_that_was_sent_back_before_and_after_it_is_submitted() -> None:
    world = World()
    request = world.submitted()
    room = world.house.access_request
    returned = room.send_back(request.id, because="Fewer persons.", by=COORDINATOR)
    fewer = builders.application(expected_persons=300)
    room.revise(request.id, application=fewer, revision=returned.revision, by=RESEARCHER)
    writing = room.versions(request.id, by=RESEARCHER)
    room.submit(request.id, by=RESEARCHER)

    submitted = room.versions(request.id, by=COORDINATOR)

    assert submitted == writing
    assert submitted is not None
    assert (submitted.sent_back, submitted.present) == (1, 2)
    assert submitted.changes == [Change(kind="expected_persons", what="", was="400", now="300")]


def test_a_version_from_before_there_were_kinds_was_for_research_and_no_change_is_told() -> None:
    world = World()
    request = world.submitted()
    room = world.house.access_request
    room.send_back(request.id, because="Fewer persons.", by=COORDINATOR)
    paper = world.paper(request.paper)
    before = replace(paper, body={name: value for name, value in paper.body.items() if name != "kind"})
    world.memory.papers[before.digest] = before
    stored = replace(world.request(), sent_back=before.digest)
    world.memory.nouns["access_requests"][request.id] = stored

    versions = room.versions(request.id, by=RESEARCHER)

    assert versions is not None
    assert versions.changes == []


def test_whoever_may_not_read_the_request_sees_no_change() -> None:
    world = World()
    request = world.submitted()
    world.rules.answers["read"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.access_request.versions(request.id, by=RESEARCHER)
