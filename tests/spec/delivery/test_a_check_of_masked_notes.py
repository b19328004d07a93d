"""Before masked notes are delivered, each controller's steward reads a sealed sample and says what was left in it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.audit import Event
from gateway.domain.chain import trace
from gateway.domain.delivery import Progress
from gateway.domain.errors import Invalid, NeighbourUnavailable, NotFound, Refused, StepRefused
from gateway.domain.note_check import NoteCheckTerms, miss_at_most
from gateway.ports.rules import Question
from gateway.words.chain import TELLS
from gateway.words.language import Language
from spark_jobs.papers.note_samples import MissedOfClass
from spark_jobs.papers.paper import Kind, digest_of
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.spec.extraction.test_ordering import notes, order_of
from tests.support import builders
from tests.support.builders import ORDER, PERMIT, RESEARCHER, STEWARD_A, STEWARD_B
from tests.support.fakes import World

CHECKED = "M05-notes-checked"
LEFT: dict[str, Any] = {"with_a_miss": 1, "missed": (MissedOfClass(tag="PERSON", times=2),)}
ALVIK = ControllerId("alvik")


def sampled(**drawn: tuple[int, int]) -> World:
    """A study whose extract has masked notes, staged: so many were drawn of so many, by controller."""
    world = prepared()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    for controller in builders.DATASETS:
        world.review(controller)
    world.house.permit.issue(builders.REQUEST)
    world.house.extraction.order(PERMIT)
    world.answer_with_notes(world.extract(), drawn or {"alvik": (50, 812)})
    world.house.extraction.follow(ORDER)
    return world


def held(world: World) -> tuple[str, ...]:
    """Why the rules would not deliver."""
    with pytest.raises(Refused) as refusal:
        world.house.delivery.deliver(ORDER)
    return refusal.value.because


def test_an_extract_is_held_until_its_notes_are_read_and_then_goes_by_itself() -> None:
    world = sampled()

    assert held(world) == (CHECKED,)
    assert world.house.delivery.due() == []
    world.check_notes()

    assert world.house.delivery.due() == [ORDER]
    assert world.house.delivery.deliver(ORDER).progress is Progress.DELIVERING


def test_every_controller_of_whom_notes_leave_reads_its_own() -> None:
    world = sampled(alvik=(50, 812), birka=(7, 7))
    held(world)

    world.check_notes("alvik")
    assert world.house.delivery.due() == []
    assert held(world) == (CHECKED,)
    world.check_notes("birka")

    assert world.house.delivery.deliver(ORDER).progress is Progress.DELIVERING


def test_what_was_found_is_a_paper_that_the_delivery_rests_on() -> None:
    world = sampled()
    check = world.check_notes(**LEFT, wrongly_masked=4)
    assert check.checked is not None
    paper = world.paper(check.checked.paper)

    world.house.delivery.deliver(ORDER)

    assert paper.kind is Kind.NOTE_CHECK
    assert (paper.body["looked_at"], paper.body["with_a_miss"], paper.body["miss_at_most"]) == (50, 1, 914)
    assert paper.body["missed"] == [{"tag": "PERSON", "times": 2}]
    assert paper.digest in world.paper(world.extract().rulings[-1]).body["about"]
    assert Event.NOTES_CHECKED in {entry.event for entry in world.ledger}


def test_the_chain_tells_what_was_found_and_holds_and_a_record_of_another_sample_breaks_it() -> None:
    world = sampled()
    world.check_notes(**LEFT)
    world.house.delivery.deliver(ORDER)

    papers = world.house.audit.papers(PERMIT, by=builders.AUDITOR)
    (record,) = [paper for paper in papers if paper.kind is Kind.NOTE_CHECK]
    told = " ".join(TELLS[record.kind](record.body, Language.EN))
    forged = builders.GATEWAY_KEY.sign(Kind.NOTE_CHECK, {**record.body, "sha256": builders.some_digest("another")})
    broken = trace([forged, *(paper for paper in papers if paper is not record)], builders.TRUST)

    assert trace(papers, builders.TRUST).holds
    assert "alvik read 50 of 812 masked notes" in told
    assert "9.14 %" in told
    assert any("a sample that its manifest does not name" in fault for fault in broken.faults)


@pytest.mark.parametrize(
    "found",
    [
        {"looked_at": 49},
        {"with_a_miss": 2, "missed": (MissedOfClass(tag="PERSON", times=2),)},
    ],
    ids=["not all were read", "too many have something left"],
)
def test_too_few_that_were_read_or_too_many_with_something_left_stop_the_delivery(found: dict[str, Any]) -> None:
    world = sampled()

    world.check_notes(**found)

    assert held(world) == (CHECKED,)


def test_a_record_can_be_corrected_until_the_delivery_and_the_earlier_one_stays_on_paper() -> None:
    world = sampled()
    first = world.check_notes(with_a_miss=5, missed=(MissedOfClass(tag="DATE", times=5),))
    held(world)

    second = world.check_notes()
    world.house.delivery.deliver(ORDER)

    assert first.checked is not None
    assert second.checked is not None
    assert world.paper(second.checked.paper).body["replaces"] == first.checked.paper
    with pytest.raises(StepRefused, match="before an extract is delivered"):
        world.check_notes()


def test_the_sealed_sample_is_handed_to_its_controllers_steward_as_it_came_and_to_nobody_else() -> None:
    world = sampled()
    rooms = world.house.note_check

    content = rooms.sample(ORDER, controller=ALVIK, by=STEWARD_A)

    assert digest_of(content) == world.note_check().sample
    assert content == world.box.note_samples[ORDER, "alvik"].to_json()
    assert world.ledger[-1].event is Event.NOTE_SAMPLE_HANDED_OVER
    for other in (STEWARD_B, RESEARCHER, builders.COORDINATOR, builders.AUDITOR):
        with pytest.raises(Refused):
            rooms.sample(ORDER, controller=ALVIK, by=other)
        with pytest.raises(Refused):
            world.check_notes(by=other)
    with pytest.raises(NotFound):
        rooms.sample(ORDER, controller=ControllerId("birka"), by=STEWARD_B)


def test_a_steward_who_is_in_the_project_reads_no_sample_of_it() -> None:
    world = sampled()
    project = world.memory.nouns["projects"][builders.PROJECT]
    world.memory.nouns["projects"][builders.PROJECT] = replace(project, members=(*project.members, STEWARD_A.id))

    with pytest.raises(Refused) as refusal:
        world.check_notes()

    assert refusal.value.because == ("D02-no-conflict-of-interest",)


def test_a_deputy_checks_in_the_stewards_place_and_it_is_told() -> None:
    world = sampled()
    world.house.deputyship.name(
        controller=ALVIK,
        deputy="dag",
        because="parental leave",
        begins=builders.TODAY,
        until=builders.TODAY + timedelta(days=5),
        by=STEWARD_A,
    )
    dag = replace(STEWARD_A, id="dag", controllers=())

    assert [one.controller for one in world.house.overview.note_checks(by=dag)] == ["alvik"]
    check = world.check_notes(by=dag)

    assert check.checked is not None
    assert (check.checked.by, check.checked.in_place_of) == ("dag", STEWARD_A.id)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({"sample": builders.some_digest("another")}, "another-sample"),
        ({"looked_at": 51}, "more-than-drawn"),
        ({"looked_at": 0}, "more-than-drawn"),
        ({"looked_at": 3, "with_a_miss": 4}, "more-missed-than-read"),
        ({"with_a_miss": 1}, "classes-without-a-miss"),
        ({"missed": (MissedOfClass(tag="AGE", times=1),)}, "classes-without-a-miss"),
        ({"with_a_miss": 3, "missed": (MissedOfClass(tag="AGE", times=2),)}, "classes-without-a-miss"),
    ],
)
def test_numbers_that_cannot_be_are_told_at_their_place(found: dict[str, Any], reason: str) -> None:
    world = sampled()

    with pytest.raises(Invalid) as refusal:
        world.check_notes(**found)

    assert refusal.value.reason == reason
    assert world.note_check().checked is None


def test_what_waits_is_at_the_stewards_desk_until_it_is_read() -> None:
    world = sampled()
    overview = world.house.overview

    before = overview.note_checks(by=STEWARD_A)
    others = [*overview.note_checks(by=STEWARD_B), *overview.note_checks(by=RESEARCHER)]
    world.check_notes()

    assert [one.id for one in before] == [f"{ORDER}.alvik"]
    assert others == []
    assert overview.note_checks(by=STEWARD_A) == []


def test_a_sample_of_an_extract_that_failed_waits_for_nobody() -> None:
    world = sampled()
    world.memory.nouns["extracts"][ORDER] = replace(world.extract(), progress=Progress.FAILED)

    assert world.house.overview.note_checks(by=STEWARD_A) == []


def test_a_manifest_whose_sample_is_not_there_or_another_is_not_believed() -> None:
    world = World()
    extract = world.ordered()
    world.answer_with_notes(extract, {"alvik": (50, 812)})
    sealed = world.box.note_samples.pop((ORDER, "alvik"))

    with pytest.raises(NeighbourUnavailable, match="not there"):
        world.house.extraction.follow(ORDER)
    order = world.paper(extract.order)
    for other in (
        builders.note_sample_paper(order, "alvik", notes=50, leaving=811),
        builders.note_sample_paper(order, "birka", notes=50, leaving=812),
        builders.note_sample_paper(order, "alvik", notes=50, leaving=812, order="order-9"),
    ):
        world.box.seal(ORDER, "alvik", other)
        with pytest.raises(NeighbourUnavailable, match="not the one"):
            world.house.extraction.follow(ORDER)
    world.box.seal(ORDER, "alvik", sealed)

    assert world.house.extraction.follow(ORDER).progress is Progress.EXTRACTED


def test_a_permit_keeps_how_notes_are_read_and_the_order_says_how_many_are_drawn() -> None:
    entries = (builders.dataset("alvik"), *builders.registers())
    world = World(catalog=builders.catalog_of(*entries), note_check_terms=NoteCheckTerms(notes=30, highest_miss=951))

    world.ordered(notes())

    assert world.permit().note_check == NoteCheckTerms(notes=30, highest_miss=951)
    assert world.paper(world.permit().paper).body["note_check"] == {"notes": 30, "highest_miss": 951}
    assert order_of(world).note_sample == 30
    assert world.rules.facts(Question.ORDER)["permit"]["note_check"] == {"notes": 30, "highest_miss": 951}
    assert world.house.note_check.terms(ORDER).notes == 30


@pytest.mark.parametrize("profile", ["withhold", None])
def test_where_free_text_is_withheld_nothing_is_drawn(profile: str | None) -> None:
    world = World()

    world.ordered(notes(profile=profile))

    assert world.permit().note_check is None
    assert order_of(world).note_sample is None
    assert world.house.note_check.terms(ORDER) == builders.NOTE_CHECK


def test_a_permit_of_before_is_read_by_the_houses_own_numbers() -> None:
    world = World()
    world.issued(notes())
    world.memory.nouns["permits"][PERMIT] = replace(world.permit(), note_check=None)

    world.house.extraction.order(PERMIT)

    assert order_of_paper(world) == 50


def order_of_paper(world: World) -> object:
    return world.paper(world.extract().order).body["note_sample"]


@pytest.mark.parametrize(
    ("with_a_miss", "looked_at", "leaving", "bound"),
    [
        (0, 50, 10_000, 582),
        (1, 50, 10_000, 914),
        (2, 50, 10_000, 1207),
        (0, 8, 8, 0),
        (1, 8, 8, 1250),
        (0, 8, 9, 3124),
        (50, 50, 51, 10_000),
        (0, 0, 5, 10_000),
    ],
)
def test_the_bound_is_that_of_clopper_and_pearson_and_of_all_notes_the_share_itself(
    with_a_miss: int, looked_at: int, leaving: int, bound: int
) -> None:
    assert miss_at_most(with_a_miss, looked_at=looked_at, leaving=leaving) == bound
