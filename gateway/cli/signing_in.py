"""Signing in from a terminal: by a short code that is typed at the provider, in any browser (RFC 8628, with PKCE)."""

import base64
import hashlib
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import typer

from gateway.cli import kept
from gateway.cli.client import LOOPBACK, address, open_api
from gateway.cli.endings import end
from gateway.cli.system import random_secret
from gateway.cli.telling import choose, say

GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
PATIENCE: Final = 20.0


def sign_in() -> None:
    """Sign in at the house's provider of identities; the token is kept in a file that is yours alone."""
    told = open_api().get("sign-in")
    if told["issuer"] is None:
        end(
            "not-found",
            choose(
                sv="Det här huset har ingen inloggning: visa en token i SLUSSEN_TOKEN_FILE.",
                en="This house has no provider to sign in at: show a token in SLUSSEN_TOKEN_FILE.",
            ),
        )
    known = _document(str(told["issuer"]))
    verifier = random_secret()
    asked = _asked(known, client=str(told["client"]), verifier=verifier)
    say(
        sv="Öppna den här sidan i en webbläsare och bekräfta koden:",
        en="Open this page in a browser and confirm the code:",
    )
    typer.echo(f"    {asked.get('verification_uri_complete', asked['verification_uri'])}")
    typer.echo(f"    {asked['user_code']}")
    empty = kept.Kept(
        url=address(),
        client=str(told["client"]),
        asked_at=str(known["token_endpoint"]),
        revoked_at=known.get("revocation_endpoint"),
        token="",
        renews=None,
        ends_at=0,
    )
    path = kept.keep(empty.given(_given(known, asked, client=empty.client, verifier=verifier)))
    say(sv=f"Du är inloggad. Det står i {path}.", en=f"You are signed in. It is kept in {path}.")


def sign_out() -> None:
    """Forget the sign-in that is kept on this machine, and tell the provider."""
    if kept.forget():
        say(sv="Du är utloggad.", en="You are signed out.")
    else:
        say(sv="Ingen var inloggad här.", en="Nobody was signed in here.")


def _document(issuer: str) -> Mapping[str, Any]:
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        end("misconfigured", choose(sv="Inloggningen går inte över TLS.", en="The provider is not reached over TLS."))
    try:
        answer = httpx.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=PATIENCE)
        known = answer.json() if answer.is_success else {}
    except (httpx.HTTPError, ValueError):
        known = {}
    if not isinstance(known, dict) or known.get("issuer") != issuer or not known.get("device_authorization_endpoint"):
        end("neighbour-unavailable")
    return known


def _asked(known: Mapping[str, Any], *, client: str, verifier: str) -> Mapping[str, Any]:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest())
    form = {
        "client_id": client,
        "scope": "openid",
        "code_challenge": digest.decode("ascii").rstrip("="),
        "code_challenge_method": "S256",
    }
    answer = _sent(str(known["device_authorization_endpoint"]), form)
    if "device_code" not in answer:
        end("not-signed-in")
    return answer


def _given(known: Mapping[str, Any], asked: Mapping[str, Any], *, client: str, verifier: str) -> dict[str, Any]:
    form = {
        "grant_type": GRANT,
        "client_id": client,
        "device_code": str(asked["device_code"]),
        "code_verifier": verifier,
    }
    pause, until = float(asked.get("interval", 5)), time.monotonic() + float(asked["expires_in"])
    answer: dict[str, Any] = {"error": "authorization_pending"}
    while answer.get("error") in {"authorization_pending", "slow_down"} and time.monotonic() < until:
        time.sleep(pause)
        answer = _sent(str(known["token_endpoint"]), form)
        pause += 5 if answer.get("error") == "slow_down" else 0
    if "error" in answer:
        end("not-signed-in", choose(sv="Inloggningen bekräftades inte.", en="The sign-in was not confirmed."))
    return answer


def _sent(where: str, form: Mapping[str, str]) -> dict[str, Any]:
    try:
        answer = httpx.post(where, data=dict(form), timeout=PATIENCE)
        found = answer.json()
    except (httpx.HTTPError, ValueError):
        end("neighbour-unavailable")
    return found if isinstance(found, dict) else {"error": "no answer"}
