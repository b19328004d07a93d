"""A person's judgement where the law leaves room: on which ground, what was found, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest

JUDGEABLE = ("D04-recipient-in-reach", "E05-people-approved")
"""The grounds that a person may judge. The rules have the same list, and a test holds the two together."""


class Finding(StrEnum):
    """What was judged."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Of one version of a request. It enters the next ruling as a fact; `paper` is its signed form."""

    ground: str
    finding: Finding
    reasons: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid: not-judgeable for a ground that the rules decide alone, empty for one without reasons."""
        if self.ground not in JUDGEABLE:
            raise Invalid(
                f"The rules alone decide this ground; a person may judge {', '.join(JUDGEABLE)}.",
                where="ground",
                reason="not-judgeable",
            )
        if not self.reasons.strip():
            raise Invalid("Say why: a judgement without reasons is none.", where="reasons", reason="empty")
