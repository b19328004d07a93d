"""The doctor looks at each thing the gateway needs, and says of each that is lacking what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.examining import Doors, examined
from gateway.domain.errors import Misconfigured, NeighbourUnavailable, RulesVoid
from gateway.domain.rules_release import RulesRelease
from gateway.settings import Settings
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import KeyRole, TrustFile
from spark_jobs.watching.findings import Finding, State
from tests.support.builders import RUNNER_KEY, pinned, some_digest
from tests.support.fakes import TableRules, silent

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RELEASE = RulesRelease(number=3, revision=some_digest("the rules"), stewards=("Stina", "Sven"))


@dataclass(frozen=True)
class Tables:
    """The form of a store."""

    is_newest: bool


@dataclass
class Machine:
    """One on which all is well, until a test changes it."""

    settings: Settings
    doors: Doors
    key: SigningKey = field(default_factory=SigningKey.new)

    def found(self, **doors: Any) -> Mapping[str, Finding]:
        return {finding.what: finding for finding in examined(self.settings, replace(self.doors, **doors))}


def trusted(key: SigningKey, *, last: date = date(2027, 12, 31)) -> TrustFile:
    return TrustFile(keys=(pinned(key, KeyRole.GATEWAY, last=last), pinned(RUNNER_KEY, KeyRole.RUNNER)))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    key = SigningKey.new()
    key.write(tmp_path / "home" / "gateway.key")
    token = tmp_path / "opa.token"
    token.write_text("x" * 32)
    token.chmod(0o600)
    heads = Path("/dev/shm/heads") if Path("/dev/shm").is_dir() else tmp_path / "heads"
    settings = Settings(home=tmp_path / "home", opa_token_file=token, heads=heads, least_free_mb=1)
    doors = Doors(
        catalog=lambda: None,
        trust=lambda: trusted(key),
        issuer=lambda: None,
        release=lambda: RELEASE,
        rules=TableRules,
        store=lambda: Tables(is_newest=True),
        last_line=lambda: NOW - timedelta(minutes=1),
        order_box=lambda: None,
        now=lambda: NOW,
    )
    return Machine(settings=settings, doors=doors, key=key)


def test_where_all_is_well_every_line_is_ok(machine: Machine) -> None:
    found = machine.found()

    assert len(found) >= 14
    assert {finding.state for finding in found.values()} == {State.OK}
    assert str(found["store"]) == "ok       store"


def unreachable() -> Any:
    raise Misconfigured("Name the order box in SLUSSEN_ORDER_BOX.")


def fault() -> Any:
    raise OSError("connection to postgresql://slussen:secret@db failed")


@pytest.mark.parametrize(
    ("what", "doors", "state", "said"),
    [
        ("order box", {"order_box": unreachable}, State.MISSING, "SLUSSEN_ORDER_BOX"),
        ("store", {"store": lambda: Tables(is_newest=False)}, State.MISSING, "slussen operator migrate"),
        ("store", {"store": fault}, State.MISSING, "OSError"),
        ("rules", {"rules": lambda: TableRules({"read": silent})}, State.MISSING, "did not answer"),
        ("clock", {"now": lambda: NOW - timedelta(hours=1)}, State.WARN, "NTP"),
        ("clock", {"now": lambda: datetime(1970, 1, 1, tzinfo=UTC)}, State.MISSING, "wrong by years"),
    ],
)
def test_what_is_lacking_is_said_with_what_to_do(
    machine: Machine, what: str, doors: Mapping[str, Any], state: State, said: str
) -> None:
    finding = machine.found(**doors)[what]

    assert finding.state is state
    assert said in finding.sentence
    assert "secret" not in finding.sentence


@pytest.mark.parametrize(
    ("last", "state"),
    [(date(2026, 11, 21), State.MISSING), (date(2026, 12, 1), State.WARN), (date(2027, 6, 1), State.OK)],
)
def test_a_key_that_ends_is_told_before_it_does(machine: Machine, last: date, state: State) -> None:
    found = machine.found(trust=lambda: trusted(machine.key, last=last))

    assert found["gateway key's last day"].state is state


def test_a_key_that_is_not_pinned_is_told(machine: Machine) -> None:
    found = machine.found(trust=lambda: trusted(SigningKey.new()))

    assert found["signing key in the trust file"].state is State.MISSING


def test_a_token_that_others_can_read_is_told(machine: Machine) -> None:
    assert machine.settings.opa_token_file is not None
    machine.settings.opa_token_file.chmod(0o644)

    assert "0600" in machine.found()["token of the rules' server"].sentence


def test_heads_on_the_disk_of_the_ledger_are_told(machine: Machine, tmp_path: Path) -> None:
    machine.settings = machine.settings.model_copy(update={"heads": tmp_path / "heads"})
    together = machine.found()["heads apart from the ledger"]
    machine.settings = machine.settings.model_copy(update={"heads": None})
    unnamed = machine.found()["heads apart from the ledger"]

    assert (together.state, unnamed.state) == (State.WARN, State.MISSING)


def test_a_disk_without_room_is_told(machine: Machine) -> None:
    machine.settings = machine.settings.model_copy(update={"least_free_mb": 10**9})

    assert machine.found()["disk of home"].state is State.MISSING


def test_a_silent_store_is_told_once(machine: Machine) -> None:
    def gone() -> Any:
        raise NeighbourUnavailable("store", "The store does not answer.")

    found = machine.found(store=gone, last_line=gone)

    assert [what for what, finding in found.items() if finding.state is not State.OK] == ["store"]


def test_the_release_is_told_with_its_number_and_stewards(machine: Machine) -> None:
    assert machine.found()["release of the rules 3, signed by Stina and Sven"].state is State.OK


def test_rules_that_are_not_released_are_missing_with_their_reason(machine: Machine) -> None:
    def once_signed() -> RulesRelease:
        raise RulesVoid("One steward of the rules has signed this bundle.", reason="rules-once-signed")

    found = machine.found(release=once_signed)["release of the rules"]

    assert found.state is State.MISSING
    assert "One steward" in found.sentence


def test_a_demo_says_openly_that_nobody_signed_its_rules(machine: Machine) -> None:
    found = machine.found(release=lambda: None)["release of the rules"]

    assert found.state is State.WARN
    assert "No steward has signed" in found.sentence
