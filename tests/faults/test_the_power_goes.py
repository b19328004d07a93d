"""
The power goes at any moment of an order, a delivery, an entry: what was not synced is lost, or torn. Whoever starts on
what is left finds journal and ledger whole, delivers once, reads no half paper as a whole one, and has kept its word.

What a disk may hold then is played by `power.py`, for the files that our own code writes; the stores are SQLite's.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.adapters.heads import FolderHeads
from gateway.adapters.order_box import ObjectsOrderBox
from spark_jobs.errors import JournalBroken
from spark_jobs.journal import Event, Journal
from spark_jobs.objects.files import write_whole
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.order import DeliveryOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.runner import Runner
from spark_jobs.sinks.rows import digest_of_file
from tests.faults.power import Left, recorded
from tests.spark.house import House
from tests.support import builders
from tests.support.builders import AUDITOR, RUNNER_KEY
from tests.support.fakes import World
from tests.unit.data_plane.test_closing_a_workspace import Delivered


@pytest.fixture
def plane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Delivered:
    """
    A data plane on a disk of its own, with a staged extract that lies in one workspace.

    Its runner starts as ever, but that descriptions are read and the master key is opened once: hundreds start here.
    """
    (tmp_path / "disk").mkdir()
    made = Delivered.into(tmp_path / "disk")
    opened = made.house.runner().desk
    monkeypatch.setattr("spark_jobs.jobs.office.load_catalog", lambda folders: opened.office.catalog)
    monkeypatch.setattr("spark_jobs.jobs.desk.open_master_key", lambda path, passphrase: opened.keyring.master)
    return made


def put_to_the_test(root: Path, left: dict[str, Left], starts: Callable[[Left], None]) -> None:
    """Each disk in its turn, where the first one was: paths in settings and papers go on to hold."""
    assert len(left) > 5  # or nothing was heard of the work
    for one in left.values():
        shutil.rmtree(root)
        one.laid_out(root)
        try:
            starts(one)
        except Exception as broken:
            broken.add_note(f"the power went before {one.before}; on the disk is {one.how}")
            raise


def started_again(house: House) -> Runner:
    """As the machine starts: nobody beats any more, and after the length of a lease that is known."""
    passed = [0.0]
    runner = house.runner()
    runner = replace(runner, leases=replace(runner.leases, steady=lambda: passed[0]))
    runner.recover()
    runner.run_once()
    passed[0] += 2 * house.settings.lease_seconds
    runner.run_once()
    return runner


def assert_its_word_is_kept(house: House, runner: Runner) -> None:
    """Every paper that lies out is whole, and every head that was given out is the digest of an entry that stands."""
    digests = set(runner.desk.office.journal.digests())
    for path in (house.settings.box / "out").rglob("*.json"):
        paper = SignedPaper.from_json(path.read_bytes())
        head = paper.body.get("journal_head")
        assert head is None or head in digests
    assert [path.name for path in (house.settings.box / "in").iterdir() if not path.name.startswith(".")] == []


def told(runner: Runner) -> Counter[Event]:
    return Counter(entry.event for entry in runner.desk.office.journal.entries())


def delivery_ordered(plane: Delivered) -> None:
    manifest = SignedPaper.from_json((plane.house.settings.staging / "o-1" / "manifest.json").read_bytes())
    order = DeliveryOrder.model_validate(
        {
            "id": "d-1",
            "order": "o-1",
            "manifest": manifest.digest,
            "permit": manifest.body["permit"],
            "permit_id": "T-1",
            "project": manifest.body["project"],
            "workspace": "w-2",
            "made_at": plane.house.moment,
            "valid_until": plane.house.moment.date(),
        }
    )
    plane.house.put(Kind.DELIVERY_ORDER, order.as_json(), name="d-1")


def test_a_delivery_is_made_once_whenever_the_power_goes(plane: Delivered) -> None:
    house = plane.house
    delivery_ordered(plane)
    with recorded(house.root) as disks:
        assert house.runner().run_once() == 1
    assert house.status("d-1")["state"] == "delivered"

    def starts(left: Left) -> None:
        runner = started_again(house)
        assert (told(runner)[Event.DELIVERED], house.status("d-1")["state"]) == (1, "delivered")
        folder = house.settings.workspace_root / "w-2"
        note = DeliveryNote.of(SignedPaper.from_json((folder / "delivery-note.json").read_bytes()))
        assert [digest_of_file(folder / file.path) for file in note.files] == [file.sha256 for file in note.files]
        assert sorted(path.name for path in house.settings.workspace_root.iterdir()) == ["w-1", "w-2"]
        assert_its_word_is_kept(house, runner)

    put_to_the_test(house.root, disks.left, starts)


@pytest.mark.parametrize(("state", "event"), [("closed", Event.WORKSPACE_CLOSED), ("emptied", Event.WORKSPACE_EMPTIED)])
def test_a_workspace_is_closed_or_emptied_once_whenever_the_power_goes(
    plane: Delivered, state: str, event: Event
) -> None:
    house, body = plane.house, plane.body(state, 1)
    house.put(Kind.WORKSPACE_ORDER, body.as_json(), name=body.id)
    with recorded(house.root) as disks:
        assert house.runner().run_once() == 1

    def starts(left: Left) -> None:
        runner = started_again(house)
        assert (told(runner)[event], house.status(body.id)["state"]) == (1, state)
        assert plane.refused() == f"workspace-{state}"
        rows = [
            path for root in (house.settings.workspace_root, house.settings.staging) for path in root.rglob("*.parquet")
        ]
        assert state == "closed" or rows == []
        assert_its_word_is_kept(house, runner)

    put_to_the_test(house.root, disks.left, starts)


def test_an_entry_whose_digest_was_given_out_stands_and_half_a_line_is_cut_off(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    journal = Journal(path=disk / "runner" / "journal.jsonl", key=RUNNER_KEY, clock=lambda: builders.NOW)
    given: list[str] = []
    with recorded(disk, aside=lambda: list(given)) as disks:
        for number in range(3):
            given.append(journal.write(Event.ORDER_TAKEN, order=f"o-{number}"))

    def starts(left: Left) -> None:
        journal.mend()
        journal.verify(trust=builders.TRUST, on=builders.NOW.date())
        stand = list(journal.digests())
        assert stand[: len(left.beside)] == left.beside
        journal.write(Event.ORDER_TAKEN, order="o-next")
        journal.verify(trust=builders.TRUST, on=builders.NOW.date())

    put_to_the_test(disk, disks.left, starts)


def test_an_order_of_the_gateways_lies_in_the_box_once_and_no_head_is_half_a_head(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    for folder in ("box", "heads"):
        (disk / folder).mkdir(parents=True)
    world = house_on(disk, World())
    world.decided()
    with recorded(disk, aside=world.memory.copy) as disks:
        assert list(world.house.round()) == []
        world.house.ledger.keep_head()

    def starts(left: Left) -> None:
        again = house_on(disk, World(memory=left.beside.copy()))
        assert list(again.house.round()) == []
        again.house.ledger.keep_head()
        papers = [SignedPaper.from_json(path.read_bytes()) for path in (disk / "box" / "in").glob("*.json")]
        assert [paper.kind for paper in papers] == [Kind.EXTRACTION_ORDER]
        assert again.memory.events().count("extract.ordered") == 1
        assert again.house.audit.verify(by=AUDITOR).faults == ()
        assert len(list((disk / "heads").glob("*.json"))) >= 1

    put_to_the_test(disk, disks.left, starts)


def house_on(disk: Path, world: World) -> World:
    """Its order box and heads are folders on that disk."""
    box = ObjectsOrderBox(FolderObjects(root=disk / "box"))
    for name, paper in world.box.published.items():
        FolderObjects(root=disk / "box").put_new(f"out/snapshots/{name}.json", paper.to_json())
    # A world is typed by its fakes; here real neighbours stand in their place, behind the same ports.
    world.box = box  # type: ignore[assignment]
    world.heads = FolderHeads(disk / "heads")  # type: ignore[assignment]
    return world


# ---- what the player of disks is worth -------------------------------------------------------------------------------


def test_bytes_that_nobody_synced_are_lost_and_torn(tmp_path: Path) -> None:
    with recorded(tmp_path) as disks:
        (tmp_path / "unsynced").write_bytes(b"four")

    found = [one.disk["unsynced"][1] for one in disks.left.values() if "unsynced" in one.disk]
    assert sorted(content for content in found if content is not None) == [b"", b"fo"]
    assert any("unsynced" not in one.disk for one in disks.left.values())


def test_a_file_in_a_folder_whose_name_nobody_synced_is_lost_however_well_it_was_written(tmp_path: Path) -> None:
    with recorded(tmp_path) as disks:
        (tmp_path / "new").mkdir()
        write_whole(tmp_path / "new" / "file", b"synced")
        disks.left.clear()

    assert {one.how: sorted(one.disk) for one in disks.left.values()} == {
        "nothing but what was synced": [],
        "every name, and of the bytes what was synced": ["new", "new/file"],
    }


def test_half_a_line_that_is_not_mended_is_found(tmp_path: Path) -> None:
    journal = Journal(path=tmp_path / "journal.jsonl", key=RUNNER_KEY, clock=lambda: builders.NOW)
    with recorded(tmp_path) as disks:
        journal.write(Event.ORDER_TAKEN, order="o-1")
    torn = [one for one in disks.left.values() if one.how.endswith("half of the rest")]

    def breaks() -> Iterator[bool]:
        for one in torn:
            (tmp_path / "journal.jsonl").write_bytes(one.disk.get("journal.jsonl", (0, b""))[1] or b"")
            try:
                journal.verify(trust=builders.TRUST, on=builders.NOW.date())
                yield False
            except JournalBroken:
                yield True

    assert any(breaks())
