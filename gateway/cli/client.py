"""The API as a command sees it: ask, get JSON, or end with the API's own sentence."""

import json
import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx

from gateway.cli.endings import end, end_with
from gateway.cli.kept import token_for
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
        base = f"{url.rstrip('/')}/api/v1"
        self._http = httpx.Client(base_url=base, headers=headers, timeout=PATIENCE, trust_env=outside)

    def get(self, *path: str, **query: Any) -> Any:
        """Read."""
        return self._asked("GET", path, params=query)

    def fetch(self, *path: str, into: Path) -> None:
        """Read into a file, piece by piece, however much it is."""
        place = "/" + "/".join(quote(step, safe="") for step in path)
        try:
            with self._http.stream("GET", place) as answer:
                if not answer.is_success:
                    answer.read()
                    end_with(_problem(answer))
                with into.open("wb") as file:
                    for piece in answer.iter_bytes():
                        file.write(piece)
        except (httpx.HTTPError, httpx.InvalidURL):
            end("unreachable")
        except OSError:
            end("invalid", choose(sv=f"Filen {into} går inte att skriva.", en=f"The file {into} cannot be written."))

    def fetch_whole(self, *path: str, **query: str) -> bytes:
        """Read a small file."""
        return self._answer("GET", path, params=query).content

    def place(self, *path: str, content: bytes) -> Any:
        """Put a file there."""
        return self._asked("PUT", path, content=content)

    def post(self, *path: str, body: Any = None, **query: Any) -> Any:
        """Do."""
        return self._asked("POST", path, json=body, params=query)

    def put(self, *path: str, body: Any, if_match: str | None = None) -> Any:
        """Write anew; `if_match` is the tag of what was read."""
        headers = {"If-Match": if_match} if if_match else {}
        return self._asked("PUT", path, json=body, headers=headers)

    def tag(self, *path: str) -> str:
        """The ETag of what stands there now."""
        return str(self._answer("GET", path).headers.get("ETag", ""))

    def refused(self, *path: str, body: Any = None) -> Any:
        """The problem that this is answered with, or None where it is done: for whoever wants to read the no."""
        answer = self._sent("POST", path, json=body)
        return None if answer.is_success else answer.json()

    def _asked(self, method: str, path: tuple[str, ...], **more: Any) -> Any:
        answer = self._answer(method, path, **more)
        return answer.json() if answer.content else None

    def _sent(self, method: str, path: tuple[str, ...], **more: Any) -> httpx.Response:
        place = "/" + "/".join(quote(step, safe="") for step in path)
        try:
            return self._http.request(method, place, **more)
        except (httpx.HTTPError, httpx.InvalidURL):
            end("unreachable")

    def _answer(self, method: str, path: tuple[str, ...], **more: Any) -> httpx.Response:
        answer = self._sent(method, path, **more)
        if not answer.is_success:
            end_with(_problem(answer))
        return answer


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    return problem if isinstance(problem, dict) else {"code": "gateway"}


def address() -> str:
    """Where the gateway is: SLUSSEN_URL, or this machine."""
    return os.environ.get("SLUSSEN_URL", DEFAULT_URL)


def open_api() -> Api:
    """With the token of SLUSSEN_TOKEN, of the file that SLUSSEN_TOKEN_FILE names, or of `slussen sign-in`."""
    token = os.environ.get("SLUSSEN_TOKEN")
    file = os.environ.get("SLUSSEN_TOKEN_FILE")
    if token is None and file is not None:
        try:
            token = Path(file).read_text("utf-8").strip()
        except OSError:
            end("not-signed-in", choose(sv=f"Filen {file} går inte att läsa.", en=f"The file {file} cannot be read."))
    if token is None:
        token = token_for(address())
    return Api(address(), token)


def document(path: Path) -> Any:
    """The JSON in that file, or the end."""
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError:
        end("invalid", choose(sv=f"Filen {path} går inte att läsa.", en=f"The file {path} cannot be read."))
    except ValueError:
        end("invalid", choose(sv=f"Filen {path} är inte JSON.", en=f"The file {path} is not JSON."))
