"""The portal as a browser without JavaScript sees it: the real pages around a house of fakes."""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from gateway.main import create_app
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.signing_in import Arrived
from gateway.web.portal.visit import Portal
from tests.spec.api.calling import PEOPLE, NamesAsTokens
from tests.support.fakes import FakeSessions, World

with warnings.catch_warnings():
    # As in `calling`: the test client wishes for a newer HTTP library than the one the commands use.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient
    from httpx import Response

HOST = "https://slussen.test"
CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}


@dataclass
class Browser:
    """One browser with its cookies; every page is checked for the headers that close doors."""

    world: World = field(default_factory=World)
    sessions: FakeSessions = field(default_factory=FakeSessions)
    language: str = "en"

    def __post_init__(self) -> None:
        ways = (OneClick.among([Arrived(actor=one, name=one.id.title()) for one in PEOPLE.values()], demo=True),)
        self.app = create_app(self.world.house, NamesAsTokens(), portal=Portal(sessions=self.sessions, ways=ways))
        self.client = TestClient(self.app, base_url=HOST, raise_server_exceptions=False, follow_redirects=False)
        self.page = ""

    def another(self) -> "Browser":
        """Somebody else's browser, on the same house."""
        return Browser(world=self.world, sessions=self.sessions, language=self.language)

    def get(self, path: str, **more: Any) -> Response:
        """Look at a page."""
        headers = {"Accept-Language": self.language, "Sec-Fetch-Site": "none", **more.pop("headers", {})}
        return self._seen(self.client.get(path, headers=headers, **more))

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Response:
        """Send a form of the page that was looked at last, with its token."""
        headers = {"Accept-Language": self.language, "Origin": HOST, "Sec-Fetch-Site": "same-origin"}
        headers |= more.pop("headers", {})
        sent = {"csrf": self.token, **(fields or {})}
        kept = {name: value for name, value in headers.items() if value is not None}
        return self._seen(self.client.post(path, data=sent, headers=kept, **more))

    @property
    def token(self) -> str:
        """That of the page's first form."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        return found[1] if found else ""

    def be(self, who: str = "anna", *, back: str = "/") -> "Browser":
        """Sign in by one click."""
        answer = self.post("/sign-in/demo", {"chosen": who, "back": back})
        assert answer.status_code == 303, answer.text
        # A page with a form, so that its token is at hand.
        self.get("/accessibility")
        return self

    def _seen(self, answer: Response) -> Response:
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.page = answer.text
            for name, value in CLOSED.items():
                assert answer.headers[name] == value, name
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        return answer


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(page: str) -> str:
    """What somebody reads on it, on one line."""
    reader = _Text()
    reader.feed(page)
    return " ".join(unescape(" ".join(reader.parts)).split())
