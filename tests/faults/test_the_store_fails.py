"""A store that is gone, full, locked, restarted or not to be written allows nothing, and nothing is half written."""

import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from gateway.adapters.sql import postgresql, sqlite
from gateway.adapters.sql.engine import open_engine, writing
from gateway.adapters.sql.migrating import migrate
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.errors import GatewayError, LedgerBroken, Misconfigured, NeighbourUnavailable, StepRefused
from gateway.ports.rules import Question
from gateway.settings import Settings
from gateway.wiring import open_house
from tests.spec.api.calling import Caller
from tests.support import builders, neighbours, stores
from tests.support.builders import AUDITOR, REQUEST, RESEARCHER
from tests.support.certificates import Authority
from tests.support.disks import SmallDisk, small_disk
from tests.support.fakes import Answer, World, allow, refuse
from tests.support.postgresql import PostgresServer

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # a driver says so of what its server dropped


@contextmanager
def opened(url: str, **more: Any) -> Iterator[Engine]:
    engine = open_engine(url, **more)
    migrate(engine)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gateway.db"


@pytest.fixture
def on_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    with opened(f"sqlite:///{file}") as engine:
        yield stores.world_on(engine)


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    server = neighbours.postgresql()
    yield server
    server.stop()
    server.start()


@pytest.fixture
def on_server(server: PostgresServer) -> Iterator[World]:
    with opened(server.fresh()) as engine:
        yield stores.world_on(engine)


def then(happens: Callable[[], object], answer: Answer = allow) -> Answer:
    """An answer of the rules in whose course something happens to the store."""

    def answered(question: Question, facts: Any) -> Any:
        happens()
        return answer(question, facts)

    return answered


def fails(act: Callable[[], object], *, like: str = "store") -> None:
    with pytest.raises(NeighbourUnavailable, match=like) as silent:
        act()

    assert silent.value.neighbour == "store"


def restart(server: PostgresServer) -> None:
    server.stop()
    server.start()


def submit(world: World) -> None:
    world.house.access_request.submit(REQUEST, by=RESEARCHER)


def is_whole_and_goes_on(world: World) -> None:
    """What was not answered for was not done; it is done now; the ledger holds."""
    assert world.request().status is Status.DRAFT
    world.rules.answers.clear()
    submit(world)
    assert world.request().status is Status.SUBMITTED
    assert world.house.audit.verify(by=AUDITOR).faults == ()


# ---- a server --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_goes_in_the_middle_of_a_verb_changes_nothing(
    on_server: World, server: PostgresServer, how: signal.Signals
) -> None:
    on_server.drafted()
    on_server.rules.answers[Question.SUBMIT] = then(lambda: server.stop(how))

    fails(lambda: submit(on_server))
    fails(lambda: on_server.house.access_request.read(REQUEST, by=RESEARCHER))
    server.start()

    is_whole_and_goes_on(on_server)


def test_a_server_that_comes_back_in_time_is_not_even_noticed(on_server: World, server: PostgresServer) -> None:
    on_server.drafted()
    on_server.rules.answers[Question.SUBMIT] = then(lambda: restart(server))

    submit(on_server)

    assert on_server.request().status is Status.SUBMITTED
    assert on_server.house.audit.verify(by=AUDITOR).faults == ()


def test_after_a_failover_the_server_that_may_be_written_is_found(server: PostgresServer) -> None:
    url = server.fresh()
    both = url.replace("?host=", f"?host={server.folder}:1&host=").replace(f"&port={server.port}", f":{server.port}")

    with opened(both) as engine:
        world = stores.world_on(engine)
        world.drafted()
        is_whole_and_goes_on(world)


