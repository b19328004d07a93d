"""One suite for whatever stands behind the port of the rules; and what each engine does when it cannot rule."""

import json
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from gateway.adapters.rules.bundle import write_bundle
from gateway.adapters.rules.digest import policy_digest
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import LOOPBACK, RuleServer, free_port, rule_server, running
from gateway.domain.errors import Misconfigured, NeighbourUnavailable
from gateway.domain.judgement import JUDGEABLE
from gateway.ports.rules import Question, Rules
from tests.policy.cases import KINDS, POLICIES, place, valid, with_fact
from tests.support.neighbours import opa

TOKEN = "a-token-drawn-for-the-tests-0123456789"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RuleServer]:
    with rule_server(opa(), policies=POLICIES, scratch=tmp_path_factory.mktemp("opa"), token=TOKEN) as started:
        yield started


@pytest.fixture(scope="module", params=["embedded", "opa"])
def rules(request: pytest.FixtureRequest) -> Iterator[Rules]:
    if request.param == "embedded":
        yield EmbeddedRules(POLICIES, demo=True)
    else:
        started = request.getfixturevalue("server")
        asking = asking_of(started)
        yield asking
        asking.close()


@pytest.mark.parametrize("question", Question)
def test_facts_in_order_are_allowed_with_every_ground(rules: Rules, question: Question) -> None:
    ruling = rules.ask(question, valid(question))

    assert ruling.allows
    assert ruling.question == question.value
    assert ruling.grounds == ruling.required_grounds != frozenset()
    assert ruling.engine == rules.engine
    assert ruling.policy_digest == rules.policy_digest == policy_digest(POLICIES)
    assert ruling.asked_on.isoformat() == "2026-11-22"


@pytest.mark.parametrize("question", Question)
def test_a_day_and_nothing_else_is_refused(rules: Rules, question: Question) -> None:
    ruling = rules.ask(question, {"today": "2026-11-22"})

    assert not ruling.allows
    assert ruling.missing == ruling.required_grounds
    assert ruling.needs_judgement <= set(JUDGEABLE)


def test_a_refusal_is_named_by_its_code(rules: Rules) -> None:
    lapsed = with_fact(valid(Question.SUBMIT), place("ethics_approval/started_on"), "2024-01-01")

    ruling = rules.ask(Question.SUBMIT, lapsed)

    assert ruling.missing == {"E03-started-in-time"}


def test_a_ruling_names_its_engine_and_the_version_of_it(rules: Rules) -> None:
    ruling = rules.ask(Question.QUERY, valid(Question.QUERY))

    assert ruling.engine == rules.engine
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", ruling.engine_version)


def test_only_an_order_says_who_stays_out(rules: Rules) -> None:
    for question in Question:
        expected = frozenset(KINDS) if question is Question.ORDER else frozenset()
        assert rules.ask(question, valid(question)).exclusions == expected


@pytest.mark.parametrize("day", [None, "", "tomorrow", 5])
def test_without_a_day_there_is_no_ruling(rules: Rules, day: object) -> None:
    with pytest.raises(NeighbourUnavailable):
        rules.ask(Question.SUBMIT, valid(Question.SUBMIT) | {"today": day})


def test_texts_and_numbers_of_any_kind_are_read_as_they_are(rules: Rules) -> None:
    facts = valid(Question.SUBMIT)
    facts["access_request"]["columns"][0]["justification"] = 'Å "quoted" \\ and\nbroken\t\u2028 \U0001f600 ${x} `y`'
    facts["ethics_approval"]["maximum_persons"] = 12345678901

    assert rules.ask(Question.SUBMIT, facts).allows

    facts["access_request"]["expected_persons"] = 2**63
    assert rules.ask(Question.SUBMIT, facts).missing == {"E07-cohort-within-approval"}


TOLD = [(0, "0"), (5.0, "5"), (1e3, "1000"), (2**31, "2147483648"), (10**12, "1000000000000")]


