"""
Sealing something so that one holder of an X25519 key alone can open it: disclosure lists, samples of notes.
"""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pseudonymisation.errors import KeyUnusable, NotOpened

_MAGIC = b"slussen-sealed/1\n"
_KEY_BYTES = 32
_NONCE_BYTES = 12


def public_key(raw: bytes) -> X25519PublicKey:
    """The public key of these 32 bytes."""
    try:
        return X25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise KeyUnusable("sealing-key-length", "A sealing key's public half is exactly 32 bytes.") from None


def fingerprint(raw: bytes) -> str:
    """The name of a public key: it follows from its 32 bytes, so that two keys cannot share one."""
    return "x25519:" + hashlib.sha256(raw).hexdigest()[:16]


def seal(plain: bytes, *, for_key: X25519PublicKey, context: bytes, chance: Callable[[int], bytes]) -> bytes:
    """
    Readable by the holder of the other half of `for_key`, and under the same context, only.

    A fresh X25519 key each time, HKDF-SHA256 over both public halves, AES-256-GCM; the context is bound, not kept.
    """
    ephemeral = X25519PrivateKey.from_private_bytes(chance(_KEY_BYTES))
    ours, theirs = ephemeral.public_key().public_bytes_raw(), for_key.public_bytes_raw()
    key, nonce = _derived(_shared(ephemeral, for_key), ours, theirs)
    return _MAGIC + ours + AESGCM(key).encrypt(nonce, plain, _MAGIC + context)


def open_sealed(sealed: bytes, *, key: X25519PrivateKey, context: bytes) -> bytes:
    """What was sealed. The wrong key, another context or a changed byte opens nothing, and all read the same."""
    start = len(_MAGIC)
    ours, body = sealed[start : start + _KEY_BYTES], sealed[start + _KEY_BYTES :]
    if sealed[:start] != _MAGIC or len(ours) != _KEY_BYTES:
        raise _not_opened()
    try:
        shared = _shared(key, X25519PublicKey.from_public_bytes(ours))
        opener, nonce = _derived(shared, ours, key.public_key().public_bytes_raw())
        return AESGCM(opener).decrypt(nonce, body, _MAGIC + context)
    except (InvalidTag, ValueError, KeyUnusable):
        raise _not_opened() from None


def _shared(private: X25519PrivateKey, public: X25519PublicKey) -> bytes:
    try:
        return private.exchange(public)
    except ValueError:  # a point of small order: the secret would be known to everybody
        raise KeyUnusable("sealing-key-weak", "This public key gives no secret.") from None


def _derived(shared: bytes, ours: bytes, theirs: bytes) -> tuple[bytes, bytes]:
    # The key is used once, so its nonce may come from the same derivation.
    material = HKDF(
        algorithm=SHA256(), length=_KEY_BYTES + _NONCE_BYTES, salt=ours + theirs, info=b"slussen|1|sealed"
    ).derive(shared)
    return material[:_KEY_BYTES], material[_KEY_BYTES:]


def _not_opened() -> NotOpened:
    return NotOpened("sealed-not-opened", "The key does not open this, or it was changed.")
