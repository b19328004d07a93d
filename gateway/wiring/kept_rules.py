"""The rules by which past rulings were made, as far as they are kept: opened, when asked for, to ask those again."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gateway.adapters.rules.bundle import read_bundle
from gateway.domain.errors import NeighbourUnavailable, RulesVoid
from gateway.ports.rules import Rules
from gateway.settings import Settings
from gateway.wiring.other_rules import policies_in, rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRules:
    """Rules by their revision, each opened once: in an engine of its own, until the block ends in which it was made."""

    policies: Mapping[str, Path]
    _opa: Path | None
    _scratch: Path
    _stack: ExitStack
    _open: dict[str, Rules | None] = field(default_factory=dict)

    def by(self, revision: str) -> Rules | None:
        """Those of that revision. None where they are not kept, or where no engine here can read them any more."""
        if revision not in self._open:
            self._open[revision] = self._opened(revision)
        return self._open[revision]

    def _opened(self, revision: str) -> Rules | None:
        if revision not in self.policies:
            return None
        scratch = self._scratch / f"rules-{len(self._open)}"
        scratch.mkdir()
        folder = policies_in(self.policies[revision], scratch=scratch)
        with suppress(NeighbourUnavailable):
            return self._stack.enter_context(rules_of(folder, opa=self._opa, scratch=scratch))
        return None


@contextmanager
def kept_rules(settings: Settings, *, opa: Path | None, scratch: Path, present: Rules) -> Iterator[KeptRules]:
    """`present`, which are open already, and every bundle that lies beside them or among what the stewards signed."""
    with ExitStack() as stack:
        opened: dict[str, Rules | None] = {present.policy_digest: present}
        yield KeptRules(policies=kept_policies(settings), _opa=opa, _scratch=scratch, _stack=stack, _open=opened)


def kept_policies(settings: Settings) -> Mapping[str, Path]:
    """
    Bundles of any day by the digest of the rules in them. A file that does not hold what it says is none.

    That a paper names the digest is enough: what was signed by whom was asked when the ruling was made.
    """
    beside = [settings.rules_bundle.parent] if settings.rules_bundle is not None else []
    among = [settings.rules_releases] if settings.rules_releases is not None else []
    found: dict[str, Path] = {}
    for bundle in (file for folder in (*beside, *among) for file in sorted(folder.glob("*.tar.gz"))):
        with suppress(RulesVoid):
            found.setdefault(read_bundle(bundle).revision, bundle)
    return found