@pytest.mark.parametrize(("persons", "told"), TOLD)
def test_a_number_of_persons_is_told_as_it_is_however_it_was_written(rules: Rules, persons: float, told: str) -> None:
    facts = with_fact(valid(Question.SUBMIT), place("access_request/expected_persons"), persons)

    ruling = rules.ask(Question.SUBMIT, facts)

    assert [thing.what for thing in ruling.compared if thing.kind == "persons"] == [told]


def test_facts_that_are_no_json_are_not_asked_about(rules: Rules) -> None:
    facts = with_fact(valid(Question.SUBMIT), place("access_request/expected_persons"), float("nan"))

    with pytest.raises(NeighbourUnavailable):
        rules.ask(Question.SUBMIT, facts)


SEVERAL: list[dict[str, Any]] = [
    {},
    {"verb": "no-such-verb"},
    {"access_request": {"datasets": []}, "part": {"controller": "norrmalm"}},
    {"actor": {"id": "house", "kind": "house", "roles": ["house"], "controllers": [], "organisation": "region"}},
    {},
]


def test_each_of_several_matters_is_ruled_on_as_if_it_were_asked_alone(rules: Rules) -> None:
    facts = valid(Question.ACT)

    together = rules.each(facts, SEVERAL)

    assert together == [rules.ask(Question.ACT, {**facts, **matter}) for matter in SEVERAL]
    assert {ruling.allows for ruling in together} == {True, False}
    assert rules.each(facts, []) == []


def test_without_a_day_no_matter_is_ruled_on(rules: Rules) -> None:
    with pytest.raises(NeighbourUnavailable):
        rules.each(valid(Question.ACT) | {"today": None}, SEVERAL)


def test_many_threads_get_each_their_own_answer(rules: Rules) -> None:
    questions = [Question.QUERY, Question.ACT, Question.REVIEW] * 8

    with ThreadPoolExecutor(max_workers=4) as threads:
        rulings = list(threads.map(lambda question: rules.ask(question, valid(question)), questions))

    assert [ruling.question for ruling in rulings] == [question.value for question in questions]
    assert all(ruling.allows for ruling in rulings)


# --- the embedded engine ----------------------------------------------------------------------------------------------


def test_the_embedded_engine_does_not_start_outside_demo_mode() -> None:
    with pytest.raises(Misconfigured, match="demo"):
        EmbeddedRules(POLICIES, demo=False)


def test_an_empty_folder_is_no_set_of_rules(tmp_path: Path) -> None:
    with pytest.raises(NeighbourUnavailable):
        EmbeddedRules(tmp_path, demo=True)


def test_a_rule_that_cannot_be_read_is_no_rule(tmp_path: Path) -> None:
    broken = shutil.copytree(POLICIES, tmp_path / "policies")
    (broken / "facts/facts.rego").write_text("package facts\n\nis_date(day if {\n")

    with pytest.raises(NeighbourUnavailable):
        EmbeddedRules(broken, demo=True)


# --- the server -------------------------------------------------------------------------------------------------------


def test_a_server_that_is_down_allows_nothing() -> None:
    nobody = RuleServer(host=LOOPBACK, port=free_port())

    with pytest.raises(NeighbourUnavailable):
        asking_of(nobody).ask(Question.QUERY, valid(Question.QUERY))


def test_a_server_that_stops_and_comes_back_is_asked_anew(tmp_path: Path) -> None:
    program = opa()
    with rule_server(program, policies=POLICIES, scratch=tmp_path, token=TOKEN) as started:
        asking = asking_of(started)
        assert asking.ask(Question.QUERY, valid(Question.QUERY)).allows

    with pytest.raises(NeighbourUnavailable):
        asking.ask(Question.QUERY, valid(Question.QUERY))


def test_a_slow_server_allows_nothing() -> None:
    with socket.socket() as silent:
        silent.bind((LOOPBACK, 0))
        silent.listen()
        asking = asking_of(RuleServer(host=LOOPBACK, port=silent.getsockname()[1]), timeout=0.2)

        with pytest.raises(NeighbourUnavailable, match="in time"):
            asking.ask(Question.QUERY, valid(Question.QUERY))


