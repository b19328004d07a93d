"""Who objects after an extract is told of: the house asks every day, and the project and the controllers are told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.domain.audit import Event
from gateway.domain.chain import trace
from gateway.domain.errors import NeighbourUnavailable, Refused
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.words.chain import told as as_sentences
from gateway.words.chain import told_in_full
from gateway.words.language import Language
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion, told_after
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import AUDITOR, COORDINATOR, FOREIGN_KEY, PERMIT, RESEARCHER, STEWARD_A, WORKSPACE
from tests.support.fakes import World, refuse, silent

CONSENT, DONATION = "withdrawn_consent", "withdrawn_donation"
DAY = timedelta(days=1)


def delivered() -> World:
    """Delivered, and nothing for the rules to empty."""
    world = World(told_kinds=(CONSENT, DONATION))
    world.delivered()
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    return world


def asked() -> World:
    """The day's question is in the order box."""
    world = delivered()
    assert list(world.house.round()) == []
    return world


def told(counted: dict[str, int]) -> World:
    """The runner has answered, and the house has heard it."""
    world = asked()
    world.tell_objections(counted)
    assert list(world.house.round()) == []
    return world


def next_day(world: World) -> None:
    world.clock.pass_by(DAY)
    assert list(world.house.round()) == []


def questions(world: World) -> list[ObjectionQuestion]:
    papers = world.memory.papers.values()
    return [ObjectionQuestion.of(paper) for paper in papers if paper.kind is Kind.OBJECTION_QUESTION]


def shown(world: World) -> dict[str, tuple[int, int | None]]:
    heard = world.house.objection.of_workspace(WORKSPACE)
    assert heard is not None
    return {one.objection: (one.persons.at_least, one.persons.below) for one in heard.told}


# ---- asking ----------------------------------------------------------------------------------------------------------


def test_each_workspace_is_asked_about_once_a_day_by_a_signed_question_that_names_nobody() -> None:
    world = asked()
    world.house.round()

    (question,) = questions(world)

    assert world.box.taken[question.id].kind is Kind.OBJECTION_QUESTION
    assert (question.workspace, question.order, question.permit_id) == (WORKSPACE, world.extract().id, PERMIT)
    assert (question.kinds, question.told, question.small_count_threshold) == ((CONSENT, DONATION), (), 10)
    assert question.follows == world.workspace().receipt
    assert world.memory.events().count("objections.asked") == 1
    assert world.memory.events()[-1] == "objections.all_asked"
    assert world.ledger[-1].subject == "2026-11-22-objections"


def test_the_next_day_asks_anew_once_the_day_before_was_answered() -> None:
    world = asked()
    world.tell(world.inquiry().question or "", "unchanged", sequence=1)
    world.house.round()

    next_day(world)

    assert [question.id for question in questions(world)] == ["question-1", "question-2"]
    assert world.memory.events().count("objections.unchanged") == 1


def test_a_question_that_is_not_answered_is_not_asked_again_and_everybody_sees_that_it_waits() -> None:
    world = asked()

    next_day(world)

    assert len(questions(world)) == 1
    heard = world.house.objection.of_workspace(WORKSPACE)
    assert heard is not None
    assert (heard.inquiry.question, heard.inquiry.asked_on.isoformat()) == ("question-1", "2026-11-22")


def test_a_question_that_nobody_answers_for_a_week_is_asked_anew_and_its_late_answer_is_not_read() -> None:
    world = asked()
    world.clock.pass_by(6 * DAY)
    world.house.round()
    assert len(questions(world)) == 1

    next_day(world)

    assert world.inquiry().question == "question-2"
    world.tell("question-1", "unchanged", sequence=1)
    world.house.round()
    assert world.inquiry().question == "question-2"


def test_where_the_table_tells_projects_of_nothing_nothing_is_asked() -> None:
    world = delivered()
    world.told_kinds = ()

    world.house.round()

    assert questions(world) == []
    assert world.house.objection.of_workspace(WORKSPACE) is None


@pytest.mark.parametrize("state", [State.CLOSING, State.CLOSED, State.OPENING])
def test_a_closed_workspace_is_asked_about_as_long_as_its_rows_lie_there(state: State) -> None:
    world = delivered()
    world.memory.nouns["workspaces"][WORKSPACE] = replace(world.workspace(), state=state)

    world.house.objection.ask_all()

    assert len(questions(world)) == 1


