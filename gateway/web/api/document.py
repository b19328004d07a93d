"""Documents of ethics decisions: handed in as they came, listed, saved again. They are never shown inside a page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from starlette.exceptions import HTTPException

from gateway.domain.document import Attached
from gateway.web.api.wire import Id, Wire
from gateway.web.context import Caller, Rooms
from gateway.web.files import a_pdf, a_pdf_answer
from spark_jobs.papers.paper import DIGEST_PATTERN, Digest

router = APIRouter(tags=["projects and people"])

DigestPath = Annotated[str, Path(pattern=DIGEST_PATTERN, description="The SHA-256 of the document's bytes.")]


class AttachedOut(Wire):
    """A document that a decision names; `kept`: its bytes are here."""

    case_number: str
    title: str
    digest: str
    kept: bool

    @classmethod
    def of(cls, attached: Attached) -> "AttachedOut":
        """As it is on record."""
        return cls(case_number=attached.case_number, title=attached.title, digest=attached.digest, kept=attached.kept)


async def whole_body(request: Request, actor: Caller, rooms: Rooms) -> bytes:
    """
    What a signed-in caller sends, counted as it comes in: nothing is held beyond what the house keeps at most (413).
    """
    most = rooms.desk.most_document_bytes
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise HTTPException(413)
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > most:
            raise HTTPException(413)
    return bytes(taken)


@router.put(
    "/projects/{id}/documents/{digest}",
    openapi_extra={"requestBody": {"required": True, "content": {"application/pdf": {}}}},
)
def keep_document(
    id: Id, digest: DigestPath, content: Annotated[bytes, Depends(whole_body)], actor: Caller, rooms: Rooms
) -> list[AttachedOut]:
    """Hand in the bytes of a document that is on record by its digest. The body is the file itself."""
    return [AttachedOut.of(one) for one in rooms.document.keep(id, digest=Digest(digest), content=content, by=actor)]


@router.get("/projects/{id}/documents")
def list_documents(id: Id, actor: Caller, rooms: Rooms) -> list[AttachedOut]:
    """Every document that the decisions on record name, and whether it is kept here."""
    return [AttachedOut.of(one) for one in rooms.document.list(id, by=actor)]


@router.get("/projects/{id}/documents/{digest}", response_class=Response, responses=a_pdf_answer())
def read_document(id: Id, digest: DigestPath, actor: Caller, rooms: Rooms) -> Response:
    """The bytes, to be saved. The reading is a line of the ledger."""
    return a_pdf(rooms.document.read(id, digest=Digest(digest), by=actor), name=_named(digest))


@router.get("/access-requests/{id}/documents/{digest}", response_class=Response, responses=a_pdf_answer())
def read_document_for_request(id: Id, digest: DigestPath, actor: Caller, rooms: Rooms) -> Response:
    """The same, for whoever may read a request of the project."""
    return a_pdf(rooms.document.read_for_request(id, digest=Digest(digest), by=actor), name=_named(digest))


def _named(digest: str) -> str:
    return f"{digest.removeprefix('sha256:')[:16]}.pdf"
