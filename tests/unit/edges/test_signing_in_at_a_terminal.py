"""`slussen sign-in`: a code that is confirmed elsewhere, and a token that only its owner and one gateway ever see."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from typer.testing import CliRunner

from gateway.adapters.oidc.flow import challenge
from gateway.cli import app, kept
from gateway.cli.endings import EXITS

ISSUER = "https://id.example/realms/region"
GATEWAY = "https://slussen.example"
ASKED = {
    "device_code": "device-1",
    "user_code": "ABCD-EFGH",
    "verification_uri": f"{ISSUER}/device",
    "expires_in": 600,
    "interval": 5,
}
GIVEN = {"access_token": "token-1", "refresh_token": "renews-1", "expires_in": 300}

Forms = list[tuple[str, dict[str, str]]]


class Outside:
    """The gateway and the provider as a command reaches them; `answers` come one after another."""

    def __init__(self) -> None:
        self.forms: Forms = []
        self.answers: list[Mapping[str, Any]] = [{"error": "authorization_pending"}, GIVEN]
        self.issuer: str | None = ISSUER
        self.document: dict[str, Any] = {}
        self.shown: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.shown.append(request.headers.get("authorization", ""))
        match request.method, request.url.path:
            case "GET", "/api/v1/sign-in":
                return httpx.Response(
                    200, json={"issuer": self.issuer, "client": "slussen-cli" if self.issuer else None}
                )
            case "GET", "/realms/region/.well-known/openid-configuration":
                return httpx.Response(200, json={**self._document(), **self.document})
            case "GET", "/api/v1/access-requests":
                return httpx.Response(200, json={"items": [], "next": None})
            case "POST", path:
                form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
                self.forms.append((path.rsplit("/", 1)[-1], form))
                said = ASKED if path.endswith("/auth/device") else self.answers.pop(0)
                return httpx.Response(400 if "error" in said else 200, json=said)
            case _:
                return httpx.Response(404)

    def _document(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "device_authorization_endpoint": f"{ISSUER}/auth/device",
            "token_endpoint": f"{ISSUER}/token",
            "revocation_endpoint": f"{ISSUER}/revoke",
        }


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Outside]:
    there = Outside()
    transport = httpx.MockTransport(there)
    with httpx.Client(transport=transport) as client:
        made: Callable[..., httpx.Client] = httpx.Client
        monkeypatch.setattr(httpx, "Client", lambda **more: made(**{**more, "transport": transport}))
        monkeypatch.setattr(httpx, "get", lambda url, **_: client.get(url))
        monkeypatch.setattr(httpx, "post", lambda url, data, **_: client.post(url, data=data))
        monkeypatch.setattr("gateway.cli.signing_in.time.sleep", lambda _: None)
        for name, value in {"SLUSSEN_URL": GATEWAY, "XDG_CONFIG_HOME": str(tmp_path)}.items():
            monkeypatch.setenv(name, value)
        for name in ("SLUSSEN_TOKEN", "SLUSSEN_TOKEN_FILE"):
            monkeypatch.delenv(name, raising=False)
        yield there


def typed(*words: str) -> Any:
    return CliRunner().invoke(app, ["--lang", "en", *words])


def lying(**changes: Any) -> Path:
    path = kept.place()
    known = {
        "url": GATEWAY,
        "client": "slussen-cli",
        "asked_at": f"{ISSUER}/token",
        "revoked_at": f"{ISSUER}/revoke",
        "token": "token-0",
        "renews": "renews-0",
        "ends_at": 4_000_000_000,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({**known, **changes}))
    return path


def test_a_code_is_shown_confirmed_elsewhere_and_the_token_is_its_owners_alone(outside: Outside) -> None:
    done = typed("sign-in")

    assert done.exit_code == 0, done.output
    assert f"    {ISSUER}/device\n    ABCD-EFGH\n" in done.stdout
    assert "token-1" not in done.output
    assert kept.place().stat().st_mode & 0o777 == 0o600
    assert kept.place().parent.stat().st_mode & 0o777 == 0o700
    found = kept.kept_for(GATEWAY)
    assert found is not None
    assert (found.token, found.renews) == ("token-1", "renews-1")


def test_the_code_is_bound_to_whoever_asked_for_it(outside: Outside) -> None:
    typed("sign-in")

    (_, asked), (_, first), (_, second) = outside.forms
    assert asked["code_challenge"] == challenge(first["code_verifier"])
    assert first == second


def test_the_next_command_shows_the_token_to_the_gateway_it_is_for_and_to_no_other(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying()
    typed("list")
    monkeypatch.setenv("SLUSSEN_URL", "https://elsewhere.example")
    typed("list")

    assert outside.shown == ["Bearer token-0", ""]


def test_a_token_that_is_about_to_end_is_renewed_first(outside: Outside) -> None:
    lying(ends_at=0)
    outside.answers = [{**GIVEN, "access_token": "token-2"}]

    typed("list")

    assert outside.shown[-1] == "Bearer token-2"
    assert outside.forms == [
        ("token", {"grant_type": "refresh_token", "refresh_token": "renews-0", "client_id": "slussen-cli"})
    ]
    found = kept.kept_for(GATEWAY)
    assert found is not None
    assert (found.token, kept.place().stat().st_mode & 0o777) == ("token-2", 0o600)


@pytest.mark.parametrize("said", [{"error": "invalid_grant"}, {"access_token": "t"}, {"expires_in": "x"}], ids=str)
def test_what_cannot_be_renewed_is_not_shown(outside: Outside, said: Mapping[str, Any]) -> None:
    lying(ends_at=0)
    outside.answers = [said]

    typed("list")

    assert outside.shown[-1] == ""


def test_a_file_that_others_may_read_is_no_sign_in(outside: Outside) -> None:
    lying().chmod(0o644)

    assert kept.token_for(GATEWAY) is None


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"url": 5}'])
def test_a_file_that_is_none_of_ours_is_no_sign_in(outside: Outside, written: str) -> None:
    lying().write_text(written)

    assert kept.token_for(GATEWAY) is None
    assert typed("sign-out").stdout == "Nobody was signed in here.\n"


def test_signing_out_takes_it_away_here_and_there(outside: Outside) -> None:
    lying()
    outside.answers = [{}]

    assert typed("sign-out").stdout == "You are signed out.\n"

    assert not kept.place().exists()
    assert outside.forms[-1][0] == "revoke"
    assert outside.forms[-1][1]["token"] == "renews-0"


@pytest.mark.parametrize("said", ["access_denied", "expired_token"])
def test_a_code_that_nobody_confirms_signs_nobody_in(outside: Outside, said: str) -> None:
    outside.answers = [{"error": "slow_down"}, {"error": said}]

    done = typed("sign-in")

    assert (done.exit_code, done.stderr) == (EXITS["not-signed-in"], "The sign-in was not confirmed.\n")
    assert not kept.place().exists()


def test_a_house_without_a_provider_says_so(outside: Outside) -> None:
    outside.issuer = None

    done = typed("sign-in")

    assert done.exit_code == EXITS["not-found"]
    assert "SLUSSEN_TOKEN_FILE" in done.stderr


@pytest.mark.parametrize(
    ("issuer", "document", "code"),
    [
        ("http://id.example/realms/region", {}, "misconfigured"),
        (ISSUER, {"issuer": "https://evil.example"}, "neighbour-unavailable"),
        (ISSUER, {"device_authorization_endpoint": None}, "neighbour-unavailable"),
    ],
    ids=str,
)
def test_a_provider_that_is_open_or_another_is_not_asked(
    outside: Outside, issuer: str, document: dict[str, Any], code: str
) -> None:
    outside.issuer, outside.document = issuer, document

    assert typed("sign-in").exit_code == EXITS[code]
    assert outside.forms == []