def test_a_server_with_an_empty_bundle_allows_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    write_bundle(empty, tmp_path / "empty.tar.gz")
    bare = RuleServer(host=LOOPBACK, port=free_port())
    command = [str(opa()), "run", "--server", f"--addr={LOOPBACK}:{bare.port}", "-b", str(tmp_path / "empty.tar.gz")]

    with running(command, bare, scratch=tmp_path, token=TOKEN), pytest.raises(NeighbourUnavailable, match="other"):
        asking_of(bare).ask(Question.QUERY, valid(Question.QUERY))


def test_a_server_with_other_policies_allows_nothing(tmp_path: Path) -> None:
    other = shutil.copytree(POLICIES, tmp_path / "policies")
    longest = other / "thresholds/data.json"
    longest.write_text(longest.read_text().replace('"value": 2,', '"value": 20,'))

    server = rule_server(opa(), policies=other, scratch=tmp_path, token=TOKEN)

    with server as started, pytest.raises(NeighbourUnavailable, match="other policies"):
        asking_of(started).ask(Question.QUERY, valid(Question.QUERY))


def test_without_the_token_the_server_answers_nobody(server: RuleServer) -> None:
    stranger = OpaRules(POLICIES, host=server.host, port=server.port, token="x" * 40)

    with pytest.raises(NeighbourUnavailable, match="refused"):
        stranger.ask(Question.QUERY, valid(Question.QUERY))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/v1/policies/x"),
        ("DELETE", "/v1/policies/facts/facts.rego"),
        ("PATCH", "/v1/data/thresholds"),
        ("PUT", "/v1/data/thresholds"),
        ("GET", "/v1/policies"),
        ("GET", "/v1/data"),
        ("POST", "/v1/data"),
        ("POST", "/v1/data/permission/act/allow"),
        ("POST", "/v1/query"),
        ("POST", "/v1/compile"),
        ("GET", "/v1/config"),
        ("GET", "/metrics"),
    ],
)
def test_nobody_changes_a_rule_or_reads_beside_the_questions(server: RuleServer, method: str, path: str) -> None:
    answer = requests.request(
        method,
        f"http://{server.host}:{server.port}{path}",
        json={"input": {}, "query": "true"},
        headers={"Authorization": f"Bearer {TOKEN}"},
        timeout=5,
    )

    assert answer.status_code == 401


def answering(**changes: object) -> bytes:
    """A whole answer of the right policies, but for what is changed."""
    result = {
        "allow": True,
        "required_grounds": ["T01-permit-valid"],
        "grounds": ["T01-permit-valid"],
        "refusals": [],
        "needs_judgement": [],
    }
    provenance = {"version": "1.0", "bundles": {"x": {"revision": policy_digest(POLICIES)}}}
    return json.dumps({"provenance": provenance, "result": result} | changes).encode()


def result(**changes: object) -> dict[str, Any]:
    """The result of such an answer."""
    whole: dict[str, Any] = json.loads(answering())["result"]
    return whole | changes


UNREADABLE: dict[str, tuple[int, bytes]] = {
    "an error": (500, b'{"code": "internal_error"}'),
    "no JSON": (200, b"<html>it works</html>"),
    "no object": (200, b"[]"),
    "nothing": (200, b""),
    "undefined": (200, answering(result=None)),
    "a bare yes": (200, answering(result=True)),
    "no yes or no": (200, answering(result=result(allow=None))),
    "a yes as text": (200, answering(result=result(allow="true"))),
    "no grounds": (200, answering(result=result(grounds=None))),
    "grounds that are no texts": (200, answering(result=result(grounds=[5]))),
    "refusals that are no list": (200, answering(result=result(refusals="none"))),
    "nothing required": (200, answering(result=result(required_grounds=[], grounds=[]))),
    "a no without a reason": (200, answering(result=result(allow=False))),
    "no provenance": (200, answering(provenance=None)),
    "no version": (200, answering(provenance={"bundles": {"x": {"revision": policy_digest(POLICIES)}}})),
    "no bundle": (200, answering(provenance={"version": "1.0", "bundles": {}})),
    "a second bundle": (
        200,
        answering(
            provenance={
                "version": "1.0",
                "bundles": {"x": {"revision": policy_digest(POLICIES)}, "y": {"revision": "1"}},
            }
        ),
    ),
}


