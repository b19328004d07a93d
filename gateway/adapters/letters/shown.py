"""
Which characters a letter can show: those of its own fonts.

PDF/A wants a picture of every character. What is written in others stands as U+FFFD on the page; the paper inside the
file has it as it was written.
"""

import unicodedata
from typing import Final

RANGES: Final = (
    *((0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x024F), (0x0370, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A)),
    *((0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x0482), (0x048A, 0x04FF), (0x0510, 0x0513), (0x051A, 0x051D)),
    *((0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2040), (0x2042, 0x2042), (0x2044, 0x2044), (0x2070, 0x2071)),
    *((0x2074, 0x208E), (0x2090, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122)),
    *((0x2124, 0x2124), (0x2126, 0x2151), (0x2153, 0x2184), (0x2189, 0x2189), (0x2190, 0x22FF), (0x25A0, 0x25FF)),
)
"""Tried one by one on the fonts of the version of Typst that the lock file names; a test tries them all again."""

SHOWN: Final = frozenset(chr(code) for first, last in RANGES for code in range(first, last + 1)) | {"\ufffd"}


def shown(text: str) -> str:
    """The text as a letter can show it."""
    return "".join(one if one in SHOWN else "\ufffd" for one in unicodedata.normalize("NFC", text))
