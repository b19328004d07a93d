"""Which engine rules a demo: an OPA server of its own where one is found, else the policies in process."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway import wiring
from gateway.adapters.rules.server import rule_server
from gateway.adapters.system import RandomIds
from gateway.settings import Settings

NEIGHBOURS = "~/.local/share/slussen/neighbours"


def find_opa() -> Path | None:
    """SLUSSEN_OPA, PATH, or what `make neighbours` installed."""
    named = os.environ.get("SLUSSEN_OPA")
    installed = Path(os.environ.get("SLUSSEN_NEIGHBOURS", NEIGHBOURS)).expanduser() / "bin" / "opa"
    candidates = (named, shutil.which("opa"), str(installed))
    return next((Path(found) for found in candidates if found and os.access(found, os.X_OK)), None)


@contextmanager
def rule_engine(settings: Settings, *, scratch: Path) -> Iterator[Settings]:
    """The settings with the engine that rules until the block ends. Raises NeighbourUnavailable where OPA fails."""
    opa = find_opa()
    if opa is None:
        yield settings.model_copy(update={"rules": "embedded"})
        return
    scratch = scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    token_file = scratch / "opa.token"
    token_file.touch(mode=0o600)
    token = RandomIds().new("opa") + RandomIds().new("token")
    token_file.write_text(token, "utf-8")
    with rule_server(opa, policies=wiring.POLICIES, scratch=scratch, token=token) as server:
        url = f"http://{server.host}:{server.port}"
        yield settings.model_copy(update={"rules": "opa", "opa_url": url, "opa_token_file": token_file})
