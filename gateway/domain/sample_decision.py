"""
Samples behind a dataset: whoever answers for the biobank decides on their use, beside the controller of the rows.

The act (biobankslag 2023:38, 5:13) speaks of samples. Rows that come from them are the controller's to disclose, and
leave only where both have said yes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.model import Biobank, Dataset
from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDecision:
    """On one biobank's samples in one version of a request. It is made once; `body` runs the biobank."""

    biobank: str
    body: str
    datasets: tuple[str, ...]
    outcome: Outcome
    reasons: str
    decider: str
    decided_on: date
    ruling: Digest
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePart:
    """A biobank whose samples a request is about, the datasets that come from them, and its decision once made."""

    biobank: Biobank
    datasets: tuple[str, ...]
    decision: SampleDecision | None

    @property
    def withheld(self) -> bool:
        """Whether the use of these samples was refused."""
        return self.decision is not None and self.decision.outcome is Outcome.REFUSED


def sample_parts(datasets: Iterable[Dataset], decisions: Sequence[SampleDecision]) -> list[SamplePart]:
    """One for each biobank behind these datasets, by its number."""
    of = {dataset.name: dataset for dataset in datasets if dataset.biobank is not None}
    biobanks = {dataset.biobank.number: dataset.biobank for dataset in of.values() if dataset.biobank is not None}
    made = {decision.biobank: decision for decision in decisions}
    return [
        SamplePart(
            biobank=biobank,
            datasets=tuple(sorted(name for name, dataset in of.items() if dataset.biobank == biobank)),
            decision=made.get(number),
        )
        for number, biobank in sorted(biobanks.items())
    ]


def is_awaited(part: SamplePart, *, refused: Iterable[str]) -> bool:
    """Whether the permit waits for it: there is no decision yet, and not all of its datasets are refused anyway."""
    return part.decision is None and not set(part.datasets) <= set(refused)


def samples_of(parts: Sequence[SamplePart], biobank: str) -> SamplePart:
    """That biobank's. Raises Invalid (no-such-samples)."""
    for part in parts:
        if part.biobank.number == biobank:
            return part
    raise Invalid("The request is about no samples of that biobank.", where="biobank", reason="no-such-samples")
