"""Everything there is of one permit: its papers and every line about it, each checked, and told in sentences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.domain.audit import LedgerLine
from gateway.domain.errors import NotFound, Refused
from gateway.words.chain import told_in_full
from gateway.words.events import entry_told
from gateway.words.language import Language
from spark_jobs.papers.paper import Kind
from tests.spec.api.calling import Caller
from tests.support import builders
from tests.support.builders import AUDITOR, PERMIT, RESEARCHER
from tests.support.fakes import FakeLedger, World, refuse


def delivered() -> World:
    world = World()
    world.delivered()
    world.house.ledger.keep_head()
    return world


def test_papers_and_lines_of_a_permit_are_read_together_and_leave_one_line() -> None:
    world = delivered()
    lines = len(world.ledger)

    evidence = world.house.audit.evidence(PERMIT, by=AUDITOR)

    events = [line.entry.event.value for line, _ in evidence.lines]
    assert events[0] == "project.opened"
    assert {"access_request.submitted", "disclosure_review.decided", "permit.issued", "extract.ordered"} <= set(events)
    assert events[-1] == "delivery.receipted"
    assert (evidence.faults, evidence.head) == ([], lines - 1)
    assert world.memory.events()[lines:] == ["audit.chain_traced"]


def test_every_paper_of_the_chain_and_every_line_is_told_in_both_languages() -> None:
    evidence = delivered().house.audit.evidence(PERMIT, by=AUDITOR)

    for language in Language:
        told = [list(told_in_full(link.paper, language)) for link in evidence.trace.links]
        assert all(sentences and all(sentences) for sentences in told)
        assert all(line.entry.actor in entry_told(line.entry, language) for line, _ in evidence.lines)
    of = {link.paper.kind: next(iter(told_in_full(link.paper, Language.EN))) for link in evidence.trace.links}
    assert " as it stood on " in of[Kind.SNAPSHOT]
    assert "yes. Release 0." in of[Kind.RULING]
    assert of[Kind.DELIVERY_ORDER].startswith(
        "The delivery of order-1 into workspace-permit-1 was ordered on 2026-11-22"
    )
    assert of[Kind.CONFIRMATION].startswith("The runner confirmed on 2026-11-22 that ")


def test_a_ruling_that_refused_tells_what_was_missing_and_what_is_no_chain_says_nothing() -> None:
    body = {"asked_on": "2026-11-22", "question": "submit", "allows": False, "required_grounds": ["E1"], "grounds": []}
    refused = builders.GATEWAY_KEY.sign(Kind.RULING, body)
    head = builders.GATEWAY_KEY.sign(Kind.LEDGER_HEAD, {})
    broken = builders.GATEWAY_KEY.sign(Kind.RULING, {})

    assert list(told_in_full(refused, Language.SV)) == ["Reglerna frågades 2026-11-22 om submit: nej (E1). Utgåva 0."]
    assert list(told_in_full(head, Language.SV)) == []
    assert list(told_in_full(broken, Language.EN)) == ["(ruling: it cannot be read.)"]


def test_a_changed_line_about_the_permit_is_named_also_where_its_digest_was_changed_with_it() -> None:
    world = delivered()
    submitted = next(line for line in world.memory.ledger if line.entry.event == "access_request.submitted")
    place, entry = submitted.sequence, replace(submitted.entry, at=submitted.entry.at - timedelta(days=9))
    digest = LedgerLine.digest_for(sequence=place, previous=submitted.previous, entry=entry)
    world.memory.ledger[place] = replace(submitted, entry=entry, digest=digest)

    evidence = world.house.audit.evidence(PERMIT, by=AUDITOR)

    assert f"line {place + 1} does not follow the line before it." in evidence.faults
    assert world.ledger[-1].because == ("chain-broken",)


def test_a_line_whose_neighbour_cannot_be_read_is_looked_at_all_the_same() -> None:
    world = delivered()
    (place,) = [line.sequence for line in world.memory.ledger if line.entry.event == "delivery.receipted"]
    world.house.project.register("dag", name="Dag", organisation="ki", by=builders.COORDINATOR)
    world.memory.unreadable = {place + 1}

    evidence = world.house.audit.evidence(PERMIT, by=AUDITOR)

    assert evidence.faults == []


def test_a_line_that_names_another_beginning_or_that_questions_pass_over_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = delivered()
    first = world.memory.ledger[0]
    world.memory.ledger[0] = replace(first, previous=builders.some_digest("another beginning"))
    monkeypatch.setattr(FakeLedger, "astray", lambda self, lines: [lines[-1].sequence])

    evidence = world.house.audit.evidence(PERMIT, by=AUDITOR)

    of = {line.sequence: faults for line, faults in evidence.lines if faults}
    last = evidence.lines[-1][0].sequence
    assert of == {
        0: ["line 0 does not follow the line before it.", "line 0 was changed after it was written."],
        last: [f"line {last} is not found by what it tells: questions pass over it."],
    }


def test_without_a_head_that_holds_nothing_is_protected() -> None:
    world = delivered()
    (place, raw), *_ = world.heads.kept.items()
    world.heads.kept = {place + 900: raw}
    world.heads.beside = [b"no head"]
    line = world.memory.ledger[place]
    world.memory.ledger[place] = replace(line, digest=builders.some_digest("another"))

    assert world.house.audit.evidence(PERMIT, by=AUDITOR).head is None


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_read_in_pieces_it_is_the_same_record_and_each_piece_is_checked(limit: int) -> None:
    world = delivered()
    whole = world.house.audit.evidence(PERMIT, by=AUDITOR).lines
    broken = whole[-2][0]
    world.memory.ledger[broken.sequence] = replace(broken, entry=replace(broken.entry, because=("x",)))

    pieces, after = [], -1
    while True:
        piece = world.house.audit.evidence(PERMIT, by=AUDITOR, after=after, limit=limit)
        pieces.append(piece)
        if piece.next is None or len(pieces) > len(whole):
            break
        after = piece.next

    places = [line.sequence for piece in pieces for line, _ in piece.lines]
    assert places[: len(whole)] == [line.sequence for line, _ in whole]
    assert all(len(piece.lines) <= limit for piece in pieces)
    of = [line.sequence for piece in pieces for line, faults in piece.lines if faults]
    assert of == [broken.sequence]


def test_whoever_may_not_read_the_ledger_is_not_told() -> None:
    world = delivered()
    world.rules.answers["read-ledger"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.audit.evidence(PERMIT, by=RESEARCHER)
    with pytest.raises(NotFound):
        world.house.audit.evidence("permit-9", by=AUDITOR)


def test_the_door_tells_it_as_json_and_as_sentences() -> None:
    call = Caller(delivered())

    told = call.get(f"/permits/{PERMIT}/evidence", by="gustav", headers={"Accept-Language": "sv"}).json()

    assert (told["holds"], told["permit"]) == (True, PERMIT)
    by_kind = {paper["kind"]: paper for paper in told["papers"]}
    assert by_kind["permit"]["told"][0].startswith("Tillstånd permit-1 utfärdat 2026-11-22")
    assert by_kind["permit"]["paper"]["body"]["permit"] == PERMIT
    assert told["entries"][0]["sentence"] == "2026-11-22 anna: Ett projekt öppnades. (project-1)"
    assert all(entry["faults"] == [] for entry in told["entries"])