@pytest.mark.parametrize("state", [State.EMPTYING, State.EMPTIED])
def test_what_is_emptied_is_asked_about_no_more_and_what_was_told_stays(state: State) -> None:
    world = told({CONSENT: 1})
    next_day(world)
    world.memory.nouns["workspaces"][WORKSPACE] = replace(world.workspace(), state=state)
    world.clock.pass_by(DAY)

    assert world.house.objection.ask_all() == ()

    heard = world.house.objection.of_workspace(WORKSPACE)
    assert heard is not None
    assert (shown(world), heard.inquiry.question) == ({CONSENT: (0, 10)}, None)


def test_one_workspace_that_cannot_be_asked_about_does_not_keep_the_others_from_it() -> None:
    world = delivered()
    astray = builders.workspace(id="workspace-a", permit="permit-gone", extract="order-gone")
    world.memory.nouns["workspaces"]["workspace-a"] = astray

    troubles = world.house.objection.ask_all()

    assert [trouble.code for trouble in troubles] == ["not-found"]
    assert [question.workspace for question in questions(world)] == [WORKSPACE]
    assert world.memory.events()[-1] == "objections.all_asked"


def test_while_the_rules_are_silent_nothing_is_asked_and_the_day_is_not_done() -> None:
    world = delivered()
    world.rules.answers[Question.ACT] = silent

    with pytest.raises(NeighbourUnavailable):
        world.house.objection.ask_all()

    assert questions(world) == []
    del world.rules.answers[Question.ACT]
    world.house.objection.ask_all()
    assert len(questions(world)) == 1


def test_a_day_that_was_cut_off_goes_on_where_it_was_and_asks_nobody_twice() -> None:
    world = delivered()
    world.house.objection.ask(WORKSPACE)
    world.house.send()
    world.tell("question-1", "unchanged", sequence=1)
    world.house.objection.hear(WORKSPACE)

    world.house.objection.ask_all()

    assert len(questions(world)) == 1


@pytest.mark.parametrize("by", [RESEARCHER, STEWARD_A, COORDINATOR, AUDITOR])
def test_asking_and_hearing_are_the_houses_own(by: Any) -> None:
    world = asked()
    world.tell_objections({CONSENT: 1})
    world.rules.answers[Question.ACT] = refuse("P01-permitted")

    with pytest.raises(Refused):
        world.house.objection.ask(WORKSPACE, by=by)
    with pytest.raises(Refused):
        world.house.objection.hear(WORKSPACE, by=by)


# ---- hearing ---------------------------------------------------------------------------------------------------------


def test_a_notice_is_kept_told_and_followed_by_the_next_question() -> None:
    world = asked()
    notice = world.tell_objections({CONSENT: 1, DONATION: 14})

    world.house.round()

    assert world.inquiry().notices == (notice.digest,)
    assert shown(world) == {CONSENT: (0, 10), DONATION: (10, 20)}
    line = next(entry for entry in world.ledger if entry.event is Event.OBJECTIONS_TOLD)
    assert (line.subject, line.papers, line.journal_head) == (WORKSPACE, (notice.digest,), builders.JOURNAL)
    next_day(world)
    later = questions(world)[-1]
    assert later.follows == notice.digest
    assert later.told == ObjectionNotice.of(notice).told


def test_an_answer_without_news_changes_nothing_that_was_told() -> None:
    world = told({CONSENT: 3})
    next_day(world)
    world.tell(world.inquiry().question or "", "unchanged", sequence=1)

    world.house.round()

    assert shown(world) == {CONSENT: (0, 10)}
    assert len(world.inquiry().notices) == 1
    assert world.inquiry().answered_on == builders.TODAY + DAY


def test_nothing_is_taken_in_before_the_runner_has_answered() -> None:
    world = asked()
    lines = len(world.ledger)
    world.tell(world.inquiry().question or "", "running", sequence=1)

    world.house.round()

    assert world.inquiry().question == "question-1"
    assert len(world.ledger) == lines
    assert world.house.objection.hear(WORKSPACE) == world.inquiry()


def test_a_runner_that_could_not_find_out_is_shown_as_that_and_never_as_nobody() -> None:
    world = told({CONSENT: 3})
    next_day(world)
    sentence = "The dataset consents has no file of the table consent."
    world.tell(world.inquiry().question or "", "failed", sequence=1, code="table-missing", sentence=sentence)

    world.house.round()

    assert world.inquiry().trouble == ("table-missing", sentence)
    assert shown(world) == {CONSENT: (0, 10)}
    assert world.ledger[-1].event is Event.OBJECTIONS_UNKNOWN
    assert world.ledger[-1].because == ("table-missing",)
    next_day(world)
    assert world.inquiry().trouble == ("table-missing", sentence)  # until it is answered
    world.tell(world.inquiry().question or "", "unchanged", sequence=1)
    world.house.round()
    assert world.inquiry().trouble == ()


