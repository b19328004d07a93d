"""
Every page and every form of the portal, by every role, on what is theirs and on what is others', under the house's
own rules: whoever the table gives neither verb nor reach finds nothing there, and nothing is done.
"""

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from catalog.model import ControllerId
from gateway.domain.actor import Actor, Role
from gateway.main import create_app
from gateway.web.portal.doors import OFFICERS, STAGES
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.signing_in import Arrived
from gateway.web.portal.visit import Portal
from tests.spec.api.calling import NamesAsTokens
from tests.spec.portal.browsing import HOST
from tests.support import builders
from tests.support.builders import BIOBANK, ORDER, PERMIT, PROJECT, REQUEST, WORKSPACE
from tests.support.fakes import FakeSessions, World
from tests.support.walked import walked

with warnings.catch_warnings():
    # As in `calling`: the test client wishes for a newer HTTP library than the one the commands use.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

TABLE: Final[Mapping[str, Mapping[str, str]]] = json.loads(
    Path("policies/permission/table/data.json").read_text("utf-8")
)["verbs"]
OWN: Final[Mapping[Role, Actor]] = {
    Role.RESEARCHER: builders.RESEARCHER,
    Role.STEWARD: builders.STEWARD_A,
    Role.BIOBANK_HEAD: builders.HEAD,
    Role.COORDINATOR: builders.COORDINATOR,
    Role.AUDITOR: builders.AUDITOR,
    Role.CUSTODIAN: Actor(id="kerstin", roles=(Role.CUSTODIAN,), organisation="region"),
    Role.OPERATOR: Actor(id="oskar", roles=(Role.OPERATOR,), organisation="region"),
}
FOREIGN: Final[Mapping[Role, Actor]] = {
    Role.RESEARCHER: builders.STRANGER,
    Role.STEWARD: Actor(
        id="stella", roles=(Role.STEWARD,), organisation="elsewhere", controllers=(ControllerId("elsewhere"),)
    ),
    Role.BIOBANK_HEAD: Actor(id="hilma", roles=(Role.BIOBANK_HEAD,), organisation="elsewhere", biobanks=("1",)),
}
"""Of each role that reaches what is its own alone, somebody whose own this is not."""

NAMES: Final[Mapping[str, str]] = {
    "/requests/{id}": REQUEST,
    "/permits/{id}": PERMIT,
    "/extracts/{id}": ORDER,
    "/workspaces/{id}": WORKSPACE,
    "/projects/{id}": PROJECT,
}
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "/requests/{id}/coordination/{step}": ("return", "prolongation", "judgement", "ask-again", "publication"),
    "/requests/{id}/ethics/{step}": ("verification", "decision-against"),
    "/permits/{id}/term/{step}": ("extension", "ask-again", "revocation"),
    "/people/{step}": ("new", "training"),
}
READ: Final[Mapping[str, str]] = {
    **dict.fromkeys(NAMES, "read"),
    "/requests/{id}/review/{controller}": "read",
    "/requests/{id}/samples/{biobank}": "read-samples",
    "/barrings": "read-barrings",
}
"""By which verb a page is read: the longest beginning of its address counts. Every other one shows no object at all."""

OPEN: Final = frozenset(
    {
        "/", "/accessibility", "/basket", "/basket/add", "/basket/empty", "/basket/remove", "/catalog",
        "/catalog/{name}", "/coordination", "/deputies", "/deputies/new", "/extracts", "/language/{language}",
        "/people", "/people/{step}", "/samples", "/sign-in", "/sign-in/{way}", "/sign-out", "/static/{name}",
        "/unsent", "/unsent/forget", "/barrings/new", "/projects/new", "/terms", "/sign-in/oidc/answer",
        "/sign-in/oidc/ended", "/audit", "/audit/exports", "/audit/spot-checks", "/audit/verify",
    }
)  # fmt: skip
"""They are about nobody's object: what such a page lists, its own tests say, and a form there asks the rules itself."""

ELSEWHERE: Final = frozenset(
    {
        "/barrings/{id}/{step}", "/deputies/{id}/ending", "/audit/exports/{asked}", "/audit/exports/{asked}/file",
        "/audit/exports/{asked}/note", "/audit/permits/{id}", "/audit/spot-checks/{id}",
        "/audit/spot-checks/{id}/remarks", "/audit/spot-checks/{id}/sign-off",
        "/extracts/{id}/note-checks/{controller}", "/extracts/{id}/note-checks/{controller}/sample",
    }
)  # fmt: skip
"""About what this study has not, or for auditors alone: their own tests ask for what is there and what is not."""