@pytest.mark.parametrize(("status", "body"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_answer_that_is_not_whole_is_none(status: int, body: bytes) -> None:
    with stub(status, body) as started, pytest.raises(NeighbourUnavailable):
        asking_of(started).ask(Question.QUERY, valid(Question.QUERY))


ONE = {
    "allow": True,
    "required_grounds": ["W01-may-act"],
    "grounds": ["W01-may-act"],
    "refusals": [],
    "needs_judgement": [],
}


@pytest.mark.parametrize(
    "told",
    [None, {}, {"rulings": None}, {"rulings": [ONE]}, {"rulings": [ONE] * 3}, {"rulings": [ONE, ONE | {"grounds": 1}]}],
    ids=str,
)
def test_an_answer_that_is_not_one_for_each_matter_is_none(told: object) -> None:
    with stub(200, answering(result=told)) as started, pytest.raises(NeighbourUnavailable):
        asking_of(started).each(valid(Question.ACT), [{}, {"verb": "review"}])


def test_an_order_without_its_exclusions_is_no_answer() -> None:
    with stub(200, answering()) as started, pytest.raises(NeighbourUnavailable, match="exclusions"):
        asking_of(started).ask(Question.ORDER, valid(Question.ORDER))


OBJECTION = {
    "objection": "care_block",
    "controller": "karolinska",
    "exclusion": "X02-care-block",
    "before_permit": "excluded",
    "before_extraction": "excluded",
}


@pytest.mark.parametrize(
    "told", [None, "none", ["care_block"], [OBJECTION | {"more": ""}], [OBJECTION | {"before_permit": True}]], ids=str
)
def test_an_order_without_what_each_objection_does_is_no_answer(told: object) -> None:
    body = answering(result=result(exclusions=[], objections=told))

    with stub(200, body) as started, pytest.raises(NeighbourUnavailable, match="objections"):
        asking_of(started).ask(Question.ORDER, valid(Question.ORDER))


BASIS = {"kind": "public", "paragraph": "a", "appeal": "none", "appeal_weeks": 3, "appeal_paragraph": "b"}
POINT = {
    "id": "a",
    "answered": "signed",
    "paragraph": "b",
    "sv": "c",
    "en": "d",
    "not_applicable": True,
    "outcome": None,
    "missing": [],
}
ROUTE = {"most_units": 2, "few_units": "a", "more_units": "b", "coordinated_by": None}


@pytest.mark.parametrize(
    "told", [None, "none", {"kind": "public"}, BASIS | {"appeal_weeks": True}, BASIS | {"paragraph": 5}], ids=str
)
def test_a_yes_to_a_part_without_its_whole_law_is_no_answer(told: object) -> None:
    body = answering(result=result(basis=told, route=ROUTE, sheet=[POINT]))

    with stub(200, body) as started, pytest.raises(NeighbourUnavailable, match="basis"):
        asking_of(started).ask(Question.REVIEW, valid(Question.REVIEW))


@pytest.mark.parametrize("told", [None, ["group"], ROUTE | {"most_units": True}, ROUTE | {"few_units": None}], ids=str)
def test_a_yes_to_a_part_without_its_whole_route_is_no_answer(told: object) -> None:
    body = answering(result=result(basis=BASIS, route=told, sheet=[POINT]))

    with stub(200, body) as started, pytest.raises(NeighbourUnavailable, match="route"):
        asking_of(started).ask(Question.REVIEW, valid(Question.REVIEW))


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"a": POINT},
        ["a"],
        [{**POINT, "more": 1}],
        [{**POINT, "sv": None}],
        [{**POINT, "not_applicable": "yes"}],
        [{**POINT, "answered": "guessed"}],
        [{**POINT, "answered": ["signed"]}],
        [{**POINT, "outcome": "yes"}],
        [{**POINT, "answered": "computed"}],
        [{**POINT, "missing": "E01"}],
        [{**POINT, "missing": [5]}],
    ],
    ids=str,
)
def test_an_answer_about_a_part_without_its_whole_sheet_is_no_answer(told: object) -> None:
    body = answering(result=result(basis=BASIS, route=ROUTE, sheet=told))

    with stub(200, body) as started, pytest.raises(NeighbourUnavailable, match="sheet"):
        asking_of(started).ask(Question.REVIEW, valid(Question.REVIEW))


