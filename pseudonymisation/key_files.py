"""The files that rest under keys, as bytes: their forms, each field of its type, and a destroyed key's tombstone."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pseudonymisation.errors import NotOpened, SecretDestroyed

MASTER_KEY = "slussen-master-key/1"
PROJECT_KEY = "slussen-project-key/1"
TOMBSTONE = "slussen-tombstone/1"
CORRECTIONS = "slussen-corrections/1"

_FIELDS: Mapping[str, Mapping[str, type]] = {
    MASTER_KEY: {"form": str, "n": int, "r": int, "p": int, "salt": str, "nonce": str, "sealed": str},
    PROJECT_KEY: {"form": str, "project": str, "version": int, "nonce": str, "sealed": str},
    TOMBSTONE: {"form": str, "project": str, "version": int, "destroyed_at": str},
    CORRECTIONS: {"form": str, "controller": str, "nonce": str, "sealed": str},
}
_BYTES = frozenset({"salt", "nonce", "sealed"})


def written(form: str, **fields: object) -> bytes:
    """The file of that form, the same bytes for the same fields; bytes are written in hexadecimal."""
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in fields.items()}
    return json.dumps({"form": form, **plain}, sort_keys=True, separators=(",", ":")).encode()


def read(file: bytes, form: str) -> dict[str, Any]:
    """The fields of a file of that form; anything else is NotOpened, without a word from the file."""
    try:
        found = json.loads(file)
        if _has_the_fields(found, form):
            return {name: bytes.fromhex(value) if name in _BYTES else value for name, value in found.items()}
    except (ValueError, RecursionError):
        pass  # told below in the same sentence as every other unreadable file
    raise NotOpened("key-file-unreadable", "This is not a key file of the expected form.")


def tombstone(*, project: str, version: int, destroyed_at: datetime) -> bytes:
    """What takes the place of a destroyed secret: when it ended, and nothing from which it could be had."""
    return written(TOMBSTONE, project=project, version=version, destroyed_at=destroyed_at.isoformat())


def is_tombstone(file: bytes) -> bool:
    """Whether the file says that the secret was destroyed."""
    try:
        read(file, TOMBSTONE)
    except NotOpened:
        return False
    return True


def refuse_tombstone(file: bytes) -> None:
    """Raises SecretDestroyed where the file is a tombstone."""
    if is_tombstone(file):
        raise SecretDestroyed("code-key-destroyed", "This project's secret was destroyed; no new one takes its place.")


def _has_the_fields(found: object, form: str) -> bool:
    fields = _FIELDS[form]
    if not isinstance(found, dict) or found.keys() != fields.keys() or found["form"] != form:
        return False
    return all(type(found[name]) is kind for name, kind in fields.items())
