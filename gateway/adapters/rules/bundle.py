"""
The policies as one file for a server, and the command that serves it.

`python -m gateway.adapters.rules.bundle policies policies.tar.gz` writes the bundle and tells its digest.
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

from gateway.adapters.rules.digest import policy_digest, policy_files

TOKEN_DIGEST = "SLUSSEN_OPA_TOKEN_SHA256"
"""Where the server finds the digest of the token it asks for."""


def write_bundle(folder: Path, bundle: Path) -> str:
    """
    Writes the rules and numbers of a folder as an OPA bundle, the same bytes each time, and returns their digest.

    The digest is the bundle's revision, which a server names with each answer.
    """
    digest = policy_digest(folder)
    manifest = json.dumps({"revision": digest, "roots": [""], "rego_version": 1}).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        _add(archive, ".manifest", manifest)
        for name, path in policy_files(folder):
            _add(archive, name, path.read_bytes())
    bundle.write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    return digest


def serve_command(opa: Path, *, bundle: Path, address: str) -> list[str]:
    """
    The command that serves a bundle: who asks must bring the token, and nobody may change a rule.

    The process needs `token_digest(token)` in its environment, under the name TOKEN_DIGEST.
    """
    return [
        str(opa),
        "run",
        "--server",
        f"--addr={address}",
        "--authentication=token",
        "--authorization=basic",
        "--skip-version-check",
        "--log-level=error",
        "--bundle",
        str(bundle),
    ]


def token_digest(token: str) -> str:
    """What the server is told of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


if __name__ == "__main__":
    sys.stdout.write(write_bundle(Path(sys.argv[1]), Path(sys.argv[2])) + "\n")
