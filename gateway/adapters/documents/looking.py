"""
Looks into one PDF on standard input and says one word: `fine`, or why not. Run by itself, never imported by the house.

Every object of the file is looked at, also those that no page names.
"""

import resource
import sys
from io import BytesIO
from typing import Any

import pikepdf

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
MOST_OBJECTS = 300_000
DEEPEST = 60

ACTIONS = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /GoToE /GoToR /RichMediaExecute /Rendition /Movie /Sound".split()
)
LIVE = frozenset("/EmbeddedFile /FileAttachment /RichMedia /Screen /Movie /Sound /3D".split())
KEYS = frozenset("/JS /JavaScript /EmbeddedFiles /EF /XFA /RichMediaContent /AA".split())


class Active(Exception):
    """Something in it could act."""


def walk(value: Any, depth: int = 0) -> None:
    """Raises Active. What is named elsewhere is walked there: only what stands here itself is gone into."""
    if depth > DEEPEST:
        raise Active
    if isinstance(value, pikepdf.Stream):
        value = value.stream_dict
    if isinstance(value, pikepdf.Dictionary):
        names = {str(name) for name in value.keys()}  # noqa: SIM118  a PDF dictionary is no mapping
        named = {str(value[name]) for name in ("/S", "/Type", "/Subtype") if isinstance(value.get(name), pikepdf.Name)}
        if names & KEYS or named & (ACTIONS | LIVE):
            raise Active
        inner = [value[name] for name in names]
    elif isinstance(value, pikepdf.Array):
        inner = [value[place] for place in range(len(value))]
    else:
        return
    for one in inner:
        if not getattr(one, "is_indirect", False):
            walk(one, depth + 1)


def looked_at(content: bytes) -> str:
    """The one word."""
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0 or len(pdf.objects) > MOST_OBJECTS:
                return "document-broken"
            walk(pdf.trailer)
            for one in pdf.objects:
                walk(one)
    except Active:
        return "document-active"
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return "document-broken"
    return "fine"


def main() -> None:
    """Nothing but that word leaves."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(looked_at(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