def test_hearing_twice_hears_once() -> None:
    world = told({CONSENT: 3})
    lines = len(world.ledger)

    assert world.house.objection.hear(WORKSPACE) == world.inquiry()

    assert len(world.ledger) == lines


FORGED: dict[str, dict[str, Any]] = {
    "another key": {"key": FOREIGN_KEY},
    "the gateway's own key": {"key": builders.GATEWAY_KEY},
    "another question": {"question": builders.some_digest("another question")},
    "another workspace": {"workspace": "workspace-b"},
    "another permit": {"permit_id": "permit-9"},
    "another extract": {"order": "order-9"},
    "another paper before it": {"follows": builders.some_digest("another receipt")},
    "fewer than before": {"told": told_after((), {CONSENT: 3}, threshold=10)},
    "a kind less than before": {"told": told_after((), {DONATION: 40}, threshold=10)},
    "a kind that nobody asked about": {
        "told": told_after((), {CONSENT: 30, DONATION: 3, "cold_feet": 1}, threshold=10)
    },
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_notice_that_cannot_be_believed_is_no_answer(forged: str) -> None:
    world = told({CONSENT: 12, DONATION: 1})
    next_day(world)
    world.tell_objections({CONSENT: 40, DONATION: 1}, **FORGED[forged])

    (trouble,) = world.house.round()

    assert isinstance(trouble, NeighbourUnavailable)
    assert world.inquiry().question == "question-2"
    assert shown(world) == {CONSENT: (10, 20), DONATION: (0, 10)}


def test_a_notice_that_is_announced_and_not_there_is_no_answer() -> None:
    world = asked()
    world.tell("question-1", "told", sequence=1)

    (trouble,) = world.house.round()

    assert "no notice of them is there" in str(trouble)
    assert shown(world) == {}


def test_a_status_of_another_order_is_no_answer() -> None:
    world = asked()
    body = builders.status_body("question-9", "unchanged", sequence=1)
    world.box.tell("question-1", 1, builders.by_runner(Kind.STATUS, body))

    (trouble,) = world.house.round()

    assert "not its own" in str(trouble)


# ---- who reads it ----------------------------------------------------------------------------------------------------


def test_the_chain_of_the_permit_holds_with_question_and_notice_in_it() -> None:
    world = told({CONSENT: 3})
    next_day(world)
    world.tell_objections({CONSENT: 12})
    world.house.round()

    papers = world.house.audit.papers(PERMIT, by=AUDITOR)
    chain = trace(papers, builders.TRUST)

    assert chain.holds, chain.faults
    assert [paper.kind for paper in papers].count(Kind.OBJECTION_NOTICE) == 2
    sentences = "\n".join(as_sentences([link.paper for link in chain.links], Language.SV))
    assert "Återkallat samtycke: 1 till 9 personer." in sentences
    assert "Återkallat samtycke: 10 till 19 personer." in sentences


def test_a_notice_that_tells_of_fewer_breaks_the_chain() -> None:
    world = told({CONSENT: 12})
    next_day(world)
    world.tell_objections({CONSENT: 22})
    world.house.round()
    papers = list(world.house.audit.papers(PERMIT, by=AUDITOR))
    last = world.paper(world.inquiry().notices[-1])
    fewer = builders.RUNNER_KEY.sign(
        Kind.OBJECTION_NOTICE,
        ObjectionNotice.of(last).model_copy(update={"told": told_after((), {CONSENT: 1}, threshold=10)}).as_json(),
    )

    faults = trace([fewer if paper.digest == last.digest else paper for paper in papers], builders.TRUST).faults

    assert any("fewer persons than the notice before it" in fault for fault in faults)


@pytest.mark.parametrize("language", Language)
def test_question_and_notice_are_told_in_both_languages(language: Language) -> None:
    world = told({CONSENT: 3})

    told_of = [
        sentence
        for digest in (world.inquiry().paper, *world.inquiry().notices)
        for sentence in told_in_full(world.paper(digest), language)
    ]

    assert len(told_of) == 3
    assert all(WORKSPACE in sentence for sentence in told_of[:2])
