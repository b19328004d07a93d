"""The runner is killed while a bucket takes in what it sends: in the middle of an upload in parts, or of a copy."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Moment
from typing import Any

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.jobs.buckets import make_buckets
from spark_jobs.journal import Event
from spark_jobs.papers.manifest import DeliveryNote, Manifest
from spark_jobs.papers.order import ExtractionOrder
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import (
    PATIENCE,
    QUICK,
    assert_journal_holds,
    assert_statuses_are_numbered,
    begin,
    delivery_ordered,
    journal_of,
    ordered,
)
from tests.spark.house import House
from tests.spark.test_the_runner_in_buckets import credentials, objects
from tests.support import neighbours
from tests.support.fault_proxy import Answer, Fault, FaultProxy, fault_proxy
from tests.support.s3 import S3Server, policy

IN_BUCKETS = ("staging_bucket", "workspaces_bucket")


@pytest.fixture
def server() -> S3Server:
    return neighbours.minio()


@pytest.fixture
def proxy(server: S3Server) -> Iterator[FaultProxy]:
    with fault_proxy(server.port) as opened:
        yield opened


def housed(root: Path, region: Path, server: S3Server, proxy: FaultProxy, *, buckets: tuple[str, ...]) -> House:
    """Made by the root's credentials, worked in by the runner's own, through the proxy."""
    places = {name: server.named(name.partition("_")[0]).bucket for name in buckets}
    named: dict[str, Any] = {name: f"s3://{bucket}" for name, bucket in places.items()}
    house = House.new(root, sources=region, descriptions=[BUILT_IN], session=None, **QUICK, **named)
    as_root = credentials(root / "root.json", server.root.access_key, server.root.secret_key)
    reached = {"s3_endpoint": server.endpoint, "s3_credentials_file": as_root}
    assert len(list(make_buckets(house.settings.model_copy(update=reached)))) == len(buckets)
    keys = server.user(policy("runner", **{name.partition("_")[0]: bucket for name, bucket in places.items()}))
    own = credentials(root / "own.json", keys.access_key, keys.secret_key)
    through = {"s3_endpoint": f"http://127.0.0.1:{proxy.port}", "s3_credentials_file": own}
    house.settings = house.settings.model_copy(update=through)
    return house


def answered(house: House) -> int | None:
    runner = begin(house, LIVES, in_parts=True)
    runner.join(timeout=PATIENCE)
    return runner.exitcode


@contextmanager
def held(proxy: FaultProxy, meets: Callable[[str, str], bool]) -> Iterator[Moment]:
    """The server has done what the first such call told it, and its answer is held back until the block ends."""
    done, let_go = Moment(), Moment()

    def hold(answer: Answer) -> Answer:
        done.set()
        let_go.wait(PATIENCE)
        return answer

    with proxy.suffering(Fault(meets=meets, times=1, answer=hold)):
        try:
            yield done
        finally:
            let_go.set()


def killed_while(house: House, proxy: FaultProxy, meets: Callable[[str, str], bool]) -> None:
    with held(proxy, meets) as done:
        runner = begin(house, LIVES, in_parts=True)
        assert done.wait(PATIENCE)
        assert runner.pid is not None
        os.kill(runner.pid, signal.SIGKILL)
        runner.join()


def a_part(method: str, target: str) -> bool:
    return method == "PUT" and "partNumber=" in target


def a_copy(method: str, target: str) -> bool:
    return method == "PUT" and "/w-1/" in target and target.endswith(".parquet")


def test_of_an_upload_that_was_cut_off_while_staging_nothing_stays(
    tmp_path: Path, region: Path, server: S3Server, proxy: FaultProxy
) -> None:
    house = housed(tmp_path, region, server, proxy, buckets=IN_BUCKETS)
    order = ordered(house)
    killed_while(house, proxy, a_part)
    assert open_uploads(server, proxy) != []

    assert answered(house) == 0

    assert open_uploads(server, proxy) == []
    delivery_ordered(house, order)
    assert answered(house) == 0
    assert_delivered_once(house, order, server)


@pytest.mark.parametrize("meets", [a_part, a_copy])
def test_of_a_delivery_that_was_cut_off_one_delivery_stays_and_no_upload(
    tmp_path: Path, region: Path, server: S3Server, proxy: FaultProxy, meets: Callable[[str, str], bool]
) -> None:
    buckets = IN_BUCKETS[1:] if meets is a_part else IN_BUCKETS
    house = housed(tmp_path, region, server, proxy, buckets=buckets)
    order = ordered(house)
    assert answered(house) == 0
    delivery_ordered(house, order)
    killed_while(house, proxy, meets)
    assert bool(open_uploads(server, proxy)) == (meets is a_part)

    assert answered(house) == 0

    assert open_uploads(server, proxy) == []
    assert_delivered_once(house, order, server)


def open_uploads(server: S3Server, proxy: FaultProxy) -> list[str]:
    """Of all that were ever begun, those that neither ended nor were aborted, asked for one by one."""
    begun = {target.partition("?")[0] for method, target in proxy.calls if method == "POST" and "uploads" in target}
    steps = [target.removeprefix("/").partition("/") for target in begun]
    client = server.client()
    return [key for bucket, _, key in steps if client._list_multipart_uploads(bucket, prefix=key).uploads]


def assert_delivered_once(house: House, order: ExtractionOrder, server: S3Server) -> None:
    told = Counter(entry.event for entry in journal_of(house))
    assert (told[Event.EXTRACT_STAGED], told[Event.DELIVERED], told[Event.SECRET_MADE]) == (1, 1, 1)
    assert [house.status(name)["state"] for name in (order.order, "d-1")] == ["extracted", "delivered"]
    assert list(house.settings.scratch.glob("*/*")) == []
    assert list(house.settings.staging.glob(".*")) == []
    office = house.runner().desk.office
    staged, delivered = office.staging.find(order.order), office.workspaces.find("w-1")
    assert staged is not None
    assert delivered is not None
    staged.refuse_changed(Manifest.of(staged.manifest()))
    assert DeliveryNote.of(delivered).manifest == house.manifest_paper(order.order).digest
    with office.workspaces.opened(delivered) as folder:
        assert len(list(folder.rglob("*.parquet"))) == len(DeliveryNote.of(delivered).files)
    lies = [listed.name.split("/") for listed in objects(server, house.settings.workspaces_bucket).names()]
    assert len({steps[2] for steps in lies if len(steps) > 3}) == 1
    assert_statuses_are_numbered(house, order.order, "d-1")
    assert_journal_holds(house)
