"""
The facts that the rules are asked about: one document for every question, built from what is stored, not by a caller.

Days are `YYYY-MM-DD`, counts are JSON integers, what is not known is null: the rules check each fact's type, and a fact
that is missing gives no ground.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalog.cohort.definition import CohortDefinition, normal_code
from catalog.selection import ChosenColumn, Selection
from gateway.domain.access_request import AccessRequest
from gateway.domain.actor import Actor
from gateway.domain.amendment import Amendment
from gateway.domain.attested import AttestedDecision, Verification
from gateway.domain.barring import Barring, Whom, subject_of
from gateway.domain.disclosure_review import Answer, DisclosureReview, Finding
from gateway.domain.ethics import Condition, Consent, DecisionAgainst, EthicsApproval
from gateway.domain.extension import Extension
from gateway.domain.judgement import Judgement
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.sample_decision import SampleDecision
from spark_jobs.papers.manifest import Manifest

KNOWN_EXCLUSIONS = (
    "X00-identity-unresolved",
    "X01-opted-out",
    "X02-care-block",
    "X03-protected-identity",
    "X04-consent-withdrawn",
    "X05-no-consent",
)
"""Every kind of exclusion there is, in the order in which a person is counted under one of them."""

ALWAYS_ASKED = KNOWN_EXCLUSIONS[:-1]
"""Those that are counted in every extract; the last is, where a study rests on each person's consent."""

Facts = Mapping[str, Any]


def of_actor(actor: Actor) -> Facts:
    """Who acts."""
    return {
        "id": actor.id,
        "roles": list(actor.roles),
        "controllers": list(actor.controllers),
        "biobanks": list(actor.biobanks),
        "organisation": actor.organisation,
    }


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
        "decided_on": _day(approval.decided_on),
        "legal_force_on": _day(approval.legal_force_on),
        "immediate_effect": approval.immediate_effect,
        "started_on": _day(approval.started_on),
        "principals": list(approval.principals),
        "investigator": approval.investigator,
        "scope": {
            "datasets": list(scope.datasets),
            "groups": list(scope.groups),
            "biobanks": list(scope.biobanks),
            "period": {"from": _day(scope.period_from), "to": _day(scope.period_to)},
            "population": sorted(_population_code(text) for text in scope.population),
        },
        "maximum_persons": approval.maximum_persons,
        "named_persons": list(approval.named_persons),
        "consent": of_consent(approval.consent),
        "conditions": _of_conditions(approval.conditions),
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
        "on": _day(verification.on),
    }


def of_decision_against(decision: DecisionAgainst) -> Facts:
    """A later decision against the study."""
    return {
        "case_number": decision.case_number.normal,
        "kind": decision.kind.value,
        "decided_on": _day(decision.decided_on),
        "lifted_on": _day(decision.lifted_on),
    }


def of_amendment(amendment: Amendment) -> Facts:
    """An amendment as it is written on its paper."""
    changes = amendment.changes
    return {
        "case_number": amendment.case_number.normal,
        "amends": amendment.amends,
        "outcome": amendment.outcome.value,
        "decided_on": _day(amendment.decided_on),
        "legal_force_on": _day(amendment.legal_force_on),
        "immediate_effect": amendment.immediate_effect,
        "changes": {
            "principals": list(changes.principals),
            "named_persons": list(changes.named_persons),
            "datasets": list(changes.datasets),
            "groups": list(changes.groups),
            "biobanks": list(changes.biobanks),
            "population": sorted(_population_code(text) for text in changes.population),
            "investigator": changes.investigator,
            "period": {"from": _day(changes.period_from), "to": _day(changes.period_to)},
            "maximum_persons": changes.maximum_persons,
            "consent": of_consent(changes.consent),
        },
        "conditions": _of_conditions(amendment.conditions),
        "documents": [{"title": document.title, "digest": document.digest} for document in amendment.documents],
    }


