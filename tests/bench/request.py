"""
One whole request without Spark: drafted, submitted, decided by three stewards, issued and ordered, over HTTP.

The gateway listens on loopback, OPA rules, SQLite keeps. The yardstick is as many bare calls to the same server.
"""

import json
import logging
import secrets
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import httpx
import structlog
import uvicorn
from fastapi import FastAPI

from catalog.model import ControllerId
from gateway.adapters.rules.server import rule_server
from gateway.adapters.system import SystemClock
from gateway.domain.actor import Actor, Role
from gateway.main import create_app, listening
from gateway.ports.clock import swedish_day
from gateway.services.house import House
from gateway.settings import Settings
from gateway.web.api.application import EXAMPLE
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.signing_in import Arrived
from gateway.web.portal.visit import Portal
from gateway.wiring import POLICIES, open_demo_issuer, open_house, open_identity, open_sessions
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import Snapshot
from spark_jobs.papers.paper import Kind, digest_of
from tests.bench.yardstick import Figure, in_turn, milliseconds, percentile, ratio
from tests.journey.planes import VALID
from tests.support.neighbours import opa

REQUESTS = 30
CALLS = 10
DOCUMENT = digest_of(b"the decision")
RESEARCHER = Arrived(actor=Actor(id="anna", roles=(Role.RESEARCHER,), organisation="ki"), name="Anna")
CONTROLLERS = ("norrmalm", "sankt-brita", "malarhojden")
PEOPLE = (
    RESEARCHER,
    Arrived(actor=Actor(id="klara", roles=(Role.COORDINATOR,), organisation="region"), name="Klara"),
    Arrived(
        actor=Actor(
            id="at-norrmalm", roles=(Role.STEWARD,), organisation="norrmalm", controllers=(ControllerId("norrmalm"),)
        ),
        name="Alma",
    ),
    Arrived(actor=Actor(id="frida", roles=(Role.BIOBANK_HEAD,), organisation="region", biobanks=("1",)), name="Frida"),
    Arrived(actor=Actor(id="kajsa", roles=(Role.CUSTODIAN,), organisation="region"), name="Kajsa"),
    Arrived(actor=Actor(id="gustav", roles=(Role.AUDITOR,), organisation="region"), name="Gustav"),
)
"""One of each role that has pages."""


