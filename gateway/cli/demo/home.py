"""The demo's folder: where everything it makes lies, and the settings of both planes. Recreated only if it is ours."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.demo.cast import CAST
from gateway.cli.telling import choose
from gateway.domain.errors import Misconfigured
from gateway.settings import Settings

if TYPE_CHECKING:
    from gateway.adapters.identity import DemoIssuer

MARKER = "demo.json"


@dataclass(frozen=True, slots=True)
class DemoHome:
    """Paths of one demo; nothing outside this folder is touched."""

    folder: Path

    @classmethod
    def here(cls) -> "DemoHome":
        """Where `make demo` puts it."""
        return cls(Path(".slussen"))

    def exists(self) -> bool:
        """Whether a demo left it."""
        return (self.folder / MARKER).is_file()

    def recreate(self) -> "DemoHome":
        """An empty folder, whole path. Raises Misconfigured rather than remove what no demo made."""
        home = DemoHome(self.folder.resolve())
        if home.folder.exists() and not home.exists() and any(home.folder.iterdir()):
            raise Misconfigured(
                choose(
                    sv=f"{home.folder} finns och är inte demons: flytta den eller ange en annan med --home.",
                    en=f"{home.folder} is there and no demo made it: move it, or name another with --home.",
                )
            )
        shutil.rmtree(home.folder, ignore_errors=True)
        home.folder.mkdir(parents=True, mode=0o700)
        (home.folder / MARKER).write_text(json.dumps({"slussen": "demo"}), "utf-8")
        for name in ("gateway", "runner", "runner/stewards", "controllers", "stewards", "people", "study", "rules"):
            (home.folder / name).mkdir(mode=0o700)
        lines = [f"{name}={value}" for name, value in home.runner().items()]
        (home.folder / "runner.env").write_text("\n".join(lines) + "\n", "utf-8")
        return home

    def settings(self) -> Settings:
        """The gateway's, whatever the environment says. Raises Misconfigured where no demo left this folder."""
        if not self.exists():
            raise Misconfigured(
                choose(
                    sv=f"I {self.folder} finns ingen demo: kör `slussen demo` först.",
                    en=f"There is no demo in {self.folder}: run `slussen demo` first.",
                )
            )
        folder = self.folder.resolve()
        return Settings(
            home=folder / "gateway",
            demo=True,
            rules="embedded",
            order_box=folder / "box",
            heads=folder / "heads",
            database=None,
            key_file=None,
            trust_file=None,
            issuer_key_file=None,
            oidc_issuer=None,
            catalog=(),
            built_in_catalog=True,
            rules_bundle=None,
            rules_releases=None,
            policies=None,
        )

    def gateway(self, settings: Settings, *, days_behind: int = 0) -> Mapping[str, str]:
        """The same settings as the environment of a process; the rules' engine as these say."""
        told = {
            "HOME": settings.home,
            "DEMO": "true",
            "RULES": settings.rules,
            "OPA_URL": settings.opa_url,
            "OPA_TOKEN_FILE": settings.opa_token_file,
            "ORDER_BOX": settings.order_box,
            "HEADS": settings.heads,
            "PORT": "0",
            "ROUND_SECONDS": "0.25",
            "DEMO_DAYS_BEHIND": days_behind,
        }
        return {f"SLUSSEN_{name}": str(value) for name, value in told.items() if value is not None}

    def runner(self, *, days_behind: int = 0) -> Mapping[str, str]:
        """The data plane's settings as the environment of a process."""
        folder = self.folder.resolve()
        told = {
            "BOX": folder / "box",
            "SOURCES": folder / "region",
            "WORK": folder / "runner",
            "KEY_FILE": folder / "runner" / "runner.key",
            "MASTER_KEY_FILE": folder / "runner" / "master.key",
            "TRUST_FILE": folder / "runner" / "trust.json",
            "CONTROLLERS_FILE": folder / "runner" / "controllers.json",
            "STEWARDS_FOLDER": folder / "runner" / "stewards",
            "DEMO": "true",
            "POLL_SECONDS": "0.25",
            "DEMO_DAYS_BEHIND": days_behind,
            # One small job and no second one: the engine's first compiler alone, since the second pays back later.
            "JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
        }
        return {f"SLUSSEN_RUNNER_{name}": str(value) for name, value in told.items()}

    def token_file(self, person: str) -> Path:
        """Where that person's bearer token lies."""
        return self.folder / "people" / f"{person}.token"

    def renew_tokens(self, issuer: "DemoIssuer") -> None:
        """A fresh token for everybody in the story, each readable by its owner alone."""
        for person in CAST.values():
            token = issuer.token(
                person.id, organisation=person.organisation, roles=person.roles, controllers=person.controllers
            )
            file = self.token_file(person.id)
            file.touch(mode=0o600)
            file.write_text(token, "utf-8")