def test_a_server_that_stands_by_for_another_is_no_store(on_server: World, server: PostgresServer) -> None:
    on_server.drafted()
    name = str(stores.engine_of(on_server).url.database)
    server.told(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    server.stop()
    server.start()

    fails(lambda: submit(on_server))
    server.told(f"ALTER DATABASE {name} RESET default_transaction_read_only")

    is_whole_and_goes_on(on_server)


def test_a_servers_full_disk_is_told_and_what_was_half_written_is_not_there(server: PostgresServer) -> None:
    # Below /tmp itself: the server's account does not come into the folders of a test.
    with TemporaryDirectory(prefix="slussen-disk-") as folder, small_disk(Path(folder), kilobytes=24_000) as disk:
        Path(folder).chmod(0o755)
        url = server.fresh(on=disk.folder)
        try:
            with opened(url) as engine:
                is_full_and_free_again(stores.world_on(engine), disk)
        finally:
            server.drop(url)


def is_full_and_free_again(world: World, disk: SmallDisk) -> None:
    world.drafted()
    disk.fill()
    lines, answered = len(world.memory.events()), list[AccessRequest]()

    def look_for_ever() -> None:
        """What stands has room on its pages for some more entries, and each look leaves one."""
        while True:
            answered.append(world.house.access_request.read(REQUEST, by=RESEARCHER))

    fails(look_for_ever, like="disk is full")
    assert len(world.memory.events()) == lines + len(answered)
    disk.free()
    is_whole_and_goes_on(world)


def test_a_password_is_read_anew_and_shown_nowhere(server: PostgresServer, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.touch(mode=0o600)
    file.write_text("not-the-password")
    with opened(server.fresh()) as socket:
        url = server.by_network(str(socket.url))
    engine = open_engine(url, password_file=file)
    world = stores.world_on(engine)

    with pytest.raises(NeighbourUnavailable, match="does not let this account in") as refused:
        world.drafted()
    file.write_text(f"{server.password}\n")
    world.drafted()

    told = [str(refused.value), repr(engine), repr(engine.url), str(engine.url)]
    assert not [text for text in told if server.password in text or "not-the-password" in text]
    engine.dispose()


@pytest.mark.parametrize(("host", "ours"), [("localhost", True), ("localhost", False), ("another.example", True)])
def test_a_server_is_believed_by_its_certificate_and_name_alone(
    server: PostgresServer, tmp_path: Path, host: str, ours: bool
) -> None:
    authority, trusted = Authority("the server's"), tmp_path / "ca.crt"
    trusted.write_bytes((authority if ours else Authority("somebody else's")).certificate())
    with opened(server.fresh()) as socket:
        url = server.by_network(str(socket.url)).replace("127.0.0.1", "localhost")
    server.speaks_tls(authority, host=host)
    checked = f"{url}?sslmode=verify-full&sslrootcert={trusted}"
    world = stores.world_on(open_engine(checked, password_file=server.password_file))

    if host == "localhost" and ours:
        world.drafted()
        assert world.request().status is Status.DRAFT
    else:
        fails(world.drafted, like="does not answer")
    stores.engine_of(world).dispose()


@pytest.mark.parametrize("name", ["synchronous_commit", "fsync"])
def test_a_server_that_would_forget_what_it_answered_for_is_refused(server: PostgresServer, name: str) -> None:
    url = server.fresh()
    if name == "fsync":
        server.stop()
        server.start("fsync=off")
    else:
        server.told(f"ALTER DATABASE {url.rpartition('@/')[2].partition('?')[0]} SET {name} = off")
    engine = open_engine(url)

    with pytest.raises(Misconfigured, match=name):
        postgresql.check_promises(engine, demo=False)
    postgresql.check_promises(engine, demo=True)

    engine.dispose()


# ---- a file ----------------------------------------------------------------------------------------------------------


def test_a_full_disk_changes_nothing_and_is_told(on_file: World, file: Path) -> None:
    on_file.drafted()
    engine: Engine = stores.engine_of(on_file)

    def no_more_room(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it as many as there are

    event.listen(engine, "checkout", no_more_room)
    fails(lambda: submit(on_file), like="disk is full")
    event.remove(engine, "checkout", no_more_room)
    engine.dispose()

    is_whole_and_goes_on(on_file)


def test_a_file_that_was_moved_away_is_not_written_on(on_file: World, file: Path) -> None:
    on_file.drafted()
    away = file.with_name("away.db")
    on_file.rules.answers[Question.SUBMIT] = then(lambda: file.rename(away) if file.exists() else None)

    fails(lambda: submit(on_file), like="cannot be opened")
    fails(lambda: on_file.house.access_request.read(REQUEST, by=RESEARCHER), like="cannot be opened")
    assert not file.exists()
    away.rename(file)

    is_whole_and_goes_on(on_file)


def test_a_file_that_may_only_be_read_is_told_so(on_file: World) -> None:
    on_file.drafted()
    engine: Engine = stores.engine_of(on_file)

    def only_read(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    event.listen(engine, "checkout", only_read)
    fails(lambda: submit(on_file), like="not written")
    event.remove(engine, "checkout", only_read)
    engine.dispose()

    is_whole_and_goes_on(on_file)


def test_a_damaged_file_is_told_so(on_file: World, file: Path) -> None:
    on_file.drafted()
    stores.engine_of(on_file).dispose()
    for name in (file.name, f"{file.name}-wal"):
        if (file.parent / name).exists():
            (file.parent / name).write_bytes(b"rubbish " * 4096)

    fails(lambda: submit(on_file), like="damaged")


def test_a_store_that_is_empty_where_heads_were_signed_is_not_opened(tmp_path: Path) -> None:
    settings = house_settings(tmp_path)
    with open_house(settings):
        pass
    for path in (tmp_path / "home").glob("gateway.db*"):
        path.unlink()

    with pytest.raises(LedgerBroken, match="not the store"), open_house(settings):
        pass


def house_settings(folder: Path) -> Settings:
    home = folder / "home"
    builders.GATEWAY_KEY.write(home / "gateway.key")
    (home / "trust.json").write_text(builders.TRUST.model_dump_json(by_alias=True))
    (folder / "box").mkdir()
    return Settings(home=home, demo=True, rules="embedded", order_box=folder / "box", heads=folder / "heads")


# ---- either ----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=stores.DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(postgresql, "_OPTIONS", "-c lock_timeout=200ms")
    with opened(stores.url(request.param, tmp_path), connections=2) as engine:
        yield engine


def test_a_store_that_somebody_else_keeps_locked_is_told_so_and_may_be_read(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.drafted()
    with open_other(engine) as other, writing(other):
        fails(lambda: submit(world), like="locked by somebody else")
        assert world.request().status is Status.DRAFT

    is_whole_and_goes_on(world)


@contextmanager
def open_other(engine: Engine) -> Iterator[Engine]:
    other = open_engine(engine.url.render_as_string())
    yield other
    other.dispose()


def test_a_refusal_that_cannot_be_written_down_is_no_answer(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.drafted()
    with open_other(engine) as other, writing(other):
        world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")
        told = Caller(world).post(f"/access-requests/{REQUEST}/submit")
        assert (told.status_code, told.json()["neighbour"]) == (503, "store")
        assert "E03" not in told.text

    is_whole_and_goes_on(world)


def test_a_round_on_a_store_that_is_gone_is_one_trouble_and_no_fault(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.decided()
    with open_other(engine) as other, writing(other):
        troubles: list[GatewayError] = list(world.house.round())

    assert {(trouble.code, getattr(trouble, "neighbour", "")) for trouble in troubles} == {
        ("neighbour-unavailable", "store")
    }
    assert list(world.house.round()) == []
    assert world.memory.events()[-2:] == ["permit.issued", "extract.ordered"]


@pytest.mark.parametrize("done", [True, False])
def test_where_the_answer_to_a_commit_is_lost_the_ledger_tells_what_became_of_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    world = stores.world_on(engine)
    world.drafted()
    commit = engine.dialect.do_commit
    lost = iter([True])

    def interrupted(connection: Any) -> None:
        if not next(lost, False):
            commit(connection)
            return
        if done:
            commit(connection)
        raise no_answer(engine)

    monkeypatch.setattr(engine.dialect, "do_commit", interrupted)

    if done:
        submit(world)
        assert world.request().status is Status.SUBMITTED
        assert world.memory.events()[-1] == "access_request.submitted"
    else:
        fails(lambda: submit(world))
        is_whole_and_goes_on(world)


def no_answer(engine: Engine) -> Exception:
    if engine.dialect.name == "postgresql":
        return psycopg.OperationalError("the connection is lost")
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    return fault


@pytest.mark.parametrize("database", stores.DATABASES)
def test_many_callers_get_through_on_two_connections(database: str, tmp_path: Path) -> None:
    with opened(stores.url(database, tmp_path), connections=2) as engine:
        many_callers(stores.world_on(engine))


def many_callers(world: World) -> None:
    world.decided()
    troubles: list[BaseException] = []

    def call() -> None:
        try:
            for _ in range(3):
                world.house.access_request.read(REQUEST, by=AUDITOR)
                with pytest.raises(StepRefused):
                    submit(world)
        except BaseException as trouble:
            troubles.append(trouble)

    callers = [Thread(target=call) for _ in range(8)]
    for caller in callers:
        caller.start()
    rounds = [trouble for _ in range(3) for trouble in world.house.round()]
    for caller in callers:
        caller.join()

    assert (troubles, rounds) == ([], [])
    assert world.house.audit.verify(by=AUDITOR).faults == ()
