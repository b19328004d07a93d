"""Whose tokens are believed, where a provider of identities signs them; and what its silence means."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.adapters.oidc.addresses import is_fit
from gateway.adapters.oidc.provider import BETWEEN_SECONDS, KEPT_SECONDS, PAUSE_SECONDS
from gateway.domain.actor import ActorKind, Role
from gateway.domain.errors import NeighbourUnavailable, NotSignedIn
from tests.support.oidc import ALMA, AUDIENCE, COMMAND_LINE, ISSUER, PORTAL, SYSTEM, FakeProvider, rsa_key

NOW = 1_700_000_000


def refused(provider: FakeProvider, token: str) -> str:
    with pytest.raises(NotSignedIn) as said:
        provider.identity().actor(token)
    return said.value.sentence


# ---- who somebody is -------------------------------------------------------------------------------------------------


def test_a_person_is_what_the_claims_say_by_the_houses_own_mapping() -> None:
    provider = FakeProvider()

    anna, alma = (provider.identity().actor(provider.access(name)) for name in ("anna", "alma"))

    assert (anna.id, anna.kind, anna.organisation) == ("anna", ActorKind.PERSON, "ki")
    assert (anna.roles, anna.assurance, anna.mfa) == ((Role.RESEARCHER,), 2, True)
    assert (alma.roles, alma.controllers, alma.assurance, alma.mfa) == ((Role.STEWARD,), ("alvik",), 3, True)


def test_a_system_that_signed_in_by_itself_is_an_actor_of_its_own_kind() -> None:
    provider = FakeProvider()

    system = provider.identity().actor(provider.service(acr="http://id.sambi.se/loa/loa3"))

    assert (system.id, system.kind) == (f"service:{SYSTEM}", ActorKind.SERVICE)
    assert (system.assurance, system.mfa, system.roles) == (None, False, ())


@pytest.mark.parametrize(
    ("claims", "level", "factors"),
    [
        ({}, None, False),
        ({"acr": "1"}, None, False),
        ({"acr": "http://www.swamid.se/policy/assurance/al1"}, 1, False),
        ({"acr": "https://refeds.org/profile/mfa"}, None, True),
        ({"acr": "http://id.elegnamnden.se/loa/1.0/loa2"}, 2, False),
        ({"acr": "http://id.elegnamnden.se/loa/1.0/loa3"}, 3, True),
        ({"eduperson_assurance": [f"http://www.swamid.se/policy/assurance/al{n}" for n in (1, 2)]}, 2, False),
        ({"amr": ["mfa"]}, None, True),
        ({"amr": ["pwd", "hwk"]}, None, True),
        ({"amr": ["pwd"]}, None, False),
        ({"amr": ["pwd", "pin"]}, None, False),
        ({"amr": ["otp", "sms"]}, None, False),
        ({"acr": "https://refeds.org/profile/mfa ", "amr": []}, None, False),
    ],
    ids=str,
)
def test_level_and_factors_are_only_what_the_provider_says(
    claims: dict[str, Any], level: int | None, factors: bool
) -> None:
    provider = FakeProvider(people={"anna": {"sub": "anna", "organisation": "ki", **claims}})

    actor = provider.identity().actor(provider.access())

    assert (actor.assurance, actor.mfa) == (level, factors)


# ---- what is not believed --------------------------------------------------------------------------------------------


def part(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def unsigned(provider: FakeProvider, algorithm: str) -> str:
    claims = provider.access().split(".")[1]
    return f"{part({'alg': algorithm, 'typ': 'JWT', 'kid': 'key-1'})}.{claims}."


def by_secret(provider: FakeProvider) -> str:
    # The public key is public: whoever let the token choose the algorithm would take it for a shared secret.
    public = rsa_key("key-1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'key-1'})}.{provider.access().split('.')[1]}"
    made = hmac.digest(public, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def of_another_curve(provider: FakeProvider) -> str:
    claims = jwt.decode(provider.access(), options={"verify_signature": False})
    return jwt.encode(claims, ec.generate_private_key(ec.SECP256R1()), algorithm="ES256", headers={"kid": "key-1"})


FORGERIES: dict[str, Callable[[FakeProvider], str]] = {
    "alg none": lambda fake: unsigned(fake, "none"),
    "alg None": lambda fake: unsigned(fake, "None"),
    "no signature": lambda fake: unsigned(fake, "RS256"),
    "HS256 by the public key": by_secret,
    "another key under the same name": lambda fake: fake.signed(claims_of(fake), key="other", kid="key-1"),
    "a key nobody has": lambda fake: fake.signed(claims_of(fake), key="other"),
    "another algorithm": of_another_curve,
    "a critical header": lambda fake: fake.signed(claims_of(fake), crit=["exp"]),
    "no name of a key": lambda fake: jwt.encode(claims_of(fake), rsa_key("key-1"), algorithm="RS256"),
    "of no sort": lambda fake: fake.signed(claims_of(fake), typ=""),
    "of another sort": lambda fake: fake.signed(claims_of(fake), typ="logout+jwt"),
    "cut": lambda fake: fake.access()[:-8],
    "too long": lambda fake: fake.access(pad="x" * 20_000),
    "rubbish": lambda _: "a.b.c",
    "no ascii": lambda _: "å.ä.ö",
    "nothing": lambda _: "",
}


def claims_of(provider: FakeProvider) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(provider.access(), options={"verify_signature": False})
    return claims


CHANGES: tuple[dict[str, Any], ...] = (
    {"aud": "another-house"},
    {"aud": [PORTAL]},
    {"aud": ...},
    {"aud": {AUDIENCE: True}},
    {"iss": "https://id.example/realms/other"},
    {"iss": f"{ISSUER}/"},
    {"iss": ...},
    {"exp": NOW},
    {"exp": "tomorrow"},
    {"exp": ...},
    {"nbf": 4_000_000_000},
    {"iat": 4_000_000_000},
    {"iat": ...},
    {"azp": "choir"},
    {"azp": PORTAL},
    {"azp": ...},
    {"azp": [COMMAND_LINE]},
    {"azp": SYSTEM},
    {"typ": "ID"},
    {"typ": "Refresh"},
    {"at_hash": "abc"},
    {"sub": ...},
    {"sub": ""},
    {"sub": " "},
    {"sub": 5},
    {"sub": ["anna"]},
    {"sub": "house"},
    {"sub": "service:slussen-watch"},
    {"sub": "anna\nbo"},
    {"sub": "a" * 200},
    {"sub": COMMAND_LINE},
    {"preferred_username": "service-account-slussen-cli"},
    {"auth_time": ..., "amr": ...},
    {"organisation": ...},
    {"organisation": 5},
    {"organisation": ["ki"]},
    {"slussen_roles": {"forskare": True}},
    {"slussen_roles": [5]},
    {"slussen_roles": [["forskare"]]},
    {"slussen_roles": ["forskare"] * 300},
    {"slussen_controllers": 5},
    {"slussen_controllers": [None]},
    {"slussen_biobanks": [914]},
    {"acr": 2},
    {"amr": "mfa", "acr": ["x", None]},
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_signs_nobody_in_and_is_told_no_more_than_that(forgery: str) -> None:
    provider = FakeProvider()

    assert refused(provider, FORGERIES[forgery](provider)) == "This token is not valid here: sign in again."


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_a_token_with_anything_wrong_in_it_signs_nobody_in(changes: dict[str, Any]) -> None:
    provider = FakeProvider()

    assert refused(provider, provider.access(**changes)) == "This token is not valid here: sign in again."


@pytest.mark.parametrize(
    "changes",
    [
        {"azp": "choir", "sub": "choir"},
        {"azp": COMMAND_LINE, "sub": COMMAND_LINE},
        {"azp": COMMAND_LINE, "sub": "9bc2d04d-8e8a-4cd1-9cb3-2dc44d52d83d"},
        {"sub": "anna", "auth_time": 1_700_000_000},
        {"sub": "anna", "amr": ["mfa"]},
        {"sub": "anna", "sid": "session-1"},
    ],
    ids=str,
)
def test_a_systems_token_is_never_a_persons_nor_the_other_way_round(changes: dict[str, Any]) -> None:
    provider = FakeProvider()

    refused(provider, provider.service(**changes))


def test_the_providers_other_roles_and_the_houses_own_are_nobodys() -> None:
    provider = FakeProvider(people={"anna": {**ALMA, "slussen_roles": ["house", "operator", "steward"]}})

    assert provider.identity().actor(provider.access()).roles == ()


# ---- its keys, and its silence ---------------------------------------------------------------------------------------


def test_its_keys_are_asked_for_once_and_kept_for_a_while() -> None:
    provider = FakeProvider()
    identity = provider.identity()

    for _ in range(5):
        identity.actor(provider.access())
    provider.steady.now += KEPT_SECONDS + 1
    identity.actor(provider.access())

    assert (provider.asked["openid-configuration"], provider.asked["keys"]) == (1, 2)


def test_a_new_key_is_found_when_the_first_token_names_it() -> None:
    provider = FakeProvider()
    identity = provider.identity()
    identity.actor(provider.access())
    provider.key_names = ["key-2", "key-1"]
    provider.steady.now += BETWEEN_SECONDS

    actor = identity.actor(provider.signed(claims_of(provider), key="key-2"))

    assert actor.id == "anna"


def test_invented_names_of_keys_load_nobody() -> None:
    provider = FakeProvider()
    identity = provider.identity()
    identity.actor(provider.access())
    provider.steady.now += BETWEEN_SECONDS

    for n in range(20):
        with pytest.raises(NotSignedIn):
            identity.actor(provider.signed(claims_of(provider), kid=f"invented-{n}"))

    assert provider.asked["keys"] == 2


def test_a_key_that_the_provider_took_back_is_believed_no_longer_than_it_is_kept() -> None:
    provider = FakeProvider()
    identity, old = provider.identity(), provider.access()
    identity.actor(old)
    provider.key_names = ["key-2"]
    provider.steady.now += KEPT_SECONDS + 1

    with pytest.raises(NotSignedIn):
        identity.actor(old)


@pytest.mark.parametrize("trouble", ["silent", "failing"])
def test_a_silent_provider_is_no_answer_and_never_a_yes(trouble: str) -> None:
    provider = FakeProvider()
    setattr(provider, trouble, True)
    identity = provider.identity()

    for _ in range(3):
        with pytest.raises(NeighbourUnavailable, match="provider of identities"):
            identity.actor(provider.access())

    assert sum(provider.asked.values()) == 1


def test_while_its_keys_are_fresh_nobody_is_kept_out_by_its_silence() -> None:
    provider = FakeProvider()
    identity = provider.identity()
    identity.actor(provider.access())
    provider.silent = True

    assert identity.actor(provider.access()).id == "anna"

    provider.steady.now += KEPT_SECONDS + 1
    with pytest.raises(NeighbourUnavailable):
        identity.actor(provider.access())

    provider.silent = False
    provider.steady.now += PAUSE_SECONDS
    assert identity.actor(provider.access()).id == "anna"


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://id.example/realms/other"},
        {"jwks_uri": "http://id.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "https://anna:secret@id.example/logout"},
    ],
    ids=str,
)
def test_a_provider_that_names_another_or_an_open_address_is_no_answer(said: dict[str, Any]) -> None:
    provider = FakeProvider(discovery=said)

    with pytest.raises(NeighbourUnavailable):
        provider.identity().actor(provider.access())


@pytest.mark.parametrize(
    "listed",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "key-2", "alg": "HS256"},
        {"kty": "RSA", "kid": "key-2", "use": "enc", "n": "AQAB", "e": "AQAB"},
        {"kty": "RSA", "kid": "key-2", "n": "AQAB"},
        {"kty": "RSA", "kid": "key-2", "n": 5, "e": None},
    ],
    ids=str,
)
def test_a_listed_key_that_signs_nothing_is_passed_over(listed: dict[str, Any]) -> None:
    provider = FakeProvider(more_keys=[listed])

    assert provider.identity().actor(provider.access()).id == "anna"
    refused(provider, jwt.encode(claims_of(provider), "secret" * 6, algorithm="HS256", headers={"kid": "key-2"}))


@pytest.mark.parametrize(
    ("address", "fit"),
    [
        ("https://id.example/realms/region", True),
        ("http://127.0.0.1:8080/realms/region", True),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
        ("http://id.example", False),
        ("http://127.0.0.1.example", False),
        ("https://", False),
        ("https://anna@id.example", False),
        ("https://id.example:port", False),
        ("ldap://id.example", False),
        ("", False),
    ],
)
def test_who_somebody_is_is_asked_over_tls_or_on_this_machine(address: str, fit: bool) -> None:
    assert is_fit(address, demo=False) is fit
