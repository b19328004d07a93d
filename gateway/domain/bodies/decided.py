"""What is decided: by the rules, by people for their part, and by the house in a permit; and what becomes of it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from catalog.selection import ChosenColumn
from gateway.domain import facts as fact
from gateway.domain.bodies.form import Body
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.extension import Answer, Extension
from gateway.domain.judgement import Judgement
from gateway.domain.note_check import Checked, NoteCheck
from gateway.domain.permit import Permit
from gateway.domain.revocation import Revocation
from gateway.domain.ruling import Ruling
from gateway.domain.sample_decision import SampleDecision
from spark_jobs.papers.paper import Digest


def ruling(ruling: Ruling, *, about: Sequence[Digest], facts: fact.Facts) -> Body:
    """What the rules were told and what they found; `about` are the papers that the question was about."""
    return {
        "question": ruling.question,
        "engine": ruling.engine,
        "engine_version": ruling.engine_version,
        "policy": ruling.policy_digest,
        "release": ruling.release,
        "asked_on": ruling.asked_on.isoformat(),
        "about": list(about),
        "allows": ruling.allows,
        "required_grounds": sorted(ruling.required_grounds),
        "grounds": sorted(ruling.grounds),
        "needs_judgement": sorted(ruling.needs_judgement),
        "warnings": sorted(ruling.warnings),
        "exclusions": sorted(ruling.exclusions),
        "objections": [asdict(objection) for objection in ruling.objections],
        "basis": asdict(ruling.basis) if ruling.basis else None,
        "route": asdict(ruling.route) if ruling.route else None,
        "sheet": [point.as_json() for point in ruling.sheet],
        "compared": [{"kind": one.kind, "what": one.what, "covered": one.covered} for one in ruling.compared],
        "facts": dict(facts),
    }


def judgement(judgement: Judgement, *, request_paper: Digest, version: int) -> Body:
    """A person's judgement about one version of a request."""
    return {**fact.of_judgement(judgement), "access_request": request_paper, "version": version}


def part_decision(review: DisclosureReview, *, request_paper: Digest, controller_name: str) -> Body:
    """One controller's decision on its part, and what the controller is called."""
    return {
        "access_request": request_paper,
        "version": review.version,
        "controller": review.controller,
        "controller_name": controller_name,
        "datasets": list(review.datasets),
        "outcome": review.finding.outcome.value,
        "reasons": review.finding.reasons,
        "conditions": [{"id": one.id, "text": one.text} for one in review.finding.conditions],
        "kept": sorted({kept.value for kept in review.finding.kept}),
        "decider": review.decider,
        "in_place_of": review.in_place_of,
        "deputyship": review.deputyship,
        "units": review.finding.units,
        "capacity": review.finding.capacity.value if review.finding.capacity else None,
        "answers": fact.of_answers(review.finding.answers),
        "decided_at": review.decided_at.isoformat(),
        "basis": asdict(review.basis) if review.basis else None,
        "ruling": review.ruling,
    }


def sample_decision(decision: SampleDecision, *, request_paper: Digest, version: int, at: datetime) -> Body:
    """What whoever answers for a biobank decided on its samples."""
    return {
        **fact.of_sample_decision(decision),
        "access_request": request_paper,
        "version": version,
        "body": decision.body,
        "reasons": decision.reasons,
        "decided_at": at.isoformat(),
        "ruling": decision.ruling,
    }


def part_acceptance(review: DisclosureReview, *, condition: str, by: str, on: date) -> Body:
    """That the project accepts a condition of a part; `of` is the part's decision."""
    return {"of": review.paper, "controller": review.controller, "condition": condition, "by": by, "on": on.isoformat()}


def permit(permit: Permit, *, columns: Sequence[ChosenColumn], ruling: Ruling) -> Body:
    """For whom, which columns of whom, until when, by which rules, all it rests on, and the paper that it replaces."""
    return {
        "permit": permit.id,
        "project": permit.project,
        "follows": permit.follows,
        "amends": permit.replaces,
        "rests_on": list(permit.rests_on),
        "rules": {"revision": ruling.policy_digest, "release": ruling.release},
        "snapshots": dict(permit.snapshots),
        "controllers": list(permit.controllers),
        "named_persons": list(permit.named_persons),
        "columns": [
            {
                "dataset": column.choice.dataset,
                "table": column.choice.table,
                "column": column.choice.column,
                "treatment": dict(column.treatment),
            }
            for column in columns
        ],
        "cohort": dict(permit.selection.cohort),
        "period": {"from": permit.selection.period_from.isoformat(), "to": permit.selection.period_to.isoformat()},
        "maximum_persons": permit.maximum_persons,
        "consent": fact.of_consent(permit.consent),
        "note_check": fact.of_note_check_terms(permit.note_check),
        "issued_on": permit.issued_on.isoformat(),
        "valid_from": permit.valid_from.isoformat(),
        "valid_until": permit.valid_until.isoformat(),
    }


def extension_request(extension: Extension, *, permit: Permit, ruling: Digest) -> Body:
    """What the project asks for; `follows` is the permit's paper."""
    return {**fact.of_extension(extension), "permit": permit.id, "follows": permit.paper, "ruling": ruling}


def extension_decision(answer: Answer, *, extension: Extension, permit: Permit, ruling: Digest | None) -> Body:
    """What was decided on it; `follows` is the paper that asked. No ruling stands behind a person's no."""
    return {
        "permit": permit.id,
        "follows": extension.paper,
        "until": extension.until.isoformat(),
        "outcome": answer.outcome.value,
        "reasons": answer.reasons,
        "by": answer.by,
        "on": answer.on.isoformat(),
        "ruling": ruling,
    }


def permit_revocation(revocation: Revocation, *, permit: Permit) -> Body:
    """That the permit has ended; `follows` is its paper."""
    return {
        "permit": permit.id,
        "follows": permit.paper,
        "because": revocation.because,
        "by": revocation.by,
        "on": revocation.on.isoformat(),
    }


def note_check(found: Checked, *, of: NoteCheck, manifest: Digest | None) -> Body:
    """
    What a steward found in a sample of masked notes: numbers, and the digest of the sealed file it is about.

    It names the record whose place it takes.
    """
    return {
        "extract": of.extract,
        "controller": of.controller,
        "manifest": manifest,
        "replaces": of.checked.paper if of.checked else None,
        "sha256": of.sample,
        "notes": of.notes,
        "leaving": of.leaving,
        "looked_at": found.looked_at,
        "with_a_miss": found.with_a_miss,
        "missed": [one.as_json() for one in found.missed],
        "wrongly_masked": found.wrongly_masked,
        "miss_at_most": of.bound_of(found),
        "by": found.by,
        "in_place_of": found.in_place_of,
        "on": found.on.isoformat(),
    }
