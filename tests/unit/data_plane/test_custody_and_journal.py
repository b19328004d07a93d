from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pseudonymisation.custody import Opening, Why
from pseudonymisation.wrapping import MasterKey
from spark_jobs.custody import KeyRing
from spark_jobs.errors import CodeKeyGone, JournalBroken, SettingsUnfit
from spark_jobs.journal import Event, Journal
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import TrustFile
from spark_jobs.settings import Settings
from spark_jobs.system import day_of, random_bytes

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OPENING = Opening(project="p-1", permit="sha256:" + "1" * 64, asked_by="sha256:" + "2" * 64, why=Why.EXTRACT)


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.new()


@pytest.fixture
def journal(tmp_path: Path, key: SigningKey) -> Journal:
    return Journal(path=tmp_path / "journal.jsonl", key=key, clock=lambda: NOW)


@pytest.fixture
def ring(tmp_path: Path, journal: Journal) -> KeyRing:
    master = MasterKey.new(chance=random_bytes)
    return KeyRing(folder=tmp_path / "keyring", master=master, journal=journal, chance=random_bytes)


def trust(key: SigningKey) -> TrustFile:
    line = {"id": key.key_id, "role": "runner", "public_key": key.public, "from": "2026-01-01", "until": "2026-12-31"}
    return TrustFile.model_validate({"keys": [line]})


def test_a_secret_is_made_with_the_first_order_and_then_opened_again(ring: KeyRing) -> None:
    first = ring.open(OPENING).pseudonym("somebody", scope="person")

    second = ring.open(OPENING).pseudonym("somebody", scope="person")

    assert first == second
    assert [entry.event for entry in ring.journal.entries()] == ["secret-made", "secret-opened", "secret-opened"]


def test_two_projects_have_two_secrets(ring: KeyRing) -> None:
    other = Opening(project="p-2", permit=OPENING.permit, asked_by=OPENING.asked_by, why=Why.EXTRACT)

    pseudonyms = {ring.open(opening).pseudonym("somebody", scope="person") for opening in (OPENING, other)}

    assert len(pseudonyms) == 2


def test_a_secret_that_was_lost_is_never_made_anew(ring: KeyRing) -> None:
    ring.open(OPENING)
    next(ring.folder.iterdir()).unlink()

    with pytest.raises(CodeKeyGone) as gone:
        ring.open(OPENING)

    assert gone.value.reason == "code-key-lost"
    assert list(ring.folder.iterdir()) == []


def test_a_destroyed_secret_leaves_a_tombstone_and_opens_no_more(ring: KeyRing) -> None:
    ring.open(OPENING)

    ring.destroy(OPENING)

    with pytest.raises(CodeKeyGone) as gone:
        ring.open(OPENING)
    assert gone.value.reason == "code-key-destroyed"


def test_the_key_is_put_away_when_the_job_ends(ring: KeyRing) -> None:
    with ring.opened(OPENING) as key:
        key.pseudonym("somebody", scope="person")

    with pytest.raises(Exception, match="code-key-destroyed"):
        key.pseudonym("somebody", scope="person")


def test_each_entry_follows_the_one_before_it(journal: Journal, key: SigningKey) -> None:
    heads = [journal.write(Event.ORDER_TAKEN, order=f"o-{number}") for number in range(20)]

    journal.verify(trust=trust(key), on=date(2026, 11, 20))

    assert [entry.previous for entry in journal.entries()][1:] == heads[:-1]
    assert journal.head() == heads[-1]


@pytest.mark.parametrize("spoil", ["changed", "left out", "exchanged"])
def test_a_journal_that_was_tampered_with_does_not_hold(journal: Journal, key: SigningKey, spoil: str) -> None:
    for number in range(4):
        journal.write(Event.ORDER_TAKEN, order=f"o-{number}")
    lines = journal.path.read_bytes().splitlines(keepends=True)
    spoiled = {
        "changed": [lines[0], lines[1].replace(b"o-1", b"o-9"), *lines[2:]],
        "left out": [lines[0], *lines[2:]],
        "exchanged": [lines[0], lines[2], lines[1], lines[3]],
    }[spoil]
    journal.path.write_bytes(b"".join(spoiled))

    with pytest.raises(JournalBroken, match="entry 2"):
        journal.verify(trust=trust(key), on=date(2026, 11, 20))


def test_a_line_that_was_never_finished_is_cut_off(journal: Journal, key: SigningKey) -> None:
    head = journal.write(Event.ORDER_TAKEN, order="o-1")
    with journal.path.open("ab") as file:
        file.write(b'{"kind":"journal-ent')

    journal.mend()

    assert journal.head() == head
    journal.verify(trust=trust(key), on=date(2026, 11, 20))


def test_a_setting_without_a_default_stops_the_start_by_name() -> None:
    with pytest.raises(SettingsUnfit, match="SLUSSEN_RUNNER_TRUST_FILE"):
        Settings(trust_file=None).needed("trust_file")


def test_the_day_is_the_one_in_stockholm() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert day_of(late) == date(2026, 11, 21)
