"""A document of an ethics decision, kept beside its record: the bytes behind the digest that was written down."""

from dataclasses import dataclass

from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A document that a decision of the project names, and whether its bytes are kept here."""

    case_number: str
    title: str
    digest: Digest
    kept: bool


def same_bytes(content: bytes, digest: str) -> None:
    """Raises Invalid (document-digest) where these are not the bytes that were put on record."""
    if digest_of(content) != digest:
        raise Invalid(
            "These are not the bytes whose digest is on record: send the file as the decision came.",
            where="document",
            reason="document-digest",
        )
