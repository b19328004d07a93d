"""One suite for the store: the fake that the specification runs on, and the databases that the house runs on."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, text

from gateway.adapters.sql.engine import open_engine, writing
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.access_request import Status
from gateway.domain.audit import FIRST, Event, LedgerLine
from gateway.domain.delivery import Progress
from gateway.domain.errors import LedgerBroken, NotFound, Stale
from gateway.domain.project import Person
from gateway.domain.reminder import Reminder
from gateway.domain.workspace import Sweep
from gateway.ports.unit_of_work import OpenWork, UnitOfWork
from spark_jobs.papers.paper import Kind
from tests.support import builders, stores
from tests.support.builders import (
    GATEWAY_KEY,
    NOW,
    access_request,
    application,
    barring,
    deputyship,
    entry,
    extract,
    permit,
    person,
    project,
    review,
    selection,
    workspace,
)
from tests.support.fakes import Memory, World

PAPER = GATEWAY_KEY.sign(Kind.PERMIT, {"permit": "permit-1"})


def made(database: str, folder: Path) -> Iterator[Engine]:
    engine = open_engine(stores.url(database, folder))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    yield from made("sqlite", tmp_path)


@pytest.fixture(params=stores.DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    yield from made(request.param, tmp_path)


@pytest.fixture(params=["fake", *stores.DATABASES])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenWork]:
    if request.param == "fake":
        yield Memory().work
        return
    for engine in made(request.param, tmp_path):
        yield stored(engine)


def commit(opened: OpenWork, *writes: Callable[[UnitOfWork], object]) -> None:
    with opened() as work:
        for write in writes:
            write(work)
        work.commit(entry())


def adding(somebody: Person) -> Callable[[UnitOfWork], None]:
    return lambda work: work.people.add(somebody)


def lines(opened: OpenWork) -> list[LedgerLine]:
    with opened() as work:
        return list(work.ledger.lines())


NOUNS: dict[str, Any] = {
    "projects": project(),
    "people": person(),
    "barrings": barring(),
    "deputyships": deputyship(),
    "access_requests": access_request(Status.SUBMITTED),
    "reviews": review(),
    "permits": permit(),
    "extracts": extract(Progress.DELIVERED),
    "workspaces": workspace(),
    "sweeps": Sweep(id="2026-11-22", at=NOW, workspaces=3),
    "reminders": Reminder(id="2026-11-22:decision:request-1::soon", at=NOW),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_committed_is_read_back_whole(opened: OpenWork, noun: str) -> None:
    commit(opened, lambda work: getattr(work, noun).add(NOUNS[noun]))

    with opened() as work:
        assert getattr(work, noun).get(NOUNS[noun].id) == NOUNS[noun]


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_not_there_is_not_found(opened: OpenWork, noun: str) -> None:
    with opened() as work, pytest.raises(NotFound):
        getattr(work, noun).get("nobody")


def test_nothing_is_written_before_the_commit(opened: OpenWork) -> None:
    with opened() as work:
        work.people.add(person())

        with opened() as other:
            assert list(other.people.find()) == []

    with opened() as work:
        assert list(work.people.find()) == []
        assert list(work.ledger.lines()) == []


def test_every_commit_demands_an_entry(opened: OpenWork) -> None:
    with opened() as work:
        first, *_ = inspect.signature(work.commit).parameters.values()

        assert first.kind is first.POSITIONAL_ONLY
        assert first.default is first.empty
        with pytest.raises(TypeError):
            work.commit()  # type: ignore[call-arg]  # the missing entry is what is tried


def test_values_are_found_by_their_fields_in_the_order_of_their_ids(opened: OpenWork) -> None:
    requests = [access_request(id=f"request-{number}") for number in (3, 1, 2)]
    requests[1] = replace(requests[1], status=Status.WITHDRAWN)
    commit(opened, *(lambda work, each=each: work.access_requests.add(each) for each in requests))

    with opened() as work:
        assert [one.id for one in work.access_requests.find()] == ["request-1", "request-2", "request-3"]
        assert [one.id for one in work.access_requests.find(status=Status.DRAFT)] == ["request-2", "request-3"]
        assert [one.id for one in work.access_requests.find(project=builders.PROJECT, status="withdrawn")] == [
            "request-1"
        ]
        assert list(work.access_requests.find(project="project-9")) == []


def test_values_are_turned_page_by_page(opened: OpenWork) -> None:
    people = [person(name) for name in ("anna", "bo", "disa", "eva")]
    commit(opened, *(lambda work, each=each: work.people.add(each) for each in people))

    with opened() as work:
        assert [one.id for one in work.people.page(after=None, limit=2)] == ["anna", "bo"]
        assert [one.id for one in work.people.page(after="bo", limit=2)] == ["disa", "eva"]
        assert list(work.people.page(after="eva", limit=2)) == []


def test_ids_are_sorted_by_their_bytes_whatever_language_the_database_speaks(opened: OpenWork) -> None:
    names = ("Z1", "a-2", "a1", "A3", "ö", "z", "å", "_x")
    commit(opened, *(adding(person(name)) for name in names))

    with opened() as work:
        assert [one.id for one in work.people.find()] == sorted(names)
        assert [one.id for one in work.people.page(after="a1", limit=2)] == sorted(names)[5:7]


def test_a_page_holds_those_that_one_of_the_fields_names_and_no_others(opened: OpenWork) -> None:
    alvik, birka = (application(selection=selection(name)) for name in ("alvik", "birka"))
    requests = [
        access_request(id="request-1", project="project-1", application=alvik),
        access_request(id="request-2", project="project-2", application=alvik),
        access_request(id="request-3", project="project-2", application=birka),
        access_request(
            id="request-4", project="project-3", application=application(selection=selection("alvik", "birka"))
        ),
    ]
    commit(opened, *(lambda work, each=each: work.access_requests.add(each) for each in requests))

    def paged(**where: list[str]) -> list[str]:
        with opened() as work:
            return [one.id[-1] for one in work.access_requests.page(after=None, limit=9, where=where)]

    assert paged(project=["project-2", "project-1"]) == ["1", "2", "3"]
    assert paged(datasets=["birka"]) == ["3", "4"]
    assert paged(project=["project-1"], datasets=["birka"]) == ["1", "3", "4"]
    assert paged(project=[], datasets=[]) == []
    assert paged() == []


def test_a_page_holds_of_them_those_alone_that_the_other_fields_name(opened: OpenWork) -> None:
    requests = [
        access_request(Status.SUBMITTED, id="request-1"),
        access_request(Status.DRAFT, id="request-2"),
        access_request(Status.RETURNED, id="request-3"),
        access_request(Status.SUBMITTED, id="request-4", project="project-2"),
    ]
    commit(opened, *(lambda work, each=each: work.access_requests.add(each) for each in requests))

    def paged(after: str | None = None, **all_of: Any) -> list[str]:
        with opened() as work:
            return [one.id[-1] for one in work.access_requests.page(after=after, limit=2, **all_of)]

    assert paged(clock="running") == ["1", "3"]
    assert paged("request-3", clock="running") == ["4"]
    assert paged(where={"project": ["project-2"]}, clock="running") == ["4"]
    assert paged(where={"project": []}, clock="running") == []
    assert paged(status="draft") == ["2"]


def test_a_value_is_found_by_each_of_many_and_no_longer_by_what_it_lost(opened: OpenWork) -> None:
    commit(opened, lambda work: work.projects.add(project(members=("anna", "bo"))))
    commit(opened, lambda work: work.projects.save(project(members=("bo", "disa"))))

    with opened() as work:
        assert [len(work.projects.find(members=name)) for name in ("anna", "bo", "disa")] == [0, 1, 1]


def test_the_house_finds_what_is_due_and_nothing_else(opened: OpenWork) -> None:
    submitted = access_request(Status.SUBMITTED, parts_decided=True)
    held = replace(submitted, id="request-2", held_because=("E07",))
    commit(opened, lambda work: work.access_requests.add(submitted), lambda work: work.access_requests.add(held))
    commit(opened, lambda work: work.permits.add(permit()), lambda work: work.extracts.add(extract(Progress.EXTRACTED)))

    with opened() as work:
        assert [one.id for one in work.access_requests.find(due="issue")] == [submitted.id]
        assert [one.id for one in work.permits.find(due="order")] == [builders.PERMIT]
        assert [one.id for one in work.extracts.find(due="deliver")] == [builders.ORDER]
        work.permits.save(replace(permit(), ordered=True))
        work.extracts.save(extract(Progress.DELIVERED))
        work.commit(entry())

    with opened() as work:
        assert list(work.permits.find(due="order")) == []
        assert list(work.extracts.find(due="deliver")) == []


def test_a_saved_value_is_one_revision_later_and_said_to_be(opened: OpenWork) -> None:
    commit(opened, lambda work: work.projects.add(project()))

    with opened() as work:
        saved = work.projects.save(project(title="Bleeding, anew"))
        work.commit(entry())

    assert saved.revision == 1
    with opened() as work:
        assert work.projects.get(builders.PROJECT) == saved


def test_whoever_comes_second_is_told_so_and_changes_nothing(opened: OpenWork) -> None:
    commit(opened, lambda work: work.projects.add(project()))
    with opened() as first, opened() as second:
        ours, theirs = first.projects.get(builders.PROJECT), second.projects.get(builders.PROJECT)
        first.projects.save(replace(ours, title="first"))
        first.commit(entry())
        second.projects.save(replace(theirs, title="second"))

        with pytest.raises(Stale):
            second.commit(entry())

    with opened() as work:
        assert work.projects.get(builders.PROJECT).title == "first"
    assert len(lines(opened)) == 2


def test_what_is_not_there_cannot_be_saved(opened: OpenWork) -> None:
    with opened() as work:
        work.people.save(person())

        with pytest.raises(Stale):
            work.commit(entry())


def test_an_id_is_taken_once(opened: OpenWork) -> None:
    commit(opened, lambda work: work.people.add(person()))

    with pytest.raises(Stale):
        commit(opened, lambda work: work.people.add(person(name="Another")))

    with opened() as work:
        assert work.people.get("anna").name == "Anna"


def test_a_commit_that_fails_leaves_neither_change_nor_paper_nor_entry(opened: OpenWork) -> None:
    commit(opened, lambda work: work.people.add(person()))
    with opened() as work:
        work.projects.add(project())
        work.outbox.add("order-1", PAPER)
        work.people.add(person())

        with pytest.raises(Stale):
            work.commit(entry(Event.PROJECT_OPENED))

    with opened() as work:
        assert list(work.projects.find()) == []
        assert list(work.outbox.waiting()) == []
        with pytest.raises(NotFound):
            work.papers.get(PAPER.digest)
    assert [line.entry.event for line in lines(opened)] == [Event.REQUEST_READ]


def test_reading_sees_one_state_until_the_commit(opened: OpenWork) -> None:
    with opened() as work:
        assert list(work.people.find()) == []
        commit(opened, lambda other: other.people.add(person()))

        assert list(work.people.find()) == []
        assert list(work.projects.find()) == []

        work.commit(entry())
        assert [one.id for one in work.people.find()] == ["anna"]


def test_one_unit_of_work_may_commit_twice_and_writes_nothing_twice(opened: OpenWork) -> None:
    with opened() as work:
        work.people.add(person())
        work.commit(entry())
        work.commit(entry(Event.PROJECT_READ))

    assert [line.entry.event for line in lines(opened)] == [Event.REQUEST_READ, Event.PROJECT_READ]


def test_the_ledger_is_a_chain_from_its_first_line(opened: OpenWork) -> None:
    said = [entry(Event.PROJECT_OPENED), entry(), entry(because=("X",), papers=(PAPER.digest,), journal_head=FIRST)]
    with opened() as work:
        work.commit(said[0], said[1])
        work.commit(said[2])

    chained = lines(opened)
    assert [line.entry for line in chained] == said
    assert [line.sequence for line in chained] == [0, 1, 2]
    assert [line.previous for line in chained] == [FIRST, chained[0].digest, chained[1].digest]
    for line in chained:
        digest = LedgerLine.digest_for(sequence=line.sequence, previous=line.previous, entry=line.entry)
        assert line.digest == digest


def test_the_ledger_is_read_from_a_line_on(opened: OpenWork) -> None:
    with opened() as work:
        assert work.ledger.head() is None
        work.commit(entry(), entry(), entry())

    with opened() as work:
        assert [line.sequence for line in work.ledger.lines(after=0)] == [1, 2]
        assert [line.sequence for line in work.ledger.lines(after=-1, limit=2)] == [0, 1]
        head = work.ledger.head()
        assert head is not None
        assert head.sequence == 2


def test_the_last_line_of_an_event_is_found_and_no_other(opened: OpenWork) -> None:
    with opened() as work:
        assert work.ledger.last(Event.HOUSE_OPENED) is None
        said = (entry(Event.HOUSE_OPENED), entry(Event.HOUSE_OPENED), entry(subject='"event":"house.closed"'))
        work.commit(said[0], *said[1:])

    with opened() as work:
        found = work.ledger.last(Event.HOUSE_OPENED)
        assert found is not None
        assert found.sequence == 1
        assert work.ledger.last(Event.HOUSE_CLOSED) is None


def test_a_paper_is_kept_once_and_for_good(opened: OpenWork) -> None:
    commit(opened, lambda work: work.papers.add(PAPER))
    commit(opened, lambda work: work.papers.add(PAPER))

    with opened() as work:
        assert work.papers.get(PAPER.digest).to_json() == PAPER.to_json()
        with pytest.raises(NotFound):
            work.papers.get(builders.some_digest("another"))


def test_the_outbox_gives_what_is_not_sent_oldest_first(opened: OpenWork) -> None:
    other = GATEWAY_KEY.sign(Kind.PERMIT, {"permit": "permit-2"})
    commit(opened, lambda work: work.outbox.add("z-first", PAPER), lambda work: work.outbox.add("a-second", other))

    with opened() as work:
        assert [(name, paper.digest) for name, paper in work.outbox.waiting()] == [
            ("z-first", PAPER.digest),
            ("a-second", other.digest),
        ]
        work.outbox.sent("z-first")

    with opened() as work:
        assert [name for name, _ in work.outbox.waiting()] == ["a-second"]


def test_two_who_write_at_once_do_not_break_the_chain(opened: OpenWork) -> None:
    start, broken = Barrier(2), list[BaseException]()

    def write(who: str) -> None:
        try:
            start.wait()
            for number in range(10):
                commit(opened, adding(person(f"{who}-{number}")))
        except BaseException as error:
            broken.append(error)

    threads = [Thread(target=write, args=(who,)) for who in ("anna", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert broken == []
    chained = lines(opened)
    assert [line.sequence for line in chained] == list(range(20))
    assert [line.previous for line in chained[1:]] == [line.digest for line in chained[:-1]]


def test_a_whole_study_walks_on_this_store(opened: OpenWork) -> None:
    world = World(memory=stores.Stored(opened))

    world.house.audit.tell(Event.HOUSE_OPENED)
    project = world.house.project.open(title="Bleeding", principal="ki", by=builders.RESEARCHER)
    recorded = world.house.project.record_approval(
        project.id, approval=builders.ethics_approval(), by=builders.RESEARCHER
    )
    assert recorded == world.house.project.read(project.id, by=builders.RESEARCHER)
    draft = world.house.access_request.draft(
        project=project.id, application=builders.application(), by=builders.RESEARCHER
    )
    request = world.house.access_request.submit(draft.id, by=builders.RESEARCHER)

    assert request == world.house.access_request.read(draft.id, by=builders.RESEARCHER)
    assert world.house.audit.verify(by=builders.AUDITOR).faults == ()


# ---- what only a database can suffer ---------------------------------------------------------------------------------


def spoil(engine: Engine, statement: str, **values: Any) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement), values)


def stored(engine: Engine) -> OpenWork:
    return lambda: SqlUnitOfWork(engine)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"actor":"anna"', '"actor":"sten"'),
        ('"actor":"anna"', '"actor": "anna"'),
        ('"actor":"anna"', '"actor":"anna","more":1'),
        ('"actor":"anna"', '"actor":"x","actor":"anna"'),
        ('"project":null', '"project":"None"'),
        ("+00:00", "Z"),
        ('"because":[]', '"because":null'),
        ('"event":"access_request.read"', '"event":"access_request.dreamt"'),
        ("{", ""),
    ],
)
def test_any_change_of_a_stored_entry_is_found_and_named(engine: Engine, old: str, new: str) -> None:
    world = World(memory=stores.Stored(stored(engine)))
    commit(stored(engine))
    commit(stored(engine))
    spoil(engine, "UPDATE ledger SET entry = replace(entry, :old, :new) WHERE sequence = 0", old=old, new=new)

    with stored(engine)() as work:
        (fault,) = world.house.audit.examine(work).faults

    assert fault.startswith("line 0 ")


@pytest.mark.parametrize(
    ("column", "spoiled"),
    [
        ("content", b"{}"),
        ("content", PAPER.to_json().replace(b"permit-1", b"permit-2")),
        ("content", PAPER.to_json() + b"\n"),
        ("kind", "receipt"),
    ],
)
def test_a_paper_is_read_back_only_as_it_was_written(engine: Engine, column: str, spoiled: Any) -> None:
    commit(stored(engine), lambda work: work.papers.add(PAPER))
    spoil(engine, f"UPDATE paper SET {column} = :spoiled", spoiled=spoiled)

    with stored(engine)() as work, pytest.raises(LedgerBroken, match=PAPER.digest):
        work.papers.get(PAPER.digest)


def test_bringing_the_tables_to_their_newest_form_twice_changes_nothing(engine: Engine) -> None:
    commit(stored(engine), lambda work: work.people.add(person()))

    migrate(engine)

    with stored(engine)() as work:
        assert [one.id for one in work.people.find()] == ["anna"]


def test_a_commit_is_on_disk_before_it_is_answered_for(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
