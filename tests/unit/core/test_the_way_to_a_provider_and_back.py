"""The browser's sign-in: one way for one browser, once; and its end, at both ends."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gateway.adapters.oidc.flow import LOGGED_OUT, challenge
from gateway.domain.actor import Role
from gateway.domain.errors import NeighbourUnavailable, NotSignedIn
from gateway.ports.sign_in import Begun
from tests.support.oidc import ANNA, COMMAND_LINE, HOUSE, ISSUER, PORTAL, RETURNS_TO, FakeProvider


def back(provider: FakeProvider, begun: Begun, person: str = "anna") -> dict[str, str]:
    answer = provider.comes_back(begun.address, person)
    return {"code": answer["code"], "state": answer["state"], "issuer": answer["iss"]}


def test_a_person_goes_to_the_provider_and_comes_back_as_themselves() -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    begun = door.begin()

    signed_in = door.complete(begun, **back(provider, begun))

    assert (signed_in.actor.id, signed_in.actor.roles) == ("anna", (Role.RESEARCHER,))
    assert (signed_in.actor.assurance, signed_in.actor.mfa, signed_in.session) == (2, True, "session-1")


@pytest.mark.parametrize(
    ("name", "called"), [("Anna Ek", "Anna Ek"), (None, "anna"), (5, "anna"), ("\n", "anna")], ids=str
)
def test_a_person_is_called_by_name_where_the_provider_gives_one(name: object, called: str) -> None:
    provider = FakeProvider(people={"anna": {**ANNA, "name": name}})
    door = provider.sign_in()
    begun = door.begin()

    assert door.complete(begun, **back(provider, begun)).name == called


def test_each_way_is_new_and_tells_the_provider_nothing_that_would_finish_it() -> None:
    door = FakeProvider().sign_in()

    one, other = door.begin(), door.begin()

    asked = parse_qs(urlsplit(one.address).query)
    assert one.address.startswith(f"{ISSUER}/auth?")
    assert {one.state, one.nonce, one.verifier}.isdisjoint({other.state, other.nonce, other.verifier})
    assert one.verifier not in one.address
    assert asked["code_challenge"] == [challenge(one.verifier)]
    assert (asked["redirect_uri"], asked["scope"], asked["client_id"]) == ([RETURNS_TO], ["openid"], [PORTAL])


def test_the_challenge_is_that_of_the_standards_own_example() -> None:
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_code_is_spent_once() -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    begun = door.begin()
    answer = back(provider, begun)
    door.complete(begun, **answer)

    with pytest.raises(NotSignedIn, match="used already"):
        door.complete(begun, **answer)


@pytest.mark.parametrize(
    "changes",
    [{"state": "forged"}, {"state": ""}, {"issuer": "https://evil.example"}, {"issuer": None}, {"code": "guessed"}],
    ids=str,
)
def test_an_answer_that_this_browser_does_not_wait_for_signs_nobody_in(changes: dict[str, Any]) -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    begun = door.begin()

    with pytest.raises(NotSignedIn):
        door.complete(begun, **{**back(provider, begun), **changes})


def test_a_code_is_of_no_use_to_a_browser_that_did_not_begin() -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    theirs, mine = door.begin(), door.begin()
    answer = back(provider, theirs)

    with pytest.raises(NotSignedIn):
        door.complete(mine, **{**answer, "state": mine.state})


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": ...},
        {"nonce": 5},
        {"aud": "choir"},
        {"aud": [PORTAL, "choir"], "azp": ...},
        {"azp": "choir"},
        {"sub": ...},
        {"sub": PORTAL},
        {"exp": 1_700_000_000},
        {"organisation": ["ki"]},
        {"preferred_username": "service-account-slussen-portal"},
    ],
    ids=str,
)
def test_an_id_token_with_anything_wrong_in_it_signs_nobody_in(claims: dict[str, Any]) -> None:
    provider = FakeProvider(people={"anna": ANNA})
    door = provider.sign_in()
    begun = door.begin()
    answer = back(provider, begun)
    whole = {"nonce": begun.nonce, **provider._asked(), **ANNA, "aud": PORTAL, "azp": PORTAL}

    with pytest.raises(NotSignedIn):
        door._signed_in(provider.signed({**whole, **claims}), nonce=begun.nonce)

    assert door._signed_in(provider.signed(whole), nonce=begun.nonce).actor.id == "anna"
    assert answer["state"] == begun.state


def test_an_id_token_does_not_open_the_api_nor_an_access_token_the_portal() -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    begun = door.begin()
    signed_in = door.complete(begun, **back(provider, begun))

    with pytest.raises(NotSignedIn):
        provider.identity(clients=frozenset({PORTAL, COMMAND_LINE})).actor(signed_in.hint)
    with pytest.raises(NotSignedIn):
        door._signed_in(provider.access(nonce="n"), nonce="n")


def test_a_client_without_its_secret_gets_nobody_in() -> None:
    provider = FakeProvider()
    door = replace(provider.sign_in(), secret="guessed")
    begun = door.begin()

    with pytest.raises(NotSignedIn):
        door.complete(begun, **back(provider, begun))


def test_a_public_client_says_its_name_alone() -> None:
    provider = FakeProvider(secrets={})
    door = provider.sign_in()
    begun = door.begin()

    assert door.complete(begun, **back(provider, begun)).actor.id == "anna"


@pytest.mark.parametrize("trouble", ["silent", "failing"])
def test_a_provider_that_falls_silent_on_the_way_is_no_answer(trouble: str) -> None:
    provider = FakeProvider()
    door = provider.sign_in()
    begun = door.begin()
    answer = back(provider, begun)
    setattr(provider, trouble, True)

    with pytest.raises(NeighbourUnavailable):
        door.complete(begun, **answer)


# ---- the end ---------------------------------------------------------------------------------------------------------


def test_leaving_the_house_leaves_the_provider_too() -> None:
    leaving = FakeProvider().sign_in().address_to_leave("the-hint")

    asked = parse_qs(urlsplit(str(leaving)).query)
    assert str(leaving).startswith(f"{ISSUER}/logout?")
    assert asked == {
        "client_id": [PORTAL],
        "id_token_hint": ["the-hint"],
        "post_logout_redirect_uri": [f"{HOUSE}/"],
    }


def test_a_provider_without_a_way_out_has_none() -> None:
    assert FakeProvider(discovery={"end_session_endpoint": None}).sign_in().address_to_leave("hint") is None


def test_the_provider_says_whose_sign_in_has_ended() -> None:
    provider = FakeProvider()

    assert provider.sign_in().ended(provider.logout_token()).actor == "anna"


@pytest.mark.parametrize(
    "changes",
    [
        {"events": ...},
        {"events": {}},
        {"events": {LOGGED_OUT: "yes"}},
        {"events": [LOGGED_OUT]},
        {"nonce": "n"},
        {"sub": ...},
        {"sub": ""},
        {"sub": 5},
        {"jti": ...},
        {"aud": "choir"},
        {"iat": 1_700_000_000},
        {"exp": 1_700_000_000},
    ],
    ids=str,
)
def test_what_is_not_the_providers_word_ends_nothing(changes: dict[str, Any]) -> None:
    provider = FakeProvider()

    with pytest.raises(NotSignedIn):
        provider.sign_in().ended(provider.logout_token(**changes))


def test_no_other_token_of_the_provider_ends_a_sign_in() -> None:
    provider = FakeProvider()

    with pytest.raises(NotSignedIn):
        provider.sign_in().ended(provider.access(aud=PORTAL))