def main() -> None:
    """The figures of thirty requests, one after the other."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with (
        tempfile.TemporaryDirectory() as folder,
        gateway(Path(folder)) as (house, url, settings),
        clients_of(url, settings) as clients,
        httpx.Client(base_url=url, trust_env=False) as bare,
    ):
        project = prepared(clients, house)
        walked, called = in_turn(
            lambda: walk(clients, house, project),
            lambda: [bare.get("/health").raise_for_status() for _ in range(CALLS)],
            times=REQUESTS,
            warm=2,
        )
    Figure(
        what=f"one whole request over HTTP without Spark ({CALLS} calls and the house's round), {REQUESTS} in turn",
        yardstick=f"{CALLS} bare calls to the same server",
        measured=f"{milliseconds(statistics.median(walked))} (95 %: {milliseconds(percentile(walked, 0.95))})",
        reference=f"{milliseconds(statistics.median(called))} (95 %: {milliseconds(percentile(called, 0.95))})",
        ratio=round(ratio(walked, called), 1),
        aim="none set",
    ).keep("request")


def walk(clients: dict[str, httpx.Client], house: House, project: str) -> tuple[str, str, str]:
    """The ids of the request, its permit and its order."""
    researcher = clients["researcher"]
    request = submitted(clients, project)
    for controller in CONTROLLERS:
        routed = {"units": 1, "capacity": "head_of_operations"}
        path = f"/access-requests/{request}/parts/{controller}"
        sheet = clients[controller].get(f"{path}/sheet").raise_for_status().json()
        finding = {"outcome": "granted", "reasons": "No harm is seen.", "answers": _answered(sheet), **routed}
        clients[controller].post(f"{path}/review", json=finding).raise_for_status()
    house.permit.issue(request)
    permit = researcher.get(f"/access-requests/{request}/permits").raise_for_status().json()
    first = permit["items"][0] if isinstance(permit, dict) else permit[0]
    extract = house.extraction.order(first["id"])
    researcher.get(f"/access-requests/{request}").raise_for_status()
    return request, first["id"], extract.id


def submitted(clients: dict[str, httpx.Client], project: str) -> str:
    """The id of a request that waits for its three stewards."""
    researcher = clients["researcher"]
    request = researcher.post("/access-requests", json=_application(project)).raise_for_status().json()["id"]
    researcher.post(f"/access-requests/{request}/submit").raise_for_status()
    return str(request)


def _answered(sheet: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return [
        {"point": point["id"], "answer": "yes", "reason": "The persons are drawn, and none of them exists."}
        for point in sheet["points"]
        if point["answered"] == "signed"
    ]


def _application(project: str) -> dict[str, object]:
    today = swedish_day(SystemClock().now())
    column = {
        "table": "condition_occurrence",
        "column": "condition_source_value",
        "justification": "The diagnosis is what is studied.",
    }
    return {
        **EXAMPLE,
        "project": project,
        "investigator": "anna",
        "named_persons": ["anna"],
        "wanted": {"from": today.isoformat(), "until": (today + timedelta(days=365)).isoformat()},
        "columns": [{"dataset": controller, **column} for controller in CONTROLLERS],
    }


def prepared(clients: dict[str, httpx.Client], house: House) -> str:
    """The project, with everything a request of it rests on."""
    today = swedish_day(SystemClock().now())
    coordinator, researcher = clients["coordinator"], clients["researcher"]
    person = {"id": "anna", "name": "Anna", "organisation": "ki"}
    coordinator.post("/people", json=person).raise_for_status()
    days = {"on": today.isoformat(), "until": (today + timedelta(days=365)).isoformat()}
    coordinator.put("/people/anna/training", json=days).raise_for_status()
    researcher.post("/terms/acceptance", json={"version": house.desk.terms_version}).raise_for_status()
    project = researcher.post("/projects", json={"title": "Bench", "principal": "ki"}).raise_for_status().json()["id"]
    approval = {
        "case_number": "2025-04127",
        "kind": "approval",
        "outcome": "approved",
        "decided_on": (today - timedelta(days=60)).isoformat(),
        "legal_force_on": (today - timedelta(days=30)).isoformat(),
        "immediate_effect": False,
        "started_on": None,
        "principals": ["ki"],
        "investigator": "anna",
        "scope": {
            "datasets": list(CONTROLLERS),
            "groups": ["diagnoses"],
            "period": {"from": "2015-01-01", "to": "2025-12-31"},
            "population": ["ICD-10-SE:K922"],
        },
        "maximum_persons": 1000,
        "consent": {"mode": "waived"},
        "documents": [{"title": "Beslut", "digest": DOCUMENT}],
        "conditions": [],
    }
    researcher.put(f"/projects/{project}/ethics-approval", json=approval).raise_for_status()
    verified = {"case_number": approval["case_number"], "document": DOCUMENT}
    coordinator.post(f"/projects/{project}/ethics-verifications", json=verified).raise_for_status()
    return str(project)


@contextmanager
def clients_of(url: str, settings: Settings) -> Iterator[dict[str, httpx.Client]]:
    """Everybody who takes part, each with their token."""
    issuer = open_demo_issuer(settings)
    tokens = {
        "researcher": issuer.token("anna", organisation="ki", roles=[Role.RESEARCHER]),
        "coordinator": issuer.token("klara", organisation="region", roles=[Role.COORDINATOR]),
    }
    for name in CONTROLLERS:
        tokens[name] = issuer.token(f"at-{name}", organisation=name, roles=[Role.STEWARD], controllers=[name])
    base = f"{url}/api/v1"
    clients = {
        name: httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=30)
        for name, token in tokens.items()
    }
    yield clients
    for client in clients.values():
        client.close()


@contextmanager
def gateway(folder: Path) -> Iterator[tuple[House, str, Settings]]:
    """A house with OPA and SQLite, served with its portal."""
    token = secrets.token_hex(16)
    (folder / "token").write_text(token)
    gateway, runner = SigningKey.new(), SigningKey.new()
    gateway.write(folder / "home" / "gateway.key")
    pins = [
        {"id": key.key_id, "role": role, "public_key": key.public, **VALID}
        for key, role in ((gateway, "gateway"), (runner, "runner"))
    ]
    (folder / "home" / "trust.json").write_text(json.dumps({"keys": pins}))
    with rule_server(opa(), policies=POLICIES, scratch=folder, token=token) as rules:
        settings = Settings(
            home=folder / "home",
            demo=True,
            opa_url=f"http://{rules.host}:{rules.port}",
            opa_token_file=folder / "token",
            opa_timeout_seconds=10,
            order_box=folder / "box",
            heads=folder / "heads",
        )
        open_demo_issuer(settings)
        with open_house(settings) as house, _answering(house, settings) as url:
            _publish(house, runner, folder / "box" / "out" / "snapshots")
            yield house, url, settings


@contextmanager
def _answering(house: House, settings: Settings) -> Iterator[str]:
    with open_sessions(settings) as sessions:
        ways = (OneClick.among(PEOPLE, demo=settings.demo),)
        app = create_app(house, open_identity(settings), portal=Portal(sessions=sessions, ways=ways))
        with _served(app) as url:
            yield url


@contextmanager
def _served(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    with listening("127.0.0.1", 0) as taking:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taking]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{taking.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _publish(house: House, runner: SigningKey, folder: Path) -> None:
    """Snapshots of datasets that nobody reads in this bench."""
    folder.mkdir(parents=True)
    for name, dataset in house.desk.catalog.entries.items():
        body = Snapshot(
            dataset=name,
            controller=dataset.controller.id,
            namespace=dataset.namespace,
            content=digest_of(name.encode()),
            tables=(),
            made_at=SystemClock().now(),
        )
        (folder / f"{name}.json").write_bytes(runner.sign(Kind.SNAPSHOT, body.as_json()).to_json())


if __name__ == "__main__":
    main()
