"""The ledger's words: what can happen, and one line of what did."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from spark_jobs.papers.paper import Digest, canonical, digest_of


class Event(StrEnum):
    """Everything that leaves a line. A name once written is never given another meaning."""

    HOUSE_OPENED = "house.opened"
    HOUSE_CLOSED = "house.closed"
    PARAMETERS_CHANGED = "parameters.changed"
    BACKUP_BEGUN = "house.backup_begun"
    HOUSE_RESTORED = "house.restored"
    SIGNED_IN = "session.opened"
    SIGNED_OUT = "session.closed"
    SESSIONS_ENDED = "session.ended"
    PERSON_REGISTERED = "person.registered"
    PERSON_TRAINED = "person.trained"
    TERMS_ACCEPTED = "person.terms_accepted"
    BARRING_RECORDED = "barring.recorded"
    BARRING_CONFIRMED = "barring.confirmed"
    BARRING_LIFTED = "barring.lifted"
    BARRINGS_READ = "barring.listed"
    DEPUTY_NAMED = "deputyship.named"
    DEPUTYSHIP_ENDED = "deputyship.ended"
    DEPUTYSHIPS_READ = "deputyship.listed"
    ROLE_ASSIGNED = "assignment.recorded"
    ROLE_CONFIRMED = "assignment.confirmed"
    ROLE_ENDED = "assignment.ended"
    ROLES_READ = "assignment.listed"
    PROJECT_OPENED = "project.opened"
    PROJECT_READ = "project.read"
    PROJECTS_LISTED = "project.listed"
    APPROVAL_RECORDED = "ethics_approval.recorded"
    AMENDMENT_RECORDED = "ethics_amendment.recorded"
    DECISION_AGAINST_RECORDED = "ethics_decision_against.recorded"
    APPROVAL_VERIFIED = "ethics_approval.verified"
    CONDITION_ACKNOWLEDGED = "ethics_condition.acknowledged"
    DOCUMENT_KEPT = "ethics_document.kept"
    DOCUMENT_READ = "ethics_document.read"
    REQUEST_DRAFTED = "access_request.drafted"
    REQUEST_REVISED = "access_request.revised"
    REQUEST_READ = "access_request.read"
    REQUESTS_LISTED = "access_request.listed"
    REQUEST_SUBMITTED = "access_request.submitted"
    REQUEST_RETURNED = "access_request.returned"
    REQUEST_WITHDRAWN = "access_request.withdrawn"
    REQUEST_HELD = "access_request.held"
    REQUEST_REFUSED = "access_request.refused"
    MESSAGE_WRITTEN = "conversation.message_written"
    CONVERSATION_READ = "conversation.read"
    REQUEST_JUDGED = "access_request.judged"
    PART_REVIEWED = "disclosure_review.decided"
    CONDITION_ACCEPTED = "disclosure_review.condition_accepted"
    SAMPLES_DECIDED = "samples.decided"
    PERMIT_ISSUED = "permit.issued"
    PERMIT_HELD = "permit.held"
    EXTENSION_ASKED = "permit.extension_asked"
    PERMIT_EXTENDED = "permit.extended"
    EXTENSION_REFUSED = "permit.extension_refused"
    PERMIT_REVOKED = "permit.revoked"
    PERMIT_AMENDMENT_ASKED = "permit.amendment_asked"
    PERMIT_REPLACED = "permit.replaced"
    ASKED_AGAIN = "held.asked_again"
    PERMIT_READ = "permit.read"
    EXTRACT_ORDERED = "extract.ordered"
    EXTRACT_FOLLOWED = "extract.followed"
    EXTRACT_RECEIVED = "extract.received"
    EXTRACT_FAILED = "extract.failed"
    EXTRACT_HELD = "extract.held"
    NOTE_SAMPLE_HANDED_OVER = "note_check.sample_handed_over"
    NOTES_CHECKED = "note_check.recorded"
    EXTRACT_READ = "extract.read"
    DELIVERY_ORDERED = "delivery.ordered"
    DELIVERY_RECEIPTED = "delivery.receipted"
    WORKSPACE_PASS_GIVEN = "workspace.pass_given"
    WORKSPACES_SWEPT = "workspace.all_asked"
    WORKSPACE_ASKED = "workspace.asked"
    WORKSPACE_CLOSED = "workspace.closing_ordered"
    WORKSPACE_OPENED = "workspace.opening_ordered"
    WORKSPACE_EMPTIED = "workspace.emptying_ordered"
    WORKSPACE_SETTLED = "workspace.settled"
    WORKSPACE_NOT_SETTLED = "workspace.not_settled"
    OBJECTIONS_ALL_ASKED = "objections.all_asked"
    OBJECTIONS_ASKED = "objections.asked"
    OBJECTIONS_TOLD = "objections.told"
    OBJECTIONS_UNCHANGED = "objections.unchanged"
    OBJECTIONS_UNKNOWN = "objections.unknown"
    DEADLINES_LISTED = "deadline.listed"
    DEADLINE_REMINDED = "deadline.reminded"
    DECISION_PROLONGED = "deadline.decision_prolonged"
    PUBLICATION_RECORDED = "deadline.publication_recorded"
    LETTER_READ = "letter.read"
    CHAIN_TRACED = "audit.chain_traced"
    LEDGER_READ = "audit.ledger_read"
    LEDGER_EXPORTED = "audit.ledger_exported"
    VERIFICATION_BEGUN = "audit.verification_begun"
    LEDGER_VERIFIED = "audit.ledger_verified"
    SPOT_CHECK_DRAWN = "spot_check.drawn"
    SPOT_CHECK_REMARKED = "spot_check.remarked"
    SPOT_CHECK_SIGNED_OFF = "spot_check.signed_off"
    SPOT_CHECKS_READ = "spot_check.read"
    VERB_REFUSED = "verb.refused"
    NEIGHBOUR_SILENT = "neighbour.silent"


LOOKS = frozenset(
    {
        Event.BARRINGS_READ,
        Event.PROJECT_READ,
        Event.REQUEST_READ,
        Event.REQUESTS_LISTED,
        Event.PERMIT_READ,
        Event.EXTRACT_READ,
        Event.DEADLINES_LISTED,
        Event.CHAIN_TRACED,
        Event.LEDGER_READ,
        Event.LEDGER_EXPORTED,
        Event.VERIFICATION_BEGUN,
        Event.LEDGER_VERIFIED,
        Event.SPOT_CHECKS_READ,
    }
)
"""By these somebody saw something; by all others something was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """
    What was done, by whom, to what; `because` holds codes, `papers` the digests of what was written.

    It names nobody in the data and holds no value from a record. `datasets` and `controllers` are what it was about:
    they stand beside the chain, for it to be found by, and the digest of its line does not cover them.
    """

    at: datetime
    actor: str
    event: Event
    subject: str
    project: str | None = None
    because: tuple[str, ...] = ()
    papers: tuple[Digest, ...] = ()
    verb: str | None = None
    acting_as: tuple[str, ...] = ()
    journal_head: Digest | None = None
    datasets: tuple[str, ...] = field(default=(), compare=False)
    controllers: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An entry in its place: `digest` covers the entry, its number and the digest of the line before."""

    sequence: int
    previous: Digest
    entry: AuditEntry
    digest: Digest

    @staticmethod
    def digest_for(*, sequence: int, previous: Digest, entry: AuditEntry) -> Digest:
        """What the line's digest must be."""
        return digest_of(canonical({"sequence": sequence, "previous": previous, "entry": entry_json(entry)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a line says of its tie into the chain: its own digest, and that of the line before. Nobody checked it."""

    previous: Digest
    digest: Digest


FIRST: Digest = digest_of(b"slussen ledger, version 1")
"""What the first line names as its predecessor."""


def entry_json(entry: AuditEntry) -> dict[str, object]:
    """The entry in plain JSON values: what is digested and stored."""
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "acting_as": list(entry.acting_as),
        "verb": entry.verb,
        "event": entry.event.value,
        "subject": entry.subject,
        "project": entry.project,
        "because": list(entry.because),
        "papers": list(entry.papers),
        "journal_head": entry.journal_head,
    }


def entry_of(document: dict[str, object]) -> AuditEntry:
    """The entry behind its JSON form. Raises KeyError, TypeError or ValueError for anything else."""
    return AuditEntry(
        at=datetime.fromisoformat(str(document["at"])),
        actor=str(document["actor"]),
        acting_as=_texts(document["acting_as"]),
        verb=_text_or_none(document["verb"]),
        event=Event(str(document["event"])),
        subject=str(document["subject"]),
        project=_text_or_none(document["project"]),
        because=_texts(document["because"]),
        papers=tuple(Digest(text) for text in _texts(document["papers"])),
        journal_head=Digest(head) if (head := _text_or_none(document["journal_head"])) else None,
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("a list of texts was expected")
    return tuple(str(item) for item in value)
