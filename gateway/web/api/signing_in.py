"""Where people sign in: what a client of the API has to know before anybody can call."""

from fastapi import APIRouter, Request

from gateway.ports.sign_in import Place
from gateway.web.api.wire import Wire

router = APIRouter(tags=["signing in"])


class PlaceOut(Wire):
    """The provider, as it names itself, and the client to sign in as; null where the house has no provider."""

    issuer: str | None
    client: str | None


@router.get("/sign-in")
def where_to_sign_in(request: Request) -> PlaceOut:
    """Where people get their tokens for the API. No secret: it is open to whoever asks."""
    place: Place | None = request.app.state.sign_in_place
    return PlaceOut(issuer=place.issuer if place else None, client=place.client if place else None)
