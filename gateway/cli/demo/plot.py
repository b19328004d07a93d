"""What the story knows by now: it grows from step to step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gateway.cli.demo.stage import Stage
from gateway.cli.demo.telling import Teller


@dataclass(slots=True, kw_only=True)
class Plot:
    """The stage, the teller, and the names of what came to be; the approval as it was first recorded."""

    stage: Stage
    teller: Teller
    project: str = ""
    request: str = ""
    permit: str = ""
    approval: Mapping[str, Any] = field(default_factory=dict)
    extract: str = ""
    delivered_on: date = date.min
