"""A gateway on a machine of its own, as its operator sees it: settings, folders, commands, and what may be lost."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway import wiring
from gateway.domain.actor import Role
from gateway.services.verification import Verification
from gateway.settings import Settings
from spark_jobs.papers.keys import SigningKey
from tests.support import builders
from tests.support.builders import RUNNER_KEY

REPOSITORY = Path(__file__).resolve().parents[2]
ANNA = builders.somebody("anna", Role.RESEARCHER, "ki")
DESCRIPTIONS = REPOSITORY / "tests" / "journey" / "descriptions"
VALID = {"from": "2020-01-01", "until": "2099-12-31"}


@dataclass
class Machine:
    """A gateway's folders on one machine; `backups` is on another disk, and so are the heads."""

    root: Path
    settings: Settings

    @classmethod
    def new(cls, root: Path, **changed: Any) -> "Machine":
        key = SigningKey.new()
        key.write(root / "keys" / "gateway.key")
        lines = [
            {"id": one.key_id, "role": role, "public_key": one.public, **VALID}
            for one, role in ((key, "gateway"), (RUNNER_KEY, "runner"))
        ]
        (root / "keys" / "trust.json").write_text(json.dumps({"keys": lines}))
        (root / "box").mkdir()
        settings = Settings(
            home=root / "home",
            demo=True,
            rules="embedded",
            order_box=str(root / "box"),
            heads=root / "heads",
            key_file=root / "keys" / "gateway.key",
            trust_file=root / "keys" / "trust.json",
            catalog=(DESCRIPTIONS,),
            built_in_catalog=False,
            **changed,
        )
        return cls(root=root, settings=settings)

    def opened(self, *titles: str) -> None:
        """The house is opened, these projects are opened in it, and it is closed."""
        with wiring.open_house(self.settings) as house:
            for title in titles:
                house.project.open(title=title, principal="ki", by=ANNA)

    def backup(self, name: str = "backup") -> Path:
        folder = self.root / "backups" / name
        folder.parent.mkdir(exist_ok=True)
        wiring.back_up(self.settings, folder)
        return folder

    def lose(self, *, heads: bool = False) -> None:
        shutil.rmtree(self.settings.home, ignore_errors=True)
        if heads:
            shutil.rmtree(self.root / "heads")

    def verified(self) -> Verification:
        with wiring.look_into(self.settings) as house, house.desk.open_work() as work:
            return house.audit.examine(work)

    def events(self) -> list[str]:
        with wiring.look_into(self.settings) as house, house.desk.open_work() as work:
            return [line.entry.event.value for line in work.ledger.lines()]

    def projects(self) -> list[str]:
        with wiring.look_into(self.settings) as house, house.desk.open_work() as work:
            return [project.title for project in work.projects.find()]
