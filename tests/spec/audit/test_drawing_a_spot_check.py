"""Lines and permits are drawn by a seed that nobody chose, remarked on one by one, and signed off by an auditor."""

from datetime import timedelta

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import Invalid, NotFound, StepRefused
from gateway.domain.sought import Sought
from gateway.domain.spot_check import Drawn, SpotCheck, Verdict, drawn, seed_of
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.support import builders
from tests.support.builders import AUDITOR, PERMIT, TRUST
from tests.support.fakes import World


@pytest.fixture
def world() -> World:
    world = World()
    world.delivered()
    return world


def check(world: World, *, of: Drawn = Drawn.LINES, size: int = 3, sought: Sought | None = None) -> SpotCheck:
    return world.house.spot_check.draw(sought or Sought(), of=of, size=size, by=AUDITOR)


def remark(world: World, item: str, verdict: Verdict = Verdict.IN_ORDER, note: str = "") -> SpotCheck:
    return world.house.spot_check.remark("spot-check-1", item=item, verdict=verdict, note=note, by=AUDITOR)


def test_what_is_drawn_can_be_drawn_again_by_whoever_has_the_ledger(world: World) -> None:
    lines = list(world.memory.ledger)

    made = check(world, sought=Sought(actor="anna"))

    seed = seed_of(lines[-1].digest, of=Drawn.LINES, size=3, question=("actor:anna",))
    population = [str(line.sequence) for line in lines if line.entry.actor == "anna"]
    assert (made.seed, made.head, made.population) == (seed, lines[-1].sequence, len(population))
    assert made.items == drawn(reversed(population), seed=seed, size=3)
    assert len(set(made.items)) == 3
    paper = world.paper(made.paper)
    TRUST.verify(paper, on=builders.TODAY)
    assert (paper.kind, paper.body["items"]) == (Kind.SPOT_CHECK, list(made.items))
    entry = world.ledger[-1]
    assert (entry.event, entry.because) == ("spot_check.drawn", ("lines", "3", "actor:anna"))


def test_drawing_again_draws_something_else_and_leaves_the_first_unfinished(world: World) -> None:
    draws = {check(world, size=2).items for _ in range(5)}

    assert len(draws) > 1
    assert [one.due for one in world.house.spot_check.list(after=None, limit=9, by=AUDITOR)] == ["sign-off"] * 5


def test_permits_are_drawn_by_when_they_were_issued_and_all_where_there_are_few(world: World) -> None:
    made = check(world, of=Drawn.PERMITS, size=9)

    assert (made.items, made.population) == ((PERMIT,), 1)
    with pytest.raises(Invalid) as refused:
        check(world, of=Drawn.PERMITS, sought=Sought(first=builders.TODAY + timedelta(days=1)))
    assert refused.value.reason == "nothing-to-draw"
    with pytest.raises(Invalid):
        check(World())


def test_each_item_has_its_remark_before_the_check_is_signed_off(world: World) -> None:
    first, second = check(world, size=2).items
    remark(world, first)
    with pytest.raises(StepRefused, match="no remark yet"):
        world.house.spot_check.sign_off("spot-check-1", conclusion="all is well", by=AUDITOR)
    remark(world, second, Verdict.QUESTION, "who is that?")
    remark(world, second, Verdict.NOT_IN_ORDER, "nobody knows")

    signed = world.house.spot_check.sign_off("spot-check-1", conclusion="one line is not in order", by=AUDITOR)

    assert signed.sign_off is not None
    paper = world.paper(signed.sign_off.paper)
    assert paper.body["follows"] == signed.paper
    assert [(one["item"], one["verdict"]) for one in paper.body["remarks"]] == [
        (first, "in_order"),
        (second, "not_in_order"),
    ]
    assert (world.ledger[-1].event, world.ledger[-2].because) == ("spot_check.signed_off", (second, "not_in_order"))
    with pytest.raises(StepRefused, match="signed off"):
        remark(world, first)
    with pytest.raises(StepRefused, match="signed off"):
        world.house.spot_check.sign_off("spot-check-1", conclusion="x", by=AUDITOR)


def test_what_is_not_in_order_says_why_and_only_what_was_drawn_has_a_remark(world: World) -> None:
    (item,) = check(world, size=1).items

    for item_, verdict, note, reason in (
        (item, Verdict.QUESTION, " ", "empty"),
        ("999", Verdict.IN_ORDER, "", "no-such-item"),
    ):
        with pytest.raises(Invalid) as refused:
            remark(world, item_, verdict, note)
        assert refused.value.reason == reason
    with pytest.raises(Invalid):
        world.house.spot_check.sign_off("spot-check-1", conclusion="", by=AUDITOR)


def test_a_check_is_read_with_the_lines_that_were_drawn(world: World) -> None:
    made = check(world, size=2)
    check(world, of=Drawn.PERMITS)

    read, lines = world.house.spot_check.read("spot-check-1", by=AUDITOR)

    assert read == made
    assert {str(line.sequence) for line in lines.values()} == set(made.items)
    assert world.house.spot_check.read("spot-check-2", by=AUDITOR)[1] == {}
    assert world.ledger[-1].event is Event.SPOT_CHECKS_READ
    with pytest.raises(NotFound):
        world.house.spot_check.read("spot-check-9", by=AUDITOR)


def test_a_check_that_is_not_signed_off_is_due_and_reminded_of(world: World) -> None:
    (item,) = check(world, size=1).items

    def due() -> list[tuple[str, str]]:
        found = world.house.deadline.list(after=None, limit=99, by=AUDITOR)
        return [(one.subject, one.state.value) for one in found if one.duty == "spot_check"]

    assert due() == [("spot-check-1", "running")]
    world.clock.pass_by(timedelta(days=40))
    world.house.deadline.remind()
    reminded = [entry.subject for entry in world.ledger if entry.event is Event.DEADLINE_REMINDED]
    assert due() == [("spot-check-1", "overdue")]
    assert "spot-check-1" in reminded
    remark(world, item)
    world.house.spot_check.sign_off("spot-check-1", conclusion="late, and in order", by=AUDITOR)
    assert due() == []


def test_a_spot_check_goes_its_way_through_the_door(world: World) -> None:
    call = Caller(world)

    made = call.post("/spot-checks", {"of": "lines", "size": 1}, params={"actor": "anna"}, by="gustav")
    item = made.json()["items"][0]["item"]
    path = f"/spot-checks/{made.json()['id']}"
    noted = call.post(f"{path}/remarks", {"item": item, "verdict": "in_order"}, by="gustav").json()
    signed = call.post(f"{path}/sign-off", {"conclusion": "all is well"}, by="gustav").json()
    read = call.get(path, by="gustav", headers={"Accept-Language": "sv"}).json()
    listed = call.get("/spot-checks", params={"limit": 1}, by="gustav").json()

    assert made.status_code == 201
    assert (noted["unseen"], noted["items"][0]["verdict_told"]) == ([], "in order")
    assert signed["sign_off"]["by"] == "gustav"
    assert read["items"][0]["told"].startswith("2026-11-22 anna: ")
    assert (read["of_told"], listed["next"]) == ("rader i liggaren", "spot-check-1")
    assert call.get("/spot-checks", by="gustav").json()["next"] is None
