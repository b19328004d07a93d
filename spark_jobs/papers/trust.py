"""
Which public keys are believed, for which kinds of paper, on which days.

A trust file is placed by an operator on each side and handed to whoever checks offline:
`{"keys": [{"id", "role", "public_key", "from", "until"}]}`, and `holder` for a steward of the rules.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from spark_jobs.papers.errors import KeyFileError, PaperRefused
from spark_jobs.papers.keys import key_id_of
from spark_jobs.papers.paper import Kind, SignedPaper


class KeyRole(StrEnum):
    """Whose key it is."""

    GATEWAY = "gateway"
    RUNNER = "runner"
    CONTROLLER = "controller"
    RULES = "rules"


KINDS: Mapping[KeyRole, frozenset[Kind]] = {
    KeyRole.GATEWAY: frozenset(
        {
            Kind.ACCESS_REQUEST,
            Kind.REQUEST_RETURN,
            Kind.ETHICS_APPROVAL,
            Kind.ETHICS_AMENDMENT,
            Kind.ETHICS_DECISION_AGAINST,
            Kind.ETHICS_VERIFICATION,
            Kind.PART_ACCEPTANCE,
            Kind.ETHICS_ACKNOWLEDGEMENT,
            Kind.MESSAGE,
            Kind.PART_DECISION,
            Kind.SAMPLE_DECISION,
            Kind.RULING,
            Kind.JUDGEMENT,
            Kind.PERMIT,
            Kind.EXTENSION_REQUEST,
            Kind.EXTENSION_DECISION,
            Kind.PERMIT_REVOCATION,
            Kind.BARRING,
            Kind.BARRING_CONFIRMATION,
            Kind.BARRING_LIFTING,
            Kind.DEPUTYSHIP,
            Kind.DEPUTYSHIP_ENDING,
            Kind.ASSIGNMENT,
            Kind.ASSIGNMENT_CONFIRMATION,
            Kind.ASSIGNMENT_ENDING,
            Kind.EXTRACTION_ORDER,
            Kind.NOTE_CHECK,
            Kind.DELIVERY_ORDER,
            Kind.RECEIPT,
            Kind.WORKSPACE_PASS,
            Kind.WORKSPACE_ORDER,
            Kind.OBJECTION_QUESTION,
            Kind.LEDGER_HEAD,
            Kind.LEDGER_EXPORT,
            Kind.SPOT_CHECK,
            Kind.SPOT_CHECK_SIGN_OFF,
            Kind.GATEWAY_BACKUP,
        }
    ),
    KeyRole.RUNNER: frozenset(
        {
            Kind.SNAPSHOT,
            Kind.STATUS,
            Kind.MANIFEST,
            Kind.CONFIRMATION,
            Kind.DELIVERY_NOTE,
            Kind.DELETION_CERTIFICATE,
            Kind.OBJECTION_NOTICE,
            Kind.DISCLOSURE_LIST,
            Kind.NOTE_SAMPLE,
            Kind.JOURNAL_ENTRY,
            Kind.RUNNER_BACKUP,
        }
    ),
    # Pinned so that a controller's or a rule keeper's key can never pass for one of the planes.
    KeyRole.CONTROLLER: frozenset({Kind.PARAMETER_CHANGE}),
    KeyRole.RULES: frozenset({Kind.PARAMETER_CHANGE, Kind.RULES_RELEASE}),
}
"""
A key signs only its role's kinds of paper. Every kind has exactly one role but a change of parameters, which stewards
of the controller and of the rules sign together.
"""


class TrustedKey(BaseModel):
    """
    One line of a trust file; both days are inside.

    `holder`: the person who holds a steward's key, under one name however many keys they hold. `controller`: whose
    steward, for a controller's key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    role: KeyRole
    public_key: str
    holder: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    controller: Annotated[str | None, Field(min_length=1)] = None
    valid_from: Annotated[date, Field(alias="from")]
    valid_until: Annotated[date, Field(alias="until")]

    @model_validator(mode="after")
    def _name_follows_from_key(self) -> Self:
        if key_id_of(self.public()) != self.id:
            raise ValueError("the id does not follow from the public key")
        if self.valid_from > self.valid_until:
            raise ValueError("from lies after until")
        if self.role is KeyRole.RULES and self.holder is None:
            raise ValueError("a key of a steward of the rules names its holder")
        return self

    def public(self) -> Ed25519PublicKey:
        """The key itself."""
        try:
            return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public_key, validate=True))
        except (ValueError, binascii.Error):
            raise ValueError("public_key is not 32 bytes in base64") from None


class TrustFile(BaseModel):
    """The pinned keys of one side. An empty one believes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[TrustedKey, ...]

    @model_validator(mode="after")
    def _one_line_per_key(self) -> Self:
        if len({key.id for key in self.keys}) != len(self.keys):
            raise ValueError("a key id occurs twice")
        return self

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises KeyFileError, naming file and field."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            raise KeyFileError(f"There is no trust file at {path}: an operator must place one.") from None
        except OSError:
            raise KeyFileError(f"The trust file {path} cannot be read.") from None
        except ValidationError as broken:
            first = broken.errors(include_input=False, include_url=False)[0]
            where = "/".join(str(step) for step in first["loc"]) or "the file itself"
            raise KeyFileError(f"The trust file {path} is wrong at {where}: {first['msg']}.") from None

    def verify(self, paper: SignedPaper, *, on: date) -> None:
        """
        Nothing, when this paper may be believed on that day.

        Raises PaperRefused: key-unknown, key-role, key-day or signature-broken, in that order of asking.
        """
        key = next((key for key in self.keys if key.id == paper.key_id), None)
        if key is None:
            raise PaperRefused(f"The key {paper.key_id} is not in the trust file.", code="key-unknown")
        if paper.kind not in KINDS[key.role]:
            sentence = f"A {key.role} key may not sign a paper of the kind {paper.kind}."
            raise PaperRefused(sentence, code="key-role")
        if not key.valid_from <= on <= key.valid_until:
            raise PaperRefused(f"The key {key.id} is not valid on {on.isoformat()}.", code="key-day")
        try:
            key.public().verify(paper.signature, paper.signed_bytes)
        except InvalidSignature:
            sentence = f"The signature of this {paper.kind} does not hold: it was changed after it was signed."
            raise PaperRefused(sentence, code="signature-broken") from None
