"""Bearer tokens of the provider become actors: people by the clients that people use, systems by their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.tokens import ACCESS, Tokens, not_valid
from gateway.domain.actor import Actor

_ASKED = frozenset({"auth_time", "amr", "sid"})
"""What tells that somebody was asked who they are: when, by which factors, in which session (RFC 9068 2.2.1)."""

_BY_ITSELF = "service-account-"
"""What one provider (Keycloak) calls the account of a client that signed in by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcIdentity:
    """
    Believes access tokens that are meant for `audience` and were asked for by a client on one of the two lists.

    What a client got by itself is never a person's: not even where it is on the list of those that people use.
    """

    tokens: Tokens
    mapping: ClaimMapping
    audience: str
    clients: frozenset[str]
    services: frozenset[str]

    def actor(self, token: str, /) -> Actor:
        """Raises NotSignedIn, which says no more than that, and NeighbourUnavailable."""
        claims = self.tokens.believed(token, audience=self.audience, sorts=ACCESS, needed=("exp", "sub"))
        try:
            return self._actor(claims)
        except (ValueError, TypeError):
            raise not_valid() from None

    def _actor(self, claims: Mapping[str, Any]) -> Actor:
        # An ID token and a refresh token of the same provider say so here where their header does not.
        if claims.get("typ", "Bearer") != "Bearer" or "at_hash" in claims:
            raise ValueError("not an access token")
        client = claims.get("azp", claims.get("client_id"))
        alone = is_of_a_client(claims, client)
        if client in self.services and alone:
            return self.mapping.service_of(claims, client=client)
        if client in self.clients and not alone:
            return self.mapping.person_of(claims)
        raise ValueError("asked for by a client that is not on the list")


def is_of_a_client(claims: Mapping[str, Any], client: object) -> bool:
    """
    Whether the client got it by itself: the subject is then the client (RFC 9068 2.2), or an account that stands for
    it. A token that tells of nobody who was asked is a client's, whatever its subject.
    """
    named = str(claims.get("preferred_username", "")).startswith(_BY_ITSELF)
    return claims.get("sub") == client or named or not _ASKED & set(claims)
