"""Whose word the house takes about who is calling: what the settings may name, and what stops the start."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.adapters.identity import TokenIdentity
from gateway.adapters.oidc.claims import ClaimMapping
from gateway.adapters.oidc.flow import OidcSignIn
from gateway.adapters.oidc.identity import OidcIdentity
from gateway.domain.actor import Role
from gateway.domain.errors import Misconfigured, NeighbourUnavailable
from gateway.settings import Settings
from gateway.wiring import open_demo_issuer, open_identity, open_sign_in, try_identity
from tests.support.oidc import FakeProvider

ISSUER = "https://id.example/realms/region"
DEPLOYED = Path(__file__).resolve().parents[3] / "deploy/keycloak"


def settings(**changes: Any) -> Settings:
    return Settings(**{"oidc_issuer": ISSUER, "public_url": "https://slussen.example", **changes})


def test_a_provider_is_believed_for_people_and_for_the_systems_that_are_named() -> None:
    identity = open_identity(settings(oidc_services=("slussen-watch",)))

    assert isinstance(identity, OidcIdentity)
    assert identity.audience == "slussen"
    assert (identity.clients, identity.services) == (frozenset({"slussen-cli"}), frozenset({"slussen-watch"}))


def test_the_browser_comes_back_to_the_house() -> None:
    door = open_sign_in(settings())

    assert isinstance(door, OidcSignIn)
    assert door.returns_to == "https://slussen.example/sign-in/oidc/answer"
    assert door.left_to == "https://slussen.example/"


def test_without_a_provider_there_is_an_issuer_with_one_key_and_no_way_for_browsers(tmp_path: Path) -> None:
    demo = Settings(home=tmp_path, demo=True)
    open_demo_issuer(demo)

    assert isinstance(open_identity(demo), TokenIdentity)
    assert open_sign_in(demo) is None


def test_outside_demo_mode_somebody_has_to_be_named() -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_OIDC_ISSUER"):
        open_identity(Settings())


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"oidc_issuer": "http://id.example"}, "SLUSSEN_OIDC_ISSUER"),
        ({"oidc_issuer": "id.example"}, "SLUSSEN_OIDC_ISSUER"),
        ({"oidc_issuer": "https://id.example?realm=1"}, "SLUSSEN_OIDC_ISSUER"),
        ({"issuer_key_file": Path("issuer.pem")}, "SLUSSEN_ISSUER_KEY_FILE"),
        ({"audience": "slussen-cli"}, "SLUSSEN_AUDIENCE"),
        ({"audience": "slussen-portal"}, "SLUSSEN_AUDIENCE"),
        ({"oidc_services": ("slussen-cli",)}, "SLUSSEN_OIDC_SERVICES"),
        ({"oidc_services": ("slussen-portal",)}, "SLUSSEN_OIDC_SERVICES"),
        ({"oidc_ca_file": Path("/nowhere/ca.pem")}, "no certificate"),
        ({"oidc_claims_file": Path("/nowhere/claims.json")}, "no mapping"),
    ],
    ids=str,
)
def test_what_is_unsafe_stops_the_start_by_its_name(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(Misconfigured, match=named):
        open_identity(settings(**changes))


@pytest.mark.parametrize(
    "address", [None, "http://slussen.example", "slussen.example", "https://slussen.example/portal"], ids=str
)
def test_people_come_back_over_tls_to_a_host(address: str | None) -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_PUBLIC_URL"):
        open_sign_in(settings(public_url=address))


def test_on_this_machine_and_in_demo_mode_a_provider_needs_no_certificate() -> None:
    for changes in ({"oidc_issuer": "http://127.0.0.1:8080/realms/region"}, {"oidc_issuer": "http://id", "demo": True}):
        assert isinstance(open_identity(settings(**changes)), OidcIdentity)


def test_the_clients_secret_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "portal.secret"
    path.touch(mode=0o600)
    path.write_text("secret\n")
    whole = open_sign_in(settings(oidc_client_secret_file=path))
    assert isinstance(whole, OidcSignIn)
    assert whole.secret == "secret"

    path.chmod(0o640)
    with pytest.raises(Misconfigured, match="Others may read"):
        open_sign_in(settings(oidc_client_secret_file=path))

    path.chmod(0o600)
    path.write_text(" ")
    with pytest.raises(Misconfigured, match="is empty"):
        open_sign_in(settings(oidc_client_secret_file=path))
    with pytest.raises(Misconfigured, match="no client's secret"):
        open_sign_in(settings(oidc_client_secret_file=tmp_path / "nothing"))


def test_the_doctor_asks_the_provider_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = FakeProvider()
    http = provider.tokens().provider._http
    monkeypatch.setattr("gateway.wiring.identity._http", lambda *_: http)

    try_identity(settings())
    provider.silent = True

    with pytest.raises(NeighbourUnavailable, match="provider of identities"):
        try_identity(settings())


# ---- what claims mean ------------------------------------------------------------------------------------------------


def test_the_mapping_that_comes_with_the_realm_knows_every_role_but_the_houses_own() -> None:
    mapping = ClaimMapping.read(DEPLOYED / "claims.json")
    realm = json.loads((DEPLOYED / "realm.json").read_bytes())

    assert mapping.roles is not None
    assert set(mapping.roles.values.values()) == set(Role) - {Role.HOUSE}
    assert set(mapping.roles.values) == {role["name"] for role in realm["roles"]["realm"]}
    told = {
        mapper["config"].get("claim.name") for scope in realm["clientScopes"] for mapper in scope["protocolMappers"]
    }
    assert {
        mapping.organisation,
        mapping.roles.claim,
        mapping.controllers,
        mapping.biobanks,
        *mapping.assurance,
    } <= told


@pytest.mark.parametrize(
    "written",
    ["", "[]", '{"persons": "sub"}', '{"roles": {"claim": "r", "values": {"x": "emperor"}}}', '{"levels": {"al2": 9}}'],
)
def test_a_mapping_that_is_wrong_is_told_with_its_place(tmp_path: Path, written: str) -> None:
    path = tmp_path / "claims.json"
    path.write_text(written)

    with pytest.raises(Misconfigured, match="is wrong at /"):
        ClaimMapping.read(path)
