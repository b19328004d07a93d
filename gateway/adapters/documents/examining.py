"""
A document is looked at by a process of its own, with little memory and little time.

What a reader of hostile files does wrong ends there: it has no key, no store and no environment of the gateway's.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gateway.domain.errors import Invalid

LOOKING: Final = Path(__file__).with_name("looking.py")
SECONDS: Final = 20

SENTENCES: Final[Mapping[str, str]] = {
    "document-type": "This file is no PDF, or it is something else as well.",
    "document-broken": "This PDF is cut off, damaged or locked: it cannot be looked into.",
    "document-active": "This PDF could do something by itself: it holds a script, an action, a form or another file.",
}

_END: Final = re.compile(rb"%%EOF[\s\x00]*\Z")
_MARKUP: Final = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|\?xml)\b", re.IGNORECASE)
_ZIP_END: Final = b"PK\x05\x06"
_LOOKED_AT: Final = 1024
_ZIP_REACH: Final = 22 + 65535
"""How far before the end of a file the end of a ZIP archive may stand."""


class PdfExaminer:
    """A PDF and nothing else, whole, open to be read, and dead: no script, no action, no file inside."""

    def examine(self, content: bytes, /) -> None:
        """Raises Invalid: document-type, document-broken, document-active."""
        if not content.startswith(b"%PDF-") or _is_also_something_else(content):
            raise _refused("document-type")
        if _END.search(content[-_LOOKED_AT:]) is None:
            raise _refused("document-broken" if b"%%EOF" not in content else "document-type")
        try:
            looked = subprocess.run(
                [sys.executable, "-I", str(LOOKING)],
                input=content,
                env={},
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _refused("document-broken") from None
        told = looked.stdout.decode("ascii", "replace").strip()
        # Whatever is not a plain yes is a no: a reader that died has found nothing out.
        if looked.returncode != 0 or told != "fine":
            raise _refused(told if told in SENTENCES else "document-broken")


def _is_also_something_else(content: bytes) -> bool:
    """Bytes that a browser would take for a page, or that an archiver would open."""
    return bool(_MARKUP.search(content[:_LOOKED_AT])) or _ZIP_END in content[-_ZIP_REACH:]


def _refused(reason: str) -> Invalid:
    return Invalid(SENTENCES[reason], where="document", reason=reason)
