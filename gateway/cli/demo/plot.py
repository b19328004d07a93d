"""What the story knows by now: it grows from step to step."""

from dataclasses import dataclass

from gateway.cli.demo.stage import Stage
from gateway.cli.demo.telling import Teller


@dataclass(slots=True, kw_only=True)
class Plot:
    """The stage, the teller, and the names of what came to be."""

    stage: Stage
    teller: Teller
    project: str = ""
    request: str = ""
    permit: str = ""
    extract: str = ""
