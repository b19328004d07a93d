"""
The seal of a bundle: OPA's own signature on its files (`.signatures.json`, a JWS with ES256).

A server that was given the seal's public key loads no bundle that was changed since, whatever revision it names. That
the rules may rule is said by the stewards' papers alone; the seal closes the way from them to what the server loads.
"""

import base64
import hashlib
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from spark_jobs.papers.errors import KeyFileError

ALGORITHM = "ES256"


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """A private key on the curve P-256. Its repr shows nothing."""

    _private: ec.EllipticCurvePrivateKey

    @classmethod
    def read(cls, path: Path) -> "Seal":
        """Raises KeyFileError where the file is missing, open to others than its owner, or no such key in PEM."""
        try:
            mode, key = stat.S_IMODE(path.stat().st_mode), load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError:
            raise KeyFileError(f"There is no key of a seal at {path}.") from None
        except (OSError, ValueError, TypeError):
            raise KeyFileError(f"The file {path} holds no private key in PEM without a passphrase.") from None
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise KeyFileError(f"The key in {path} is not on the curve P-256.")
        if mode & 0o077:
            raise KeyFileError(f"The key file {path} can be read by others than its owner: set its mode to 0600.")
        return cls(key)

    @property
    def public(self) -> bytes:
        """The public key in PEM, as the server wants it."""
        return self._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def on(self, files: Mapping[str, bytes]) -> bytes:
        """The signatures file for a bundle of these files; the same bytes each time."""
        listed = [
            {"name": name, "hash": hashlib.sha256(_as_hashed(name, content)).hexdigest(), "algorithm": "SHA-256"}
            for name, content in sorted(files.items())
        ]
        signed = f"{_base64({'alg': ALGORITHM, 'typ': 'JWT'})}.{_base64({'files': listed})}"
        # Deterministic (RFC 6979): a bundle is the same bytes wherever it is built.
        drawn = self._private.sign(signed.encode(), ec.ECDSA(SHA256(), deterministic_signing=True))
        halves = b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(drawn))
        return json.dumps({"signatures": [f"{signed}.{_spelled(halves)}"]}).encode()

    def __repr__(self) -> str:
        return "Seal()"


def _as_hashed(name: str, content: bytes) -> bytes:
    """JSON is hashed by what it says: keys in order, no spaces; rules as they are written."""
    if name.endswith((".json", ".manifest")):
        return json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return content


def _base64(value: object) -> str:
    return _spelled(json.dumps(value, separators=(",", ":")).encode())


def _spelled(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
