"""The documents of a project's ethics decisions: a page that lists them, a form that takes one, a file to save."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.errors import Invalid
from gateway.web.api.document import DigestPath
from gateway.web.api.wire import Id
from gateway.web.files import a_pdf
from gateway.web.portal.asking import FRESH, Attempt, unfit
from gateway.web.portal.uploads import Uploaded
from gateway.web.portal.visit import Signed, Visit, one_look, see
from gateway.web.problems import sentence_of
from gateway.words.language import said
from gateway.words.reasons import REASONS
from spark_jobs.papers.paper import Digest, digest_of

router = APIRouter(include_in_schema=False)


@router.get("/projects/{id}/documents")
@one_look
def list_documents(visit: Signed, id: Id) -> Response:
    """Which documents the decisions on record name, and which are kept."""
    return _page(visit, id)


@router.get("/projects/{id}/documents/{digest}")
def read_document(visit: Signed, id: Id, digest: DigestPath) -> Response:
    """One of them, to be saved."""
    content = visit.rooms.document.read(id, digest=Digest(digest), by=visit.actor)
    return a_pdf(content, name=f"{digest.removeprefix('sha256:')[:16]}.pdf")


@router.post("/projects/{id}/documents")
def hand_in(id: Id, sent: Uploaded) -> Response:
    """Keep it, and go back to the page; or say on the page why not."""
    visit, content = sent.form.visit, sent.content
    try:
        visit.rooms.document.keep(id, digest=digest_of(content), content=content, by=visit.actor)
    except Invalid as wrong:
        empty = said(REASONS["document-empty"], visit.language)
        return _page(visit, id, unfit(visit, {"file": sentence_of(wrong, visit.language) if content else empty}))
    return see(f"/projects/{id}/documents")


def _page(visit: Visit, id: str, attempt: Attempt = FRESH) -> Response:
    documents = visit.rooms.document.list(id, by=visit.actor)
    may = "keep-document" in visit.may("keep-document")
    return visit.page("documents.html", status=attempt.status, attempt=attempt, id=id, documents=documents, may=may)
