"""What is decided on it: each controller's part, each biobank's samples, the permit and what becomes of it."""

from collections.abc import Sequence
from dataclasses import asdict

from catalog.selection import ChosenColumn
from gateway.domain.disclosure_review import Answer, DisclosureReview, Finding
from gateway.domain.extension import Extension
from gateway.domain.facts.asked import of_columns
from gateway.domain.facts.forms import Facts, day, kept, period
from gateway.domain.facts.study import of_consent
from gateway.domain.note_check import NoteCheck, NoteCheckTerms
from gateway.domain.permit import Permit


def of_samples(biobank: str, *, decider: str, finding: Finding) -> Facts:
    """The decision on a biobank's samples that is proposed."""
    return {
        "biobank": biobank,
        "decider": decider,
        "outcome": finding.outcome.value,
        "reasons": finding.reasons,
    }


def of_part(controller: str, *, kind: str) -> Facts:
    """Whose part it is, and whether they are public or private."""
    return {"controller": controller, "kind": kind}


def of_review(
    controller: str, *, decider: str, in_place_of: str | None = None, finding: Finding, datasets: Sequence[str]
) -> Facts:
    """The finding that a steward proposes, or somebody in a steward's place."""
    return {
        "controller": controller,
        "decider": decider,
        "in_place_of": in_place_of,
        "outcome": finding.outcome.value,
        "reasons": finding.reasons,
        "datasets": list(datasets),
        "units": finding.units,
        "capacity": finding.capacity.value if finding.capacity else None,
        "kept": kept(finding),
        "answers": of_answers(finding.answers),
    }


def of_answers(answers: Sequence[Answer]) -> list[Facts]:
    """What the steward answered to the assessment sheet, by the names of its points."""
    by_point = sorted(answers, key=lambda answer: answer.point)
    return [{"point": one.point, "answer": one.answer.value, "reason": one.reason} for one in by_point]


def of_permit(permit: Permit, *, parts: Sequence[DisclosureReview], columns: Sequence[ChosenColumn]) -> Facts:
    """The permit, proposed or issued, with every part that was decided."""
    return {
        "id": permit.id,
        "controllers": list(permit.controllers),
        "datasets": list(permit.selection.datasets()),
        "columns": of_columns(columns),
        "parts": [
            {
                "controller": part.controller,
                "outcome": part.finding.outcome.value,
                "decider": part.decider,
                "decided_on": day(part.decided_on),
                "conditions": [
                    {"id": one.id, "text": one.text, "accepted": part.has_accepted(one.id)}
                    for one in part.finding.conditions
                ],
                "kept": kept(part.finding),
            }
            for part in parts
        ],
        "named_persons": list(permit.admitted),
        "issued_on": day(permit.issued_on),
        "valid_from": day(permit.valid_from),
        "valid_until": day(permit.last_day),
        "issued_until": day(permit.valid_until),
        "extended": permit.extended,
        "revoked": permit.revocation is not None,
        "replaced": permit.replacement is not None,
        "superseded": permit.is_superseded,
        "maximum_persons": permit.maximum_persons,
        "period": period(permit.selection),
        "consent": of_consent(permit.consent),
        "note_check": of_note_check_terms(permit.note_check),
    }


def of_note_check_terms(terms: NoteCheckTerms | None) -> Facts | None:
    """How many masked notes of each controller are read, and up to which share of bad ones they are delivered."""
    return asdict(terms) if terms else None


def of_note_checks(checks: Sequence[NoteCheck]) -> list[Facts]:
    """What each controller's steward found; a sample that nobody has read is not among them."""
    return [
        {
            "controller": one.controller,
            "sample": one.sample,
            "looked_at": one.checked.looked_at,
            "with_a_miss": one.checked.with_a_miss,
            "miss_at_most": one.miss_at_most,
        }
        for one in checks
        if one.checked is not None
    ]


def of_amended(permit: Permit, *, purpose: str) -> Facts:
    """The permit that a request would amend, as it stands today, and what it was asked for."""
    return {
        "id": permit.id,
        "purpose": purpose,
        "until": day(permit.last_day),
        "revoked": permit.revocation is not None,
        "replaced": permit.replacement is not None,
    }


def of_extension(extension: Extension) -> Facts:
    """What is asked for, when, and why."""
    return {
        "until": day(extension.until),
        "because": extension.because,
        "by": extension.by,
        "on": day(extension.on),
    }
