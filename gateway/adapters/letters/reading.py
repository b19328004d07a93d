"""What lies inside the file of a letter: the signed papers it says it was made from, its language and its maker."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf

from gateway.domain.errors import Invalid
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PAPERS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """Nothing of this is believed yet. `version`: by which version of the house the letter says it was made."""

    papers: tuple[SignedPaper, ...]
    language: str
    version: str


def enclosed(content: bytes) -> Enclosed:
    """What the file holds. Raises Invalid (no-letter) for anything that is no letter of the house."""
    if len(content) > MOST_BYTES:
        raise _none()
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            names = sorted(pdf.attachments)[:MOST_PAPERS]
            papers = [SignedPaper.from_json(pdf.attachments[name].get_file().read_bytes()) for name in names]
            keywords = str(pdf.docinfo.get("/Keywords", "")).split(", ")
            language = str(pdf.Root.get("/Lang", "")).split("-")[0]
    except (pikepdf.PdfError, PaperUnreadable, KeyError, TypeError, ValueError, AttributeError):
        raise _none() from None
    if not papers or keywords[:1] != ["slussen"] or len(keywords) < 2:
        raise _none()
    return Enclosed(papers=tuple(papers), language=language, version=keywords[1])


def _none() -> Invalid:
    return Invalid("This file is no letter with its papers inside.", where="file", reason="no-letter")
