"""PostgreSQL: a server that several gateways share. What its connections promise, and where it may stand."""

import ipaddress
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from psycopg.pq import Conninfo
from sqlalchemy import URL, Connection, Engine, create_engine, event

from gateway.domain.errors import Misconfigured, NeighbourUnavailable

WAIT_SECONDS: Final = 10
"""How long a writer waits for another one, or anybody for a free connection, before it gives up."""

LEDGER_LOCK: Final = 0x51055E01
"""Advisory lock of whoever writes, to the end of the transaction. The numbers are ours; a database has its own set."""

_TOLD: Final[Mapping[str, Any]] = {
    "application_name": "slussen",
    "connect_timeout": 5,
    # Of several servers that the URL names, the one that may be written: after a failover another one.
    "target_session_attrs": "read-write",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_OPTIONS: Final = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "statement_timeout": "30s",
        "lock_timeout": f"{WAIT_SECONDS}s",
        # A gateway that vanished without a word must not keep the others waiting.
        "idle_in_transaction_session_timeout": "60s",
        "tcp_keepalives_idle": 10,
        "tcp_keepalives_interval": 5,
        "tcp_keepalives_count": 3,
    }.items()
)


def engine_on(place: URL, *, password_file: Path | None, connections: int, demo: bool) -> Engine:
    """A pool that asks whether a connection still lives before it lends it, so that it heals after a restart."""
    engine = create_engine(
        place,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_recycle=1800,
        hide_parameters=True,
        use_native_hstore=False,
    )
    told = _defaults() | {name: str(value) for name, value in engine.dialect.create_connect_args(place)[1].items()}
    _check_password(told, password_file)
    _check_way(told, demo=demo)
    event.listen(engine, "do_connect", lambda _, __, ___, words: _complete(words, password_file))
    event.listen(engine, "begin", _on_begin)
    return engine


def check_promises(engine: Engine, *, demo: bool) -> None:
    """Raises Misconfigured for a server that would answer for a commit before it is on disk, or cannot spell."""
    names = ("server_encoding", "fsync", "full_page_writes", "synchronous_commit")
    with engine.connect() as connection:
        found = {name: str(connection.exec_driver_sql(f"SHOW {name}").scalar_one()) for name in names}
    if found["server_encoding"] != "UTF8":
        raise Misconfigured("The store's database must be made with the encoding UTF8.")
    unsafe = [name for name in names if found[name] == "off"]
    if unsafe and not demo:
        raise Misconfigured(f"The store's server would lose what it answered for: {', '.join(unsafe)} is off.")


def _defaults() -> dict[str, str]:
    """What libpq takes from the environment and a service file, where the URL says nothing."""
    found = ((option.keyword.decode(), option.val) for option in Conninfo.get_defaults())
    return {name: value.decode() for name, value in found if value}


def _check_password(told: Mapping[str, str], password_file: Path | None) -> None:
    if "password" in told:
        raise Misconfigured(
            "A password of the store stands in SLUSSEN_DATABASE or in the environment: put it into a file of mode 0600 "
            "and name that in SLUSSEN_DATABASE_PASSWORD_FILE."
        )
    if password_file is not None:
        _password_in(password_file)


def _password_in(path: Path) -> str:
    try:
        mode, password = path.stat().st_mode, path.read_text("utf-8").rstrip("\r\n")
    except (OSError, ValueError):
        raise Misconfigured("The file in SLUSSEN_DATABASE_PASSWORD_FILE cannot be read.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise Misconfigured("The file in SLUSSEN_DATABASE_PASSWORD_FILE can be read by others: set its mode to 0600.")
    return password


def _check_way(told: Mapping[str, str], *, demo: bool) -> None:
    hosts = [host for name in ("host", "hostaddr") for host in told.get(name, "").split(",")]
    if demo or all(_is_here(host) for host in hosts):
        return
    if told.get("sslmode") != "verify-full":
        raise Misconfigured(
            "The store's server is on another machine: add sslmode=verify-full to SLUSSEN_DATABASE, and name its "
            "certificate authority in sslrootcert."
        )


def _is_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _complete(words: dict[str, Any], password_file: Path | None) -> None:
    # Read anew for each connection: a password that was changed is taken up without a restart.
    for name, value in _TOLD.items():
        words.setdefault(name, value)
    words["options"] = f"{words.get('options', '')} {_OPTIONS}".strip()
    if password_file is not None:
        try:
            words["password"] = _password_in(password_file)
        except Misconfigured as broken:
            raise NeighbourUnavailable("store", broken.sentence) from None


def _on_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("slussen_turn", False):
        return
    if options.get("slussen_writes", False):
        # Taken before the first look: READ COMMITTED then sees everything that the writer before has committed.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LEDGER_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
