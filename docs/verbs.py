"""
Every verb on each kind of thing: in which states it follows, who may, where its route and its command are.

Written here are only the thing, its states, and what the rules are told (`about`). Verb and question are read from the
rooms, routes from the API's own endpoints, commands from the calls they make, and who may from the table of the rules.
`tests/policy/test_every_cell.py` walks all of it.
"""

import ast
import importlib
import inspect
import json
import pkgutil
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[1] / "policies/permission/table/data.json"
SERVICES = "gateway.services"

STATES: Mapping[str, tuple[str, ...]] = {
    "project": ("without an approval", "approved"),
    "person": ("unknown", "on record"),
    "barring": ("recorded", "confirmed", "lifted"),
    "deputyship": ("named", "ended"),
    "role": ("recorded", "confirmed", "ended"),
    "access request": ("draft", "submitted", "reviewed", "held", "returned", "decided", "refused", "withdrawn"),
    "part": ("not asked for", "undecided", "granted", "refused"),
    "samples": ("undecided", "granted", "refused"),
    "permit": ("issued", "held", "ordered", "asked for longer", "extended", "replaced", "revoked"),
    "extract": ("ordered", "running", "extracted", "held", "delivering", "delivered", "failed"),
    "note sample": ("drawn", "read", "delivered"),
    "workspace": (
        "undelivered",
        "open",
        "lapsed",
        "closing",
        "closed",
        "cleared",
        "opening",
        "outlived",
        "emptying",
        "emptied",
    ),
    "inquiry": ("due", "waiting", "answered", "heard"),
    "deadline": ("running", "soon", "overdue", "met"),
    "ledger": ("kept",),
    "spot check": ("drawn", "remarked", "signed off"),
}
"""
Beside the lifecycles: a submitted request is *reviewed* once every part is decided, and something is *held* where the
rules would not let the house go on with it. An open workspace is *lapsed* where the rules no longer allow it, a closed
one *cleared* where they do again and *outlived* where it has to be emptied; in those that end in -ing the runner has
answered, which nobody has read yet. A note sample is *drawn* until its steward has told what was left in it. An
inquiry is the day's question about objections to what lies in a workspace: *due* before it is asked, *answered* where
nobody has read the answer yet.
"""

REACHES: Mapping[str, frozenset[str]] = {
    "any": frozenset({"own", "nothing", "person", "project", "request", "part", "samples", "deputyship"}),
    "self": frozenset({"own", "person"}),
    "own_project": frozenset({"own", "project", "request", "part", "samples"}),
    "own_controller": frozenset({"request", "part", "samples"}),
    "own_part": frozenset({"part"}),
    "own_samples": frozenset({"samples"}),
    "own_deputies": frozenset({"deputyship"}),
}
"""What the rules must be told about for a reach to hold at all; `own` is what is the actor's own by being made."""


@dataclass(frozen=True, slots=True)
class Act:
    """One public method of a room, on a thing in these states (none: in all). `about` is what the rules are told of."""

    name: str
    thing: str
    about: str
    states: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """The states in which it follows."""
        return self.states or STATES[self.thing]

    @property
    def verb(self) -> str:
        """As the rules know it."""
        (verb,) = re.findall(r'desk\.act\("([\w-]+)"', _source(self.name))
        return str(verb)

    @property
    def asks(self) -> str:
        """The question that the rules are asked besides, or nothing."""
        found = re.findall(
            r"(?:act\.ask\(|act\.ask_about\(permit, |_ruled\(act, permit, )Question\.(\w+)", _source(self.name)
        )
        return found[0].lower() if found else ""

    def reach(self, role: str) -> str:
        """How far that role reaches with it: nothing where it may not."""
        reach = table().get(role, {}).get(self.verb, "")
        if not reach or self.about not in REACHES[reach]:
            return ""
        return "any" if self.about == "own" else reach


