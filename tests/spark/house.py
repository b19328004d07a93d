"""A data plane in a folder, with a gateway's key to sign its orders: what the tests of the whole runner stand in."""

import base64
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyspark.sql import SparkSession

from catalog.loading import load_catalog
from catalog.model import Catalog
from pseudonymisation.wrapping import MasterKey, PassphraseCost
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.snapshots import publish
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.runner import Runner
from spark_jobs.settings import Settings
from spark_jobs.system import random_bytes
from tests.support.builders import CASE_NUMBER, objections

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSPHRASE = b"only for this test"
KINDS = (
    "X00-identity-unresolved",
    "X01-opted-out",
    "X02-care-block",
    "X03-protected-identity",
    "X04-consent-withdrawn",
)
PERMIT = digest_of(b"a permit")


@dataclass(kw_only=True)
class House:
    """`clock` may be moved; `controllers` and `stewards` are the private halves of the pinned keys."""

    root: Path
    settings: Settings
    catalog: Catalog
    gateway: SigningKey
    runner_key: SigningKey
    session: SparkSession | None
    controllers: dict[str, X25519PrivateKey] = field(default_factory=dict)
    stewards: dict[str, X25519PrivateKey] = field(default_factory=dict)
    moment: datetime = NOW

    @classmethod
    def new(
        cls, root: Path, *, sources: Path, descriptions: Sequence[Path], session: SparkSession | None, **settings: Any
    ) -> "House":
        gateway, runner = SigningKey.new(), SigningKey.new()
        runner.write(root / "keys" / "runner.json")
        sealed = MasterKey.new(chance=random_bytes).seal(
            passphrase=PASSPHRASE, chance=random_bytes, cost=PassphraseCost(n=2**14)
        )
        (root / "keys" / "master.json").write_bytes(sealed)
        catalog = load_catalog(descriptions)
        controllers = {str(name): X25519PrivateKey.generate() for name in catalog.controllers()}
        pins = {
            name: base64.b64encode(key.public_key().public_bytes_raw()).decode() for name, key in controllers.items()
        }
        (root / "pins.json").write_text(json.dumps(pins))
        stewards = {name: X25519PrivateKey.generate() for name in controllers}
        (root / "stewards").mkdir()
        for name, key in stewards.items():
            public = base64.b64encode(key.public_key().public_bytes_raw())
            (root / "stewards" / f"{name}.pub").write_bytes(public)
        trusted = [_trusted(gateway, "gateway"), _trusted(runner, "runner")]
        (root / "trust.json").write_text(json.dumps({"keys": trusted}))
        chosen = Settings(
            box=root / "box",
            sources=sources,
            work=root / "work",
            catalog_folders=":".join(map(str, descriptions)),
            built_in_catalog=False,
            key_file=root / "keys" / "runner.json",
            master_key_file=root / "keys" / "master.json",
            trust_file=root / "trust.json",
            controllers_file=root / "pins.json",
            stewards_folder=root / "stewards",
            spark_master="local[2]",
            **settings,
        )
        return cls(
            root=root,
            settings=chosen,
            catalog=catalog,
            gateway=gateway,
            runner_key=runner,
            session=session,
            controllers=controllers,
            stewards=stewards,
        )

    def runner(self) -> Runner:
        """The runner as it would start, but for its Spark session, which the tests share."""
        desk = Desk.open(self.settings, passphrase=PASSPHRASE, clock=lambda: self.moment)
        return Runner.of(desk if self.session is None else replace(desk, sessions=self._shared))

    @contextmanager
    def _shared(self, job: str) -> Iterator[SparkSession]:
        assert self.session is not None
        yield self.session
        self.session.catalog.clearCache()

    def snapshots(self) -> dict[str, str]:
        """The content digest of every dataset and register, as the runner would sign them now."""
        office = self.runner().desk.office
        return {str(name): publish(str(name), office).digest for name in self.catalog.entries}

    def put(self, kind: Kind, body: Mapping[str, Any], *, name: str) -> SignedPaper:
        """Sign and lay into the box."""
        paper = self.gateway.sign(kind, body)
        self.put_bytes(paper.to_json(), name=name)
        return paper

    def put_bytes(self, content: bytes, *, name: str) -> None:
        folder = self.settings.box / "in"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_bytes(content)

    def order(self, order: ExtractionOrder) -> Mapping[str, Any]:
        """Put the order, run once, and give the last status."""
        self.put(Kind.EXTRACTION_ORDER, order.as_json(), name=order.order)
        self.runner().run_once(threading.Event())
        return self.status(order.order)

    def status(self, order: str) -> Mapping[str, Any]:
        last = sorted((self.settings.box / "out" / order).glob("*-status.json"))[-1]
        return SignedPaper.from_json(last.read_bytes()).body

    def manifest(self, order: str) -> Manifest:
        return Manifest.of(self.manifest_paper(order))

    def manifest_paper(self, order: str) -> SignedPaper:
        return SignedPaper.from_json((self.settings.box / "out" / order / "manifest.json").read_bytes())

    def deliver(
        self,
        order: ExtractionOrder,
        *,
        id: str = "d-1",
        workspace: str = "w-1",
        changed: Mapping[str, Any] | None = None,
    ) -> Any:
        """Order the delivery of a staged extract, run once, and give the last status."""
        body = {
            "id": id,
            "order": order.order,
            "manifest": self.manifest_paper(order.order).digest,
            "permit": order.permit,
            "permit_id": order.permit_id,
            "project": order.project,
            "workspace": workspace,
            "made_at": self.moment,
            "valid_until": self.moment.date(),
        }
        self.put(Kind.DELIVERY_ORDER, DeliveryOrder.model_validate({**body, **(changed or {})}).as_json(), name=id)
        self.runner().run_once()
        return self.status(id)

    def extraction_order(
        self,
        *,
        datasets: Sequence[str],
        cohort: Mapping[str, Any],
        snapshots: Mapping[str, str] | None = None,
        tables: Sequence[str] | None = None,
        treatments: Mapping[str, Mapping[str, Any]] | None = None,
        **changed: Any,
    ) -> ExtractionOrder:
        """Every column of these datasets in its default treatment, unless told otherwise."""
        content = snapshots if snapshots is not None else self.snapshots()
        ordered = []
        for name in datasets:
            dataset = self.catalog.dataset(name)
            assert dataset is not None
            donations = self.catalog.donations(dataset.namespace)
            chosen = [table for table in dataset.tables.values() if tables is None or table.name in tables]
            ordered.append(
                {
                    "dataset": name,
                    "controller": dataset.controller.id,
                    "namespace": dataset.namespace,
                    "snapshot": content[name],
                    "donation_register": donations.name if dataset.donated and donations else None,
                    "tables": [
                        {
                            "table": table.name,
                            "columns": [
                                {
                                    "name": column.name,
                                    "treatment": (treatments or {}).get(
                                        f"{table.name}.{column.name}", dict(column.treatments[0])
                                    ),
                                }
                                for column in table.columns.values()
                            ],
                        }
                        for table in chosen
                    ],
                }
            )
        namespace = ordered[0]["namespace"]
        registers = [
            {"register": register.name, "snapshot": content[register.name]}
            for register in self.catalog.registers(str(namespace))
            if register.name in content
        ]
        body: dict[str, Any] = {
            "order": "o-1",
            "project": "p-1",
            "permit": PERMIT,
            "permit_id": "T-1",
            "permit_issued_on": date(2026, 11, 20),
            "made_at": self.moment - timedelta(minutes=1),
            "valid_until": date(2026, 12, 20),
            "cohort": cohort,
            "period": {"from": "2015-01-01", "to": "2026-12-31"},
            "maximum_persons": 1_000_000,
            "datasets": ordered,
            "registers": registers,
            "exclusions": KINDS,
            "objections": [asdict(one) for one in objections(*sorted({str(one["controller"]) for one in ordered}))],
            "ordered_on": date(2026, 11, 20),
            "consent": {"mode": "waived", "study": CASE_NUMBER},
            "format": "parquet",
            "small_count_threshold": 5,
            "text_profile": "withhold",
        }
        # Masked notes do not leave before somebody has read some of them.
        few = {"note_sample": 3} if changed.get("text_profile", "withhold") != "withhold" else {}
        return ExtractionOrder.model_validate(body | few | changed)


def _trusted(key: SigningKey, role: str) -> dict[str, str]:
    return {
        "id": key.key_id,
        "role": role,
        "public_key": key.public,
        "from": "2026-01-01",
        "until": "2027-12-31",
    }
