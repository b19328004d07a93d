"""What people attest of an ethics decision: that its record agrees with the document, that a condition is known."""

from dataclasses import dataclass
from datetime import date

from gateway.domain.ethics import Condition, Document
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    Somebody of the region has held the record against the document itself.

    `of` is the paper that was verified: a correction is another paper, which nobody has verified yet.
    """

    case_number: str
    of: Digest
    document: str
    by: str
    on: date
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody of the project has taken a condition upon it (etikprövningslagen 6, 38); `of` as above."""

    case_number: str
    of: Digest
    condition: str
    by: str
    on: date
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedDecision:
    """A decision as it is on record, with what was attested of exactly this paper."""

    case_number: str
    paper: Digest
    conditions: tuple[Condition, ...]
    documents: tuple[Document, ...]
    verification: Verification | None
    acknowledged: tuple[str, ...]
