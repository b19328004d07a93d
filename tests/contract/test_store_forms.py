"""The tables change form with the house: forwards, one step back, and never by a version that does not know them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner

from catalog.model import DatasetName
from gateway.adapters.sql.engine import open_engine, writing
from gateway.adapters.sql.forms import check_form, form_of
from gateway.adapters.sql.migrating import migrate, step_back
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.cli import app
from gateway.cli.endings import EXITS
from gateway.domain.access_request import Publication, Status
from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.domain.errors import Misconfigured, NeighbourUnavailable
from gateway.domain.sought import Sought
from gateway.domain.workspace import State
from spark_jobs.papers.paper import Kind
from tests.support import builders, stores
from tests.support.builders import TODAY, access_request, entry, extract, permit, project

FORMS = (
    *("0001", "0002", "0003", "0041", "0045", "0054", "0055", "0060", "0065", "0069", "0071", "0073", "0075", "0080"),
    "0081",
)
"""Every form that the tables have had, the first one first."""


@pytest.fixture(params=stores.DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(stores.url(request.param, tmp_path))
    yield engine
    engine.dispose()


def filled(engine: Engine) -> dict[str, Any]:
    """A study under way, a request that waits for its parts, and what the store then holds of both."""
    with SqlUnitOfWork(engine) as work:
        work.projects.add(project())
        work.access_requests.add(access_request(Status.SUBMITTED, parts_decided=True))
        work.access_requests.add(replace(access_request(Status.SUBMITTED), id="request-2", held_because=("E07",)))
        work.access_requests.add(access_request(id="request-3"))
        work.permits.add(permit(ordered=True))
        work.permits.add(permit(id="permit-2"))
        work.permits.add(permit(id="permit-3", held_because=("O01",)))
        for number, progress in enumerate(Progress):
            work.extracts.add(extract(progress, id=f"order-{number}"))
        work.extracts.add(extract(Progress.EXTRACTED, id="order-held", held_because=("L01",)))
        delivered = list(Progress).index(Progress.DELIVERED)
        work.workspaces.add(builders.workspace(extract=f"order-{delivered}"))
        work.commit(entry())
    return told(engine)


def told(engine: Engine) -> dict[str, Any]:
    with SqlUnitOfWork(engine) as work:
        nouns = (work.projects, work.access_requests, work.permits, work.extracts, work.workspaces)
        return {"values": [list(noun.find()) for noun in nouns], "lines": list(work.ledger.lines())}


def due(engine: Engine) -> dict[str, list[str]]:
    with SqlUnitOfWork(engine) as work:
        found: dict[str, Sequence[Any]] = {
            "issue": work.access_requests.find(due="issue"),
            "order": work.permits.find(due="order"),
            **{name: work.extracts.find(due=name) for name in ("follow", "deliver", "receive")},
            "members": work.projects.find(members="bo"),
            "datasets": work.access_requests.find(datasets="birka"),
        }
    return {name: [one.id for one in values] for name, values in found.items()}


def undone_down_to(number: str) -> Sequence[str]:
    """The forms that are stepped back from, the newest first, that one the last."""
    return [form for form in reversed(FORMS) if form >= number]


def to_the_first(engine: Engine) -> None:
    for _ in undone_down_to("0002"):
        step_back(engine)


def test_a_store_is_made_in_its_newest_form_and_told_step_by_step(engine: Engine) -> None:
    changes = migrate(engine)
    again = migrate(engine)

    assert [change.number for change in changes] == list(FORMS)
    assert all(change.about for change in changes)
    assert list(again) == []
    assert form_of(engine).is_newest


def test_one_step_back_and_forth_keeps_everything_and_finds_it_again(engine: Engine) -> None:
    migrate(engine)
    before, were_due = filled(engine), due(engine)

    undone = [change for _ in undone_down_to("0002") for change in step_back(engine)]
    assert form_of(engine).found == "0001"
    with pytest.raises(Misconfigured, match="older form"):
        check_form(engine)
    done = migrate(engine)

    assert undone == [*reversed(done)]
    assert told(engine) == before
    assert due(engine) == were_due
    assert were_due["issue"] == [builders.REQUEST]
    assert (were_due["order"], were_due["deliver"]) == (["permit-2"], ["order-2"])


def test_what_was_ordered_before_the_change_is_not_ordered_again(engine: Engine) -> None:
    migrate(engine)
    with SqlUnitOfWork(engine) as work:
        work.permits.add(permit())  # as the version before wrote it: not a word of having been ordered
        work.extracts.add(extract())
        work.commit(entry())
    to_the_first(engine)

    migrate(engine)

    assert due(engine)["order"] == []
    assert due(engine)["follow"] == [builders.ORDER]


def test_a_workspace_that_was_closed_is_still_closed_after_a_step_back_and_forth(engine: Engine) -> None:
    migrate(engine)
    body = {"workspace": builders.WORKSPACE, "id": "closing-1", "turn": 1, "state": "closed", "because": ["E10"]}
    order = builders.GATEWAY_KEY.sign(Kind.WORKSPACE_ORDER, body)
    closing = builders.workspace(State.CLOSING, order_id="closing-1", orders=(order.digest,), because=("E10",))
    with SqlUnitOfWork(engine) as work:
        work.extracts.add(extract(Progress.DELIVERED))
        work.workspaces.add(closing)
        work.papers.add(order)
        work.commit(entry())
    for _ in undone_down_to("0003"):
        step_back(engine)

    migrate(engine)

    with SqlUnitOfWork(engine) as work:
        assert list(work.workspaces.find(due="settle", state="closing")) == [closing]


def test_what_was_sent_back_before_the_change_finds_its_day_in_the_ledger(engine: Engine) -> None:
    migrate(engine)
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    earlier = replace(entry(Event.REQUEST_RETURNED), at=late - timedelta(days=9), subject="request-1")
    with SqlUnitOfWork(engine) as work:
        work.access_requests.add(access_request(Status.RETURNED, returned_because="vilken avdelning?"))
        work.access_requests.add(replace(access_request(Status.RETURNED), id="request-untold"))
        work.access_requests.add(replace(access_request(Status.RETURNED, returned_on=TODAY), id="request-known"))
        work.access_requests.add(replace(access_request(Status.SUBMITTED), id="request-other"))
        work.commit(earlier, replace(earlier, at=late), entry())
    for _ in undone_down_to("0041"):
        step_back(engine)

    migrate(engine)

    with SqlUnitOfWork(engine) as work:
        days = {one.id: one.returned_on for one in work.access_requests.find()}
        told = work.access_requests.get("request-1").returned_because
    assert days == {
        "request-1": date(2026, 11, 21),
        "request-known": TODAY,
        "request-other": None,
        "request-untold": None,
    }
    assert told == "vilken avdelning?"


def test_lines_of_before_are_found_by_what_they_tell_and_what_their_subjects_are_about(engine: Engine) -> None:
    migrate(engine)
    decided = builders.GATEWAY_KEY.sign(Kind.PART_DECISION, {"controller": "alvik"})
    asked = access_request(application=builders.application(selection=builders.selection("alvik", "birka")))
    with SqlUnitOfWork(engine) as work:
        work.access_requests.add(asked)
        work.permits.add(permit("alvik"))
        work.extracts.add(extract())
        for name in ("alvik", "birka"):
            work.papers.add(builders.snapshot(builders.catalog_of().entries[DatasetName(name)]))
        work.papers.add(decided)
        work.commit(entry(), entry(subject=builders.ORDER), entry(papers=(decided.digest,)), entry(subject="house"))
    for _ in undone_down_to("0069"):
        step_back(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE ledger SET entry = 'spoiled' WHERE sequence = 3"))

    migrate(engine)

    found = {}
    with SqlUnitOfWork(engine) as work:
        for sought in (Sought(dataset="birka"), Sought(controller="alvik"), Sought(actor="anna"), Sought(last=TODAY)):
            found[sought.codes()] = [line.sequence for line in work.ledger.found(sought, limit=9)]
        assert work.ledger.astray(list(work.ledger.lines(limit=3))) == []
    assert list(found.values()) == [[0], [0, 1, 2], [0, 1, 2], [0, 1, 2]]


def test_what_was_closed_before_the_change_has_no_clock_and_everything_else_has(engine: Engine) -> None:
    migrate(engine)
    public = Publication(where="https://example.org/ärende", on=TODAY, by="klara")
    requests = {
        "draft": access_request(Status.DRAFT),
        "withdrawn": access_request(Status.WITHDRAWN),
        "submitted": access_request(Status.SUBMITTED),
        "returned": access_request(Status.RETURNED),
        "refused": access_request(Status.REFUSED),
        "told": access_request(Status.REFUSED, publication=public),
        "open": access_request(Status.DECIDED, publication=public),
        "gone": access_request(Status.DECIDED, publication=public, emptied=True),
        "untold": access_request(Status.DECIDED, emptied=True),
    }
    with SqlUnitOfWork(engine) as work:
        for id, request in requests.items():
            work.access_requests.add(replace(request, id=id))
        for id, state in (("gone", State.EMPTIED), ("untold", State.EMPTIED), ("open", State.OPEN)):
            work.permits.add(permit(id=f"permit-{id}", access_request=id))
            work.workspaces.add(builders.workspace(state, id=f"workspace-{id}", permit=f"permit-{id}"))
        work.commit(entry())
    before = told(engine)
    for _ in undone_down_to("0055"):
        step_back(engine)

    migrate(engine)

    with SqlUnitOfWork(engine) as work:
        running = [one.id for one in work.access_requests.find(clock="running")]
    assert running == ["open", "refused", "returned", "submitted", "untold"]
    assert told(engine) == before


def test_there_is_nothing_before_the_first_form(engine: Engine) -> None:
    migrate(engine)
    to_the_first(engine)

    with pytest.raises(Misconfigured, match="first form"):
        step_back(engine)


def test_a_store_of_a_newer_version_is_not_opened(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for opening in (migrate, step_back, check_form):
        with pytest.raises(Misconfigured, match="newer version"):
            opening(engine)


def test_a_change_that_fails_half_way_leaves_the_form_that_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(engine)
    before = filled(engine)
    to_the_first(engine)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE access_request_datasets (unlike INTEGER)"))

    with pytest.raises(Exception, match=r"access_request_datasets|store"):
        migrate(engine)

    assert form_of(engine).found == "0001"
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE access_request_datasets"))
    migrate(engine)
    assert told(engine) == before


def test_a_store_without_tables_is_silent_and_not_a_fault_of_ours(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "gateway.db").touch()

    with SqlUnitOfWork(engine) as work, pytest.raises(NeighbourUnavailable) as silent:
        work.ledger.head()

    assert silent.value.neighbour == "store"


@pytest.mark.parametrize("database", stores.DATABASES)
def test_the_operator_is_told_what_was_changed(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUSSEN_HOME", str(tmp_path))
    monkeypatch.setenv("SLUSSEN_DATABASE", stores.url(database, tmp_path))

    def typed(*words: str) -> tuple[int, str]:
        ended = CliRunner().invoke(app, ["--lang", "en", "operator", "migrate", *words])
        return ended.exit_code, ended.output

    assert typed()[1].splitlines()[:2][1].startswith("+ 0002 ")
    assert typed() == (0, "The store has its newest form.\n")
    for number in undone_down_to("0002"):
        assert typed("--back")[1].startswith(f"- {number} ")
    assert typed("--back")[0] == EXITS["misconfigured"]
    assert typed()[1].startswith("+ 0002 ")
