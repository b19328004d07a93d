"""A permit is amended by a request that names it: under the rules of a new one, by those whose part is another."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.access_request import AccessRequest, Application, Status
from gateway.domain.amending import touched
from gateway.domain.errors import Refused, StepRefused
from gateway.domain.permit import Permit
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.words.chain import told
from gateway.words.language import Language
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.support import builders, onwards, standing
from tests.support.builders import AUDITOR, COORDINATOR, DATASETS, ORDER, PERMIT, RESEARCHER, WORKSPACE, application
from tests.support.fakes import World

REPLACED = "T08-permit-not-replaced"
AMENDS = "T09-amends-standing-permit"
AMENDMENT, NEW = "request-2", "permit-2"
SHORTER: dict[str, Any] = {"wanted_until": date(2027, 12, 31)}


def asked(world: World, **changes: Any) -> AccessRequest:
    request = world.house.access_request.amend(PERMIT, application=application(**changes), by=RESEARCHER)
    return world.house.access_request.submit(request.id, by=RESEARCHER)


def reviewed(world: World, controller: str, **changes: Any) -> None:
    finding = replace(builders.finding(), **changes)
    world.house.decision.review(
        AMENDMENT, controller=ControllerId(controller), finding=finding, by=builders.STEWARDS[controller]
    )


def amended(world: World, **changes: Any) -> Permit:
    asked(world, **changes)
    permit = world.house.permit.issue(AMENDMENT)
    assert permit is not None
    return permit


def issued() -> World:
    world = World()
    world.issued()
    return world


def justified(dataset: str) -> Application:
    """Another justification for the columns of that dataset, and for no others."""
    selection = application().selection
    columns = tuple(
        replace(choice, justification="and more besides") if choice.dataset == dataset else choice
        for choice in selection.columns
    )
    return application(selection=replace(selection, columns=columns))


# ---- asked for -------------------------------------------------------------------------------------------------------


def test_an_amendment_is_a_draft_that_names_its_permit_and_its_paper_names_the_permits() -> None:
    world = issued()

    request = asked(world, **SHORTER)

    assert (request.id, request.amends, request.project) == (AMENDMENT, PERMIT, builders.PROJECT)
    assert world.paper(request.paper).body["amends"] == world.permit().paper
    assert "permit.amendment_asked" in world.memory.events()


def test_whoever_is_named_anew_becomes_a_member() -> None:
    world = issued()

    world.house.access_request.amend(PERMIT, application=application(named_persons=("cecilia",)), by=RESEARCHER)

    assert "cecilia" in world.memory.nouns["projects"][builders.PROJECT].members


def test_two_amendments_of_one_permit_are_not_under_way_at_once() -> None:
    world = issued()
    first = world.house.access_request.amend(PERMIT, application=application(**SHORTER), by=RESEARCHER)

    with pytest.raises(StepRefused, match="under way"):
        world.house.access_request.amend(PERMIT, application=application(), by=RESEARCHER)
    world.house.access_request.withdraw(first.id, by=RESEARCHER)

    assert world.house.access_request.amend(PERMIT, application=application(), by=RESEARCHER).amends == PERMIT


@pytest.mark.parametrize("ended", ["revoked", "replaced", "expired"])
def test_a_permit_that_is_over_is_not_amended(ended: str) -> None:
    world = issued()
    match ended:
        case "revoked":
            world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)
        case "replaced":
            amended(world, **SHORTER)
        case _:
            world.clock.pass_by(timedelta(days=365 * 3))

    with pytest.raises(StepRefused, match="ask for a new one"):
        world.house.access_request.amend(PERMIT, application=application(), by=RESEARCHER)


def test_the_changes_are_told_beside_the_permit_with_who_decides_anew() -> None:
    world = issued()
    request = world.house.access_request.amend(PERMIT, application=justified(DATASETS[0]), by=RESEARCHER)

    found = world.house.access_request.amended(request.id, by=RESEARCHER)

    assert found is not None
    assert (found.permit, found.touched) == (PERMIT, (DATASETS[0],))
    assert {change.kind for change in found.changes} == {"columns"}
    assert {change.now for change in found.changes} == {"and more besides"}
    assert world.house.access_request.amended(builders.REQUEST, by=RESEARCHER) is None


# ---- whose part is another -------------------------------------------------------------------------------------------

OWNERS = {dataset: f"{dataset}'s" for dataset in DATASETS}
ALL = frozenset(OWNERS.values())


def fewer() -> Application:
    selection = application().selection
    return application(selection=replace(selection, columns=selection.columns[:-1]))


def between(first: date, last: date) -> Application:
    return application(selection=replace(application().selection, period_from=first, period_to=last))


def test_what_only_becomes_less_touches_nobody() -> None:
    before = application(named_persons=("bo", "cecilia"))
    period = application().selection
    shorter = between(period.period_from + timedelta(days=1), period.period_to - timedelta(days=1))

    for now in (application(), application(**SHORTER), application(expected_persons=1), fewer(), shorter):
        assert touched(before, now, owners=OWNERS) == frozenset()


@pytest.mark.parametrize(
    "now",
    [
        application(named_persons=("bo", "cecilia")),
        application(expected_persons=application().expected_persons + 1),
        application(wanted_until=application().wanted_until + timedelta(days=1)),
        application(investigator="anna"),
        application(purpose="53.1.a"),
        application(why_pseudonymised="another reason"),
        application(declarations=("54.a",)),
        application(applicant=replace(application().applicant, country="DK")),
        application(text_profile="unmeasured"),
        between(application().selection.period_from - timedelta(days=1), application().selection.period_to),
        between(application().selection.period_from, application().selection.period_to + timedelta(days=1)),
        application(selection=replace(application().selection, cohort={"title": "another"})),
    ],
)
def test_what_every_controller_weighed_touches_all(now: Application) -> None:
    assert touched(application(), now, owners=OWNERS) == ALL


def test_a_column_that_is_another_touches_its_controller_alone() -> None:
    assert touched(application(), justified(DATASETS[0]), owners=OWNERS) == {OWNERS[DATASETS[0]]}


# ---- decided ---------------------------------------------------------------------------------------------------------


def test_parts_that_are_no_other_stand_and_the_house_issues_by_itself() -> None:
    world = issued()

    request = asked(world, **SHORTER)
    assert request.due == "issue"
    list(world.house.round())

    permit = world.permit(NEW)
    parts = world.house.decision.parts(AMENDMENT, by=COORDINATOR)
    before = world.house.decision.parts(builders.REQUEST, by=COORDINATOR)
    assert [part.review.paper for part in parts if part.review] == [part.review.paper for part in before if part.review]
    assert {part.review.stands_from for part in parts if part.review} == {
        part.review.id for part in before if part.review
    }
    assert {part.review.paper for part in before if part.review} <= set(permit.rests_on)


def test_only_the_controller_whose_part_is_another_decides_anew() -> None:
    world = issued()
    request = world.house.access_request.amend(PERMIT, application=justified(DATASETS[0]), by=RESEARCHER)
    world.house.access_request.submit(request.id, by=RESEARCHER)

    with pytest.raises(StepRefused, match="decided"):
        reviewed(world, DATASETS[1])
    with pytest.raises(StepRefused, match="not decided yet"):
        world.house.permit.issue(AMENDMENT)
    reviewed(world, DATASETS[0])

    permit = world.house.permit.issue(AMENDMENT)
    assert permit is not None
    assert permit.controllers == world.permit().controllers


def test_sent_back_and_submitted_anew_the_untouched_parts_stand_in_the_new_version_too() -> None:
    world = issued()
    asked(world, **SHORTER)
    world.house.access_request.send_back(AMENDMENT, because="say why", by=COORDINATOR)

    request = world.house.access_request.submit(AMENDMENT, by=RESEARCHER)

    assert (request.version, request.parts_decided) == (2, True)


def test_a_controller_that_refused_before_decides_anew() -> None:
    world = World()
    world.issued(refusing=[DATASETS[1]])

    request = asked(world, **SHORTER)
    parts = world.house.decision.parts(AMENDMENT, by=COORDINATOR)

    assert request.parts_decided is False
    assert [part.controller for part in parts if part.review is None] == [DATASETS[1]]


def test_whose_column_the_catalog_treats_otherwise_by_now_decides_anew() -> None:
    world = issued()
    permit = world.permit()
    paper = world.paper(permit.paper)
    columns = [
        {**column, "treatment": {"kind": "drop"}} if column["dataset"] == DATASETS[1] else column
        for column in paper.body["columns"]
    ]
    other = builders.GATEWAY_KEY.sign(Kind.PERMIT, {**paper.body, "columns": columns})
    world.memory.papers[other.digest] = other
    world.memory.nouns["permits"][PERMIT] = replace(permit, paper=other.digest)

    drafted(world, **SHORTER)

    found = world.house.access_request.amended(AMENDMENT, by=RESEARCHER)
    assert found is not None
    assert found.touched == (DATASETS[1],)


def test_a_controller_that_is_asked_for_a_dataset_more_decides_anew() -> None:
    world = issued()
    (first, *_) = (review for review in world.memory.nouns["reviews"].values() if review.controller == DATASETS[0])
    world.memory.nouns["reviews"][first.id] = replace(first, datasets=())

    drafted(world, **SHORTER)

    found = world.house.access_request.amended(AMENDMENT, by=RESEARCHER)
    assert found is not None
    assert found.touched == (DATASETS[0],)


def test_an_amendment_that_a_covered_controller_refuses_leaves_the_permit_as_it_is() -> None:
    world = issued()
    request = world.house.access_request.amend(PERMIT, application=justified(DATASETS[0]), by=RESEARCHER)
    world.house.access_request.submit(request.id, by=RESEARCHER)
    world.house.decision.review(
        AMENDMENT,
        controller=ControllerId(DATASETS[0]),
        finding=builders.REFUSES,
        by=builders.STEWARDS[DATASETS[0]],
    )

    assert world.house.permit.issue(AMENDMENT) is None

    assert world.permit().replacement is None
    assert world.memory.nouns["access_requests"][AMENDMENT].status is Status.REFUSED
    assert world.ledger[-1].because == ("D01-every-controller-granted",)


def test_the_new_permit_names_the_one_it_replaces_and_that_one_makes_nothing_more() -> None:
    world = issued()
    old = world.permit()

    new = amended(world, **SHORTER)

    assert (new.amends, new.replaces) == (PERMIT, old.paper)
    assert world.paper(new.paper).body["amends"] == old.paper
    old = world.permit()
    assert old.replacement is not None
    assert (old.replacement.by, old.replacement.paper, old.due) == (NEW, new.paper, "")
    assert old.last_day == new.valid_until == date(2027, 12, 31)
    assert world.ledger[-1].event == "permit.replaced"
    assert world.ledger[-1].subject == PERMIT
    with pytest.raises(StepRefused):
        old.replaced_by(new, paper=new.paper or new.follows)


def test_an_extended_permit_stays_extended_when_it_is_amended() -> None:
    world = issued()
    world.house.permit.ask_extension(PERMIT, **onwards.LONGER, by=RESEARCHER)
    world.house.permit.decide_extension(PERMIT, **onwards.GRANTED, by=COORDINATOR)

    assert amended(world, **SHORTER).extended


# ---- under the house's own rules -------------------------------------------------------------------------------------


def drafted(world: World, **changes: Any) -> AccessRequest:
    return world.house.access_request.amend(PERMIT, application=application(**changes), by=RESEARCHER)


@pytest.mark.parametrize("changes", [{"wanted_until": date(2028, 11, 1)}, {"purpose": "53.1.a"}])
def test_no_amendment_is_submitted_for_longer_or_for_another_purpose(changes: dict[str, Any]) -> None:
    world = standing.standing("permit", "issued")
    drafted(world, **changes)

    with pytest.raises(Refused, match=AMENDS):
        world.house.access_request.submit(AMENDMENT, by=RESEARCHER)


def test_an_amendment_passes_every_rule_of_a_new_permit() -> None:
    world = standing.standing("permit", "issued")
    drafted(world, expected_persons=10_000)

    with pytest.raises(Refused, match="E07-cohort-within-approval"):
        world.house.access_request.submit(AMENDMENT, by=RESEARCHER)


def test_a_permit_that_is_revoked_meanwhile_is_not_replaced() -> None:
    world = standing.standing("permit", "issued")
    drafted(world, **SHORTER)
    world.house.access_request.submit(AMENDMENT, by=RESEARCHER)
    world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)

    with pytest.raises(Refused, match=AMENDS):
        world.house.permit.issue(AMENDMENT)


def test_a_replaced_permit_is_not_ordered_extended_or_revoked() -> None:
    world = standing.standing("permit", "replaced")

    with pytest.raises(Refused, match=REPLACED):
        world.house.extraction.order(PERMIT)
    with pytest.raises(Refused, match=REPLACED):
        world.house.permit.ask_extension(PERMIT, **onwards.LONGER, by=RESEARCHER)
    with pytest.raises(StepRefused, match="took its place"):
        world.house.permit.revoke(PERMIT, because="the data were passed on", by=COORDINATOR)

    assert world.permit().held_because == ()
    assert world.house.extraction.order(NEW).permit == NEW


def replaced_while_open(**changes: Any) -> World:
    """The old workspace is open, and its permit is replaced."""
    world = standing.standing("workspace", "open")
    drafted(world, **{**SHORTER, **changes})
    world.house.access_request.submit(AMENDMENT, by=RESEARCHER)
    world.house.permit.issue(AMENDMENT)
    return world


def deliver_the_new(world: World) -> None:
    world.house.extraction.order(NEW)
    world.answer(world.extract("order-2"))
    world.house.extraction.follow("order-2")
    world.house.delivery.deliver("order-2")
    world.confirm(world.extract("order-2"))
    world.house.delivery.receive("order-2")


def test_the_old_workspace_stays_open_until_the_new_extract_is_delivered() -> None:
    world = replaced_while_open()
    world.house.workspace.sweep(WORKSPACE)
    assert world.workspace().state is State.OPEN
    world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)

    deliver_the_new(world)
    assert world.house.workspace.due() == [WORKSPACE]
    world.house.workspace.sweep(WORKSPACE)

    assert (world.workspace().state, world.workspace().because) == (State.CLOSING, (REPLACED,))
    assert world.permit().last_day == builders.TODAY
    with pytest.raises(Refused, match=REPLACED):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    world.house.delivery.let_in(NEW, statement="SELECT 1", by=RESEARCHER)


def test_revoking_the_new_permit_closes_what_stood_open_under_the_old() -> None:
    world = replaced_while_open()

    world.house.permit.revoke(NEW, because="the data were passed on", by=COORDINATOR)
    world.house.workspace.sweep(WORKSPACE)

    assert world.workspace().state is State.CLOSING
    assert world.permit().is_superseded


def test_a_chain_of_amendments_is_closed_to_its_beginning_once() -> None:
    world = replaced_while_open()
    request = world.house.access_request.amend(
        NEW, application=application(wanted_until=date(2027, 6, 30)), by=RESEARCHER
    )
    world.house.access_request.submit(request.id, by=RESEARCHER)
    world.house.permit.issue(request.id)

    world.house.permit.revoke("permit-3", because="the data were passed on", by=COORDINATOR)

    assert world.permit(NEW).is_superseded
    assert world.permit(PERMIT).is_superseded


def test_whoever_the_new_permit_no_longer_names_is_let_in_nowhere() -> None:
    world = replaced_while_open()
    permit = world.permit()
    assert permit.replacement is not None

    without = replace(permit, replacement=replace(permit.replacement, named_persons=("bo",)))

    assert permit.admitted == permit.named_persons
    assert without.admitted == ("bo",)
    world.memory.nouns["permits"][PERMIT] = without
    with pytest.raises(Refused, match="T03-on-the-permit"):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)


def test_what_was_staged_under_the_old_permit_is_not_delivered() -> None:
    world = standing.standing("extract", "extracted")
    drafted(world, **SHORTER)
    world.house.access_request.submit(AMENDMENT, by=RESEARCHER)
    world.house.permit.issue(AMENDMENT)

    with pytest.raises(Refused, match=REPLACED):
        world.house.delivery.deliver(ORDER)


# ---- told ------------------------------------------------------------------------------------------------------------


def test_the_rules_are_told_which_permit_is_amended_and_how_it_stands() -> None:
    world = issued()
    asked(world, **SHORTER)

    assert world.rules.facts(Question.SUBMIT)["amended"] == {
        "id": PERMIT,
        "purpose": application().purpose,
        "until": "2028-10-31",
        "revoked": False,
        "replaced": False,
    }
    assert next(facts for question, facts in world.rules.asked if question is Question.SUBMIT)["amended"] is None


def test_the_chain_of_the_new_permit_reaches_the_old() -> None:
    world = issued()
    new = amended(world, **SHORTER)

    traced, _ = world.house.audit.chain(NEW, by=AUDITOR)

    assert traced.holds
    papers = [link.paper for link in traced.links]
    assert {paper.digest for paper in papers if paper.kind is Kind.PERMIT} == {new.paper, new.replaces}
    assert "permit-2 replaces an earlier permit." in list(told(papers, Language.EN))


def test_it_is_asked_for_and_told_through_the_api() -> None:
    call = Caller(issued())
    written = call.get(f"/access-requests/{builders.REQUEST}").json()["application"]
    for name in ("id", "organisation"):
        del written["applicant"][name]
    written["wanted"]["until"] = "2027-12-31"

    drafted = call.post(f"/permits/{PERMIT}/amendments", written)
    shown = call.get(f"/access-requests/{AMENDMENT}/amended").json()

    assert (drafted.status_code, drafted.json()["amends"]) == (201, PERMIT)
    assert shown == {
        "permit": PERMIT,
        "changes": [
            {"kind": "wanted", "told": "wanted time", "what": "until", "was": "2028-10-31", "now": "2027-12-31"}
        ],
        "touched": [],
    }
    assert call.get(f"/access-requests/{builders.REQUEST}/amended").json() is None
    call.post(f"/access-requests/{AMENDMENT}/submit", {})
    call.world.house.permit.issue(AMENDMENT)
    assert call.get(f"/permits/{PERMIT}").json()["replaced_by"] == NEW
    assert call.get(f"/permits/{NEW}").json()["amends"] == PERMIT


def test_what_was_closed_already_is_not_closed_anew() -> None:
    world = replaced_while_open()
    deliver_the_new(world)
    before = world.permit()
    world.clock.pass_by(timedelta(days=1))

    world.house.permit.revoke(NEW, because="the data were passed on", by=COORDINATOR)

    assert world.permit() == before


def test_a_workspace_that_was_emptied_is_not_asked_about() -> None:
    world = replaced_while_open()
    world.memory.nouns["workspaces"][WORKSPACE] = replace(world.workspace(), state=State.EMPTIED)

    world.house.permit.revoke(NEW, because="the data were passed on", by=COORDINATOR)

    assert world.permit().is_superseded
    assert world.house.workspace.due() == []
