"""One suite for the store: the fake that the specification runs on, and the databases that the house runs on."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.event import listen

from gateway.adapters.sql.engine import open_engine, writing
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.access_request import Status
from gateway.domain.audit import FIRST, Event, LedgerLine
from gateway.domain.delivery import Progress
from gateway.domain.errors import LedgerBroken, NotFound, Stale
from gateway.domain.note_check import Checked, NoteCheck
from gateway.domain.objection import Inquiry
from gateway.domain.project import Person
from gateway.domain.reminder import Reminder
from gateway.domain.sought import Sought, Way
from gateway.domain.spot_check import Drawn, Remark, SignOff, SpotCheck, Verdict
from gateway.domain.workspace import Sweep
from gateway.ports.unit_of_work import OpenWork, UnitOfWork
from spark_jobs.papers.note_samples import MissedOfClass
from spark_jobs.papers.paper import Kind, digest_of
from tests.support import builders, stores
from tests.support.builders import (
    GATEWAY_KEY,
    NOW,
    access_request,
    application,
    assignment,
    barring,
    deputyship,
    entry,
    extract,
    message,
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
    "assignments": assignment(),
    "access_requests": access_request(Status.SUBMITTED),
    "reviews": review(),
    "permits": permit(),
    "extracts": extract(Progress.DELIVERED),
    "workspaces": workspace(),
    "note_checks": NoteCheck(
        id=f"{builders.ORDER}.alvik",
        project=builders.PROJECT,
        permit=builders.PERMIT,
        extract=builders.ORDER,
        controller="alvik",
        notes=50,
        leaving=812,
        sample=PAPER.digest,
        key="x25519:0123456789abcdef",
        checked=Checked(
            looked_at=50,
            with_a_miss=1,
            missed=(MissedOfClass(tag="PERSON", times=2),),
            wrongly_masked=3,
            by="sten",
            in_place_of="alma",
            on=builders.TODAY,
            paper=PAPER.digest,
        ),
    ),
    "inquiries": Inquiry(
        id=builders.WORKSPACE,
        project=builders.PROJECT,
        permit=builders.PERMIT,
        extract=builders.ORDER,
        asked_on=builders.TODAY,
        paper=PAPER.digest,
        question="question-2",
        answered_on=builders.TODAY,
        trouble=("table-missing", "There is none."),
        notices=(PAPER.digest,),
    ),
    "sweeps": Sweep(id="2026-11-22", at=NOW, workspaces=3),
    "spot_checks": SpotCheck(
        id="spot-check-1",
        of=Drawn.LINES,
        question=("actor:anna",),
        head=9,
        seed=PAPER.digest,
        population=4,
        items=("3", "4"),
        by="gustav",
        on=builders.TODAY,
        remarks=(Remark(item="3", verdict=Verdict.IN_ORDER, note="", by="gustav", on=builders.TODAY),),
        sign_off=SignOff(conclusion="all is well", by="gustav", on=builders.TODAY),
    ),
    "reminders": Reminder(id="2026-11-22:decision:request-1::soon", at=NOW),
    "messages": message(),
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


ABOUT_ALVIK = entry(Event.PROJECT_OPENED, actor="sten", project="project-1", datasets=("alvik",), controllers=("a",))
NEXT_DAY = entry(at=NOW + timedelta(days=1), subject="permit-1", datasets=("alvik", "birka"), controllers=("a", "b"))


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (Sought(), [0, 1, 2, 3]),
        (Sought(actor="anna"), [0, 2, 3]),
        (Sought(project="project-1"), [1]),
        (Sought(dataset="alvik"), [1, 2]),
        (Sought(controller="b", actor="anna"), [2]),
        (Sought(event=Event.REQUEST_READ, subject=builders.REQUEST), [0, 3]),
        (Sought(way=Way.DID), [1]),
        (Sought(way=Way.SAW, verb="read", dataset="birka"), [2]),
        (Sought(last=builders.TODAY), [0, 1]),
        (Sought(first=builders.TODAY + timedelta(days=1), actor="anna"), [2, 3]),
        (Sought(first=builders.TODAY + timedelta(days=2)), []),
        (Sought(actor="nobody"), []),
    ],
    ids=lambda value: " ".join(value.codes()) if isinstance(value, Sought) else "",
)
def test_lines_are_found_by_who_what_when_and_with_whose_data(
    opened: OpenWork, sought: Sought, expected: list[int]
) -> None:
    with opened() as work:
        work.commit(entry(), ABOUT_ALVIK)
        work.commit(NEXT_DAY, replace(NEXT_DAY, subject=builders.REQUEST, datasets=(), controllers=()))

    with opened() as work:
        found = work.ledger.found(sought, limit=9)

        assert [line.sequence for line in found] == expected
        assert list(work.ledger.lines()) == list(work.ledger.found(Sought(), limit=9))


def test_what_is_found_tells_what_it_was_about_and_is_turned_page_by_page(opened: OpenWork) -> None:
    with opened() as work:
        last = work.commit(entry(), ABOUT_ALVIK, NEXT_DAY, entry(), entry())
        anna = Sought(actor="anna")

        assert last.sequence == 4
        assert [line.sequence for line in work.ledger.found(anna, limit=2)] == [0, 2]
        assert [line.sequence for line in work.ledger.found(anna, after=2, before=4, limit=2)] == [3]
        (found,) = work.ledger.found(Sought(controller="b"), limit=2)
        assert (found.entry.datasets, found.entry.controllers) == (("alvik", "birka"), ("a", "b"))


def test_a_name_of_any_length_is_written_and_found(opened: OpenWork) -> None:
    long = "x" * 400 + "\0"
    with opened() as work:
        work.commit(entry(actor=long), entry(actor="a\0b"))

    with opened() as work:
        assert [line.sequence for line in work.ledger.found(Sought(actor=long), limit=9)] == [0]
        assert work.ledger.astray(list(work.ledger.lines())) == []


def test_more_lines_are_found_than_a_question_to_the_store_can_name(opened: OpenWork) -> None:
    with opened() as work:
        work.commit(entry(), *[entry()] * 1_200)

    with opened() as work:
        found = work.ledger.found(Sought(actor="anna"), limit=5_000)

    assert [line.sequence for line in found] == list(range(1_201))


def test_a_clock_that_jumps_hides_no_line_of_a_day(opened: OpenWork) -> None:
    days = (0, 400, 1, 0)
    with opened() as work:
        for day in days:
            work.commit(entry(at=NOW + timedelta(days=day)))

    with opened() as work:
        of_today = Sought(first=builders.TODAY, last=builders.TODAY)
        assert [line.sequence for line in work.ledger.found(of_today, limit=9)] == [0, 3]


def test_every_line_that_was_written_is_found_by_what_it_tells(opened: OpenWork) -> None:
    with opened() as work:
        work.commit(entry(), ABOUT_ALVIK, NEXT_DAY)

    with opened() as work:
        assert work.ledger.astray(list(work.ledger.lines())) == []
        assert work.ledger.astray([]) == []


def test_lines_far_from_each_other_are_looked_at_together(opened: OpenWork) -> None:
    with opened() as work:
        work.commit(entry(), *[entry()] * 900)

    with opened() as work:
        lines = list(work.ledger.lines())
        links = work.ledger.links([0, 450, 900, 901])
        assert work.ledger.astray([lines[0], lines[450], lines[900]]) == []
    assert {place: (link.previous, link.digest) for place, link in links.items()} == {
        place: (lines[place].previous, lines[place].digest) for place in (0, 450, 900)
    }


def test_a_paper_is_kept_once_and_for_good(opened: OpenWork) -> None:
    commit(opened, lambda work: work.papers.add(PAPER))
    commit(opened, lambda work: work.papers.add(PAPER))

    with opened() as work:
        assert work.papers.get(PAPER.digest).to_json() == PAPER.to_json()
        with pytest.raises(NotFound):
            work.papers.get(builders.some_digest("another"))


def test_a_document_is_kept_once_and_for_good(opened: OpenWork) -> None:
    digest = digest_of(b"a decision")
    for _ in range(2):
        with opened() as work:
            work.documents.add(digest, b"a decision")
            work.commit(entry())

    with opened() as work:
        assert (work.documents.get(digest), work.documents.has(digest)) == (b"a decision", True)
        assert not work.documents.has(digest_of(b"another"))
        with pytest.raises(NotFound):
            work.documents.get(digest_of(b"another"))


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

    world.house.ledger.tell(Event.HOUSE_OPENED)
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
    "statement",
    [
        "DELETE FROM ledger_mark WHERE name = 'actor' AND sequence = 1",
        "UPDATE ledger_mark SET value = 'somebody-else' WHERE name = 'subject' AND sequence = 1",
        "UPDATE ledger_mark SET day = '1999-01-01' WHERE name = 'event' AND sequence = 1",
        "DELETE FROM ledger_place WHERE sequence = 1",
    ],
)
def test_a_line_that_questions_would_pass_over_is_told_by_the_verification(engine: Engine, statement: str) -> None:
    world = World(memory=stores.Stored(stored(engine)))
    commit(stored(engine))
    commit(stored(engine))
    spoil(engine, statement)

    with stored(engine)() as work:
        faults = world.house.audit.examine(work).faults

    assert faults == ("line 1 is not found by what it tells: questions pass over it.",)


LOOKED_FOR = [
    Sought(subject="rare"),
    Sought(actor="anna", project="project-rare"),
    Sought(controller="rare", way=Way.SAW),
    Sought(first=builders.TODAY + timedelta(days=1), last=builders.TODAY + timedelta(days=1)),
    Sought(),
]


@pytest.mark.parametrize("sought", LOOKED_FOR, ids=lambda sought: " ".join(sought.codes()))
def test_a_question_costs_what_it_finds_however_long_the_ledger_is(sqlite: Engine, sought: Sought) -> None:
    rare = entry(
        at=NOW + timedelta(days=1), subject="rare", project="project-rare", datasets=("rare",), controllers=("rare",)
    )
    for sequence in range(5):
        with stored(sqlite)() as work:
            work.commit(*[rare if sequence == 2 and number < 5 else entry() for number in range(20)])
    short = steps_of(sqlite, sought)
    with stored(sqlite)() as work:
        work.commit(*[entry(at=NOW + timedelta(days=2))] * 3_000)

    long = steps_of(sqlite, sought)

    assert long <= 1.2 * short


@pytest.mark.parametrize("sought", LOOKED_FOR, ids=lambda sought: " ".join(sought.codes()))
def test_a_server_reads_no_whole_table_to_answer(tmp_path: Path, sought: Sought) -> None:
    for engine in made("postgresql", tmp_path):
        rare = entry(
            at=NOW + timedelta(days=1),
            subject="rare",
            project="project-rare",
            datasets=("rare",),
            controllers=("rare",),
        )
        with stored(engine)() as work:
            work.commit(*[entry(subject=f"request-{number}", actor=f"person-{number % 50}") for number in range(4_000)])
            work.commit(*[rare] * 5)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT", slussen_turn=True) as connection:
            connection.exec_driver_sql("ANALYZE")

        plans = plans_of(engine, sought)

    # One row for each day is read whole: there are few.
    assert [line for line in plans if "Seq Scan" in line and "ledger_day" not in line] == []
    assert any("ledger_mark" in line or "ledger_place" in line for line in plans)


def plans_of(engine: Engine, sought: Sought) -> list[str]:
    """How the server means to answer each statement of that question."""
    said: list[tuple[str, Any]] = []
    with SqlUnitOfWork(engine) as work:
        listen(engine, "before_cursor_execute", lambda _, __, statement, told, *___: said.append((statement, told)))
        assert work.ledger.found(sought, limit=5)
    with engine.connect() as connection:
        asked = [(statement, told) for statement, told in said if statement.startswith("SELECT ledger")]
        return [str(row[0]) for one, told in asked for row in connection.exec_driver_sql(f"EXPLAIN {one}", told)]


def steps_of(engine: Engine, sought: Sought) -> int:
    """How many hundreds of steps SQLite's machine takes for it."""
    counted = list[int]()
    with SqlUnitOfWork(engine) as work:
        assert len(work.ledger.found(sought, limit=5)) == 5
        connection = work._read().connection.driver_connection
        assert connection is not None
        connection.set_progress_handler(lambda: counted.append(1), 10)
        assert len(work.ledger.found(sought, limit=5)) == 5
        connection.set_progress_handler(None, 0)
    return len(counted)


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


def test_a_document_that_was_changed_is_not_given(engine: Engine) -> None:
    opened, digest = stored(engine), digest_of(b"a decision")
    with opened() as work:
        work.documents.add(digest, b"a decision")
        work.commit(entry())
    with writing(engine) as connection:
        connection.execute(text("UPDATE document SET content = :other"), {"other": b"another"})

    with opened() as work, pytest.raises(LedgerBroken, match="was changed"):
        work.documents.get(digest)


def test_bringing_the_tables_to_their_newest_form_twice_changes_nothing(engine: Engine) -> None:
    commit(stored(engine), lambda work: work.people.add(person()))

    migrate(engine)

    with stored(engine)() as work:
        assert [one.id for one in work.people.find()] == ["anna"]


def test_a_commit_is_on_disk_before_it_is_answered_for(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
