"""The shapes that every fact is told in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalog.cohort.definition import CohortDefinition
from catalog.selection import Selection
from gateway.domain.disclosure_review import Finding
from gateway.domain.ethics import Condition

Facts = Mapping[str, Any]


def period(selection: Selection) -> Facts:
    """From the first to the last day that is read at all: of the delivered rows, and of those that make the cohort."""
    cohort = CohortDefinition.of(selection.cohort).period
    first, last = min(selection.period_from, cohort.start), max(selection.period_to, cohort.end)
    return {"from": day(first), "to": day(last)}


def of_conditions(conditions: Sequence[Condition]) -> list[Facts]:
    return [{"id": condition.id, "text": condition.text} for condition in conditions]


def kept(finding: Finding) -> list[str]:
    return sorted({kept.value for kept in finding.kept})


def day(day: date | None) -> str | None:
    return day.isoformat() if day else None
