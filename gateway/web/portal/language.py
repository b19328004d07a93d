"""In which language somebody reads: chosen on any page, kept in a cookie, no matter of the session."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.web.portal.visit import LANGUAGE_COOKIE, local, see
from gateway.words.language import Language

router = APIRouter(include_in_schema=False)
REMEMBERED: Final = timedelta(days=365)


@router.get("/language/{language}")
def choose(language: Language, back: str = "/") -> Response:
    """From now on in that one; and back to the page it was chosen on."""
    answer = see(local(back))
    seconds = int(REMEMBERED.total_seconds())
    answer.set_cookie(
        LANGUAGE_COOKIE, language.value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax"
    )
    return answer
