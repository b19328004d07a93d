"""What the house stores, as somebody reads it on a page: days and moments, refusals, who has it now."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from gateway.domain.day import SWEDEN
from gateway.web.problems import refusals
from gateway.words.language import Language
from gateway.words.portal.calendar import MONTHS


def day(on: date, language: Language) -> str:
    """22 november 2026, 22 November 2026; on one line."""
    return f"{on.day}\u00a0{getattr(MONTHS[on.month], language.value)}\u00a0{on.year}"


def moment(at: datetime, language: Language) -> str:
    """The day and the minute, as a clock in Sweden shows them."""
    there = at.astimezone(SWEDEN)
    link = "kl." if language is Language.SV else "at"
    return f"{day(there.date(), language)} {link} {there:%H:%M}"


@pass_context
def _day(context: Context, on: date | datetime | None) -> str:
    if on is None:
        return "–"
    there = on.astimezone(SWEDEN).date() if isinstance(on, datetime) else on
    return day(there, context["language"])


@pass_context
def _moment(context: Context, at: datetime | None) -> str:
    return "–" if at is None else moment(at, context["language"])


@pass_context
def _refusals(context: Context, codes: Iterable[str]) -> list[dict[str, str]]:
    return refusals(codes, context["language"])


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {"day": _day, "moment": _moment, "refusals": _refusals}
