"""What is asked for, and what is said about it: versions of a request, returns, messages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gateway.domain.access_request import AccessRequest, Application
from gateway.domain.bodies.form import Body
from gateway.domain.message import Message
from spark_jobs.papers.paper import Digest


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
