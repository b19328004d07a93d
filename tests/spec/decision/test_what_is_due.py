"""What is due, at whose desk: listed, reminded of once, prolonged, and made public."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gateway.domain.actor import Actor, Role
from gateway.domain.audit import Event
from gateway.domain.deadline import Deadline, Duty, State
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, StepRefused
from gateway.ports.rules import Question
from tests.support import builders, standing
from tests.support.builders import AUDITOR, COORDINATOR, PERMIT, REQUEST, RESEARCHER, STEWARD_A, STRANGER, TODAY
from tests.support.fakes import FakeTurns, World, refuse, silent

DAY = timedelta(days=1)
OPERATOR = Actor(id="olle", roles=(Role.OPERATOR,), organisation="region")
LAST_DAY = date(2027, 2, 22)
"""Three months after the submission of the builders' day."""


def listed(world: World, by: Actor, **more: Any) -> list[Deadline]:
    return list(world.house.deadline.list(**{"after": None, "limit": 50, **more}, by=by))


def at(world: World, day: date) -> World:
    """Its clock at nine in the morning of that day."""
    world.clock.at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return world


def reminders(world: World) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.subject, entry.because) for entry in world.ledger if entry.event is Event.DEADLINE_REMINDED]


def submitted() -> World:
    """Submitted, with descriptions that were checked on that day."""
    world = World(catalog=checked(TODAY))
    world.submitted()
    return world


def checked(on: date) -> Any:
    entries = builders.catalog_of().entries
    return replace(
        builders.catalog_of(), entries={name: replace(entry, checked_on=on) for name, entry in entries.items()}
    )


# ---- the list --------------------------------------------------------------------------------------------------------


def test_what_is_due_first_stands_first_and_the_looking_is_an_entry() -> None:
    world = submitted()

    found = listed(world, COORDINATOR)

    assert [one.due for one in found] == sorted(one.due for one in found if one.due)
    assert [one.duty for one in found] == [
        Duty.DECISION,
        *[Duty.PART_DECISION] * 3,
        *[Duty.DESCRIPTION_CHECK] * 4,
    ]
    assert world.ledger[-1].event is Event.DEADLINES_LISTED
    assert world.ledger[-1].project is None


def test_the_rules_are_told_whose_project_and_whose_part_it_is_and_once_for_each() -> None:
    world = submitted()
    asked = len(world.rules.asked)

    listed(world, COORDINATOR)

    told = [(facts.get("project", {}).get("id"), facts.get("part")) for _, facts in world.rules.asked[asked:]]
    assert told[:2] == [("project-1", None), ("project-1", {"controller": "alvik"})]
    assert len(told) == len(set(map(str, told))) == 7  # one project, its three parts, three controllers without it


def test_what_the_rules_do_not_let_somebody_see_is_left_out_without_a_word() -> None:
    world = submitted()
    world.rules.answers["read-due"] = refuse("W02-within-reach")

    assert listed(world, RESEARCHER) == []
    assert Event.VERB_REFUSED not in {entry.event for entry in world.ledger}


def test_nobody_is_looked_for_where_the_rules_can_let_nobody_look() -> None:
    world = submitted()

    assert [one.duty for one in listed(world, STRANGER)] == [Duty.DESCRIPTION_CHECK] * 4


def test_a_page_begins_after_the_one_before_and_misses_none() -> None:
    world = submitted()
    whole = listed(world, COORDINATOR)

    pages: list[Deadline] = []
    while page := listed(world, COORDINATOR, limit=3, after=pages[-1].place if pages else None):
        assert len(page) <= 3
        pages += page

    assert pages == whole


def test_what_was_met_is_told_of_one_named_request_alone() -> None:
    world = World()
    world.issued()

    everything, of_one = listed(world, COORDINATOR), listed(world, COORDINATOR, access_request=REQUEST)

    assert State.MET not in {one.state for one in everything}
    assert {one.duty for one in of_one if one.state is State.MET} == {Duty.DECISION, Duty.PART_DECISION}
    assert Duty.DESCRIPTION_CHECK not in {one.duty for one in of_one}
    assert listed(world, COORDINATOR, access_request="no-such") == []


def test_the_whole_course_of_a_study_is_told_to_the_end() -> None:
    world = World()
    world.delivered()

    met = {one.duty: one.met_on for one in listed(world, AUDITOR, access_request=REQUEST)}

    assert met[Duty.HOLDER_DELIVERY] == met[Duty.AVAILABILITY] == TODAY
    assert met[Duty.PUBLICATION] is None


