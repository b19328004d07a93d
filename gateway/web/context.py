"""What a call carries: the house, the actor behind the bearer token, the language, the trace id."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from gateway.domain.actor import Actor
from gateway.domain.errors import NotSignedIn
from gateway.ports.identity import Identity
from gateway.services.house import House
from gateway.words.language import Language, preferred

_BEARER = HTTPBearer(auto_error=False, description="A token for this house, of its provider of identities.")


def the_house(request: Request) -> House:
    """The rooms of this application."""
    house: House = request.app.state.house
    return house


def current_actor(request: Request, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Actor:
    """Whoever the token says. Raises NotSignedIn."""
    if shown is None:
        raise NotSignedIn("This needs a bearer token: sign in first.")
    identity: Identity = request.app.state.identity
    # Who it is comes from the sign-in; what they may be, from it and from what is recorded in the house.
    actor = the_house(request).assignment.acting(identity.actor(shown.credentials))
    request.state.actor = actor
    return actor


def language_of(request: Request) -> Language:
    """As the caller asked for it."""
    return preferred(request.headers.get("accept-language", ""))


Rooms = Annotated[House, Depends(the_house)]
Caller = Annotated[Actor, Depends(current_actor)]
Tongue = Annotated[Language, Depends(language_of)]
