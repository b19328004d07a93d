"""The rules see what was counted; then the extract is placed, and its receipt is made."""

from typing import Any

import pytest

from gateway.domain.delivery import Progress
from gateway.domain.errors import NeighbourUnavailable, Refused, StepRefused
from gateway.domain.facts import ALWAYS_ASKED
from gateway.ports.rules import Question
from spark_jobs.papers.order import DeliveryOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.support import builders
from tests.support.builders import COORDINATOR, FOREIGN_KEY, GATEWAY_KEY, JOURNAL, ORDER
from tests.support.fakes import World, refuse, silent


def test_the_rules_are_told_what_was_ordered_and_what_was_counted() -> None:
    world = World()
    world.extracted()

    world.house.delivery.deliver(ORDER)

    facts = world.rules.facts(Question.DELIVER)
    assert facts["order"] == {"exclusions": list(ALWAYS_ASKED)}
    assert (facts["manifest"]["cohort_persons"], facts["manifest"]["delivered_persons"]) == (400, 385)
    assert [one["kind"] for one in facts["manifest"]["exclusions"]] == list(ALWAYS_ASKED)
    assert [one["dataset"] for one in facts["manifest"]["snapshots"]] == list(builders.DATASETS)


def test_a_delivery_is_ordered_by_a_signed_paper_that_names_manifest_and_workspace() -> None:
    world = World()

    extract = world.delivering()

    paper = world.box.taken["delivery-1"]
    order = DeliveryOrder.of(paper)
    assert paper.digest == extract.delivery_order
    assert (order.order, order.manifest, order.permit) == (ORDER, extract.manifest, world.permit().paper)
    assert order.workspace == extract.workspace == "workspace-permit-1"
    assert extract.progress is Progress.DELIVERING
    assert world.ledger[-1].event == "delivery.ordered"


def test_rules_that_refuse_hold_the_extract_staged_and_closed() -> None:
    world = World()
    extract = world.extracted()
    world.rules.answers[Question.DELIVER] = refuse("E07-cohort-within-approval")

    with pytest.raises(Refused):
        world.house.delivery.deliver(ORDER)

    assert world.extract().held_because == ("E07-cohort-within-approval",)
    assert world.extract().progress is extract.progress
    assert list(world.house.delivery.due()) == []
    assert world.memory.events()[-2:] == ["extract.held", "verb.refused"]
    assert "delivery-1" not in world.memory.outbox


def test_asking_again_lets_a_held_extract_go() -> None:
    world = World()
    world.extracted()
    world.rules.answers[Question.DELIVER] = refuse("M01-exclusions-complete")
    with pytest.raises(Refused):
        world.house.delivery.deliver(ORDER)
    del world.rules.answers[Question.DELIVER]

    world.house.decision.ask_again(ORDER, by=COORDINATOR)

    assert list(world.house.delivery.due()) == [ORDER]
    assert world.house.delivery.deliver(ORDER).progress is Progress.DELIVERING


def test_silent_rules_deliver_nothing() -> None:
    world = World()
    extract = world.extracted()
    world.rules.answers[Question.DELIVER] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.delivery.deliver(ORDER)

    assert world.extract() == extract


def test_what_is_not_extracted_is_not_delivered() -> None:
    world = World()
    world.ordered()

    with pytest.raises(StepRefused, match="no manifest"):
        world.house.delivery.deliver(ORDER)


def test_delivering_twice_is_one_delivery() -> None:
    world = World()
    extract = world.delivering()

    with pytest.raises(StepRefused):
        world.house.delivery.deliver(ORDER)

    assert world.extract() == extract
    assert sorted(world.box.taken) == ["delivery-1", ORDER]


def test_a_receipt_binds_every_paper_behind_the_delivery() -> None:
    world = World()

    extract = world.delivered()

    receipt = world.paper(extract.receipt)
    assert receipt.kind is Kind.RECEIPT
    assert receipt.key_id == GATEWAY_KEY.key_id
    assert {receipt.body[name] for name in ("permit", "manifest", "delivery_order", "confirmation")} == {
        world.permit().paper,
        extract.manifest,
        extract.delivery_order,
        extract.confirmation,
    }
    assert extract.progress is Progress.DELIVERED
    assert (world.ledger[-1].event, world.ledger[-1].journal_head) == ("delivery.receipted", JOURNAL)


