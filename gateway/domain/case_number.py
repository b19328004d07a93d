"""
Case numbers (Dnr) of ethics decisions in the forms that occur in print.

The ethical review authority's own (2019 on), the regional boards' (to 2018), Gothenburg's, and the appeals board's. A
suffix is never read as a relation between two decisions.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from gateway.domain.errors import Invalid

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_PREFIX = re.compile(r"^(dnr|diarienummer)\s*[:.]?\s*", re.IGNORECASE)
_AUTHORITY = re.compile(r"(20(?:19|[2-9][0-9]))-([0-9]{5})(?:-([0-9]{2}))?")
_REGIONAL = re.compile(r"(20(?:0[3-9]|1[0-8]))/([0-9]{1,4})(?:-(3[0-9](?:/[0-9]{1,2})?))?")
_GOTHENBURG = re.compile(r"([0-9]{1,4})-(0[3-9]|1[0-8])")
_APPEALS = re.compile(r"[Öö] ([0-9]{1,4})-(20[0-9]{2})(?:/([0-9]+(?:\.[0-9]+)*))?")


class IssuingBody(StrEnum):
    """Who decided."""

    AUTHORITY = "EPM"
    REGIONAL = "REGIONAL"
    GOTHENBURG = "REGIONAL_GOTHENBURG"
    APPEALS = "APPEALS"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber:
    """`raw` as it was written, `normal` as it is compared; two spellings of one number are equal in `normal`."""

    raw: str
    normal: str
    body: IssuingBody

    @classmethod
    def parse(cls, raw: str) -> "CaseNumber":
        """Raises Invalid (case-number) for anything that is not one of the known forms."""
        text = _PREFIX.sub("", raw.strip().translate(_DASHES)).replace("\\", "/")
        text = re.sub(r"(?<=\d),(?=\d)", "", text)
        text = re.sub(r"\s*([-/])\s*", r"\1", text).strip()
        for pattern, body in _FORMS:
            if pattern.fullmatch(text):
                return cls(raw=raw, normal=text[0].upper() + text[1:], body=body)
        raise Invalid(
            "This is no case number of an ethics decision: write it as 2021-04890, 2018/247-32 or Ö 32-2021/3.1.",
            where="case_number",
            reason="case-number",
        )


_FORMS = (
    (_AUTHORITY, IssuingBody.AUTHORITY),
    (_REGIONAL, IssuingBody.REGIONAL),
    (_GOTHENBURG, IssuingBody.GOTHENBURG),
    (_APPEALS, IssuingBody.APPEALS),
)
