"""In which language somebody reads; every text of the house stands in both."""

from enum import StrEnum

from catalog.model import Words


class Language(StrEnum):
    """The two languages of the house."""

    SV = "sv"
    EN = "en"


def said(words: Words, language: Language) -> str:
    """The text in that language."""
    return words.sv if language is Language.SV else words.en


def preferred(asked: str, *, otherwise: Language = Language.EN) -> Language:
    """What `Accept-Language` (or `LANG`) asks for first among the two; `otherwise` where it asks for neither."""
    weighed: list[tuple[float, int, Language]] = []
    for place, part in enumerate(asked.split(",")):
        tag, _, quality = part.partition(";")
        primary = tag.strip().lower().replace("_", "-").split("-")[0]
        if primary in set(Language):
            weighed.append((-_weight(quality), place, Language(primary)))
    return min(weighed)[2] if weighed else otherwise


def _weight(quality: str) -> float:
    name, _, value = quality.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
