"""The letters about a request or a permit: a page that lists them, and each as a file to save."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.letter import Available, LetterKind
from gateway.web.api.letter import In, Whose
from gateway.web.api.wire import Id
from gateway.web.files import a_pdf
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.language import Language
from gateway.words.letters.frame import KINDS, file_name

router = APIRouter(include_in_schema=False)


@router.get("/requests/{id}/letters")
@one_look
def of_request(visit: Signed, id: Id) -> Response:
    """Which letters there are about a request."""
    found = visit.rooms.letter.letters_of_request(id, by=visit.actor)
    return _page(visit, found, back=f"/requests/{id}")


@router.get("/requests/{id}/letters/{kind}")
def about_request(visit: Signed, id: Id, kind: LetterKind, whose: Whose = "", language: In = None) -> Response:
    """One of them."""
    chosen = language or visit.language
    made = visit.rooms.letter.request_letter(id, kind=kind, of=whose, language=chosen, by=visit.actor)
    return a_pdf(made, name=file_name(kind, chosen, about="-".join(one for one in (id, whose) if one)))


@router.get("/permits/{id}/letters")
@one_look
def of_permit(visit: Signed, id: Id) -> Response:
    """Which letters there are about a permit."""
    return _page(visit, visit.rooms.letter.letters_of_permit(id, by=visit.actor), back=f"/permits/{id}")


@router.get("/permits/{id}/letters/{kind}")
def about_permit(visit: Signed, id: Id, kind: LetterKind, language: In = None) -> Response:
    """One of them."""
    chosen = language or visit.language
    made = visit.rooms.letter.permit_letter(id, kind=kind, language=chosen, by=visit.actor)
    return a_pdf(made, name=file_name(kind, chosen, about=id))


def _page(visit: Visit, found: Sequence[Available], *, back: str) -> Response:
    names = {str(one.id): one.name for one in visit.rooms.desk.catalog.controllers().values()}
    return visit.page("letters.html", letters=found, kinds=KINDS, names=names, languages=tuple(Language), back=back)
