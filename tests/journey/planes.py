"""Both planes in one folder, each with its own key, settings and half of the trust: what the journeys walk through."""

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from catalog.loading import BUILT_IN, load_catalog
from gateway.services.house import House
from gateway.settings import Settings
from gateway.wiring import open_house
from pseudonymisation.wrapping import MasterKey, PassphraseCost
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.snapshots import publish
from spark_jobs.papers.keys import SigningKey
from spark_jobs.runner import Runner
from spark_jobs.settings import Settings as RunnerSettings
from spark_jobs.system import now, random_bytes

PASSPHRASE = b"only for this test"
VALID = {"from": "2020-01-01", "until": "2099-12-31"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planes:
    """The control plane as a house, the data plane as its runner, and the order box between them."""

    house: House
    runner: Runner
    gateway_settings: Settings
    runner_settings: RunnerSettings
    controllers: dict[str, X25519PrivateKey]

    def walk(self) -> None:
        """The house's round, the runner's turn, and again, until neither has anything to do."""
        for _ in range(4):
            troubles = self.house.round()
            assert troubles == []
            self.runner.run_once()
        assert self.house.round() == []


@contextmanager
def both_planes(root: Path, *, sources: Path, descriptions: Sequence[Path]) -> Iterator[Planes]:
    """Keys made, pins placed, snapshots published, house open; without descriptions it has the house's own catalog."""
    gateway_key, runner_key = SigningKey.new(), SigningKey.new()
    gateway_key.write(root / "gateway" / "gateway.key")
    runner_key.write(root / "runner" / "runner.key")
    trust = [
        {"id": key.key_id, "role": role, "public_key": key.public, **VALID}
        for key, role in ((gateway_key, "gateway"), (runner_key, "runner"))
    ]
    for side in ("gateway", "runner"):
        (root / side / "trust.json").write_text(json.dumps({"keys": trust}))
    settings = Settings(
        home=root / "gateway",
        demo=True,
        rules="embedded",
        order_box=root / "box",
        catalog=tuple(descriptions),
        built_in_catalog=not descriptions,
        heads=root / "heads",
    )
    runner_settings, controllers = runner_home(
        root / "runner", box=root / "box", sources=sources, descriptions=descriptions, key=runner_key
    )
    desk = Desk.open(runner_settings, passphrase=PASSPHRASE, clock=now)
    for name in desk.office.catalog.entries:
        publish(str(name), desk.office)
    with open_house(settings) as house:
        yield Planes(
            house=house,
            runner=Runner.of(desk),
            gateway_settings=settings,
            runner_settings=runner_settings,
            controllers=controllers,
        )


def runner_home(
    home: Path,
    *,
    box: Path,
    sources: Path,
    descriptions: Sequence[Path],
    key: SigningKey | None = None,
    driver_memory: str = "2g",
) -> tuple[RunnerSettings, dict[str, X25519PrivateKey]]:
    """A data plane's own folder: keys, pins, trust; without descriptions it has the house's own catalog."""
    own = key or SigningKey.new()
    if key is None:
        own.write(home / "runner.key")
        line = {"id": own.key_id, "role": "runner", "public_key": own.public, **VALID}
        (home / "trust.json").write_text(json.dumps({"keys": [line]}))
    sealed = MasterKey.new(chance=random_bytes).seal(
        passphrase=PASSPHRASE, chance=random_bytes, cost=PassphraseCost(n=2**14)
    )
    (home / "master.json").write_bytes(sealed)
    catalog = load_catalog(descriptions or (BUILT_IN,))
    controllers = {str(name): X25519PrivateKey.generate() for name in catalog.controllers()}
    pins = {
        name: base64.b64encode(secret.public_key().public_bytes_raw()).decode() for name, secret in controllers.items()
    }
    (home / "pins.json").write_text(json.dumps(pins))
    (home / "stewards").mkdir()
    for name, public in pins.items():
        (home / "stewards" / f"{name}.pub").write_text(public)
    settings = RunnerSettings(
        box=box,
        sources=sources,
        work=home / "work",
        catalog_folders=":".join(map(str, descriptions)),
        built_in_catalog=not descriptions,
        key_file=home / "runner.key",
        master_key_file=home / "master.json",
        trust_file=home / "trust.json",
        controllers_file=home / "pins.json",
        stewards_folder=home / "stewards",
        spark_master="local[2]",
        driver_memory=driver_memory,
        demo=True,
    )
    return settings, controllers
