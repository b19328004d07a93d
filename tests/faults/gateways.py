"""A gateway's folder with a decided study in it, its processes, and the data plane, which is played."""

import json
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from multiprocessing.process import BaseProcess
from pathlib import Path

from catalog.loading import BUILT_IN, load_catalog
from catalog.model import ControllerId
from catalog.selection import Selection
from gateway.adapters.system import SystemClock
from gateway.domain.actor import Role
from gateway.domain.delivery import Extract, Progress
from gateway.ports.clock import swedish_day
from gateway.services.house import House
from gateway.settings import Settings
from gateway.wiring import look_into, open_demo_issuer, open_house
from spark_jobs.objects.files import write_whole
from spark_jobs.papers.manifest import Snapshot
from spark_jobs.papers.order import DeliveryOrder
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of
from tests.faults.dying_gateway import LIVES, started
from tests.support import builders

DATASETS = ("norrmalm", "sankt-brita", "malarhojden")
VALID = {"from": "2020-01-01", "until": "2099-12-31"}
ONCE = ("permit.issued", "extract.ordered", "extract.received", "delivery.ordered", "delivery.receipted")
"""What happens to a study once and not twice, whoever dies."""

PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    """
    Everything that stands when no process runs. `settings` are those of each gateway that is started on it.

    `house` looks at the same store and heads, and does nothing.
    """

    folder: Path
    settings: Settings
    house: House
    started: list[BaseProcess] = field(default_factory=list)

    def start(self, point: str = LIVES) -> BaseProcess:
        """One more gateway, which dies at that point."""
        told = self.settings.model_dump(exclude_defaults=True).items()
        settings = {f"SLUSSEN_{name.upper()}": str(value) for name, value in told}
        gateway = started(point, settings=settings, words=self.folder / "words.log")
        self.started.append(gateway)
        return gateway

    def until(self, reached: Callable[[], bool], *, answering: bool = True) -> None:
        """Until then the data plane answers what lies in the box. Fails after a while."""
        deadline = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < deadline, (self.folder / "words.log").read_text()[-3000:]
            if answering:
                self.answer()
            time.sleep(0.02)

    def until_all_answer(self) -> None:
        """Every gateway that was started is open to the world, and ends well when it is told to."""
        self.until(lambda: sum(map(_answers, self._addresses())) >= len(self.started))

    def _addresses(self) -> list[str]:
        """Of every gateway that ever opened, the dead ones' too: they do not answer."""
        return re.findall(r"http://([0-9.:]+)/api", (self.folder / "words.log").read_text())

    def until_delivered(self, *, receipts: int = 1) -> None:
        """So many receipts are made, and their head is kept."""
        self.until(lambda: self.told()["delivery.receipted"] >= receipts)

    def answer(self) -> None:
        """
        What a runner does: a status to each order, then its manifest; a confirmation to each delivery order; to a
        question about objections, that there is nothing new.
        """
        followed = self.told()["extract.followed"] > 0
        for path in sorted((self.folder / "box" / "in").glob("[!.]*.json")):
            order, out = SignedPaper.from_json(path.read_bytes()), self.folder / "box" / "out" / path.stem
            if order.kind is Kind.DELIVERY_ORDER:
                _lay(out / "confirmation.json", partial(_confirmation, order))
            elif order.kind is Kind.OBJECTION_QUESTION:
                _lay(out / "0001-status.json", partial(_unchanged, path.stem))
            else:
                _lay(out / "0001-status.json", partial(_running, path.stem))
                if followed:
                    _lay(out / "manifest.json", partial(_manifest, order))

    def stop(self, *, how: signal.Signals = signal.SIGTERM) -> list[int | None]:
        """Every gateway that still runs, and how each ended."""
        for gateway in self.started:
            if gateway.is_alive() and gateway.pid is not None:
                os.kill(gateway.pid, how)
        for gateway in self.started:
            gateway.join(timeout=PATIENCE)
        ended = [gateway.exitcode for gateway in self.started]
        self.started.clear()
        return ended

    def told(self) -> Counter[str]:
        """How often each thing happened, by the ledger."""
        with self.house.desk.open_work() as work:
            return Counter(line.entry.event.value for line in work.ledger.lines())

    def faults(self) -> Sequence[str]:
        """Of ledger, heads, papers and chains: none, if all is well."""
        with self.house.desk.open_work() as work:
            chains = [self.house.audit.traced(work, permit.id)[0] for permit in work.permits.find()]
            found = [fault for chain in chains for fault in chain.faults if not fault.startswith("There is no ")]
            return [*self.house.audit.examine(work).faults, *found]

    def extracts(self) -> Sequence[Extract]:
        """As the store shows them."""
        with self.house.desk.open_work() as work:
            return work.extracts.find()

    def in_box(self) -> Counter[str]:
        """How many orders of each kind were put there, and are whole; the day's questions are none."""
        papers = (SignedPaper.from_json(path.read_bytes()) for path in (self.folder / "box" / "in").glob("[!.]*.json"))
        return Counter(paper.kind.value for paper in papers if paper.kind is not Kind.OBJECTION_QUESTION)