def test_an_emptied_workspace_has_met_its_deletion() -> None:
    world = World()
    world.delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse("T01-permit-valid")
    for _ in ("closed", "emptied"):
        world.house.round()
        world.settle()
        world.house.round()
        world.clock.pass_by(DAY)
    at(world, date(2028, 11, 1))

    (told,) = [one for one in listed(world, AUDITOR, access_request=REQUEST) if one.duty is Duty.DELETION]

    assert told.met_on == TODAY


EVERY_STATE = [
    (thing, state)
    for thing in ("access request", "part", "samples", "permit", "extract", "workspace")
    for state in standing.STATES[thing]
]


@pytest.mark.parametrize(("thing", "state"), EVERY_STATE, ids=[f"{thing}:{state}" for thing, state in EVERY_STATE])
def test_whatever_runs_of_a_request_is_found_among_all_in_every_state_and_at_any_time(thing: str, state: str) -> None:
    world = standing.standing(thing, state)
    day = world.clock.now().date()

    for later in (0, 30, 90, 300, 700, 1100):
        at(world, day + timedelta(days=later))
        of_it = [one for one in listed(world, AUDITOR, access_request=REQUEST) if one.state is not State.MET]
        among_all = [one for one in listed(world, AUDITOR) if one.access_request == REQUEST]
        assert sorted(of_it, key=lambda one: one.place) == among_all


def test_what_is_emptied_and_public_is_not_looked_at_any_more() -> None:
    world = standing.standing("workspace", "emptied")
    assert [one.duty for one in listed(world, AUDITOR) if one.access_request] == [Duty.PUBLICATION]

    world.house.deadline.record_publication(REQUEST, where="https://example.org/1", on=TODAY, by=COORDINATOR)

    # A request that cannot be read any more troubles nobody who does not read it.
    world.memory.nouns["reviews"] = {"broken": None}
    assert [one.duty for one in listed(world, AUDITOR) if one.access_request] == []
    assert list(world.house.deadline.remind()) == []
    assert world.request().clock == ""


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (RESEARCHER, ["decision", "part_decision alvik", "part_decision birka", "part_decision cedra"]),
        (STEWARD_A, ["part_decision alvik", "description_check alvik"]),
        (STRANGER, []),
        (OPERATOR, []),
    ],
    ids=["researcher", "steward", "stranger", "operator"],
)
def test_under_the_houses_own_rules_everybody_sees_their_own(who: Actor, sees: list[str]) -> None:
    world = standing.standing("deadline", "running")

    found = listed(world, who)

    assert [f"{one.duty} {one.controller or ''}".rstrip() for one in found] == sees


@pytest.mark.parametrize("who", [COORDINATOR, AUDITOR], ids=["coordinator", "auditor"])
def test_under_the_houses_own_rules_coordinators_and_auditors_see_all(who: Actor) -> None:
    assert len(listed(standing.standing("deadline", "running"), who)) == 8


# ---- reminders -------------------------------------------------------------------------------------------------------


def test_each_moment_of_a_deadline_is_reminded_of_once() -> None:
    world = submitted()

    for day in (TODAY, LAST_DAY - 14 * DAY, LAST_DAY - DAY, LAST_DAY, LAST_DAY + DAY, LAST_DAY + 2 * DAY):
        at(world, day)
        for _ in range(3):
            assert list(world.house.deadline.remind()) == []

    told = reminders(world)
    assert [because for subject, because in told if because[0] == "decision"] == [
        ("decision", "soon"),
        ("decision", "last_day"),
        ("decision", "overdue"),
    ]
    assert (REQUEST, ("part_decision", "overdue", "alvik")) in told
    assert len(told) == 12


def test_a_second_look_on_the_same_day_writes_nothing_in_the_same_process_or_another() -> None:
    world = at(submitted(), LAST_DAY)
    house = world.house
    house.deadline.remind()
    lines, asked = len(world.ledger), len(world.rules.asked)

    house.deadline.remind()
    assert len(world.rules.asked) == asked
    world.house.deadline.remind()

    assert len(world.ledger) == lines


def test_where_nothing_is_soon_over_nothing_is_written() -> None:
    world = submitted()
    lines = len(world.ledger)

    assert list(world.house.round()) == []

    assert len(world.ledger) == lines


