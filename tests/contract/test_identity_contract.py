"""To the house one provider of identities is as another: the fake of the tests, and Keycloak with the house's realm."""

from collections.abc import Callable
from typing import Any, Protocol

import httpx
import pytest

from gateway.adapters.oidc.flow import OidcSignIn
from gateway.adapters.oidc.identity import OidcIdentity
from gateway.domain.actor import ActorKind, Role
from gateway.domain.errors import NotSignedIn
from gateway.ports.sign_in import Begun
from tests.support.neighbours import keycloak
from tests.support.oidc import ALMA, ANNA, PORTAL, SYSTEM, FakeProvider

LEVEL = "http://www.swamid.se/policy/assurance/al2"


class AnyProvider(Protocol):
    """What every provider of these tests can do."""

    def identity(self, **changes: Any) -> OidcIdentity: ...
    def sign_in(self) -> OidcSignIn: ...
    def access(self, person: str = ...) -> str: ...
    def service(self, client: str = ...) -> str: ...
    def comes_back(self, address: str, person: str) -> dict[str, str]: ...


def fake() -> FakeProvider:
    return FakeProvider(people={"anna": ANNA, "alma": {**ALMA, "acr": LEVEL, "amr": ["pwd"]}})


@pytest.fixture(scope="module", params=[fake, keycloak], ids=["fake", "keycloak"])
def provider(request: pytest.FixtureRequest) -> AnyProvider:
    made: Callable[[], AnyProvider] = request.param
    return made()


def back(provider: AnyProvider, begun: Begun, person: str = "anna") -> dict[str, Any]:
    answer = provider.comes_back(begun.address, person)
    return {"code": answer["code"], "state": answer["state"], "issuer": answer.get("iss")}


def test_a_person_with_two_factors_comes_with_roles_and_level(provider: AnyProvider) -> None:
    anna = provider.identity().actor(provider.access("anna"))

    assert (anna.id, anna.kind, anna.organisation) == ("anna", ActorKind.PERSON, "ki")
    assert (anna.roles, anna.assurance, anna.mfa) == ((Role.RESEARCHER,), 2, True)


def test_a_person_with_one_factor_comes_with_one(provider: AnyProvider) -> None:
    alma = provider.identity().actor(provider.access("alma"))

    assert (alma.roles, alma.controllers, alma.assurance) == ((Role.STEWARD,), ("alvik",), 2)
    assert not alma.mfa


def test_a_system_comes_under_its_own_name(provider: AnyProvider) -> None:
    system = provider.identity().actor(provider.service())

    assert (system.id, system.kind, system.mfa) == (f"service:{SYSTEM}", ActorKind.SERVICE, False)


def test_a_system_that_is_on_no_list_or_on_that_of_people_is_nobody(provider: AnyProvider) -> None:
    token = provider.service()

    lists: tuple[dict[str, Any], ...] = (
        {"services": frozenset()},
        {"services": frozenset(), "clients": frozenset({SYSTEM})},
    )

    for changes in lists:
        with pytest.raises(NotSignedIn):
            provider.identity(**changes).actor(token)


def test_a_persons_client_is_no_system(provider: AnyProvider) -> None:
    token = provider.access("anna")

    with pytest.raises(NotSignedIn):
        provider.identity(clients=frozenset(), services=frozenset({"slussen-cli"})).actor(token)


def test_a_token_for_another_house_opens_nothing_here(provider: AnyProvider) -> None:
    with pytest.raises(NotSignedIn):
        provider.identity(audience="another-house").actor(provider.access("anna"))


def test_a_changed_token_opens_nothing(provider: AnyProvider) -> None:
    header, body, signature = provider.access("anna").split(".")

    for forged in (f"{header}.{body}.", f"{header}.{body}.{signature[:-6]}AAAAAA", f"{header}.{body[:-6]}AAAAAA.x"):
        with pytest.raises(NotSignedIn):
            provider.identity().actor(forged)


def test_a_browser_goes_and_comes_back(provider: AnyProvider) -> None:
    door = provider.sign_in()
    begun = door.begin()

    signed_in = door.complete(begun, **back(provider, begun))

    assert (signed_in.actor.id, signed_in.actor.roles) == ("anna", (Role.RESEARCHER,))
    assert (signed_in.actor.assurance, signed_in.actor.mfa) == (2, True)
    assert signed_in.session
    with pytest.raises(NotSignedIn):
        provider.identity(clients=frozenset({PORTAL})).actor(signed_in.hint)


def test_a_code_is_spent_once_and_by_whoever_began(provider: AnyProvider) -> None:
    door = provider.sign_in()
    begun, other = door.begin(), door.begin()
    answer = back(provider, begun)

    with pytest.raises(NotSignedIn):
        door.complete(begun, **{**answer, "state": "forged"})
    door.complete(begun, **answer)
    with pytest.raises(NotSignedIn):
        door.complete(begun, **answer)
    with pytest.raises(NotSignedIn):
        door.complete(other, **{**back(provider, begun), "state": other.state})


def test_an_answer_to_another_question_signs_nobody_in(provider: AnyProvider) -> None:
    door = provider.sign_in()
    begun = door.begin()
    asked_otherwise = Begun(address=begun.address, state=begun.state, nonce="another", verifier=begun.verifier)

    with pytest.raises(NotSignedIn):
        door.complete(asked_otherwise, **back(provider, begun))


def test_the_provider_knows_the_way_out(provider: AnyProvider) -> None:
    door = provider.sign_in()
    begun = door.begin()
    signed_in = door.complete(begun, **back(provider, begun))

    leaving = door.address_to_leave(signed_in.hint)

    assert leaving is not None
    if not isinstance(provider, FakeProvider):
        left = httpx.get(leaving, trust_env=False, timeout=60)
        assert (left.status_code, left.headers["Location"]) == (302, "https://slussen.example/")
