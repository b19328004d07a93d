"""Two of the ways back: the applicant must add something, or takes the request back."""

import pytest

from gateway.domain.access_request import STEPS, Status
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.ports.rules import Question
from tests.support import builders
from tests.support.builders import COORDINATOR, RESEARCHER
from tests.support.fakes import World, refuse


def test_sending_back_opens_the_next_version_and_says_why() -> None:
    world = World()
    request = world.submitted()

    returned = world.house.access_request.send_back(request.id, because="Say why dates are needed.", by=COORDINATOR)

    assert returned == world.request()
    assert (returned.status, returned.version) == (Status.RETURNED, 2)
    assert returned.returned_because == "Say why dates are needed."
    assert world.ledger[-1].event == "access_request.returned"


def test_sending_back_without_a_word_is_refused() -> None:
    world = World()
    request = world.submitted()

    with pytest.raises(Invalid):
        world.house.access_request.send_back(request.id, because="  ", by=COORDINATOR)

    assert world.request() == request


def test_after_sending_back_the_parts_begin_anew() -> None:
    world = World()
    request = world.submitted()
    world.review("alvik")
    room = world.house.access_request

    room.send_back(request.id, because="Fewer columns.", by=COORDINATOR)
    room.submit(request.id, by=RESEARCHER)

    parts = world.house.decision.parts(request.id, by=COORDINATOR)
    assert [(part.controller, part.review) for part in parts] == [("alvik", None), ("birka", None), ("cedra", None)]
    assert world.review("alvik").version == 2


def test_the_paper_of_the_next_version_is_another_one_and_the_first_is_kept() -> None:
    world = World()
    first = world.submitted()
    room = world.house.access_request
    room.send_back(first.id, because="Fewer columns.", by=COORDINATOR)

    second = room.submit(first.id, by=RESEARCHER)

    assert second.returned_because is None
    assert second.paper != first.paper
    assert world.paper(first.paper).body["version"] == 1
    assert world.paper(second.paper).body["version"] == 2


def test_what_came_back_may_be_written_in_again() -> None:
    world = World()
    request = world.submitted()
    returned = world.house.access_request.send_back(request.id, because="Fewer persons.", by=COORDINATOR)

    revised = world.house.access_request.revise(
        request.id, application=builders.application(expected_persons=100), revision=returned.revision, by=RESEARCHER
    )

    assert (revised.status, revised.version) == (Status.RETURNED, 2)


def test_what_the_rules_held_is_let_go_by_sending_it_back() -> None:
    world = World()
    request = world.decided()
    world.rules.answers[Question.ISSUE] = refuse("E07-cohort-within-approval")
    with pytest.raises(Refused):
        world.house.permit.issue(request.id)

    returned = world.house.access_request.send_back(request.id, because="Too many persons.", by=COORDINATOR)

    assert returned.held_because == ()


def test_a_draft_cannot_be_sent_back() -> None:
    world = World()
    draft = world.drafted()

    with pytest.raises(StepRefused):
        world.house.access_request.send_back(draft.id, because="Too early.", by=COORDINATOR)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED])
def test_the_applicant_takes_back_what_is_not_decided(status: Status) -> None:
    world = World()
    draft = world.drafted()
    if status is not Status.DRAFT:
        world.house.access_request.submit(draft.id, by=RESEARCHER)
    if status is Status.RETURNED:
        world.house.access_request.send_back(draft.id, because="Add something.", by=COORDINATOR)

    withdrawn = world.house.access_request.withdraw(draft.id, by=RESEARCHER)

    assert withdrawn == world.request()
    assert withdrawn.status is Status.WITHDRAWN
    assert world.ledger[-1].event == "access_request.withdrawn"


def test_what_is_withdrawn_stays_withdrawn() -> None:
    world = World()
    draft = world.drafted()
    world.house.access_request.withdraw(draft.id, by=RESEARCHER)

    with pytest.raises(StepRefused):
        world.house.access_request.submit(draft.id, by=RESEARCHER)

    assert STEPS[Status.WITHDRAWN] == frozenset()


def test_only_whom_the_rules_let_may_send_back() -> None:
    world = World()
    request = world.submitted()
    world.rules.answers["return"] = refuse("W01-may-act")

    with pytest.raises(Refused, match="W01-may-act"):
        world.house.access_request.send_back(request.id, because="No.", by=RESEARCHER)

    assert world.request() == request
