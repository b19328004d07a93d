"""Evidence that was changed by hand is told by its place: a ledger row, a paper, a cut; on the machine and offline."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.cli.demo.home import DemoHome
from gateway.cli.endings import EXITS
from gateway.wiring import open_house
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support import builders
from tests.support.fakes import World

TRUST = TrustFile(
    keys=tuple(
        builders.pinned(key, role, first=date(2020, 1, 1), last=date(2199, 12, 31))
        for key, role in ((builders.GATEWAY_KEY, KeyRole.GATEWAY), (builders.RUNNER_KEY, KeyRole.RUNNER))
    )
)


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DemoHome:
    """A house that was closed after one delivery."""
    monkeypatch.delenv("SLUSSEN_URL", raising=False)
    home = DemoHome(tmp_path / "home").recreate()
    builders.GATEWAY_KEY.write(home.folder / "gateway" / "gateway.key")
    trusted = TRUST.model_dump_json(by_alias=True)
    (home.folder / "gateway" / "trust.json").write_text(trusted, encoding="utf-8")
    world = World()
    world.delivered()
    with open_house(home.settings()) as house, house.desk.open_work() as work:
        for noun, values in world.memory.nouns.items():
            for value in values.values():
                getattr(work, noun).add(value)
        for paper in world.memory.papers.values():
            work.papers.add(paper)
        work.commit(*world.ledger)
    return home


def typed(*words: str) -> Any:
    return CliRunner().invoke(app, ["--lang", "en", *words])


def in_store(home: DemoHome, statement: str, *values: object) -> None:
    with sqlite3.connect(home.folder / "gateway" / "gateway.db") as store:
        done = store.execute(statement, values)
        assert done.rowcount > 0
    store.close()


def one_byte_changed(content: bytes) -> bytes:
    return content.replace(b"2026-11-22", b"2026-11-21", 1)


def content_of(home: DemoHome, kind: str) -> tuple[str, bytes]:
    with sqlite3.connect(home.folder / "gateway" / "gateway.db") as store:
        row = store.execute("SELECT digest, content FROM paper WHERE kind = ?", (kind,)).fetchone()
    store.close()
    return row[0], row[1]


def test_what_was_left_alone_holds(left: DemoHome) -> None:
    ledger = typed("verify-ledger", "--demo-home", str(left.folder))
    chain = typed("trace", builders.PERMIT, "--demo-home", str(left.folder))

    assert (ledger.exit_code, chain.exit_code) == (0, 0), ledger.output + chain.output
    assert "The ledger holds." in ledger.stdout
    assert "The cohort had 400 persons:" in chain.stdout
    assert "DOES NOT HOLD" not in chain.output


def test_a_changed_row_of_the_ledger_is_named_by_its_line(left: DemoHome) -> None:
    in_store(left, "UPDATE ledger SET entry = replace(entry, 'anna', 'anne') WHERE sequence = 4")

    ended = typed("verify-ledger", "--demo-home", str(left.folder))

    assert ended.exit_code == EXITS["ledger-broken"]
    assert "line 4 was changed after it was written" in ended.stdout


def test_a_row_that_is_no_entry_any_more_does_not_end_the_walk(left: DemoHome) -> None:
    in_store(left, "UPDATE ledger SET entry = 'x' || entry WHERE sequence = 4")
    in_store(left, "UPDATE ledger SET entry = replace(entry, 'project', 'projekt') WHERE sequence = 7")

    ended = typed("verify-ledger", "--demo-home", str(left.folder))

    assert "line 4 is no entry any more" in ended.stdout
    assert "line 7 " in ended.stdout


def test_a_ledger_cut_across_a_signed_head_shows_the_cut(left: DemoHome) -> None:
    in_store(left, "DELETE FROM ledger WHERE sequence > 10")

    ended = typed("verify-ledger", "--demo-home", str(left.folder))

    assert ended.exit_code == EXITS["ledger-broken"]
    assert "the ledger ends at line 10; a signed head stands at line" in ended.stdout


@pytest.mark.parametrize("kind", ["permit", "manifest", "access-request", "receipt"])
def test_one_changed_byte_of_a_paper_is_named_by_its_kind_and_digest(left: DemoHome, kind: str) -> None:
    digest, content = content_of(left, kind)
    in_store(left, "UPDATE paper SET content = ? WHERE digest = ?", one_byte_changed(content), digest)

    ledger = typed("verify-ledger", "--demo-home", str(left.folder))
    chain = typed("trace", builders.PERMIT, "--demo-home", str(left.folder))

    assert (ledger.exit_code, chain.exit_code) == (EXITS["ledger-broken"], EXITS["chain-broken"])
    assert digest in ledger.stdout
    assert f"the {kind} {digest} was changed after it was signed" in chain.stdout
    assert "DOES NOT HOLD" in chain.output


def test_exported_papers_hold_offline_and_one_changed_byte_is_named(left: DemoHome, tmp_path: Path) -> None:
    papers, trust = tmp_path / "papers", left.folder / "gateway" / "trust.json"
    typed("trace", builders.PERMIT, "--export", str(papers), "--demo-home", str(left.folder))
    whole = typed("trace", "--trust", str(trust), str(papers))
    (permit,) = papers.glob("*-permit.json")
    permit.write_bytes(one_byte_changed(permit.read_bytes()))

    changed = typed("trace", "--trust", str(trust), str(papers))

    assert whole.exit_code == 0, whole.output
    assert changed.exit_code == EXITS["chain-broken"]
    assert "The signature of this permit does not hold" in changed.stdout


def test_a_file_that_is_no_paper_is_named(left: DemoHome, tmp_path: Path) -> None:
    papers, trust = tmp_path / "papers", left.folder / "gateway" / "trust.json"
    typed("trace", builders.PERMIT, "--export", str(papers), "--demo-home", str(left.folder))
    (papers / "99-rubbish.json").write_text(json.dumps({"kind": "permit"}), encoding="utf-8")

    ended = typed("trace", "--trust", str(trust), str(papers))

    assert ended.exit_code == EXITS["chain-broken"]
    assert "99-rubbish.json" in ended.stdout


def test_a_permit_that_is_not_there_is_one_sentence(left: DemoHome) -> None:
    ended = typed("trace", "permit-99", "--demo-home", str(left.folder))

    assert ended.exit_code == EXITS["not-found"]
    assert len(ended.stderr.splitlines()) == 1
