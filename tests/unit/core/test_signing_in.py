"""Whose token is believed: one issuer's, for one audience, whole and in time; and nobody is the house."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from gateway.adapters.identity import DemoIssuer, TokenIdentity
from gateway.adapters.system import SystemClock
from gateway.domain.actor import Role
from gateway.domain.errors import Misconfigured, NotSignedIn
from tests.support.fakes import FakeClock

KEY = Ed25519PrivateKey.from_private_bytes(b"the issuer's key of these tests.")
OTHER = Ed25519PrivateKey.from_private_bytes(b"a key that nobody pinned here...")
IDENTITY = TokenIdentity(public_key=KEY.public_key(), issuer="https://id.example", audience="slussen")
NOW = SystemClock().now()

CLAIMS: dict[str, Any] = {
    "sub": "anna",
    "org": "ki",
    "roles": ["researcher", "steward"],
    "controllers": ["alvik"],
    "iss": "https://id.example",
    "aud": "slussen",
    "iat": NOW,
    "exp": NOW + timedelta(hours=1),
}


def token(key: Ed25519PrivateKey = KEY, **changes: Any) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not ...}
    return jwt.encode(claims, key, algorithm="EdDSA")


def test_a_whole_token_becomes_an_actor() -> None:
    actor = IDENTITY.actor(token())

    assert (actor.id, actor.organisation, actor.controllers) == ("anna", "ki", ("alvik",))
    assert actor.roles == (Role.RESEARCHER, Role.STEWARD)


def test_whoever_answers_for_a_biobank_says_so_in_the_token_and_nobody_else_has_to() -> None:
    head = IDENTITY.actor(token(roles=["biobank_head"], biobanks=["914"]))

    assert (head.roles, head.biobanks) == ((Role.BIOBANK_HEAD,), ("914",))
    assert IDENTITY.actor(token()).biobanks == ()


def test_how_somebody_signed_in_is_what_the_token_says_and_unsaid_is_nothing() -> None:
    strong = IDENTITY.actor(token(assurance=2, mfa=True))

    assert (strong.assurance, strong.mfa) == (2, True)
    assert (IDENTITY.actor(token()).assurance, IDENTITY.actor(token()).mfa) == (None, False)


def test_a_clock_that_is_a_little_late_is_forgiven() -> None:
    just_ended = SystemClock().now() - timedelta(seconds=10)

    assert IDENTITY.actor(token(exp=just_ended)).id == "anna"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-house"},
        {"iss": "https://elsewhere.example"},
        {"exp": NOW - timedelta(minutes=5)},
        {"iat": NOW + timedelta(hours=1)},
        {"roles": ["researcher", "house"]},
        {"roles": ["emperor"]},
        {"roles": "researcher"},
        {"roles": [5]},
        {"roles": None},
        {"controllers": "alvik"},
        {"controllers": [None]},
        {"controllers": [""]},
        {"biobanks": "914"},
        {"biobanks": [914]},
        {"biobanks": [" "]},
        {"biobanks": None},
        {"assurance": "2"},
        {"assurance": True},
        {"mfa": 1},
        {"mfa": None},
        {"sub": "house"},
        {"sub": ""},
        {"sub": " "},
        {"sub": 5},
        {"org": 5},
        {"org": ""},
        *({name: ...} for name in CLAIMS),
    ],
    ids=str,
)
def test_a_token_with_anything_wrong_in_it_signs_nobody_in(changes: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn, match="sign in again"):
        IDENTITY.actor(token(**changes))


def test_a_token_of_another_key_signs_nobody_in() -> None:
    with pytest.raises(NotSignedIn):
        IDENTITY.actor(token(OTHER))


def part(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document, default=str).encode()).decode().rstrip("=")


def unsigned(algorithm: str) -> str:
    claims = {**CLAIMS, "iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 3600}
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."


def by_secret() -> str:
    # The public key is public: a house that let the token choose the algorithm would take it for a shared secret.
    public = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return jwt.encode(CLAIMS, public, algorithm="HS256")


@pytest.mark.parametrize(
    "shown",
    ["", "anna", "a.b.c", unsigned("none"), unsigned("EdDSA"), by_secret(), token()[:-4], token() + "AA", "å.ä.ö"],
    ids=["nothing", "a name", "rubbish", "alg none", "no signature", "alg HS256", "cut", "longer", "no ascii"],
)
def test_what_is_no_token_of_the_issuer_signs_nobody_in(shown: str) -> None:
    with pytest.raises(NotSignedIn):
        IDENTITY.actor(shown)


def test_the_answer_does_not_say_what_was_wrong() -> None:
    said = set()
    for shown in ("rubbish", token(OTHER), token(aud="another")):
        with pytest.raises(NotSignedIn) as refused:
            IDENTITY.actor(shown)
        said.add(refused.value.sentence)

    assert len(said) == 1


# ---- the pinned key --------------------------------------------------------------------------------------------------


def test_the_issuers_public_key_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    path.write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    identity = TokenIdentity.of_file(path, issuer=IDENTITY.issuer, audience=IDENTITY.audience)

    assert identity.actor(token()).id == "anna"


def test_without_a_key_nobody_could_be_believed(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no public key"):
        TokenIdentity.of_file(tmp_path / "issuer.pem", issuer="i", audience="a")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.write_bytes(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    with pytest.raises(Misconfigured, match="not an Ed25519 key"):
        TokenIdentity.of_file(path, issuer="i", audience="a")


# ---- the demo issuer -------------------------------------------------------------------------------------------------


def issuer(folder: Path, *, demo: bool = True) -> DemoIssuer:
    clock = FakeClock(datetime.now(UTC))
    return DemoIssuer.open(folder, demo=demo, issuer=IDENTITY.issuer, audience=IDENTITY.audience, clock=clock)


def test_the_demo_issuer_does_not_start_outside_demo_mode(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="does not start outside demo mode"):
        issuer(tmp_path, demo=False)

    assert list(tmp_path.iterdir()) == []


def test_the_demo_issuer_signs_in_whom_the_house_believes(tmp_path: Path) -> None:
    shown = issuer(tmp_path).token("alma", organisation="alvik", roles=[Role.STEWARD], controllers=["alvik"])

    identity = TokenIdentity.of_file(tmp_path / "issuer.public.pem", issuer=IDENTITY.issuer, audience=IDENTITY.audience)
    assert identity.actor(shown).roles == (Role.STEWARD,)


def test_even_the_demo_issuer_signs_in_nobody_as_the_house(tmp_path: Path) -> None:
    shown = issuer(tmp_path).token("house", organisation="slussen", roles=[Role.HOUSE])

    identity = TokenIdentity.of_file(tmp_path / "issuer.public.pem", issuer=IDENTITY.issuer, audience=IDENTITY.audience)
    with pytest.raises(NotSignedIn):
        identity.actor(shown)


def test_the_demo_issuers_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = issuer(tmp_path)

    again = issuer(tmp_path)

    assert again.private_key.private_bytes_raw() == first.private_key.private_bytes_raw()
    assert (tmp_path / "issuer.private.pem").stat().st_mode & 0o777 == 0o600


def test_a_first_opening_that_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    issuer(tmp_path)
    (tmp_path / "issuer.public.pem").unlink()

    issuer(tmp_path)

    assert (tmp_path / "issuer.public.pem").exists()


def test_a_demo_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "issuer.private.pem").write_bytes(pem)

    with pytest.raises(Misconfigured, match="not an Ed25519 key"):
        issuer(tmp_path)
