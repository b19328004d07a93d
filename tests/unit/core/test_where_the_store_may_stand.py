"""A store's address is refused, before anything is sent, where a secret stands in it or would travel in the open."""

from pathlib import Path

import pytest

from gateway.adapters.sql.engine import open_engine
from gateway.domain.errors import Misconfigured

SECRET = "hemligt-lösen"
FAR = "postgresql+psycopg://slussen@db.example.org/slussen"
NEAR = "postgresql+psycopg://slussen@127.0.0.1/slussen"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nobody had told libpq anything."""
    for name in ("PGHOST", "PGHOSTADDR", "PGPASSWORD", "PGSSLMODE", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://slussen:{SECRET}@127.0.0.1/slussen",
        f"{NEAR}?password={SECRET}",
        f"postgresql+psycopg://slussen:{SECRET}@db.example.org/slussen?sslmode=verify-full",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_DATABASE_PASSWORD_FILE") as refused:
        open_engine(url, demo=True)

    assert SECRET not in str(refused.value)
    assert "example" not in str(refused.value)


def test_a_password_in_the_environment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)

    with pytest.raises(Misconfigured, match="SLUSSEN_DATABASE_PASSWORD_FILE"):
        open_engine(NEAR)


@pytest.mark.parametrize(
    "url",
    [
        FAR,
        f"{FAR}?sslmode=require",
        f"{FAR}?sslmode=verify-ca",
        "postgresql+psycopg://slussen@/slussen?host=127.0.0.1:5432&host=10.1.2.3:5432",
        "postgresql+psycopg://slussen@localhost/slussen?hostaddr=10.1.2.3",
        "postgresql+psycopg://slussen@127.example.org/slussen",
    ],
)
def test_another_machine_is_reached_by_a_checked_name_alone(url: str) -> None:
    with pytest.raises(Misconfigured, match="sslmode=verify-full"):
        open_engine(url)

    open_engine(url, demo=True)


def test_another_machine_named_in_the_environment_is_one_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example.org")

    with pytest.raises(Misconfigured, match="sslmode=verify-full"):
        open_engine("postgresql+psycopg://slussen@/slussen")


@pytest.mark.parametrize(
    "url",
    [
        NEAR,
        f"{FAR}?sslmode=verify-full",
        "postgresql+psycopg://slussen@[::1]/slussen",
        "postgresql+psycopg://slussen@/slussen",
        "postgresql+psycopg://slussen@/slussen?host=/run/postgresql",
        "sqlite:////var/slussen/gateway.db",
    ],
)
def test_these_places_are_safe_and_nothing_is_sent_there_yet(url: str) -> None:
    open_engine(url).dispose()


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://x/y", "sqlite://", "sqlite:///:memory:", "no url", ""])
def test_what_is_no_store_of_this_house_is_told_so(url: str) -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_DATABASE"):
        open_engine(url)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "password"
    file.write_text(SECRET)
    file.chmod(mode)

    with pytest.raises(Misconfigured, match="0600") as refused:
        open_engine(NEAR, password_file=file)

    assert SECRET not in str(refused.value)


def test_a_password_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        open_engine(NEAR, password_file=tmp_path / "none")
