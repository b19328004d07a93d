"""`slussen sign-in` and a real provider: the code is confirmed in a browser, and what comes back opens the API."""

from pathlib import Path

import httpx
import pytest

from gateway.cli import kept, signing_in
from tests.support.keycloak import Keycloak
from tests.support.neighbours import keycloak
from tests.support.oidc import COMMAND_LINE

GATEWAY = "http://127.0.0.1:8420"


@pytest.fixture(scope="module")
def provider() -> Keycloak:
    return keycloak()


def test_a_code_that_is_confirmed_there_opens_the_api_here_and_is_renewed_and_taken_back(
    provider: Keycloak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    known = signing_in._document(provider.issuer)
    verifier = "v" * 43
    asked = signing_in._asked(known, client=COMMAND_LINE, verifier=verifier)
    with httpx.Client(timeout=60, trust_env=False) as browser:
        provider.confirm(browser, str(asked["verification_uri_complete"]), "anna")

    given = signing_in._given(known, asked, client=COMMAND_LINE, verifier=verifier)
    places = {"asked_at": str(known["token_endpoint"]), "revoked_at": str(known["revocation_endpoint"])}
    empty = kept.Kept(url=GATEWAY, client=COMMAND_LINE, token="", renews=None, ends_at=0, **places)
    kept.keep(empty.given({**given, "expires_in": 0}))

    renewed = kept.token_for(GATEWAY)

    assert renewed not in {None, given["access_token"]}
    assert provider.identity().actor(str(renewed)).id == "anna"
    assert kept.forget()
    kept.keep(empty.given({**given, "expires_in": 0}))
    assert kept.token_for(GATEWAY) is None
