"""
The policies as one file for a server, read back with suspicion, and the command that serves it.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from gateway.adapters.rules.digest import decides, digest_of_policies, policy_digest, policy_files
from gateway.adapters.rules.seal import ALGORITHM, Seal
from gateway.domain.errors import RulesVoid
from spark_jobs.papers.paper import Digest, digest_of

MANIFEST = ".manifest"
SIGNATURES = ".signatures.json"

TOKEN_DIGEST = "SLUSSEN_OPA_TOKEN_SHA256"
"""Where the server finds the digest of the token it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that holds what it says: the digest of the file, and the revision that a server names for it."""

    digest: Digest
    revision: Digest


def read_bundle(path: Path) -> Bundle:
    """
    What a bundle is called and holds. Raises RulesVoid (rules-edited) for a file that cannot be read, or whose revision
    is not the digest of what it holds: no more, no less.
    """
    try:
        packed = path.read_bytes()
        files = _members(packed)
        manifest = json.loads(files.pop(MANIFEST))
        files.pop(SIGNATURES, None)  # the seal speaks to the server; the stewards have signed the whole file
    except (OSError, tarfile.TarError, EOFError, zlib.error, KeyError, ValueError):
        sentence = f"The file {path.name} is not there, or is no whole bundle of rules: build it anew, or fetch it."
        raise RulesVoid(sentence, reason="rules-edited") from None
    revision = digest_of_policies(sorted(files.items()))
    if manifest != _manifest(revision) or not all(decides(name) for name in files):
        sentence = f"The bundle {path.name} holds other rules than those that its revision is the digest of."
        raise RulesVoid(sentence, reason="rules-edited")
    return Bundle(digest=digest_of(packed), revision=revision)


def write_bundle(folder: Path, bundle: Path, *, seal: Seal | None = None) -> Digest:
    """
    Writes the rules and numbers of a folder as an OPA bundle, the same bytes each time, and returns their digest.

    The digest is the bundle's revision, which a server names with each answer.
    """
    digest = policy_digest(folder)
    files = {MANIFEST: json.dumps(_manifest(digest)).encode()}
    files |= {name: path.read_bytes() for name, path in policy_files(folder)}
    if seal is not None:
        files[SIGNATURES] = seal.on(files)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            _add(archive, name, content)
    bundle.write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    return digest


def serve_command(opa: Path, *, bundle: Path, address: str, seal: Path | None = None) -> list[str]:
    """
    The command that serves a bundle: who asks must bring the token, and nobody may change a rule.

    `seal` is the file of the seal's public key: the server then loads no bundle that is unsealed or changed. The demo
    and a proposal go without.

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
        *((f"--verification-key={seal}", f"--signing-alg={ALGORITHM}") if seal is not None else ()),
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


def _manifest(revision: Digest) -> dict[str, object]:
    return {"revision": revision, "roots": [""], "rego_version": 1}


def _members(packed: bytes) -> dict[str, bytes]:
    """Every file by name. Raises ValueError for a name that comes twice: two readers might take different ones."""
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None or entry.name in files:
                raise ValueError("a bundle holds plain files, each once")
            files[entry.name] = content.read()
    return files
