"""
Writes docs/drawings and docs/reference from the code, so that they cannot tell another story: `make draw`.

Each page is drawn in a room of `docs/drawing`.

    python docs/draw.py            writes them
    python docs/draw.py --check    says which are not current, and writes nothing
"""

import sys
from collections.abc import Callable, Mapping, Sequence

from docs.drawing.commands import commands
from docs.drawing.deadlines import deadlines
from docs.drawing.doors import doors
from docs.drawing.errors import errors
from docs.drawing.lifecycle import lifecycle
from docs.drawing.objections import objections
from docs.drawing.page import DOCS
from docs.drawing.permissions import cells, permissions
from docs.drawing.rules import rules
from docs.drawing.settings import parameters_schema, settings
from docs.drawing.words import events, reasons, refusals

PAGES: Mapping[str, Callable[[], str]] = {
    "drawings/doors.md": doors,
    "drawings/lifecycle.md": lifecycle,
    "drawings/permissions.md": permissions,
    "reference/cells.md": cells,
    "reference/commands.md": commands,
    "reference/deadlines.md": deadlines,
    "reference/errors.md": errors,
    "reference/events.md": events,
    "reference/objections.md": objections,
    "reference/reasons.md": reasons,
    "reference/refusals.md": refusals,
    "reference/rules.md": rules,
    "reference/settings.md": settings,
    "../policies/schemas/parameters.json": parameters_schema,
}


def stale() -> list[str]:
    """The pages that no longer say what the code says."""
    return [
        name
        for name, write in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != write()
    ]


def main(arguments: Sequence[str]) -> int:
    """Writes what is not current; with `--check` only names it, and 1 if there is any."""
    found = stale()
    for name in found:
        print(f"docs/{name}")
        if "--check" not in arguments:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
