"""A file as an answer: it is saved, and never shown inside a page of the house."""

from typing import Any, Final

from fastapi import Response

PDF: Final = "application/pdf"
SHUT_IN: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


def a_pdf(content: bytes, *, name: str) -> Response:
    """
    Bytes under that name, which is of the house's own making: letters, digits, dots and dashes.

    A browser that shows it all the same may run nothing in it (CSP sandbox).
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": SHUT_IN}
    return Response(content, media_type=PDF, headers=headers)


def a_pdf_answer() -> dict[int | str, dict[str, Any]]:
    """What the description of the API says of such an answer."""
    return {200: {"description": "The file.", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}
