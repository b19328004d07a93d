"""
What a provider says about itself: its addresses (OpenID Connect Discovery 1.0) and its keys, kept for a while.

A provider that does not answer, or whose answer has another form, is NeighbourUnavailable("identity-provider"): nobody
is let in by its silence, and nobody is told that their token is wrong when it is the provider that is away.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import httpx
import jwt

from gateway.adapters.oidc.addresses import is_fit
from gateway.domain.errors import NeighbourUnavailable

NEIGHBOUR: Final = "identity-provider"
KEPT_SECONDS: Final = 600.0
"""So long the keys are believed: a key that the provider takes back is believed no longer than this."""

BETWEEN_SECONDS: Final = 30.0
"""An unknown key is asked for once in this time, however many tokens name one: invented names must not load anybody."""

PAUSE_SECONDS: Final = 5.0
"""So long after a silence nobody is kept waiting for the next one."""

MOST_BYTES: Final = 512 * 1024
LEAST_RSA_BITS: Final = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the provider is asked what."""

    authorization: str
    token: str
    keys: str
    end_session: str | None
    device: str | None
    names_itself: bool
    """Whether its answer to a sign-in says who it is (RFC 9207)."""


class Provider:
    """One provider, by its issuer. Safe to use from several threads."""

    def __init__(
        self, issuer: str, *, http: httpx.Client, demo: bool, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.issuer = issuer
        self._http = http
        self._demo = demo
        self._steady = steady
        self._lock = threading.Lock()
        self._addresses: Addresses | None = None
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._asked = self._read = self._silent = -KEPT_SECONDS

    def addresses(self) -> Addresses:
        """Read once. Raises NeighbourUnavailable."""
        with self._lock:
            return self._known()

    def key(self, name: str) -> jwt.PyJWK | None:
        """
        The key of that name, or None where the provider has no such key for signatures.

        Raises NeighbourUnavailable where the keys at hand are too old, or do not have it, and the provider is silent.
        """
        now, known = self._steady(), self._keys.get(name)
        if known is not None and now - self._read <= KEPT_SECONDS:
            return known  # nobody whose key is at hand waits for somebody else's to be asked for
        with self._lock:
            too_old = now - self._read > KEPT_SECONDS
            if too_old or (name not in self._keys and now - self._asked >= BETWEEN_SECONDS):
                self._asked = now
                self._keys = _signing_keys(self._answer(self._known().keys))
                self._read = now
            return self._keys.get(name)

    def exchange(self, address: str, form: Mapping[str, str], *, client: str, secret: str | None) -> httpx.Response:
        """A form sent to the provider in the client's name. Raises NeighbourUnavailable where it fails or is silent."""
        sent = dict(form) if secret else {**form, "client_id": client}
        try:
            # RFC 6749 2.3.1 wants both encoded as in a form before they are joined.
            authority = httpx.BasicAuth(_encoded(client), _encoded(secret)) if secret else httpx.USE_CLIENT_DEFAULT
            answer = self._http.post(address, data=sent, auth=authority)
        except httpx.HTTPError:
            _silence("does not answer")
        if answer.status_code >= 500 or answer.is_redirect:
            _silence("answers with an error of its own")
        return answer

    def _known(self) -> Addresses:
        if self._addresses is None:
            document = self._answer(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            self._addresses = self._read_addresses(document)
        return self._addresses

    def _read_addresses(self, document: Mapping[str, Any]) -> Addresses:
        if document.get("issuer") != self.issuer:
            _silence("says that it is another one")
        end_session, device = (document.get(f"{name}_endpoint") for name in ("end_session", "device_authorization"))
        found = Addresses(
            authorization=str(document.get("authorization_endpoint")),
            token=str(document.get("token_endpoint")),
            keys=str(document.get("jwks_uri")),
            end_session=str(end_session) if end_session else None,
            device=str(device) if device else None,
            names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        )
        named = (found.authorization, found.token, found.keys, found.end_session, found.device)
        if not all(is_fit(address, demo=self._demo) for address in named if address is not None):
            _silence("names an address that is not https")
        return found

    def _answer(self, address: str) -> Mapping[str, Any]:
        if self._steady() - self._silent < PAUSE_SECONDS:
            _silence("did not answer a moment ago")
        try:
            return _document(self._http, address)
        except (httpx.HTTPError, ValueError, TypeError):
            self._silent = self._steady()
            _silence("does not answer as a provider does")


def _document(http: httpx.Client, address: str) -> Mapping[str, Any]:
    with http.stream("GET", address, headers={"Accept": "application/json"}) as answer:
        if answer.status_code != 200:
            raise ValueError("not an answer")
        content = b""
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                raise ValueError("longer than any such document")
    document = httpx.Response(200, content=content).json()
    if not isinstance(document, dict):
        raise TypeError("not a document")
    return document


def _signing_keys(document: Mapping[str, Any]) -> Mapping[str, jwt.PyJWK]:
    listed = document.get("keys")
    if not isinstance(listed, list):
        _silence("has no list of keys")
    found = ((key.get("kid"), _signing_key(key)) for key in listed if isinstance(key, dict))
    return {name: key for name, key in found if isinstance(name, str) and key is not None}


def _signing_key(written: dict[str, Any]) -> jwt.PyJWK | None:
    # A symmetric key in a public list would let whoever reads it sign; keys for encryption sign nothing.
    if written.get("kty") not in {"RSA", "EC", "OKP"} or written.get("use", "sig") != "sig":
        return None
    try:
        key = jwt.PyJWK.from_dict({name: value for name, value in written.items() if name != "d"})
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    return None if written["kty"] == "RSA" and key.key.key_size < LEAST_RSA_BITS else key


def _encoded(text: str) -> str:
    return str(httpx.QueryParams({"": text})).removeprefix("=")


def _silence(what: str) -> NoReturn:
    raise NeighbourUnavailable(NEIGHBOUR, f"The provider of identities {what}.") from None