def of_request(request: AccessRequest, *, columns: Sequence[ChosenColumn], people: Mapping[str, Person]) -> Facts:
    """The request with its columns as the catalog describes them and its people as they are on record."""
    application = request.application
    selection = application.selection
    return {
        "id": request.id,
        "version": request.version,
        "status": request.status.value,
        "applicant": {
            "id": application.applicant.id,
            "organisation": application.applicant.organisation,
            "kind": application.applicant.kind.value,
            "country": application.applicant.country,
        },
        "investigator": application.investigator,
        "named_persons": [_of_person(name, people.get(name)) for name in application.people()],
        "kind": application.kind.value,
        "purpose": application.purpose,
        "declarations": list(application.declarations),
        "expected_persons": application.expected_persons,
        "format": application.format,
        "why_pseudonymised": application.why_pseudonymised,
        "from": _day(application.wanted_from),
        "until": _day(application.wanted_until),
        "columns": of_columns(columns),
        "datasets": _of_datasets(columns, request.snapshots or {}),
        "period": _period(selection),
        "population": population(CohortDefinition.of(selection.cohort)),
        "judgements": [of_judgement(judgement) for judgement in request.judgements],
        "samples": [of_sample_decision(decision) for decision in request.samples],
        "criteria": _criteria(CohortDefinition.of(selection.cohort), columns),
        "free_text": {
            "asked": any(column.treatment["kind"] == "mask_text" for column in columns),
            "profile": application.text_profile,
        },
    }


def of_judgement(judgement: Judgement) -> Facts:
    """What a person judged."""
    return {
        "ground": judgement.ground,
        "finding": judgement.finding.value,
        "reasons": judgement.reasons,
        "by": judgement.by,
        "on": _day(judgement.on),
    }


def of_sample_decision(decision: SampleDecision) -> Facts:
    """What was decided on a biobank's samples."""
    return {
        "biobank": decision.biobank,
        "datasets": list(decision.datasets),
        "outcome": decision.outcome.value,
        "decider": decision.decider,
        "decided_on": _day(decision.decided_on),
    }


def of_samples(biobank: str, *, decider: str, finding: Finding) -> Facts:
    """The decision on a biobank's samples that is proposed."""
    return {
        "biobank": biobank,
        "decider": decider,
        "outcome": finding.outcome.value,
        "reasons": finding.reasons,
    }


def of_columns(columns: Sequence[ChosenColumn]) -> list[Facts]:
    """Each column with its group, sensitivity, treatment and justification."""
    return [
        {
            "dataset": column.choice.dataset,
            "table": column.choice.table,
            "column": column.choice.column,
            "group": column.group,
            "sensitivity": column.described.sensitivity.value,
            "treatment": column.treatment["kind"],
            "justification": column.choice.justification,
        }
        for column in columns
    ]


def of_part(controller: str, *, kind: str) -> Facts:
    """Whose part it is, and whether they are public or private."""
    return {"controller": controller, "kind": kind}


def of_review(controller: str, *, decider: str, finding: Finding, datasets: Sequence[str]) -> Facts:
    """The finding that a steward proposes."""
    return {
        "controller": controller,
        "decider": decider,
        "outcome": finding.outcome.value,
        "reasons": finding.reasons,
        "datasets": list(datasets),
        "units": finding.units,
        "capacity": finding.capacity.value if finding.capacity else None,
        "kept": _kept(finding),
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
                "decided_on": _day(part.decided_on),
                "conditions": [
                    {"id": one.id, "text": one.text, "accepted": part.has_accepted(one.id)}
                    for one in part.finding.conditions
                ],
                "kept": _kept(part.finding),
            }
            for part in parts
        ],
        "named_persons": list(permit.admitted),
        "issued_on": _day(permit.issued_on),
        "valid_from": _day(permit.valid_from),
        "valid_until": _day(permit.last_day),
        "issued_until": _day(permit.valid_until),
        "extended": permit.extended,
        "revoked": permit.revocation is not None,
        "replaced": permit.replacement is not None,
        "superseded": permit.is_superseded,
        "maximum_persons": permit.maximum_persons,
        "period": _period(permit.selection),
        "consent": of_consent(permit.consent),
    }


def of_consent(consent: Consent | None) -> Facts | None:
    """How persons are asked, and the versions that are accepted; None where nobody wrote it down."""
    return {"mode": consent.mode.value, "versions": list(consent.versions)} if consent else None


def of_amended(permit: Permit, *, purpose: str) -> Facts:
    """The permit that a request would amend, as it stands today, and what it was asked for."""
    return {
        "id": permit.id,
        "purpose": purpose,
        "until": _day(permit.last_day),
        "revoked": permit.revocation is not None,
        "replaced": permit.replacement is not None,
    }


def of_extension(extension: Extension) -> Facts:
    """What is asked for, when, and why."""
    return {
        "until": _day(extension.until),
        "because": extension.because,
        "by": extension.by,
        "on": _day(extension.on),
    }


