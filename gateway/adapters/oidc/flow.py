"""
The browser's way to the provider and back: authorization code with PKCE, and its end.

OpenID Connect Core 1.0 3.1, RFC 7636 (S256), RFC 9207, RP-Initiated Logout 1.0, Back-Channel Logout 1.0.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.identity import is_of_a_client
from gateway.adapters.oidc.tokens import ID, LOGOUT, Tokens, not_valid
from gateway.adapters.system import random_secret
from gateway.domain.errors import NotSignedIn
from gateway.ports.sign_in import Begun, Ended, SignedIn

LOGGED_OUT: Final = "http://schemas.openid.net/event/backchannel-logout"
OLDEST_NOTICE: Final = 120
"""Seconds: a notice of an end tells of now, and is no use to whoever kept one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSignIn:
    """`returns_to` and `left_to` are the house's own addresses, registered with the provider."""

    tokens: Tokens
    mapping: ClaimMapping
    client: str
    secret: str | None
    returns_to: str
    left_to: str
    scope: str = "openid"
    acr_values: str | None = None

    def begin(self) -> Begun:
        """A way to the provider that nobody else can finish."""
        state, nonce, verifier = (random_secret() for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": self.returns_to,
            "scope": self.scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
            **({"acr_values": self.acr_values} if self.acr_values else {}),
        }
        address = _with(self.tokens.provider.addresses().authorization, asked)
        return Begun(address=address, state=state, nonce=nonce, verifier=verifier)

    def complete(self, begun: Begun, *, code: str, state: str, issuer: str | None) -> SignedIn:
        """Raises NotSignedIn for an answer that is not the one this browser waits for, or a code that is spent."""
        provider = self.tokens.provider
        addresses = provider.addresses()
        named = issuer == provider.issuer or (issuer is None and not addresses.names_itself)
        if not _same(state, begun.state) or not named:
            raise _another_answer()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.returns_to,
            "code_verifier": begun.verifier,
        }
        given = _given(provider.exchange(addresses.token, form, client=self.client, secret=self.secret))
        return self._signed_in(str(given.get("id_token", "")), nonce=begun.nonce)

    def address_to_leave(self, hint: str) -> str | None:
        """Where a browser ends the sign-in at the provider too; None where it has no such place."""
        leaving = self.tokens.provider.addresses().end_session
        asked = {"client_id": self.client, "id_token_hint": hint, "post_logout_redirect_uri": self.left_to}
        return _with(leaving, asked) if leaving else None

    def ended(self, logout_token: str) -> Ended:
        """What the provider tells behind the browser's back. Raises NotSignedIn for what is not its word."""
        claims = self.tokens.believed(logout_token, audience=self.client, sorts=LOGOUT, needed=("exp", "jti", "events"))
        events, person = claims["events"], claims.get(self.mapping.person)
        if self.tokens.clock.now().timestamp() - claims["iat"] > OLDEST_NOTICE:
            raise not_valid()
        told = isinstance(events, dict) and isinstance(events.get(LOGGED_OUT), dict)
        # A notice that names a session and nobody is of no use here: sessions are kept by whose they are.
        if not told or "nonce" in claims or not isinstance(person, str) or not person:
            raise not_valid()
        return Ended(actor=person)

    def _signed_in(self, token: str, *, nonce: str) -> SignedIn:
        claims = self.tokens.believed(token, audience=self.client, sorts=ID, needed=("exp", "sub", "nonce"))
        party = claims.get("azp")
        alone_for_us = claims["aud"] in (self.client, [self.client])
        if party not in (None, self.client) or (party is None and not alone_for_us):
            raise not_valid()
        session = claims.get("sid")
        if not _same(claims["nonce"], nonce) or is_of_a_client(claims, self.client):
            raise not_valid()
        try:
            actor = self.mapping.person_of(claims)
        except (ValueError, TypeError):
            raise not_valid() from None
        name = self.mapping.name_of(claims) or actor.id
        return SignedIn(actor=actor, name=name, hint=token, session=session if isinstance(session, str) else None)


def challenge(verifier: str) -> str:
    """RFC 7636 4.2, S256."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _given(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        given = answer.json() if answer.is_success else None
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise NotSignedIn("The provider did not let you in, or its answer was used already: sign in again.")
    return given


def _another_answer() -> NotSignedIn:
    return NotSignedIn("This answer does not belong to a sign-in that this browser began: sign in again.")


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and hmac.compare_digest(one.encode("utf-8"), other.encode("utf-8"))


def _with(address: str, asked: Mapping[str, str]) -> str:
    return str(httpx.URL(address).copy_merge_params(asked))
