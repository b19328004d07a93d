"""Rules that decide nothing: opened to ask what they would say, of the house or of somebody's proposal."""

import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import rule_server
from gateway.adapters.system import RandomIds
from gateway.domain.errors import Misconfigured
from gateway.ports.rules import Rules
from gateway.settings import Settings
from gateway.wiring.neighbours import POLICIES


@contextmanager
def rules_of(policies: Path, *, opa: Path | None, scratch: Path) -> Iterator[Rules]:
    """
    The rules in a folder, in a server of their own until the block ends, or in process where there is no OPA.

    Raises NeighbourUnavailable for policies that no engine can read.
    """
    if opa is None:
        yield EmbeddedRules(policies, demo=True)
        return
    token = RandomIds().new("opa") + RandomIds().new("token")
    with rule_server(opa, policies=policies, scratch=scratch, token=token) as server:
        rules = OpaRules(policies, host=server.host, port=server.port, token=token)
        with closing(rules):
            yield rules


def own_policies(settings: Settings) -> Path:
    """What rules here: the released bundle where one is named, else the folder."""
    return settings.rules_bundle or settings.policies or POLICIES


def policies_in(proposal: Path, *, scratch: Path) -> Path:
    """The folder of policies: the one that is named, or what a bundle (`.tar.gz`) holds. Raises Misconfigured."""
    if proposal.is_dir():
        return proposal
    folder = scratch / "bundle"
    try:
        with tarfile.open(proposal, mode="r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (OSError, tarfile.TarError, EOFError) as broken:
        raise Misconfigured(f"{proposal.name} is no folder of policies and no bundle of them.") from broken
    return folder
