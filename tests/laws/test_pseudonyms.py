"""What always holds of code keys, of the files they rest in, and of what is sealed."""

import copy
import hashlib
import hmac
import pickle
import traceback
from collections import Counter
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pseudonymisation.code_key import CodeKey
from pseudonymisation.errors import KeyUnusable, NotOpened, PseudonymisationError
from pseudonymisation.key_files import tombstone
from pseudonymisation.scope import NAMELESS, Domain
from pseudonymisation.sealing import open_sealed, seal
from pseudonymisation.wrapping import MasterKey
from tests.support.people import identity_numbers

secrets = st.binary(min_size=32, max_size=32).filter(lambda secret: len(set(secret)) > 8)
projects = st.text(st.characters(categories=["Ll", "Nd"], include_characters="-|"), min_size=1, max_size=30)
naming = st.sampled_from([domain for domain in Domain if domain not in NAMELESS])


class Chance:
    """Counted bytes in place of chance: no two draws are alike."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(str(self.drawn).encode()).digest(count)


@given(secret=secrets, project=projects, person=identity_numbers(), domain=naming)
def test_the_same_value_and_scope_give_the_same_pseudonym(
    secret: bytes, project: str, person: str, domain: Domain
) -> None:
    once = CodeKey.of_secret(secret, project=project).pseudonym(person, scope=domain)
    again = CodeKey.of_secret(secret, project=project).pseudonym(person, scope=domain)

    assert once == again
    assert len(once) == 32
    assert set(once) <= set("0123456789abcdef")


@given(secret=secrets, project=projects, people=st.lists(identity_numbers(), unique=True, min_size=2, max_size=20))
def test_two_people_have_two_pseudonyms(secret: bytes, project: str, people: list[str]) -> None:
    key = CodeKey.of_secret(secret, project=project)

    pseudonyms = {key.pseudonym(person, scope=Domain.PERSON) for person in people}

    assert len(pseudonyms) == len(people)


@given(secret=secrets, names=st.lists(projects, unique=True, min_size=2, max_size=4), person=identity_numbers())
def test_projects_and_domains_never_join(secret: bytes, names: list[str], person: str) -> None:
    keys = [CodeKey.of_secret(secret, project=name) for name in names]
    domains = [domain for domain in Domain if domain not in NAMELESS]

    pseudonyms = {key.pseudonym(person, scope=domain) for key in keys for domain in domains}

    assert len(pseudonyms) == len(keys) * len(domains)


@given(secret=secrets, other=secrets, person=identity_numbers())
def test_another_secret_gives_another_pseudonym(secret: bytes, other: bytes, person: str) -> None:
    ours, theirs = (CodeKey.of_secret(each, project="p") for each in (secret, other))

    assert (ours.pseudonym(person, scope="person") == theirs.pseudonym(person, scope="person")) == (secret == other)


@given(secret=secrets, project=projects, person=st.text(min_size=1), domain=naming)
def test_the_engines_own_hmac_with_the_domain_key_gives_the_same(
    secret: bytes, project: str, person: str, domain: Domain
) -> None:
    key = CodeKey.of_secret(secret, project=project)

    def native(within: Domain) -> str:
        return hmac.new(key.domain_key(within), person.encode(), "sha256").hexdigest()

    assert key.pseudonym(person, scope=domain) == native(domain)[:32]
    assert key.date_offset(person) == 1 + int(native(Domain.DATE_SHIFT)[:16], 16) % 365


@given(secret=secrets, person=identity_numbers())
def test_a_date_offset_is_one_to_365_days_and_always_the_same(secret: bytes, person: str) -> None:
    key = CodeKey.of_secret(secret, project="p")

    offset = key.date_offset(person)

    assert 1 <= offset <= 365
    assert offset == key.date_offset(person)


def test_date_offsets_are_spread_over_the_whole_year() -> None:
    key = CodeKey.of_secret(bytes(range(32)), project="p")

    counted = Counter(key.date_offset(f"person {number}") for number in range(36_500))

    assert set(counted) == set(range(1, 366))
    # 364 degrees of freedom: a fair draw stays below 470 in all but one of some ten thousand secrets.
    assert sum((count - 100) ** 2 / 100 for count in counted.values()) < 470


def shows(secret: bytes, shown: str) -> bool:
    """Whether the text holds the secret in any form that Python prints."""
    forms = (secret.hex(), repr(secret), repr(secret)[2:-1], str(list(secret))[1:-1])
    return any(form in shown for form in forms)


@given(secret=secrets)
def test_a_code_key_never_shows_its_secret(secret: bytes) -> None:
    key, master = CodeKey.of_secret(secret, project="p"), MasterKey(secret)

    for keeper in (key, master):
        shown = f"{keeper} {keeper!r} {keeper!s} {keeper!a} {[keeper]} " + "%s %r" % (keeper, keeper)  # noqa: UP031
        assert not shows(secret, shown)
        assert not hasattr(keeper, "__dict__")


@given(secret=secrets)
def test_a_key_is_neither_pickled_nor_copied(secret: bytes) -> None:
    for keeper in (CodeKey.of_secret(secret, project="p"), MasterKey(secret)):
        for away in (pickle.dumps, copy.copy, copy.deepcopy, lambda kept: kept.__reduce__()):
            with pytest.raises(KeyUnusable):
                away(keeper)


@given(secret=secrets)
def test_a_traceback_out_of_a_key_does_not_show_its_secret(secret: bytes) -> None:
    key, master = CodeKey.of_secret(secret, project="p"), MasterKey(secret)

    for failing in (lambda: key.pseudonym("", scope="person"), lambda: master.unwrap(b"{}", project="p")):
        with pytest.raises(PseudonymisationError) as failure:
            failing()
        inside = failure.value.__traceback__.tb_next if failure.value.__traceback__ else None  # this test knows it
        with_locals = traceback.TracebackException.from_exception(
            failure.value.with_traceback(inside), capture_locals=True
        )
        assert not shows(secret, "".join(with_locals.format()))


@given(secret=secrets, project=projects, version=st.integers(1, 99))
def test_what_is_wrapped_unwraps_to_the_same_key(secret: bytes, project: str, version: int) -> None:
    master = MasterKey.new(chance=Chance())

    unwrapped = master.unwrap(master.wrap(secret, project=project, version=version, chance=Chance()), project=project)

    expected = CodeKey.of_secret(secret, project=project)
    assert unwrapped.pseudonym("x", scope=Domain.ROW) == expected.pseudonym("x", scope=Domain.ROW)


@given(secret=secrets, at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_wrapped_file_never_gives_a_key(secret: bytes, at: int, bit: int) -> None:
    master = MasterKey.new(chance=Chance())
    file = bytearray(master.wrap(secret, project="p", version=1, chance=Chance()))
    file[at % len(file)] ^= 1 << bit

    try:
        key = master.unwrap(bytes(file), project="p")
    except NotOpened:
        return

    # A hexadecimal letter turned into its capital is the same file to read, and the same key.
    assert key.pseudonym("x", scope="row") == CodeKey.of_secret(secret, project="p").pseudonym("x", scope="row")


@given(secret=secrets)
def test_a_wrapped_secret_does_not_show(secret: bytes) -> None:
    file = MasterKey.new(chance=Chance()).wrap(secret, project="p", version=1, chance=Chance())

    assert not shows(secret, file.decode())
    assert not shows(secret, tombstone(project="p", version=1, destroyed_at=datetime(2026, 1, 1, tzinfo=UTC)).decode())


@given(plain=st.binary(max_size=500), context=st.binary(max_size=40))
def test_what_is_sealed_opens_with_the_one_key_and_in_the_one_context(plain: bytes, context: bytes) -> None:
    controller, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()

    sealed = seal(plain, for_key=controller.public_key(), context=context, chance=Chance())

    assert open_sealed(sealed, key=controller, context=context) == plain
    with pytest.raises(NotOpened):
        open_sealed(sealed, key=other, context=context)
    with pytest.raises(NotOpened):
        open_sealed(sealed, key=controller, context=context + b"!")


@given(plain=st.binary(max_size=50), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_sealed_paper_opens_nothing(plain: bytes, at: int, bit: int) -> None:
    controller = X25519PrivateKey.from_private_bytes(bytes(range(32)))
    sealed = bytearray(seal(plain, for_key=controller.public_key(), context=b"", chance=Chance()))
    sealed[at % len(sealed)] ^= 1 << bit

    with pytest.raises(NotOpened):
        open_sealed(bytes(sealed), key=controller, context=b"")