def test_without_a_confirmation_nothing_happens() -> None:
    world = World()
    extract = world.delivering()
    world.tell("delivery-1", "taken", sequence=1)
    lines = len(world.ledger)

    assert world.house.delivery.receive(ORDER) == extract

    assert len(world.ledger) == lines
    assert list(world.house.delivery.under_way()) == [ORDER]


def test_receiving_twice_is_one_receipt() -> None:
    world = World()
    extract = world.delivered()

    with pytest.raises(StepRefused):
        world.house.delivery.receive(ORDER)

    assert world.extract() == extract


def test_where_no_delivery_was_ordered_there_is_nothing_to_receive() -> None:
    world = World()
    world.extracted()

    with pytest.raises(StepRefused, match="No delivery"):
        world.house.delivery.receive(ORDER)


@pytest.mark.parametrize("key", [FOREIGN_KEY, GATEWAY_KEY], ids=["unknown key", "key of the other plane"])
def test_a_confirmation_that_cannot_be_believed_makes_no_receipt(key: Any) -> None:
    world = World()
    extract = world.delivering()
    world.confirm(extract, key=key)

    with pytest.raises(NeighbourUnavailable):
        world.house.delivery.receive(ORDER)

    assert world.extract() == extract


@pytest.mark.parametrize(
    "other",
    [
        {"delivery": "delivery-2"},
        {"order": "order-2"},
        {"manifest": builders.some_digest("another manifest")},
        {"workspace": "workspace-of-others"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_confirmation_of_another_delivery_makes_no_receipt(other: dict[str, Any]) -> None:
    world = World()
    extract = world.delivering()
    world.confirm(extract, **other)

    with pytest.raises(NeighbourUnavailable, match="another delivery"):
        world.house.delivery.receive(ORDER)

    assert world.extract() == extract


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_a_delivery_that_failed_says_why(state: str) -> None:
    world = World()
    world.delivering()
    world.tell("delivery-1", "taken", sequence=1)
    world.tell("delivery-1", state, sequence=2, code="workspace-taken", sentence="Something lies there already.")

    extract = world.house.delivery.receive(ORDER)

    assert extract == world.extract()
    assert extract.progress is Progress.FAILED
    assert extract.because == ("workspace-taken", "Something lies there already.")
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("extract.failed", ("workspace-taken",))


def test_a_failure_without_a_code_puts_no_sentence_in_the_ledger() -> None:
    world = World()
    world.delivering()
    world.tell("delivery-1", "failed", sequence=1, sentence="Something went wrong.")

    world.house.delivery.receive(ORDER)

    assert world.extract().because == ("Something went wrong.",)
    assert world.ledger[-1].because == ()


def test_a_failure_of_another_delivery_fails_nothing() -> None:
    world = World()
    extract = world.delivering()
    of_another = builders.status_body("delivery-2", "failed", sequence=1)
    world.box.tell("delivery-1", 1, builders.by_runner(Kind.STATUS, of_another))

    with pytest.raises(NeighbourUnavailable, match="not its own"):
        world.house.delivery.receive(ORDER)

    assert world.extract() == extract


def test_the_house_keeps_a_signed_head_of_the_ledger_at_each_receipt() -> None:
    world = World()
    world.confirm(world.delivering())

    troubles = world.house.round()

    head = SignedPaper.from_json(world.heads.all()[-1])
    assert list(troubles) == []
    assert head.kind is Kind.LEDGER_HEAD
    assert head.body["digest"] == world.memory.ledger[-1].digest
    assert head.body["sequence"] == len(world.memory.ledger) - 1


def test_the_house_walks_a_decided_request_to_its_receipt_round_by_round() -> None:
    world = World()
    world.decided()
    world.house.round()
    world.answer(world.extract())
    world.house.round()
    world.confirm(world.extract())

    world.house.round()

    assert world.extract().progress is Progress.DELIVERED


def test_one_subjects_trouble_does_not_keep_the_next_from_its_turn() -> None:
    world = World()
    world.decided()
    world.house.round()
    world.tell(ORDER, "running", sequence=1, key=FOREIGN_KEY)
    world.rules.answers[Question.DELIVER] = refuse("M01-exclusions-complete")

    troubles = world.house.round()

    assert [trouble.code for trouble in troubles] == ["neighbour-unavailable"]
    assert world.extract().progress is Progress.ORDERED


def test_a_refusal_is_no_trouble_it_holds_its_subject() -> None:
    world = World()
    world.extracted()
    world.rules.answers[Question.DELIVER] = refuse("M01-exclusions-complete")

    troubles = world.house.round()

    assert list(troubles) == []
    assert world.extract().held_because == ("M01-exclusions-complete",)
