"""
Which tokens of the provider are believed: whole, in time, for us, of the right sort, by an algorithm on the list.

Whatever is wrong with one, the answer is the same: who forges a token learns nothing about how close it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import jwt

from gateway.adapters.oidc.provider import Provider
from gateway.domain.errors import NotSignedIn
from gateway.ports.clock import Clock

ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Signatures by a private key alone (RFC 8725 3.1): never `none`, and none by a secret that the token's reader has."""

LEEWAY: Final = timedelta(seconds=30)
LONGEST: Final = 16 * 1024
ACCESS: Final = frozenset({"at+jwt", "jwt"})
"""The `typ` of an access token: RFC 9068, and what providers wrote before it."""

ID: Final = frozenset({"jwt", "id+jwt", ""})
LOGOUT: Final = frozenset({"logout+jwt", "jwt"})

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Those of one provider."""

    provider: Provider
    clock: Clock

    def believed(self, token: str, *, audience: str, sorts: frozenset[str], needed: tuple[str, ...]) -> Claims:
        """What it claims. Raises NotSignedIn, and NeighbourUnavailable where the provider's keys are not to be had."""
        try:
            key = self._key(token, sorts)
            return jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                issuer=self.provider.issuer,
                audience=audience,
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "iat", *needed]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise not_valid() from None

    def _key(self, token: str, sorts: frozenset[str]) -> jwt.PyJWK:
        if len(token) > LONGEST:
            raise ValueError("longer than any token")
        header = jwt.get_unverified_header(token)
        sort, name = header.get("typ", ""), header.get("kid")
        if header.get("alg") not in ALGORITHMS or not isinstance(sort, str) or not isinstance(name, str):
            raise ValueError("not signed as it has to be")
        if sort.lower().removeprefix("application/") not in sorts or "crit" in header:
            raise ValueError("a token of another sort")
        key = self.provider.key(name)
        if key is None or key.algorithm_name not in ALGORITHMS:
            raise ValueError("a key that the provider does not have")
        return key


def not_valid() -> NotSignedIn:
    """The one answer to any token that is not believed."""
    return NotSignedIn("This token is not valid here: sign in again.")
