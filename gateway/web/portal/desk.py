"""My desk: what waits for me, what is due first at first."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.web.portal.visit import Signed

router = APIRouter(include_in_schema=False)


@router.get("/")
def desk(visit: Signed) -> Response:
    """What waits for whoever is signed in."""
    return visit.page("desk.html")
