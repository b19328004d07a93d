"""What is handed in as the PDF of a decision is looked at by its content: a PDF and nothing else, whole, and dead."""

import zipfile
from io import BytesIO

import pytest

from gateway.adapters.documents.examining import PdfExaminer
from gateway.domain.errors import Invalid
from tests.support import pdf as files

WHOLE = files.pdf()


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "hello")
    return out.getvalue()


OTHERWISE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "document-type"),
    "a text": (b"the decision", "document-type"),
    "a page of HTML": (b"<!doctype html><script>alert(1)</script>", "document-type"),
    "an archive": (archive(), "document-type"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "document-type"),
    "an archive after a PDF": (WHOLE + archive(), "document-type"),
    "a PDF after something": (b"GIF89a" + WHOLE, "document-type"),
    "a PDF that is a page of HTML too": (WHOLE.replace(b"%PDF-", b"%PDF-1.7\n%<html><script>\n%", 1), "document-type"),
    "something after its end": (WHOLE + b"MZ\x90\x00", "document-type"),
    "its head alone": (b"%PDF-1.7\n", "document-broken"),
    "cut off": (WHOLE[: len(WHOLE) // 2], "document-broken"),
    "its middle gone": (WHOLE[:60] + WHOLE[160:], "document-broken"),
    "locked": (files.locked(), "document-broken"),
    "a script": (files.with_script(), "document-active"),
    "a program that is launched": (files.with_launch(), "document-active"),
    "a script that no page names": (files.with_hidden_script(), "document-active"),
    "a program inside": (files.with_file(), "document-active"),
    "a form of XML": (files.with_form(), "document-active"),
    "deeper than anybody needs": (files.nested(80), "document-active"),
}


def test_a_whole_dead_pdf_is_taken() -> None:
    PdfExaminer().examine(WHOLE)


@pytest.mark.parametrize("what", OTHERWISE)
def test_anything_else_is_refused_with_its_reason(what: str) -> None:
    content, reason = OTHERWISE[what]

    with pytest.raises(Invalid) as refused:
        PdfExaminer().examine(content)

    assert refused.value.reason == reason
