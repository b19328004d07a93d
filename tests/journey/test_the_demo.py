"""The demo as a newcomer types it: the story ends well, and what it leaves can be checked, and tampered with."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from gateway.cli.demo.home import DemoHome
from gateway.wiring import POLICIES
from spark_jobs.jobs.delivery import confirmed
from spark_jobs.jobs.office import Office
from spark_jobs.papers.order import DeliveryOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.settings import Settings as RunnerSettings
from spark_jobs.system import now

COMMANDS = Path(sys.executable).parent
SECONDS = 900
NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Told:
    """What the demo printed, and the folder that it left."""

    code: int
    text: str
    home: Path

    @property
    def permit(self) -> str:
        found = re.search(r"permit-[0-9a-f]{20}", self.text)
        assert found is not None
        return found.group()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    home = tmp_path_factory.mktemp("demo") / "left"
    done = typed("demo", "--home", str(home))
    return Told(code=done.returncode, text=done.stdout + done.stderr, home=home)


def typed(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLUSSEN_URL", "SLUSSEN_TOKEN"))}
    command = [str(COMMANDS / "slussen"), "--lang", "en", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env={**clean, **environment}
    )


def copied(told: Told, folder: Path) -> Path:
    home = folder / "home"
    shutil.copytree(told.home, home, ignore=shutil.ignore_patterns("region", "runner"))
    return home


def test_the_story_is_told_to_its_end(told: Told) -> None:
    assert told.code == 0, told.text[-3000:]
    for said in ("E06-within-approved-scope", "permit-", "The whole chain holds.", "The ledger holds."):
        assert said in told.text


def test_what_the_approval_does_not_cover_is_named_and_its_amendment_lets_it_in(told: Told) -> None:
    refused = told.text.index("E06-within-approved-scope")

    assert re.search(r"norrmalm\.note\.note_text \(notes\) +not covered", told.text[refused:])
    assert re.search(r"The amendment \d{4}-01277-02 has covered the notes", told.text[refused:])


def test_an_approval_that_lapses_in_the_night_closes_the_workspace_and_a_noted_start_opens_it(told: Told) -> None:
    trust = str(told.home / "gateway" / "trust.json")
    traced = typed("trace", "--trust", trust, str(told.home / "papers"))

    lapsed = told.text.index("the approval has lapsed, and the workspace closes")
    assert "E03-started-in-time" not in told.text[:lapsed]
    assert "E03-started-in-time" in told.text[lapsed:]
    assert "is given no pass: The ethics approval has lapsed" in " ".join(told.text.split())
    assert re.search(r"was closed on \S+: E03-started-in-time", traced.stdout)
    assert "was opened again on" in traced.stdout


def test_what_it_left_is_verified_by_the_commands_it_names(told: Told) -> None:
    verified = typed("verify-ledger", "--demo-home", str(told.home))
    traced = typed("trace", told.permit, "--demo-home", str(told.home))

    assert (verified.returncode, traced.returncode) == (0, 0), verified.stderr + traced.stderr
    assert "The ledger holds." in verified.stdout
    assert "The whole chain holds." in traced.stdout


def test_papers_are_traced_offline_and_one_changed_byte_is_named(told: Told, tmp_path: Path) -> None:
    trust = str(told.home / "gateway" / "trust.json")
    exported = tmp_path / "papers"
    shutil.copytree(told.home / "papers", exported)
    whole = typed("trace", "--trust", trust, str(exported))
    order = next(path for path in sorted(exported.glob("*.json")) if "extraction-order" in path.read_text()[-400:])

    order.write_bytes(order.read_bytes().replace(b'"maximum_persons":', b'"maximum_persons":1', 1))
    changed = typed("trace", "--trust", trust, str(exported))

    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert changed.returncode != 0
    assert "extraction-order" in changed.stdout
    assert "signature" in changed.stdout


def test_a_changed_ledger_row_and_a_cut_across_a_head_are_named(told: Told, tmp_path: Path) -> None:
    home = copied(told, tmp_path)
    with sqlite3.connect(home / "gateway" / "gateway.db") as store:
        store.execute("UPDATE ledger SET entry = replace(entry, 'house', 'mouse') WHERE sequence = 0")
    row = typed("verify-ledger", "--demo-home", str(home))
    with sqlite3.connect(home / "gateway" / "gateway.db") as store:
        last = store.execute("SELECT max(sequence) FROM ledger").fetchone()[0]
        store.execute("DELETE FROM ledger WHERE sequence >= ?", (last - 2,))
    cut = typed("verify-ledger", "--demo-home", str(home))

    assert row.returncode != 0
    assert "line 0" in row.stdout
    assert cut.returncode != 0
    assert f"a signed head stands at line {last}" in cut.stdout


def test_every_ruling_is_asked_again_and_other_rules_would_have_turned_two(told: Told, tmp_path: Path) -> None:
    where = ("--demo-home", str(told.home))
    shutil.copytree(POLICIES, tmp_path / "policies")
    thresholds = tmp_path / "policies" / "thresholds" / "data.json"
    numbers = json.loads(thresholds.read_bytes())
    numbers["ethics_approval_start_years"]["value"] = 3
    thresholds.write_text(json.dumps(numbers))

    same = typed("rules", "replay", "--all", *where)
    milder = typed("rules", "replay", "--all", "--with", str(tmp_path / "policies"), *where)

    assert same.returncode == 0, same.stdout + same.stderr
    assert "0 differ" in same.stdout
    assert re.search(r"made by (opa|embedded) [0-9.]+, asked again of (opa|embedded) [0-9.]+", same.stdout)
    assert milder.returncode == 1, milder.stdout + milder.stderr
    for turned in ("delivery/keep_open: no → yes", "delivery/query: no → yes"):
        assert turned in milder.stdout
    assert "+ E03-started-in-time" in milder.stdout
    assert "2 differ, 2 of them turned" in milder.stdout


def test_the_refusing_providers_rows_are_nowhere_in_the_workspace(told: Told) -> None:
    workspaces = list((told.home / "runner" / "workspaces").iterdir())

    assert len(workspaces) == 1
    delivered = {path.name for path in workspaces[0].iterdir() if path.is_dir()} - {"orders"}
    assert len(delivered) == 2
    assert delivered < {"norrmalm", "sankt-brita", "malarhojden"}


def test_no_number_of_the_register_is_in_a_delivered_value(told: Told) -> None:
    with duckdb.connect() as read:
        rows = read.execute(f"SELECT number FROM '{told.home}/region/persons/number/*.parquet' LIMIT 20000")
        numbers = {row[0] for row in rows.fetchall()}

    texts = "\n".join(
        str(value)
        for path in (told.home / "runner" / "workspaces").rglob("*.parquet")
        for column in pq.read_table(path).columns
        for value in column.to_pylist()
        if isinstance(value, str)
    )

    assert texts
    assert not {number for number in numbers if number in texts or f"{number[:8]}-{number[8:]}" in texts}


def test_both_planes_lose_everything_and_stand_again_from_their_backups(told: Told, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(told.home, home, ignore=shutil.ignore_patterns("region"))
    demo = DemoHome(home)
    gateway, runner = demo.gateway(demo.settings()), demo.runner()
    made = [
        typed("operator", "backup", str(tmp_path / "of-the-gateway"), **gateway),
        typed_to_the_runner("backup", str(tmp_path / "of-the-runner"), **runner),
    ]
    for lost in (
        "heads",
        "runner/journal",
        "runner/keyring",
        "runner/snapshots",
        "runner/deliveries",
        "runner/staging",
    ):
        shutil.rmtree(home / lost)
    for lost_file in (home / "gateway").glob("gateway.db*"):
        lost_file.unlink()

    restored = [
        typed("operator", "restore", str(tmp_path / "of-the-gateway"), **gateway),
        typed_to_the_runner("restore", str(tmp_path / "of-the-runner"), **runner),
    ]
    verified = typed("verify-ledger", "--demo-home", str(home))
    traced = typed("trace", told.permit, "--demo-home", str(home))
    journal = typed_to_the_runner("verify-journal", **runner)

    for done in (*made, *restored, verified, traced, journal):
        assert done.returncode == 0, done.stdout + done.stderr
    assert "The ledger holds." in verified.stdout
    assert "lost" not in verified.stdout + restored[1].stdout
    assert "The whole chain holds." in traced.stdout
    assert delivered_again(demo) == [path.read_bytes() for path in (home / "box" / "out").glob("*/confirmation.json")]


def typed_to_the_runner(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(COMMANDS / "slussen-runner"), *words]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SLUSSEN_")}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env={**clean, **environment}
    )


def delivered_again(demo: DemoHome) -> list[bytes]:
    """What the restored runner answers to the delivery orders that it carried out before it was lost."""
    told = {name.removeprefix("SLUSSEN_RUNNER_").lower(): value for name, value in demo.runner().items()}
    office = Office.open(RunnerSettings.model_validate(told), clock=now)
    papers = [SignedPaper.from_json(path.read_bytes()) for path in (demo.folder / "box" / "done").glob("*.json")]
    orders = [DeliveryOrder.of(paper) for paper in papers if paper.kind is Kind.DELIVERY_ORDER]
    answers = [confirmed(order, office) for order in orders]
    return [answer.to_json() for answer in answers if answer is not None]


@pytest.mark.skipif(os.geteuid() != 0, reason="another user is needed to try, and only root can become one")
def test_another_user_opens_neither_staging_nor_workspace_nor_keyring(told: Told) -> None:
    tried = [told.home / "runner" / name for name in ("workspaces", "staging", "keyring", "runner.key")]
    _open_the_way_to(told.home / "runner")
    script = (
        "import os, sys\n"
        f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n"
        "        os.listdir(path) if os.path.isdir(path) else open(path).close()\n"
        "        print('opened', path)\n"
        "    except (PermissionError, FileNotFoundError) as refused:\n"
        "        print(type(refused).__name__)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, tried)], capture_output=True, text=True, check=True, cwd="/"
    )

    assert set(done.stdout.split()) == {"PermissionError"}


def _open_the_way_to(folder: Path) -> None:
    """Every folder above may be walked through: what refuses then is the data plane's own door."""
    for above in folder.parents:
        if above.stat().st_uid == os.geteuid() and above.name not in {"", "tmp"}:
            above.chmod(above.stat().st_mode | 0o011)