@contextmanager
def standing(folder: Path, *, database: str | None, studies: int = 1) -> Iterator[Gateways]:
    """Keys, pins, snapshots, and so many studies that every controller has granted; at the end no process is left."""
    home, box = folder / "home", folder / "box"
    builders.GATEWAY_KEY.write(home / "gateway.key")
    pins = [
        {"id": key.key_id, "role": role, "public_key": key.public, **VALID}
        for key, role in ((builders.GATEWAY_KEY, "gateway"), (builders.RUNNER_KEY, "runner"))
    ]
    (home / "trust.json").write_text(json.dumps({"keys": pins}))
    (box / "in").mkdir(parents=True)
    _publish(box / "out" / "snapshots")
    settings = Settings(
        home=home,
        demo=True,
        rules="embedded",
        order_box=box,
        heads=folder / "heads",
        database=database,
        port=0,
        round_seconds=0.05,
    )
    open_demo_issuer(settings)
    with open_house(settings) as house:
        for number in range(studies):
            _decided(house, number)
    with look_into(settings) as house:
        gateways = Gateways(folder=folder, settings=settings, house=house)
        try:
            yield gateways
        finally:
            gateways.stop(how=signal.SIGKILL)


def _publish(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, dataset in load_catalog([BUILT_IN]).entries.items():
        body = Snapshot(
            dataset=name,
            controller=dataset.controller.id,
            namespace=dataset.namespace,
            content=digest_of(name.encode()),
            tables=(),
            made_at=builders.NOW - timedelta(days=30),
        )
        _write(folder / f"{name}.json", builders.by_runner(Kind.SNAPSHOT, body))


def _answers(address: str) -> bool:
    with suppress(OSError), closing(HTTPConnection(address, timeout=1)) as connection:
        connection.request("GET", "/health")
        return connection.getresponse().status == HTTPStatus.OK
    return False


def _running(order: str) -> SignedPaper:
    return builders.by_runner(Kind.STATUS, builders.status_body(order, "running", sequence=1))


def _unchanged(question: str) -> SignedPaper:
    return builders.by_runner(Kind.STATUS, builders.status_body(question, "unchanged", sequence=1))


def _manifest(order: SignedPaper) -> SignedPaper:
    return builders.by_runner(Kind.MANIFEST, builders.manifest_body(order))


def _confirmation(order: SignedPaper) -> SignedPaper:
    told = DeliveryOrder.of(order)
    extract = builders.extract(Progress.DELIVERING, id=told.order, delivery=told.id)
    body = builders.confirmation_body(extract, manifest=told.manifest, workspace=told.workspace)
    return builders.by_runner(Kind.CONFIRMATION, body)


def _lay(path: Path, made: Callable[[], SignedPaper]) -> None:
    if not path.exists():
        _write(path, made())


def _write(path: Path, paper: SignedPaper) -> None:
    write_whole(path, paper.to_json())


def _decided(house: House, number: int) -> None:
    today = swedish_day(SystemClock().now())
    researcher = builders.somebody(f"anna-{number}", Role.RESEARCHER, "ki")
    house.project.register(researcher.id, name="Anna", organisation="ki", by=builders.COORDINATOR)
    house.project.train(researcher.id, on=today, until=today + timedelta(days=365), by=builders.COORDINATOR)
    house.project.accept_terms(version=house.desk.terms_version, by=researcher)
    project = house.project.open(title="Bleeding", principal="ki", by=researcher)
    scope = builders.ethics_approval().scope
    approval = builders.ethics_approval(
        investigator=researcher.id,
        decided_on=today - timedelta(days=60),
        legal_force_on=today - timedelta(days=30),
        started_on=None,
        scope=type(scope)(
            datasets=DATASETS,
            groups=("diagnoses",),
            period_from=scope.period_from,
            period_to=scope.period_to,
            population=scope.population,
        ),
    )
    house.project.record_approval(project.id, approval=approval, by=researcher)
    house.project.verify_approval(
        project.id,
        case_number=approval.case_number.normal,
        document=Digest(approval.documents[0].digest),
        by=builders.COORDINATOR,
    )
    application = builders.application(
        investigator=researcher.id,
        named_persons=(researcher.id,),
        wanted_from=today,
        wanted_until=today + timedelta(days=365),
        selection=Selection(
            cohort=builders.cohort(),
            columns=tuple(builders.choice(name, "condition_occurrence", "condition_source_value") for name in DATASETS),
            period_from=builders.selection().period_from,
            period_to=builders.selection().period_to,
        ),
    )
    request = house.access_request.draft(project=project.id, application=application, by=researcher)
    house.access_request.submit(request.id, by=researcher)
    for name in DATASETS:
        steward = builders.somebody(f"at-{name}", Role.STEWARD, name, controllers=(ControllerId(name),))
        sheet = house.decision.sheet(request.id, controller=ControllerId(name), by=steward)
        finding = builders.finding(answers=builders.yes_to(sheet.points))
        house.decision.review(request.id, controller=ControllerId(name), finding=finding, by=steward)
