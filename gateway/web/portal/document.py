"""The documents of a project's ethics decisions: a page that lists them, a form that takes one, a file to save."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.domain.errors import Invalid
from gateway.web.api.document import DigestPath
from gateway.web.api.wire import Id
from gateway.web.files import a_pdf
from gateway.web.portal.asking import FRESH, Attempt, unfit
from gateway.web.portal.forms import TOKEN
from gateway.web.portal.visit import Guest, Signed, Visit, from_this_house, one_look, see, token_holds
from gateway.web.problems import sentence_of
from gateway.words.language import said
from gateway.words.reasons import REASONS
from spark_jobs.papers.paper import Digest, digest_of

router = APIRouter(include_in_schema=False)

FRAMING: Final = 16 * 1024
"""What a form may weigh beside the file in it."""


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


async def _file(request: Request, visit: Guest) -> bytes:
    """
    The file of a form that comes from a page of this visitor's, counted as it comes in.

    Raises HTTPException (403, 413), NotSignedIn.
    """
    if not from_this_house(request):
        raise HTTPException(403)
    session = visit.signed
    most = visit.rooms.desk.most_document_bytes
    declared = request.headers.get("content-length", "")
    # A browser says how much it sends; a form that does not is no form of ours.
    if not declared.isdigit():
        raise HTTPException(411)
    if int(declared) > most + FRAMING:
        raise HTTPException(413)
    async with request.form(max_files=1, max_fields=2) as sent:
        token, file = sent.get(TOKEN), sent.get("file")
        if not isinstance(token, str) or not token_holds(token, session):
            raise HTTPException(403)
        content = await file.read(most + 1) if isinstance(file, UploadFile) else b""
    if len(content) > most:
        raise HTTPException(413)
    return content


@router.post("/projects/{id}/documents")
async def hand_in(visit: Signed, id: Id, content: Annotated[bytes, Depends(_file)]) -> Response:
    """Keep it, and go back to the page; or say on the page why not."""
    return await run_in_threadpool(_handed_in, visit, id, content)


def _handed_in(visit: Visit, id: str, content: bytes) -> Response:
    try:
        visit.rooms.document.keep(id, digest=digest_of(content), content=content, by=visit.actor)
    except Invalid as refused:
        empty = said(REASONS["document-empty"], visit.language)
        return _page(visit, id, unfit(visit, {"file": sentence_of(refused, visit.language) if content else empty}))
    return see(f"/projects/{id}/documents")


def _page(visit: Visit, id: str, attempt: Attempt = FRESH) -> Response:
    documents = visit.rooms.document.list(id, by=visit.actor)
    most = visit.rooms.desk.most_document_bytes // (1024 * 1024)
    may = "keep-document" in visit.may("keep-document")
    return visit.page(
        "documents.html", status=attempt.status, attempt=attempt, id=id, documents=documents, most=most, may=may
    )
