"""Deputies: who decides in a steward's place, and until when; named and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.model import Controller, ControllerId, Words
from gateway.domain.day import swedish_day
from gateway.domain.deputyship import Deputyship
from gateway.web.api.deputyship import DeputyshipIn
from gateway.web.api.ending import EndingIn
from gateway.web.api.wire import After, Id
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, done, page, typed_in
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.paging import Read, a_page, one_of
from gateway.web.portal.visit import Signed, Visit, one_look

router = APIRouter(include_in_schema=False)

HERE: Final = "/deputies"
NAME: Final = "name-deputy"
END: Final = "end-deputyship"
READ: Final = "read-deputyships"
ENDING: Final = Question(
    title="deputy.end",
    lead="deputy.end_lead",
    button="deputy.end_button",
    fields=(Field(name="because", label="deputy.because"),),
)


@router.get(HERE)
def read(visit: Signed, controller: str = "", after: After = None) -> Response:
    """Those of each controller whose deputies the visitor may read, or of one of them; a page at a time."""
    found = [(one, a_page(_listed(visit, one), after=after)) for one in _readable(visit) if controller in {"", one.id}]
    today = swedish_day(visit.now)
    may = visit.may(NAME, END)
    return visit.page(
        "deputies.html",
        controllers=[
            (
                of,
                [(one, stands(one, on=today), END in may and not _is_over(one, on=today)) for one in there.items],
                there.last,
            )
            for of, there in found
        ],
        names=NAME in may,
    )


@router.get("/deputies/new")
@one_look
def ask_new(visit: Signed) -> Response:
    """Who, for which controller, and how long."""
    return _new(visit, FRESH)


@router.post("/deputies/new")
def name(form: Posted) -> Response:
    """Name them: from their first day they decide in the visitor's place."""
    visit = form.visit

    def deed() -> None:
        told = parsed(DeputyshipIn, typed_in(form, _question(visit)))
        visit.rooms.deputyship.name(
            controller=ControllerId(told.controller),
            deputy=told.deputy,
            because=told.because,
            begins=told.begins,
            until=told.until,
            by=visit.actor,
        )

    return done(form, deed, to=HERE, shown=lambda attempt: _new(visit, attempt))


@router.get("/deputies/{id}/ending")
@one_look
def ask_end(visit: Signed, id: Id) -> Response:
    """Why it ends before its time."""
    return _end(visit, id, FRESH)


@router.post("/deputies/{id}/ending")
def end(form: Posted, id: Id) -> Response:
    """End it; what the deputy decided stands."""
    visit = form.visit

    def deed() -> None:
        because = parsed(EndingIn, {"because": form.one("because")}).because
        visit.rooms.deputyship.end(id, because=because, by=visit.actor)

    return done(form, deed, to=HERE, shown=lambda attempt: _end(visit, id, attempt))


def stands(deputyship: Deputyship, *, on: date) -> tuple[str, str]:
    """The word for it, and how that looks."""
    if deputyship.ending is not None:
        return "deputy.ended", "calm"
    if on < deputyship.begins:
        return "deputy.coming", "waiting"
    return ("deputy.over", "calm") if on > deputyship.until else ("deputy.counts", "good")


def _is_over(deputyship: Deputyship, *, on: date) -> bool:
    return deputyship.ending is not None or on > deputyship.until


def _readable(visit: Visit) -> Sequence[Controller]:
    offer, by = visit.rooms.offer, visit.actor
    every = visit.rooms.desk.catalog.controllers().values()
    return [one for one in every if READ in offer.for_controller(one.id, (READ,), by=by)]


def _listed(visit: Visit, controller: Controller) -> Read[Deputyship]:
    rooms, by = visit.rooms.deputyship, visit.actor
    return lambda after, limit: rooms.list(controller=controller.id, after=after, limit=limit, by=by)


def _question(visit: Visit) -> Question:
    own = [
        one
        for one in visit.rooms.desk.catalog.controllers().values()
        if NAME in visit.rooms.offer.for_controller(one.id, (NAME,), by=visit.actor)
    ]
    return Question(
        title="deputy.name",
        lead="deputy.name_lead",
        button="deputy.name_button",
        fields=(
            Field(
                name="controller",
                label="deputy.controller",
                kind="choose",
                options=tuple((one.id, Words(sv=one.name, en=one.name)) for one in own),
            ),
            Field(name="deputy", label="deputy.deputy", kind="text", hint="deputy.deputy_hint"),
            Field(name="from", label="deputy.from", kind="date"),
            Field(name="until", label="deputy.until", kind="date"),
            Field(name="because", label="deputy.because"),
        ),
    )


def _new(visit: Visit, attempt: Attempt) -> Response:
    return page(
        visit,
        _question(visit),
        attempt=attempt,
        back=(HERE, "deputy.to_deputies"),
        offered=NAME in visit.may(NAME),
    )


def _end(visit: Visit, id: str, attempt: Attempt) -> Response:
    found = next((one for of in _readable(visit) if (one := one_of(_listed(visit, of), id)) is not None), None)
    if found is None:
        raise HTTPException(404)
    over = _is_over(found, on=swedish_day(visit.now))
    return page(
        visit,
        ENDING,
        attempt=attempt,
        back=(HERE, "deputy.to_deputies"),
        offered=not over and END in visit.rooms.offer.for_controller(found.controller, (END,), by=visit.actor),
    )
