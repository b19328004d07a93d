"""drawings/lifecycle.md: every table of steps in the domain."""

import importlib
from collections.abc import Mapping
from enum import StrEnum

from docs.drawing.page import REPOSITORY, page


def lifecycle() -> str:
    """Every status of every table of steps, and what may follow it."""
    drawn = [f"## {name}\n\n{steps(known)}\n" for name, known in tables_of_steps().items()]
    return page(
        "Lifecycles",
        "On the left what is now, on the right what it may become. A step that is not drawn here is refused.\n",
        *drawn,
    )


def tables_of_steps() -> Mapping[str, Mapping[StrEnum, frozenset[StrEnum]]]:
    """Every table of steps in the domain, by the class of its statuses."""
    found = {}
    for path in sorted((REPOSITORY / "gateway" / "domain").glob("*.py")):
        module = importlib.import_module(f"gateway.domain.{path.stem}")
        for name, value in vars(module).items():
            if name.endswith("STEPS") and isinstance(value, Mapping):
                found[f"{path.stem}.{type(next(iter(value))).__name__}"] = value
    return found


def steps(known: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """One table of steps as a drawing."""
    width = max(len(str(status)) for status in known)
    lines = []
    for status, following in known.items():
        drawn = [other for other in known if other in following]
        lines.append(f"{status!s:<{width}}  " + (f"─▶ {' · '.join(drawn)}" if drawn else "■"))
    return "\n".join(["```", *lines, "```"])