def test_after_a_clock_that_jumped_only_what_holds_now_is_told() -> None:
    world = at(submitted(), LAST_DAY + 30 * DAY)

    world.house.round()
    at(world, LAST_DAY)
    world.house.round()

    decisions = [because for _, because in reminders(world) if because[0] == "decision"]
    assert decisions == [("decision", "overdue"), ("decision", "last_day")]


def test_the_house_reminds_on_its_round_and_each_entry_names_its_project() -> None:
    world = at(submitted(), LAST_DAY)

    assert list(world.house.round()) == []

    entry = next(entry for entry in world.ledger if entry.event is Event.DEADLINE_REMINDED)
    assert (entry.actor, entry.verb, entry.project, entry.subject) == ("house", "remind", "project-1", REQUEST)


def test_a_description_that_nobody_checked_is_reminded_of_without_a_project() -> None:
    world = World(catalog=checked(date(2020, 1, 1)))

    world.house.round()

    assert (("alvik", ("description_check", "overdue", "alvik"))) in reminders(world)
    assert world.ledger[-1].project is None


def test_a_deadline_that_was_moved_is_reminded_of_again() -> None:
    world = at(submitted(), LAST_DAY)
    world.house.deadline.remind()
    world.house.deadline.prolong(REQUEST, because="many requests", by=COORDINATOR)

    at(world, date(2027, 5, 24))  # the 22nd is a Saturday
    world.house.deadline.remind()

    decisions = [because for _, because in reminders(world) if because[0] == "decision"]
    assert decisions == [("decision", "last_day"), ("decision", "last_day")]


def test_the_list_tells_when_the_house_reminded_of_how_it_stands() -> None:
    world = at(submitted(), LAST_DAY)
    world.house.deadline.remind()

    told = {one.duty: one.reminded_on for one in listed(world, COORDINATOR)}

    assert told == {Duty.DECISION: LAST_DAY, Duty.PART_DECISION: LAST_DAY, Duty.DESCRIPTION_CHECK: None}


def test_two_gateways_that_both_believe_it_is_their_turn_remind_once() -> None:
    world = at(submitted(), LAST_DAY)
    other = World(memory=world.memory, box=world.box, catalog=world.catalog, clock=world.clock, turns=FakeTurns())

    def comes_first(question: Any, facts: Any) -> Any:
        del world.rules.answers["remind"]
        other.house.deadline.remind()
        return world.rules.ask(question, facts)

    world.rules.answers["remind"] = comes_first
    troubles = world.house.round()

    assert [trouble.code for trouble in troubles] == ["stale"]
    assert len(reminders(world)) == 4
    assert list(world.house.round()) == []
    assert len(reminders(world)) == 4


def test_one_request_that_cannot_be_read_does_not_keep_the_others_from_being_reminded_of() -> None:
    world = at(submitted(), LAST_DAY)
    astray = builders.permit(id="permit-astray", access_request="request-astray")
    extract = replace(builders.extract(), id="order-astray", permit="permit-astray", manifest=builders.some_digest("x"))
    request = replace(world.request(), id="request-astray")
    world.memory.nouns["access_requests"]["request-astray"] = request
    world.memory.nouns["permits"]["permit-astray"] = astray
    world.memory.nouns["extracts"]["order-astray"] = extract

    troubles = world.house.deadline.remind()

    assert [trouble.code for trouble in troubles] == ["not-found"]
    assert len(reminders(world)) == 4