NOT_IN_THE_STUDY: Final = ("{biobank}", "/note-checks/", "{digest}", "{condition}", "{question}")
"""It has no samples, of a biobank or of notes, no document that was kept, no condition, and no draft to write in."""

VERBS: Final[Mapping[str, str]] = {
    "/requests/{id}/review/{controller}": "review",
    "/requests/{id}/coordination/return": "return",
    "/requests/{id}/coordination/prolongation": "prolong",
    "/requests/{id}/coordination/judgement": "judge",
    "/requests/{id}/coordination/ask-again": "ask-again",
    "/requests/{id}/coordination/publication": "record-publication",
    "/requests/{id}/ethics/verification": "verify-approval",
    "/requests/{id}/ethics/decision-against": "record-decision-against",
    "/permits/{id}/term/extension": "decide-extension",
    "/permits/{id}/term/ask-again": "ask-again",
    "/permits/{id}/term/revocation": "revoke",
    "/extracts/{id}/note-checks/{controller}": "check-notes",
    "/barrings/new": "bar",
    "/deputies/new": "name-deputy",
    "/people/new": "register-person",
    "/people/training": "register-person",
    "/permits/{id}/amendment": "draft",
    "/permits/{id}/extension": "ask-extension",
    "/projects/{id}/acknowledgements": "acknowledge",
    "/projects/{id}/amendment": "record-approval",
    "/projects/{id}/approval": "record-approval",
    "/projects/{id}/requests/new": "draft",
    "/requests/{id}/basket": "draft",
    "/requests/{id}/conditions": "accept-condition",
    "/requests/{id}/conditions/{controller}/{condition}/declined": "write-message",
    "/requests/{id}/conversation": "write-message",
    "/requests/{id}/submit": "submit",
    "/requests/{id}/withdraw": "withdraw",
    "/requests/{id}/write-json": "draft",
    "/requests/{id}/write/{question}": "draft",
}
"""By which verb a form does what it does."""

FILLED: Final[Mapping[str, Any]] = {
    "outcome": "granted", "reasons": "Weighed.", "because": "Needed.", "units": "1", "capacity": "head_of_operations",
    "ground": "E05-people-approved", "finding": "accepted", "where": "Diariet 1", "on": "2026-11-22",
    "document": f"{builders.CASE_NUMBER} {builders.some_digest('the decision')}", "amends": builders.CASE_NUMBER,
    "case_number": "2026-00321-02", "decided_on": "2026-10-01", "kind": "revoked", "whom": "anna",
    "paragraph": "EHDS art. 63(3)", "from": "2026-11-22", "until": "2027-11-22", "controller": "alvik",
    "deputy": "dag", "id": "dora", "name": "Dora", "organisation": "ki",
}  # fmt: skip
"""Something in every field of every form."""

OTHERWISE: Final[Mapping[str, Mapping[str, str]]] = {
    "/barrings/new": {"kind": "person"},
}
"""Where a field of that name holds something else."""

LOOKS: Final = frozenset(
    {"verb.refused", "session.opened", "access_request.read", "access_request.listed", "permit.read", "extract.read",
     "project.read", "conversation.read", "deadline.listed", "barring.listed", "deputyship.listed"}
)  # fmt: skip


@cache
def study() -> World:
    return walked()[0]


@cache
def portal() -> FastAPI:
    everybody = [*OWN.values(), *FOREIGN.values()]
    ways = (OneClick.among([Arrived(actor=one, name=one.id) for one in everybody], demo=True),)
    return create_app(study().house, NamesAsTokens(), portal=Portal(sessions=FakeSessions(), ways=ways))


def routes() -> Iterator[tuple[str, str]]:
    for stage in (*STAGES, *OFFICERS):
        for route in stage.router.routes:
            assert isinstance(route, APIRoute)
            for method in sorted(route.methods or ()):
                yield method, route.path


def places() -> Iterator[tuple[str, str]]:
    """Each page and form, a step of several by its name."""
    for method, path in routes():
        for step in STEPS.get(path, ("",)):
            yield method, path.replace("{step}", step) if step else path


PLACES = sorted(set(places()))
BY_ITSELF: Final = ("POST", "/projects/{id}/documents")
"""It takes a file, counted as it comes in, and no form of this kind: its own tests say what is refused."""

ABOUT = [place for place in PLACES if place[1].startswith(tuple(NAMES)) and place != BY_ITSELF]


