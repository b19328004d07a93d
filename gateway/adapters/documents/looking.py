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


def acts(value: Any, depth: int = 0) -> bool:
    """
    Whether this, or what stands inside it, could do something. What stands elsewhere is looked at there.

    Deeper than anybody needs is a yes: what hides there is not looked for.
    """
    if depth > DEEPEST:
        return True
    if isinstance(value, pikepdf.Stream):
        value = value.stream_dict
    if isinstance(value, pikepdf.Dictionary):
        names = {str(name) for name, _ in value.items()}
        named = {str(value[name]) for name in ("/S", "/Type", "/Subtype") if isinstance(value.get(name), pikepdf.Name)}
        if names & KEYS or named & (ACTIONS | LIVE):
            return True
        inner = [value[name] for name in names]
    elif isinstance(value, pikepdf.Array):
        inner = [value[place] for place in range(len(value))]
    else:
        return False
    return any(acts(one, depth + 1) for one in inner if not getattr(one, "is_indirect", False))


def looked_at(content: bytes) -> str:
    """The one word."""
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0 or len(pdf.objects) > MOST_OBJECTS:
                return "document-broken"
            if any(acts(one) for one in (pdf.trailer, *pdf.objects)):
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
