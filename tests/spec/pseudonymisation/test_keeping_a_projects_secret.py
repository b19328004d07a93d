"""A project's secret rests wrapped; the master key that wraps it rests sealed under a passphrase."""

import json
import os
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pseudonymisation.custody import Opening, Why
from pseudonymisation.errors import KeyUnusable, NotOpened, SecretDestroyed
from pseudonymisation.key_files import is_tombstone, tombstone
from pseudonymisation.sealing import open_sealed, public_key, seal
from pseudonymisation.wrapping import MasterKey, PassphraseCost

SECRET = bytes(range(32))
CHEAP = PassphraseCost(n=2**14)
LATE = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def master() -> MasterKey:
    return MasterKey.new(chance=os.urandom)


def wrapped(master: MasterKey) -> bytes:
    return master.wrap(SECRET, project="heart", version=1, chance=os.urandom)


def test_the_passphrase_opens_the_master_key_again(master: MasterKey) -> None:
    file = master.seal(passphrase=b"six words", chance=os.urandom, cost=CHEAP)

    again = MasterKey.open(file, passphrase=b"six words")

    assert again.unwrap(wrapped(master), project="heart").project == "heart"


def test_by_default_a_guess_at_the_passphrase_costs_128_mebibytes(master: MasterKey) -> None:
    file = json.loads(master.seal(passphrase=b"six words", chance=os.urandom))

    assert 128 * file["n"] * file["r"] == 128 * 2**20


def test_another_passphrase_opens_nothing(master: MasterKey) -> None:
    file = master.seal(passphrase=b"six words", chance=os.urandom, cost=CHEAP)

    with pytest.raises(NotOpened, match="key-file-not-opened"):
        MasterKey.open(file, passphrase=b"six w0rds")


def test_an_empty_passphrase_seals_nothing(master: MasterKey) -> None:
    with pytest.raises(KeyUnusable, match="passphrase-empty"):
        master.seal(passphrase=b"", chance=os.urandom)


@pytest.mark.parametrize("cost", [{"n": 2}, {"n": 2**21}, {"n": 2**14 + 1}, {"r": 1}, {"p": 0}, {"p": 9}])
def test_a_file_may_not_ask_for_a_cost_that_protects_nothing_or_stops_the_machine(
    master: MasterKey, cost: dict[str, int]
) -> None:
    file = json.loads(master.seal(passphrase=b"six words", chance=os.urandom, cost=CHEAP))

    with pytest.raises(NotOpened, match="master-key-cost"):
        MasterKey.open(json.dumps({**file, **cost}).encode(), passphrase=b"six words")


def test_a_changed_cost_within_the_bounds_opens_nothing(master: MasterKey) -> None:
    file = json.loads(master.seal(passphrase=b"six words", chance=os.urandom, cost=CHEAP))

    with pytest.raises(NotOpened, match="key-file-not-opened"):
        MasterKey.open(json.dumps({**file, "p": 2}).encode(), passphrase=b"six words")


def test_one_projects_file_does_not_pass_for_anothers(master: MasterKey) -> None:
    relabelled = wrapped(master).replace(b'"project":"heart"', b'"project":"lungs"')

    with pytest.raises(NotOpened, match="key-file-not-opened"):
        master.unwrap(wrapped(master), project="lungs")
    with pytest.raises(NotOpened, match="key-file-not-opened"):
        master.unwrap(relabelled, project="lungs")


def test_another_master_key_unwraps_nothing(master: MasterKey) -> None:
    with pytest.raises(NotOpened, match="key-file-not-opened"):
        MasterKey.new(chance=os.urandom).unwrap(wrapped(master), project="heart")


def test_a_destroyed_secret_leaves_a_tombstone_that_says_when(master: MasterKey) -> None:
    stone = tombstone(project="heart", version=1, destroyed_at=LATE)

    assert is_tombstone(stone)
    assert json.loads(stone)["destroyed_at"] == "2026-11-22T12:00:00+00:00"
    with pytest.raises(SecretDestroyed, match="code-key-destroyed"):
        master.unwrap(stone, project="heart")


def test_a_wrapped_secret_is_no_tombstone(master: MasterKey) -> None:
    assert not is_tombstone(wrapped(master))


@pytest.mark.parametrize(
    "change",
    [{"form": "slussen-master-key/1"}, {"version": "1"}, {"nonce": "zz"}, {"sealed": ""}, {"nonce": ""}, {"more": 1}],
)
def test_a_key_file_of_another_form_is_refused(master: MasterKey, change: dict[str, object]) -> None:
    file = json.loads(wrapped(master)) | change

    with pytest.raises(NotOpened):
        master.unwrap(json.dumps(file).encode(), project="heart")


@pytest.mark.parametrize("file", [b"", b"\xff\xfe", b"[]", b"7", b"{", b"[" * 100_000])
def test_what_is_no_key_file_is_refused_in_the_same_words(master: MasterKey, file: bytes) -> None:
    with pytest.raises(NotOpened, match="key-file-unreadable: This is not a key file"):
        master.unwrap(file, project="heart")


def test_neither_master_key_nor_secret_is_made_of_other_than_32_bytes(master: MasterKey) -> None:
    with pytest.raises(KeyUnusable, match="master-key-length"):
        MasterKey(bytes(31))
    with pytest.raises(KeyUnusable, match="code-key-length"):
        master.wrap(bytes(31), project="heart", version=1, chance=os.urandom)


def test_a_disclosure_list_opens_for_its_controller_alone() -> None:
    controller, neighbour = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    theirs = public_key(controller.public_key().public_bytes_raw())

    sealed = seal(b"who went", for_key=theirs, context=b"order 7", chance=os.urandom)

    assert b"who went" not in sealed
    assert open_sealed(sealed, key=controller, context=b"order 7") == b"who went"
    with pytest.raises(NotOpened, match="sealed-not-opened"):
        open_sealed(sealed, key=neighbour, context=b"order 7")


def test_a_sealing_key_is_32_bytes_and_gives_a_secret() -> None:
    with pytest.raises(KeyUnusable, match="sealing-key-length"):
        public_key(bytes(31))
    with pytest.raises(KeyUnusable, match="sealing-key-weak"):
        seal(b"who went", for_key=public_key(bytes(32)), context=b"", chance=os.urandom)


@pytest.mark.parametrize("keep", [0, 10, 20, 48, 60])
def test_a_cut_sealed_paper_opens_nothing(keep: int) -> None:
    controller = X25519PrivateKey.generate()
    sealed = seal(b"who went", for_key=controller.public_key(), context=b"", chance=os.urandom)

    with pytest.raises(NotOpened, match="sealed-not-opened"):
        open_sealed(sealed[:keep], key=controller, context=b"")


def test_an_opening_says_for_which_permit_and_why() -> None:
    opening = Opening(project="heart", permit="sha256:0", asked_by="order 7", why=Why.EXTRACT)

    assert (opening.project, opening.permit, opening.why) == ("heart", "sha256:0", "extract")


def test_what_stewards_corrected_rests_wrapped_for_its_controller_alone(master: MasterKey) -> None:
    file = master.wrap_corrections(b"words", controller="north", chance=os.urandom)

    assert master.unwrap_corrections(file, controller="north") == b"words"
    assert b"words" not in file
    for other, controller in ((master, "south"), (MasterKey.new(chance=os.urandom), "north")):
        with pytest.raises(NotOpened, match="key-file-not-opened"):
            other.unwrap_corrections(file, controller=controller)
    with pytest.raises(NotOpened, match="key-file-unreadable"):
        master.unwrap_corrections(wrapped(master), controller="north")
