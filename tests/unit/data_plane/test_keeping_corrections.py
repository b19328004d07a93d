"""A controller's corrections rest sealed, and what lies there is what the journal says, or nothing is masked by it."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pseudonymisation.text.corrections import NO_CORRECTIONS, Corrections, Denied
from pseudonymisation.text.spans import Tag
from pseudonymisation.wrapping import MasterKey
from spark_jobs import corrections as kept
from spark_jobs.corrections import CorrectionsStore
from spark_jobs.errors import CorrectionsUnfit, StorageFailed
from spark_jobs.journal import Journal
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import digest_of
from spark_jobs.system import random_bytes

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SAMPLE = digest_of(b"a sample")
FOUND = Corrections.of(deny=[("Bosse Brandsäker", "PERSON"), ("Kvarnhuset", "CARE_UNIT")], allow=["Sjögren"])


@pytest.fixture
def store(tmp_path: Path) -> CorrectionsStore:
    journal = Journal(path=tmp_path / "journal.jsonl", key=SigningKey.new(), clock=lambda: NOW)
    master = MasterKey.new(chance=random_bytes)
    return CorrectionsStore(folder=tmp_path / "corrections", master=master, journal=journal, chance=random_bytes)


def files(store: CorrectionsStore) -> list[Path]:
    return sorted(store.folder.glob("*.json"))


def events(store: CorrectionsStore) -> list[dict[str, str | int]]:
    return [entry.about for entry in store.journal.entries()]


def test_a_controller_that_corrected_nothing_has_no_corrections(store: CorrectionsStore) -> None:
    standing = store.of("north")

    assert (standing.corrections, standing.digest, standing.changes) == (NO_CORRECTIONS, None, ())


def test_what_was_added_stands_with_who_when_and_after_which_sample(store: CorrectionsStore) -> None:
    first = store.add("north", FOUND, by="steward-1", sample=SAMPLE)
    second = store.add("north", Corrections.of(deny=[("Maj-Britt", "PERSON")]), by="steward-2")

    standing = store.of("north")

    assert standing == second
    assert standing.corrections.deny == (*FOUND.deny, Denied("Maj-Britt", Tag.PERSON))
    told = [(change.by, change.at, change.sample, change.added, change.withdrawn) for change in standing.changes]
    assert told == [("steward-1", NOW, SAMPLE, 3, 0), ("steward-2", NOW, None, 1, 0)]
    assert [change.follows for change in standing.changes] == [None, first.digest]
    assert digest_of(files(store)[0].read_bytes()) == second.digest


def test_two_controllers_have_lists_of_their_own(store: CorrectionsStore) -> None:
    store.add("north", FOUND, by="steward-1")
    store.add("south", Corrections.of(allow=["Ek"]), by="steward-2")

    assert store.of("north").corrections == FOUND
    assert store.of("south").corrections.allow == ("Ek",)


def test_adding_again_what_stands_changes_nothing(store: CorrectionsStore) -> None:
    first = store.add("north", FOUND, by="steward-1", sample=SAMPLE)

    again = store.add("north", Corrections.of(deny=[("BOSSE  brandsaker", "PERSON")]), by="steward-1", sample=SAMPLE)

    assert again == first
    assert len(events(store)) == 1


def test_another_class_takes_the_first_ones_place(store: CorrectionsStore) -> None:
    store.add("north", FOUND, by="steward-1")

    now = store.add("north", Corrections.of(deny=[("kvarnhuset", "PLACE")]), by="steward-2")

    assert now.corrections.denied[("kvarnhuset",)] is Tag.PLACE
    assert (now.changes[-1].added, now.changes[-1].withdrawn, len(now.corrections)) == (1, 0, 3)


def test_what_is_withdrawn_is_kept_no_longer(store: CorrectionsStore) -> None:
    store.add("north", FOUND, by="steward-1")

    now = store.withdraw("north", Corrections.of(deny=[("Bosse Brandsäker", "PLACE")], allow=["sjögren"]), by="s-2")

    assert now.corrections.deny == (Denied("Kvarnhuset", Tag.CARE_UNIT),)
    assert now.corrections.allow == ()
    assert (now.changes[-1].added, now.changes[-1].withdrawn) == (0, 2)
    opened = store.master.unwrap_corrections(files(store)[0].read_bytes(), controller="north")
    assert b"Bosse" not in opened
    assert store.withdraw("north", FOUND.without(now.corrections), by="s-2") == now


def test_no_word_and_nobodys_name_can_be_read_where_they_rest(store: CorrectionsStore) -> None:
    store.add("north", FOUND, by="steward-1")

    written = b"".join(path.read_bytes() for path in (*files(store), store.journal.path))

    assert not any(word.encode() in written for word in ("Bosse", "Brands", "Kvarn", "Sj", "steward-1"))
    assert "Bosse" not in repr(store.of("north")) + str(store.of("north").corrections)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_the_journal_tells_the_version_and_how_many_entries_it_has(store: CorrectionsStore) -> None:
    made = store.add("north", FOUND, by="steward-1")

    assert events(store) == [{"controller": "north", "digest": made.digest, "deny": 2, "allow": 1}]


@pytest.mark.parametrize("spoil", ["gone", "empty", "older", "another's", "changed"])
def test_a_file_that_is_not_what_the_journal_says_is_not_believed(store: CorrectionsStore, spoil: str) -> None:
    store.add("north", Corrections.of(allow=["Ek"]), by="steward-1")
    path, older = files(store)[0], files(store)[0].read_bytes()
    store.add("north", FOUND, by="steward-1")
    newer = path.read_bytes()
    store.add("south", FOUND, by="steward-1")
    others = next(other.read_bytes() for other in files(store) if other != path)
    path.unlink()
    if spoil != "gone":
        path.write_bytes({"empty": b"", "older": older, "another's": others, "changed": newer[:-3] + b'0"}'}[spoil])

    with pytest.raises(CorrectionsUnfit) as unfit:
        store.of("north")

    assert unfit.value.reason == "corrections-differ"
    with pytest.raises(CorrectionsUnfit):
        store.add("north", FOUND, by="steward-1")


def test_a_file_of_which_the_journal_knows_nothing_is_not_believed(store: CorrectionsStore, tmp_path: Path) -> None:
    store.add("north", FOUND, by="steward-1")
    store.journal.path.unlink()

    with pytest.raises(CorrectionsUnfit, match="north"):
        store.of("north")


def test_another_master_key_opens_nothing(store: CorrectionsStore) -> None:
    store.add("north", FOUND, by="steward-1")
    other = CorrectionsStore(
        folder=store.folder, master=MasterKey.new(chance=random_bytes), journal=store.journal, chance=random_bytes
    )

    with pytest.raises(CorrectionsUnfit) as unfit:
        other.of("north")

    assert unfit.value.reason == "corrections-unfit"


@pytest.mark.parametrize(("dies_at", "stands"), [("write", "before"), ("_move", "after")])
def test_whoever_dies_in_the_middle_of_a_change_loses_neither_what_stood_nor_what_was_told(
    store: CorrectionsStore, monkeypatch: pytest.MonkeyPatch, dies_at: str, stands: str
) -> None:
    store.add("north", FOUND, by="steward-1")

    def died(*_: object, **__: object) -> None:
        raise StorageFailed("The power went.")

    with monkeypatch.context() as power:
        power.setattr(Journal if dies_at == "write" else kept, dies_at, died)
        with pytest.raises(StorageFailed):
            store.add("north", Corrections.of(allow=["Ek"]), by="steward-1")

    assert ("Ek" in store.of("north").corrections.allow) is (stands == "after")
    third = store.add("north", Corrections.of(allow=["Lund"]), by="steward-1")
    assert store.of("north") == third
    assert ("Ek" in third.corrections.allow) is (stands == "after")
