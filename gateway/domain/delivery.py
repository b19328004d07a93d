"""From an order to a delivered extract: where the work is, and the proofs that it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from gateway.domain.lifecycle import step
from spark_jobs.papers.paper import Digest


class Progress(StrEnum):
    """Where an ordered extract is. The runner tells; the gateway believes what is signed."""

    ORDERED = "ordered"
    RUNNING = "running"
    EXTRACTED = "extracted"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    FAILED = "failed"


PROGRESS_STEPS: Mapping[Progress, frozenset[Progress]] = {
    Progress.ORDERED: frozenset({Progress.RUNNING, Progress.EXTRACTED, Progress.FAILED}),
    Progress.RUNNING: frozenset({Progress.EXTRACTED, Progress.FAILED}),
    Progress.EXTRACTED: frozenset({Progress.DELIVERING, Progress.FAILED}),
    Progress.DELIVERING: frozenset({Progress.DELIVERED, Progress.FAILED}),
    Progress.DELIVERED: frozenset(),
    Progress.FAILED: frozenset(),
}

_DUE: Mapping[Progress, str] = {
    Progress.ORDERED: "follow",
    Progress.RUNNING: "follow",
    Progress.EXTRACTED: "deliver",
    Progress.DELIVERING: "receive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """
    One order and what became of it; `rulings` are those under which it was ordered and delivered.

    `because` holds the runner's code and sentence where it failed or is tried again, `held_because` the codes for
    which the rules would not deliver.
    """

    id: str
    revision: int = 0
    permit: str
    project: str
    progress: Progress
    order: Digest
    ordered_at: datetime
    seen_status: int = -1
    manifest: Digest | None = None
    delivery: str | None = None
    delivery_order: Digest | None = None
    workspace: str
    confirmation: Digest | None = None
    receipt: Digest | None = None
    rulings: tuple[Digest, ...] = ()
    because: tuple[str, ...] = ()
    held_because: tuple[str, ...] = ()

    @property
    def due(self) -> str:
        """What the house has to do about it by itself: `follow`, `deliver`, `receive`, or nothing."""
        if self.progress is Progress.EXTRACTED and self.held_because:
            return ""
        return _DUE.get(self.progress, "")

    def at(self, progress: Progress) -> "Extract":
        """The extract at that point. Raises StepRefused where the table has no such step."""
        return replace(self, progress=step(PROGRESS_STEPS, at=self.progress, to=progress))
