"""The API as a command sees it: ask, get JSON, or end with the API's own sentence."""

import json
import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx

from gateway.cli.endings import end, end_with
from gateway.cli.telling import choose, tongue

DEFAULT_URL: Final = "http://127.0.0.1:8420"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
PATIENCE: Final = 45.0
"""Seconds: longer than the longest long poll."""


class Api:
    """One caller at one gateway. Opens no database and holds no key: a URL and a bearer token are all it has."""

    def __init__(self, url: str, token: str | None) -> None:
        host = urlsplit(url).hostname
        headers = {"Accept-Language": tongue().value, "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        # A proxy from the environment is for the world outside, not for this machine.
        outside = host not in LOOPBACK
        self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", headers=headers, timeout=PATIENCE, trust_env=outside)

    def get(self, *path: str, **query: Any) -> Any:
        """Read."""
        return self._asked("GET", path, params=query)

    def post(self, *path: str, body: Any = None) -> Any:
        """Do."""
        return self._asked("POST", path, json=body)

    def put(self, *path: str, body: Any, if_match: str | None = None) -> Any:
        """Write anew; `if_match` is the tag of what was read."""
        headers = {"If-Match": if_match} if if_match else {}
        return self._asked("PUT", path, json=body, headers=headers)

    def tag(self, *path: str) -> str:
        """The ETag of what stands there now."""
        return self._answer("GET", path).headers.get("ETag", "")

    def _asked(self, method: str, path: tuple[str, ...], **more: Any) -> Any:
        answer = self._answer(method, path, **more)
        return answer.json() if answer.content else None

    def _answer(self, method: str, path: tuple[str, ...], **more: Any) -> httpx.Response:
        place = "/" + "/".join(quote(step, safe="") for step in path)
        try:
            answer = self._http.request(method, place, **more)
        except (httpx.HTTPError, httpx.InvalidURL):
            end("unreachable")
        if answer.is_success:
            return answer
        try:
            problem = answer.json()
        except ValueError:
            problem = None
        if not isinstance(problem, dict):
            end("gateway")
        end_with(problem)


def open_api() -> Api:
    """With SLUSSEN_URL, and the token of SLUSSEN_TOKEN or of the file that SLUSSEN_TOKEN_FILE names."""
    token = os.environ.get("SLUSSEN_TOKEN")
    file = os.environ.get("SLUSSEN_TOKEN_FILE")
    if token is None and file is not None:
        try:
            token = Path(file).read_text("utf-8").strip()
        except OSError:
            end("not-signed-in", choose(sv=f"Filen {file} går inte att läsa.", en=f"The file {file} cannot be read."))
    return Api(os.environ.get("SLUSSEN_URL", DEFAULT_URL), token)


def document(path: Path) -> Any:
    """The JSON in that file, or the end."""
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError:
        end("invalid", choose(sv=f"Filen {path} går inte att läsa.", en=f"The file {path} cannot be read."))
    except ValueError:
        end("invalid", choose(sv=f"Filen {path} är inte JSON.", en=f"The file {path} is not JSON."))
