"""Who is calling."""

from typing import Protocol

from gateway.domain.actor import Actor


class Identity(Protocol):
    """Turns what a caller shows into an actor."""

    def actor(self, token: str, /) -> Actor:
        """Raises NotSignedIn for a token that is missing, broken, expired or not from our issuer."""
        ...
