"""What a test says when something it needs is not on this machine."""

import os
from typing import NoReturn

import pytest


def missing(what: str, *, required_by: str) -> NoReturn:
    """Skips with a reason; where the environment names it as required (CI does), fails instead."""
    if os.environ.get(required_by) == "1":
        pytest.fail(f"{what} ({required_by}=1)", pytrace=False)
    pytest.skip(what, allow_module_level=True)
