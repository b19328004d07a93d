"""What the gateway's papers say: one body per kind, plain JSON, each naming the papers that it follows."""

from gateway.domain.bodies.asked import access_request, application, message, request_return
from gateway.domain.bodies.decided import (
    extension_decision,
    extension_request,
    judgement,
    note_check,
    part_acceptance,
    part_decision,
    permit,
    permit_revocation,
    ruling,
    sample_decision,
)
from gateway.domain.bodies.form import Body
from gateway.domain.bodies.people import (
    assignment,
    assignment_confirmation,
    assignment_ending,
    barring,
    barring_confirmation,
    barring_lifting,
    deputyship,
    deputyship_ending,
)
from gateway.domain.bodies.proved import ledger_export, ledger_head, receipt, spot_check, spot_check_sign_off
from gateway.domain.bodies.study import (
    ethics_acknowledgement,
    ethics_amendment,
    ethics_approval,
    ethics_decision_against,
    ethics_verification,
)

__all__ = [
    "Body",
    "access_request",
    "application",
    "assignment",
    "assignment_confirmation",
    "assignment_ending",
    "barring",
    "barring_confirmation",
    "barring_lifting",
    "deputyship",
    "deputyship_ending",
    "ethics_acknowledgement",
    "ethics_amendment",
    "ethics_approval",
    "ethics_decision_against",
    "ethics_verification",
    "extension_decision",
    "extension_request",
    "judgement",
    "ledger_export",
    "ledger_head",
    "message",
    "note_check",
    "part_acceptance",
    "part_decision",
    "permit",
    "permit_revocation",
    "receipt",
    "request_return",
    "ruling",
    "sample_decision",
    "spot_check",
    "spot_check_sign_off",
]
