"""The amendment of a permit: asked for as an access request that names it, and what it leaves of the parts before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gateway.domain.access_request import Application
from gateway.domain.versions import Change
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """
    Which permit took another's place; `paper` is its signed form.

    Whom the new one does not name is let in no more, and no later than `until` does the old one hold. What was
    delivered under the old one stays open until `superseded_on`: the new one's extract is delivered, or it is revoked.
    """

    by: str
    paper: Digest
    on: date
    named_persons: tuple[str, ...]
    until: date
    superseded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What a request would make another in the permit that it amends; `touched` are those who decide anew."""

    permit: str
    changes: Sequence[Change]
    touched: tuple[str, ...]


def touched(before: Application, now: Application, *, owners: Mapping[str, str]) -> frozenset[str]:
    """
    The controllers whose part is another than the one that they granted; `owners` says whose each dataset is.

    What only becomes less (a column or a person gone, a shorter period) touches nobody. Whoever is named anew, another
    cohort or purpose, and whatever else a controller weighed concern all of them.
    """
    asked = {choice.dataset for choice in now.selection.columns}
    if _wider(before, now):
        return frozenset(owners[dataset] for dataset in asked)
    known = set(before.selection.columns)
    return frozenset(owners[choice.dataset] for choice in now.selection.columns if choice not in known)


def _wider(before: Application, now: Application) -> bool:
    return (
        _weighed(before) != _weighed(now)
        or bool(set(now.people()) - set(before.people()))
        or now.expected_persons > before.expected_persons
        or now.wanted_until > before.wanted_until
        or now.selection.period_from < before.selection.period_from
        or now.selection.period_to > before.selection.period_to
    )


def _weighed(application: Application) -> Sequence[Any]:
    applicant = application.applicant
    return (
        (applicant.organisation, applicant.kind, applicant.country),
        application.investigator,
        application.purpose,
        sorted(application.declarations),
        (application.format, application.why_pseudonymised, application.text_profile),
        dict(application.selection.cohort),
    )
