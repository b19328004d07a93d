"""The study and its ethics approval: who is in it, what was decided on it, what it allows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gateway.domain.actor import Actor
from gateway.domain.amendment import Amendment
from gateway.domain.attested import AttestedDecision, Verification
from gateway.domain.deputyship import Deputyship
from gateway.domain.ethics import Consent, DecisionAgainst, EthicsApproval
from gateway.domain.facts.asked import _population_code
from gateway.domain.facts.forms import Facts, day, of_conditions
from gateway.domain.project import Project


def of_actor(actor: Actor) -> Facts:
    """Who acts."""
    return {
        "id": actor.id,
        "kind": actor.kind.value,
        "assurance": actor.assurance,
        "mfa": actor.mfa,
        "roles": list(actor.roles),
        "controllers": list(actor.controllers),
        "biobanks": list(actor.biobanks),
        "organisation": actor.organisation,
    }


def of_deputyship(deputyship: Deputyship) -> Facts:
    """Who decides for which controller in whose place, and when: whether it counts is for the rules."""
    return {
        "id": deputyship.id,
        "controller": deputyship.controller,
        "steward": deputyship.steward,
        "deputy": deputyship.deputy,
        "from": day(deputyship.begins),
        "until": day(deputyship.until),
        "ended_on": day(deputyship.ending.on) if deputyship.ending else None,
    }


def of_deputyships(deputyships: Sequence[Deputyship]) -> list[Facts]:
    """Each of the actor's on record, ended or not, begun or not."""
    return [of_deputyship(deputyship) for deputyship in deputyships]


def of_project(project: Project) -> Facts:
    """The study and the people in it."""
    approval = project.ethics_approval
    return {
        "id": project.id,
        "ethics_case_number": approval.case_number.normal if approval else None,
        "principal": project.principal,
        "members": list(project.members),
    }


def of_approval(approval: EthicsApproval, *, against: Sequence[DecisionAgainst] = ()) -> Facts:
    """The ethics approval as the rules read it, with what was decided against it since."""
    scope = approval.scope
    return {
        "case_number": approval.case_number.normal,
        "kind": approval.kind.value,
        "outcome": approval.outcome.value,
        "decided_on": day(approval.decided_on),
        "legal_force_on": day(approval.legal_force_on),
        "immediate_effect": approval.immediate_effect,
        "started_on": day(approval.started_on),
        "principals": list(approval.principals),
        "investigator": approval.investigator,
        "scope": {
            "datasets": list(scope.datasets),
            "groups": list(scope.groups),
            "biobanks": list(scope.biobanks),
            "period": {"from": day(scope.period_from), "to": day(scope.period_to)},
            "population": sorted(_population_code(text) for text in scope.population),
        },
        "maximum_persons": approval.maximum_persons,
        "named_persons": list(approval.named_persons),
        "consent": of_consent(approval.consent),
        "conditions": of_conditions(approval.conditions),
        "documents": [{"title": document.title, "digest": document.digest} for document in approval.documents],
        "against": [of_decision_against(decision) for decision in against],
    }


def of_ethics(project: Project, *, on: date) -> Facts | None:
    """What is approved on that day, with what was decided against it, and what was attested of each decision."""
    approval = project.approval_on(on)
    if approval is None:
        return None
    decisions = [of_attested(decision) for decision in project.decisions_on(on)]
    return {
        **of_approval(approval, against=project.decisions_against()),
        "conditions": [condition for decision in decisions for condition in decision["conditions"]],
        "decisions": [{name: decision[name] for name in decision if name != "conditions"} for decision in decisions],
    }


def of_attested(decision: AttestedDecision) -> dict[str, Any]:
    """A decision by its paper, with the conditions that are acknowledged and who verified it as it stands."""
    return {
        "case_number": decision.case_number,
        "paper": decision.paper,
        "documents": [document.digest for document in decision.documents],
        "conditions": [
            {"id": condition.id, "text": condition.text, "acknowledged": condition.id in decision.acknowledged}
            for condition in decision.conditions
        ],
        "verification": of_verification(decision.verification) if decision.verification else None,
    }


def of_verification(verification: Verification) -> Facts:
    """Who held which paper against which document, and when."""
    return {
        "of": verification.of,
        "document": verification.document,
        "by": verification.by,
        "on": day(verification.on),
    }


def of_decision_against(decision: DecisionAgainst) -> Facts:
    """A later decision against the study."""
    return {
        "case_number": decision.case_number.normal,
        "kind": decision.kind.value,
        "decided_on": day(decision.decided_on),
        "lifted_on": day(decision.lifted_on),
    }


def of_amendment(amendment: Amendment) -> Facts:
    """An amendment as it is written on its paper."""
    changes = amendment.changes
    return {
        "case_number": amendment.case_number.normal,
        "amends": amendment.amends,
        "outcome": amendment.outcome.value,
        "decided_on": day(amendment.decided_on),
        "legal_force_on": day(amendment.legal_force_on),
        "immediate_effect": amendment.immediate_effect,
        "changes": {
            "principals": list(changes.principals),
            "named_persons": list(changes.named_persons),
            "datasets": list(changes.datasets),
            "groups": list(changes.groups),
            "biobanks": list(changes.biobanks),
            "population": sorted(_population_code(text) for text in changes.population),
            "investigator": changes.investigator,
            "period": {"from": day(changes.period_from), "to": day(changes.period_to)},
            "maximum_persons": changes.maximum_persons,
            "consent": of_consent(changes.consent),
        },
        "conditions": of_conditions(amendment.conditions),
        "documents": [{"title": document.title, "digest": document.digest} for document in amendment.documents],
    }


def of_consent(consent: Consent | None) -> Facts | None:
    """How persons are asked, and the versions that are accepted; None where nobody wrote it down."""
    return {"mode": consent.mode.value, "versions": list(consent.versions)} if consent else None
