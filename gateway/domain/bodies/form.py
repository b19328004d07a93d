"""The form of every body."""

from typing import Any

Body = dict[str, Any]
"""Plain JSON."""
