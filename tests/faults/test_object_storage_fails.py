"""
Object storage on its worst days, each ending in the same questions: is it told once, by its code and without a secret;
is nothing published; does the next try publish exactly once; and is nothing left but what is published.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from gateway import wiring
from gateway.domain.errors import Misconfigured
from gateway.settings import Settings as GatewaySettings
from spark_jobs.errors import SettingsUnfit, StorageFailed
from spark_jobs.jobs.places import Places
from spark_jobs.objects import s3
from spark_jobs.objects.errors import CreationIgnored
from spark_jobs.objects.upload import PART
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.paper import SignedPaper
from spark_jobs.settings import Settings
from spark_jobs.sinks.bucket_staging import BucketStaging
from tests.support import neighbours
from tests.support.fault_proxy import Answer, Fault, FaultProxy, fault_proxy
from tests.support.staged import Store, finish, note

LARGE = {"alvik/person/part-00000.parquet": b"treated rows, many " * (PART // 9)}
"""Sent in parts."""

FULL = b"<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>"


def full() -> Answer:
    return Answer(507, [("Content-Type", "application/xml")], FULL)


def unwell() -> Answer:
    return Answer(503, [("Content-Type", "application/xml")], b"<Error><Code>SlowDown</Code></Error>")


def writes(method: str, target: str) -> bool:
    return method in {"PUT", "POST"} and "/probe/" not in target and "?delete" not in target


def rows(method: str, target: str) -> bool:
    return method == "PUT" and "/rows/" in target


def parts(method: str, target: str) -> bool:
    return "partNumber=2" in target


def reads(method: str, target: str) -> bool:
    return method == "GET" and ".json" in target


def manifests(method: str, target: str) -> bool:
    return method == "PUT" and target.endswith("/o-1/manifest.json")


def notes(method: str, target: str) -> bool:
    return method == "PUT" and target.endswith("/w-1/delivery-note.json")


def copies(method: str, target: str) -> bool:
    return method == "PUT" and "/w-1/" in target


def every(method: str, target: str) -> bool:
    return True


def flipped(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1]) if content else content


def with_tag(answer: Answer) -> Answer:
    heads = [head for head in answer.headers if head[0].lower() != "etag"]
    return Answer(answer.status, [*heads, ("ETag", '"00000000000000000000000000000000"')], answer.body)


def changed(answer: Answer) -> Answer:
    return Answer(answer.status, answer.headers, flipped(answer.body))


@pytest.fixture(autouse=True)
def parts_begin_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes in parts from sixty-four megabytes on, goes so from sixteen: as true, and sooner tried."""
    monkeypatch.setattr(s3, "IN_ONE", PART)


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    with fault_proxy(neighbours.minio().port) as opened:
        yield opened


@pytest.fixture
def store(proxy: FaultProxy, tmp_path: Path) -> Store:
    """By way of the proxy; an answer is waited for one second."""
    made = Store.in_buckets(tmp_path / "store", neighbours.minio(), port=proxy.port, seconds=1.0)
    staging_of(made).place.prove()
    return made


def staging_of(store: Store) -> BucketStaging:
    assert isinstance(store.staging, BucketStaging)
    return store.staging


def told(store: Store, act: Callable[[], object]) -> StorageFailed:
    """What the act raised: one sentence, with nothing in it that opens anything."""
    with pytest.raises(StorageFailed) as failed:
        act()
    for secret in (staging_of(store).place.server.access.keys.secret_key, "Signature", "http://", "Authorization"):
        assert secret not in failed.value.sentence
        assert secret not in repr(failed.value)
    assert failed.value.sentence.count("\n") == 0
    return failed.value


def published_once(store: Store) -> SignedPaper:
    """The one extract that stands, whole, with nothing of any other beside it."""
    staged = store.staging.find("o-1")
    assert staged is not None
    manifest = Manifest.of(staged.manifest())
    staged.refuse_changed(manifest)
    attempts = {name.split("/")[2] for name in store.lies_there() if name.startswith("staging/o-1/00")}
    assert len(attempts) == 1
    return staged.manifest()


STAGING = {
    "the server has no room": (Fault(meets=writes, instead=full), "objects-full"),
    "it has no room for the second part": (Fault(meets=parts, instead=full), "objects-full"),
    "it is unwell and stays so": (Fault(meets=rows, instead=unwell), "objects-unreachable"),
    "it does not answer in time": (Fault(meets=rows, wait=1.5), "objects-unreachable"),
    "the connection breaks in each part": (Fault(meets=parts, cut_call=True), "objects-unreachable"),
    "a part arrives changed": (Fault(meets=parts, body=flipped), "objects-unreachable"),
    "a part is tagged with what it is not": (Fault(meets=parts, answer=with_tag), "objects-unreachable"),
    "the upload is not completed": (
        Fault(meets=lambda method, target: method == "POST" and "uploadId" in target, instead=unwell),
        "objects-unreachable",
    ),
    "the manifest finds no room": (Fault(meets=manifests, instead=full), "objects-full"),
}