ACTS = (
    Act("project.open", "project", "own"),
    Act("project.read", "project", "project"),
    Act("project.list", "project", "project"),
    Act("project.record_approval", "project", "project"),
    Act("project.record_amendment", "project", "project", ("approved",)),
    Act("project.record_decision_against", "project", "project", ("approved",)),
    Act("project.verify_approval", "project", "project", ("approved",)),
    Act("project.acknowledge", "project", "project", ("approved",)),
    Act("document.keep", "project", "project", ("approved",)),
    Act("document.list", "project", "project", ("approved",)),
    Act("document.read", "project", "project", ("approved",)),
    Act("access_request.draft", "project", "project"),
    Act("project.register", "person", "person", ("unknown",)),
    Act("project.train", "person", "person", ("on record",)),
    Act("project.accept_terms", "person", "own", ("on record",)),
    Act("barring.bar", "barring", "nothing"),
    Act("barring.confirm", "barring", "nothing", ("recorded",)),
    Act("barring.lift", "barring", "nothing", ("recorded", "confirmed")),
    Act("barring.list", "barring", "nothing"),
    Act("deputyship.name", "deputyship", "deputyship"),
    Act("deputyship.end", "deputyship", "deputyship", ("named",)),
    Act("deputyship.list", "deputyship", "part"),
    Act("assignment.assign", "role", "nothing"),
    Act("assignment.confirm", "role", "nothing", ("recorded",)),
    Act("assignment.end", "role", "nothing", ("recorded", "confirmed")),
    Act("assignment.list", "role", "nothing"),
    Act("access_request.list", "access request", "request"),
    Act("access_request.read", "access request", "request"),
    Act("document.read_for_request", "access request", "request"),
    Act("access_request.check", "access request", "request"),
    Act("access_request.compare", "access request", "request"),
    Act("access_request.amended", "access request", "request"),
    Act("access_request.versions", "access request", "request"),
    Act("access_request.revise", "access request", "project", ("draft", "returned")),
    Act("access_request.submit", "access request", "request", ("draft", "returned")),
    Act("access_request.send_back", "access request", "request", ("submitted", "reviewed", "held")),
    Act("conversation.write", "access request", "request"),
    Act("conversation.read", "access request", "request"),
    Act("access_request.withdraw", "access request", "request", ("draft", "submitted", "reviewed", "held", "returned")),
    Act("deadline.prolong", "access request", "project", ("submitted", "reviewed", "held")),
    Act("deadline.record_publication", "access request", "project", ("decided", "refused")),
    Act("decision.parts", "access request", "request"),
    Act("decision.judge", "access request", "request", ("submitted", "reviewed", "held", "decided")),
    Act("permit.issue", "access request", "request", ("reviewed", "held")),
    Act("permit.of_request", "access request", "request"),
    Act("letter.letters_of_request", "access request", "request"),
    Act("decision.ask_again", "access request", "nothing", ("held",)),
    Act("decision.sheet", "part", "request"),
    Act("decision.review", "part", "part", ("undecided",)),
    Act("letter.request_letter", "part", "request", ("granted", "refused")),
    Act("decision.accept", "part", "request", ("granted",)),
    Act("decision.samples", "samples", "samples"),
    Act("decision.decide_samples", "samples", "samples", ("undecided",)),
    Act("permit.read", "permit", "request"),
    Act("decision.ask_again", "permit", "nothing", ("held",)),
    Act("access_request.amend", "permit", "project", ("issued", "held", "ordered", "asked for longer", "extended")),
    Act("permit.ask_extension", "permit", "request", ("issued", "held", "ordered")),
    Act("permit.decide_extension", "permit", "request", ("asked for longer",)),
    Act("permit.revoke", "permit", "request", ("issued", "held", "ordered", "asked for longer", "extended")),
    Act("extraction.order", "permit", "request", ("issued", "held", "asked for longer", "extended")),
    Act("extraction.extracts_of", "permit", "request"),
    Act("letter.letters_of_permit", "permit", "request"),
    Act("letter.permit_letter", "permit", "request"),
    Act("audit.chain", "permit", "request"),
    Act("audit.papers", "permit", "request"),
    Act("audit.evidence", "permit", "request"),
    Act("extraction.read", "extract", "request"),
    Act("decision.ask_again", "extract", "nothing", ("held",)),
    Act("extraction.follow", "extract", "project", ("ordered", "running")),
    Act("extraction.totals", "extract", "request", ("extracted", "held", "delivering", "delivered")),
    Act("extraction.attrition", "extract", "request", ("extracted", "held", "delivering", "delivered")),
    Act("note_check.sample", "note sample", "part"),
    Act("note_check.check", "note sample", "part", ("drawn", "read")),
    Act("delivery.deliver", "extract", "request", ("extracted", "held")),
    Act("delivery.receive", "extract", "project", ("delivering",)),
    Act("delivery.let_in", "workspace", "request", ("open",)),
    Act("workspace.sweep", "workspace", "request", ("lapsed", "cleared", "outlived")),
    Act("workspace.settle", "workspace", "project", ("closing", "opening", "emptying")),
    Act("objection.ask", "inquiry", "project", ("due",)),
    Act("objection.hear", "inquiry", "project", ("answered",)),
    Act("deadline.list", "deadline", "part"),
    Act("deadline.remind", "deadline", "nothing", ("soon", "overdue")),
    Act("audit.read", "ledger", "nothing"),
    Act("audit.export", "ledger", "nothing"),
    Act("audit.verify", "ledger", "nothing"),
    Act("spot_check.draw", "spot check", "nothing"),
    Act("spot_check.list", "spot check", "nothing"),
    Act("spot_check.read", "spot check", "nothing"),
    Act("spot_check.remark", "spot check", "nothing", ("drawn", "remarked")),
    Act("spot_check.sign_off", "spot check", "nothing", ("remarked",)),
)

