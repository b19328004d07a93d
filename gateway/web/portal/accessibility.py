"""The accessibility statement: for anybody, signed in or not."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.web.portal.visit import Guest

router = APIRouter(include_in_schema=False)


@router.get("/accessibility")
def statement(visit: Guest) -> Response:
    """How accessible the portal is, how that was tested, and whom to tell."""
    return visit.page("accessibility.html")