@pytest.mark.parametrize("case", STAGING)
def test_an_extract_that_cannot_be_staged_is_told_and_published_by_the_next_try(
    store: Store, proxy: FaultProxy, case: str
) -> None:
    fault, code = STAGING[case]
    first = store.begin(1, LARGE)

    with proxy.suffering(fault):
        failed = told(store, lambda: finish(first))
    first.abandon()

    assert failed.reason == code
    assert fault.met
    assert store.staging.find("o-1") is None
    second = store.begin(2, LARGE)
    made = finish(second, tables="second")
    second.abandon()
    assert published_once(store).digest == made.manifest().digest


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(meets=rows, times=2, instead=unwell), id="unwell"),
        pytest.param(Fault(meets=parts, times=2, cut_call=True), id="cut in the middle of a part"),
        pytest.param(Fault(meets=parts, times=1, wait=1.5), id="slow once"),
        pytest.param(Fault(meets=parts, times=1, lost=True), id="an answer lost"),
    ],
)
def test_what_passes_is_tried_again_and_nobody_is_told(store: Store, proxy: FaultProxy, fault: Fault) -> None:
    fault.met = 0

    with proxy.suffering(fault):
        store.stage(rows=LARGE)

    assert fault.met == fault.times
    published_once(store)


def test_a_server_that_refuses_connections_is_not_tried_for_ever(store: Store, proxy: FaultProxy) -> None:
    partial = store.begin(1)
    began = monotonic()

    with proxy.away():
        failed = told(store, lambda: finish(partial))

    assert failed.reason == "objects-unreachable"
    assert monotonic() - began < 30
    assert store.staging.find("o-1") is None
    finish(partial)
    published_once(store)


def test_a_server_that_does_not_answer_is_not_waited_for(store: Store, proxy: FaultProxy) -> None:
    began = monotonic()

    with proxy.suffering(Fault(meets=every, wait=3)):
        told(store, lambda: store.staging.find("o-1"))

    assert monotonic() - began < 25


@pytest.mark.parametrize("meets", [manifests, notes])
def test_an_answer_that_was_lost_after_the_server_published_is_no_failure(
    store: Store, proxy: FaultProxy, meets: Callable[[str, str], bool]
) -> None:
    with proxy.suffering(Fault(meets=meets, times=1, lost=True)) as fault:
        staged = store.stage()
        placed = store.workspaces.place(staged, note(staged))

    assert fault.met == 1
    assert published_once(store).digest == staged.manifest().digest
    found = store.workspaces.find("w-1")
    assert found is not None
    assert found.digest == placed.digest


def test_a_server_that_went_away_after_it_published_has_published(store: Store, proxy: FaultProxy) -> None:
    partial = store.begin(1)

    def manifest_or_later(method: str, target: str) -> bool:
        return target.endswith("/o-1/manifest.json")

    with proxy.suffering(Fault(meets=manifest_or_later, lost=True)):
        told(store, lambda: finish(partial))
    partial.abandon()

    published = published_once(store)
    staging_of(store).sweep(lambda order, token: True)
    assert published_once(store).digest == published.digest


DELIVERY = {
    "the server has no room": (Fault(meets=writes, instead=full), "objects-full"),
    "the note finds no room": (Fault(meets=notes, instead=full), "objects-full"),
    "the server is unwell": (Fault(meets=copies, instead=unwell), "objects-unreachable"),
    "what is read comes back changed": (Fault(meets=reads, answer=changed), None),
    "what is read is cut in the middle": (Fault(meets=reads, cut_answer=True), None),
}


@pytest.mark.parametrize("case", DELIVERY)
def test_an_extract_that_cannot_be_delivered_is_told_and_delivered_by_the_next_try(
    store: Store, proxy: FaultProxy, case: str
) -> None:
    fault, code = DELIVERY[case]
    staged = store.stage()
    fault.met = 0

    def delivered() -> SignedPaper:
        again = store.staging.find("o-1")
        assert again is not None
        return store.workspaces.place(again, note(again))

    with proxy.suffering(fault):
        failed = told(store, delivered)

    assert fault.met
    assert failed.reason == code or (code is None and failed.reason in {"objects-changed", "objects-unreachable"})
    assert store.workspaces.find("w-1") is None
    placed = delivered()
    assert placed == delivered()
    assert staged.manifest().digest == placed.body["manifest"]
    found = [name for name in store.lies_there() if name.startswith("workspaces/w-1/") and "(deleted)" not in name]
    assert len({name.split("/")[2] for name in found if name.count("/") > 2}) == 1


