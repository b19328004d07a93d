"""Letters about a request or a permit: which there are, and each as a file."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from gateway.domain.letter import Available, LetterKind
from gateway.web.api.wire import Id, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.web.files import a_pdf, a_pdf_answer
from gateway.words.language import Language, said
from gateway.words.letters.frame import KINDS, file_name

router = APIRouter(tags=["letters"])

Whose = Annotated[
    str,
    Query(
        alias="of",
        pattern=r"^[A-Za-z0-9_.:-]{0,127}$",
        description="The controller or the biobank whose decision the letter is about, for `decision` and `samples`.",
    ),
]
In = Annotated[Language | None, Query(description="`sv` or `en`; as `Accept-Language` says by default.")]


class LetterOut(Wire):
    """A letter that can be fetched: its kind in words, whose decision it is about, its paper and that paper's day."""

    kind: str
    told: str
    of: str
    paper: str
    on: date

    @classmethod
    def of_available(cls, found: Available, language: Language) -> "LetterOut":
        """In words too."""
        kind = found.kind
        return cls(kind=kind.value, told=said(KINDS[kind], language), of=found.of, paper=found.paper, on=found.day)


@router.get("/access-requests/{id}/letters")
def request_letters(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[LetterOut]:
    """Every letter about the request's present version, and the one that last sent it back."""
    return [LetterOut.of_available(one, language) for one in rooms.letter.letters_of_request(id, by=actor)]


@router.get("/access-requests/{id}/letters/{kind}", response_class=Response, responses=a_pdf_answer())
def request_letter(
    id: Id, kind: LetterKind, actor: Caller, rooms: Rooms, tongue: Tongue, whose: Whose = "", language: In = None
) -> Response:
    """One of them: PDF/A-3, with the signed papers that it was made from inside. Reading leaves an entry."""
    chosen = language or tongue
    made = rooms.letter.request_letter(id, kind=kind, of=whose, language=chosen, by=actor)
    return a_pdf(made, name=file_name(kind, chosen, about="-".join(one for one in (id, whose) if one)))


@router.get("/permits/{id}/letters")
def permit_letters(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[LetterOut]:
    """Every letter about the permit."""
    return [LetterOut.of_available(one, language) for one in rooms.letter.letters_of_permit(id, by=actor)]


@router.get("/permits/{id}/letters/{kind}", response_class=Response, responses=a_pdf_answer())
def permit_letter(
    id: Id, kind: LetterKind, actor: Caller, rooms: Rooms, tongue: Tongue, language: In = None
) -> Response:
    """One of them, likewise."""
    chosen = language or tongue
    made = rooms.letter.permit_letter(id, kind=kind, language=chosen, by=actor)
    return a_pdf(made, name=file_name(kind, chosen, about=id))
