"""
Signing keys: one Ed25519 pair per plane, kept in one file that is made once and never overwritten.
"""

import base64
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.paper import Kind, SignedPaper, signed_bytes


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A private key that signs papers under its own name. Its repr shows the name only."""

    _private: Ed25519PrivateKey

    @classmethod
    def new(cls) -> Self:
        """A fresh pair from the operating system's randomness."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises KeyFileError where the file is missing, open to others, or no key."""
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            document = json.loads(path.read_text("utf-8"))
            seed = base64.b64decode(document["private"], validate=True)
            key = cls(Ed25519PrivateKey.from_private_bytes(seed))
        except FileNotFoundError:
            raise KeyFileError(f"There is no signing key at {path}: make one with `keys new`.") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise KeyFileError(f"The file {path} holds no Ed25519 signing key.") from None
        if mode & 0o077:
            raise KeyFileError(f"The key file {path} can be read by others than its owner: set its mode to 0600.")
        return key

    def write(self, path: Path) -> None:
        """Write a new file of mode 0600. Raises KeyFileError where one stands already: a key is never overwritten."""
        seed = self._private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        document = {"algorithm": "Ed25519", "id": self.key_id, "private": base64.b64encode(seed).decode("ascii")}
        write_private(path, json.dumps(document).encode("ascii"))

    @property
    def key_id(self) -> str:
        """`ed25519:` and the first 16 hexadecimal digits of the public key's SHA-256."""
        return key_id_of(self._private.public_key())

    @property
    def public(self) -> str:
        """The public key's 32 bytes in base64, as a trust file wants it."""
        raw = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode("ascii")

    def sign(self, kind: Kind, body: Mapping[str, Any]) -> SignedPaper:
        """A paper of that kind. Raises PaperUnreadable for a body without a canonical form."""
        signature = self._private.sign(signed_bytes(kind=kind, body=body, key_id=self.key_id))
        return SignedPaper(kind=kind, body=body, key_id=self.key_id, signature=signature)

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id})"


def key_id_of(public: Ed25519PublicKey) -> str:
    """The name of a public key: it follows from the key, so two keys cannot share one."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "ed25519:" + hashlib.sha256(raw).hexdigest()[:16]


def write_private(path: Path, content: bytes) -> None:
    """A new file of mode 0600 in a folder of mode 0700, on disk when this returns; never over an old one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(f"The file {path} exists already and is never overwritten.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # the name as well: what was sealed for a key that is lost stays sealed
    finally:
        os.close(folder)
