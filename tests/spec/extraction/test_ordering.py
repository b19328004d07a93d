"""The permit in the words of a machine: exactly what was granted, with everybody left out who must be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog.model import Dataset
from gateway.domain.access_request import Application
from gateway.domain.delivery import Progress
from gateway.domain.disclosure_review import Keepable
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, Stale, StepRefused
from gateway.domain.facts import ALWAYS_ASKED, KNOWN_EXCLUSIONS
from gateway.domain.ruling import Objection, Ruling
from gateway.ports.rules import Question
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR
from tests.support.fakes import World, allow, refuse, silent


def order_of(world: World) -> ExtractionOrder:
    return ExtractionOrder.of(world.paper(world.extract().order))


def test_an_order_names_exactly_the_granted_columns_with_their_treatments() -> None:
    world = World()

    world.ordered(refusing=["birka"])

    assert [
        (of.dataset, one.table, each.name, each.treatment["kind"])
        for of in order_of(world).datasets
        for one in of.tables
        for each in one.columns
    ] == [
        (name, table, column, treatment)
        for name in ("alvik", "cedra")
        for table, column, treatment in (
            ("condition_occurrence", "condition_source_value", "keep"),
            ("condition_occurrence", "condition_start_date", "shift_date"),
            ("person", "person_id", "pseudonym"),
        )
    ]


def test_an_order_is_a_signed_paper_that_names_its_permit_and_its_snapshots() -> None:
    world = World()

    extract = world.ordered()

    permit = world.permit()
    order = order_of(world)
    assert world.paper(extract.order).kind is Kind.EXTRACTION_ORDER
    assert (order.order, order.permit, order.permit_id) == (extract.id, permit.paper, permit.id)
    assert {of.dataset: of.snapshot for of in order.datasets} == permit.snapshots
    assert (order.permit_issued_on, order.valid_until) == (permit.issued_on, permit.valid_until)


def test_an_order_names_no_person_who_asked() -> None:
    world = World()

    world.ordered()

    text = world.paper(world.extract().order).to_json().decode("utf-8")
    assert not [name for name in ("anna", '"bo"', "alma") if name in text]


def test_the_order_lies_in_the_order_box_under_its_own_name() -> None:
    world = World()

    extract = world.ordered()

    assert list(world.box.taken) == [extract.id]
    assert world.box.taken[extract.id].digest == extract.order
    assert list(world.memory.work().outbox.waiting()) == []


def test_an_order_box_that_cannot_be_reached_gets_the_order_later() -> None:
    world = World()
    permit = world.issued()
    world.house.extraction.order(permit.id)
    world.box.down = True
    with pytest.raises(NeighbourUnavailable):
        world.house.send()

    world.box.down = False
    world.house.send()

    assert list(world.box.taken) == ["order-1"]


def test_every_kind_of_exclusion_is_ordered_in_the_order_of_counting() -> None:
    world = World()

    world.ordered()

    assert order_of(world).exclusions == ALWAYS_ASKED


def exclusions(*kinds: str) -> Any:
    def answer(question: Question, facts: Mapping[str, Any]) -> Ruling:
        return replace(allow(question, facts), exclusions=frozenset(kinds))

    return answer


def objections(*told: Objection) -> Any:
    return lambda question, facts: replace(allow(question, facts), objections=told)


def test_the_order_says_for_each_controller_what_each_kind_of_objection_does() -> None:
    world = World()
    lawful = (*builders.objections("alvik"), *builders.objections("cedra", before_extraction="may_stay"))
    world.rules.answers[Question.ORDER] = objections(*lawful)

    world.ordered(refusing=["birka"])

    order = order_of(world)
    assert [Objection(**one.as_json()) for one in order.objections] == list(lawful)
    assert order.ordered_on == builders.TODAY


BOTH = builders.objections("alvik", "cedra")


@pytest.mark.parametrize(
    "told",
    [
        (),
        BOTH[1:],
        (*BOTH, BOTH[0]),
        builders.objections("alvik"),
        builders.objections("alvik", "birka", "cedra"),
        builders.objections("alvik", "cedra", before_permit="told_to_projects"),
        builders.objections("alvik", "cedra", before_extraction="human_decides"),
        builders.objections("alvik", "cedra", exclusion="X99-unheard-of"),
    ],
    ids=[
        "none",
        "one too few",
        "one twice",
        "one controller",
        "a controller too many",
        "told",
        "human",
        "unknown kind",
    ],
)
def test_an_answer_that_is_silent_on_an_objection_is_no_answer(told: tuple[Objection, ...]) -> None:
    world = World()
    permit = world.issued(refusing=["birka"])
    world.rules.answers[Question.ORDER] = objections(*told)

    with pytest.raises(NeighbourUnavailable, match="objection"):
        world.house.extraction.order(permit.id)

    assert world.memory.nouns["extracts"] == {}


def test_the_rules_are_told_whom_each_steward_keeps() -> None:
    world = World()
    world.submitted()
    kept = builders.finding(kept=(Keepable.PROTECTED_IDENTITY,))
    for controller, finding in (("alvik", None), ("birka", None), ("cedra", kept)):
        world.review(controller, finding)
    permit = world.house.permit.issue(builders.REQUEST)
    assert permit is not None

    world.house.extraction.order(permit.id)

    told = world.rules.facts(Question.ORDER)["permit"]["parts"]
    assert {part["controller"]: part["kept"] for part in told} == {
        "alvik": [],
        "birka": [],
        "cedra": ["protected_identity"],
    }


@pytest.mark.parametrize(
    "kinds",
    [(), ALWAYS_ASKED[1:], ALWAYS_ASKED[:2], KNOWN_EXCLUSIONS, (*ALWAYS_ASKED, "X99-unheard-of")],
    ids=["none", "the unresolved lifted", "a kind lifted whole", "consent though it is waived", "an unknown kind"],
)
def test_an_answer_that_leaves_nobody_out_or_names_unknown_kinds_is_no_answer(kinds: tuple[str, ...]) -> None:
    world = World()
    permit = world.issued()
    world.rules.answers[Question.ORDER] = exclusions(*kinds)

    with pytest.raises(NeighbourUnavailable, match="exclusion"):
        world.house.extraction.order(permit.id)

    assert world.memory.nouns["extracts"] == {}


def test_the_registers_are_ordered_in_the_snapshots_that_lie_there() -> None:
    world = World()

    world.ordered()

    assert {of.register_name: of.snapshot for of in order_of(world).registers} == {
        "objections": world.box.published["objections"].digest,
        "persons": world.box.published["persons"].digest,
    }
    assert world.box.published["persons"].digest in world.memory.papers


@pytest.mark.parametrize(
    "registers",
    [
        (),
        builders.registers()[:1],
        (*builders.registers(), builders.register("persons-too", "persons-register-1")),
        (
            builders.register("persons", "persons-register-1"),
            builders.register("persons-too", "persons-register-1"),
        ),
    ],
    ids=["none", "one", "three", "two of one kind"],
)
def test_without_one_register_of_each_kind_nothing_is_ordered(registers: tuple[Dataset, ...]) -> None:
    entries = [builders.dataset(name) for name in builders.DATASETS]
    world = World(catalog=builders.catalog_of(*entries, *registers))
    permit = world.issued()

    with pytest.raises(Invalid) as fault:
        world.house.extraction.order(permit.id)

    assert fault.value.reason == "register-missing"
    assert world.memory.nouns["extracts"] == {}
    assert world.ledger[-1].because == ("register-missing",)


def test_a_register_without_a_snapshot_stops_the_order() -> None:
    world = World()
    permit = world.issued()
    del world.box.published["objections"]

    with pytest.raises(Invalid) as fault:
        world.house.extraction.order(permit.id)

    assert fault.value.reason == "register-missing"


def test_the_order_carries_the_most_persons_that_the_approval_allows() -> None:
    world = World()

    world.ordered()

    assert order_of(world).maximum_persons == 500


def notes(profile: str | None = "unmeasured") -> Application:
    columns = (*builders.choices("alvik"), builders.choice("alvik", "note", "note_text"))
    return builders.application(selection=builders.selection(columns=columns), text_profile=profile)


@pytest.mark.parametrize(
    ("demo", "synthetic", "profile"),
    [(True, True, "unmeasured"), (False, True, "withhold"), (True, False, "withhold"), (False, False, "withhold")],
)
def test_free_text_leaves_only_in_a_demonstration_with_invented_patients(
    demo: bool, synthetic: bool, profile: str
) -> None:
    entries = (builders.dataset("alvik", synthetic=synthetic), *builders.registers())
    world = World(catalog=builders.catalog_of(*entries), demo=demo)

    world.ordered(notes())

    assert order_of(world).text_profile == profile


def test_free_text_for_which_no_profile_was_chosen_is_withheld() -> None:
    world = World()

    world.ordered(notes(profile=None))

    assert order_of(world).text_profile == "withhold"


def test_a_permit_is_ordered_once() -> None:
    world = World()
    world.ordered()

    with pytest.raises(StepRefused, match="already"):
        world.house.extraction.order(builders.PERMIT)

    assert list(world.memory.nouns["extracts"]) == ["order-1"]
    assert list(world.house.extraction.due()) == []


def test_of_two_orders_made_at_the_same_moment_one_stands() -> None:
    world = World()
    permit = world.issued()

    def somebody_else_orders(question: Question, facts: Mapping[str, Any]) -> Ruling:
        del world.rules.answers[Question.ORDER]
        world.house.extraction.order(permit.id)
        return allow(question, facts)

    world.rules.answers[Question.ORDER] = somebody_else_orders

    with pytest.raises(Stale):
        world.house.extraction.order(permit.id)

    assert len(world.memory.nouns["extracts"]) == 1
    assert len(world.memory.outbox) == 1


def test_rules_that_refuse_hold_the_permit_until_somebody_asks_again() -> None:
    world = World()
    permit = world.issued()
    world.rules.answers[Question.ORDER] = refuse("P02-permit-in-force")

    with pytest.raises(Refused):
        world.house.extraction.order(permit.id)

    assert world.permit().held_because == ("P02-permit-in-force",)
    assert list(world.house.extraction.due()) == []
    assert world.memory.events()[-2:] == ["permit.held", "verb.refused"]
    world.house.decision.ask_again(permit.id, by=COORDINATOR)
    assert list(world.house.extraction.due()) == [permit.id]


def test_silent_rules_order_nothing() -> None:
    world = World()
    permit = world.issued()
    world.rules.answers[Question.ORDER] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.extraction.order(permit.id)

    assert world.permit() == permit
    assert world.memory.outbox == {}


def test_a_permit_for_later_is_not_due_yet() -> None:
    world = World()
    permit = world.issued(builders.application(wanted_from=date(2026, 11, 24)))
    assert list(world.house.extraction.due()) == []

    world.clock.at = builders.NOW.replace(day=24)

    assert list(world.house.extraction.due()) == [permit.id]


def test_an_unsigned_permit_is_not_ordered() -> None:
    world = World()
    permit = world.issued()
    world.memory.nouns["permits"][permit.id] = replace(permit, paper=None)

    with pytest.raises(StepRefused):
        world.house.extraction.order(permit.id)


def test_the_ledger_tells_of_the_order_and_of_the_ruling_behind_it() -> None:
    world = World()

    extract = world.ordered()

    line = world.ledger[-1]
    assert (line.event, line.subject) == ("extract.ordered", extract.id)
    assert world.paper(line.papers[1]).body["about"] == [world.permit().paper, extract.order]
    assert extract.progress is Progress.ORDERED
