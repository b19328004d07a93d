"""Lines of the ledger are written down for others, with a signed note of what they are; that is a line as well."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import NotFound
from gateway.domain.exporting import COLUMNS, Form, audit_event, written
from gateway.domain.sought import Sought
from gateway.words.events import entry_told
from gateway.words.language import Language
from spark_jobs.papers.paper import digest_of
from tests.spec.api.calling import Caller
from tests.support import builders
from tests.support.builders import AUDITOR, GATEWAY_KEY, TRUST
from tests.support.fakes import World, line_after

BY_ANNA = Sought(actor="anna")


def delivered() -> World:
    world = World()
    world.delivered()
    return world


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def line(**changes: Any) -> Any:
    return line_after([], replace(builders.entry(), **changes))


def csv_of(**changes: Any) -> dict[str, str]:
    told = written(line(**changes), Form.CSV, tell=lambda entry: "told", key_id="key")
    (row,) = csv.reader(io.StringIO(told.decode(), newline=""))
    return dict(zip(COLUMNS, row, strict=True))


def event_of(**changes: Any) -> dict[str, Any]:
    return audit_event(line(**changes), tell=lambda entry: entry_told(entry, Language.EN), key_id="key")


def test_an_export_holds_the_lines_that_answer_and_its_note_tells_of_them() -> None:
    world = delivered()
    head = world.memory.ledger[-1]

    made = world.house.audit.export(BY_ANNA, by=AUDITOR)
    content = b"".join(made.pieces)

    assert {row["actor"] for row in rows(content)} == {"anna"}
    assert content.count(b"\r\n") == len(rows(content)) + 1
    TRUST.verify(made.note, on=builders.TODAY)
    assert made.note.body["content"] == digest_of(content)
    assert made.note.body["question"] == ["actor:anna"]
    assert made.note.body["head"] == {"sequence": head.sequence, "digest": head.digest}


def test_an_export_is_one_line_with_its_note_and_the_same_bytes_again_are_none() -> None:
    world = delivered()
    lines = len(world.ledger)
    made = world.house.audit.export(BY_ANNA, form=Form.FHIR, language=Language.SV, by=AUDITOR)
    first = b"".join(made.pieces)
    world.house.project.read(builders.PROJECT, by=builders.RESEARCHER)

    again = world.house.audit.export(asked=made.asked, by=AUDITOR)

    assert (again.form, again.note, b"".join(again.pieces)) == (Form.FHIR, made.note, first)
    entry = world.ledger[made.asked]
    assert (entry.event, entry.because, entry.papers) == (
        "audit.ledger_exported",
        ("form:fhir", "actor:anna"),
        (made.note.digest,),
    )
    assert len(world.ledger) == lines + 2
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_nobody_has_an_export_of_somebody_else_or_of_an_empty_ledger() -> None:
    world = delivered()
    asked = world.house.audit.export(by=AUDITOR).asked

    with pytest.raises(NotFound):
        world.house.audit.export(asked=asked, by=replace(AUDITOR, id="greta"))
    with pytest.raises(NotFound):
        World().house.audit.export(by=AUDITOR)


def test_every_cell_is_quoted_and_none_is_a_formula() -> None:
    row = csv_of(actor="=cmd|'/c calc'!A0", subject='+1 "x"', because=("-1", "@x"), datasets=("alvik", "birka"))

    assert (row["actor"], row["subject"], row["because"]) == ("'=cmd|'/c calc'!A0", '\'+1 "x"', "'-1 @x")
    assert (row["datasets"], row["told"], row["project"]) == ("alvik birka", "told", "")


@pytest.mark.parametrize(
    ("event", "code", "action"),
    [
        (Event.REQUEST_READ, "110112", "R"),
        (Event.LEDGER_READ, "110101", "R"),
        (Event.DELIVERY_RECEIPTED, "110106", "E"),
        (Event.PERMIT_ISSUED, "originate", "E"),
    ],
)
def test_an_event_is_told_in_the_codes_of_audit_messages(event: Event, code: str, action: str) -> None:
    told = event_of(event=event)

    assert (told["type"]["code"], told["action"], told["subtype"][0]["code"]) == (code, action, event.value)


def test_who_what_and_why_stand_in_an_audit_event() -> None:
    told = event_of(
        event=Event.VERB_REFUSED,
        because=("E03",),
        project="project-1",
        controllers=("alvik",),
        papers=(builders.JOURNAL,),
    )

    assert (told["outcome"], told["outcomeDesc"]) == ("4", "E03")
    (agent,) = told["agent"]
    assert agent["who"]["identifier"] == {"system": "urn:slussen:actor", "value": "anna"}
    assert agent["role"][0]["coding"][0]["code"] == "researcher"
    assert [one["name"] for one in told["entity"]] == ["line", "subject", "project", "controller", "paper"]
    bare = event_of(verb=None, acting_as=(), journal_head=builders.JOURNAL)
    assert "role" not in bare["agent"][0]
    assert [one["type"] for one in bare["entity"][0]["detail"]] == ["sequence", "previous", "digest", "journal_head"]


def test_every_kind_of_line_is_an_audit_event_by_the_standards_own_model() -> None:
    models = pytest.importorskip("fhir.resources.R4B.auditevent", reason="fhir.resources is not installed")
    world = delivered()
    world.clock.pass_by(timedelta(days=400))
    world.house.deadline.remind()
    made = world.house.audit.export(form=Form.FHIR, by=AUDITOR)

    events = [json.loads(told) for told in b"".join(made.pieces).splitlines()]
    events += [event_of(event=event, because=("x",)) for event in Event]

    for event in events:
        models.AuditEvent.model_validate(event)
    assert events[0]["source"]["observer"]["identifier"]["value"] == GATEWAY_KEY.key_id


def test_the_door_gives_the_note_and_streams_the_bytes() -> None:
    call = Caller(delivered())
    asked = {"actor": "anna", "form": "csv"}

    made = call.post("/ledger/exports", params=asked, by="gustav").json()
    got = call.get(f"/ledger/exports/{made['asked']}", by="gustav")

    assert made["note"]["body"]["content"] == digest_of(got.content)
    assert got.headers["content-type"].startswith("text/csv")
    assert f"slussen-ledger-{made['asked']}.csv" in got.headers["content-disposition"]
    fhir = call.post("/ledger/exports", params={"form": "fhir"}, by="gustav").json()["asked"]
    assert call.get(f"/ledger/exports/{fhir}", by="gustav").headers["content-type"] == "application/fhir+ndjson"
    assert call.get("/ledger/exports/0", by="gustav").status_code == 404
