"""A message in the conversation of an access request: between whoever asks, who decides, and who coordinates."""

from dataclasses import dataclass
from datetime import datetime

from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    Written once, never changed. `acting_as`: the roles it was written in; `version`: the request's when it was written.

    `paper` is its signed form.
    """

    id: str
    revision: int = 0
    access_request: str
    version: int
    by: str
    acting_as: tuple[str, ...]
    at: datetime
    text: str
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty) for one that says nothing."""
        if not self.text.strip():
            raise Invalid("Write what you want to say.", where="text", reason="empty")
