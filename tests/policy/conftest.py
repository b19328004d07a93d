"""The embedded engine, which needs nothing installed; that a server rules alike is tested in `contract/`."""

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from tests.policy.cases import POLICIES


@pytest.fixture(scope="session")
def rules() -> EmbeddedRules:
    """The policies as they stand, evaluated in this process."""
    return EmbeddedRules(POLICIES, demo=True)
