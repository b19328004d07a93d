"""No sequence of steps leaves the tables, and nothing that ended begins again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.domain.access_request import STEPS, AccessRequest, Status
from gateway.domain.delivery import PROGRESS_STEPS, Extract, Progress
from gateway.domain.errors import GatewayError, StepRefused
from tests.support import builders
from tests.support.fakes import World


def test_every_status_is_in_its_table() -> None:
    assert set(STEPS) == set(Status)
    assert set(PROGRESS_STEPS) == set(Progress)


@given(st.lists(st.sampled_from(Status)))
def test_no_sequence_of_steps_leaves_the_table_of_requests(steps: list[Status]) -> None:
    request = builders.access_request(Status.DRAFT)

    for status in steps:
        before: AccessRequest = request
        try:
            request = request.at(status)
        except StepRefused:
            assert status not in STEPS[before.status]
        else:
            assert request.status in STEPS[before.status]


@given(st.lists(st.sampled_from(Progress)))
def test_no_sequence_of_steps_leaves_the_table_of_extracts(steps: list[Progress]) -> None:
    extract = builders.extract(Progress.ORDERED)

    for progress in steps:
        before: Extract = extract
        try:
            extract = extract.at(progress)
        except StepRefused:
            assert progress not in PROGRESS_STEPS[before.progress]
        else:
            assert extract.progress in PROGRESS_STEPS[before.progress]


FEW = settings(max_examples=settings().max_examples // 3)
"""Each case walks a whole study, or signs: a third as many as the profile says."""

VERBS = ("submit", "revise", "send_back", "withdraw", "alvik", "birka", "issue", "round", "answer", "confirm")


def attempt(world: World, verb: str) -> None:
    rooms = world.house
    request = world.request()
    match verb:
        case "submit":
            rooms.access_request.submit(request.id, by=builders.RESEARCHER)
        case "revise":
            application = builders.application(selection=builders.selection("alvik", "birka"))
            rooms.access_request.revise(
                request.id, application=application, revision=request.revision, by=builders.RESEARCHER
            )
        case "send_back":
            rooms.access_request.send_back(request.id, because="Add something.", by=builders.COORDINATOR)
        case "withdraw":
            rooms.access_request.withdraw(request.id, by=builders.RESEARCHER)
        case "alvik" | "birka":
            world.review(verb)
        case "issue":
            rooms.permit.issue(request.id)
        case "answer":
            world.answer(world.extract())
        case "confirm" if world.extract().delivery:  # a runner that was sent no order has nothing to confirm
            world.confirm(world.extract())
        case _:
            rooms.round()


@FEW
@given(st.lists(st.sampled_from(VERBS), max_size=15))
def test_no_sequence_of_verbs_leaves_the_tables_or_goes_without_an_entry(verbs: list[str]) -> None:
    world = World()
    world.drafted(builders.application(selection=builders.selection("alvik", "birka")))

    for verb in verbs:
        before, lines = world.memory.copy(), len(world.ledger)
        try:
            attempt(world, verb)
        except GatewayError:
            assert world.memory.nouns == before.nouns

        if world.memory.nouns != before.nouns:
            assert len(world.ledger) > lines
        for id, request in world.memory.nouns["access_requests"].items():
            old = before.nouns["access_requests"][id].status
            assert request.status is old or request.status in STEPS[old]
        assert len(world.memory.nouns["permits"]) <= 1
        assert len(world.memory.nouns["extracts"]) <= 1

    assert world.house.audit.verify(by=builders.AUDITOR).faults == ()
