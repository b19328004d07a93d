"""The auditor's desk as pages: questions to the ledger, everything of one permit, verification, exports."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from gateway.domain.audit import Event
from gateway.domain.errors import Invalid, NotFound
from gateway.domain.exporting import MEDIA, Form
from gateway.domain.sought import Sought, Way
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, unfit
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, one_look, see
from gateway.words.chain import told_in_full
from gateway.words.events import EVENTS
from gateway.words.language import said
from gateway.words.portal import PORTAL
from gateway.words.reasons import REASONS

router = APIRouter(include_in_schema=False)

SHOWN: Final = 50
SHOWN_OF_ONE: Final = 100
"""Lines about one permit: a study without many looks at it fits on one page."""
KEPT_AS: Final = "verification"
FIELDS: Final = ("project", "actor", "subject", "dataset", "controller", "event", "way", "from", "until")
NAMES: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@-]{0,199}")
DAYS: Final = {"from": "first", "until": "last"}
WAYS: Final = {Way.SAW: "audit.way_saw", Way.DID: "audit.way_did"}
COUNTS: Final = ("lines", "papers", "heads")


@router.get("/audit")
def ask(visit: Signed) -> Response:
    """The form; with a question, its lines. A question that was asked is looked at again by its own line."""
    only_for(visit, "read-ledger")
    query = visit.request.query_params
    typed = {name: query.get(name, "").strip() for name in FIELDS}
    if not set(FIELDS) & set(query):
        return _asked(visit, typed)
    sought, errors = read(visit, typed)
    if errors:
        return _asked(visit, typed, attempt=unfit(visit, errors))
    asked, after = _number(query.get("asked", "")), _number(query.get("after", ""))
    if asked is None:
        made = visit.rooms.audit.read(sought, limit=1, by=visit.actor).asked
        return see(f"/audit?{urlencode({**_named(typed), 'asked': made})}#answer")
    begin = -1 if after is None else after
    answer = visit.rooms.audit.read(asked=asked, after=begin, limit=SHOWN + 1, by=visit.actor)
    more = answer.lines[SHOWN - 1].sequence if len(answer.lines) > SHOWN else None
    following = urlencode({**_named(typed), "asked": asked, "after": more}) if more is not None else None
    return _asked(visit, typed, lines=answer.lines[:SHOWN], asked=asked, following=following)


@router.get("/audit/permits/{id}")
@one_look
def permit(visit: Signed, id: Id) -> Response:
    """Everything there is of one permit, each paper and line checked; a long story's later lines on further pages."""
    only_for(visit, "read-ledger")
    after = _number(visit.request.query_params.get("after", ""))
    begin = -1 if after is None else after
    evidence = visit.rooms.audit.evidence(id, after=begin, limit=SHOWN_OF_ONE, by=visit.actor)
    papers = [(link, tuple(told_in_full(link.paper, visit.language))) for link in evidence.trace.links]
    return visit.page("audit_permit.html", id=id, evidence=evidence, papers=papers, events=EVENTS)


@router.get("/audit/verify")
def verification(visit: Signed) -> Response:
    """How far the last verification of this session came, and what it found."""
    only_for(visit, "verify")
    return visit.page("audit_verify.html", found=visit.kept(KEPT_AS))


@router.post("/audit/verify")
def verify(form: Posted) -> Response:
    """One step: from the first line, or on from where the last step ended."""
    visit = form.visit
    before: dict[str, Any] = {**dict.fromkeys(COUNTS, 0), "faults": [], "lost": [], "next": -1}
    kept = visit.kept(KEPT_AS)
    if form.one("on") and kept and kept["next"] is not None:
        before = kept
    step = visit.rooms.audit.verify(after=before["next"], by=visit.actor)
    counted = {name: before[name] + getattr(step, name) for name in COUNTS}
    told = {name: [*before[name], *getattr(step, name)][:SHOWN] for name in ("faults", "lost")}
    visit.keep(KEPT_AS, {**counted, **told, "next": step.next})
    return see("/audit/verify")


@router.get("/audit/exports")
def exports(visit: Signed) -> Response:
    """What this auditor has exported, newest first."""
    only_for(visit, "read-ledger")
    mine = Sought(event=Event.LEDGER_EXPORTED, actor=visit.actor.id)
    lines = visit.rooms.audit.read(mine, limit=1_000, by=visit.actor).lines
    return visit.page("audit_exports.html", lines=list(reversed(lines)), question=question_told)


