"""
A signed paper: canonical JSON (RFC 8785), SHA-256, Ed25519 (RFC 8032).

The signed bytes are the canonical form of `{"body", "key", "kind"}`: the kind of paper and the name of the key are
inside, so that a signature on one kind can never be shown as another. The digest of a paper is the SHA-256 of the same
bytes.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NewType, Self

import rfc8785

from spark_jobs.papers.errors import PaperUnreadable

Digest = NewType("Digest", str)
"""`sha256:` and 64 lower-case hexadecimal digits."""

DIGEST_PATTERN = r"^sha256:[0-9a-f]{64}$"

EXACT = 2.0**53
"""From here on a double does not tell every integer from the next."""


class Kind(StrEnum):
    """Every kind of paper; the value is in the signed bytes, so a name once used is never given another meaning."""

    ACCESS_REQUEST = "access-request"
    REQUEST_RETURN = "request-return"
    ETHICS_APPROVAL = "ethics-approval"
    ETHICS_AMENDMENT = "ethics-amendment"
    ETHICS_DECISION_AGAINST = "ethics-decision-against"
    ETHICS_VERIFICATION = "ethics-verification"
    ETHICS_ACKNOWLEDGEMENT = "ethics-acknowledgement"
    MESSAGE = "message"
    PART_DECISION = "part-decision"
    PART_ACCEPTANCE = "part-acceptance"
    SAMPLE_DECISION = "sample-decision"
    RULING = "ruling"
    JUDGEMENT = "judgement"
    PARAMETER_CHANGE = "parameter-change"
    PERMIT = "permit"
    EXTENSION_REQUEST = "extension-request"
    EXTENSION_DECISION = "extension-decision"
    PERMIT_REVOCATION = "permit-revocation"
    BARRING = "barring"
    BARRING_CONFIRMATION = "barring-confirmation"
    BARRING_LIFTING = "barring-lifting"
    DEPUTYSHIP = "deputyship"
    DEPUTYSHIP_ENDING = "deputyship-ending"
    ASSIGNMENT = "assignment"
    ASSIGNMENT_CONFIRMATION = "assignment-confirmation"
    ASSIGNMENT_ENDING = "assignment-ending"
    EXTRACTION_ORDER = "extraction-order"
    NOTE_CHECK = "note-check"
    DELIVERY_ORDER = "delivery-order"
    RECEIPT = "receipt"
    WORKSPACE_PASS = "workspace-pass"
    WORKSPACE_ORDER = "workspace-order"
    OBJECTION_QUESTION = "objection-question"
    LEDGER_HEAD = "ledger-head"
    LEDGER_EXPORT = "ledger-export"
    SPOT_CHECK = "spot-check"
    SPOT_CHECK_SIGN_OFF = "spot-check-sign-off"
    SNAPSHOT = "snapshot"
    STATUS = "status"
    MANIFEST = "manifest"
    CONFIRMATION = "confirmation"
    DELIVERY_NOTE = "delivery-note"
    DELETION_CERTIFICATE = "deletion-certificate"
    OBJECTION_NOTICE = "objection-notice"
    DISCLOSURE_LIST = "disclosure-list"
    NOTE_SAMPLE = "note-sample"
    JOURNAL_ENTRY = "journal-entry"
    GATEWAY_BACKUP = "gateway-backup"
    RUNNER_BACKUP = "runner-backup"
    RULES_RELEASE = "rules-release"


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value (RFC 8785). Raises PaperUnreadable for what JSON cannot hold exactly."""
    try:
        if not _exact(value):
            raise PaperUnreadable("A number in it is too large to be exact.")
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError) as broken:
        raise PaperUnreadable(f"This value has no canonical JSON form: {type(broken).__name__}.") from broken


def digest_of(data: bytes) -> Digest:
    """SHA-256 of the bytes, in the form of `Digest`."""
    return Digest("sha256:" + hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, kw_only=True)
class SignedPaper:
    """
    A body, the kind it claims to be, the name of the key that signed it, and the signature.

    Holding one says nothing about trust: `trust.TrustFile.verify` does.
    """

    kind: Kind
    body: Mapping[str, Any]
    key_id: str
    signature: bytes

    @cached_property
    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return signed_bytes(kind=self.kind, body=self.body, key_id=self.key_id)

    @cached_property
    def digest(self) -> Digest:
        """The name of this paper in every later one."""
        return digest_of(self.signed_bytes)

    def to_json(self) -> bytes:
        """The file form, canonical as well, so that the same paper is the same file."""
        # "signature" sorts last and base64 needs no escape: the canonical form goes on where the signed one ends.
        return self.signed_bytes[:-1] + b',"signature":"' + base64.b64encode(self.signature) + b'"}'

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read the file form. Raises PaperUnreadable, naming the field; a repeated or unknown field is refused too."""
        document = document_of(data)
        if set(document) != {"kind", "body", "key", "signature"}:
            raise PaperUnreadable("A paper has exactly the fields kind, body, key and signature.")
        kind, body, key_id, signature = (document[field] for field in ("kind", "body", "key", "signature"))
        if kind not in list(Kind):
            raise PaperUnreadable("The field kind names no kind of paper.")
        if not isinstance(body, dict) or not isinstance(key_id, str) or not isinstance(signature, str):
            raise PaperUnreadable("In a paper, body is an object, key and signature are texts.")
        try:
            raw = base64.b64decode(signature, validate=True)
        except ValueError:
            raise PaperUnreadable("The field signature is not base64.") from None
        if base64.b64encode(raw).decode("ascii") != signature:
            # Base64 has spare bits at its end: two spellings of one signature would be two files of one paper.
            raise PaperUnreadable("The field signature is not in the one spelling of base64.")
        paper = cls(kind=Kind(kind), body=body, key_id=key_id, signature=raw)
        paper.signed_bytes  # noqa: B018  a body without a canonical form is refused here, not at its first use
        return paper


def signed_bytes(*, kind: Kind, body: Mapping[str, Any], key_id: str) -> bytes:
    """The canonical form that is signed and digested."""
    return canonical({"body": body, "key": key_id, "kind": kind.value})


def _exact(value: Any) -> bool:
    # A whole float from 2^53 on is spelled like an integer that nobody may read back: it could be signed, never opened.
    match value:
        case float():
            return abs(value) < EXACT
        case Mapping():
            return all(_exact(inner) for inner in value.values())
        case list() | tuple():
            return all(_exact(inner) for inner in value)
        case _:
            return True


def document_of(data: bytes) -> dict[str, Any]:
    """One JSON object, every field in it once. Raises PaperUnreadable."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_repeats)
    except PaperUnreadable:
        raise
    except (ValueError, RecursionError):  # ValueError: no JSON, no UTF-8, or a number beyond every measure
        raise PaperUnreadable("The file is not JSON in UTF-8.") from None
    if not isinstance(document, dict):
        raise PaperUnreadable("A paper is one JSON object.")
    return document


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Two readers may pick different ones of a repeated field; a signed paper must read the same for everybody.
    if len({name for name, _ in pairs}) != len(pairs):
        raise PaperUnreadable("A field occurs twice in the same object.")
    return dict(pairs)
