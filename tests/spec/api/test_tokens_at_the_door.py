"""Forged and misplaced tokens at the API: one sentence, 401, and nothing left behind."""

from typing import Any

import jwt
import pytest

from gateway.ports.sign_in import Place
from tests.spec.api.calling import Caller
from tests.support import standing
from tests.support.oidc import COMMAND_LINE, SYSTEM, FakeProvider

PLACES = ("/access-requests", "/catalog/datasets", "/ledger", "/barrings")


def shown(provider: FakeProvider, kind: str) -> str:
    claims = jwt.decode(provider.access(), options={"verify_signature": False})
    header, body, signature = provider.access().split(".")
    nobody = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoia2V5LTEifQ"
    return {
        "alg none": f"{nobody}.{body}.",
        "no signature": f"{header}.{body}.",
        "changed": f"{header}.{body[:-4]}AAAA.{signature}",
        "wrong key": provider.signed(claims, key="other", kid="key-1"),
        "unknown key": provider.signed(claims, key="other"),
        "wrong audience": provider.access(aud="another-house"),
        "expired": provider.access(exp=1_700_000_000),
        "not yet valid": provider.access(nbf=4_000_000_000),
        "a system's, used as a person's": provider.access(sub=COMMAND_LINE),
        "a person's, used as a system's": provider.access(azp=SYSTEM),
        "claims of other types": provider.access(slussen_roles={"forskare": 1}),
        "a name of an inner actor": provider.access(sub="house"),
    }[kind]


KINDS = (
    "alg none",
    "no signature",
    "changed",
    "wrong key",
    "unknown key",
    "wrong audience",
    "expired",
    "not yet valid",
    "a system's, used as a person's",
    "a person's, used as a system's",
    "claims of other types",
    "a name of an inner actor",
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_that_is_not_believed_opens_nothing_and_leaves_nothing(kind: str) -> None:
    provider = FakeProvider()
    call = Caller(identity=provider.identity())
    token, before = shown(provider, kind), call.world.memory.copy()

    answers = [call.get(place, by=token) for place in PLACES]

    for answer in answers:
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        said = answer.json()
        assert (said["code"], said["detail"]) == (
            "not-signed-in",
            "There is no valid token: sign in again.",
        )
        assert token[:20] not in answer.text
    assert call.world.memory == before


def test_a_believed_token_opens_what_its_claims_reach() -> None:
    provider = FakeProvider()
    call = Caller(world=standing.approved(), identity=provider.identity())

    anna = call.get("/projects/project-1", by=provider.access("anna"))

    assert anna.status_code == 200
    assert call.world.ledger[-1].actor == "anna"


def test_what_a_system_does_stands_in_the_ledger_under_its_own_name() -> None:
    provider = FakeProvider()
    call = Caller(identity=provider.identity())

    answer = call.get("/access-requests", by=provider.service(slussen_roles=["forskare"]))

    assert answer.status_code in {200, 404}
    assert call.world.ledger[-1].actor == f"service:{SYSTEM}"


def test_while_the_provider_is_silent_nobody_is_told_that_their_token_is_wrong() -> None:
    provider = FakeProvider(silent=True)
    call = Caller(identity=provider.identity())
    before = call.world.memory.copy()

    answer = call.get("/access-requests", by=provider.access())

    assert (answer.status_code, answer.json()["code"]) == (503, "neighbour-unavailable")
    assert answer.json()["neighbour"] == "identity-provider"
    assert answer.headers["Retry-After"]
    assert call.world.memory == before


def test_names_of_claims_and_their_values_are_never_said_back() -> None:
    provider = FakeProvider()
    call = Caller(identity=provider.identity())
    secret: dict[str, Any] = {"organisation": ["what nobody may read"]}

    assert "nobody may read" not in call.get("/access-requests", by=provider.access(**secret)).text


def test_whoever_wants_to_sign_in_is_told_where_without_having_to() -> None:
    told = Caller(sign_in_place=Place(issuer="https://id.example", client="slussen-cli")).get("/sign-in", by=None)
    nowhere = Caller().get("/sign-in", by=None)

    assert told.json() == {"issuer": "https://id.example", "client": "slussen-cli"}
    assert nowhere.json() == {"issuer": None, "client": None}