def test_an_opened_workspace_whose_files_come_back_changed_is_closed_again(store: Store, proxy: FaultProxy) -> None:
    placed = store.workspaces.place(staged := store.stage(), note(staged))

    def opened() -> None:
        with store.workspaces.opened(placed):
            pass

    def meets(method: str, target: str) -> bool:
        return method == "GET" and target.endswith(".parquet")

    for fault in (Fault(meets=meets, answer=changed), Fault(meets=meets, cut_answer=True)):
        with proxy.suffering(fault):
            told(store, opened)
        assert list((store.root / "opened").rglob("*")) == []
    opened()


def test_a_listing_of_what_was_not_asked_for_is_not_believed(store: Store, proxy: FaultProxy) -> None:
    store.stage()

    def foreign(answer: Answer) -> Answer:
        return Answer(answer.status, answer.headers, answer.body.replace(b"<Key>staging/o-1", b"<Key>elsewhere/o-1"))

    def listing(_: str, target: str) -> bool:
        return "list-type=2" in target

    with proxy.suffering(Fault(meets=listing, answer=foreign)):
        failed = told(store, lambda: store.staging.find("o-1"))

    assert "not asked for" in failed.sentence


def test_a_server_that_answers_with_something_else_than_s3_is_not_believed(store: Store, proxy: FaultProxy) -> None:
    page = Answer(200, [("Content-Type", "text/html")], b"<html>please sign in<html>")

    with proxy.suffering(Fault(meets=every, instead=lambda: page)):
        for ask in (lambda: store.staging.find("o-1"), lambda: store.staging.sweep(lambda *_: True)):
            told(store, ask)


def test_a_redirect_is_not_followed(store: Store, proxy: FaultProxy) -> None:
    elsewhere = Answer(307, [("Location", "http://127.0.0.1:9/o-1"), ("Content-Type", "text/plain")], b"")
    before = len(proxy.calls)

    with proxy.suffering(Fault(meets=every, instead=lambda: elsewhere)):
        told(store, lambda: store.staging.find("o-1"))

    assert len(proxy.calls) == before + 1


def test_a_server_that_ignores_the_condition_is_found_out_before_anything_is_created(
    proxy: FaultProxy, tmp_path: Path
) -> None:
    store = Store.in_buckets(tmp_path / "store", neighbours.minio(), port=proxy.port)

    def let_pass(answer: Answer) -> Answer:
        return Answer(200, [], b"") if answer.status == 412 else answer

    with proxy.suffering(Fault(meets=every, answer=let_pass)):
        with pytest.raises(CreationIgnored):
            staging_of(store).place.prove()
        failed = told(store, lambda: store.stage())

    assert failed.reason == "objects-create-once"
    assert not store.holds(b"probe")
    assert store.staging.find("o-1") is None


def test_neither_side_starts_with_a_server_that_ignores_the_condition(proxy: FaultProxy, tmp_path: Path) -> None:
    server = neighbours.minio()
    keys = tmp_path / "keys.json"
    keys.touch(mode=0o600)
    keys.write_text(json.dumps({"access_key": server.root.access_key, "secret_key": server.root.secret_key}))
    box = Path(f"s3://{server.bucket('box').bucket}")
    told: dict[str, Any] = {"s3_endpoint": f"http://127.0.0.1:{proxy.port}", "s3_credentials_file": keys}

    def let_pass(answer: Answer) -> Answer:
        return Answer(200, [], b"") if answer.status == 412 else answer

    with proxy.suffering(Fault(meets=every, answer=let_pass)):
        with pytest.raises(SettingsUnfit, match="ignores If-None-Match"):
            Places(settings=Settings(box=box, **told)).refuse_unfit()
        with pytest.raises(Misconfigured, match="ignores If-None-Match"):
            wiring.try_order_box(GatewaySettings(order_box=box, **told))


def test_a_server_that_was_started_anew_is_used_again(tmp_path: Path) -> None:
    server = neighbours.minio()
    store = Store.in_buckets(tmp_path / "store", server)
    store.stage()

    server.stop()
    try:
        told(store, lambda: store.staging.find("o-1"))
    finally:
        server.start()

    published_once(store)


def test_a_quota_that_is_used_up_is_told_as_full(tmp_path: Path) -> None:
    """What an operator may have set, and no proxy makes up."""
    server = neighbours.minio()
    store = Store.in_buckets(tmp_path / "store", server)
    server.admin().bucket_quota_set(store.buckets[0].bucket, PART // 2)

    failed = told(store, lambda: store.stage(rows=LARGE))

    assert failed.reason == "objects-full"
    assert store.staging.find("o-1") is None
