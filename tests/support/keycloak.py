"""Keycloak with the realm of `deploy/keycloak`, on loopback, in memory; and a browser that signs in by its pages."""

import atexit
import hashlib
import hmac
import html
import json
import os
import queue
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.flow import OidcSignIn, challenge
from gateway.adapters.oidc.identity import OidcIdentity
from gateway.adapters.oidc.provider import Provider
from gateway.adapters.oidc.tokens import Tokens
from gateway.adapters.system import SystemClock
from tests.support.oidc import AUDIENCE, COMMAND_LINE, HOUSE, PORTAL, RETURNS_TO, SYSTEM

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy/keycloak"
STARTS_WITHIN = 600.0
"""Seconds: some ten on a machine that does nothing else, some minutes on a busy one."""

SHARED_SECRET = "a secret of the device of nobody"
LOOPBACK = "http://127.0.0.1/callback"


@dataclass(slots=True, kw_only=True)
class Keycloak:
    """A provider of the tests' own, gone when they end. Anna signs in by two factors, Alma by one."""

    home: Path
    port: int
    heard: "Heard" = field(default_factory=lambda: Heard.listening())
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    secrets: dict[str, str] = field(default_factory=lambda: {n: secrets.token_hex(16) for n in (PORTAL, SYSTEM)})
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))
    _running: subprocess.Popen[bytes] | None = None

    @classmethod
    def made(cls, installed: Path) -> "Keycloak":
        """Started with its realm; its own folder beside the installed one, which stays as it is."""
        home = Path(tempfile.mkdtemp(prefix="slussen-keycloak-"))
        for part in ("lib", "conf", "providers", "themes"):
            (home / part).symlink_to(installed / part)
        shutil.copytree(installed / "bin", home / "bin")
        (home / "data/import").mkdir(parents=True)
        provider = cls(home=home, port=_free_port())
        atexit.register(provider.remove)
        (home / "data/import/region-realm.json").write_text(json.dumps(provider._realm()))
        provider._start()
        return provider

    @property
    def issuer(self) -> str:
        """As it names itself."""
        return f"http://127.0.0.1:{self.port}/realms/region"

    # ---- the house's side -------------------------------------------------------------------------------------------

    def tokens(self) -> Tokens:
        """What the house believes of this provider."""
        return Tokens(provider=Provider(self.issuer, http=self.http, demo=False), clock=SystemClock())

    def identity(self, **changes: Any) -> OidcIdentity:
        """The API's door."""
        named = {"audience": AUDIENCE, "clients": frozenset({COMMAND_LINE}), "services": frozenset({SYSTEM})}
        return OidcIdentity(tokens=self.tokens(), mapping=mapping(), **{**named, **changes})

    def sign_in(self) -> OidcSignIn:
        """The browser's door."""
        return OidcSignIn(
            tokens=self.tokens(),
            mapping=mapping(),
            client=PORTAL,
            secret=self.secrets[PORTAL],
            returns_to=RETURNS_TO,
            left_to=f"{HOUSE}/",
        )

    # ---- the people's side ------------------------------------------------------------------------------------------

    def comes_back(self, address: str, person: str) -> dict[str, str]:
        """What a fresh browser is sent back with, once that person has signed in there."""
        with httpx.Client(timeout=60, trust_env=False) as browser:
            return self.signed_in(browser, address, person)

    def signed_in(self, browser: httpx.Client, address: str, person: str) -> dict[str, str]:
        """The same in a browser that keeps its cookies, and takes this machine for safe, as browsers do."""
        answer = _seen(browser, browser.get(address))
        if answer.is_success:
            who = {"username": person, "password": self.password}
            answer = _seen(browser, browser.post(_form(answer), data=who))
        if answer.is_success:
            answer = _seen(browser, browser.post(_form(answer), data={"otp": _one_time_code()}))
        assert answer.is_redirect, _text(answer)
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        return {name: values[0] for name, values in asked.items()}

    def confirm(self, browser: httpx.Client, address: str, person: str) -> None:
        """That person says yes, in a browser, to the code that a terminal shows."""
        answer = _followed(browser, browser.get(address))
        for typed in ({"username": person, "password": self.password}, {"otp": _one_time_code()}, {"accept": "Yes"}):
            answer = _followed(browser, browser.post(_form(answer), data=typed))
            assert answer.is_success, _text(answer)

    def access(self, person: str = "anna") -> str:
        """What that person's command line shows at the API."""
        verifier = secrets.token_urlsafe(32)
        asked = {
            "client_id": COMMAND_LINE,
            "redirect_uri": LOOPBACK,
            "response_type": "code",
            "scope": "openid",
            "state": "s",
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        back = self.comes_back(f"{self.issuer}/protocol/openid-connect/auth?{urlencode(asked)}", person)
        form = {
            "grant_type": "authorization_code",
            "client_id": COMMAND_LINE,
            "code": back["code"],
            "redirect_uri": LOOPBACK,
            "code_verifier": verifier,
        }
        return str(self._given(form)["access_token"])

    def service(self, client: str = SYSTEM) -> str:
        """What a system shows that signed in by itself."""
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": self.secrets[client]}
        return str(self._given(form)["access_token"])

    def remove(self) -> None:
        """Stopped, and nothing left of it."""
        self.heard.stop()
        self.http.close()
        if self._running is not None and self._running.poll() is None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _given(self, form: dict[str, str]) -> dict[str, Any]:
        answer = httpx.post(f"{self.issuer}/protocol/openid-connect/token", data=form, timeout=60, trust_env=False)
        assert answer.is_success, answer.text
        given: dict[str, Any] = answer.json()
        return given

    def _start(self) -> None:
        words = ("start", "--optimized", "--import-realm", "--cache=local", "--http-enabled=true")
        where = (f"--http-port={self.port}", f"--http-management-port={_free_port()}", "--http-host=127.0.0.1")
        settings = {
            "SLUSSEN_PORTAL_SECRET": self.secrets[PORTAL],
            "SLUSSEN_WATCH_SECRET": self.secrets[SYSTEM],
            "SLUSSEN_PUBLIC_URL": HOUSE,
            "SLUSSEN_BACK_CHANNEL_URL": self.heard.address,
            "JAVA_OPTS_KC_HEAP": "-Xms64m -Xmx512m",
            "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",
        }
        with (self.home / "log").open("wb") as log:
            self._running = subprocess.Popen(
                ["/bin/sh", str(self.home / "bin/kc.sh"), *words, "--hostname-strict=false", *where],
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.home,
            )
        self._await()

    def _await(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.issuer}/.well-known/openid-configuration", trust_env=False).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.5)
            assert self._running is not None
            assert self._running.poll() is None, (self.home / "log").read_text()[-3000:]
        raise AssertionError("Keycloak does not answer: " + (self.home / "log").read_text()[-3000:])

    def _realm(self) -> dict[str, Any]:
        realm: dict[str, Any] = json.loads((DEPLOYED / "realm.json").read_bytes())
        level = "http://www.swamid.se/policy/assurance/al2"
        anna = {"organisation": ["ki"], "assurance": [level]}
        alma = {"organisation": ["alvik"], "assurance": [level], "controllers": ["alvik"]}
        people = [
            self._person("anna", "researcher", anna, two_factors=True),
            self._person("alma", "steward", alma, two_factors=False),
        ]
        # One code may be used twice here: the tests do not wait half a minute for the next.
        return {**realm, "users": [*realm["users"], *people], "otpPolicyCodeReusable": True}

    def _person(self, name: str, role: str, told: dict[str, list[str]], *, two_factors: bool) -> dict[str, Any]:
        credentials = [{"type": "password", "value": self.password, "temporary": False}]
        device = {
            "type": "otp",
            "secretData": json.dumps({"value": SHARED_SECRET}),
            "credentialData": json.dumps({"subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1"}),
        }
        return {
            "id": name,
            "username": name,
            "firstName": name,
            "lastName": "Test",
            "email": f"{name}@example.org",
            "enabled": True,
            "emailVerified": True,
            "attributes": told,
            "realmRoles": [role],
            "credentials": [*credentials, *([device] if two_factors else [])],
        }


@dataclass(slots=True)
class Heard:
    """What the provider says behind the browser's back: each message's place and form, as they come in."""

    server: ThreadingHTTPServer
    told: "queue.Queue[tuple[str, str]]"

    @classmethod
    def listening(cls) -> "Heard":
        """On a port of its own."""
        told: queue.Queue[tuple[str, str]] = queue.Queue()

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told.put((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return None

        heard = cls(ThreadingHTTPServer(("127.0.0.1", 0), Ear), told)
        threading.Thread(target=heard.server.serve_forever, daemon=True).start()
        return heard

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def next(self) -> tuple[str, str]:
        """The next message, once it has come."""
        return self.told.get(timeout=60)

    def stop(self) -> None:
        """No more."""
        self.server.shutdown()
        self.server.server_close()


def mapping() -> ClaimMapping:
    """The one that comes with the realm."""
    return ClaimMapping.read(DEPLOYED / "claims.json")


def _seen(browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
    for cookie in browser.cookies.jar:
        cookie.secure = False
    return answer


def _followed(browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
    while _seen(browser, answer).is_redirect:
        answer = browser.get(str(answer.url.join(answer.headers["Location"])))
    return answer


def _form(page: httpx.Response) -> str:
    found = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    assert found is not None, _text(page)
    return str(page.url.join(html.unescape(found[1])))


def _text(page: httpx.Response) -> str:
    """What it complains of first, if it does."""
    told = " ".join(re.findall(r'(?:class="[^"]*error|id="input-error)[^>]*>([^<]+)<', page.text))
    whole = re.sub(r"<script.*?</script>|<[^>]+>", " ", page.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", f"{told} | {whole}").strip()[:600]


def _one_time_code() -> str:
    """RFC 6238, as a telephone would show it."""
    counter = int(time.time()) // 30
    made = hmac.digest(SHARED_SECRET.encode(), counter.to_bytes(8, "big"), hashlib.sha1)
    place = made[-1] & 15
    return f"{(int.from_bytes(made[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
