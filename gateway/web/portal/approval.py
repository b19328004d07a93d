"""Ethics decisions, written down step by step: approval and amendments. Nothing is on record before the end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from gateway.domain.amendment import Amendment
from gateway.domain.errors import GatewayError
from gateway.domain.ethics import ApprovalKind, ApprovalOutcome, ConsentMode, EthicsApproval
from gateway.domain.project import Project
from gateway.web.api.ethics_approval import AmendmentIn, EthicsApprovalIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, refused
from gateway.web.portal.decision_form import PLACES, STEPS, Written, document, fields_of, written_of
from gateway.web.portal.faults import placed, read
from gateway.web.portal.uploads import Upload, Uploaded
from gateway.web.portal.visit import Signed, Visit, one_look, see
from gateway.words.portal import PORTAL
from spark_jobs.papers.paper import digest_of

router = APIRouter(include_in_schema=False)

LAST: Final = "summary"
LABELS: Final = {
    name: f"approval.{word}"
    for names in STEPS.values()
    for name in names
    for word in [
        {
            "immediate_effect": "immediate",
            "consent_mode": "consent",
            "consent_versions": "versions",
            "document_title": "document",
            "document_digest": "digest",
        }.get(name, name)
    ]
}
"""What each field is called."""
KINDS: Final = (ApprovalKind.APPROVAL, ApprovalKind.APPEAL, ApprovalKind.ADVISORY_OPINION, ApprovalKind.EXEMPT)


@router.get("/projects/{id}/approval")
@one_look
def approval(id: Id, visit: Signed) -> Response:
    """The first step; what is on record stands there, to be corrected."""
    project = visit.rooms.project.read(id, by=visit.actor)
    written = written_of(project.ethics_approval) if project.ethics_approval else {}
    return _step(visit, project, written, at=next(iter(STEPS)), amends=False)


@router.get("/projects/{id}/amendment")
@one_look
def amendment(id: Id, visit: Signed) -> Response:
    """The first step of a new amendment."""
    project = visit.rooms.project.read(id, by=visit.actor)
    number = project.decided_ethics().approval.case_number.normal
    return _step(visit, project, {"amends": (number,)}, at=next(iter(STEPS)), amends=True)


@router.post("/projects/{id}/approval")
def write_approval(id: Id, sent: Uploaded) -> Response:
    """The next step, the one before, or on record, with its document where one was chosen."""
    return _gone_on(id, sent, amends=False)


@router.post("/projects/{id}/amendment")
def write_amendment(id: Id, sent: Uploaded) -> Response:
    """Likewise."""
    return _gone_on(id, sent, amends=True)


def _gone_on(id: str, sent: Upload, *, amends: bool) -> Response:
    # Each page carries all that was written on those before it: two pages at once do not touch each other, the back
    # button leads back, and a session that ends keeps the whole form.
    form, visit = sent.form, sent.form.visit
    project = visit.rooms.project.read(id, by=visit.actor)
    written = {name: values for name, values in form.fields.items() if name in fields_of(amends=amends)}
    names = [*STEPS, LAST]
    at = form.one("at") if form.one("at") in names else names[0]
    if form.one("go") in names:
        return _step(visit, project, written, at=form.one("go"), amends=amends)
    following = names[min(names.index(at) + 1, len(names) - 1)]
    try:
        if sent.content:
            written |= {"document_digest": (visit.rooms.document.examined(sent.content),)}
        decided = _decided(written, project, amends=amends)
        if at == LAST:
            _on_record(visit, project, decided)
            _kept(visit, project, sent.content)
            return see(f"/projects/{id}")
    except (GatewayError, RequestValidationError) as error:
        attempt = refused(form, error, placed(PLACES))
        there, wrong = _faults(attempt, at=at)
        if there is not None:
            return _step(visit, project, written, at=there, amends=amends, attempt=replace(attempt, errors=wrong))
    return _step(visit, project, written, at=following, amends=amends)


def _faults(attempt: Attempt, *, at: str) -> tuple[str | None, Mapping[str, str]]:
    """At which step the form is shown again, and what is wrong there; none where nothing that was asked yet is."""
    names = [*STEPS, LAST]
    if not attempt.errors:
        return at, {}
    begun = {name for step in names[: names.index(at) + 1] for name in STEPS.get(step, ())}
    wrong = {name: sentence for name, sentence in attempt.errors.items() if name in begun or at == LAST}
    if not wrong:
        return None, {}
    there = next((step for step, of in STEPS.items() if set(of) & set(wrong)), at)
    return there, {name: sentence for name, sentence in wrong.items() if name in STEPS.get(there, ())} or wrong


def _decided(written: Written, project: Project, *, amends: bool) -> EthicsApproval | Amendment:
    body = document(written, before=_before(project, written, amends=amends), amends=amends)
    return (read(AmendmentIn, body) if amends else read(EthicsApprovalIn, body)).to_domain()


def _on_record(visit: Visit, project: Project, decided: EthicsApproval | Amendment) -> None:
    rooms, by = visit.rooms.project, visit.actor
    # What stands on record already, word for word, is not recorded again: the form was sent twice.
    if decided == project.ethics_approval or decided in [one.amendment for one in project.amendments]:
        return
    if isinstance(decided, Amendment):
        rooms.record_amendment(project.id, amendment=decided, by=by)
    else:
        rooms.record_approval(project.id, approval=decided, by=by)


def _kept(visit: Visit, project: Project, content: bytes) -> None:
    if content:
        visit.rooms.document.keep(project.id, digest=digest_of(content), content=content, by=visit.actor)


def _step(
    visit: Visit,
    project: Project,
    written: Written,
    *,
    at: str,
    amends: bool,
    attempt: Attempt = FRESH,
) -> Response:
    names = [*STEPS, LAST]
    return visit.page(
        "approval.html",
        status=attempt.status,
        attempt=attempt,
        project=project,
        written=written,
        carried=_carried(written, STEPS.get(at, ())),
        at=at,
        number=names.index(at) + 1,
        steps=names,
        fields=STEPS,
        shown=fields_of(amends=amends),
        labels=LABELS,
        amends=amends,
        datasets=list(visit.rooms.desk.catalog.selectable()),
        groups=_groups(visit),
        known=PORTAL,
        kinds=KINDS,
        outcomes=list(ApprovalOutcome),
        modes=list(ConsentMode),
    )


def _carried(written: Written, here: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in written.items() if name not in here for value in values]


def _groups(visit: Visit) -> Mapping[str, Any]:
    """Every group of variables in the catalog, with the first table in it to tell what it is."""
    tables = [table for dataset in visit.rooms.desk.catalog.selectable() for table in dataset.tables.values()]
    found: dict[str, Any] = {}
    for table in tables:
        if table.group:
            found.setdefault(table.group, table)
    return found


def _before(project: Project, written: Written, *, amends: bool) -> EthicsApproval | Amendment | None:
    if not amends:
        return project.ethics_approval
    number = next(iter(written.get("case_number", ())), "")
    return next((one.amendment for one in project.amendments if one.amendment.case_number.raw == number), None)
