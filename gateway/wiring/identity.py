"""Who is believed about who is calling: a provider of identities, an issuer with one key, or the demo's own."""

import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from gateway.adapters.identity import DemoIssuer, TokenIdentity
from gateway.adapters.oidc.addresses import is_fit, is_loopback
from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.flow import OidcSignIn
from gateway.adapters.oidc.identity import OidcIdentity
from gateway.adapters.oidc.provider import Provider
from gateway.adapters.oidc.tokens import Tokens
from gateway.adapters.system import SystemClock
from gateway.domain.errors import Misconfigured
from gateway.ports.identity import Identity
from gateway.ports.sign_in import Place, SignIn
from gateway.settings import Settings

RETURNS_TO = "/sign-in/oidc/answer"
"""Where the provider sends a browser back to, after `public_url`."""


def open_identity(settings: Settings) -> Identity:
    """Whose tokens are believed. Raises Misconfigured."""
    if settings.oidc_issuer is not None:
        return OidcIdentity(
            tokens=_tokens(settings),
            mapping=ClaimMapping.read(settings.oidc_claims_file),
            audience=settings.audience,
            clients=frozenset(settings.oidc_clients),
            services=_services(settings),
        )
    if settings.issuer_key_file is None and not settings.demo:
        raise Misconfigured(
            "Name the provider of identities in SLUSSEN_OIDC_ISSUER, or the public key of a token issuer in "
            "SLUSSEN_ISSUER_KEY_FILE."
        )
    path = settings.path(settings.issuer_key_file, "issuer.public.pem")
    return TokenIdentity.of_file(path, issuer=settings.issuer, audience=settings.audience)


def open_sign_in(settings: Settings) -> SignIn | None:
    """The browser's way to the provider; None where there is no provider. Raises Misconfigured."""
    if settings.oidc_issuer is None:
        return None
    house = settings.public_url
    if house is None or not _is_a_host(house, demo=settings.demo):
        raise Misconfigured("Name where browsers find the house in SLUSSEN_PUBLIC_URL, as https://host.")
    return OidcSignIn(
        tokens=_tokens(settings),
        mapping=ClaimMapping.read(settings.oidc_claims_file),
        client=settings.oidc_client,
        secret=_secret(settings.oidc_client_secret_file),
        returns_to=f"{house.rstrip('/')}{RETURNS_TO}",
        left_to=f"{house.rstrip('/')}/",
        scope=settings.oidc_scope,
        acr_values=settings.oidc_acr_values,
    )


def try_identity(settings: Settings) -> None:
    """Whether people could sign in now. Raises Misconfigured, and NeighbourUnavailable where the provider is silent."""
    open_sign_in(settings)
    identity = open_identity(settings)
    if isinstance(identity, OidcIdentity):
        identity.tokens.provider.addresses()


def sign_in_place(settings: Settings) -> Place | None:
    """What a client of the API is told: the provider, and the first of the clients that people use."""
    if settings.oidc_issuer is None or not settings.oidc_clients:
        return None
    return Place(issuer=settings.oidc_issuer, client=settings.oidc_clients[0])


def open_demo_issuer(settings: Settings) -> DemoIssuer:
    """Signs in invented people. Raises Misconfigured outside demo mode."""
    return DemoIssuer.open(
        settings.home, demo=settings.demo, issuer=settings.issuer, audience=settings.audience, clock=SystemClock()
    )


def _tokens(settings: Settings) -> Tokens:
    issuer = str(settings.oidc_issuer)
    if not is_fit(issuer, demo=settings.demo) or urlsplit(issuer).query:
        raise Misconfigured("SLUSSEN_OIDC_ISSUER is written as https://host/path: http is for loopback and demo mode.")
    if settings.issuer_key_file is not None:
        raise Misconfigured("SLUSSEN_OIDC_ISSUER and SLUSSEN_ISSUER_KEY_FILE are both set: one of them is believed.")
    if settings.audience in {settings.oidc_client, *settings.oidc_clients}:
        raise Misconfigured("SLUSSEN_AUDIENCE is a client's name too: what signs in to the portal would open the API.")
    return Tokens(provider=Provider(issuer, http=_http(settings, issuer), demo=settings.demo), clock=SystemClock())


def _services(settings: Settings) -> frozenset[str]:
    services = frozenset(settings.oidc_services)
    if services & {settings.oidc_client, *settings.oidc_clients}:
        raise Misconfigured("A client in SLUSSEN_OIDC_SERVICES is one that people sign in by: it is one or the other.")
    return services


def _http(settings: Settings, issuer: str) -> httpx.Client:
    # A proxy from the environment is for the world outside, not for this machine.
    outside = not is_loopback(urlsplit(issuer).hostname or "")
    try:
        trusted = ssl.create_default_context(cafile=str(settings.oidc_ca_file)) if settings.oidc_ca_file else True
    except OSError:
        raise Misconfigured(f"There is no certificate at {settings.oidc_ca_file}.") from None
    return httpx.Client(timeout=settings.oidc_timeout_seconds, verify=trusted, trust_env=outside)


def _secret(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        if path.stat().st_mode & 0o077:
            raise Misconfigured(f"Others may read the client's secret at {path}: its mode is 0600.")
        secret = path.read_text("utf-8").strip()
    except (OSError, ValueError):
        raise Misconfigured(f"There is no client's secret at {path}.") from None
    if not secret:
        raise Misconfigured(f"The client's secret at {path} is empty.")
    return secret


def _is_a_host(address: str, *, demo: bool) -> bool:
    parts = urlsplit(address)
    return is_fit(address, demo=demo) and parts.path in {"", "/"} and not parts.query
