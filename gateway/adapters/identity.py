"""
Bearer tokens become actors; and, in demo mode, the issuer that signs them.

A token is a JWT signed with Ed25519 by the one issuer whose public key is pinned. It carries `sub`, `org`, `roles`,
`controllers`, `iss`, `aud`, `iat` and `exp`, all of them required; `biobanks` for whoever answers for any; and what is
known of the sign-in: `assurance` (a level) and `mfa`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from catalog.model import ControllerId
from gateway.domain.actor import HOUSE, Actor, Role
from gateway.domain.errors import Misconfigured, NotSignedIn
from gateway.ports.clock import Clock
from spark_jobs.objects.files import write_whole
from spark_jobs.papers.keys import write_private

_REQUIRED = ["sub", "org", "roles", "controllers", "iss", "aud", "iat", "exp"]
_LEEWAY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIdentity:
    """Believes the tokens of one issuer for one audience."""

    public_key: Ed25519PublicKey
    issuer: str
    audience: str

    @classmethod
    def of_file(cls, path: Path, *, issuer: str, audience: str) -> "TokenIdentity":
        """With the public key in that PEM file. Raises Misconfigured."""
        try:
            key = load_pem_public_key(path.read_bytes())
        except (OSError, ValueError):
            raise Misconfigured(f"There is no public key of a token issuer at {path}.") from None
        if not isinstance(key, Ed25519PublicKey):
            raise Misconfigured(f"The issuer's key at {path} is not an Ed25519 key.")
        return cls(public_key=key, issuer=issuer, audience=audience)

    def actor(self, token: str, /) -> Actor:
        """Raises NotSignedIn for a token that is broken, expired, or not meant for us; and says no more than that."""
        try:
            claims = jwt.decode(
                token,
                self.public_key,
                algorithms=["EdDSA"],
                issuer=self.issuer,
                audience=self.audience,
                leeway=_LEEWAY,
                options={"require": _REQUIRED},
            )
            return _actor(claims)
        except (jwt.PyJWTError, ValueError, TypeError):
            raise NotSignedIn("This token is not valid here: sign in again.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoIssuer:
    """Signs tokens for invented people. Made by `open`, which refuses outside demo mode."""

    private_key: Ed25519PrivateKey
    issuer: str
    audience: str
    clock: Clock

    @classmethod
    def open(cls, folder: Path, *, demo: bool, issuer: str, audience: str, clock: Clock) -> "DemoIssuer":
        """With the pair in that folder, made at the first opening. Raises Misconfigured outside demo mode."""
        if not demo:
            raise Misconfigured("The demo issuer signs in anybody; it does not start outside demo mode.")
        path = folder / "issuer.private.pem"
        if not path.exists():
            _make_key(path)
        key = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise Misconfigured(f"The demo issuer's key at {path} is not an Ed25519 key.")
        # Written at every opening: a first one that was cut short would have left the private half alone.
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        write_whole(folder / "issuer.public.pem", public)
        return cls(private_key=key, issuer=issuer, audience=audience, clock=clock)

    def token(
        self,
        id: str,
        *,
        organisation: str,
        roles: Sequence[Role],
        controllers: Sequence[str] = (),
        biobanks: Sequence[str] = (),
        assurance: int | None = 2,
        mfa: bool = True,
        lasts: timedelta = timedelta(hours=8),
    ) -> str:
        """A bearer token for that person."""
        now = self.clock.now()
        claims: dict[str, Any] = {
            "sub": id,
            "org": organisation,
            "roles": [role.value for role in roles],
            "controllers": list(controllers),
            "biobanks": list(biobanks),
            "assurance": assurance,
            "mfa": mfa,
            "iss": self.issuer,
            "aud": self.audience,
            "iat": now,
            "exp": now + lasts,
        }
        return jwt.encode(claims, self.private_key, algorithm="EdDSA")


def _actor(claims: dict[str, Any]) -> Actor:
    roles = tuple(Role(role) for role in _texts(claims["roles"]))
    id, organisation = _texts([claims["sub"], claims["org"]])
    if Role.HOUSE in roles or id == HOUSE.id:
        # The house's own actor never comes through a door, and nobody signs the ledger with its name.
        raise ValueError("nobody signs in as the house")
    controllers = tuple(ControllerId(controller) for controller in _texts(claims["controllers"]))
    biobanks = tuple(_texts(claims.get("biobanks", [])))
    assurance, mfa = claims.get("assurance"), claims.get("mfa", False)
    if not isinstance(mfa, bool) or isinstance(assurance, bool) or not isinstance(assurance, int | None):
        raise ValueError("a level and a yes or no were expected")
    return Actor(
        id=id,
        roles=roles,
        organisation=organisation,
        controllers=controllers,
        biobanks=biobanks,
        assurance=assurance,
        mfa=mfa,
    )


def _texts(claim: object) -> list[str]:
    # A lone text would be read letter by letter, and a number would become somebody's name.
    if not isinstance(claim, list) or not all(isinstance(text, str) and text.strip() for text in claim):
        raise ValueError("a list of texts was expected")
    return claim


def _make_key(path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
