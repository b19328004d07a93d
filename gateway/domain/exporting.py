"""
Lines of the ledger in the forms that others read: CSV (RFC 4180) and FHIR R4 AuditEvent (one JSON object on each line).

The same lines are always the same bytes, so that the digest in a signed note holds for them.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from gateway.domain.audit import LOOKS, AuditEntry, Event, LedgerLine

Tell = Callable[[AuditEntry], str]
"""An entry as one sentence."""


class Form(StrEnum):
    """How lines are written down for somebody else."""

    CSV = "csv"
    FHIR = "fhir"


MEDIA: Mapping[Form, str] = {Form.CSV: "text/csv; charset=utf-8; header=present", Form.FHIR: "application/fhir+ndjson"}

COLUMNS = (
    "sequence",
    "at",
    "actor",
    "acting_as",
    "verb",
    "event",
    "told",
    "subject",
    "project",
    "datasets",
    "controllers",
    "because",
    "papers",
    "journal_head",
    "previous",
    "digest",
)

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""

DCM = "http://dicom.nema.org/resources/ontology/DCM"
LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
SYSTEM_OBJECT = {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2"}
APPLICATION_SERVER = {"system": "http://terminology.hl7.org/CodeSystem/security-source-type", "code": "4"}

TYPES: Mapping[Event, tuple[str, str, str]] = {
    Event.DELIVERY_ORDERED: (DCM, "110106", "Export"),
    Event.DELIVERY_RECEIPTED: (DCM, "110106", "Export"),
    Event.EXTRACT_RECEIVED: (DCM, "110107", "Import"),
    Event.HOUSE_OPENED: (DCM, "110100", "Application Activity"),
    Event.HOUSE_CLOSED: (DCM, "110100", "Application Activity"),
    Event.VERB_REFUSED: (DCM, "110113", "Security Alert"),
}
"""By DICOM's codes for audit messages. What is not here is a query, a look into the ledger, or a record made."""


def header(form: Form) -> bytes:
    """What stands before the first line."""
    return _row(COLUMNS) if form is Form.CSV else b""


def written(line: LedgerLine, form: Form, *, tell: Tell, key_id: str) -> bytes:
    """One line of the ledger, with its end of line; `key_id` names the gateway that kept it."""
    if form is Form.CSV:
        return _row(_cells(line, tell))
    event = json.dumps(audit_event(line, tell=tell, key_id=key_id), ensure_ascii=False, separators=(",", ":"))
    return f"{event}\n".encode()


def audit_event(line: LedgerLine, *, tell: Tell, key_id: str) -> dict[str, Any]:
    """The line as a FHIR R4 AuditEvent: no patient in it, for nobody in the data is named in the ledger."""
    entry = line.entry
    system, code, display = _type(entry.event)
    return {
        "resourceType": "AuditEvent",
        "id": f"line-{line.sequence}",
        "type": {"system": system, "code": code, "display": display},
        "subtype": [{"system": "urn:slussen:event", "code": entry.event.value, "display": tell(entry)}],
        "action": "R" if entry.event in LOOKS else "E",
        "recorded": entry.at.isoformat(),
        **_outcome(entry),
        "agent": [_agent(entry)],
        "source": {
            "observer": {"identifier": {"system": "urn:slussen:key", "value": key_id}, "display": "Slussen"},
            "type": [APPLICATION_SERVER],
        },
        "entity": [_line(line), *_about(entry)],
    }


def _cells(line: LedgerLine, tell: Tell) -> tuple[str, ...]:
    entry = line.entry
    told = {
        "sequence": str(line.sequence),
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "acting_as": " ".join(entry.acting_as),
        "verb": entry.verb or "",
        "event": entry.event.value,
        "told": tell(entry),
        "subject": entry.subject,
        "project": entry.project or "",
        "datasets": " ".join(entry.datasets),
        "controllers": " ".join(entry.controllers),
        "because": " ".join(entry.because),
        "papers": " ".join(entry.papers),
        "journal_head": entry.journal_head or "",
        "previous": line.previous,
        "digest": line.digest,
    }
    return tuple(told[column] for column in COLUMNS)


def _row(cells: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow([_safe(cell) for cell in cells])
    return text.getvalue().encode()


def _safe(cell: str) -> str:
    # An apostrophe before it: a spreadsheet shows the text, and runs nothing.
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _type(event: Event) -> tuple[str, str, str]:
    if event in TYPES:
        return TYPES[event]
    if event.value.startswith("audit."):
        return DCM, "110101", "Audit Log Used"
    if event in LOOKS:
        return DCM, "110112", "Query"
    return LIFECYCLE, "originate", "Originate/Retain Record Lifecycle Event"


def _outcome(entry: AuditEntry) -> dict[str, str]:
    code = {Event.VERB_REFUSED: "4", Event.NEIGHBOUR_SILENT: "8"}.get(entry.event, "0")
    return {"outcome": code} | ({"outcomeDesc": " ".join(entry.because)} if entry.because else {})


def _agent(entry: AuditEntry) -> dict[str, Any]:
    roles = [{"coding": [{"system": "urn:slussen:role", "code": role}]} for role in entry.acting_as]
    who = {"identifier": {"system": "urn:slussen:actor", "value": entry.actor}}
    return {**({"role": roles} if roles else {}), "who": who, "requestor": True}


def _line(line: LedgerLine) -> dict[str, Any]:
    told = {"sequence": str(line.sequence), "previous": line.previous, "digest": line.digest}
    if line.entry.verb is not None:
        told["verb"] = line.entry.verb
    if line.entry.journal_head is not None:
        told["journal_head"] = line.entry.journal_head
    details = [{"type": name, "valueString": value} for name, value in told.items()]
    return {**_entity("line", str(line.sequence)), "detail": details}


def _about(entry: AuditEntry) -> list[dict[str, Any]]:
    named = {"subject": (entry.subject,), "project": (entry.project,) if entry.project else ()}
    many = {"dataset": entry.datasets, "controller": entry.controllers, "paper": entry.papers}
    return [_entity(kind, value) for kind, values in (named | many).items() for value in values if value]


def _entity(kind: str, value: str) -> dict[str, Any]:
    return {
        "what": {"identifier": {"system": f"urn:slussen:{kind}", "value": value}},
        "type": SYSTEM_OBJECT,
        "name": kind,
    }
