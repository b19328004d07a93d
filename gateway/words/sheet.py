"""What came out at a point of the assessment sheet, in words; the questions are policy data (`policies/sheet`)."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.words.language import Language, said

OUTCOMES: Mapping[str, Words] = {
    "yes": Words(sv="ja", en="yes"),
    "no": Words(sv="nej", en="no"),
    "not_applicable": Words(sv="inte tillämpligt", en="not applicable"),
}

UNANSWERED = Words(sv="att besvara", en="to be answered")


def outcome(code: str | None, language: Language) -> str:
    """What was computed or answered, or that nobody has answered yet; the code itself where these words lack it."""
    if code is None:
        return said(UNANSWERED, language)
    return said(OUTCOMES[code], language) if code in OUTCOMES else code
