"""What is asked for: the request, its columns, its datasets, its cohort, by whom."""

from collections.abc import Mapping, Sequence

from catalog.cohort.definition import CohortDefinition, normal_code
from catalog.selection import ChosenColumn
from gateway.domain.access_request import AccessRequest
from gateway.domain.facts.forms import Facts, day, period
from gateway.domain.judgement import Judgement
from gateway.domain.project import Person
from gateway.domain.sample_decision import SampleDecision


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
        "from": day(application.wanted_from),
        "until": day(application.wanted_until),
        "columns": of_columns(columns),
        "datasets": _of_datasets(columns, request.snapshots or {}),
        "period": period(selection),
        "population": population(CohortDefinition.of(selection.cohort)),
        "judgements": [of_judgement(judgement) for judgement in request.judgements],
        "samples": [of_sample_decision(decision) for decision in request.samples],
        "criteria": _criteria(CohortDefinition.of(selection.cohort), columns),
        "free_text": {
            "asked": any(column.treatment["kind"] in ("mask_text", "surrogate_text") for column in columns),
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
        "on": day(judgement.on),
    }


def of_sample_decision(decision: SampleDecision) -> Facts:
    """What was decided on a biobank's samples."""
    return {
        "biobank": decision.biobank,
        "datasets": list(decision.datasets),
        "outcome": decision.outcome.value,
        "decider": decision.decider,
        "decided_on": day(decision.decided_on),
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


def _population_code(text: str) -> str:
    # Boards write K92.2, registers K922: both sides are compared in the form in which the runner compares codes.
    system, _, code = text.partition(":")
    return f"{system}:{normal_code(code)}"


def _of_person(name: str, person: Person | None) -> Facts:
    return {
        "id": name,
        "terms_accepted_on": day(person.terms_accepted_on) if person else None,
        "terms_version": person.terms_version if person else None,
        "training_on": day(person.training_on) if person else None,
        "training_valid_until": day(person.training_valid_until) if person else None,
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
            "donated": dataset.donated,
        }
        for name, dataset in sorted(datasets.items())
    ]