def test_a_silent_store_leaves_the_day_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = at(submitted(), LAST_DAY)
    house = world.house

    def away(*_: Any) -> Any:
        raise NeighbourUnavailable("store", "The store does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(type(house.deadline), "_course", away)
        with pytest.raises(NeighbourUnavailable):
            house.deadline.remind()
    house.deadline.remind()

    assert len(reminders(world)) == 4


def test_silent_rules_remind_of_nothing() -> None:
    world = at(submitted(), LAST_DAY)
    world.rules.answers["remind"] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.deadline.remind()

    assert reminders(world) == []


def test_more_requests_than_fit_on_a_page_are_all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    world = submitted()
    monkeypatch.setattr("gateway.services.deadline.PAGE", 1)

    assert len(listed(world, COORDINATOR)) == 8


# ---- completion ------------------------------------------------------------------------------------------------------


def test_sending_back_begins_the_time_for_completion() -> None:
    world = submitted()
    world.house.access_request.send_back(REQUEST, because="say which ward", by=COORDINATOR)

    (told,) = listed(world, RESEARCHER, access_request=REQUEST)

    assert (told.duty, told.since, told.due) == (Duty.COMPLETION, TODAY, date(2026, 12, 21))


# ---- more time -------------------------------------------------------------------------------------------------------


def test_a_decision_is_prolonged_once_with_a_reason_that_is_kept() -> None:
    world = submitted()

    request = world.house.deadline.prolong(REQUEST, because="many requests", by=COORDINATOR)

    assert request.prolonged is not None
    assert (request.prolonged.because, request.prolonged.by, request.prolonged.on) == ("many requests", "klara", TODAY)
    assert {one.due for one in listed(world, STEWARD_A, access_request=REQUEST)} == {date(2027, 5, 24)}
    assert Event.DECISION_PROLONGED in {entry.event for entry in world.ledger}
    with pytest.raises(StepRefused, match="once"):
        world.house.deadline.prolong(REQUEST, because="still many", by=COORDINATOR)


def test_more_time_needs_its_reason() -> None:
    with pytest.raises(Invalid) as fault:
        submitted().house.deadline.prolong(REQUEST, because="  ", by=COORDINATOR)

    assert (fault.value.where, fault.value.reason) == ("because", "empty")


def test_what_is_over_is_not_prolonged() -> None:
    world = at(submitted(), LAST_DAY + DAY)

    with pytest.raises(StepRefused, match="over"):
        world.house.deadline.prolong(REQUEST, because="many requests", by=COORDINATOR)


def test_what_waits_for_no_decision_is_not_prolonged() -> None:
    world = World()
    world.issued()

    with pytest.raises(StepRefused, match="decided waits for no decision"):
        world.house.deadline.prolong(REQUEST, because="many requests", by=COORDINATOR)


def test_a_version_that_comes_after_begins_with_its_own_time() -> None:
    world = submitted()
    world.house.deadline.prolong(REQUEST, because="many requests", by=COORDINATOR)

    request = world.house.access_request.send_back(REQUEST, because="say which ward", by=COORDINATOR)

    assert request.prolonged is None


# ---- where a decision is public --------------------------------------------------------------------------------------


def test_where_a_decision_is_public_is_on_record_once_and_meets_its_deadline() -> None:
    world = World()
    world.issued()

    world.house.deadline.record_publication(REQUEST, where="https://example.org/1", on=TODAY, by=COORDINATOR)

    (told,) = [one for one in listed(world, RESEARCHER, access_request=REQUEST) if one.duty is Duty.PUBLICATION]
    assert told.met_on == TODAY
    assert Event.PUBLICATION_RECORDED in {entry.event for entry in world.ledger}
    with pytest.raises(StepRefused, match="already"):
        world.house.deadline.record_publication(REQUEST, where="elsewhere", on=TODAY, by=COORDINATOR)


@pytest.mark.parametrize("on", [TODAY - DAY, TODAY + DAY])
def test_no_decision_is_public_before_it_is_made_or_on_a_day_to_come(on: date) -> None:
    world = World()
    world.issued()

    with pytest.raises(Invalid) as fault:
        world.house.deadline.record_publication(REQUEST, where="https://example.org/1", on=on, by=COORDINATOR)

    assert (fault.value.where, fault.value.reason) == ("on", "day-outside")


def test_a_publication_says_where() -> None:
    with pytest.raises(Invalid) as fault:
        World().house.deadline.record_publication(REQUEST, where=" ", on=TODAY, by=COORDINATOR)

    assert (fault.value.where, fault.value.reason) == ("where", "empty")


def test_what_is_not_decided_has_nothing_to_make_public() -> None:
    with pytest.raises(StepRefused, match="no decision to make public"):
        submitted().house.deadline.record_publication(REQUEST, where="here", on=TODAY, by=COORDINATOR)


def test_whoever_may_not_is_refused_and_nothing_changes() -> None:
    world = World()
    world.issued()
    world.rules.answers |= {verb: refuse("W01-may-act") for verb in ("prolong", "record-publication")}
    before = world.request()

    with pytest.raises(Refused, match="W01-may-act"):
        world.house.deadline.prolong(REQUEST, because="many requests", by=RESEARCHER)
    with pytest.raises(Refused, match="W01-may-act"):
        world.house.deadline.record_publication(REQUEST, where="here", on=TODAY, by=RESEARCHER)

    assert world.request() == before
    assert world.permit().id == PERMIT
