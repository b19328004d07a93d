"""The stage of the story: keys, trust, region, snapshots, and the two planes as two processes."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from gateway import wiring
from gateway.adapters.system import RandomIds, SystemClock
from gateway.cli.client import Api
from gateway.cli.demo.cast import DATASETS, REGISTERS, Person
from gateway.cli.demo.home import DemoHome
from gateway.cli.demo.processes import Child, said_by
from gateway.cli.planes import command
from gateway.cli.telling import tongue
from gateway.domain.day import swedish_day
from gateway.settings import Settings

SEED, SIZE = 1, 1
PATIENCE = 600
"""Seconds for any one command, on a slow or busy machine."""

DAYS = 2
"""So many days ago the story begins: what happens by itself at night can be told, and ends today."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """Everything that stands around the people of the story. `close` stops whatever still runs."""

    home: DemoHome
    settings: Settings
    days_behind: int = DAYS
    children: list[Child] = field(default_factory=list)
    url: str = ""
    passphrase: str = field(default_factory=lambda: RandomIds().new("passphrase") + RandomIds().new("more"))

    @property
    def today(self) -> date:
        """The day by the story's clocks."""
        return swedish_day(SystemClock(behind=timedelta(days=self.days_behind)).now())

    def draw_region(self) -> Child:
        """`slussen-runner region draw`, under way."""
        folder = str(self.home.folder / "region")
        return self._runner("region draw", "region", "draw", folder, "--seed", str(SEED), "--size", str(SIZE))

    def make_keys(self) -> tuple[str, str]:
        """`keys new` on both sides, controllers' and stewards' keys, then the pins; the names of the signing keys."""
        mine = self._gateway("keys new (gateway)", "keys", "new")
        theirs = self._runner("keys new (runner)", "keys", "new", secret=self.passphrase)
        folder = str(self.home.folder / "controllers")
        pins = self._runner("keys of controllers", "keys", "new-controller", folder, *DATASETS)
        readers = str(self.home.folder / "stewards")
        stewards = self._runner("keys of stewards", "keys", "new-steward", readers, *DATASETS)
        gateway, runner = mine.finish(seconds=PATIENCE).split(), theirs.finish(seconds=PATIENCE).split()
        self._pin(gateway, runner, [line.split() for line in pins.finish(seconds=PATIENCE).splitlines()])
        stewards.finish(seconds=PATIENCE)
        for public in (self.home.folder / "stewards").glob("*.pub"):
            shutil.copy(public, self.home.folder / "runner" / "stewards")
        return gateway[0], runner[0]

    def take_snapshots(self) -> Sequence[str]:
        """`slussen-runner snapshot` of every dataset and register; the line that each prints."""
        return self._runner("snapshot", "snapshot", *DATASETS, *REGISTERS).finish(seconds=PATIENCE).splitlines()

    def open_planes(self) -> Child:
        """`slussen operator serve`, under way, and `slussen-runner serve` beside it."""
        self.home.renew_tokens(wiring.open_demo_issuer(self.settings))
        gateway = self._gateway("gateway", "operator", "serve")
        self._runner("runner", "serve", secret=self.passphrase)
        return gateway

    def meet(self, gateway: Child) -> None:
        """Returns once the gateway answers."""
        self.url = gateway.until(_address, seconds=PATIENCE)

    def let_nights_pass(self) -> None:
        """Until today: both planes are stopped, and open again with the machine's own day."""
        self.close()
        self.days_behind = 0
        self.meet(self.open_planes())

    def api(self, person: Person) -> Api:
        """The API as that person sees it."""
        return Api(self.url, self.home.token_file(person.id).read_text("utf-8"))

    def as_typed(self, *words: str, by: Person | None = None, seconds: float = PATIENCE) -> str:
        """What a command of `slussen` prints, as that person or as the operator on the machine would type it."""
        settings = dict(self.home.runner(days_behind=self.days_behind)) if words[0] == "workspace" else {}
        if by is not None:
            settings |= {"SLUSSEN_URL": self.url, "SLUSSEN_TOKEN_FILE": str(self.home.token_file(by.id))}
        return said_by([command("slussen"), "--lang", tongue().value, *words], settings=settings, seconds=seconds)

    def on_the_stewards_machine(self, *words: str, controller: str, into: Path) -> str:
        """What a command of `slussen-runner` says there: with the steward's key, and without the runner's settings."""
        key, trust = (
            self.home.folder / "stewards" / f"{controller}.steward",
            self.home.folder / "gateway" / "trust.json",
        )
        asked = [*words, "--key", str(key), "--trust", str(trust), "--out", str(into)]
        return said_by([command("slussen-runner"), *asked], settings={}, seconds=PATIENCE)

    def close(self) -> None:
        """The gateway first, which signs the ledger's head as it closes; then the runner."""
        for child in self.children:
            child.told_to_stop()
        for child in self.children:
            child.stop()
        self.children.clear()

    def _gateway(self, name: str, *words: str) -> Child:
        settings = self.home.gateway(self.settings, days_behind=self.days_behind)
        return self._started(
            Child.start(name, [command("slussen"), *words], settings=settings, words=self._words(name))
        )

    def _runner(self, name: str, *words: str, secret: str | None = None) -> Child:
        asked, settings = [command("slussen-runner"), *words], self.home.runner(days_behind=self.days_behind)
        return self._started(Child.start(name, asked, settings=settings, words=self._words(name), secret=secret))

    def _started(self, child: Child) -> Child:
        self.children.append(child)
        return child

    def _words(self, name: str) -> Path:
        folder = self.home.folder / "words"
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder / f"{name.replace(' ', '-')}.log"

    def _pin(self, gateway: Sequence[str], runner: Sequence[str], controllers: Sequence[Sequence[str]]) -> None:
        first, last = self.today - timedelta(days=1), self.today + timedelta(days=2 * 365)
        days = {"from": first.isoformat(), "until": last.isoformat()}
        keys = [
            {"id": key[0], "role": role, "public_key": key[1], **days}
            for key, role in ((gateway, "gateway"), (runner, "runner"))
        ]
        trust = json.dumps({"keys": keys}, indent=2)
        for side in ("gateway", "runner"):
            (self.home.folder / side / "trust.json").write_text(trust, "utf-8")
        pins = json.dumps({pin[0]: pin[1] for pin in controllers}, indent=2)
        (self.home.folder / "runner" / "controllers.json").write_text(pins, "utf-8")


@contextmanager
def staged(home: DemoHome, settings: Settings) -> Iterator[Stage]:
    """A stage whose processes have ended when the block has."""
    stage = Stage(home=home, settings=settings)
    try:
        yield stage
    finally:
        stage.close()


def _address(said: str) -> str | None:
    first = said.splitlines()[0] if "\n" in said else ""
    return first.removesuffix("/api/v1/openapi.json") if first.startswith("http://") else None