def users_of(request: AccessRequest, *, project: Project, people: Mapping[str, Person]) -> Mapping[str, Sequence[str]]:
    """
    The health data users of a request, by what a barring of them is found by; with the people each of them is of.

    For those whose study it is (principal, applicant's organisation, investigator) there are none: it is all of it.
    """
    users: dict[str, list[str]] = {}
    for name in request.application.people():
        users.setdefault(subject_of(Whom.PERSON, name), []).append(name)
        if name in people:
            users.setdefault(subject_of(Whom.ORGANISATION, people[name].organisation), []).append(name)
    for organisation in (project.principal, request.application.applicant.organisation):
        users[subject_of(Whom.ORGANISATION, organisation)] = []
    users[subject_of(Whom.PERSON, request.application.investigator)] = []
    return users


def of_barrings(barrings: Sequence[Barring], *, users: Mapping[str, Sequence[str]]) -> list[Facts]:
    """Each barring on record of these users, confirmed or not, over or not: which of them count is for the rules."""
    return [
        {
            "id": barring.id,
            "of_study": not users[barring.subject],
            "persons": list(users[barring.subject]),
            "from": _day(barring.begins),
            "until": _day(barring.until),
            "confirmed": barring.confirmation is not None,
            "lifted_on": _day(barring.lifting.on) if barring.lifting else None,
        }
        for barring in barrings
    ]


def of_manifest(manifest: Manifest) -> Facts:
    """What the data plane counted."""
    return {
        "delivered_persons": manifest.delivered_persons,
        "cohort_persons": manifest.cohort_persons,
        "exclusions": [excluded.as_json() for excluded in manifest.exclusions],
        "consents": manifest.consents.as_json() if manifest.consents else None,
        "snapshots": [
            {"dataset": dataset, "snapshot": snapshot} for dataset, snapshot in sorted(manifest.snapshots.items())
        ],
    }


def population(cohort: CohortDefinition) -> list[str]:
    """The codes by which persons enter the cohort, as `SYSTEM:CODE`, sorted."""
    lists = [cohort.code_lists[entry.code_list] for entry in cohort.entry]
    return sorted({f"{listed.system}:{normal_code(code)}" for listed in lists for code in listed.codes})


def _criteria(cohort: CohortDefinition, columns: Sequence[ChosenColumn]) -> list[Facts]:
    """Each criterion with what the catalog says of its column: one prohibition, wherever it stands, is one."""
    datasets = {column.dataset.name: column.dataset for column in columns}.values()
    found: list[Facts] = []
    for criterion in (*cohort.entry, *cohort.exclude):
        described = [dataset.column(criterion.table, criterion.column) for dataset in datasets]
        known = [column for column in described if column is not None]
        searchable = bool(known) and all(column.searchable for column in known)
        found.append({"table": criterion.table, "column": criterion.column, "searchable": searchable})
    return found


def _period(selection: Selection) -> Facts:
    """From the first to the last day that is read at all: of the delivered rows, and of those that make the cohort."""
    cohort = CohortDefinition.of(selection.cohort).period
    first, last = min(selection.period_from, cohort.start), max(selection.period_to, cohort.end)
    return {"from": _day(first), "to": _day(last)}


def _population_code(text: str) -> str:
    # Boards write K92.2, registers K922: both sides are compared in the form in which the runner compares codes.
    system, _, code = text.partition(":")
    return f"{system}:{normal_code(code)}"


def _of_person(name: str, person: Person | None) -> Facts:
    return {
        "id": name,
        "terms_accepted_on": _day(person.terms_accepted_on) if person else None,
        "terms_version": person.terms_version if person else None,
        "training_on": _day(person.training_on) if person else None,
        "training_valid_until": _day(person.training_valid_until) if person else None,
    }


def _of_datasets(columns: Sequence[ChosenColumn], snapshots: Mapping[str, str]) -> list[Facts]:
    datasets = {column.dataset.name: column.dataset for column in columns}
    return [
        {
            "dataset": name,
            "controller": dataset.controller.id,
            "namespace": dataset.namespace,
            "snapshot": snapshots.get(name),
            "synthetic": dataset.synthetic,
            "uses": [{"code": use.code, "terms": list(use.terms), "months": use.months} for use in dataset.uses],
            "biobank": {"number": bank.number, "body": bank.body} if (bank := dataset.biobank) else None,
            "health_categories": list(dataset.health_categories),
        }
        for name, dataset in sorted(datasets.items())
    ]


def _of_conditions(conditions: Sequence[Condition]) -> list[Facts]:
    return [{"id": condition.id, "text": condition.text} for condition in conditions]


def _kept(finding: Finding) -> list[str]:
    return sorted({kept.value for kept in finding.kept})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
