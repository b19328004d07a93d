"""Spot checks as pages: drawn, remarked on item by item, signed off."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.spot_check import Drawn, Verdict
from gateway.web.api.wire import Id
from gateway.web.portal.audit import only_for, question_told, read
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, see
from gateway.words.errors import ERRORS
from gateway.words.events import EVENTS
from gateway.words.language import said
from gateway.words.reasons import REASONS
from gateway.words.spot_checks import DRAWN, VERDICTS

router = APIRouter(include_in_schema=False)

SHOWN: Final = 200
MOST: Final = 500
PERIOD: Final = ("from", "until")


@router.get("/audit/spot-checks")
def all_of_them(visit: Signed) -> Response:
    """Every spot check, and a form to draw another."""
    only_for(visit, "read-spot-checks")
    return _listed(visit, {})


@router.post("/audit/spot-checks")
def draw(form: Posted) -> Response:
    """Draw, by a seed that nobody chooses."""
    visit, size = form.visit, form.one("size")
    sought, errors = read(visit, {name: form.one(name) for name in PERIOD})
    if not (size.isascii() and size.isdigit() and 1 <= int(size) <= MOST):
        errors = {**errors, "size": said(REASONS["size-outside"], visit.language)}
    if errors:
        return _listed(visit, form.fields, errors=errors, status=422)
    of = Drawn.PERMITS if form.one("of") == Drawn.PERMITS else Drawn.LINES
    try:
        check = visit.rooms.spot_check.draw(sought, of=of, size=int(size), by=visit.actor)
    except Invalid as nothing:
        return _listed(visit, form.fields, errors={"from": _why_not(visit, nothing)}, status=422)
    return see(f"/audit/spot-checks/{check.id}")


@router.get("/audit/spot-checks/{id}")
def one(visit: Signed, id: Id) -> Response:
    """One of them: what was drawn, what was found."""
    only_for(visit, "read-spot-checks")
    return _shown(visit, id)


@router.post("/audit/spot-checks/{id}/remarks")
def remark(form: Posted, id: Id) -> Response:
    """What was found about one item."""
    found = Verdict(form.one("verdict")) if form.one("verdict") in set(Verdict) else Verdict.QUESTION
    visit, item, note = form.visit, form.one("item"), form.one("note")
    try:
        visit.rooms.spot_check.remark(id, item=item, verdict=found, note=note, by=visit.actor)
    except (Invalid, StepRefused) as refused:
        return _shown(visit, id, form, errors={f"item-{item}": _why_not(visit, refused)}, status=422)
    return see(f"/audit/spot-checks/{id}#item-{item}")


@router.post("/audit/spot-checks/{id}/sign-off")
def sign_off(form: Posted, id: Id) -> Response:
    """What the check came to."""
    visit = form.visit
    try:
        visit.rooms.spot_check.sign_off(id, conclusion=form.one("conclusion"), by=visit.actor)
    except (Invalid, StepRefused) as refused:
        return _shown(visit, id, form, errors={"conclusion": _why_not(visit, refused)}, status=422)
    return see(f"/audit/spot-checks/{id}")


def _listed(
    visit: Visit, typed: Mapping[str, tuple[str, ...]], *, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    checks = visit.rooms.spot_check.list(after=None, limit=SHOWN, by=visit.actor)
    return visit.page(
        "spot_checks.html",
        status=status,
        checks=checks,
        drawn=DRAWN,
        choices=[(of.value, said(words, visit.language)) for of, words in DRAWN.items()],
        typed={name: next(iter(typed.get(name, ())), "") for name in ("of", "size", *PERIOD)},
        errors=errors or {},
    )


def _shown(
    visit: Visit, id: str, form: Form | None = None, *, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    check, lines = visit.rooms.spot_check.read(id, by=visit.actor)
    typed: Mapping[str, Any] = {name: form.one(name) if form else "" for name in ("item", "note", "conclusion")}
    return visit.page(
        "spot_check.html",
        status=status,
        check=check,
        lines=lines,
        events=EVENTS,
        remarks={one.item: one for one in check.remarks},
        verdicts=VERDICTS,
        choices=[(verdict.value, said(words, visit.language)) for verdict, words in VERDICTS.items()],
        drawn=DRAWN,
        question=question_told,
        typed=typed,
        errors=errors or {},
    )


def _why_not(visit: Visit, error: Invalid | StepRefused) -> str:
    if isinstance(error, Invalid):
        return said(REASONS[error.reason], visit.language)
    return said(ERRORS[error.code].sentence, visit.language)