NO_VERB = {
    "GET /catalog/datasets": "what the catalog holds is open to whoever is signed in",
    "GET /catalog/datasets/{}": "the same",
    "GET /terms": "so are the terms",
    "GET /sign-in": "where one signs in has to be known before",
    "GET /health": "whether the process lives is no secret",
    "GET /ready": "nor whether it can serve",
}
"""Routes that are nobody's verb, each with the reason."""

ASKING = r"act\.ask\(|act\.ask_about\(permit, |_ruled\(act, permit, "
"""How a room asks a question."""

METHODS = {
    "get": "GET",
    "fetch": "GET",
    "fetch_whole": "GET",
    "post": "POST",
    "put": "PUT",
    "place": "PUT",
    "refused": "POST",
}
"""The methods of `gateway.cli.client.Api`, and what they send."""


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Who may do what, as the rules read it."""
    verbs: Mapping[str, Mapping[str, str]] = json.loads(TABLE.read_bytes())["verbs"]
    return verbs


OF_PAGES = frozenset({"offer", "overview"})
"""Rooms of the portal alone: they ask what may be read or done, about one thing after the other, and do nothing."""


@cache
def acts_in_rooms() -> frozenset[str]:
    """Every public method of a room in which the desk is asked for a verb."""
    house = importlib.import_module(f"{SERVICES}.house").House
    return frozenset(
        f"{room}.{name}"
        for room, kind in inspect.get_annotations(house).items()
        if room not in OF_PAGES
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and "self.desk.act(" in inspect.getsource(method)
    )


@cache
def routes() -> Mapping[str, frozenset[str]]:
    """Every route of the API, and the acts that its endpoint calls."""
    api = importlib.import_module("gateway.web.api")
    found = {}
    for module in pkgutil.iter_modules(api.__path__):
        router = getattr(importlib.import_module(f"{api.__name__}.{module.name}"), "router", None)
        for route in getattr(router, "routes", ()):
            called = set(re.findall(r"rooms\.(\w+\.\w+)\(", inspect.getsource(route.endpoint)))
            (method,) = route.methods
            found[f"{method} {re.sub('{[^}]+}', '{}', route.path)}"] = frozenset(called & acts_in_rooms())
    return found


@cache
def commands() -> Mapping[str, frozenset[str]]:
    """Every command that asks the API, and the routes it asks."""
    typer = importlib.import_module("typer")
    root = typer.main.get_command(importlib.import_module("gateway.cli").app)
    found = {name: frozenset(asked_by(callback)) for name, callback in _walk(root)}
    return {name: asked for name, asked in found.items() if asked}


def asked_by(function: Any, seen: frozenset[Any] = frozenset()) -> Iterator[str]:
    """The routes that a function of the command line asks, itself or through another of its package."""
    function = inspect.unwrap(function)
    for call in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"api", "open_api()"}:
            method = METHODS.get(call.func.attr)
            yield from (f"{method} /{'/'.join(path)}" for path in _paths(call.args) if method)
        elif isinstance(call.func, ast.Name):
            other = function.__globals__.get(call.func.id)
            here = inspect.isfunction(other) and other.__module__.startswith("gateway.cli")
            if here and other not in seen:
                yield from asked_by(other, seen | {function})


def _paths(words: Sequence[ast.expr]) -> Iterator[tuple[str, ...]]:
    """The path that these words make; a word that is one of two makes two."""
    if not words:
        yield ()
        return
    match words[0]:
        case ast.Constant(value=str(text)):
            heads = [text]
        case ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))):
            heads = [one, other]
        case _:
            heads = ["{}"]
    for rest in _paths(words[1:]):
        yield from ((head, *rest) for head in heads)


def _walk(command: Any, before: str = "slussen") -> Iterator[tuple[str, Any]]:
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if getattr(inner, "commands", None):
            yield from _walk(inner, f"{before} {name}")
        elif inner.callback is not None:
            yield f"{before} {name}", inner.callback


@cache
def _source(name: str) -> str:
    room, method = name.split(".")
    house = importlib.import_module(f"{SERVICES}.house").House
    return inspect.getsource(getattr(inspect.get_annotations(house)[room], method))
