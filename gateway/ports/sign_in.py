"""The browser's way to a provider of identities and back."""

from dataclasses import dataclass
from typing import Protocol

from gateway.domain.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sign-in under way. All but `address` stays with the browser that began it, and is used once."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who came back, and what they are called; `hint` and `session` are what the provider knows the sign-in by."""

    actor: Actor
    name: str
    hint: str
    session: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Whose sign-in the provider says has ended."""

    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a client of the API signs people in, and as which client of the provider."""

    issuer: str
    client: str


class SignIn(Protocol):
    """Authorization code with PKCE (RFC 7636), and its end. Each method may raise NeighbourUnavailable."""

    def begin(self) -> Begun:
        """A way to the provider that nobody else can finish."""
        ...

    def complete(self, begun: Begun, *, code: str, state: str, issuer: str | None) -> SignedIn:
        """Raises NotSignedIn for an answer that is not the one this browser waits for, or a code that is spent."""
        ...

    def address_to_leave(self, hint: str) -> str | None:
        """Where a browser ends the sign-in at the provider too; None where it has no such place."""
        ...

    def ended(self, logout_token: str) -> Ended:
        """What the provider tells behind the browser's back. Raises NotSignedIn for what is not its word."""
        ...