def test_a_part_is_answered_with_its_sheet(rules: Rules) -> None:
    found = {point.id: point for point in rules.ask(Question.REVIEW, valid(Question.REVIEW)).sheet}

    assert [point.id for point in found.values() if point.signed] == [
        *("necessary", "public-interest", "qualified", "safeguarded", "public-security", "no-harm", "free-text"),
    ]
    assert {point.outcome for point in found.values() if not point.signed} == {"yes"}
    assert found["public-security"].not_applicable


def test_a_part_is_answered_with_the_law_of_its_controller(rules: Rules) -> None:
    private = with_fact(valid(Question.REVIEW), place("part/kind"), "private")
    unknown = with_fact(valid(Question.REVIEW), place("part/kind"), "cooperative")

    told = [rules.ask(Question.REVIEW, facts).basis for facts in (valid(Question.REVIEW), private, unknown)]

    assert [basis and (basis.kind, basis.appeal_weeks) for basis in told] == [("public", 3), ("private", None), None]


def test_a_part_is_answered_with_whom_it_is_routed_to(rules: Rules) -> None:
    told = rules.ask(Question.REVIEW, valid(Question.REVIEW)).route

    assert told is not None
    assert (told.most_units, told.few_units, told.coordinated_by) == (2, "head_of_operations", None)


THINGS: tuple[object, ...] = (
    None,
    [{"kind": "persons", "what": "400"}],
    [{"kind": "persons", "what": 400, "covered": True}],
    [{"kind": "persons", "what": "400", "covered": "yes"}],
    ["400"],
)


@pytest.mark.parametrize("things", THINGS, ids=str)
def test_a_submission_without_what_was_compared_is_no_answer(things: object) -> None:
    body = answering(result=result(compared=things))

    with stub(200, body) as started, pytest.raises(NeighbourUnavailable, match="compared"):
        asking_of(started).ask(Question.SUBMIT, valid(Question.SUBMIT))


def test_a_yes_that_contradicts_itself_is_no_yes() -> None:
    with stub(200, answering(result=result(refusals=["T01-permit-valid"]))) as started:
        assert not asking_of(started).ask(Question.QUERY, valid(Question.QUERY)).allows


def test_the_question_goes_to_the_server_and_past_every_proxy(
    server: RuleServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert asking_of(server).ask(Question.QUERY, valid(Question.QUERY)).allows


def asking_of(server: RuleServer, *, timeout: float = 5.0) -> OpaRules:
    """The adapter, pointed at that server."""
    return OpaRules(POLICIES, host=server.host, port=server.port, token=TOKEN, timeout=timeout)


@contextmanager
def stub(status: int, body: bytes) -> Iterator[RuleServer]:
    """Something that listens where a rule server should, and always answers the same."""
    listening = ThreadingHTTPServer((LOOPBACK, 0), answering_with(status, body))
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield RuleServer(host=LOOPBACK, port=listening.server_address[1])
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def answering_with(status: int, body: bytes) -> Callable[..., BaseHTTPRequestHandler]:
    """Whoever asks is read to the end and given this answer."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    return Answer
