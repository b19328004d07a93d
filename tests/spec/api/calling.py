"""The API as somebody calls it: the real front door around a house of fakes."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.domain.actor import Actor, Role
from gateway.domain.errors import NotSignedIn
from gateway.main import create_app
from gateway.ports.identity import Identity
from gateway.ports.sign_in import Place
from gateway.ports.watch import Pulse
from tests.support import builders
from tests.support.fakes import World

with warnings.catch_warnings():
    # The test client wishes for a newer HTTP library than the one the commands use.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient
    from httpx import Response

PEOPLE = {
    actor.id: actor
    for actor in (
        builders.RESEARCHER,
        builders.STRANGER,
        builders.COORDINATOR,
        builders.AUDITOR,
        builders.HEAD,
        *builders.STEWARDS.values(),
        builders.somebody("bo", Role.RESEARCHER, "ki"),
        builders.OPERATOR,
    )
}


class NamesAsTokens:
    """Whoever shows a name is that person."""

    def actor(self, token: str, /) -> Actor:
        if token not in PEOPLE:
            raise NotSignedIn("This token is not valid here: sign in again.")
        return PEOPLE[token]


@dataclass
class Caller:
    """Calls as somebody; every answer is checked for the headers that close doors."""

    world: World = field(default_factory=World)
    pulse: Pulse | None = None
    own_needs: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    identity: Identity = field(default_factory=NamesAsTokens)
    sign_in_place: Place | None = None

    def __post_init__(self) -> None:
        self._app = create_app(
            self.world.house,
            self.identity,
            pulse=self.pulse,
            own_needs=self.own_needs,
            sign_in_place=self.sign_in_place,
        )
        self._client = TestClient(self._app, raise_server_exceptions=False)

    def browser(self, url: str, headers: dict[str, str]) -> TestClient:
        """The front door at that address, for a client that brings its own headers."""
        return TestClient(self._app, base_url=url, headers=headers, raise_server_exceptions=False)

    def __call__(self, method: str, path: str, *, by: str | None = "anna", **more: Any) -> Response:
        headers = {"Accept-Language": "en", **more.pop("headers", {})}
        if by is not None:
            headers["Authorization"] = f"Bearer {by}"
        place = path if path.startswith("/health") or path == "/ready" else f"/api/v1{path}"
        answer: Response = self._client.request(method, place, headers=headers, **more)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Trace-Id"]
        return answer

    def get(self, path: str, **more: Any) -> Response:
        return self("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Response:
        return self("POST", path, json=body, **more)

    def put(self, path: str, body: Any, **more: Any) -> Response:
        return self("PUT", path, json=body, **more)


def written(**changes: Any) -> dict[str, Any]:
    """What Anna sends: the application of the builders in its form on the wire."""
    columns = [
        {"dataset": choice.dataset, "table": choice.table, "column": choice.column, "justification": "needed"}
        for choice in builders.choices("alvik", "birka", "cedra")
    ]
    body = {
        "applicant": {"kind": "university", "country": "SE"},
        "investigator": "bo",
        "named_persons": ["anna"],
        "purpose": "53.1.e",
        "declarations": ["54.a", "54.b", "54.c", "54.d", "54.e"],
        "expected_persons": 400,
        "format": "pseudonymised",
        "why_pseudonymised": "rows of one person must be linked over time",
        "wanted": {"from": "2026-11-01", "until": "2028-10-31"},
        "cohort": builders.cohort(),
        "period": {"from": "2018-01-01", "to": "2024-12-31"},
        "columns": columns,
    }
    return {**body, **changes}


DOCUMENT = builders.some_digest("the decision's document")


def decision(**changes: Any) -> dict[str, Any]:
    """An ethics approval in its form on the wire."""
    body = {
        "case_number": "2025-01234",
        "kind": "approval",
        "outcome": "approved",
        "decided_on": "2025-03-03",
        "legal_force_on": "2025-03-28",
        "started_on": "2025-06-01",
        "principals": ["ki"],
        "investigator": "bo",
        "named_persons": ["anna"],
        "scope": {
            "datasets": ["alvik", "birka", "cedra"],
            "groups": ["demographics", "diagnoses"],
            "period": {"from": "2015-01-01", "to": "2025-12-31"},
            "population": ["ICD-10-SE:K922"],
        },
        "maximum_persons": 500,
        "consent": {"mode": "waived"},
        "documents": [{"title": "Beslut", "digest": DOCUMENT}],
    }
    return {**body, **changes}