def address(path: str) -> str:
    path = path.replace("/requests/{id}/letters/{kind}", "/requests/{id}/letters/decision?of=alvik")
    path = path.replace("/permits/{id}/letters/{kind}", "/permits/{id}/letters/permit")
    for beginning, id in NAMES.items():
        if path.startswith(beginning):
            path = path.replace("{id}", id)
    named = {"{controller}": "alvik", "{biobank}": BIOBANK.number, "{condition}": "aggregates"}
    for placeholder, name in named.items():
        path = path.replace(placeholder, name)
    return path


def visitor(client: TestClient, actor: Actor) -> str:
    """Signed in; what forms carry."""
    headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
    client.post("/sign-in/demo", data={"chosen": actor.id, "back": "/"}, headers=headers)
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/accessibility").text)
    assert found is not None
    return found[1]


def call(method: str, path: str, actor: Actor) -> tuple[int, list[str]]:
    """The answer's status, and what happened beside looking."""
    client = TestClient(portal(), base_url=HOST, raise_server_exceptions=False, follow_redirects=False)
    token = visitor(client, actor)
    before = len(study().ledger)
    if method == "GET":
        answer = client.get(address(path))
    else:
        headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
        answer = client.post(address(path), data={"csrf": token, **FILLED, **OTHERWISE.get(path, {})}, headers=headers)
    return answer.status_code, [one.event.value for one in study().ledger[before:] if one.event.value not in LOOKS]


def reads(path: str) -> str:
    return max((one for one in READ if path.startswith(one)), key=len)


def test_every_page_is_about_an_object_or_about_nobodys() -> None:
    known = {path for _, path in ABOUT}
    of_people = {f"/people/{step}" for step in STEPS["/people/{step}"]}

    assert {path for _, path in PLACES} - known - OPEN - ELSEWHERE - of_people - {"/barrings"} == set()


NOT_TOLD = [(method, path, role) for method, path in ABOUT for role in OWN if READ[reads(path)] not in TABLE[role]]
NOT_GIVEN = [
    (path, role) for path in VERBS if ("POST", path) in PLACES for role in OWN if VERBS[path] not in TABLE[role]
]
TOLD = [
    (path, role)
    for method, path in ABOUT
    for role in OWN
    if method == "GET" and READ[reads(path)] in TABLE[role] and not any(one in path for one in NOT_IN_THE_STUDY)
    if (reads(path), TABLE[role][READ[reads(path)]]) != ("/projects/{id}", "own_controller")  # a steward reads requests
]


@pytest.mark.parametrize(("method", "path", "role"), NOT_TOLD)
def test_whoever_the_table_does_not_let_read_finds_nothing_and_does_nothing(method: str, path: str, role: Role) -> None:
    assert call(method, path, OWN[role]) == (404, [])


@pytest.mark.parametrize("role", FOREIGN)
@pytest.mark.parametrize(("method", "path"), ABOUT)
def test_what_is_somebody_elses_is_not_there(method: str, path: str, role: Role) -> None:
    assert call(method, path, FOREIGN[role]) == (404, [])


@pytest.mark.parametrize(("path", "role"), NOT_GIVEN)
def test_a_form_does_nothing_for_whoever_the_table_does_not_give_its_verb(path: str, role: Role) -> None:
    status, happened = call("POST", path, OWN[role])

    # What is written in a form is read first: a form that is not whole, or of another revision, is told so.
    assert (status in {403, 404, 409, 422}, happened) == (True, [])


@pytest.mark.parametrize(("path", "role"), TOLD)
def test_whoever_the_table_lets_read_what_is_theirs_reads_it(path: str, role: Role) -> None:
    assert call("GET", path, OWN[role])[0] == 200


def test_every_form_about_an_object_names_its_verb() -> None:
    assert {path for method, path in ABOUT if method == "POST"} - set(VERBS) == {"/requests/{id}/samples/{biobank}"}


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.RESEARCHER, set()),
        (Role.STEWARD, {"/extracts", "/deputies", "/barrings"}),
        (Role.BIOBANK_HEAD, {"/samples"}),
        (Role.COORDINATOR, {"/coordination", "/extracts", "/deputies", "/barrings", "/people"}),
        (Role.AUDITOR, {"/audit", "/extracts", "/deputies", "/barrings"}),
        (Role.CUSTODIAN, set()),
        (Role.OPERATOR, {"/people"}),
    ],
)
def test_the_head_of_a_page_shows_the_places_that_the_rules_let_somebody_into(role: Role, shown: set[str]) -> None:
    client = TestClient(portal(), base_url=HOST, raise_server_exceptions=False, follow_redirects=False)
    visitor(client, OWN[role])

    head = client.get("/accessibility").text.split("<main")[0].split('class="places"')[1]

    assert set(re.findall(r'<a href="(/[a-z]*)"', head)) - {"/", "/catalog", "/basket"} == shown
