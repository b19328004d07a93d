"""Numbers and spans over a whole study: which steps, how long, how they ended; nobody's name, number or words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest

from gateway.adapters.watching.gauges import Gauges
from gateway.adapters.watching.metrics import LABELS, OTHER, label
from gateway.adapters.watching.traces import Traces
from gateway.adapters.watching.watching import WatchedRules, Watching, watched
from gateway.main import Rounds
from gateway.ports.watch import Step
from tests.spec.api.calling import Caller, decision, written
from tests.support import builders
from tests.support.fakes import World, refuse, silent
from tests.support.people import FAMILY_NAMES, GIVEN_NAMES, personal_number

NUMBER = personal_number(date(1951, 3, 7))
NOTE = "söker för hosta sedan tre veckor"
SAID_OF_PEOPLE = (NUMBER, NUMBER[2:8], NOTE, "hosta", *GIVEN_NAMES[:1], *FAMILY_NAMES, "Anna", "anna", "bo", "klara")
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@dataclass
class Watched:
    """A house of fakes under a real watch, its calls, and everything that was kept of them."""

    spans: InMemorySpanExporter = field(default_factory=InMemorySpanExporter)
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        self.watch = Watching(traces=Traces.through(SimpleSpanProcessor(self.spans)))
        self.world.watch = self.watch
        self.call = Caller(world=self.world)
        desk = self.world.house.desk
        house = replace(
            self.world.house,
            **{
                name: replace(
                    getattr(self.world.house, name),
                    desk=replace(
                        desk, open_work=watched(desk.open_work, self.watch), rules=WatchedRules(desk.rules, self.watch)
                    ),
                )
                for name in ("project", "access_request", "decision", "extraction", "delivery", "audit")
            },
        )
        self.call._app.state.house = house

    def walked(self) -> None:
        """A study asked for through the API by people with names, who write what they should not."""
        call = self.call
        self.world.delivered()
        for person in ("carl", "eva"):
            told = {"id": person, "name": f"{GIVEN_NAMES[0]} {NUMBER}", "organisation": "ki"}
            assert call.post("/people", told, by="klara").status_code == 201
        project = call.post("/projects", {"title": f"{NOTE} {NUMBER}", "principal": "ki"}).json()["id"]
        call.put(f"/projects/{project}/ethics-approval", decision())
        for application in (written(why_pseudonymised=f"{NOTE} {NUMBER}"), written(purpose=NUMBER)):
            call.post("/access-requests", {"project": project, **application})
        call.get(f"/access-requests/{NUMBER}", headers={"traceparent": TRACEPARENT})
        call.get(f"/nowhere/{NUMBER}?name={NOTE}")
        call("PROPFIND", f"/{NUMBER}")

    def numbers(self) -> str:
        return generate_latest(self.watch.metrics.registry).decode()

    def finished(self) -> tuple[ReadableSpan, ...]:
        return self.spans.get_finished_spans()


@pytest.fixture
def house() -> Iterator[Watched]:
    watched = Watched()
    yield watched
    watched.watch.close()


def test_nothing_that_is_said_of_people_is_in_a_span_or_a_number(house: Watched) -> None:
    house.walked()

    kept = house.numbers() + "\n".join(span.to_json() for span in house.finished())

    assert len(house.finished()) > 20
    assert not [said for said in SAID_OF_PEOPLE if re.search(rf"(?<![\w-]){re.escape(said)}(?![\w-])", kept)]


def test_no_id_of_a_person_a_project_or_a_paper_is_a_label(house: Watched) -> None:
    house.walked()

    samples = [sample for family in house.watch.metrics.registry.collect() for sample in family.samples]
    words = {word for sample in samples for name, word in sample.labels.items() if name != "le"}

    assert {name for sample in samples for name in sample.labels} == {"le"}.union(*map(set, LABELS.values()))
    assert not [word for word in words if re.search(r"\d{4}|-\d+$|sha256", word)]
    assert {"/access-requests/{id}", "POST", "201", "draft", OTHER} <= words


def test_a_ruling_and_a_commit_stand_below_their_verb_and_the_verb_below_its_call(house: Watched) -> None:
    answer = house.call.get("/ledger", by="gustav", headers={"traceparent": TRACEPARENT})

    assert answer.status_code == 200
    by_name = {span.name: span for span in house.finished()}
    call, verb = by_name["slussen.call"], by_name["slussen.verb"]
    for name in ("slussen.ruling", "slussen.commit"):
        assert parent_of(by_name[name]) == id_of(verb)
    assert parent_of(verb) == id_of(call)
    assert format(context_of(call).trace_id, "032x") == TRACEPARENT.split("-")[1]
    assert format(parent_of(call), "016x") == TRACEPARENT.split("-")[2]


def test_several_matters_are_one_question_to_a_watch(house: Watched) -> None:
    rules = house.call._app.state.house.audit.desk.rules

    rulings = rules.each({"today": "2026-11-22", "verb": "read"}, [{}, {"verb": "verify"}])

    assert [ruling.allows for ruling in rulings] == [True, True]
    assert [span.name for span in house.finished()] == ["slussen.ruling"]


def context_of(span: ReadableSpan) -> Any:
    return span.get_span_context()


def id_of(span: ReadableSpan) -> Any:
    return context_of(span).span_id


def parent_of(span: ReadableSpan) -> Any:
    assert span.parent is not None
    return span.parent.span_id


def test_how_a_step_ended_is_kept_as_a_code(house: Watched) -> None:
    house.world.rules.answers.update({"draft": refuse("W01-may-act"), "read-ledger": silent})
    house.call.post("/projects", {"title": "Bleeding", "principal": "ki"})
    house.call.get("/ledger", by="gustav")

    numbers = house.numbers()

    assert 'slussen_verb_seconds_count{outcome="refused",verb="draft"} 1.0' in numbers
    assert 'slussen_ruling_seconds_count{outcome="neighbour-unavailable",question="permission/act"} 1.0' in numbers
    assert not [span for span in house.finished() if span.events]


def test_rounds_and_their_troubles_are_counted(house: Watched) -> None:
    house.world.ordered()
    house.world.box.down = True
    going = Rounds(house.world.house.round, pause=1.0, watch=house.watch)

    going._once()

    assert 'slussen_round_seconds_count{outcome="done"} 1.0' in house.numbers()
    assert 'slussen_troubles_total{code="neighbour-unavailable"} ' in house.numbers()


def test_what_stands_now_is_read_at_the_moment_of_asking(house: Watched) -> None:
    desk = house.world.house.desk
    house.watch.metrics.read_from(
        Gauges(open_work=desk.open_work, heads=desk.heads, clock=desk.clock, since_round=lambda: 2.5)
    )
    house.world.ordered()
    house.world.house.ledger.keep_head()
    house.world.clock.pass_by(timedelta(minutes=3))

    numbers = house.numbers()

    assert 'slussen_extracts_under_way{progress="ordered"} 1.0' in numbers
    assert f"slussen_ledger_head {len(house.world.ledger) - 1}.0" in numbers
    assert "slussen_ledger_head_age_seconds 180.0" in numbers
    assert "slussen_round_age_seconds 2.5" in numbers
    assert "slussen_outbox_waiting 0.0" in numbers
    assert "slussen_looked 1.0" in numbers


def test_a_store_that_is_gone_still_leaves_numbers(house: Watched) -> None:
    def gone() -> Any:
        raise OSError("no such host")

    desk = house.world.house.desk
    house.watch.metrics.read_from(Gauges(open_work=gone, heads=desk.heads, clock=desk.clock, since_round=lambda: None))

    assert "slussen_looked 0.0" in house.numbers()
    assert "slussen_ledger_head " not in house.numbers()


@pytest.mark.parametrize(
    ("name", "word", "shown"),
    [
        ("route", "/api/v1/access-requests/{id}", "/api/v1/access-requests/{id}"),
        ("route", f"/api/v1/people/{NUMBER}", OTHER),
        ("method", "PROPFIND", OTHER),
        ("status", "200", "200"),
        ("status", NUMBER, OTHER),
        ("verb", NOTE, OTHER),
        ("outcome", NUMBER, OTHER),
        ("person", "anna", OTHER),
    ],
)
def test_a_label_is_a_word_of_its_own_form(name: str, word: str, shown: str) -> None:
    assert label(name, word) == shown


def test_every_step_has_its_words() -> None:
    assert set(LABELS) == set(Step)
    assert all(names and builders.REQUEST not in names for names in LABELS.values())
