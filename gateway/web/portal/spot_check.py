"""Spot checks as pages: drawn, remarked on item by item, signed off."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.spot_check import Drawn, Verdict
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, done, unfit
from gateway.web.portal.audit import only_for, question_told, read
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit
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
    return _listed(visit, FRESH)


@router.post("/audit/spot-checks")
def draw(form: Posted) -> Response:
    """Draw, by a seed that nobody chooses."""
    visit, size = form.visit, form.one("size")
    sought, errors = read(visit, {name: form.one(name) for name in PERIOD})
    if not (size.isascii() and size.isdigit() and 1 <= int(size) <= MOST):
        errors = {**errors, "size": said(REASONS["size-outside"], visit.language)}
    if errors:
        return _listed(visit, unfit(visit, errors, form=form))
    of = Drawn.PERMITS if form.one("of") == Drawn.PERMITS else Drawn.LINES
    return done(
        form,
        lambda: visit.rooms.spot_check.draw(sought, of=of, size=int(size), by=visit.actor),
        to=lambda check: f"/audit/spot-checks/{check.id}",
        shown=lambda attempt: _listed(visit, attempt),
        field_of=lambda _: "from",
    )


@router.get("/audit/spot-checks/{id}")
def one(visit: Signed, id: Id) -> Response:
    """One of them: what was drawn, what was found."""
    only_for(visit, "read-spot-checks")
    return _shown(visit, id, FRESH)


@router.post("/audit/spot-checks/{id}/remarks")
def remark(form: Posted, id: Id) -> Response:
    """What was found about one item."""
    found = Verdict(form.one("verdict")) if form.one("verdict") in set(Verdict) else Verdict.QUESTION
    visit, item, note = form.visit, form.one("item"), form.one("note")
    return done(
        form,
        lambda: visit.rooms.spot_check.remark(id, item=item, verdict=found, note=note, by=visit.actor),
        to=f"/audit/spot-checks/{id}#item-{item}",
        shown=lambda attempt: _shown(visit, id, attempt),
        field_of=lambda _: f"item-{item}",
    )


@router.post("/audit/spot-checks/{id}/sign-off")
def sign_off(form: Posted, id: Id) -> Response:
    """What the check came to."""
    visit = form.visit
    return done(
        form,
        lambda: visit.rooms.spot_check.sign_off(id, conclusion=form.one("conclusion"), by=visit.actor),
        to=f"/audit/spot-checks/{id}",
        shown=lambda attempt: _shown(visit, id, attempt),
    )


def _listed(visit: Visit, attempt: Attempt) -> Response:
    checks = visit.rooms.spot_check.list(after=None, limit=SHOWN, by=visit.actor)
    return visit.page(
        "spot_checks.html",
        status=attempt.status,
        attempt=attempt,
        checks=checks,
        drawn=DRAWN,
        choices=[(of.value, said(words, visit.language)) for of, words in DRAWN.items()],
    )


def _shown(visit: Visit, id: str, attempt: Attempt) -> Response:
    check, lines = visit.rooms.spot_check.read(id, by=visit.actor)
    return visit.page(
        "spot_check.html",
        status=attempt.status,
        attempt=attempt,
        check=check,
        lines=lines,
        events=EVENTS,
        remarks={one.item: one for one in check.remarks},
        verdicts=VERDICTS,
        choices=[(verdict.value, said(words, visit.language)) for verdict, words in VERDICTS.items()],
        drawn=DRAWN,
        question=question_told,
    )
