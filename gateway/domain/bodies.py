"""What the gateway's papers say: one body per kind, plain JSON, each naming the papers that it follows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from catalog.selection import ChosenColumn
from gateway.domain import facts as fact
from gateway.domain.access_request import AccessRequest, Application
from gateway.domain.amendment import Amendment
from gateway.domain.assignment import Assignment, Witness
from gateway.domain.attested import Acknowledgement, Verification
from gateway.domain.audit import LedgerLine
from gateway.domain.barring import Barring, Confirmation, Lifting
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.ending import Ending
from gateway.domain.ethics import DecisionAgainst, EthicsApproval
from gateway.domain.extension import Answer, Extension
from gateway.domain.judgement import Judgement
from gateway.domain.message import Message
from gateway.domain.permit import Permit
from gateway.domain.revocation import Revocation
from gateway.domain.ruling import Ruling
from gateway.domain.sample_decision import SampleDecision
from gateway.domain.spot_check import SignOff, SpotCheck
from spark_jobs.papers.paper import Digest

Body = dict[str, Any]


def ethics_approval(approval: EthicsApproval, *, project: str, recorded_by: str, on: date) -> Body:
    """The approval as it was recorded; `raw` keeps the case number as somebody wrote it."""
    return {
        **fact.of_approval(approval),
        "raw_case_number": approval.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_decision_against(
    decision: DecisionAgainst, *, follows: Digest, project: str, recorded_by: str, on: date
) -> Body:
    """A decision against the study as it was recorded; `follows` is the approval's paper."""
    return {
        **fact.of_decision_against(decision),
        "follows": follows,
        "raw_case_number": decision.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_amendment(amendment: Amendment, *, follows: Digest, project: str, recorded_by: str, on: date) -> Body:
    """The amendment as it was recorded; `follows` is the paper of the decision that it changes."""
    return {
        **fact.of_amendment(amendment),
        "follows": follows,
        "raw_case_number": amendment.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_verification(verification: Verification, *, project: str) -> Body:
    """That a record agrees with a document; `of` is the paper of the decision."""
    return {**fact.of_verification(verification), "case_number": verification.case_number, "project": project}


def ethics_acknowledgement(acknowledgement: Acknowledgement, *, project: str) -> Body:
    """That the project has taken a condition upon it; `of` is the paper of the decision."""
    return {
        "of": acknowledgement.of,
        "case_number": acknowledgement.case_number,
        "condition": acknowledgement.condition,
        "by": acknowledgement.by,
        "on": acknowledgement.on.isoformat(),
        "project": project,
    }


def application(application: Application) -> Body:
    """What the applicant wrote, with who applied: the same form on paper and on the wire."""
    selection = application.selection
    return {
        "applicant": {
            "id": application.applicant.id,
            "organisation": application.applicant.organisation,
            "kind": application.applicant.kind.value,
            "country": application.applicant.country,
        },
        "investigator": application.investigator,
        "named_persons": list(application.named_persons),
        "kind": application.kind.value,
        "purpose": application.purpose,
        "declarations": list(application.declarations),
        "expected_persons": application.expected_persons,
        "format": application.format,
        "why_pseudonymised": application.why_pseudonymised,
        "wanted": {"from": application.wanted_from.isoformat(), "until": application.wanted_until.isoformat()},
        "cohort": dict(selection.cohort),
        "period": {"from": selection.period_from.isoformat(), "to": selection.period_to.isoformat()},
        "columns": [
            {
                "dataset": choice.dataset,
                "table": choice.table,
                "column": choice.column,
                "treatment": choice.treatment,
                "justification": choice.justification,
            }
            for choice in selection.columns
        ],
        "text_profile": application.text_profile,
    }


def access_request(
    request: AccessRequest,
    *,
    ethics_papers: Sequence[Digest],
    snapshots: dict[str, Digest],
    at: datetime,
    amends: Digest | None = None,
    names: Mapping[str, str] | None = None,
) -> Body:
    """
    One submitted version: who asks for what, why, in which snapshots, under which approval and its amendments.

    `amends` is the paper of the permit that is to be another, where that is asked for. `names`: what the people in it
    are called, so that a letter can be addressed.
    """
    approval, *amendments = ethics_papers
    return {
        "access_request": request.id,
        "version": request.version,
        "project": request.project,
        "ethics_approval": approval,
        "amendments": amendments,
        "amends": amends,
        "snapshots": snapshots,
        **application(request.application),
        "names": dict(names or {}),
        "submitted_at": at.isoformat(),
    }


def request_return(request: AccessRequest, *, because: str, by: str, on: date) -> Body:
    """That a submitted version goes back for completion, and what is missing; `follows` is its paper."""
    return {
        "access_request": request.id,
        "version": request.version,
        "follows": request.paper,
        "because": because,
        "by": by,
        "on": on.isoformat(),
    }


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


def message(message: Message) -> Body:
    """What somebody said about one version of a request."""
    return {
        "access_request_id": message.access_request,
        "version": message.version,
        "by": message.by,
        "acting_as": list(message.acting_as),
        "at": message.at.isoformat(),
        "text": message.text,
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


def barring(barring: Barring) -> Body:
    """Who is to be barred, until when, why, and by which paragraph."""
    return {
        "barring": barring.id,
        "kind": barring.kind.value,
        "whom": barring.whom,
        "because": barring.because,
        "paragraph": barring.paragraph,
        "from": barring.begins.isoformat(),
        "until": barring.until.isoformat(),
        "by": barring.by,
        "on": barring.on.isoformat(),
    }


def barring_confirmation(confirmation: Confirmation, *, barring: Barring) -> Body:
    """That a second person confirmed it; `follows` is the paper that recorded it."""
    return {
        "barring": barring.id,
        "follows": barring.paper,
        "by": confirmation.by,
        "on": confirmation.on.isoformat(),
    }


def barring_lifting(lifting: Lifting, *, barring: Barring) -> Body:
    """That it ended before its time; `follows` is the newest paper on it."""
    return {
        "barring": barring.id,
        "follows": barring.latest,
        "because": lifting.because,
        "by": lifting.by,
        "on": lifting.on.isoformat(),
    }


def deputyship(deputyship: Deputyship) -> Body:
    """Who decides for which controller in whose place, from when until when, and why."""
    return {
        **fact.of_deputyship(deputyship),
        "because": deputyship.because,
        "on": deputyship.on.isoformat(),
    }


def deputyship_ending(ending: Ending, *, deputyship: Deputyship) -> Body:
    """That it ended before its time; `follows` is the paper by which the deputy was named."""
    return {
        "deputyship": deputyship.id,
        "follows": deputyship.paper,
        "because": ending.because,
        "by": ending.by,
        "on": ending.on.isoformat(),
    }


def assignment(made: Assignment) -> Body:
    """Who is to be what, for whom, until when, and why."""
    return {
        "assignment": made.id,
        "actor": made.actor,
        "role": made.role.value,
        "controllers": list(made.controllers),
        "biobanks": list(made.biobanks),
        "because": made.because,
        "from": made.begins.isoformat(),
        "until": made.until.isoformat(),
        "by": made.by,
        "on": made.on.isoformat(),
    }


def assignment_confirmation(witness: Witness, *, of: Assignment) -> Body:
    """That another person confirmed it; `follows` is the paper that recorded it."""
    return {"assignment": of.id, "follows": of.paper, "by": witness.by, "on": witness.on.isoformat()}


def assignment_ending(ending: Ending, *, of: Assignment) -> Body:
    """That it ended before its time; `follows` is the newest paper on it."""
    return {
        "assignment": of.id,
        "follows": of.latest,
        "because": ending.because,
        "by": ending.by,
        "on": ending.on.isoformat(),
    }


def receipt(
    *,
    permit: Digest,
    manifest: Digest,
    delivery_order: Digest,
    confirmation: Digest,
    rulings: Sequence[Digest],
    workspace: str,
    at: datetime,
) -> Body:
    """The proof of a delivery: every paper behind it, by digest, the rulings at order and delivery too."""
    return {
        "permit": permit,
        "manifest": manifest,
        "delivery_order": delivery_order,
        "confirmation": confirmation,
        "rulings": list(rulings),
        "workspace": workspace,
        "received_at": at.isoformat(),
    }


def ledger_head(*, sequence: int, digest: Digest, at: datetime) -> Body:
    """Where the ledger stood."""
    return {"sequence": sequence, "digest": digest, "at": at.isoformat()}


def spot_check(check: SpotCheck) -> Body:
    """What was drawn, out of how many, by which seed."""
    return {
        "spot_check": check.id,
        "of": check.of.value,
        "question": list(check.question),
        "head": check.head,
        "seed": check.seed,
        "population": check.population,
        "items": list(check.items),
        "by": check.by,
        "on": check.on.isoformat(),
    }


def spot_check_sign_off(sign_off: SignOff, *, check: SpotCheck) -> Body:
    """What the check came to, with every remark."""
    remarks = [{**asdict(remark), "on": remark.on.isoformat()} for remark in check.remarks]
    return {
        "spot_check": check.id,
        "follows": check.paper,
        "remarks": remarks,
        "conclusion": sign_off.conclusion,
        "by": sign_off.by,
        "on": sign_off.on.isoformat(),
    }


def ledger_export(
    *, question: Sequence[str], form: str, language: str, head: LedgerLine, content: Digest, by: str, at: datetime
) -> Body:
    """What lines were written down for somebody, up to which line; `content` is the digest of the bytes."""
    return {
        "question": list(question),
        "form": form,
        "language": language,
        "head": {"sequence": head.sequence, "digest": head.digest},
        "content": content,
        "by": by,
        "made_at": at.isoformat(),
    }
