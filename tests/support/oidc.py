"""A provider of identities in process, as strict as a real one where the house relies on it."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.flow import LOGGED_OUT, OidcSignIn
from gateway.adapters.oidc.identity import OidcIdentity
from gateway.adapters.oidc.provider import Provider
from gateway.adapters.oidc.tokens import Tokens
from gateway.adapters.system import SystemClock

ISSUER = "https://id.example/realms/region"
AUDIENCE = "slussen"
PORTAL, COMMAND_LINE, SYSTEM = "slussen-portal", "slussen-cli", "slussen-watch"
HOUSE = "https://slussen.example"
RETURNS_TO = f"{HOUSE}/sign-in/oidc/answer"

MAPPING = ClaimMapping.model_validate(
    {
        "organisation": "organisation",
        "roles": {"claim": "slussen_roles", "values": {"forskare": "researcher", "utlamnare": "steward"}},
        "controllers": "slussen_controllers",
        "biobanks": "slussen_biobanks",
    }
)

ANNA: Mapping[str, Any] = {
    "sub": "anna",
    "organisation": "ki",
    "slussen_roles": ["forskare", "choir-member"],
    "acr": "http://www.swamid.se/policy/assurance/al2",
    "amr": ["pwd", "otp"],
}
ALMA: Mapping[str, Any] = {
    "sub": "alma",
    "organisation": "alvik",
    "slussen_roles": ["utlamnare"],
    "slussen_controllers": ["alvik"],
    "acr": "http://id.sambi.se/loa/loa3",
}


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """One for each name, made once: making them takes long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Steady:
    """A steady clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeProvider:
    """`asked` counts what it was asked for; while it is `silent` nobody gets an answer."""

    people: dict[str, Mapping[str, Any]] = field(default_factory=lambda: {"anna": ANNA, "alma": ALMA})
    secrets: dict[str, str] = field(default_factory=lambda: {PORTAL: "portal's: secret%", SYSTEM: "watch"})
    key_names: list[str] = field(default_factory=lambda: ["key-1"])
    more_keys: list[dict[str, Any]] = field(default_factory=list)
    discovery: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    failing: bool = False
    asked: Counter[str] = field(default_factory=Counter)
    steady: Steady = field(default_factory=Steady)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _sessions: list[str] = field(default_factory=list)

    # ---- the house's side -------------------------------------------------------------------------------------------

    def tokens(self) -> Tokens:
        """What the house believes of this provider."""
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        return Tokens(provider=Provider(ISSUER, http=http, demo=False, steady=self.steady), clock=SystemClock())

    def identity(self, **changes: Any) -> OidcIdentity:
        """The API's door."""
        named = {"audience": AUDIENCE, "clients": frozenset({COMMAND_LINE}), "services": frozenset({SYSTEM})}
        return OidcIdentity(tokens=self.tokens(), mapping=MAPPING, **{**named, **changes})

    def sign_in(self) -> OidcSignIn:
        """The browser's door."""
        secret = self.secrets.get(PORTAL)
        return OidcSignIn(
            tokens=self.tokens(),
            mapping=MAPPING,
            client=PORTAL,
            secret=secret,
            returns_to=RETURNS_TO,
            left_to=f"{HOUSE}/",
        )

    # ---- the provider's side ----------------------------------------------------------------------------------------

    def signed(self, claims: Mapping[str, Any], *, key: str = "key-1", kid: str | None = None, **header: Any) -> str:
        """A token with these claims; a claim that is `...` is left out."""
        said = {name: value for name, value in claims.items() if value is not ...}
        named = {"kid": kid or key, "typ": "JWT", **header}
        return jwt.encode(said, rsa_key(key), algorithm="RS256", headers=named)

    def access(self, person: str = "anna", **changes: Any) -> str:
        """What that person's command line shows at the API."""
        claims = {**self._asked(), **self.people[person], "aud": [AUDIENCE, "account"], "azp": COMMAND_LINE}
        return self.signed({**claims, "typ": "Bearer", **changes})

    def service(self, client: str = SYSTEM, **changes: Any) -> str:
        """What a system shows that signed in by itself."""
        claims = {**self._times(), "sub": client, "aud": AUDIENCE, "azp": client, "typ": "Bearer"}
        return self.signed({**claims, **changes})

    def comes_back(self, address: str, person: str) -> dict[str, str]:
        """What the browser is sent back with, once that person has signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["redirect_uri"] == RETURNS_TO
        assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
        code = f"code-{len(self._codes) + 1}"
        self._codes[code] = {**asked, "person": person}
        self._sessions.append(f"session-{len(self._sessions) + 1}")
        return {"code": code, "state": asked["state"], "iss": ISSUER}

    def logout_token(self, **changes: Any) -> str:
        """What the provider sends behind the browser's back when its newest session ends."""
        claims = {
            **self._times(),
            "aud": PORTAL,
            "jti": "notice-1",
            "sub": "anna",
            "sid": self._sessions[-1] if self._sessions else "session-0",
            "events": {LOGGED_OUT: {}},
        }
        return self.signed({**claims, **changes}, typ="logout+jwt")

    def _times(self) -> dict[str, Any]:
        now = int(SystemClock().now().timestamp())
        return {"iss": ISSUER, "iat": now, "exp": now + 300}

    def _asked(self) -> dict[str, Any]:
        times = self._times()
        return {**times, "auth_time": times["iat"]}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked[path.rsplit("/", 1)[-1]] += 1
        if self.silent:
            raise httpx.ConnectTimeout("silent", request=request)
        if self.failing:
            return httpx.Response(500, text="<h1>oops</h1>")
        match path.removeprefix("/realms/region"):
            case "/.well-known/openid-configuration":
                return httpx.Response(200, json={**self._document(), **self.discovery})
            case "/keys":
                return httpx.Response(200, json={"keys": [*map(_public, self.key_names), *self.more_keys]})
            case "/token":
                return self._exchanged(request)
            case _:
                return httpx.Response(404)

    def _document(self) -> dict[str, Any]:
        places = {
            "authorization_endpoint": "auth",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "end_session_endpoint": "logout",
            "device_authorization_endpoint": "device",
        }
        return {
            "issuer": ISSUER,
            "authorization_response_iss_parameter_supported": True,
            **{name: f"{ISSUER}/{place}" for name, place in places.items()},
        }

    def _exchanged(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        began = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if began is None or challenge != began["code_challenge"] or form["redirect_uri"] != began["redirect_uri"]:
            return httpx.Response(400, json={"error": "invalid_grant"})
        if self._client(request, form) != began["client_id"]:
            return httpx.Response(401, json={"error": "invalid_client"})
        claims = {**self._asked(), **self.people[began["person"]], "aud": PORTAL, "azp": PORTAL, "typ": "ID"}
        token = self.signed({"nonce": began["nonce"], "sid": self._sessions[-1], **claims})
        return httpx.Response(200, json={"id_token": token, "access_token": "none of ours", "token_type": "Bearer"})

    def _client(self, request: httpx.Request, form: Mapping[str, str]) -> str | None:
        shown = request.headers.get("authorization", "").removeprefix("Basic ")
        if not shown:
            return form.get("client_id") if form.get("client_id") not in self.secrets else None
        name, _, secret = base64.b64decode(shown).decode().partition(":")
        name, secret = (httpx.QueryParams(f"a={part}")["a"] for part in (name, secret))
        return name if self.secrets.get(name) == secret else None


def _public(name: str) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(name).public_key()))
    return {**written, "kid": name, "use": "sig", "alg": "RS256"}
