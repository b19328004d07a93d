"""The sign-in that a person keeps on their machine: in one file of mode 0600, for one gateway, renewed as it ends."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import httpx

from gateway.cli.system import now

RENEWED_BEFORE: Final = 30
"""Seconds: a token that is about to end may have ended when it arrives."""

PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`url` is the gateway it is for: it is shown to no other. `renews` is what a new token is asked for with."""

    url: str
    client: str
    asked_at: str
    revoked_at: str | None
    token: str
    renews: str | None
    ends_at: int

    def given(self, answer: dict[str, Any]) -> "Kept":
        """With what the provider has just given. Raises KeyError, TypeError, ValueError where that is nothing."""
        ends_at = int(now()) + int(answer["expires_in"])
        return replace(self, token=str(answer["access_token"]), renews=answer.get("refresh_token"), ends_at=ends_at)


def place() -> Path:
    """Where it lies."""
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(home).expanduser() / "slussen" / "sign-in.json"


def keep(kept: Kept) -> Path:
    """Written whole, for its owner alone."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file)
    beside.replace(path)
    return path


def kept_for(url: str) -> Kept | None:
    """What is kept for that gateway; None where it is another's, or readable by others, or nothing."""
    try:
        path = place()
        if path.stat().st_mode & 0o077:
            return None
        kept = Kept(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return kept if kept.url == url else None


def token_for(url: str) -> str | None:
    """A token for that gateway that holds a while yet, renewed where it has to be; None: sign in."""
    kept = kept_for(url)
    if kept is None or kept.ends_at - now() > RENEWED_BEFORE:
        return kept.token if kept else None
    if kept.renews is None:
        return None
    form = {"grant_type": "refresh_token", "refresh_token": kept.renews, "client_id": kept.client}
    try:
        answer = httpx.post(kept.asked_at, data=form, timeout=PATIENCE)
        kept = kept.given(answer.json() if answer.is_success else {})
    except (httpx.HTTPError, KeyError, TypeError, ValueError):
        return None
    keep(kept)
    return kept.token


def forget() -> bool:
    """Take it away, here and, where the provider answers, there. Whether there was one."""
    try:
        kept = Kept(**json.loads(place().read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        kept = None
    place().unlink(missing_ok=True)
    if kept is not None and kept.revoked_at is not None and kept.renews is not None:
        form = {"token": kept.renews, "token_type_hint": "refresh_token", "client_id": kept.client}
        with contextlib.suppress(httpx.HTTPError):
            httpx.post(kept.revoked_at, data=form, timeout=PATIENCE)
    return kept is not None
