"""The application, one question on each page, saved as it goes: every answer revises the draft."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog import codes
from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from catalog.errors import SelectionFault
from gateway.domain.access_request import AccessRequest, ApplicantKind
from gateway.domain.errors import GatewayError, Stale
from gateway.domain.project import Project
from gateway.domain.versions import changes
from gateway.web.api.application import ApplicationIn
from gateway.web.api.wire import Id
from gateway.web.portal import basket
from gateway.web.portal.application_form import (
    DECLARATIONS,
    PLACES,
    PURPOSES,
    QUESTIONS,
    Document,
    after,
    document,
    lines,
    page_of,
    path_of,
)
from gateway.web.portal.asking import FRESH, Attempt, done, refused
from gateway.web.portal.cohort_form import PARTS, SEXES, cards_of, cards_sent, cohort_sent, places, started, with_empty
from gateway.web.portal.faults import placed, read
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, one_look, see
from gateway.words.language import Language, said
from gateway.words.versions import FIELDS

router = APIRouter(include_in_schema=False)

WANTED_YEARS: Final = 2
"""So long an application asks for the extract until somebody says otherwise."""


@router.get("/projects/{id}/requests/new")
@one_look
def new(id: Id, visit: Signed) -> Response:
    """What the application begins with: the ethics decision and the basket."""
    project = visit.rooms.project.read(id, by=visit.actor)
    return _begun(visit, project, FRESH)


@router.post("/projects/{id}/requests/new")
def begin(id: Id, form: Posted) -> Response:
    """A draft, written from what is known already; on to its first question."""
    visit = form.visit
    project = visit.rooms.project.read(id, by=visit.actor)

    def drafted() -> AccessRequest:
        application = read(ApplicationIn, _prefilled(visit, project, form)).to_domain(visit.actor)
        return visit.rooms.access_request.draft(project=id, application=application, by=visit.actor)

    return done(
        form,
        drafted,
        to=lambda request: f"/requests/{request.id}/write/{next(iter(QUESTIONS))}",
        shown=lambda attempt: _begun(visit, project, attempt),
        field_of=placed({"cohort": "codes", "columns": "basket"}),
    )


@router.get("/requests/{id}/write/{question}")
@one_look
def ask(id: Id, question: str, visit: Signed, page: int = 1, search: str = "") -> Response:
    """One question, with what is written."""
    request = _open_to_writing(visit, id, question)
    return _question(visit, request, question, document(request.application), page=page, sought=search)


@router.post("/requests/{id}/write/{question}")
def answer(id: Id, question: str, form: Posted) -> Response:
    """Saved; and on to the next question, or back to where the answer was to be changed."""
    visit = form.visit
    request = _open_to_writing(visit, id, question)
    standing = document(request.application)
    written = _answered(request, question, standing, form)
    return save(form, request, written, question=question)


@router.post("/requests/{id}/basket")
def add_basket(id: Id, form: Posted) -> Response:
    """The variables of the basket beside those that are asked for."""
    visit = form.visit
    request = _open_to_writing(visit, id, "variables")
    standing = document(request.application)
    there = {path_of(column) for column in standing["columns"]}
    new = [_column(one) for one in basket.picked(visit) if one.path not in there]
    return save(form, request, {**standing, "columns": [*standing["columns"], *new]}, question="variables")


def save(form: Form, request: AccessRequest, written: Document, *, question: str) -> Response:
    """
    The draft as it is written now.

    What stands there already is not written again. Where another page was faster, both are shown (409) and nothing is
    lost: the answer is in the page, to be saved over the other one or given up.
    """
    visit, standing = form.visit, document(request.application)
    try:
        application = read(ApplicationIn, written).to_domain(visit.actor)
        if document(application) == standing:
            return _onwards(form, request, question)
        if form.one("revision") != str(request.revision):
            return _conflict(form, request, document(application), question=question)
        rooms = visit.rooms.access_request
        rooms.revise(request.id, application=application, revision=request.revision, by=visit.actor)
    except Stale:
        later = visit.rooms.access_request.read(request.id, by=visit.actor)
        if document(application) == document(later.application):
            return _onwards(form, later, question)
        return _conflict(form, later, document(application), question=question)
    except (GatewayError, RequestValidationError) as error:
        attempt = refused(form, error, placed(PLACES))
        return _question(visit, request, question, written, attempt=attempt, page=_number(form.one("page")), form=form)
    return _onwards(form, request, question)


def in_words(cohort: Mapping[str, Any]) -> Mapping[Language, str]:
    """The cohort as a sentence in both languages; none where it is not whole."""
    try:
        definition = CohortDefinition.of(cohort)
    except SelectionFault:
        return {}
    return {language: sentence(definition, language=language.value) for language in Language}


def _answered(request: AccessRequest, question: str, standing: Document, form: Form) -> Document:
    changed = QUESTIONS[question]
    if changed is not None:
        return changed(standing, form)
    known = places(form.visit.rooms.desk.catalog, request.datasets)
    return {**standing, "cohort": cohort_sent(form, known=known)}


def _onwards(form: Form, request: AccessRequest, question: str) -> Response:
    here = f"/requests/{request.id}/write/{question}"
    page = form.one("next_page")
    if form.one("go") == "search":
        return see(f"{here}?search={quote(form.one('search'), safe='')}#found")
    if form.one("go") == "stay" or page.isdigit():
        return see(f"{here}?page={page}" if page.isdigit() else here)
    following = None if form.one("back_to") == "summary" else after(question)
    return see(f"/requests/{request.id}/write/{following}" if following else f"/requests/{request.id}/summary")


def _open_to_writing(visit: Visit, id: str, question: str) -> AccessRequest:
    if question not in QUESTIONS:
        raise HTTPException(404)
    request = visit.rooms.access_request.read(id, by=visit.actor)
    if not request.is_open_to_writing or "draft" not in visit.rooms.offer.on_request(id, ("draft",), by=visit.actor):
        # Who writes what is not open to writing, or not theirs to write, is told so by the verb itself.
        visit.rooms.access_request.revise(
            id, application=request.application, revision=request.revision, by=visit.actor
        )
    return request


def _question(
    visit: Visit,
    request: AccessRequest,
    question: str,
    written: Document,
    *,
    attempt: Attempt = FRESH,
    page: int = 1,
    sought: str = "",
    form: Form | None = None,
) -> Response:
    catalog = visit.rooms.desk.catalog
    known = places(catalog, request.datasets)
    cohort = written["cohort"]
    sent = form if form is not None and question == "cohort" else None
    cards = {
        part: with_empty(cards_sent(sent, part, known=known) if sent else cards_of(cohort, part), part)
        for part in PARTS
    }
    columns, here, pages = page_of(written["columns"], page)
    names = list(QUESTIONS)
    return visit.page(
        "write.html",
        status=attempt.status,
        attempt=attempt,
        request=request,
        question=question,
        questions=names,
        number=names.index(question) + 1,
        written=written,
        back_to=form.one("back_to") if form else visit.request.query_params.get("back_to", ""),
        purposes=PURPOSES,
        applicant_kinds=list(ApplicantKind),
        declarations=DECLARATIONS,
        places=known,
        cards=cards,
        sought=sought,
        found=codes.search(sought, {place.system for place in known}) if sought else (),
        sexes=SEXES,
        words=in_words(cohort),
        tables=_tables(columns, visit),
        page=here,
        pages=pages,
        in_basket=len({one.path for one in basket.picked(visit)} - {path_of(column) for column in written["columns"]}),
        free_text=any(_is_text(catalog.dataset(c["dataset"]), c) for c in written["columns"]),
    )


def _conflict(form: Form, request: AccessRequest, mine: Document, *, question: str) -> Response:
    standing = document(request.application)
    found = changes(standing, mine, kinds=tuple(name for name in mine if name in FIELDS))
    carried = [(name, value) for name, values in form.fields.items() if name != "revision" for value in values]
    return form.visit.page(
        "write_conflict.html",
        status=409,
        request=request,
        question=question,
        changes=found,
        fields=FIELDS,
        carried=carried,
        action=form.visit.request.url.path,
    )


def _tables(columns: Sequence[Mapping[str, Any]], visit: Visit) -> list[tuple[str, list[Any]]]:
    """The variables by dataset and table, each with what the catalog says of it and its name in the form."""
    tables = []
    for (name, table), of in groupby(columns, key=lambda column: (column["dataset"], column["table"])):
        dataset = visit.rooms.desk.catalog.dataset(name)
        title = said(dataset.title, visit.language) if dataset else name
        found = [(one, dataset.column(table, one["column"]) if dataset else None, path_of(one)) for one in of]
        tables.append((f"{title}: {table}", found))
    return tables


def _is_text(dataset: Any, column: Mapping[str, Any]) -> bool:
    described = dataset.column(column["table"], column["column"]) if dataset else None
    return described is not None and described.sensitivity.value == "free_text"


def _column(one: basket.Picked) -> dict[str, Any]:
    return {
        "dataset": one.dataset.name,
        "table": one.table.name,
        "column": one.column.name,
        "treatment": None,
        "justification": "",
    }


def _prefilled(visit: Visit, project: Project, form: Form | None = None) -> Document:
    """The application as the decision in force and the basket say it; Invalid (no-approval) where there is none."""
    approval = project.approval_on(visit.now.date()) or project.decided_ethics().approval
    chosen = basket.picked(visit)
    known = places(visit.rooms.desk.catalog, sorted({one.dataset.name for one in chosen}))
    scope = approval.scope
    days = {"from": scope.period_from.isoformat(), "to": scope.period_to.isoformat()}
    codes = lines(form.one("codes")) if form else []
    cohort = started([*scope.population, *codes], known=known, title=project.title, days=days)
    today = visit.now.date()
    return {
        "applicant": {"kind": ApplicantKind.UNIVERSITY.value, "country": "SE"},
        "investigator": approval.investigator,
        "named_persons": sorted({*approval.named_persons, visit.actor.id}),
        "kind": "research",
        "purpose": "53.1.e",
        "declarations": [],
        "expected_persons": approval.maximum_persons,
        "format": "pseudonymised",
        "why_pseudonymised": "",
        "wanted": {"from": today.isoformat(), "until": _years_on(today).isoformat()},
        "cohort": cohort or {},
        "period": days,
        "columns": [_column(one) for one in chosen],
    }


def _years_on(day: date) -> date:
    return date(day.year + WANTED_YEARS, day.month, 1) - timedelta(days=1)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 1


def _begun(visit: Visit, project: Project, attempt: Attempt) -> Response:
    approval = project.approval_on(visit.now.date()) or (project.ethics.approval if project.ethics else None)
    chosen = basket.picked(visit)
    body = _prefilled(visit, project) if approval else {}
    return visit.page(
        "write_new.html",
        status=attempt.status,
        attempt=attempt,
        project=project,
        approval=approval,
        chosen=chosen,
        datasets=list({one.dataset.name: one.dataset for one in chosen}.values()),
        systems=sorted({p.system for p in places(visit.rooms.desk.catalog, [one.dataset.name for one in chosen])}),
        cohort=body.get("cohort") or None,
        words=in_words(body.get("cohort") or {}),
    )