@router.post("/audit/exports")
def export(form: Posted) -> Response:
    """Write the lines of a question down; the note is made before a byte is handed out."""
    visit = form.visit
    sought, errors = read(visit, {name: form.one(name) for name in FIELDS})
    if errors:
        raise Invalid(next(iter(errors.values())), where="question", reason="dates-order")
    kind = Form.FHIR if form.one("form") == Form.FHIR else Form.CSV
    made = visit.rooms.audit.export(sought, form=kind, language=visit.language, by=visit.actor)
    return see(f"/audit/exports/{made.asked}")


@router.get("/audit/exports/{asked}")
def exported(visit: Signed, asked: int) -> Response:
    """One export: what its note says, and where to fetch both."""
    made = visit.rooms.audit.export(asked=asked, by=visit.actor)
    return visit.page("audit_export.html", made=made, body=made.note.body, question=question_told)


@router.get("/audit/exports/{asked}/file")
def file(visit: Signed, asked: int) -> Response:
    """The bytes that the note tells of."""
    made = visit.rooms.audit.export(asked=asked, by=visit.actor)
    return StreamingResponse(made.pieces, media_type=MEDIA[made.form], headers=_saved_as(asked, _ending(made.form)))


@router.get("/audit/exports/{asked}/note")
def note(visit: Signed, asked: int) -> Response:
    """The signed note, as a file beside the other."""
    made = visit.rooms.audit.export(asked=asked, by=visit.actor)
    headers = _saved_as(asked, f"{_ending(made.form)}.note.json")
    return Response(made.note.to_json(), media_type="application/json", headers=headers)


def only_for(visit: Visit, verb: str) -> None:
    """Raises NotFound for whoever the rules would not let do that: such a page is not there."""
    if verb not in visit.may(verb):
        raise NotFound("There is no such page for you.")


def read(visit: Visit, typed: Mapping[str, str]) -> tuple[Sought, Mapping[str, str]]:
    """The question that was typed; or what is wrong with it, by field."""
    values, errors = dict[str, Any](), dict[str, str]()
    for name, text in typed.items():
        try:
            if text:
                values[DAYS.get(name, name)] = _value(name, text)
        except ValueError:
            errors[name] = said(PORTAL["audit.wrong_day" if name in DAYS else "audit.wrong_name"], visit.language)
    if not errors:
        try:
            return Sought(**values), {}
        except Invalid as wrong:
            errors[wrong.where] = said(REASONS[wrong.reason], visit.language)
    return Sought(), errors


def question_told(codes: Any) -> str:
    """What was asked for, as its codes say it, but for the form; empty where everything was."""
    return ", ".join(code for code in codes if not code.startswith("form:"))


def _value(name: str, text: str) -> Any:
    match name:
        case "event":
            return Event(text)
        case "way":
            return Way(text)
        case "from" | "until":
            return date.fromisoformat(text)
        case _ if not NAMES.fullmatch(text):
            raise ValueError(name)
        case _:
            return text


def _asked(visit: Visit, typed: Mapping[str, str], *, attempt: Attempt = FRESH, **told: Any) -> Response:
    catalog = visit.rooms.desk.catalog
    shown: dict[str, Any] = {"lines": None, "asked": None, "following": None, **told}
    return visit.page(
        "audit.html",
        status=attempt.status,
        attempt=attempt,
        typed=typed,
        events=EVENTS,
        datasets=[("", "–"), *((one.name, said(one.title, visit.language)) for one in catalog.selectable())],
        controllers=[("", "–"), *((one.id, one.name) for one in catalog.controllers().values())],
        kinds=[("", "–"), *_events(visit)],
        ways=[("", "–"), *((way.value, said(PORTAL[word], visit.language)) for way, word in WAYS.items())],
        may_export="export-ledger" in visit.may("export-ledger"),
        **shown,
    )


def _events(visit: Visit) -> Iterator[tuple[str, str]]:
    told = ((event.value, said(words, visit.language)) for event, words in EVENTS.items())
    yield from sorted(told, key=lambda one: one[1])


def _named(typed: Mapping[str, str]) -> dict[str, str]:
    # Somebody who asks for everything asks too: the address says so.
    return {name: text for name, text in typed.items() if text} or {"actor": ""}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _ending(form: Form) -> str:
    return "csv" if form is Form.CSV else "ndjson"


def _saved_as(asked: int, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="slussen-ledger-{asked}.{ending}"'}
