"""Forms with a file in them: counted as they come in, and a file from nobody who is not signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from gateway.web.portal.forms import MOST_FIELDS, posted, texts
from gateway.web.portal.visit import Form, Guest, Visit, from_this_house

MOST_TEXT: Final = 1024 * 1024
"""What a form may weigh beside the file in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a form sent, and the bytes of the file in it: none where there was no file, or an empty one."""

    form: Form
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came in, before anybody asked whose it is."""

    fields: Mapping[str, tuple[str, ...]]
    content: bytes


async def _sent(request: Request, visit: Guest) -> Sent:
    """
    Of whoever is not signed in any more, what was typed alone: it is kept for them, and the file is not.

    Raises HTTPException: 403 from elsewhere, 411 where it does not say how much it is, 413 for too much.
    """
    if not from_this_house(request):
        raise HTTPException(403)
    most = _most(request, visit)
    declared = request.headers.get("content-length", "")
    # A browser says how much it sends; a form that does not is no form of ours.
    if not declared.isdigit():
        raise HTTPException(411)
    if int(declared) > most + MOST_TEXT:
        raise HTTPException(413)
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as sent:
        fields, file = texts(sent), sent.get("file")
        content = await file.read(most + 1) if isinstance(file, UploadFile) and visit.session is not None else b""
    if len(content) > most:
        raise HTTPException(413)
    return Sent(fields=fields, content=content)


def uploaded(visit: Guest, sent: Annotated[Sent, Depends(_sent)]) -> Upload:
    """As a form without a file comes in. Raises HTTPException (403), NotSignedIn."""
    return Upload(form=posted(visit, sent.fields), content=sent.content)


def _most(request: Request, visit: Visit) -> int:
    has_files = request.headers.get("content-type", "").startswith("multipart/form-data")
    return visit.rooms.desk.most_document_bytes if has_files and visit.session is not None else 0


Uploaded = Annotated[Upload, Depends(uploaded)]
