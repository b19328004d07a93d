"""One suite for the order box: the fake, and a folder and buckets into which the data plane's own code lays answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from gateway.adapters.order_box import ObjectsOrderBox
from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.order_box import OrderBox
from spark_jobs.box import OrderBox as RunnersBox
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.support import builders, neighbours
from tests.support.builders import GATEWAY_KEY, RUNNER_KEY
from tests.support.fakes import FakeOrderBox
from tests.support.fault_proxy import FaultProxy, fault_proxy
from tests.support.s3 import S3Server, policy


class Side(Protocol):
    """What the data plane does to a box, and what may happen to it."""

    @property
    def box(self) -> OrderBox: ...

    def publish(self, dataset: str, paper: SignedPaper) -> None: ...
    def tell(self, order: str, sequence: int, paper: SignedPaper) -> None: ...
    def answer(self, order: str, paper: SignedPaper) -> None: ...
    def confirm(self, delivery: str, paper: SignedPaper) -> None: ...
    def notify(self, question: str, paper: SignedPaper) -> None: ...
    def seal(self, order: str, controller: str, paper: SignedPaper) -> None: ...
    def taken(self, name: str) -> bytes: ...
    def go_down(self) -> None: ...


class FakeSide:
    def __init__(self) -> None:
        self.box = FakeOrderBox()

    def publish(self, dataset: str, paper: SignedPaper) -> None:
        self.box.publish(dataset, paper)

    def tell(self, order: str, sequence: int, paper: SignedPaper) -> None:
        self.box.tell(order, sequence, paper)

    def answer(self, order: str, paper: SignedPaper) -> None:
        self.box.answer(order, paper)

    def confirm(self, delivery: str, paper: SignedPaper) -> None:
        self.box.confirm(delivery, paper)

    def notify(self, question: str, paper: SignedPaper) -> None:
        self.box.notify(question, paper)

    def seal(self, order: str, controller: str, paper: SignedPaper) -> None:
        self.box.seal(order, controller, paper)

    def taken(self, name: str) -> bytes:
        return self.box.taken[name].to_json()

    def go_down(self) -> None:
        self.box.down = True


class FolderSide:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.box = ObjectsOrderBox(FolderObjects(root=folder))
        self.runner = RunnersBox(place=FolderObjects(root=folder))

    def publish(self, dataset: str, paper: SignedPaper) -> None:
        self.runner.answer("snapshots", f"{dataset}.json", paper)

    def tell(self, order: str, sequence: int, paper: SignedPaper) -> None:
        self.runner.answer(order, f"{sequence:04d}-status.json", paper)

    def answer(self, order: str, paper: SignedPaper) -> None:
        self.runner.answer(order, "manifest.json", paper)

    def confirm(self, delivery: str, paper: SignedPaper) -> None:
        self.runner.answer(delivery, "confirmation.json", paper)

    def notify(self, question: str, paper: SignedPaper) -> None:
        assert self.runner.answer_new(question, "objection-notice.json", paper)

    def seal(self, order: str, controller: str, paper: SignedPaper) -> None:
        self.runner.answer(order, f"note-sample-{controller}.json", paper)

    def taken(self, name: str) -> bytes:
        (waiting,) = [waiting for waiting in self.runner.waiting() if waiting == name]
        paper = self.runner.read(waiting)
        assert paper is not None
        return paper.to_json()

    def go_down(self) -> None:
        self.folder.rename(self.folder.with_name("gone"))


class BucketSide(FolderSide):
    """Each side by its own credentials where the server knows users, and the gateway through a proxy that may go."""

    def __init__(self, server: S3Server, proxy: FaultProxy) -> None:
        place = server.bucket("box")
        gateway = server.user(policy("gateway", box=place.bucket)) if server.kind == "minio" else None
        self.box = ObjectsOrderBox(S3Objects.of(place, server.access(gateway, port=proxy.port, seconds=2)))
        self.runner = RunnersBox(place=S3Objects.of(place, server.access()))
        self.proxy = proxy

    def go_down(self) -> None:
        self.proxy.close()


@pytest.fixture(params=["fake", "folder", "minio", "versitygw"])
def side(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Side]:
    match request.param:
        case "fake":
            yield FakeSide()
        case "folder":
            yield FolderSide(tmp_path / "box")
        case kind:
            server = neighbours.minio() if kind == "minio" else neighbours.versitygw()
            with fault_proxy(server.port) as proxy:
                yield BucketSide(server, proxy)


ORDER = GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, {"order": "order-1"})


def status(sequence: int) -> SignedPaper:
    return builders.by_runner(Kind.STATUS, builders.status_body("order-1", "running", sequence=sequence))


def test_an_order_lies_where_the_runner_looks(side: Side) -> None:
    side.box.put("order-1", ORDER)

    assert side.taken("order-1") == ORDER.to_json()


def test_putting_the_same_order_again_changes_nothing(side: Side) -> None:
    side.box.put("order-1", ORDER)

    side.box.put("order-1", ORDER)

    assert side.taken("order-1") == ORDER.to_json()


def test_what_lies_there_is_never_written_over(side: Side) -> None:
    side.box.put("order-1", ORDER)

    side.box.put("order-1", GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, {"order": "order-2"}))

    assert side.taken("order-1") == ORDER.to_json()


def test_an_empty_box_has_no_answers(side: Side) -> None:
    assert dict(side.box.snapshots()) == {}
    assert list(side.box.statuses("order-1", after=-1)) == []
    assert side.box.manifest("order-1") is None
    assert side.box.confirmation("delivery-1") is None


def test_the_newest_snapshot_of_each_dataset_is_found_by_its_name(side: Side) -> None:
    old, new = (builders.snapshot(builders.dataset("alvik"), content=builders.some_digest(text)) for text in "ab")
    side.publish("alvik", old)
    side.publish("alvik", new)
    side.publish("birka", builders.snapshot(builders.dataset("birka")))

    found = side.box.snapshots()

    assert sorted(found) == ["alvik", "birka"]
    assert found["alvik"].digest == new.digest


def test_statuses_come_in_the_order_of_their_numbers_beginning_after_one(side: Side) -> None:
    for sequence in (2, 10_001, 1, 9_999):
        side.tell("order-1", sequence, status(sequence))

    found = side.box.statuses("order-1", after=1)

    assert [paper.body["sequence"] for paper in found] == [2, 9_999, 10_001]


def test_each_order_has_answers_of_its_own(side: Side) -> None:
    kinds = (Kind.MANIFEST, Kind.CONFIRMATION, Kind.OBJECTION_NOTICE, Kind.NOTE_SAMPLE)
    manifest, confirmation, notice, sample = (RUNNER_KEY.sign(kind, {}) for kind in kinds)
    side.answer("order-1", manifest)
    side.confirm("delivery-1", confirmation)
    side.notify("question-1", notice)
    side.seal("order-1", "alvik", sample)

    found, confirmed = side.box.manifest("order-1"), side.box.confirmation("delivery-1")
    noticed = side.box.notice("question-1")

    assert found is not None
    assert found.digest == manifest.digest
    assert confirmed is not None
    assert confirmed.digest == confirmation.digest
    assert side.box.manifest("order-2") is None
    assert side.box.confirmation("order-1") is None
    assert noticed is not None
    assert noticed.digest == notice.digest
    assert side.box.notice("question-2") is None
    sealed = side.box.note_sample("order-1", controller="alvik")
    assert sealed is not None
    assert sealed.digest == sample.digest
    assert side.box.note_sample("order-1", controller="birka") is None
    assert side.box.note_sample("order-2", controller="alvik") is None


def test_a_box_that_cannot_be_reached_says_so_to_every_question(side: Side) -> None:
    side.box.put("order-1", ORDER)
    side.go_down()

    for ask in (
        lambda: side.box.put("order-2", ORDER),
        side.box.snapshots,
        lambda: side.box.statuses("order-1", after=-1),
        lambda: side.box.manifest("order-1"),
        lambda: side.box.confirmation("delivery-1"),
        lambda: side.box.notice("question-1"),
        lambda: side.box.note_sample("order-1", controller="alvik"),
    ):
        with pytest.raises(NeighbourUnavailable):
            ask()


# ---- what only a folder can suffer -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> FolderSide:
    return FolderSide(tmp_path / "box")


def test_what_is_no_paper_is_no_answer(folder: FolderSide) -> None:
    folder.answer("order-1", RUNNER_KEY.sign(Kind.MANIFEST, {}))
    (folder.folder / "out" / "order-1" / "manifest.json").write_bytes(b"half a pap")

    with pytest.raises(NeighbourUnavailable, match=r"manifest\.json is no paper"):
        folder.box.manifest("order-1")


def test_a_status_without_a_number_is_no_answer(folder: FolderSide) -> None:
    folder.runner.answer("order-1", "1st-status.json", status(1))

    with pytest.raises(NeighbourUnavailable, match="has no number"):
        folder.box.statuses("order-1", after=-1)


def test_what_is_still_being_written_is_not_there_yet(folder: FolderSide) -> None:
    folder.tell("order-1", 1, status(1))
    (folder.folder / "out" / "order-1" / ".0002-status.json.partial").write_bytes(b"half")

    assert len(folder.box.statuses("order-1", after=-1)) == 1
