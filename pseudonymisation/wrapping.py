"""
How a project's secret, and a controller's corrections, rest: wrapped by a master key, itself sealed by a passphrase.

Everything here takes and gives bytes; where the files lie is the data plane's business. Chance comes in as a
function that returns so many random bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pseudonymisation.code_key import SECRET_BYTES, CodeKey
from pseudonymisation.errors import KeyUnusable, NotOpened
from pseudonymisation.key_files import CORRECTIONS, MASTER_KEY, PROJECT_KEY, read, refuse_tombstone, written

Chance = Callable[[int], bytes]

_NONCE_BYTES = 12
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseCost:
    """What one guess at the passphrase costs (scrypt): by default 128 MiB and about half a second."""

    n: int = 2**17
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        # A file may not ask for a guess so cheap that it protects nothing, nor for one that stops the machine.
        if self.n not in {2**power for power in range(14, 21)} or self.r != 8 or self.p not in range(1, 5):
            raise NotOpened("master-key-cost", "The cost of a guess at the passphrase is outside the allowed bounds.")


class MasterKey:
    """Wraps projects' secrets and controllers' corrections; hidden from print, and neither pickled nor copied."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise KeyUnusable("master-key-length", "A master key is exactly 32 secret bytes.")
        self._secret = bytes(secret)

    @classmethod
    def new(cls, *, chance: Chance) -> Self:
        """A master key that nobody had before."""
        return cls(chance(SECRET_BYTES))

    @classmethod
    def open(cls, file: bytes, *, passphrase: bytes) -> Self:
        """The master key that `seal` put into the file; a wrong passphrase or a changed byte opens nothing."""
        form = read(file, MASTER_KEY)
        cost = PassphraseCost(n=form["n"], r=form["r"], p=form["p"])
        key = _stretched(passphrase, form["salt"], cost)
        return cls(_opened(key, form["nonce"], form["sealed"], bound_to=_header(cost, form["salt"])))

    def seal(self, *, passphrase: bytes, chance: Chance, cost: PassphraseCost | None = None) -> bytes:
        """The file form of this master key, to be opened by the passphrase alone."""
        if not passphrase:
            raise KeyUnusable("passphrase-empty", "A master key is not sealed under an empty passphrase.")
        cost, salt, nonce = cost or PassphraseCost(), chance(_SALT_BYTES), chance(_NONCE_BYTES)
        sealed = AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, self._secret, _header(cost, salt))
        return written(MASTER_KEY, n=cost.n, r=cost.r, p=cost.p, salt=salt, nonce=nonce, sealed=sealed)

    def wrap(self, secret: bytes, *, project: str, version: int, chance: Chance) -> bytes:
        """The file form of a project's secret; bound to project and version, so no file passes for another's."""
        CodeKey.of_secret(secret, project=project).destroy()  # refuses what could never be a key
        nonce = chance(_NONCE_BYTES)
        sealed = AESGCM(self._secret).encrypt(nonce, secret, _bond(project, version))
        return written(PROJECT_KEY, project=project, version=version, nonce=nonce, sealed=sealed)

    def unwrap(self, file: bytes, *, project: str) -> CodeKey:
        """That project's code key. A tombstone raises SecretDestroyed; any other doubt, NotOpened."""
        refuse_tombstone(file)
        form = read(file, PROJECT_KEY)
        secret = _opened(self._secret, form["nonce"], form["sealed"], bound_to=_bond(project, form["version"]))
        return CodeKey.of_secret(secret, project=project)

    def wrap_corrections(self, content: bytes, *, controller: str, chance: Chance) -> bytes:
        """The file form of a controller's corrections; bound to the controller, so no file passes for another's."""
        nonce = chance(_NONCE_BYTES)
        sealed = AESGCM(self._secret).encrypt(nonce, content, _owner(controller))
        return written(CORRECTIONS, controller=controller, nonce=nonce, sealed=sealed)

    def unwrap_corrections(self, file: bytes, *, controller: str) -> bytes:
        """What was wrapped for that controller. Raises NotOpened for anything else."""
        form = read(file, CORRECTIONS)
        return _opened(self._secret, form["nonce"], form["sealed"], bound_to=_owner(controller))

    def __repr__(self) -> str:
        return "MasterKey(secret hidden)"

    def __getstate__(self) -> NoReturn:
        raise KeyUnusable("master-key-stays", "A master key is neither pickled nor copied.")

    def __reduce__(self) -> NoReturn:
        self.__getstate__()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        self.__getstate__()


def _stretched(passphrase: bytes, salt: bytes, cost: PassphraseCost) -> bytes:
    return Scrypt(salt=salt, length=SECRET_BYTES, n=cost.n, r=cost.r, p=cost.p).derive(passphrase)


def _opened(key: bytes, nonce: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound_to)
    except (InvalidTag, ValueError):
        raise NotOpened("key-file-not-opened", "The key or passphrase does not open this file.") from None


def _header(cost: PassphraseCost, salt: bytes) -> bytes:
    return written(MASTER_KEY, n=cost.n, r=cost.r, p=cost.p, salt=salt)


def _bond(project: str, version: int) -> bytes:
    return written(PROJECT_KEY, project=project, version=version)


def _owner(controller: str) -> bytes:
    return written(CORRECTIONS, controller=controller)
